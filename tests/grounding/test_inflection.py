"""Endings make forms of one word, derivation makes another word."""

from __future__ import annotations

import pytest

from summarizer import language
from summarizer.grounding.inflection import same_word

GERMAN = language.get("de")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Soldat", "Soldaten"), ("Russlands", "Russland"), ("Länder", "Land"), ("Hauses", "Haus"), ("STADT", "Stadt")],
)
def test_forms_of_one_word(one: str, other: str) -> None:
    assert same_word(one, other, GERMAN)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Nordkorea", "nordkoreanisch"), ("Nordkorea", "Südkorea"), ("Un", "Uns"), ("Bühl", "Buhl"), ("Iran", "Irak")],
)
def test_other_words(one: str, other: str) -> None:
    assert not same_word(one, other, GERMAN)
