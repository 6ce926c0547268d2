"""Reports of different articles that tell one happening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from summarizer.digest import pairs
from summarizer.digest.blocking import candidates
from summarizer.digest.clustering import cluster
from summarizer.digest.mentions import Mention


def same_events(mentions: Sequence[Mention], offices: Mapping[str, str]) -> list[list[Mention]]:
    """Groups of mentions, each one happening; most have one member. The order of `mentions` is kept."""
    groups = cluster(
        len(mentions),
        candidates(mentions),
        lambda a, b: pairs.score(mentions[a], mentions[b], offices),
        lambda a, b: pairs.forbidden(mentions[a], mentions[b], offices),
        pairs.THRESHOLD,
    )
    return [[mentions[place] for place in group] for group in groups]
