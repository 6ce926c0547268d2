"""What the contract does not let anybody build."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from summarizer.schema import Article, Claim, Event, Quantity, Quote, Record, Span, SummarySentence, When, text_digest
from tests.running.samples import TEXT, article, quote, record

Values = dict[str, Any]


def values() -> Values:
    return record(article("a")).model_dump()


def broken(change: Callable[[Values], object]) -> Values:
    made = values()
    change(made)
    return made


def test_the_sample_is_right() -> None:
    assert Record.model_validate(values()) == record(article("a"))
    assert Record.model_validate_json(record(article("a")).model_dump_json()) == record(article("a"))


@pytest.mark.parametrize(("kind", "model"), [("events", Event), ("claims", Claim)])
def test_nothing_without_a_quote(kind: str, model: type[Event | Claim]) -> None:
    item = values()[kind][0]
    for wrong in (item | {"quotes": []}, {key: value for key, value in item.items() if key != "quotes"}):
        with pytest.raises(ValidationError, match="quotes"):
            model.model_validate(wrong)


def test_no_summary_sentence_without_a_source() -> None:
    with pytest.raises(ValidationError, match="cites"):
        SummarySentence(text="Bonn schickt Helfer.", cites=[])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda r: r["events"][0]["quotes"][0].update(exact="Bonn schickt 300 Helfer in das Ahrtal."), "does not read"),
        (lambda r: r["events"][0]["quotes"][0].update(start=1, end=39), "does not read"),
        (lambda r: r["events"][0]["quotes"][0].update(suffix="anders"), "does not read"),
        (lambda r: r["claims"][0]["cue"].update(prefix="anders"), "does not read"),
        (lambda r: r["claims"][0]["speaker"]["mention"].update(exact="die Leiterin Eva Berg!"), "does not read"),
        (lambda r: r["article"].update(content=[{"start": 0, "end": 60}]), "outside the body"),
        (lambda r: r["events"][0]["quantities"][0].update(text="300 Helfer"), "stands in none of its quotes"),
        (lambda r: r["events"][0].update(asserted_by=["c2"]), "e1 refers to c2"),
        (lambda r: r["claims"][0].update(about=["e9"]), "c1 refers to e9"),
        (lambda r: r["summary"][0].update(cites=["c7"]), "summary refers to c7"),
        (lambda r: r["events"].append(r["events"][0]), "ids are not unique"),
        (lambda r: r.update(schema_version="2"), "schema_version"),
        (lambda r: r["events"][0].update(asserted_by=[]), "asserted_by"),
        (lambda r: r["events"][0].update(type="WAR"), "type"),
        (lambda r: r["events"][0].update(title="  "), "title"),
        (lambda r: r["article"].update(text_sha256=text_digest("other")), "text_sha256 does not match"),
    ],
)
def test_no_record_that_contradicts_its_article_or_itself(change: Callable[[Values], object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Record.model_validate(broken(change))


def test_offsets_are_code_points() -> None:
    """A character beyond the BMP counts as one, not as two."""
    text = f"😀 {TEXT}"
    assert record(article("a", text)).events[0].quotes[0].start == 2


@pytest.mark.parametrize(
    ("exact", "start", "end", "message"),
    [("Bonn", 0, 5, "spans 5 code points but holds 4"), (" \n", 0, 2, "white space only"), ("", 0, 0, "exact")],
)
def test_no_quote_of_nothing(exact: str, start: int, end: int, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Quote(exact=exact, prefix="", suffix="", start=start, end=end, match="exact")


def test_a_quote_holds_only_where_it_stands() -> None:
    made = quote(TEXT, "200 Helfer")
    assert made.holds_in(TEXT)
    assert not made.holds_in(f" {TEXT}")
    assert not made.holds_in(TEXT.replace("200", "300"))


@pytest.mark.parametrize(
    "content",
    [[], [Span(start=0, end=len(TEXT) + 1)], [Span(start=0, end=9), Span(start=8, end=20)]],
    ids=["none", "beyond the text", "overlapping"],
)
def test_no_article_whose_body_leaves_its_text(content: list[Span]) -> None:
    with pytest.raises(ValidationError, match="content"):
        Article.model_validate(article("a").model_dump() | {"content": content})


@pytest.mark.parametrize("name", ["", "../a", "a/b", ".hidden", "a b", "ä", "x" * 129])
def test_no_article_id_that_is_no_file_name(name: str) -> None:
    with pytest.raises(ValidationError, match="id"):
        Article.model_validate(article("a").model_dump() | {"id": name})


def test_no_empty_span() -> None:
    with pytest.raises(ValidationError, match="empty span"):
        Span(start=3, end=3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"bound": "exact"},
        {"bound": "exact", "low": 3},
        {"bound": "at_least", "value": 3},
        {"bound": "range", "low": 3},
        {"bound": "range", "low": 4, "high": 3},
        {"bound": "approximate", "value": 3, "high": 4},
    ],
)
def test_no_quantity_whose_numbers_do_not_fit_its_bound(wrong: Values) -> None:
    with pytest.raises(ValidationError):
        Quantity.model_validate(wrong | {"text": "3"})


def test_no_time_that_ends_before_it_starts() -> None:
    with pytest.raises(ValidationError, match="is after end"):
        When.model_validate({"text": "gestern", "start": "2024-02-02", "end": "2024-02-01"})


def test_published_models_are_immutable_and_tolerate_newer_fields() -> None:
    made = record(article("a"))
    with pytest.raises(ValidationError, match="frozen"):
        made.events[0].title = "anders"
    assert Record.model_validate(values() | {"added_later": 1}) == made
