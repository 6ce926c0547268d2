"""German comment: clauses that weigh, interpret, ask or look ahead instead of reporting a happening."""

from __future__ import annotations

import re

_INTERPRETS = (
    r"unterstreich\w*|verdeutlich\w*|veranschaulich\w*|illustrier\w*|markier(?:t|te|en|ten)|spiegel(?:t|te|n|ten)\b.*\bwider|"
    r"widerspiegel\w*|symbolisier\w*|signalisier\w*|verkörper\w*|(?:wirft|werfen|warf|warfen)\b.*\bFragen?\b.*\bauf|"
    r"(?:bleibt|bleibe|blieb)\b.*\babzuwarten|(?:bleibt|ist)\b.*\b(?:offen|unklar|fraglich|ungewiss|nicht klar)|Frage (?:bleibt|ist|lautet)|"
    r"stellt sich die Frage|stellt\b.*\b(?:Herausforderung|Risiko|Gefahr|Bedrohung|Problem)\w*\b.*\bdar|"
    r"bedeutet|bedeuten|gilt als|gelten als|gewertet|angesehen|erweist sich|zeigt sich|zeigt\b.*,? (?:dass|wie)|zeigen\b.*,? (?:dass|wie)|"
    r"zeig(?:t|en|te|ten)\s*$|(?:sie|das|dies|es) zeig(?:t|en|te|ten)|(?:hat|haben|hatte|hatten)\b.*\b(?:Gründe|Grund|Interesse|Anlass|Potenzial)|"
    r"zeugt|zeugen|lässt\b.*\b(?:erscheinen|vermuten|hoffen|befürchten)|mag\b.*\berscheinen|scheint|scheinen|"
    r"erscheint|erscheinen|macht es (?:schwer|leicht|möglich|unmöglich)\w*|ermöglich(?:t|en)|bietet\b.*\b(?:Vorteil|Chance|Möglichkeit)\w*|"
    r"birgt|bergen|besteh(?:t|en)\b.*\b(?:Risiko|Gefahr|Möglichkeit|Potenzial)\w*|trägt dazu bei|tragen dazu bei|"
    r"(?:hat|haben) das Potenzial|sind Teil|ist Teil|steht im (?:Zeichen|Mittelpunkt)|reicht\b.*\bzurück|reichen\b.*\bzurück|"
    r"erreicht eine neue|in einer Phase|ist (?:seit \w+ )?(?:ein|eine|der|die|das)\b|sind (?:die|eine)\b|war (?:ein|eine|der|die|das)\b"
)
_EFFECT = (
    r"Auswirkung\w*|Folgen|Konsequenzen|Einfluss|beeinflussen|verschärfen|destabilisieren|verändern|stärken|schwächen|"
    r"profitieren|führen|verschlechtern|verbessern|erhöhen|entscheidend|Präzedenzfall|Wendepunkt|nützlich|darstellen|"
    r"schaffen|bedeuten|auslösen|gefährden|erschweren|begünstigen|umfassen|steigern|verschaffen"
)
_COMMENT = re.compile(rf"\b(?:{_INTERPRETS})\b", re.IGNORECASE)
_EFFECT_AHEAD = re.compile(
    rf"\b(?:könnte[n]?|dürfte[n]?|würde[n]?|kann|können|möglicherweise|potenziell\w*)\b.*\b(?:{_EFFECT})\b",
    re.IGNORECASE,
)
_ATTITUDE = re.compile(
    r"\b(?:besorgt|Besorgnis|Sorge|Unruhe|Kritik)\b|\bbeobachte[tn]?\b.*\b(?:Sorge|Besorgnis|genau|gespannt|aufmerksam)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?\s*[“”\"»«]?$")


def is_comment(clause: str) -> bool:
    """Whether the main predicate of the clause interprets, rates, asks, feels or foresees effects."""
    return bool(
        _QUESTION.search(clause) or _interprets(clause) or _EFFECT_AHEAD.search(clause) or _ATTITUDE.search(clause)
    )


def _interprets(clause: str) -> bool:
    """A noun that looks like a verb of interpreting ("zum Erscheinen aufgerufen") does not count."""
    return any(
        found.start() == 0 or not (found.group().istitle() and found.group().isalpha())
        for found in _COMMENT.finditer(clause)
    )
