"""Which English clauses tell a happening by the form of their verb, and which tell a state or a saying."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import language
from summarizer.language.en.telling import tells_by_tense

TELLS = [
    "The club has promoted its coach.",
    "Two prisoners had fled over the wall.",
    "The fees were quickly abolished.",
    "The bridge has been repaired.",
    "The ferry sank off the coast.",
    "The car collided with a tree.",
    "Firefighters rescued a child.",
]
TELLS_NOT = [
    "The island lies off the coast.",
    "The village belonged to the parish.",
    "The trip lasted three hours.",
    "The minister said so on Monday.",
    "The rule was considered a mistake.",
    "The injured man is in hospital.",
    "The firm will pay a fee.",
    "A so-called expert is on the board.",
]


@pytest.mark.parametrize("clause", TELLS)
def test_tells(clause: str) -> None:
    assert tells_by_tense(clause)


@pytest.mark.parametrize("clause", TELLS_NOT)
def test_tells_not(clause: str) -> None:
    assert not tells_by_tense(clause)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert tells_by_tense(text) in (True, False)


def test_whom_an_unknown_verb_concerns_is_not_guessed() -> None:
    sentence = "The car collided with a police van."
    found = language.get("en").happening(sentence, (0, len(sentence)))
    assert (found.types, found.others, found.agents) == (("OTHER",), (), ())
