"""Groups out of pairs."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from summarizer.digest.clustering import Pair, cluster, pairwise


def grouped(count: int, scores: dict[Pair, float], apart: frozenset[Pair] = frozenset()) -> list[list[int]]:
    return cluster(
        count,
        scores,
        lambda a, b: scores.get((min(a, b), max(a, b)), 0.0),
        pairwise(lambda a, b: (min(a, b), max(a, b)) in apart),
        threshold=0.5,
    )


def test_pairs_above_the_threshold_are_united() -> None:
    assert grouped(4, {(0, 1): 0.9, (2, 3): 0.4}) == [[0, 1], [2], [3]]


def test_one_strong_link_does_not_unite_groups() -> None:
    assert grouped(4, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.8}) == [[0, 1], [2, 3]]


def test_what_is_forbidden_stays_apart_however_strong_the_links() -> None:
    scores = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.9}
    assert grouped(3, scores, frozenset({(0, 2)})) == [[0, 1], [2]]


def test_the_best_pair_comes_first() -> None:
    assert grouped(3, {(0, 1): 0.6, (1, 2): 0.9}, frozenset({(0, 2)})) == [[0], [1, 2]]


def test_a_large_group_takes_in_what_fits() -> None:
    scores = {(a, b): 1.0 for a in range(60) for b in range(a + 1, 60)}
    assert grouped(60, scores) == [list(range(60))]


@given(st.integers(0, 10_000))
def test_nothing_forbidden_is_united_and_everything_is_in_one_group(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    pairs = [(a, b) for a in range(8) for b in range(a + 1, 8)]
    scores = {pair: rng.random() for pair in pairs}
    apart = frozenset(pair for pair in pairs if rng.random() < 0.2)
    found = grouped(8, scores, apart)
    assert sorted(item for group in found for item in group) == list(range(8))
    assert not any((a, b) in apart for group in found for a in group for b in group)
