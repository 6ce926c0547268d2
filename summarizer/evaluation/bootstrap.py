"""How far a score would move with other articles of the same kind: percentile bootstrap over articles.

Articles, not items, are drawn with replacement (Efron and Tibshirani 1993, ch. 13), because items of one article
share its author, its topic and its mistakes. Two runs are compared on the same draws (paired bootstrap; Koehn 2004;
Berg-Kirkpatrick, Burkett and Klein 2012).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summarizer.evaluation.measures import Counts, Floats, values

RESAMPLES = 10_000
SEED = 20_260_101
"""Fixed, so that the same counts always give the same interval."""
LEVEL = 0.95


class Interval(NamedTuple):
    """Percentile interval of a metric or a difference; both ends belong to it."""

    low: float
    high: float


def interval(counts: Sequence[Counts]) -> Interval | None:
    """The 95 % interval of the metric made of `counts`, one entry an article; None where nothing was scored."""
    return _percentiles(_resampled(counts)) if counts else None


def paired_interval(before: Sequence[Counts], after: Sequence[Counts]) -> Interval | None:
    """The 95 % interval of `after - before`; entry i of both belongs to the same article.

    None where one of the two was not scored. An interval wholly below 0 means: worse, and not by the luck of these
    articles.
    """
    if len(before) != len(after):
        raise ValueError(f"{len(before)} articles before and {len(after)} after: pair them first")
    return _percentiles(_resampled(after) - _resampled(before)) if before else None


def _resampled(counts: Sequence[Counts]) -> Floats:
    return values(_draws(len(counts)) @ np.asarray(counts, dtype=np.float64))


@lru_cache(maxsize=8)
def _draws(articles: int) -> NDArray[np.float64]:
    """How often each article is drawn, one row a resample."""
    draws = np.random.default_rng(SEED).multinomial(articles, np.full(articles, 1 / articles), size=RESAMPLES)
    return draws.astype(np.float64)


def _percentiles(resampled: Floats) -> Interval | None:
    scored = resampled[~np.isnan(resampled)]
    if not scored.size:
        return None
    tail = 50 * (1 - LEVEL)
    low, high = np.percentile(scored, [tail, 100 - tail])
    return Interval(float(low), float(high))
