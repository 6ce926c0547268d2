"""Written-out calendar dates: "28. Oktober 2024", "13.07.2025", "3./4. Mai", "May 3, 2024", "2024-05-03"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from summarizer import language as languages
from summarizer.language import Language

_ISO = re.compile(r"(?P<year>\d(?<![\w-]\d)\d{3})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w-])")
_DIGIT = re.compile(r"\d")
_CENTURY_PIVOT = 70
TEXTS_KEPT = 128
"""Texts whose readings are kept: a quote is asked for by every statement that rests on it, and by every check."""


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date with a day, at `start`-`end` of the text. `year` is None where it is not written."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    last: int
    """The last day of "3./4. Mai"; else the day itself."""


def calendar_dates(text: str, language: Language) -> list[CalendarDate]:
    """All calendar dates in `text`, in order and without overlap; impossible ones ("32.13.2024") are none."""
    return list(_calendar_dates(text, language.code))


@lru_cache(maxsize=TEXTS_KEPT)
def _calendar_dates(text: str, code: str) -> tuple[CalendarDate, ...]:
    if not _DIGIT.search(text):  # a day is always in digits
        return ()
    found: list[CalendarDate] = []
    for candidate in sorted(_candidates(text, languages.get(code)), key=lambda c: (c.start, -c.end)):
        if not found or candidate.start >= found[-1].end:
            found.append(candidate)
    return tuple(found)


def _candidates(text: str, language: Language) -> Iterator[CalendarDate]:
    for pattern in (_ISO, *language.dates.calendar):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            month = language.dates.months.get(groups["month"].lower()) or int_or_none(groups["month"])
            day = int(groups["day"])
            last = int_or_none(groups.get("last")) or day
            year = int_or_none(groups.get("year"))
            if year is not None and len(groups["year"]) == 2:
                year += 1900 if year >= _CENTURY_PIVOT else 2000
            if month and is_day(year, month, day) and is_day(year, month, last):
                yield CalendarDate(match.start(), match.end(), year, month, day, last)


def int_or_none(digits: str | None) -> int | None:
    """The number, or None for no digits."""
    return int(digits) if digits and digits.isdecimal() else None


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether the day exists; without a year, whether it exists in a leap year."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True
