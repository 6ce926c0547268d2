"""Intervals whose ends are known beforehand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.evaluation.bootstrap import interval, paired_interval

F1_COUNTS = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)).map(
    lambda t: (float(min(t)), float(t[1]), float(min(t)), float(t[2]))
)


def test_equal_articles_leave_no_doubt() -> None:
    assert interval([(1.0, 2.0)] * 7) == (0.5, 0.5)


def test_the_interval_is_that_of_the_binomial() -> None:
    low, high = interval([(1.0, 1.0)] * 50 + [(0.0, 1.0)] * 50) or (np.nan, np.nan)
    assert low == pytest.approx(0.40, abs=0.011)
    assert high == pytest.approx(0.60, abs=0.011)


def test_the_same_counts_give_the_same_interval() -> None:
    counts = [(1.0, 3.0), (2.0, 2.0), (0.0, 4.0)]
    assert interval(counts) == interval(counts)


def test_nothing_scored_has_no_interval() -> None:
    assert interval([]) is None
    assert interval([(0.0, 0.0), (0.0, 0.0)]) is None


def test_articles_without_anything_to_score_do_not_count_as_zero() -> None:
    assert interval([(2.0, 2.0), (0.0, 0.0), (0.0, 0.0)]) == (1.0, 1.0)


def test_a_small_loss_in_every_article_is_certain_though_the_scores_overlap() -> None:
    before = [(float(9 - i), 10.0) for i in range(8)]
    after = [(hits - 1, of) for hits, of in before]
    alone_before, alone_after = interval(before), interval(after)
    difference = paired_interval(before, after)
    assert alone_before and alone_after and difference
    assert alone_after.high > alone_before.low
    assert difference == pytest.approx((-0.1, -0.1))


def test_one_article_much_worse_among_five_is_within_noise() -> None:
    before = [(4.0, 5.0)] * 5
    difference = paired_interval(before, [*before[:4], (0.0, 5.0)])
    assert difference
    assert difference.low < -0.1
    assert difference.high == 0


def test_runs_must_be_paired() -> None:
    with pytest.raises(ValueError, match="pair them"):
        paired_interval([(1.0, 1.0)], [])


@settings(max_examples=25)
@given(st.lists(F1_COUNTS, min_size=1, max_size=6))
def test_ends_are_ordered_and_between_zero_and_one(counts: list[tuple[float, float, float, float]]) -> None:
    found = interval(counts)
    assert found is None or 0 <= found.low <= found.high <= 1


@settings(max_examples=25)
@given(st.lists(F1_COUNTS, min_size=1, max_size=6))
def test_a_run_does_not_differ_from_itself(counts: list[tuple[float, float, float, float]]) -> None:
    assert paired_interval(counts, counts) in (None, (0, 0))
