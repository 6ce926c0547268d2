"""The report's own words: complete in every language, and numbers and days as that language writes them."""

from __future__ import annotations

import string
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from summarizer.report import texts
from summarizer.report.texts import LANGUAGES, Language, Texts, choose
from summarizer.schema import Attribution, Bound, Certainty, EventType, Quantity, ReasonCode, Status
from summarizer.schema.digest import Because, Differing, Verdict

CONTRACT: dict[str, Any] = {
    "type": EventType,
    "status": Status,
    "certainty": Certainty,
    "attribution": Attribution,
    "because": Because,
    "field": Differing,
    "bound": Bound,
    "reason": ReasonCode,
}


def words(language: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(texts.__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))


def fields(text: str | list[str]) -> set[str | None]:
    every = [text] if isinstance(text, str) else text
    return {name for each in every for _, name, _, _ in string.Formatter().parse(each) if name}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", CONTRACT)
def test_every_word_of_the_contract_has_a_translation(language: str, group: str) -> None:
    assert set(words(language)[group]) == set(get_args(CONTRACT[group]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", ["verdict", "verdict_means"])
def test_every_verdict_has_a_translation(language: str, group: str) -> None:
    assert set(words(language)[group]) == {*get_args(Verdict), "open"}


def test_languages_have_the_same_words_with_the_same_places() -> None:
    first, *others = [
        {(g, k): fields(v) for g, own in words(each).items() for k, v in own.items()} for each in LANGUAGES
    ]
    assert all(first == other for other in others)


@pytest.mark.parametrize(
    ("start", "end", "german", "english"),
    [
        ("2025-07-13", "2025-07-13", "13. Juli 2025", "13 Jul 2025"),
        ("2025-06-01", "2025-06-30", "Juni 2025", "June 2025"),
        ("2024-06-01", "2024-08-31", "Juni–Aug. 2024", "Jun–Aug 2024"),
        ("2024-01-01", "2024-12-31", "2024", "2024"),
        ("2023-01-01", "2024-12-31", "2023–2024", "2023–2024"),
        ("2025-06-01", "2025-06-05", "1.–5. Juni 2025", "1–5 Jun 2025"),
        ("2025-03-01", None, "ab 1. März 2025", "from 1 Mar 2025"),
    ],
)
def test_days(start: str, end: str | None, german: str, english: str) -> None:
    days = date.fromisoformat(start), date.fromisoformat(end) if end else None
    assert (Texts("de").days(*days), Texts("en").days(*days)) == (german, english)


@pytest.mark.parametrize(
    ("given", "german", "english"),
    [
        ({"value": 14000, "bound": "exact"}, "14.000 Boote", "14,000 Boote"),
        ({"value": 1.5, "bound": "approximate"}, "rund 1,5 Boote", "about 1.5 Boote"),
        ({"low": 10000, "bound": "at_least"}, "mind. 10.000 Boote", "at least 10,000 Boote"),
        ({"high": 30000, "bound": "at_most"}, "bis zu 30.000 Boote", "up to 30,000 Boote"),
        ({"low": 3, "high": 4, "bound": "range"}, "3–4 Boote", "3–4 Boote"),
    ],
)
def test_quantities(given: dict[str, Any], german: str, english: str) -> None:
    quantity = Quantity(text="x", unit="Boote", **given)
    assert (Texts("de").quantity(quantity), Texts("en").quantity(quantity)) == (german, english)


@pytest.mark.parametrize(
    ("languages", "chosen"),
    [(["de", "en", "de"], "de"), (["en"], "en"), (["fr", "fr", "de"], "en"), ([], "en"), (["de", "en"], "de")],
)
def test_the_language_of_most_articles(languages: list[str], chosen: Language) -> None:
    assert choose(languages) == chosen
