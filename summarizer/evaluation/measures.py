"""What a metric is made of: counts of one article that add up over articles, and the value of their sum.

Two numbers `(hits, of)` make a share. Four numbers `(precise, predicted, recalled, gold)` make an F1: precision is
`precise / predicted`, recall `recalled / gold`. Sums of counts give micro-averages, and adding counts of resampled
articles is all a bootstrap needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Counts: TypeAlias = tuple[float, float] | tuple[float, float, float, float]
"""`(hits, of)` or `(precise, predicted, recalled, gold)` of one article."""
PerArticle: TypeAlias = Mapping[str, Counts]
"""Counts of one metric by article id."""
Floats: TypeAlias = NDArray[np.float64]


def values(counts: Floats) -> Floats:
    """The metric for each row of `counts` (last axis: 2 or 4 numbers); NaN where there was nothing to score.

    An F1 is unscored only if nothing was predicted and nothing was there to be found; if one side alone is empty
    it is 0.
    """
    if counts.shape[-1] == 2:
        return _ratio(counts[..., 0], counts[..., 1])
    precise, predicted, recalled, gold = np.moveaxis(counts, -1, 0)
    precision, recall = np.nan_to_num(_ratio(precise, predicted)), np.nan_to_num(_ratio(recalled, gold))
    f1 = np.nan_to_num(_ratio(2 * precision * recall, precision + recall))
    return np.where((predicted > 0) | (gold > 0), f1, np.nan)


def total(counts: Iterable[Counts]) -> Counts | None:
    """The sum of the counts of several articles; None of none."""
    rows = list(counts)
    if not rows:
        return None
    summed: Counts = tuple(float(sum(column)) for column in zip(*rows, strict=True))  # type: ignore[assignment]
    return summed


def value(counts: Counts | None) -> float | None:
    """The metric, 0 to 1; None where there was nothing to score."""
    if counts is None:
        return None
    found = float(values(np.asarray(counts, dtype=np.float64)))
    return None if np.isnan(found) else found


def precision(counts: Counts | None) -> float | None:
    """Precision of an F1's counts; None for a share and where nothing was predicted."""
    return counts[0] / counts[1] if counts is not None and len(counts) == 4 and counts[1] else None


def recall(counts: Counts | None) -> float | None:
    """Recall of an F1's counts; None for a share and where there was nothing to find."""
    return counts[2] / counts[3] if counts is not None and len(counts) == 4 and counts[3] else None


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient: Floats = np.where(denominator > 0, numerator / denominator, np.nan)
    return quotient
