"""Names of statements against the article, up to inflection."""

from __future__ import annotations

import pytest

from summarizer.grounding.names import missing_names, names_in

ARTICLE = (
    "GENF – Außenminister Sergej Lawrow traf Kim Jong Un. Wladimir Putin kam nicht, Russlands Länder und Soldaten "
    "auch nicht. Die Atom- und Raketenprogramme der USA und die Nordkorea-Politik blieben Thema. Hans Peters schwieg."
)


@pytest.mark.parametrize(
    "statement",
    [
        "Lawrow traf Kim Jong Un in Genf",
        "Außenminister Lawrow, Russland, Putins Soldaten",
        "Ein Soldat in einem Land",
        "Die USA und das Raketenprogramm",
        "Die Politik der USA",
        "Traf Sergej Lawrow die USA?",
        "Nordkorea",
    ],
)
def test_known(statement: str) -> None:
    assert missing_names(statement, ARTICLE, "de") == []


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("Lawrow traf Kim Jong Il", ["Il"]),
        ("Wladimir Lawrow kam", ["Wladimir Lawrow"]),
        ("Hans Petersen schwieg", ["Petersen"]),
        ("Soldaten aus China und Finnland", ["China", "Finnland"]),
        ("Die Südkorea-Politik", ["Südkorea-Politik"]),
        ("Eine F-16 der USA", ["F-16"]),
    ],
)
def test_missing(statement: str, missing: list[str]) -> None:
    assert missing_names(statement, ARTICLE, "de") == missing


def test_runs_with_true_offsets() -> None:
    text = "The minister, Sergey Lavrov, met Kim's envoy in New York."
    names = names_in(text, "en")
    assert [name.text for name in names] == ["Sergey Lavrov", "Kim's", "New York"]
    assert all(text[name.start : name.end] == name.text for name in names)


def test_english_genitive_and_first_word() -> None:
    article = "Sergey Lavrov met Ella Stone. Talks went on."
    assert missing_names("However, Lavrov's talks with Stone went on", article, "en") == []
    assert missing_names("Talks with Fox", article, "en") == ["Fox"]
