"""The words of the source, and where they stand in it."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from summarizer.schema.base import Contract

CONTEXT = 32
"""Code points kept before and after a quote, enough to tell repeated phrases apart."""

Match = Literal["exact", "whitespace", "typography", "pointer"]


class Span(Contract):
    """A stretch of `Article.text`: 0-based code points, end-exclusive."""

    start: int = Field(ge=0)
    """Offset of the first code point."""
    end: int
    """Offset after the last code point."""

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"empty span: end {self.end} is not after start {self.start}")
        return self


class Quote(Contract):
    """A verbatim stretch of the source: W3C Web Annotation TextQuoteSelector and TextPositionSelector in one.

    Offsets are Unicode code points into `Article.text`, 0-based, end-exclusive, and
    `article.text[start:end] == exact` holds in every record.
    """

    exact: str = Field(min_length=1)
    """The words themselves, character for character as the source has them."""
    prefix: str = Field(max_length=CONTEXT)
    """The source just before the quote."""
    suffix: str = Field(max_length=CONTEXT)
    """The source just after the quote."""
    start: int = Field(ge=0)
    """Offset of the first code point."""
    end: int
    """Offset after the last code point."""
    match: Match
    """How the model's wording led here: as it stood, after folding white space, after folding typography, or as a
    clumsy copy that points at no other stretch of its sentence. The words given out are the source's own each time."""

    @model_validator(mode="after")
    def _spans_its_words(self) -> Self:
        if self.end - self.start != len(self.exact):
            raise ValueError(f"quote spans {self.end - self.start} code points but holds {len(self.exact)}")
        if not self.exact.strip():
            raise ValueError("quote holds white space only")
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int, match: Match = "exact") -> Self:
        """Cut the quote `text[start:end]` with its context out of `text`."""
        return cls(
            exact=text[start:end],
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
            start=start,
            end=end,
            match=match,
        )

    def holds_in(self, text: str) -> bool:
        """Whether words and context stand in `text` where the quote says."""
        before = text[max(0, self.start - CONTEXT) : self.start]
        after = text[self.end : self.end + CONTEXT]
        return (text[self.start : self.end], before, after) == (self.exact, self.prefix, self.suffix)
