"""Scores of clusterings, here: which events of several articles are the same happening.

MUC (Vilain et al. 1995) counts links, B³ (Bagga and Baldwin 1998) mentions, CEAF-e (Luo 2005) entities, matched one to
one on phi-4. CoNLL F1 is the mean of their three F1 (Pradhan et al. 2012). Mentions that only one side has score as in
the reference scorer (Pradhan et al. 2014, v8): they make no link, share no cluster and match no entity. Singletons
count for B³ and CEAF-e, as is usual for events.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

from summarizer.evaluation.assignment import assign
from summarizer.evaluation.measures import Counts, value

Cluster: TypeAlias = AbstractSet[Hashable]


@dataclass(frozen=True, slots=True)
class Coreference:
    """Counts of the three metrics: see `measures`."""

    muc: Counts
    b_cubed: Counts
    ceaf_e: Counts

    @property
    def conll(self) -> float | None:
        """Mean of the three F1."""
        return conll(self.muc, self.b_cubed, self.ceaf_e)


def conll(*metrics: Counts | None) -> float | None:
    """Mean of the F1 of MUC, B³ and CEAF-e; one that cannot be scored (MUC without any link) is left out of it."""
    scored = [f1 for counts in metrics if (f1 := value(counts)) is not None]
    return sum(scored) / len(scored) if scored else None


def coreference(gold: Iterable[Collection[Hashable]], found: Iterable[Collection[Hashable]]) -> Coreference:
    """Score the clusters `found` against `gold`. A mention stands in at most one cluster of each side.

    Raises:
        ValueError: A mention stands in two clusters of one side.
    """
    key, response = _clusters(gold, "gold"), _clusters(found, "found")
    return Coreference(
        muc=(*_links(response, key), *_links(key, response)),
        b_cubed=(*_mentions(response, key), *_mentions(key, response)),
        ceaf_e=_entities(key, response),
    )


def _clusters(clusters: Iterable[Collection[Hashable]], side: str) -> list[Cluster]:
    sets: list[Cluster] = [frozenset(cluster) for cluster in clusters if cluster]
    mentions = [mention for cluster in sets for mention in cluster]
    if len(set(mentions)) != len(mentions):
        twice = next(mention for mention in mentions if mentions.count(mention) > 1)
        raise ValueError(f"{twice!r} stands in two clusters of {side}")
    return sets


def _links(clusters: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, float]:
    """Links of `clusters` that `other` has too, out of all: size minus parts, by size minus one."""
    kept = total = 0
    for cluster in clusters:
        parts = [cluster & each for each in other]
        whole = sum(1 for part in parts if part)
        alone = len(cluster) - sum(map(len, parts))
        kept += len(cluster) - whole - alone
        total += len(cluster) - 1
    return float(kept), float(total)


def _mentions(clusters: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, float]:
    """Sum over mentions of the share of their cluster that `other` keeps together with them, and how many."""
    kept = 0.0
    for cluster in clusters:
        kept += sum(len(cluster & each) ** 2 for each in other) / len(cluster)
    return kept, float(sum(map(len, clusters)))


def _entities(key: Sequence[Cluster], response: Sequence[Cluster]) -> Counts:
    similarity = [[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key]
    best = sum(similarity[i][j] for i, j in assign(similarity))
    return best, float(len(response)), best, float(len(key))
