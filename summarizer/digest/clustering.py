"""Groups out of scored pairs, with pairs that must stay apart: constrained average linkage.

Two groups become one when the mean score over all pairs between them reaches the threshold and no pair between them
is forbidden. Best first, ties by place, so that the result depends on the items alone.

Of a happening told a thousand times there are half a million pairs. So once a group is large, pairs that were no
candidates are taken to score as the other pairs of their groups do. That decides in which order groups meet; whether
they are united is decided by pairs spread over both, and by what is forbidden among all.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Sequence
from itertools import product

Pair = tuple[int, int]

_SCORED = 16
"""Members of a group whose scores stand for all, and most members of two groups whose pairs are all scored."""
Apart = Callable[[Sequence[int], Sequence[int]], bool]
"""Whether two groups, each sorted, hold a pair that must stay apart."""


def pairwise(forbidden: Callable[[int, int], bool]) -> Apart:
    """What keeps groups apart, from what keeps two items apart."""
    return lambda ours, theirs: any(forbidden(one, other) for one, other in product(ours, theirs))


def cluster(
    count: int,
    candidates: Iterable[Pair],
    score: Callable[[int, int], float],
    apart: Apart,
    threshold: float,
) -> list[list[int]]:
    """Groups of the items 0 to `count` - 1, each sorted, in the order of their first items.

    Args:
        count: How many items there are.
        candidates: Pairs that may start a union; others are compared only when their groups meet.
        score: How much speaks for a pair, the same either way round.
        apart: What must not be united.
        threshold: Mean score from which groups are united.
    """
    linkage = _Linkage(count, score, apart, threshold)
    for one, other in sorted(set(candidates)):
        linkage.link(one, other)
    return linkage.united()


class _Linkage:
    """Groups, named by their first items, and the totals of the scores between those that are linked."""

    def __init__(self, count: int, score: Callable[[int, int], float], apart: Apart, threshold: float) -> None:
        self.score, self.apart, self.threshold = score, apart, threshold
        self.groups = {item: [item] for item in range(count)}
        self.linked: dict[int, set[int]] = {item: set() for item in range(count)}
        self.totals: dict[Pair, float] = {}
        self.estimated: set[Pair] = set()
        self.heap: list[tuple[float, int, int]] = []

    def link(self, one: int, other: int) -> None:
        """Remember the score of two items that may be one; pairs below the threshold start nothing."""
        total = self._between([one], [other])
        if total >= self.threshold:
            self.linked[one].add(other)
            self.linked[other].add(one)
            self._remember(one, other, total)

    def united(self) -> list[list[int]]:
        """Unite the two likest groups for as long as there are any, then return all groups."""
        while self.heap:
            value, one, other = heapq.heappop(self.heap)
            if one in self.groups and other in self.groups and self._mean(one, other) == -value:
                if (one, other) in self.estimated:
                    self.estimated.discard((one, other))
                    self.totals[one, other] = self._between(self.groups[one], self.groups[other])
                if self._mean(one, other) >= self.threshold:
                    self._unite(one, other)
        return sorted(self.groups.values())

    def _unite(self, one: int, other: int) -> None:
        kept, gone = min(one, other), max(one, other)
        neighbours = (self.linked[kept] | self.linked.pop(gone)) - {kept, gone}
        totals = {near: self._joint(kept, gone, near) for near in neighbours}
        for near in neighbours:
            self.totals.pop(_pair(gone, near), None)
            self.estimated.discard(_pair(gone, near))
            self.linked[near].discard(gone)
            self.linked[near].add(kept)
        self.linked[kept] = neighbours
        self.groups[kept] = sorted(self.groups[kept] + self.groups.pop(gone))
        for near in sorted(neighbours):
            self._remember(kept, near, totals[near])

    def _remember(self, one: int, other: int, total: float) -> None:
        pair = _pair(one, other)
        self.totals[pair] = total
        mean = self._mean(*pair)
        if mean >= self.threshold:
            heapq.heappush(self.heap, (-mean, *pair))

    def _mean(self, one: int, other: int) -> float:
        return self.totals.get((one, other), -math.inf) / (len(self.groups[one]) * len(self.groups[other]))

    def _joint(self, kept: int, gone: int, near: int) -> float:
        """Total of the scores between two groups that become one and a third that is linked to either."""
        ours, theirs = self.totals.get(_pair(kept, near)), self.totals.get(_pair(gone, near))
        if ours is not None and theirs is not None:
            if _pair(gone, near) in self.estimated:
                self.estimated.add(_pair(kept, near))
            return ours + theirs
        size = len(self.groups[kept]) + len(self.groups[gone])
        known, of = (theirs, gone) if ours is None else (ours, kept)
        assert known is not None  # noqa: S101 - it would not be linked
        if size <= _SCORED:
            missing = kept if ours is None else gone
            return known + self._between(self.groups[missing], self.groups[near])
        self.estimated.add(_pair(kept, near))
        return known * size / len(self.groups[of])

    def _between(self, ours: Sequence[int], theirs: Sequence[int]) -> float:
        """Sum of the scores of all pairs; minus infinity if one of them is forbidden."""
        if self.apart(ours, theirs):
            return -math.inf
        some, others = _spread(ours), _spread(theirs)
        share = len(ours) * len(theirs) / (len(some) * len(others))
        return share * sum(self.score(one, other) for one, other in product(some, others))


def _spread(group: Sequence[int]) -> Sequence[int]:
    return group[:: -(-len(group) // _SCORED)]


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)
