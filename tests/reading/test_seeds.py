"""The five seeds: what of them is body, read alone and together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from summarizer.reading import read, split
from summarizer.schema import Article

SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True)
class Expected:
    sentences: int
    first: str
    last: str
    title: str
    outlet: str | None
    published: date | None
    dateline: str | None
    inside: tuple[str, ...] = ()


EXPECTED = {
    "000_bbc73e5ef3e5559c": Expected(
        12,
        "Die Beziehungen zwischen Nordkorea und Russland vertiefen sich weiter,",
        "bestehende Spannungen weiter zu verschärfen.",
        "Nordkorea entsendet Militärarbeiter zur Unterstützung Russlands",
        "IT BOLTWISE",
        None,
        "SEOUL / LONDON (IT BOLTWISE)",
    ),
    "001_83dd2e0535f637f0": Expected(
        18,
        "In einem bemerkenswerten Schritt zur Stärkung",
        "auf die globale Sicherheitsarchitektur auswirken wird.",
        "Nordkorea verstärkt militärische Unterstützung für Russland im Ukraine-Konflikt",
        "IT BOLTWISE",
        None,
        "MOSKAU / LONDON (IT BOLTWISE)",
    ),
    "002_967faead7aa7c2c0": Expected(
        18,
        "In einer überraschenden Wendung hat Russland",
        "die über traditionelle geopolitische Grenzen hinausgehen.",
        "Nordkoreanische Soldaten in Russland: Ein umstrittenes Bündnis",
        "IT BOLTWISE",
        None,
        "MOSKAU / MÜNCHEN (IT BOLTWISE)",
    ),
    "003_21b3ebfa77654bb3": Expected(
        27,
        "Die strategische Partnerschaft zwischen Moskau und Pjöngjang erreicht",
        "ohne humanitäre Aspekte zu berühren.",
        "Nordkorea schickt 6.000 Arbeiter zum Wiederaufbau nach Russland",
        None,
        date(2025, 7, 13),
        None,
        ("Mehr als nur militärische Hilfe", '"Es wird davon ausgegangen,', "Symbolträchtige Gesten"),
    ),
    "004_a79ccc459177d5ff": Expected(
        23,
        "Rund 3.000 nordkoreanische Soldaten sollen",
        "Diese Partnerschaft verdeutlicht die instabilen Machtverhältnisse in der Region.",
        "Nordkoreanische Truppen unterstützen Russische Kriegseinsatz im Ukraine-Konflikt: Bericht",
        None,
        None,
        "Berlin",
        (
            "Der NIS hat auch weitere bedeutende Schritte festgestellt:",
            "- Familien von nordkoreanischen Soldaten werden",
            "- Die russische Armee sucht nach neuen Dolmetschern.",
            "- Nordkorea hält Truppenbewegungen",
        ),
    ),
}


@pytest.mark.parametrize("together", [False, True], ids=["alone", "together"])
@pytest.mark.parametrize("name", EXPECTED)
def test_body_and_metadata(name: str, together: bool) -> None:
    inputs = [SEEDS] if together else [SEEDS / f"{name}.txt"]
    article = next(a for a in read(inputs) if isinstance(a, Article) and a.id == name)
    expected = EXPECTED[name]
    found = [article.text[s.start : s.end] for s in split(article.text, article.content, article.language)]
    assert found[0].startswith(expected.first)
    assert found[-1].endswith(expected.last)
    assert len(found) == expected.sentences
    assert len(article.content) == 1, "nothing between first and last sentence is left out"
    assert all(any(s.startswith(start) for s in found) for start in expected.inside)
    assert article.title == expected.title
    assert article.outlet == expected.outlet
    assert article.published == expected.published
    assert article.dateline == expected.dateline
    assert article.language == "de"


@pytest.mark.parametrize("name", EXPECTED)
def test_the_text_is_the_file_to_the_last_character(name: str) -> None:
    (article,) = read([SEEDS / f"{name}.txt"])
    assert isinstance(article, Article)
    assert article.text.encode() == (SEEDS / f"{name}.txt").read_bytes()
