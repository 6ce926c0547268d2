"""A mention's name in its fullest form, and the office beside it."""

from __future__ import annotations

import pytest

from summarizer import language
from summarizer.drafting.speakers import Named, named

TEXT = (
    "Außenminister Sergej Lawrow reiste nach Wien. Lawrow traf Anna Berger und Karl Berger. "
    "Die Sprecherin Ursula von der Leyens war dabei. Die Armee schwieg. Vogt lachte."
)


@pytest.mark.parametrize(
    ("mention", "name", "role"),
    [
        ("Lawrow", "Sergej Lawrow", None),
        ("Außenminister Lawrow", "Sergej Lawrow", "Außenminister"),
        ("der russische Außenminister Sergej Lawrow", "Sergej Lawrow", "russische Außenminister"),
        ("Der Außenminister", "Außenminister", None),
        ("Sergej Lawrow, der Außenminister Russlands", "Sergej Lawrow", "Außenminister Russlands"),
        ("Berger", "Berger", None),
        ("Vogt", "Vogt", None),
        ("die Armee", "Armee", None),
        ("Ein Sprecher des Ministeriums", "Sprecher des Ministeriums", None),
        ("Experten", "Experten", None),
    ],
)
def test_name_and_office(mention: str, name: str, role: str | None) -> None:
    assert named(mention, TEXT, language.get("de")) == Named(name, role)


@pytest.mark.parametrize(
    ("mention", "name", "role"),
    [
        ("Foreign Minister Sergei Lavrov", "Sergei Lavrov", "Foreign Minister"),
        ("Lavrov", "Sergei Lavrov", None),
        ("the army", "army", None),
        ("Anna Berg, the head of the agency", "Anna Berg", "head of the agency"),
    ],
)
def test_name_and_office_in_english(mention: str, name: str, role: str | None) -> None:
    text = "Foreign Minister Sergei Lavrov went to Vienna. Lavrov met Anna Berg."
    assert named(mention, text, language.get("en")) == Named(name, role)
