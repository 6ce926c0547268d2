"""Sums and changes among the readings of a figure."""

from __future__ import annotations

from summarizer.report.figures import Change, Sum, at_odds, changes, sums
from tests.report.samples import figure, reading

PARTS = [reading(1000, "a"), reading(5000, "a")]


def test_parts_of_one_article_that_add_up_to_what_another_says() -> None:
    assert sums(figure(*PARTS, reading(6000, "b"), because=["sum"])) == [Sum((0, 1), 2)]


def test_a_bound_between_the_parts_and_others_is_no_part() -> None:
    found = figure(reading(6000, "b"), reading(low=1000, article="a"), *PARTS, because=["sum"])
    assert sums(found) == [Sum((2, 3), 0)]


def test_no_sum_where_the_digest_found_none_or_numbers_do_not_add_up() -> None:
    assert sums(figure(*PARTS, reading(6000, "b"))) == []
    assert sums(figure(*PARTS, reading(7000, "b"), because=["sum"])) == []
    assert sums(figure(*PARTS, reading(6000, "a"), because=["sum"])) == []


def test_a_change_told_by_one_statement() -> None:
    told = [reading(14000, "a"), reading(high=30000, article="a"), reading(3000, "b")]
    assert changes(figure(*told, because=["from_to"])) == [Change(0, 1)]
    assert changes(figure(*told, because=["later"])) == []


def test_readings_at_odds() -> None:
    assert at_odds(figure(*PARTS, reading(7, "b"), conflicting=[(0, 2)])) == {0, 2}
