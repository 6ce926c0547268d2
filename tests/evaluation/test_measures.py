"""Values by hand, and that nothing to score is not a score of 0."""

import pytest

from summarizer.evaluation.measures import precision, recall, total, value


def test_f1_is_the_harmonic_mean_of_both_ratios() -> None:
    counts = (3.0, 4.0, 3.0, 6.0)
    assert precision(counts) == 0.75
    assert recall(counts) == 0.5
    assert value(counts) == pytest.approx(0.6)


def test_precision_and_recall_may_have_numerators_of_their_own() -> None:
    assert value((0.5, 1.0, 1.0, 1.0)) == pytest.approx(2 / 3)


@pytest.mark.parametrize("counts", [(0.0, 0.0), (0.0, 0.0, 0.0, 0.0), None])
def test_nothing_to_score_is_unscored(counts: tuple[float, float] | None) -> None:
    assert value(counts) is None


@pytest.mark.parametrize("counts", [(0.0, 3.0), (0.0, 2.0, 0.0, 0.0), (0.0, 0.0, 0.0, 2.0), (0.0, 2.0, 0.0, 2.0)])
def test_all_wrong_is_zero(counts: tuple[float, float]) -> None:
    assert value(counts) == 0


def test_a_share_has_neither_precision_nor_recall() -> None:
    assert value((1.0, 4.0)) == 0.25
    assert precision((1.0, 4.0)) is None
    assert recall((1.0, 4.0)) is None


def test_sums_are_micro_averages() -> None:
    assert total([(1.0, 2.0), (3.0, 3.0)]) == (4.0, 5.0)
    assert total([]) is None
