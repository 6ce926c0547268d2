"""English noun phrases by their outward signs: determiners, capitals and plural nouns before a verb."""

from __future__ import annotations

import re

_WORD = r"[A-Z](?:[\w’'.&-]*\w)?"
_NAME = rf"{_WORD}(?:\s(?:of|the|de|van|bin|al)\s{_WORD}|\s{_WORD})*"
PHRASE = re.compile(
    rf"\b(?:(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hese|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Ss]ome|[Mm]any|[Ss]everal|[Ss]enior)\s"
    rf"(?:[a-z][\w-]*\s){{0,3}}?(?:{_NAME}|[a-z][\w-]*)(?:\s{_NAME})?|{_NAME}|[Hh]e\b|[Ss]he\b|[Tt]hey\b|"
    r"[Ee]xperts|[Oo]fficials|[Aa]nalysts|[Ww]itnesses|[Cc]ritics|[Oo]bservers|[Rr]esearchers|[Pp]olice|[Tt]roops|[Ss]oldiers|[Ww]orkers)"
)
_PREPOSITION = re.compile(
    r"\b(?:in|on|at|by|with|from|to|for|of|about|after|before|against|into|near|over|under|between|since|during)\s$"
)
_NEVER = frozenset(
    "in on at by with from to for of about after before against but and or if when while although because as however "
    "meanwhile monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december it there that this which who earlier later according per".split()
)


def phrases(sentence: str, start: int = 0, end: int | None = None, *, subjects: bool = False) -> list[tuple[int, int]]:
    """Noun phrases of a stretch, in text order; with `subjects` only those that hang on no preposition."""
    stop = len(sentence) if end is None else end
    found = []
    for match in PHRASE.finditer(sentence, start, stop):
        if match.group().split()[0].lower() in _NEVER:
            continue
        if subjects and _PREPOSITION.search(sentence[: match.start()]):
            continue
        found.append(match.span())
    return found
