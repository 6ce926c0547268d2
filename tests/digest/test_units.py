"""What figures count."""

from __future__ import annotations

import pytest

from summarizer.digest.units import is_measure, overlapping, relation, units


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Soldaten", "Soldat", "same"),
        ("Ingenieuren und Bauarbeitern", "Bauarbeiter und Ingenieure", "same"),
        ("Bauarbeiter", "Arbeitern", "part"),
        ("Arbeiter", "Bauarbeiter", "whole"),
        ("Bauarbeiter", "Ingenieure und Bauarbeiter", "part"),
        ("Soldaten", "Truppen", "other"),
        ("Tage", "Anschläge", "other"),
        ("%", "Prozent", "same"),
        (None, "Soldaten", "other"),
    ],
)
def test_relation(one: str | None, other: str | None, expected: str) -> None:
    assert relation(units(one, "de"), units(other, "de")) == expected


def test_overlapping() -> None:
    assert overlapping(units("Minenräumer und Bauarbeiter", "de"), units("Ingenieure und Bauarbeiter", "de"))
    assert not overlapping(units("Minenräumer", "de"), units("Bauarbeiter", "de"))


@pytest.mark.parametrize(("unit", "expected"), [("Prozent", True), ("Jahren", True), ("€", True), ("Soldaten", False)])
def test_measures(unit: str, expected: bool) -> None:
    assert is_measure(unit, "de") is expected
