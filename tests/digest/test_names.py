"""Names of one party in two articles."""

from __future__ import annotations

import pytest

from summarizer.digest.names import folded, offices_in, party, same_party, settled, states

LAPIN = party("Sergej Lapin", "de").words[-1]
OFFICES = {LAPIN: "NO"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Kim Jong Un", "Kim Jong-Un", "same"),
        ("Sergej Lapin", "Sergei Lapin", "same"),
        ("Wolodymyr Selenskyj", "Volodymyr Selenskij", "same"),
        ("Anna Berger", "Berger", "same"),
        ("Anna Berger", "Ministerin Anna Berger", "same"),
        ("Anna Berger", "Anna Burger", "other"),
        ("Anna Berger", "Peter Berger", "other"),
        ("Küstenrats", "Küstenrat", "same"),
        ("Nordbahn", "Südbahn", "other"),
        ("Norwegen", "norwegische Regierung", "same"),
        ("Oslo", "Norwegens", "same"),
        ("norwegische Fischer", "norwegischen Fischern", "same"),
        ("norwegische Fischer", "norwegische Polizei", "open"),
        ("Norwegen", "Schweden", "other"),
        ("schwedische Fischer", "norwegische Fischer", "other"),
        ("Vereinigte Staaten", "USA", "same"),
        ("Norwegen", "Anna Berger", "open"),
        ("Norwegen", "Sergej Lapin", "same"),
        ("Schweden", "Sergej Lapin", "other"),
    ],
)
def test_what_may_be_one(one: str, other: str, expected: str) -> None:
    parties = party(one, "de"), party(other, "de")
    assert same_party(*parties, OFFICES) == expected
    assert same_party(*reversed(parties), OFFICES) == expected


def test_languages_meet() -> None:
    assert same_party(party("North Korean soldiers", "en"), party("Nordkorea", "de"), {}) == "same"
    assert folded("Lawrow") == folded("Lavrov")
    assert folded("Müller") != folded("Möller")


def test_an_office_ties_a_person_to_a_state() -> None:
    text = "Der norwegische Außenminister Sergej Lapin kam an. Sergej Lapin schwieg."
    assert settled(offices_in(["Sergej Lapin"], [text], "de")) == {LAPIN: "NO"}


def test_an_office_of_two_states_ties_nobody() -> None:
    texts = ["Der norwegische Außenminister Sergej Lapin", "Der dänische Botschafter Sergej Lapin"]
    assert settled(offices_in(["Sergej Lapin"], texts, "de")) == {}


def test_states_of_a_text() -> None:
    assert states("Die Vereinigten Arabischen Emirate und russische Händler in Lissabon", "de") == {"RU", "PT"}
    assert states("British and South Korean ships; turkey on the table for us", "en") == {"GB", "KR"}
