"""A source text, kept whole, with its body marked."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, Self

from pydantic import Field, model_validator

from summarizer.schema.base import Contract, Text
from summarizer.schema.quote import Span


def text_digest(text: str) -> str:
    """SHA-256 of the UTF-8 form of `text`, as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Article(Contract):
    """One article, kept whole: boilerplate is left out of `content` but never deleted, so offsets stay true."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")
    """Unique in a run, and safe as a file name."""
    source: Text
    """Where it was read from: a path, `path#line` for JSONL, or `-` for standard input."""
    text_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    """SHA-256 of `text` in UTF-8."""
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    """Day of publication (ISO 8601)."""
    dateline: str | None = None
    """The dateline as printed ("SEOUL / LONDON (…)"), verbatim."""
    language: str = Field(pattern=r"^[a-z]{2,3}$")
    """ISO 639 code of the body's language."""
    text: Text
    """The whole text: decoded file, or what was extracted from HTML."""
    content: list[Span] = Field(min_length=1)
    """The body, in order, without overlap."""
    url: str | None = None
    extra: dict[str, Any] = Field(default_factory=dict)
    """Further fields of a JSONL line, passed through untouched."""

    @model_validator(mode="after")
    def _body_lies_in_text(self) -> Self:
        if self.text_sha256 != text_digest(self.text):
            raise ValueError("text_sha256 does not match the text")
        last = 0
        for span in self.content:
            if span.start < last or span.end > len(self.text):
                raise ValueError(f"content span {span.start}-{span.end} overlaps another or leaves the text")
            last = span.end
        return self
