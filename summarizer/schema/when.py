"""Dates as the text gives them and as they resolve."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from summarizer.schema.base import Contract, Text


class When(Contract):
    """A time expression. `start` and `end` (ISO 8601, both inclusive) are null where the text does not settle them."""

    text: Text
    """The expression as it stands in the source ("gestern", "im Sommer 2024"), verbatim."""
    start: date | None = None
    """First day it covers."""
    end: date | None = None
    """Last day it covers."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"start {self.start} is after end {self.end}")
        return self
