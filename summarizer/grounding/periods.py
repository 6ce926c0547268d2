"""Stretches of the calendar: first and last day of weeks, months, seasons, years and their thirds.

Seasons are the meteorological quarters: spring begins on 1 March, winter on 1 December and ends in the next year.
Weeks run from Monday to Sunday (ISO 8601). The thirds of a month are 1-10, 11-20 and 21 to its end; those of a year
are four months each.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

Period = tuple[date, date]
"""First and last day, both inclusive."""

DAY = timedelta(days=1)


def day(on: date) -> Period:
    """One day."""
    return on, on


def week(around: date) -> Period:
    """The ISO week of a day."""
    monday = around - around.weekday() * DAY
    return monday, monday + 6 * DAY


def month(year: int, number: int) -> Period:
    """A month, `number` 1 to 12."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def year(number: int) -> Period:
    """A calendar year."""
    return date(number, 1, 1), date(number, 12, 31)


def season(year: int, first_month: int) -> Period:
    """The three months from `first_month` of `year` on."""
    last_year, last_month = shifted_month(year, first_month, 2)
    return date(year, first_month, 1), month(last_year, last_month)[1]


def third_of_month(year: int, number: int, third: int) -> Period:
    """The first, middle or last third (0, 1, 2) of a month."""
    first, last = month(year, number)
    starts = (first, first.replace(day=11), first.replace(day=21))
    ends = (first.replace(day=10), first.replace(day=20), last)
    return starts[third], ends[third]


def third_of_year(number: int, third: int) -> Period:
    """The first, middle or last third (0, 1, 2) of a year."""
    return month(number, third * 4 + 1)[0], month(number, third * 4 + 4)[1]


def shifted_month(year: int, number: int, by: int) -> tuple[int, int]:
    """Year and month `by` months away."""
    months = year * 12 + number - 1 + by
    return months // 12, months % 12 + 1


def placed(candidates: Iterable[Period], place: int, today: date) -> Period | None:
    """The last candidate that ended before `today` (-1), the one that holds it (0), or the next to begin (1).

    Where none holds `today`, "this" one is the candidate of the same year: "in diesem Sommer", written in May.
    """
    listed = sorted(candidates)
    if place < 0:
        return max((p for p in listed if p[1] < today), default=None)
    if place > 0:
        return min((p for p in listed if p[0] > today), default=None)
    holding = [p for p in listed if p[0] <= today <= p[1]]
    return next(iter(holding + [p for p in listed if p[0].year == today.year]), None)


def nearest(candidates: Iterable[Period], today: date) -> Period:
    """The candidate that begins nearest to `today`; of two equally near, the earlier."""
    return min(candidates, key=lambda p: (abs((p[0] - today).days), p[0]))
