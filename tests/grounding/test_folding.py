"""Folded positions lead back to the original ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.grounding import folding

TEXTS = st.lists(
    st.sampled_from([*"ab é", "e\u0301", "\u0301", "\u200b", "\n", "\u00a0", "ﬁ", "…", "“", "''", "--", "\u1100\u1161"])
).map("".join)


@pytest.mark.parametrize("fold", [folding.whitespace, folding.typography])
@given(text=TEXTS)
def test_every_folded_stretch_leads_back_to_what_folds_to_it(fold: folding.Fold, text: str) -> None:
    folded = fold(text)
    for start in range(len(folded.text)):
        first, last = folded.start_before(start), folded.end_before(start + 1)
        if first is not None and last is not None:
            assert fold(text[first:last]).text == folded.text[start]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("„Ja“ «Ja» ‘Ja’ ``Ja'' \"Ja\"", "'Ja' 'Ja' 'Ja' 'Ja' 'Ja'"),
        ("a – b — c -- d\u2011e", "a - b - c - d-e"),
        ("Sol\u00adda\u200bten\ufeff", "Soldaten"),
        ("a \u200b\n\u00a0 b", "a b"),
        ("ﬁnden… u\u0308ber", "finden... über"),
        ("10² Ⅻ ½ ß ſ 5′", "10² Ⅻ ½ ß ſ 5′"),
    ],
)
def test_what_folds(text: str, plain: str) -> None:
    assert folding.typography(text).text == plain
