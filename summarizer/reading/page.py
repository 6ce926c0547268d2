"""A page understood: title, dateline, day of publication and body, each at its place in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from summarizer.language.de.publishing import PUBLISHING as GERMAN
from summarizer.language.en.publishing import PUBLISHING as ENGLISH
from summarizer.reading.body import Block, blocks, spans
from summarizer.reading.dateline import Dateline, find_dateline
from summarizer.reading.dates import first_date
from summarizer.reading.furniture import is_date_line
from summarizer.schema import Span

_MARKERS = re.compile(rf"\b(?:{'|'.join(GERMAN.published_markers | ENGLISH.published_markers)})\b", re.IGNORECASE)
_QUOTED = re.compile(r"[„“\"»]([^„“”\"»«\n]{20,200})[“”\"«]")
_MARKDOWN_TITLE = re.compile(r"#\s+(?P<title>\S.*?)\s*#*\s*\Z")
_FULL_STOP = re.compile(r"[.:;][\"'“”‘’»«)\]]*\Z")
_HEADING_WORDS = range(3, 26)
_LONGEST_HEADING = 250
_HEADING_SCORE = -2.6
_PLAIN_SCORE = -0.6
_USUAL_LENGTH = 30
_POINT = 40
"""Characters of length that one point of furniture score outweighs in a heading."""
_BYLINE_CHARACTERS = 120
_HEADER_BLOCKS = 40


@dataclass(frozen=True, slots=True)
class Page:
    """What one page holds; `content` is empty where no body was found."""

    content: list[Span]
    title: str | None
    dateline: Dateline | None
    published: date | None


def understand(text: str, recurring: Collection[bytes] = (), given_title: str | None = None) -> Page:
    """Find everything on a page. `given_title` comes from metadata and wins over what the text shows."""
    found = blocks(text, recurring)
    opening = next((i for i, block in enumerate(found) if block.in_body and not _is_heading(text, block)), None)
    if opening is None:
        return Page(spans(found), given_title, None, None)
    heading = _heading(text, found[:opening], given_title)
    if heading is not None:
        found[: heading + 1] = [replace(block, in_body=False) for block in found[: heading + 1]]
    title = given_title or (text[found[heading].start : found[heading].end] if heading is not None else None)
    if title and (marked := _MARKDOWN_TITLE.match(title)):
        title = marked["title"]
    dateline = find_dateline(text, found[opening].start)
    if dateline:
        found[opening] = replace(found[opening], start=dateline.end)
    published = _published(text, found, opening) or (dateline.published if dateline else None)
    return Page(spans(found), title or _repeated_quotation(text, found), dateline, published)


def _is_heading(text: str, block: Block) -> bool:
    """Whether a block is worded like a heading: short, and not closed by a full stop."""
    if block.end - block.start > _LONGEST_HEADING:
        return False
    line = text[block.start : block.end]
    return len(line.split()) < _HEADING_WORDS.stop and not _FULL_STOP.search(line)


def _heading(text: str, before: Sequence[Block], given_title: str | None) -> int | None:
    """The index of the page's heading among the blocks before the first running text.

    That is the first of usual length without signs of furniture (a deck may follow), or else the best there is.
    A title known from elsewhere is looked for word by word instead.
    """
    if given_title:
        wanted = given_title.split()
        return next((i for i, b in enumerate(before) if text[b.start : b.end].lstrip("# ").split() == wanted), None)
    lines = [
        (i, block, text[block.start : block.end])
        for i, block in enumerate(before)
        if i >= len(before) - _HEADER_BLOCKS and block.score > _HEADING_SCORE and _is_heading(text, block)
    ]
    candidates = [(i, block, line) for i, block, line in lines if len(line.split()) in _HEADING_WORDS]
    plain = (i for i, block, line in candidates if block.score > _PLAIN_SCORE and len(line) >= _USUAL_LENGTH)
    return next(plain, max(candidates, key=lambda found: len(found[2]) + _POINT * found[1].score, default=(None,))[0])


def _published(text: str, found: Sequence[Block], opening: int) -> date | None:
    """The day the page names as its own: beside a word for publication, or on a line above the body.

    Dates after the body without such a word belong to related articles.
    """
    furniture = [text[b.start : b.end] for b in found if not b.in_body and b.end - b.start <= _BYLINE_CHARACTERS]
    above = [
        line
        for block in found[max(0, opening - _HEADER_BLOCKS) : opening]
        if len(line := text[block.start : block.end]) <= _BYLINE_CHARACTERS
    ]
    marked = [line for line in (*above, *furniture) if _MARKERS.search(line)]
    alone = [line for line in above if is_date_line(line)]
    return next((day for line in (*marked, *alone, *above) if (day := first_date(line))), None)


def _repeated_quotation(text: str, found: Sequence[Block]) -> str | None:
    """A phrase that the furniture quotes more than once is the page speaking of itself: its title."""
    quoted = Counter(
        phrase for block in found if not block.in_body for phrase in _QUOTED.findall(text[block.start : block.end])
    )
    phrase, times = max(quoted.items(), key=lambda item: item[1], default=("", 0))
    return phrase if times > 1 else None
