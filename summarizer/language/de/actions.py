"""German words of action, by PLOVER type: which types a clause can be about.

Definitions follow the PLOVER codebook (Halterman et al. 2023). Verbs are given by stems, because German puts their parts
on both ends of the clause; nouns only where they name the act itself ("Entsendung", "Unterzeichnung").
"""

from __future__ import annotations

import re

from summarizer.schema import EventType

_STEMS: dict[EventType, str] = {
    "AID": (
        r"\w*entsend\w*|\w*entsandt\w*|schick\w*|geschickt\w*|(?:ge)?lieferte?[nt]?|\w*liefern|geliefert\w*|\w*lieferung(?:en)?|"
        r"übergab\w*|übergeben|übergibt|versorg(?:t|te|ten|en)|spende[tn]?\w*|gespendet\w*|(?:zur Verfügung)|bereitgestellt|bereitstell\w*|"
        r"unterstütz(?:t|te|ten|en)|geschult\w*|ausgebildet\w*|ausbild\w*|hilft|helfen|half|halfen|geholfen|Hilfslieferung\w*|"
        r"stationier\w*|(?:Truppen|Präsenz|Truppenpräsenz)\b.*\berhöh\w*|Unterstützung\b.*\b(?:verstärk\w*|ausbau\w*|erhöh\w*|aufstock\w*)|finanzier(?:t|te|ten|en)|gewähr(?:t|te|ten|en)|überw(?:ies|iesen|eist)"
    ),
    "AGREE": (
        r"vereinbar\w*|einig(?:t|te|ten|en)|geeinigt|zusag\w*|zugesagt|zusicher\w*|zugesichert|sicher(?:t|te|ten)\b.*\bzu|"
        r"sag(?:t|te|ten)\b.*\bzu|verspr(?:ach|achen|icht|echen|ochen)|bot\b.*\ban|bietet\b.*\ban|angeboten|Zusage|bereit erklärt|"
        r"verpflichte(?:t|te|ten|n)"
    ),
    "CONSULT": (
        r"(?:traf|trafen|trifft|treffen)(?= sich|\b.*\b(?:mit|in|auf|zu)\b)|(?:sich|mit)\b.*\bgetroffen|zusammengetroffen|Treffen|besuch(?:t|te|ten|en)|empfangen|empfing\w*|"
        r"empfängt|berat(?:en|schlag\w*)|beriet\w*|verhandel\w*|telefonier\w*|Gespräche?n?|Verhandlungen|Gipfel\w*|Staatsbesuch|"
        r"zusammenkommen|zusammengekommen|Videokonferenz|reist\w*|gereist|reise[n]?\b.*\bnach"
    ),
    "SUPPORT": (
        r"unterzeichn\w*|Unterzeichnung|ratifizier\w*|gratulier\w*|hervorgehoben|hob(?:en)?\b.*\bhervor|würdig(?:t|te|ten|en)|lob(?:t|te|ten|en)|bekräftig\w*|begrüß(?:t|te|ten|en)|"
        r"anerk(?:ann|enn)\w*|sprach(?:en)?\b.*\baus für|solidarisier\w*|schloss(?:en)?\b.*\b(?:Vertrag|Abkommen|Bündnis)|Abkommen\b.*\bgeschlossen|gefestigt"
    ),
    "COOPERATE": (
        r"kooperier\w*|zusammenarbeite\w*|zusammengearbeitet|arbeite(?:t|n|te|ten)\b.*\bzusammen|Zusammenarbeit\b.*\b(?:aus(?:ge)?bau\w*|intensivier\w*|vertief\w*)|"
        r"(?:Beziehungen|Partnerschaft)\b.*\b(?:intensivier\w*|vertief\w*|aus(?:ge)?bau\w*)|intensivier(?:t|en)|gemeinsame\w* (?:Übung|Manöver)\w*|tauschen\b.*\baus"
    ),
    "CONCEDE": r"entschuldig\w*|begnadig\w*|Waffenruhe|Waffenstillstand|gelockert|locker(?:t|te|ten|n)|nachgegeben|gab\b.*\bnach",
    "RETREAT": (
        r"abgezogen|zieh(?:t|en)\b.*\bab|zog(?:en)?\b.*\bab|Abzug|zurückgezogen|freigelassen|lässt\b.*\bfrei|ließ(?:en)?\b.*\bfrei|"
        r"zurückgetreten|trat(?:en)?\b.*\bzurück|Rücktritt|zurückgegeben|kapitulier\w*"
    ),
    "REQUEST": (
        r"forder(?:t|te|ten|n)(?!\b.*\bheraus)|gefordert|aufgefordert|verlang\w*|bat|baten|bittet|bitten|gebeten|appellier\w*|rief(?:en)?\b.*\bauf|"
        r"sucht\b.*\bnach|suchen\b.*\bnach|wirbt|werben|Rekrutierung|rekrutier\w*|beantrag\w*"
    ),
    "ACCUSE": (
        r"beschuldig\w*|bezichtig\w*|kritisier\w*|verurteil\w*|vorgeworfen|(?:wirft|warf|warfen|werfen)\b.*\bvor|verklag\w*|angeklagt|"
        r"Anklage|ermittel(?:t|te|ten|n)|Ermittlungen|prangert\w*"
    ),
    "REJECT": r"abgelehnt|lehn(?:t|te|ten|en)\b.*\bab|weiger\w*|geweigert|Veto|verweiger\w*|zurückgewiesen|w(?:ies|iesen|eist|eisen)\b.*\bzurück",
    "THREATEN": r"droh(?:t|te|ten|en)(?=\b)|gedroht|angedroht|Ultimatum|Drohung",
    "PROTEST": r"protestier\w*|demonstrier\w*|streik\w*|gestreikt|Demonstration(?:en)?|Proteste?n?|Kundgebung|boykottier\w*|legten\b.*\bdie Arbeit nieder",
    "SANCTION": r"Sanktionen\b.*\b(?:verhäng\w*|beschl\w*)|sanktionier\w*|ausgewiesen|w(?:ies|iesen|eist)\b.*\baus|abgebrochen|br(?:ach|achen|icht)\b.*\bab|Embargo|gestrichen|eingefroren|kündig(?:te|ten)\b.*\b(?:Vertrag|Abkommen)",
    "MOBILIZE": (
        r"mobilisier\w*|verleg(?:t|te|ten|en)|Truppenverlegung\w*|stationier\w*|(?:Truppen|Präsenz|Truppenpräsenz)\b.*\berhöh\w*|"
        r"in (?:Alarm)?[Bb]ereitschaft|einberufen|Manöver|zusammengezogen"
    ),
    "COERCE": (
        r"festgenommen|nahm(?:en)?\b.*\bfest|verhaft\w*|Festnahme\w*|verbot(?:en)?|verbietet|beschlagnahm\w*|umgesiedelt|Umsiedlung|"
        r"umsied\w*|besetz(?:t|te|ten)|zensier\w*|geheim|Ausgangssperre|blockier\w*|durchsuch\w*|abgeschoben|gesperrt|sperr(?:t|te|ten)"
    ),
    "ASSAULT": (
        r"angegriffen|gr(?:iff|iffen|eift|eifen)\b.*\ban|Angriffe?n?|getötet|töte(?:t|te|ten)|beschoss\w*|bombardier\w*|kämpf(?:t|te|ten|en)|gekämpft|"
        r"gefallen|erschoss\w*|ermord\w*|entführ\w*|Anschl[aä]g\w*|zerstörten?|im Kampf|Kampfeinsatz|(?:Soldat\w*|Truppen?|\w*[Ww]affen?|Panzer|Raketen?|Drohnen?|Militär\w*)\b.*\beingesetzt|verwundet|überfallen"
    ),
    "OTHER": (
        r"gestorben|starb(?:en)?|gewählt|ernannt|gefunden|entdeck(?:t|te|ten)|zurückgekehrt|zurückkehr\w*|kehr(?:t|te|ten)\b.*\bzurück|"
        r"gezeigt|veröffentlich\w*|gesunken|abgestürzt|eröffne(?:t|te|ten)|gegründet|eingestellt|verkauft|gekauft|übernommen|"
        r"beschlossen|beschloss\w*|bestätigt|zugegeben|eingeräumt|gebaut|errichte[tn]\w*|gestartet|getestet|begonnen|begann\w*|gescheitert|"
        r"explodier\w*|brannte\w*|verunglück\w*|gewonnen|gewann\w*|verloren|verlor\w*|ausgebrochen|geäußert|verletzt|zerstört|stattfinden|stattgefunden|f(?:indet|inden|and|anden)\b.*\bstatt|vor Gericht"
    ),
}
_PATTERNS: dict[EventType, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{stems})\b", re.IGNORECASE | re.DOTALL) for kind, stems in _STEMS.items()
}


_PEOPLE_MOVED = re.compile(
    r"\b(?:Familien|Bewohner\w*|Menschen|Zivilisten|Bevölkerung|Einwohner\w*)\b.*\b(?:verlegt|gebracht|evakuiert|umgesiedelt)\b",
    re.DOTALL,
)
"""Moving civilians is no mobilisation, whatever verb it shares with the moving of troops."""


def action_types(clause: str, *, verbs_only: bool = False) -> tuple[EventType, ...]:
    """PLOVER types that the clause's words of action allow, in the order of their first word; () for a clause without any.

    With `verbs_only`, nouns do not count: a noun in a subordinate clause names an act that nobody is told to do there.
    """
    found: list[tuple[int, EventType]] = []
    people_moved = _PEOPLE_MOVED.search(clause)
    for kind, pattern in _PATTERNS.items():
        matches = pattern.finditer(clause)
        match = next((m for m in matches if not verbs_only or m.group()[0].islower()), None)
        if match and not (kind == "MOBILIZE" and people_moved):
            found.append((match.start(), kind))
    if people_moved and not any(kind == "COERCE" for _, kind in found):
        found.append((people_moved.start(), "COERCE"))
    return tuple(kind for _, kind in sorted(found, key=lambda each: each[0]))
