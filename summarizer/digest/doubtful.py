"""Pairs of reports that the rules neither join nor part firmly, and somebody who may settle them.

The rules keep the last word on what is forbidden: such a pair is never asked about, and an answer only moves the score
of its pair. Groups are still made by mean scores over all pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from summarizer.digest import pairs
from summarizer.digest.blocking import Pair
from summarizer.digest.mentions import Mention

Judge = Callable[[Sequence[tuple[Mention, Mention]]], Sequence[bool | None]]
"""Whether each pair of reports tells one happening; None where that is left open. The most doubtful come first."""
BAND = 0.3
"""Distance from the threshold up to which a pair is doubtful, and to which an answer moves it."""


def settled(
    mentions: Sequence[Mention], candidates: Iterable[Pair], offices: Mapping[str, str], judge: Judge
) -> dict[Pair, float]:
    """The scores of the pairs among `candidates` that `judge` has settled."""
    doubtful: list[tuple[float, Pair]] = []
    for one, other in sorted(candidates):
        distance = abs(pairs.score(mentions[one], mentions[other], offices) - pairs.THRESHOLD)
        if distance <= BAND and not pairs.forbidden(mentions[one], mentions[other], offices):
            doubtful.append((distance, (one, other)))
    asked = [pair for _, pair in sorted(doubtful)]
    answers = judge([(mentions[one], mentions[other]) for one, other in asked]) if asked else []
    return {
        pair: pairs.THRESHOLD + (BAND if answer else -BAND)
        for pair, answer in zip(asked, answers, strict=True)
        if answer is not None
    }
