"""What is asked of one sentence, and what needs no asking."""

from __future__ import annotations

import pytest

from summarizer import language as languages
from summarizer.drafting.question import NOBODY, ask_about


def offered(sentence: str, code: str = "de") -> list[str]:
    return ask_about(sentence, languages.get(code)).who


@pytest.mark.parametrize(
    "sentence",
    ["Der Sturm forderte drei Todesopfer.", "Die Stadt warnte vor Dieben.", "Das Gericht bestätigte das Urteil."],
)
def test_what_may_be_a_deed_may_be_said_by_nobody(sentence: str) -> None:
    assert NOBODY in offered(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Ministerin warnte vor einer neuen Flut.",
        "Eine Reporterin sprach von 800 Autos.",
        "Augenzeugen berichteten von Schüssen.",
        "Regierungskreise berichteten von einem Treffen.",
        "Ein Ex-Mitarbeiter sprach von Gewalt.",
        "Er warnte vor einer neuen Flut.",
        "Frankreich forderte eine Untersuchung.",
        "Die Staatsanwaltschaft sprach von Betrug.",
        "Die Gewerkschaft befürchtet Entlassungen.",
    ],
)
def test_people_do_not_say_it_as_nobody(sentence: str) -> None:
    assert offered(sentence)
    assert NOBODY not in offered(sentence)


def test_english_people() -> None:
    assert NOBODY not in offered("Witnesses demanded an inquiry.", "en")
    assert NOBODY in offered("The storm demanded three lives.", "en")
