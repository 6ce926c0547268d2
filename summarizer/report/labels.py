"""Words in a picture, each where it covers neither another nor a point."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from summarizer.report.safe import flat

_LETTER = 7.2
"""Width of a letter in pixels, on the safe side."""
_LINE = 15.0
_ASIDE = 12.0
"""From a point to a label beside it."""
_LONGEST = 30


class Box(NamedTuple):
    """A label: the middle of its base line, and its words."""

    x: float
    y: float
    text: str
    width: float

    def hits(self, other: Box) -> bool:
        """Whether the two cover each other."""
        return abs(self.x - other.x) < (self.width + other.width) / 2 and abs(self.y - other.y) < _LINE


@dataclass
class Labels:
    """Labels between two borders."""

    left: float
    right: float
    boxes: list[Box] = field(default_factory=list)
    _blocked: list[tuple[float, float, float]] = field(default_factory=list)

    def block(self, x: float, low: float, high: float) -> None:
        """Keep the place of a point free."""
        self._blocked.append((x, low, high))

    def add(self, text: str, x: float, y: float, extent: tuple[float, float]) -> None:
        """Put a label beside a point: over it, to its right or left, or under it; nowhere if there is no room."""
        low, high = extent
        words = flat(text)
        words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
        width = len(words) * _LETTER
        beside = [(x + _ASIDE + width / 2, y + 4), (x - _ASIDE - width / 2, y + 4)]
        around = [(x, high - 12), *beside, (x, low + 22)] if low - high < 4 * _LINE else beside
        for middle, base in around:
            inside = min(max(middle, self.left + width / 2), self.right - width / 2)
            aside = (middle, base) in beside
            box = Box(round(middle if aside else inside, 1), round(base, 1), words, width)
            if self._is_free(box):
                self.boxes.append(box)
                return

    def _is_free(self, box: Box) -> bool:
        if not self.left <= box.x - box.width / 2 <= box.x + box.width / 2 <= self.right + 1:
            return False
        if any(box.hits(other) for other in self.boxes):
            return False
        return not any(
            abs(x - box.x) < box.width / 2 + 8 and high - 8 < box.y and box.y - 10 < low + 8
            for x, low, high in self._blocked
        )
