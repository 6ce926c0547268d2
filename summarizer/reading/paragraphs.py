"""The lines of a text, hard-wrapped ones joined: the unit that body marking and sentence splitting share."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_WORD = re.compile(r"\S+")
_ITEM = re.compile(r"(?:[-–—*•▪►·◦‣]|\d{1,2}[.)]|[a-z]\))\s")
_CLOSED = re.compile(r"[.!?:;…][\"'“”‘’»«)\]]*$")
_WRAP_WIDTHS = range(40, 121)
_FORCED_SHARE = 0.8
_FEWEST_BREAKS = 4


class Paragraph(NamedTuple):
    """A stretch `text[start:end]` in code points, trimmed, that no sentence crosses."""

    start: int
    end: int


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Paragraph]:
    """The non-blank lines of `text[start:end]`; lines broken only to fit a width count as one. Linear time."""
    lines = [_trimmed(m) for m in _LINE.finditer(text, start, len(text) if end is None else end)]
    lines = [line for line in lines if line[0] < line[1]]
    width = _wrap_width(text, lines)
    merged: list[Paragraph] = []
    for line_start, line_end in lines:
        item = bool(_ITEM.match(text, line_start, line_end))
        if merged and not item and _continues(text, merged[-1], line_start, line_end, width):
            merged[-1] = Paragraph(merged[-1].start, line_end)
        else:
            merged.append(Paragraph(line_start, line_end))
    return merged


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    line = match.group()
    return match.start() + len(line) - len(line.lstrip()), match.end() - (len(line) - len(line.rstrip()))


def _adjacent(text: str, end: int, start: int) -> bool:
    """Whether one line break, and no blank line, lies between two lines."""
    between = text[end:start]
    return len(between) < 40 and (between.count("\n") or between.count("\r")) == 1


def _forced(text: str, last: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether the first word of the next line would not have fitted on the last one."""
    word = _WORD.match(text, following[0], following[1])
    return word is not None and last[1] - last[0] + 1 + len(word.group()) > width


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int | None:
    """The width a text was wrapped to, or None: in wrapped text nearly every break inside a block is forced."""
    width = max((end - start for start, end in lines), default=0)
    if width not in _WRAP_WIDTHS:
        return None
    pairs = [(a, b) for a, b in pairwise(lines) if _adjacent(text, a[1], b[0])]
    forced = sum(_forced(text, a, b, width) for a, b in pairs)
    midway = sum(not _CLOSED.search(text, max(a[0], a[1] - 8), a[1]) for a, _ in pairs)
    wrapped = len(pairs) >= _FEWEST_BREAKS and forced >= _FORCED_SHARE * len(pairs) and 2 * midway > len(pairs)
    return width if wrapped else None


def _continues(text: str, before: Paragraph, start: int, end: int, width: int | None) -> bool:
    if not _adjacent(text, before.end, start):
        return False
    last_line = text.rfind("\n", before.start, before.end) + 1 or before.start
    if width is not None:
        return _forced(text, (last_line, before.end), (start, end), width)
    closed = _CLOSED.search(text, max(before.start, before.end - 8), before.end)
    runs_on = text[start].islower() and before.end - last_line >= _WRAP_WIDTHS.start
    is_text = end - start >= _WRAP_WIDTHS.start or bool(_CLOSED.search(text, max(start, end - 8), end))
    return runs_on and is_text and not closed
