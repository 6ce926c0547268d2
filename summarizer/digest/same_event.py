"""Reports of different articles that tell one happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

from summarizer.digest import pairs
from summarizer.digest.blocking import candidates
from summarizer.digest.clustering import cluster
from summarizer.digest.doubtful import Judge, settled
from summarizer.digest.mentions import Mention


def same_events(
    mentions: Sequence[Mention], offices: Mapping[str, str], judge: Judge | None = None
) -> list[list[Mention]]:
    """Groups of mentions, each one happening; most have one member. The order of `mentions` is kept.

    Args:
        mentions: The reports.
        offices: The state of persons: see `Material`.
        judge: Settles doubtful pairs; the rules alone decide if there is none.
    """
    compared = candidates(mentions)
    known = settled(mentions, compared, offices, judge) if judge else {}

    def score(one: int, other: int) -> float:
        found = known.get((min(one, other), max(one, other)))
        return pairs.score(mentions[one], mentions[other], offices) if found is None else found

    groups = cluster(
        len(mentions),
        compared,
        score,
        _Veto(mentions, offices),
        pairs.THRESHOLD,
    )
    return [[mentions[place] for place in group] for group in groups]


class _Veto:
    """Whether two groups hold a forbidden pair, found without looking at every pair: most reports of one happening
    have the same labels, and whether labels exclude each other needs to be asked once."""

    def __init__(self, mentions: Sequence[Mention], offices: Mapping[str, str]) -> None:
        self._mentions, self._offices = mentions, offices
        kinds: dict[tuple[object, ...], int] = {}
        self._kinds = [kinds.setdefault((*pairs.labels(m), pairs.is_trend(m)), len(kinds)) for m in mentions]
        self._settled: dict[tuple[int, int], bool | None] = {}
        self._described: dict[int, tuple[int, frozenset[str], dict[int, list[int]]]] = {}

    def __call__(self, ours: Sequence[int], theirs: Sequence[int]) -> bool:
        (articles, kinds), (others, other_kinds) = self._describe(ours), self._describe(theirs)
        if not articles.isdisjoint(others):
            return True
        return any(
            self._excluded(one, other, kinds[one], other_kinds[other]) for one, other in product(kinds, other_kinds)
        )

    def _excluded(self, one: int, other: int, ours: Sequence[int], theirs: Sequence[int]) -> bool:
        """Whether a report of one kind and one of another cannot be one happening."""
        if (one, other) not in self._settled:
            first, second = self._mentions[ours[0]], self._mentions[theirs[0]]
            self._settled[one, other] = self._settled[other, one] = pairs.settled(first, second, self._offices)
        found = self._settled[one, other]
        if found is not None:
            return found
        return any(
            pairs.ruled_out(self._mentions[a], self._mentions[b], self._offices) for a, b in product(ours, theirs)
        )

    def _describe(self, group: Sequence[int]) -> tuple[frozenset[str], dict[int, list[int]]]:
        """Its articles, and its members by kind; kept until the group, named by its first member, has grown."""
        size, articles, by_kind = self._described.get(group[0], (0, frozenset(), {}))
        if size != len(group):
            kinds: defaultdict[int, list[int]] = defaultdict(list)
            for place in group:
                kinds[self._kinds[place]].append(place)
            articles = frozenset(self._mentions[place].key[0] for place in group)
            by_kind = dict(kinds)
            self._described[group[0]] = len(group), articles, by_kind
        return articles, by_kind
