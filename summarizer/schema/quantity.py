"""Figures, with what they count and how sure their bound is."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from summarizer.schema.base import Contract, Text

Bound = Literal["exact", "approximate", "at_least", "at_most", "range"]

_SET_BY: dict[Bound, tuple[str, ...]] = {
    "exact": ("value",),
    "approximate": ("value",),
    "at_least": ("low",),
    "at_most": ("high",),
    "range": ("low", "high"),
}


class Quantity(Contract):
    """One figure as the quote states it.

    `exact` and `approximate` set `value`; `at_least` sets `low`; `at_most` sets `high`; `range` sets both.
    """

    value: int | float | None = None
    """The number stated, in units of `unit`."""
    low: int | float | None = None
    """Lower bound, inclusive."""
    high: int | float | None = None
    """Upper bound, inclusive."""
    bound: Bound
    """How the source limits the number: "3.000", "rund 3.000", "über 3.000", "bis zu 3.000", "3.000 bis 4.000"."""
    unit: str | None = None
    """What is counted or measured, in the source's words ("Soldaten", "Euro", "Prozent")."""
    text: Text
    """The figure as it stands in the quote, verbatim."""

    @model_validator(mode="after")
    def _bound_fits_numbers(self) -> Self:
        given = tuple(name for name in ("value", "low", "high") if getattr(self, name) is not None)
        if given != _SET_BY[self.bound]:
            raise ValueError(f"bound {self.bound!r} sets {_SET_BY[self.bound]}, not {given}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        return self
