"""German verbs and adverbs of time, intention, possibility and doubt: what a clause lets its happening be."""

from __future__ import annotations

import re

from summarizer.language.de.telling import STRONG_PRETERITE
from summarizer.schema import Certainty, Status

_CANCELLED = re.compile(r"\b(?:abgesagt|abgeblasen|gestoppt|abgebrochen|ausgesetzt|aufgegeben|zurückgezogen)\b")
_DENIED = re.compile(
    r"\b(?:bestreite[tn]|bestritt(?:en)?|dementier\w+|leugne\w*|(?:bislang|bisher|noch|weiterhin) nicht|nie)\b|"
    rf"\b(?:hat|haben|wurde|wurden|ist|sind|{STRONG_PRETERITE}|[a-zäöüß]{{3,}}ten?)\b(?:(?!\bund\b)[^,;:])*\bnicht\b(?! nur)"
)
_POSSIBLE = re.compile(
    r"\b(?:könnte[n]?|möglicherweise|vielleicht|eventuell|womöglich|falls|würde[n]?|wäre[n]?|denkbar|möglich(?!st)\w*|unter Umständen)\b"
)
_CONSIDERED = re.compile(r"\b(?:erwäg\w+|erwog\w*|prüf(?:t|te|en)|könnte[n]?|würde[n]?|wäre[n]?|falls|denkbar)\b")
_PROBABLE = re.compile(
    r"\b(?:wahrscheinlich|voraussichtlich|dürfte[n]?|offenbar|offensichtlich|mutmaßlich\w*|anscheinend|vermutlich|"
    r"wohl|davon ausgegangen|gehen? davon aus|ging(?:en)? davon aus|rechne[tn]|erwarte[tn])\b"
)
_SOLL_PERFECT = re.compile(r"\bsoll(?:en)?\b[^.;:]*\b\w+(?:t|en)\s(?:haben|(?:worden\s)?sein)\b")
_HEARSAY = re.compile(rf"\b(?:angeblich\w*|Gerücht\w*|\w*[Bb]erichten zufolge|behaupte\w*)\b|{_SOLL_PERFECT.pattern}")
_FEAR = frozenset(
    "befürchtet befürchten befürchtete befürchtung befürchtungen sorge fürchtet fürchten fürchtete verdacht".split()
)
_ASSUME = frozenset(
    "geht gehen ging gingen vermutet vermuten vermutete vermutung erwartet erwarten rechnet annahme schätzt schätzen prognose".split()
)

_PLAN_VERB = re.compile(
    r"\b(?:plant|planen|plante[n]?(?!\s[A-ZÄÖÜ])|(?<!wie )geplant|beabsichtig\w+|will|wollen|wollte[n]?|vorgesehen|anvisiert|"
    r"kündig(?:t|te|ten|en)\b[^.;]*\ban|angekündigt|soll(?:en)?|bereitet\b[^.;]*\bvor)\b"
)
_PARTICIPLE = r"(?:(?:\w{2,})?ge\w+(?:t|en)|\w+iert|(?:be|ver|er|ent|zer|miss|über|unter)\w+t)"
_PASSIVE_V2 = re.compile(rf"\b(?:wird|werden?)\b(?!\s*$).*\b{_PARTICIPLE}\s*$", re.DOTALL)
_PASSIVE_LAST = re.compile(rf"\b{_PARTICIPLE}\s(?:wird|werden?)\s*$")
_HAD_TO = re.compile(rf"\b(?:musste[n]?|konnte[n]?)\b.*\b\w+(?:en|{_PARTICIPLE}\swerden)\s*$", re.DOTALL)
"""What had to or could be done was done, as news tells it."""
_PASSIVE_PAST = re.compile(r"\b(?:wurden?|worden)\b")
_PASSIVE_MODAL = re.compile(
    rf"\b(?:soll|sollen|kann|können|muss|müssen|könnten?|will|wollen)\b.*\b{_PARTICIPLE}\s(?:werden)\b", re.DOTALL
)
_FUTURE_V2 = re.compile(r"\b(?:wird|werden?)\b(?!\s*$).*\b(?!ge\w+en\b)\w+(?:en|ern|eln)\s*$", re.DOTALL)
_FUTURE_LAST = re.compile(r"\b(?!ge\w+en\b)\w+(?:en|ern|eln)\s(?:wird|werden?)\s*$")
_PERFECT = re.compile(
    r"\b(?:hat|haben?|hatten?|hätten?|ist|sind|seien?|sei|war|waren|wurden?)\b|\bworden\b|\berfolgte\w*\b"
)
_PRETERITE = re.compile(
    rf"\b(?:{STRONG_PRETERITE}|gab|gaben|griff|griffen|rief|riefen|ließ|ließen|unterschrieb\w*|empfing|empfingen|"
    r"bat|baten|bot|boten|wies|wiesen|warf|warfen|versprach|versprachen|übergab|übergaben|stand|standen|lag|lagen)\b"
)
_WEAK_PRETERITE = re.compile(r"\b[a-zäöü]\w{2,}(?:te|ten)\b")
_BEFORE_ADJECTIVE = re.compile(
    r"(?:^|\s)(?:der|die|das|den|dem|des|ein\w*|kein\w*|sein\w*|ihr\w*|dies\w*|jen\w*|\w+(?:e|en|er|es|em)|und|in|im|am|an|auf|"
    r"bei|mit|nach|von|vom|zu|zum|zur|für|gegen|über|unter|durch|aus|sehr|bereits|neu|erst|zuvor|so|als)\s*$"
)
_ONGOING = re.compile(
    r"\b(?:derzeit|gegenwärtig|weiterhin|zurzeit|momentan|seit|laufend\w*|anhaltend\w*|nach wie vor)\b"
)


_SETTLED: tuple[tuple[re.Pattern[str], Status], ...] = (
    (_CANCELLED, "cancelled"),
    (_DENIED, "denied"),
    (_SOLL_PERFECT, "occurred"),
    (_CONSIDERED, "hypothetical"),
)


def statuses(clause: str) -> tuple[Status, ...]:
    """The statuses a clause's own verbs allow, likeliest first. A clause whose grammar settles it gives exactly one."""
    text = clause.rstrip(' .!?“”"»«')
    for pattern, status in _SETTLED:
        if pattern.search(text):
            return (status,)
    if _HAD_TO.search(text):
        return ("occurred",)
    passive_now = bool(_PASSIVE_V2.search(text) or _PASSIVE_LAST.search(text))
    if _PLAN_VERB.search(text) or (not passive_now and (_FUTURE_V2.search(text) or _FUTURE_LAST.search(text))):
        return ("planned",)
    if passive_now:
        return ("ongoing", "occurred")
    if _PERFECT.search(text) or _PRETERITE.search(text) or _has_weak_preterite(text):
        return ("ongoing", "occurred") if _ONGOING.search(text) else ("occurred",)
    return ("ongoing", "occurred")


def _has_weak_preterite(text: str) -> bool:
    """A word in -te or -ten is a verb, unless it stands where an adjective would, between a determiner and its noun."""
    for match in _WEAK_PRETERITE.finditer(text):
        before_noun = re.match(r"\s[A-ZÄÖÜ]", text[match.end() :])
        if not before_noun or not _BEFORE_ADJECTIVE.search(text[: match.start()]):
            return True
    return False


def is_passive(clause: str) -> bool:
    """Whether the clause is in the passive, so that its subject does not act."""
    text = clause.rstrip(' .!?“”"»«')
    return any(p.search(text) for p in (_PASSIVE_V2, _PASSIVE_LAST, _PASSIVE_PAST, _PASSIVE_MODAL))


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
