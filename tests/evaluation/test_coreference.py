"""The worked example of Pradhan et al. (2014) and cases of the reference scorer, derived by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.coreference import coreference
from summarizer.evaluation.measures import precision, recall, value


def test_the_example_of_the_reference_implementation() -> None:
    """Key abc, defg; response ab, cd, fghi: MUC .40, B³ R .42 P .50, CEAF-e R .65 P .43 (Pradhan et al. 2014)."""
    found = coreference(["abc", "defg"], ["ab", "cd", "fghi"])
    assert found.muc == (2, 5, 2, 5)
    assert recall(found.b_cubed) == pytest.approx((4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7)
    assert precision(found.b_cubed) == pytest.approx((4 / 2 + 1 / 2 + 1 / 2 + 4 / 4) / 8)
    assert recall(found.ceaf_e) == pytest.approx((4 / 5 + 4 / 8) / 2)
    assert precision(found.ceaf_e) == pytest.approx((4 / 5 + 4 / 8) / 3)
    assert found.conll == pytest.approx((0.4 + 0.4545 + 0.52) / 3, abs=0.001)


def test_vilain_links() -> None:
    """Vilain et al. (1995): key abcd, response ab, cd: recall 2/3, precision 2/2."""
    assert coreference(["abcd"], ["ab", "cd"]).muc == (2, 2, 2, 3)


def test_bagga_and_baldwin_weigh_entities() -> None:
    """Bagga and Baldwin (1998): key 12345, 67, 89ABC. Joining the small cluster costs less than the two large ones."""
    key = ["12345", "67", "89ABC"]
    small, large = coreference(key, ["12345", "6789ABC"]), coreference(key, ["1234589ABC", "67"])
    assert small.muc == large.muc == (9, 10, 9, 9)
    assert precision(small.b_cubed) == pytest.approx(16 / 21)
    assert precision(large.b_cubed) == pytest.approx(7 / 12)
    assert recall(small.b_cubed) == recall(large.b_cubed) == 1


def test_perfect() -> None:
    found = coreference(["a", "bc", "def"], ["fed", "a", "cb"])
    assert (found.muc, found.b_cubed, found.ceaf_e) == ((3, 3, 3, 3), (6, 6, 6, 6), (3, 3, 3, 3))
    assert found.conll == 1


def test_missing_mentions() -> None:
    found = coreference(["a", "bc", "def"], ["a", "de"])
    assert found.muc == (1, 1, 1, 3)
    assert found.b_cubed == (3, 3, pytest.approx(1 + 4 / 3), 6)
    assert found.ceaf_e == (pytest.approx(1.8), 2, pytest.approx(1.8), 3)


def test_invented_mentions() -> None:
    found = coreference(["a", "bc", "def"], ["a", "bcx", "defy", "z"])
    assert recall(found.ceaf_e) == pytest.approx((1 + 4 / 5 + 6 / 7) / 3)
    assert precision(found.ceaf_e) == pytest.approx((1 + 4 / 5 + 6 / 7) / 4)
    assert recall(found.b_cubed) == 1


def test_all_alone_and_all_together() -> None:
    alone = coreference(["ab", "cd"], ["a", "b", "c", "d"])
    assert value(alone.muc) == 0
    assert (precision(alone.b_cubed), recall(alone.b_cubed)) == (1, 0.5)
    together = coreference(["ab", "cd"], ["abcd"])
    assert (precision(together.b_cubed), recall(together.b_cubed)) == (0.5, 1)


def test_without_links_muc_is_left_out() -> None:
    assert value(coreference(["a"], ["a"]).muc) is None
    assert coreference(["a"], ["a"]).conll == 1
    assert coreference([], []).conll is None


def test_a_mention_stands_in_one_cluster() -> None:
    with pytest.raises(ValueError, match="'b' stands in two clusters of gold"):
        coreference(["ab", "bc"], [])


PARTITIONS = st.lists(st.integers(0, 3), min_size=1, max_size=7).map(
    lambda labels: [[n for n, label in enumerate(labels) if label == k] for k in range(4)]
)


@given(PARTITIONS, PARTITIONS)
def test_swapping_the_sides_swaps_precision_and_recall(one: list[list[int]], other: list[list[int]]) -> None:
    there, back = coreference(one, other), coreference(other, one)
    for ours, theirs in ((there.muc, back.muc), (there.b_cubed, back.b_cubed), (there.ceaf_e, back.ceaf_e)):
        assert (precision(ours), recall(ours)) == (pytest.approx(recall(theirs)), pytest.approx(precision(theirs)))
        assert value(ours) is None or 0 <= (value(ours) or 0) <= 1 + 1e-9
