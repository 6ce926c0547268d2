"""Words and neighbours are those of the tokens."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from summarizer.grounding.tokens import neighbours, tokenize, words

TEXTS = st.text(st.sampled_from("aÄß_19½²٣ .,:'’-‑\u0308\n/"), max_size=30)


@given(TEXTS)
def test_words_are_the_tokens_that_are_words(text: str) -> None:
    assert words(text) == [token.text for token in tokenize(text) if token.kind == "word"]


@given(TEXTS)
def test_neighbours_hold_all_pairs_of_words_that_follow_one_another(text: str) -> None:
    tokens = tokenize(text)
    pairs = {(a.text, b.text) for a, b in pairwise(tokens) if a.kind == b.kind == "word"}
    known = set(words(text))
    assert pairs == {(one, other) for one, other in neighbours(text) if {one, other} <= known}
