"""Rows of a record."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from summarizer.digest.build import digest
from summarizer.export.rows import Links, rows
from summarizer.export.tables import TABLES
from summarizer.schema import Record
from tests.digest.samples import Story, number
from tests.export.samples import stories
from tests.running.samples import article, record

COLUMNS = {table.name: [column.name for column in table.columns] for table in TABLES}
KINDS: dict[str, type | tuple[type, ...]] = {"text": str, "integer": int, "number": (int, float), "list": list}


def made(records: list[Record], links: Links | None = None) -> dict[str, list[dict[str, Any]]]:
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in records:
        for name, row in rows(each, links or Links()):
            found[name].append(dict(zip(COLUMNS[name], row, strict=True)))
    return found


def test_every_row_fits_its_table() -> None:
    records = [*stories(), record(article())]
    for each in records:
        for name, row in rows(each, Links()):
            table = next(table for table in TABLES if table.name == name)
            assert row[0] is not None
            for column, cell in zip(table.columns, row, strict=True):
                expected = KINDS.get(column.kind)
                assert cell is None or expected is None or isinstance(cell, expected), (name, column.name)


def test_every_table_is_filled_and_keys_are_unique() -> None:
    found = made([*stories(), record(article())])
    assert found.keys() == COLUMNS.keys()
    for name, each in found.items():
        keys = [row[COLUMNS[name][0]] for row in each]
        assert len(set(keys)) == len(keys)


def test_words_that_name_the_speaker_and_the_cue_are_quotes_too() -> None:
    quotes = made(stories()[:1])["quotes"]
    claim = [(row["part"], row["exact"]) for row in quotes if row["item_id"] == "one#c1"]
    assert claim == [("support", "Die Hilfe sei dringend"), ("speaker", "Anna Berg"), ("cue", "sagte")]


def test_references_are_keys() -> None:
    found = made(stories()[:1])
    assert found["events"][0]["asserted_by"] == ["article", "one#c1"]
    assert found["claims"][0]["about"] == ["one#e1"]
    assert found["figures"][0]["quote_id"] == "one#e1.q1"


def test_the_digest_links_reports_and_figures() -> None:
    records = stories()
    found = made(records, Links.of(digest(records, "summarizer 0")))
    one, two, other = found["events"]
    assert one["happening_id"] == two["happening_id"] != other["happening_id"]
    assert [(row["series_id"], row["series_status"], row["series_verdict"]) for row in found["figures"]] == [
        ("f1", "planned", "compatible")
    ] * 2


def test_a_figure_that_only_the_digest_reads_has_a_row_too() -> None:
    change = "Norwegen will seine Truppe in Portugal von derzeit 500 auf 900 Soldaten vergrößern."
    figures = [number("500", 500, "Soldaten"), number("900", 900, "Soldaten")]
    one = Story("one", change).event(change, "AID", "Norwegen", status="planned", quantities=figures).record()
    text = "Neben den bereits bekannten über 400 norwegischen Soldaten in Portugal schickt Norwegen nun 60 Köche."
    two = Story("two", text)
    two.event(text, "AID", "Norwegen", "Portugal", quantities=[number("60", 60, "Köche")])
    records = [one, two.record()]
    rows_of = made(records, Links.of(digest(records, "summarizer 0")))["figures"]
    shown = [(row["figure_id"], row["quote_id"], row["text"], row["series_status"]) for row in rows_of[2:]]
    assert shown == [
        ("two#e1.n1", "two#e1.q1", "60", None),
        ("two#e1.n2", "two#e1.q1", "über 400", "is"),
    ]


def test_a_digest_of_other_records_links_nothing() -> None:
    links = Links.of(digest(stories(), "summarizer 0"))
    changed = Story("one", "Köln schickt 2.000 Pumpen.").event("Köln schickt Pumpen", "AID", "Köln").record()
    assert made([changed], links)["events"][0]["happening_id"] is None
