"""The assignment against trying every one."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.assignment import assign

MATRICES = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0.0, 0.2, 0.5, 0.7, 1.0]), min_size=width, max_size=width), min_size=1, max_size=4
    )
)


def test_the_best_total_wins_over_the_best_pair() -> None:
    assert assign([[0.9, 0.8], [0.8, 0.0]]) == [(0, 1), (1, 0)]


def test_below_the_threshold_there_is_no_pair_and_none_in_the_way() -> None:
    assert assign([[0.4, 0.3], [0.9, 0.45]], threshold=0.5) == [(1, 0)]


def test_the_threshold_itself_is_enough() -> None:
    assert assign([[0.5]], threshold=0.5) == [(0, 0)]


def test_nothing_shared_is_no_pair() -> None:
    assert assign([[0.0, 0.0]]) == []


def test_one_side_may_be_empty() -> None:
    assert assign([]) == []
    assert assign([[], []]) == []


@given(MATRICES)
def test_no_other_assignment_is_better(matrix: list[list[float]]) -> None:
    pairs = assign(matrix)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    short, long = sorted((len(matrix), len(matrix[0])))
    across = len(matrix) > len(matrix[0])
    best = max(
        sum(matrix[j][i] if across else matrix[i][j] for i, j in enumerate(order))
        for order in permutations(range(long), short)
    )
    assert abs(sum(matrix[i][j] for i, j in pairs) - best) < 1e-9


@given(MATRICES)
def test_both_sides_may_be_swapped(matrix: list[list[float]]) -> None:
    mirrored = [list(column) for column in zip(*matrix, strict=True)]
    ours, theirs = assign(matrix), assign(mirrored)
    assert abs(sum(matrix[i][j] for i, j in ours) - sum(mirrored[i][j] for i, j in theirs)) < 1e-9
