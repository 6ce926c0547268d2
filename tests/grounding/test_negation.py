"""Polarity: identical statements always pass, doubtful ones never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.grounding.negation import polarity_differs


@pytest.mark.parametrize(
    ("statement", "quote", "language"),
    [
        ("Er kommt nicht", "Der Minister kommt nicht.", "de"),
        ("Keine Warnung erhalten", "Die Anwohner erhielten keine Warnung.", "de"),
        ("Die Bahn sperrt", "Die Bahn sperrt, obwohl niemand klagte.", "de"),
        ("Die Bahn, die sperrt", "Die Bahn, die keiner mag, sperrt.", "de"),
        ("Sie hilft mit Geld", "Sie hilft nicht nur mit Geld.", "de"),
        ("Bis 300 Gäste", "Nicht mehr als 300 Gäste", "de"),
        ("Sie lehnt den Plan ab", "Falk lehnt den Plan wie erwartet ab.", "de"),
        ("Stone didn't confirm it", "Stone did not confirm it.", "en"),
        ("The port was closed", "The port was closed, although nobody complained.", "en"),
    ],
)
def test_same(statement: str, quote: str, language: str) -> None:
    assert polarity_differs(statement, quote, language) is None


@pytest.mark.parametrize(
    ("statement", "quote", "language"),
    [
        ("Er kommt", "Er kommt nicht.", "de"),
        ("Er kommt nicht", "Er kommt.", "de"),
        ("Er kommt", "Es trifft nicht zu, dass Falk erscheint.", "de"),
        ("Falk erscheint", "Falk erscheint, stimmt nicht.", "de"),
        ("Er bestätigte, dass sie nicht kam", "Er bestätigte nicht, dass sie kam.", "de"),
        ("Mit Waffen", "Ohne Waffen", "de"),
        ("Sie hilft nicht nur mit Geld", "Sie hilft nur mit Geld.", "de"),
        ("Sie hilft nur mit Geld", "Sie hilft nicht nur mit Geld.", "de"),
        ("Die Wahl endete 1:1", "Die Wahl, da nicht immer 1:1 endete, galt.", "de"),
        ("Er bestreitet den Plan", "Er bestätigt den Plan.", "de"),
        ("Sie nimmt den Plan an", "Sie wies den Plan gestern zurück.", "de"),
        ("Das Ergebnis ist vollständig", "Das Ergebnis ist unvollständig.", "de"),
        ("The port was closed", "The port was never closed.", "en"),
        ("The team can go", "The team cannot go.", "en"),
        ("He confirmed it", "He denied it.", "en"),
    ],
)
def test_differs(statement: str, quote: str, language: str) -> None:
    assert polarity_differs(statement, quote, language)


@given(st.text(alphabet=st.characters(exclude_categories=())), st.sampled_from(["de", "en"]))
def test_a_quote_agrees_with_itself(text: str, language: str) -> None:
    assert polarity_differs(text, text, language) is None
    polarity_differs(text, text[::-1], language)
