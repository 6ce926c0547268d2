"""Who may be speaking in a German clause: its subject, with apposition, or the agent of a passive."""

from __future__ import annotations

import re

from summarizer.language.clauses import Clause, clauses
from summarizer.language.de import reporting
from summarizer.language.de.content import first_word, is_statement
from summarizer.language.de.phrases import PHRASE, can_speak_or_act, nominatives
from summarizer.language.speech import Range

APPOSITION = re.compile(
    r",\s(?:(?:der|die|das|dem|den|ein(?:e[mnr]?)?)\s)?(?:\d*-?[a-zäöüß]{3,}(?:e|en|er|es|em)\s){0,3}[A-ZÄÖÜ][^,;:]{1,110}"
    r"(?<!\ssoll)(?<!\sist)(?<!\shat)(?<!\swird)(?<!\swar)(?<!\shatte)(?<!\swurde)(?<!\ssind)(?=[,:]|\.$)"
)
_BY = re.compile(r"\b(?:[Vv]o[nm]|[Dd]urch)\s")
PASSIVE = re.compile(r"\b(?:wird|werden|wurden?|worden|werde)\b|\bzu\s\w+en\b")


def subjects(sentence: str, start: int, end: int, verb: re.Match[str]) -> list[Range]:
    """Candidates for the speaker: before the verb first, then behind it, each with its apposition."""
    found = [p for p in nominatives(sentence, start, end) if plausible(sentence, p)]
    before = [p for p in found if p[1] <= verb.start()]
    after = [p for p in found if p[0] >= verb.end()]
    return [with_apposition(sentence, p, verb.start()) for p in before] + [with_apposition(sentence, p) for p in after]


def subject_start(text: str, clause: Clause) -> int:
    """Where the subject of a clause may stand: before its commas, if the clause opens with its verb behind a name with
    apposition ("Anna Berger, Sprecherin der Stadt, sprach von …")."""
    pieces = [piece for piece in clauses(text) if piece.end <= clause.start]
    opens_with_verb = first_word(text, clause) in reporting.VERBS
    return pieces[0].start if pieces and opens_with_verb and not is_statement(text, pieces) else clause.start


def agents(sentence: str, start: int, end: int) -> list[Range]:
    """Who a passive names as acting ("wird von X gefordert")."""
    found = (PHRASE.match(sentence, m.end(), end) for m in _BY.finditer(sentence, start, end))
    return [m.span() for m in found if m and plausible(sentence, m.span())]


def passive(text: str, verb: re.Match[str]) -> bool:
    """Whether a participle is passive ("wurde … verurteilt"), so that its subject says nothing."""
    clause = next((c for c in clauses(text) if c.start <= verb.start() < c.end), None)
    around = text[clause.start : clause.end] if clause else text
    return bool(PASSIVE.search(around)) and bool(re.match(r"(?:ge|\w+ge|be|ver|er)\w+(?:t|en)\b", verb.group()))


def plausible(sentence: str, phrase: Range) -> bool:
    return can_speak_or_act(sentence[slice(*phrase)])


def with_apposition(sentence: str, phrase: Range, limit: int | None = None) -> Range:
    match = APPOSITION.match(sentence, phrase[1])
    return (phrase[0], match.end()) if match and (limit is None or match.end() <= limit) else phrase
