"""An article's text in pieces, each of which knows every statement that rests on it.

Quotes overlap: a claim inside an event's sentence, two events on one sentence. The text is cut wherever a quote begins
or ends; the pieces, joined with what stands between paragraphs, are the text again, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.report.addresses import Words
from summarizer.schema import Article, Span

_LINES = re.compile(r"[^\r\n]+|[\r\n]+")
_SHORT = 160
"""Characters outside the body that are greyed; more are collapsed."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the article, and the statement that rests on them; none where they are only cited."""

    start: int
    end: int
    item: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Running text without a border in it."""

    text: str
    start: int
    items: tuple[str, ...]
    """Ids of the statements that rest on it."""
    begins: tuple[Words, ...]
    """Stretches of words that begin here."""

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text, and the white space that parts it from the next."""

    pieces: tuple[Piece, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the body, or of what surrounds it."""

    body: bool
    paragraphs: tuple[Paragraph, ...]
    length: int

    @property
    def collapsed(self) -> bool:
        """Whether it is shown on demand only."""
        return not self.body and self.length > _SHORT


def blocks(article: Article, marks: Iterable[Mark]) -> list[Block]:
    """The whole text of `article` in order."""
    cut = _Cut(article.text, sorted(marks, key=lambda mark: (mark.start, mark.end, mark.item or "")))
    return [
        Block(body, tuple(cut.paragraphs(span)), span.end - span.start)
        for span, body in _stretches(article.text, article.content)
    ]


def _stretches(text: str, content: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """Body and surroundings in turn; white space between belongs to what stands before it."""
    last = 0
    for number, span in enumerate(content):
        if text[last : span.start].strip():
            yield Span(start=last, end=span.start), False
            last = span.start
        following = content[number + 1].start if number + 1 < len(content) else len(text)
        end = following if not text[span.end : following].strip() else span.end
        yield Span(start=last, end=end), True
        last = end
    if last < len(text):
        yield Span(start=last, end=len(text)), False


class _Cut:
    """A text while it is cut, from its beginning to its end."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._marks = marks
        self._begun: set[Words] = set()

    def paragraphs(self, span: Span) -> Iterator[Paragraph]:
        """The lines of a stretch."""
        pieces: tuple[Piece, ...] = ()
        after = ""
        for found in _LINES.finditer(self._text, span.start, span.end):
            if not found[0].strip():
                after += found[0]
                continue
            if pieces or after:
                yield Paragraph(pieces, after)
            pieces, after = tuple(self._pieces(found.start(), found.end())), ""
        yield Paragraph(pieces, after)

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        here = [mark for mark in self._marks if mark.start < end and start < mark.end]
        borders = sorted({start, end} | {at for mark in here for at in (mark.start, mark.end) if start < at < end})
        for left, right in pairwise(borders):
            over = [mark for mark in here if mark.start <= left and right <= mark.end]
            items = dict.fromkeys(mark.item for mark in over if mark.item)
            begins = tuple(dict.fromkeys(w for mark in over if (w := (mark.start, mark.end)) not in self._begun))
            self._begun.update(begins)
            yield Piece(self._text[left:right], left, tuple(items), begins)
