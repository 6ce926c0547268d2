"""Stretches of text as sets of the tokens they touch, and how far two sets agree."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

Bounds: TypeAlias = tuple[int, int]
"""[start, end) in code points of a text."""

_WORD = re.compile(r"\w+")


class Tokens:
    """The tokens of one text, numbered in order."""

    def __init__(self, tokens: Sequence[Bounds]) -> None:
        self._starts = [start for start, _ in tokens]
        self._ends = [end for _, end in tokens]

    @classmethod
    def of(cls, text: str) -> Tokens:
        """The words and numerals of `text`; punctuation is no token, so it never counts."""
        return cls([match.span() for match in _WORD.finditer(text)])

    def touched(self, spans: Iterable[Bounds]) -> frozenset[int]:
        """The numbers of all tokens that share a character with one of `spans`."""
        return frozenset(
            number
            for start, end in spans
            for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )


def token_f1(one: AbstractSet[int], other: AbstractSet[int]) -> float:
    """Twice the shared tokens by all tokens of both (Dice); 0 for two empty sets."""
    shared = len(one & other)
    return 2 * shared / (len(one) + len(other)) if shared else 0.0
