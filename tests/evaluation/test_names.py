"""Names that differ by grammar are one name; others are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.names import same_name, shared_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norland", "Norland"),
        ("Norland", "Norlands"),
        ("der Küstenrat", "Küstenrat"),
        ("norländischen Fischer", "norländische Fischer"),
        ("die norländischen Fischer", "norländische Fischern"),
        ("Küstenministerin Anna Berger", "Anna Berger"),
        ("Berger", "Anna Berger"),
        ("Anna Berger, Ministerin für Küstenschutz", "Anna Berger"),
        ("the Coast Guard", "Coast Guard"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norland", "Ostheim"),
        ("Norland", "Minister Norlands"),
        ("norländische Fischer", "ostheimische Fischer"),
        ("Anna Berger", "Jan Berger"),
        ("Küstenrat", "Küstenwache"),
        ("Tal", "Tals-Rat"),
        ("2019", "2018"),
        ("", "Norland"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


def test_names_are_paired_one_to_one() -> None:
    assert shared_names(["Anna Berger", "Norland"], ["Norlands", "Berger", "Ostheim"]) == 2
    assert shared_names(["Norland"], ["Norland", "Norland"]) == 1
    assert shared_names([], ["Norland"]) == 0


@given(st.text("aben DerNorld", max_size=12), st.text("aben DerNorld", max_size=12))
def test_order_does_not_matter(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)
