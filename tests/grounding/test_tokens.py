"""Words are those of the tokens."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.grounding.tokens import pieces_from, tokenize, words

TEXTS = st.text(st.sampled_from("aÄß_19½²٣ .,:'’-‑\u0308\n/"), max_size=30)


@given(TEXTS)
def test_words_are_the_tokens_that_are_words(text: str) -> None:
    assert words(text) == [token.text for token in tokenize(text) if token.kind == "word"]


@given(TEXTS)
def test_pieces_are_the_words_and_every_other_visible_character(text: str) -> None:
    found = list(pieces_from(text, 0))
    assert "".join(found) == "".join(text.split())
    assert [piece for piece in found if piece in words(text)] == words(text)
