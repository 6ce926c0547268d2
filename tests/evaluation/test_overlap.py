"""Tokens and what touches them."""

from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.overlap import Tokens, token_f1

TEXT = "„Wir kommen“, sagte sie. Am 3.5. kam niemand."


def test_punctuation_is_no_token() -> None:
    inner = Tokens.of(TEXT).touched([(1, 11)])
    assert Tokens.of(TEXT).touched([(0, 13)]) == inner == {0, 1}


def test_a_token_counts_as_soon_as_it_is_touched() -> None:
    assert Tokens.of(TEXT).touched([(3, 6)]) == {0, 1}
    assert Tokens.of(TEXT).touched([(4, 5)]) == frozenset()


def test_stretches_add_up() -> None:
    assert Tokens.of(TEXT).touched([(0, 4), (14, 19)]) == {0, 2}


def test_f1() -> None:
    assert token_f1({1, 2, 3, 4}, {3, 4, 5, 6}) == 0.5
    assert token_f1({1}, {1}) == 1
    assert token_f1(set(), set()) == 0


SETS = st.sets(st.integers(0, 8))


@given(SETS, SETS)
def test_f1_is_symmetric_and_between_zero_and_one(one: set[int], other: set[int]) -> None:
    assert 0 <= token_f1(one, other) == token_f1(other, one) <= 1
