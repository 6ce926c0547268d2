"""The report's own words, one file a language, and numbers and days as that language writes them."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from babel.dates import format_date, format_interval
from babel.numbers import format_compact_decimal, format_decimal

from summarizer.schema import Quantity, When

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")
OTHERWISE: Language = "en"
"""For articles of other languages."""

_THIN_SPACE = "\u2009"
_LONG = 1_000_000
_LOCALES: dict[Language, str] = {"de": "de_DE", "en": "en_GB"}


class Texts:
    """Words, numbers and days in one language of the interface."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._locale = _LOCALES[language]
        self._words = _load(language)

    def __call__(self, key: str, **values: object) -> str:
        """The words of `group.name`, with `values` in their places. `KeyError` where there are none."""
        group, name = key.split(".")
        text = self._words[group][name]
        return text.format(**values) if values else str(text)

    def count(self, key: str, number: int) -> str:
        """A number with what is counted: one of the two forms of `group.name`."""
        group, name = key.split(".")
        one, many = self._words[group][name]
        return str(one if number == 1 else many).format(n=self.number(number))

    def names(self, group: str) -> dict[str, str]:
        """All words of a group, in the order of the file."""
        return dict(self._words[group])

    def number(self, number: float) -> str:
        """1234.5 as "1.234,5" or "1,234.5"."""
        return str(format_decimal(number, locale=self._locale))

    def compact(self, number: float) -> str:
        """A number at an axis: 10.000, but "2,5 Mio."."""
        if abs(number) < _LONG:
            return self.number(number)
        return str(format_compact_decimal(number, locale=self._locale, fraction_digits=1))

    def quantity(self, quantity: Quantity, *, unit: bool = True) -> str:
        """The number with its bound, and with what is counted: "bis zu 30.000 Soldaten"."""
        given = {name: getattr(quantity, name) for name in ("value", "low", "high")}
        numbers = {name: self.number(number) for name, number in given.items() if number is not None}
        text = self(f"bound.{quantity.bound}", **numbers)
        return f"{text} {quantity.unit}" if unit and quantity.unit else text

    def day(self, day: date) -> str:
        """13. Juli 2025, 13 Jul 2025."""
        return str(format_date(day, "d. MMM y" if self.language == "de" else "d MMM y", self._locale))

    def days(self, start: date, end: date | None) -> str:
        """A day, or the days from `start` to `end`: whole months and years by their names."""
        if end is None:
            return self("ui.from", day=self.day(start))
        if start == end:
            return self.day(start)
        whole_months = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
        if whole_months and start.month == 1 and end.month == 12:
            return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        if whole_months and (start.year, start.month) == (end.year, end.month):
            return str(format_date(start, "LLLL y", self._locale))
        interval = str(format_interval(start, end, "yMMM" if whole_months else "yMMMd", locale=self._locale))
        return interval.replace(_THIN_SPACE, "")

    def when(self, when: When) -> str:
        """The words of the source, and the days they mean."""
        return f"{when.text} ({self.days(when.start, when.end)})" if when.start else when.text


def choose(languages: Iterable[str]) -> Language:
    """The language of the interface for articles in `languages`: that of most of them."""
    found = list(languages)
    most = max(dict.fromkeys(found), key=found.count, default=OTHERWISE)
    return next((known for known in LANGUAGES if known == most), OTHERWISE)


@lru_cache
def _load(language: Language) -> dict[str, dict[str, Any]]:
    file = resources.files(__package__).joinpath(f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
