"""Windows show every sentence once, in order, within the budget."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from summarizer.drafting.windows import CHARACTERS_A_TOKEN, windows
from summarizer.reading.sentences import Sentence

FRAME = len("[999] \n")


def of_lengths(lengths: list[int]) -> list[Sentence]:
    sentences, start = [], 0
    for number, length in enumerate(lengths, 1):
        sentences.append(Sentence(number, start, start + length))
        start += length + 1
    return sentences


@given(st.lists(st.integers(1, 400), max_size=40), st.integers(1, 400))
def test_every_sentence_once_in_order_and_within_the_budget(lengths: list[int], tokens: int) -> None:
    sentences = of_lengths(lengths)
    shown = list(windows(sentences, tokens))
    assert [s for window in shown for s in window] == sentences
    for window in shown:
        assert window
        assert len(window) == 1 or sum(s.end - s.start + FRAME for s in window) <= tokens * CHARACTERS_A_TOKEN


@given(st.lists(st.integers(1, 400), max_size=40), st.integers(1, 400))
def test_no_window_could_have_taken_the_next_sentence(lengths: list[int], tokens: int) -> None:
    shown = list(windows(of_lengths(lengths), tokens))
    for window, following in pairwise(shown):
        used = sum(s.end - s.start + FRAME for s in [*window, following[0]])
        assert used > tokens * CHARACTERS_A_TOKEN


def test_article_that_fits_is_one_window() -> None:
    sentences = of_lengths([100, 200, 50])
    assert list(windows(sentences, 400)) == [sentences]
    assert list(windows([], 400)) == []
