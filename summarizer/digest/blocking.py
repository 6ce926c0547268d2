"""Which pairs of reports are worth comparing: those that share a key, so that cost grows with the reports.

A key is something that reports of one happening tend to share: two parties and the type, a party and the day, a
place, a figure, a rare word. Reports under a key that very many share are compared with their neighbours in time only
(sorted neighbourhood, Hernández and Stolfo 1995).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from summarizer.digest.mentions import Mention, sort_key

NEIGHBOURS = 12
"""Reports that follow in the order of a key and are compared."""
_WHOLE = 24
"""Reports under one key that are all compared with each other."""
_RARE_WORDS = 6
"""Rarest words of a report that are keys."""
_DAYS = 7
"""Longest period whose days are keys."""

Pair = tuple[int, int]
"""Places of two mentions, the lower first."""


def candidates(mentions: Sequence[Mention]) -> set[Pair]:
    """The pairs to compare. At most about 12 for each report and key, with some 20 keys to a report."""
    having = Counter(word for each in mentions for word in each.words)
    blocks: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, each in enumerate(mentions):
        for key in set(_keys(each, having)):
            blocks[key].append(place)
    pairs: set[Pair] = set()
    for members in blocks.values():
        if len(members) <= _WHOLE:
            pairs.update(combinations(members, 2))
        else:
            pairs.update(_neighbours(members, mentions))
    return {(a, b) for a, b in pairs if mentions[a].key[0] != mentions[b].key[0]}


def _keys(each: Mention, having: Counter[str]) -> Iterator[tuple[object, ...]]:
    parties = sorted({p.nation or p.words[-1] for p in (*each.actors, *each.recipients) if p.nation or p.words})
    for one, other in combinations(parties, 2):
        yield "parties", one, other, each.event.type
    for word in (each.place.words or (each.place.nation or "",)) if each.place else ():
        yield "place", word, each.event.type
    for count in each.counts:
        yield "figure", count.quantity.value, count.quantity.low, count.quantity.high
    if each.start and each.end and (each.end - each.start).days < _DAYS:
        for day in range((each.end - each.start).days + 1):
            for one in parties or [""]:
                yield "day", each.start + timedelta(days=day), one
    shared = [word for word in each.words if having[word] > 1]
    for word in sorted(shared, key=lambda word: (having[word], word))[:_RARE_WORDS]:
        yield "word", word


def _neighbours(members: Sequence[int], mentions: Sequence[Mention]) -> Iterator[Pair]:
    def in_time(place: int) -> tuple[date, tuple[str, str, int]]:
        each = mentions[place]
        return each.start or each.published or date.min, sort_key(each.key)

    ordered = sorted(members, key=in_time)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + NEIGHBOURS]:
            yield min(one, other), max(one, other)
