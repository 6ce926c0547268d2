"""Stretches of the calendar."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from summarizer.grounding import periods


def test_winter_ends_in_the_next_year() -> None:
    assert periods.season(2023, 12) == (date(2023, 12, 1), date(2024, 2, 29))


def test_thirds_cover_a_month_and_a_year_without_gap() -> None:
    for parts, whole in (
        ([periods.third_of_month(2024, 2, third) for third in range(3)], periods.month(2024, 2)),
        ([periods.third_of_year(2024, third) for third in range(3)], periods.year(2024)),
    ):
        assert (parts[0][0], parts[-1][1]) == whole
        assert all(before[1] + periods.DAY == after[0] for before, after in pairwise(parts))


@pytest.mark.parametrize(("place", "year"), [(-1, 2024), (0, 2025), (1, 2026)])
def test_placed_by_today(place: int, year: int) -> None:
    summers = [periods.season(number, 6) for number in range(2023, 2028)]
    assert periods.placed(summers, place, date(2025, 7, 13)) == periods.season(year, 6)


def test_weeks_begin_on_monday() -> None:
    assert periods.week(date(2025, 7, 13)) == (date(2025, 7, 7), date(2025, 7, 13))
