"""Two foldings of a text, each with the way back to the offsets of the original.

`whitespace` turns every run of ASCII white space into one space. `typography` does the same for all Unicode white
space and also drops soft hyphens, zero-width and bidirectional control characters, writes every quotation mark as
`'`, every dash as `-`, `…` as `...`, Latin ligatures as their letters, and composes letters and marks (NFC).
Letters, their case, digits and the words themselves are never touched: NFKC, which turns `10²` into `102`, is not used.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

IGNORABLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
"""Regular-expression class body: characters that print nothing."""
QUOTES = "\"'`´‘’‚‛“”„‟«»‹›「」『』〝〞〟＂＇ʼ"
"""Quotation marks and apostrophes. Primes (′ ″) are units of measure and stay."""
DASHES = "\\-‐‑‒–—―−﹘﹣－"
"""Regular-expression class body: hyphens, dashes and the minus sign."""
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
"""Regular-expression class body: combining marks of the European scripts."""

_LETTERS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"}

_TEXTS_KEPT = 128
"""Texts whose foldings are kept, the article among them: many wordings are looked for in a row, each several times."""
_COMPOSABLE = "\u1100-\u11ff\u212a\u212b\u2126"
# A pattern that begins with one set of characters is searched for many times faster than one that begins with choices.
_WHITESPACE = re.compile(r"[ \t\n\r\f\v](?:(?<! )|[ \t\n\r\f\v])[ \t\n\r\f\v]*")
_MAY_CHANGE = re.compile(
    rf"[\s{IGNORABLE}{QUOTES},<>{DASHES}…ﬀ-ﬆ{MARKS}{_COMPOSABLE}]"
    rf"(?<! (?![\s{IGNORABLE}]))(?<!,(?!,))(?<!-(?![{DASHES}]))"
)
_TYPOGRAPHY = re.compile(
    rf"(?P<blank>[\s{IGNORABLE}]+)"
    rf"|(?P<quote>''|``|,,|<<|>>|[{QUOTES}])"
    rf"|(?P<dash>[{DASHES}]+)"
    r"|(?P<other>[…ﬀ-ﬆ])"
    rf"|(?P<marks>[{MARKS}]+)"
    rf"|(?P<composable>[{_COMPOSABLE}]+)"
)
_BLANK = re.compile(r"\s")


class Folded(NamedTuple):
    """A folded text and, for every place that changed, where it stood before (`old`) and stands now (`new`)."""

    text: str
    old_starts: Sequence[int] = ()
    old_ends: Sequence[int] = ()
    new_starts: Sequence[int] = ()
    new_ends: Sequence[int] = ()

    def start_before(self, position: int) -> int | None:
        """Original offset of the character at folded `position`; None inside a replacement of several characters."""
        change = bisect_right(self.new_starts, position) - 1
        if change < 0:
            return position
        if position >= self.new_ends[change]:
            return self.old_ends[change] + position - self.new_ends[change]
        return self.old_starts[change] if position == self.new_starts[change] else None

    def end_before(self, position: int) -> int | None:
        """Original end of the stretch that ends at folded `position` (exclusive); None inside a replacement."""
        change = bisect_left(self.new_starts, position) - 1
        if change < 0:
            return position
        if position >= self.new_ends[change]:
            return self.old_ends[change] + position - self.new_ends[change]
        return None


Fold = Callable[[str], Folded]


def _folded(text: str, changes: Iterable[tuple[int, int, str]]) -> Folded:
    pieces: list[str] = []
    old_starts: list[int] = []
    old_ends: list[int] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    done = length = 0
    for start, end, new in changes:
        pieces += (text[done:start], new)
        length += start - done
        old_starts.append(start)
        old_ends.append(end)
        new_starts.append(length)
        length += len(new)
        new_ends.append(length)
        done = end
    pieces.append(text[done:])
    return Folded("".join(pieces), old_starts, old_ends, new_starts, new_ends)


@lru_cache(maxsize=_TEXTS_KEPT)
def whitespace(text: str) -> Folded:
    """Every run of ASCII white space as one space."""
    if not _WHITESPACE.search(text):
        return Folded(text)
    return _folded(text, ((m.start(), m.end(), " ") for m in _WHITESPACE.finditer(text)))


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    done = end = 0
    for place in _MAY_CHANGE.finditer(text):
        match = _TYPOGRAPHY.match(text, place.start()) if place.start() >= end else None
        if match is None:
            continue
        start, end = match.span()
        kind = match.lastgroup
        if kind == "blank":
            new = " " if _BLANK.search(text, start, end) else ""
        elif kind == "quote":
            new = "'"
        elif kind == "dash":
            new = "-"
        elif kind == "other":
            new = _LETTERS.get(text[start], "...")
        else:
            if kind == "marks" and start > done and not text[start - 1].isspace():
                start -= 1
            new = unicodedata.normalize("NFC", text[start:end])
        if end - start != 1 or text[start] != new:
            yield start, end, new
            done = end


@lru_cache(maxsize=_TEXTS_KEPT)
def typography(text: str) -> Folded:
    """White space, invisible characters, quotation marks, dashes, ellipses, ligatures and composition folded."""
    if not _MAY_CHANGE.search(text):
        return Folded(text)
    return _folded(text, _changes(text))
