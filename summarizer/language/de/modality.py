"""German verbs and adverbs of time, intention, possibility and doubt: what a clause lets its happening be."""

from __future__ import annotations

import re

from summarizer.schema import Certainty, Status

_CANCELLED = re.compile(r"\b(?:abgesagt|abgeblasen|gestoppt|abgebrochen|ausgesetzt|aufgegeben|zurückgezogen)\b")
_DENIED = re.compile(
    r"\b(?:bestreite[tn]|bestritt(?:en)?|dementier\w+|leugne\w*|(?:bislang|bisher|noch|weiterhin) nicht|nie)\b|"
    r"\b(?:hat|haben|wurde|wurden|ist|sind)\b[^,;:]*\bnicht\b(?! nur)"
)
_POSSIBLE = re.compile(
    r"\b(?:könnte[n]?|möglicherweise|vielleicht|eventuell|womöglich|falls|würde[n]?|wäre[n]?|denkbar|möglich(?!st)\w*|unter Umständen)\b"
)
_CONSIDERED = re.compile(r"\b(?:erwäg\w+|erwog\w*|prüf(?:t|te|en)|könnte[n]?|würde[n]?|wäre[n]?|hätte[n]?|falls|denkbar)\b")
_PROBABLE = re.compile(
    r"\b(?:wahrscheinlich|voraussichtlich|dürfte[n]?|offenbar|offensichtlich|mutmaßlich\w*|anscheinend|vermutlich|"
    r"wohl|davon ausgegangen|gehen? davon aus|ging(?:en)? davon aus|rechne[tn]|erwarte[tn])\b"
)
_HEARSAY = re.compile(r"\b(?:angeblich\w*|Gerücht\w*|\w*[Bb]erichten zufolge|behaupte\w*)\b|\bsoll(?:en)?\b[^.;:]*\b(?:haben|sein)\b(?=\s*(?:[,.;]|$))")
_FEAR = frozenset("befürchtet befürchten befürchtete befürchtung befürchtungen sorge fürchtet fürchten fürchtete verdacht".split())
_ASSUME = frozenset("geht gehen ging gingen vermutet vermuten vermutete vermutung erwartet erwarten rechnet annahme schätzt schätzen prognose".split())

_PLAN_VERB = re.compile(
    r"\b(?:plant|planen|plante[n]?|geplant\w*|beabsichtig\w+|will|wollen|wollte[n]?|vorgesehen|anvisiert\w*|"
    r"kündig(?:t|te|ten|en)\b[^.;]*\ban|angekündigt|soll(?:en)?|bereitet\b[^.;]*\bvor)\b"
)
_FUTURE = re.compile(r"\b(?:wird|werden)\b")
_INFINITIVE_LAST = re.compile(r"\b(?!ge\w+en\b)([a-zäöüß]+(?:en|ern|eln))\s*(?:werden|wird)?\s*$")
_PARTICIPLE_LAST = re.compile(r"\b(?:\w*ge\w+(?:t|en)|\w+iert|(?:be|ver|er|ent|zer|miss)\w+(?:t|en))\s*(?:werden|wird|worden)?\s*$")
_PASSIVE = re.compile(r"\b(?:wird|werden)\b[^,;:]*\b(?:ge\w+(?:t|en)|\w+iert|\w{2,}ge\w+(?:t|en)|(?:be|ver|er|ent|zer)\w+t)\s*$")
_PERFECT = re.compile(
    r"\b(?:hat|haben|hatte|hatten|ist|sind|war|waren|wurde|wurden)\b|\bworden\b|\berfolgte\w*\b"
)
_PRETERITE = re.compile(
    r"(?<![a-zäöüß]e )(?<!der )\b[a-zäöü]\w{2,}(?:te|ten)\b(?!\s[A-ZÄÖÜ])|"
    r"\b(?:kam|kamen|ging|gingen|gab|gaben|nahm|nahmen|traf|trafen|fiel|fielen|starb|starben|schlug|schlugen|griff|griffen|"
    r"begann|begannen|trat|traten|rief|riefen|ließ|ließen|flog|flogen|fuhr|fuhren|zog|zogen|stieg|stiegen|sank|sanken|"
    r"unterschrieb\w*|schloss|schlossen|empfing|empfingen|verließ|verließen|erhielt|erhielten|gewann|gewannen|verlor|verloren)\b"
)
_ONGOING = re.compile(r"\b(?:derzeit|gegenwärtig|weiterhin|zurzeit|momentan|seit|laufend\w*|anhaltend\w*|nach wie vor)\b")


def statuses(clause: str) -> tuple[Status, ...]:
    """The statuses a clause's own verbs allow, likeliest first. A clause whose grammar settles it gives exactly one."""
    text = clause.rstrip(" .!?")
    if _CANCELLED.search(text):
        return ("cancelled",)
    if _DENIED.search(text):
        return ("denied",)
    if _HEARSAY.search(text):
        return ("occurred",) if re.search(r"\b(?:haben|sein)\b", text) else ("occurred", "ongoing")
    if _CONSIDERED.search(text):
        return ("hypothetical",)
    if _PASSIVE.search(text) and not _PLAN_VERB.search(text):
        return ("ongoing", "occurred")
    if _is_future(text) or _PLAN_VERB.search(text):
        return ("planned",)
    if _PERFECT.search(text) or _PRETERITE.search(text):
        return ("ongoing", "occurred") if _ONGOING.search(text) else ("occurred",)
    return ("ongoing", "occurred")


def _is_future(text: str) -> bool:
    """*werden* with an infinitive is future, with a participle passive."""
    match = _FUTURE.search(text)
    if match is None:
        return False
    head = re.split(r"[,;:]", text[match.start() :], maxsplit=1)[0]
    if text[: match.start()].rstrip().endswith(("en", "ern", "eln")) and len(head.split()) == 1:
        return not _PARTICIPLE_LAST.search(text[: match.end()])
    return bool(_INFINITIVE_LAST.search(head)) and not (
        _PARTICIPLE_LAST.search(head) and not head.rstrip().endswith("werden") and _ge_participle(head)
    )


def _ge_participle(head: str) -> bool:
    last = head.split()[-1]
    return bool(re.search(r"ge\w+(?:t|en)$", last)) or last.endswith("iert")


def certainty(clause: str, status: Status) -> Certainty:
    """How firmly the clause presents its happening (FactBank: certain, probable, possible, unknown)."""
    if _HEARSAY.search(clause):
        return "unknown"
    if status == "hypothetical":
        return "possible"
    if _PROBABLE.search(clause):
        return "probable"
    if status in ("occurred", "ongoing") and _POSSIBLE.search(clause):
        return "possible"
    return "certain"


def content_certainty(content: str, cue: str) -> Certainty:
    """How sure the speaker of a statement is presented to be."""
    if cue in _FEAR or _POSSIBLE.search(content):
        return "possible"
    if cue in _ASSUME or _PROBABLE.search(content):
        return "probable"
    return "certain"
