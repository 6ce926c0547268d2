"""Numbers on an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

_STEPS = (1, 2, 2.5, 5, 10)
_MOST_TICKS = 5
_FAR_FROM_ZERO = 0.9
"""Smallest share of the highest number that the lowest may have for the axis to begin elsewhere than at zero."""


class Scale(NamedTuple):
    """A straight scale of numbers over a stretch of pixels."""

    low: float
    high: float
    step: float
    bottom: float
    """Pixel of `low`."""
    top: float
    """Pixel of `high`."""

    @classmethod
    def of(cls, numbers: Iterable[float], bottom: float, top: float) -> Scale:
        """A scale that holds all of `numbers`, with a round step; it begins at zero unless all are far from it."""
        found = list(numbers)
        low, high = min(found), max(found)
        if 0 <= low < _FAR_FROM_ZERO * high or low == high > 0:
            low = 0.0
        elif low < high <= 0:
            high = 0.0
        if low == high:
            low, high = low - (low != 0), high + 1
        step = _round_step((high - low) / (_MOST_TICKS - 1))
        return cls(math.floor(low / step) * step, math.ceil(high / step) * step, step, bottom, top)

    def at(self, number: float) -> float:
        """The pixel of a number."""
        return round(self.bottom + (number - self.low) / (self.high - self.low) * (self.top - self.bottom), 1)

    def ticks(self) -> list[float]:
        """The round numbers on the scale."""
        count = round((self.high - self.low) / self.step)
        return [self.low + number * self.step for number in range(count + 1)]


def _round_step(least: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in _STEPS if factor * power >= least * (1 - 1e-9))
