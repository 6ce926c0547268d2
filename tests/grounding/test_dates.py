"""Time expressions, resolved on Sunday, 13 July 2025, where anything can be resolved at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.grounding.dates import find_dates

PUBLISHED = date(2025, 7, 13)


@pytest.mark.parametrize(
    ("text", "language", "start", "end"),
    [
        ("am 3. Mai 2024", "de", "2024-05-03", "2024-05-03"),
        ("am 13.07.2025", "de", "2025-07-13", "2025-07-13"),
        ("am 3./4. Mai 2024", "de", "2024-05-03", "2024-05-04"),
        ("am 3. Mai", "de", "2025-05-03", "2025-05-03"),
        ("im Sommer 2024", "de", "2024-06-01", "2024-08-31"),
        ("im Winter 2024/25", "de", "2024-12-01", "2025-02-28"),
        ("im vergangenen Sommer", "de", "2024-06-01", "2024-08-31"),
        ("im vergangenen Winter", "de", "2024-12-01", "2025-02-28"),
        ("im vergangenen Monat", "de", "2025-06-01", "2025-06-30"),
        ("letzte Woche", "de", "2025-06-30", "2025-07-06"),
        ("in diesem Jahr", "de", "2025-01-01", "2025-12-31"),
        ("im Jahr 2024", "de", "2024-01-01", "2024-12-31"),
        ("seit Februar 2022", "de", "2022-02-01", "2022-02-28"),
        ("Ende Oktober", "de", "2025-10-21", "2025-10-31"),
        ("Anfang 2025", "de", "2025-01-01", "2025-04-30"),
        ("Ende vergangenen Jahres", "de", "2024-09-01", "2024-12-31"),
        ("gestern", "de", "2025-07-12", "2025-07-12"),
        ("Heute", "de", "2025-07-13", "2025-07-13"),
        ("am Sonntag", "de", "2025-07-13", "2025-07-13"),
        ("am Montag", "de", "2025-07-07", "2025-07-07"),
        ("am vergangenen Sonntag", "de", "2025-07-06", "2025-07-06"),
        ("am kommenden Montag", "de", "2025-07-14", "2025-07-14"),
        ("vor drei Tagen", "de", "2025-07-10", "2025-07-10"),
        ("vor einem Monat", "de", "2025-06-01", "2025-06-30"),
        ("on May 3, 2024", "en", "2024-05-03", "2024-05-03"),
        ("on 3rd May 2024", "en", "2024-05-03", "2024-05-03"),
        ("last summer", "en", "2024-06-01", "2024-08-31"),
        ("two weeks ago", "en", "2025-06-23", "2025-06-29"),
        ("next Friday", "en", "2025-07-18", "2025-07-18"),
        ("in late October", "en", "2025-10-21", "2025-10-31"),
        ("2025-07-12", "en", "2025-07-12", "2025-07-12"),
    ],
)
def test_resolved(text: str, language: str, start: str, end: str) -> None:
    (mention,) = find_dates(text, language, PUBLISHED)
    assert (str(mention.when.start), str(mention.when.end)) == (start, end)


@pytest.mark.parametrize(("text", "start"), [("am 29. Dezember", "2024-12-29"), ("im Dezember", "2024-12-01")])
def test_without_a_year_the_nearest_is_meant(text: str, start: str) -> None:
    (mention,) = find_dates(text, "de", date(2025, 1, 5))
    assert str(mention.when.start) == start


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kürzlich", "de"),
        ("in den letzten Jahren", "de"),
        ("im Sommer", "de"),
        ("im Winter 2024", "de"),
        ("recently", "en"),
        ("in recent years", "en"),
    ],
)
def test_found_but_not_settled(text: str, language: str) -> None:
    (mention,) = find_dates(text, language, PUBLISHED)
    assert (mention.when.start, mention.when.end) == (None, None)


@pytest.mark.parametrize("text", ["gestern", "am Montag", "im vergangenen Sommer", "am 3. Mai", "im Oktober"])
def test_relative_expressions_need_the_day_of_publication(text: str) -> None:
    (mention,) = find_dates(text, "de", None)
    assert mention.when.start is None


@pytest.mark.parametrize(
    ("text", "language"),
    [("am Morgen des Tages", "de"), ("31.13.2024.", "de"), ("You may go", "en"), ("2024 000", "de"), ("12024", "de")],
)
def test_no_date(text: str, language: str) -> None:
    assert not [m for m in find_dates(text, language, PUBLISHED) if m.when.text != "2024"]


PIECES = [
    "vor ",
    "9999",
    "2024",
    " Jahren",
    "gestern",
    " Ende ",
    "Mai",
    "31. Februar",
    "0001-01-01",
    ".",
    " ",
    "\ud800",
]


@given(
    text=st.lists(st.sampled_from(PIECES[:-1]), max_size=12).map("".join),
    published=st.sampled_from([None, date.min, date.max, PUBLISHED]),
)
def test_offsets_are_true_and_no_calendar_ends(text: str, published: date | None) -> None:
    for mention in find_dates(text, "de", published):
        assert text[mention.start : mention.end] == mention.when.text
