"""The five seeds through the embedded model: what a reader must find in the records, and what must never be there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from summarizer.cli import main
from summarizer.schema import Record

pytestmark = pytest.mark.live

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    out = tmp_path_factory.mktemp("seeds") / "run"
    done = CliRunner().invoke(
        main,
        ["run", str(ROOT / "seeds"), "--out", str(out), "--model", "embedded", "--no-cache"],
        catch_exceptions=False,
    )
    assert done.exit_code == 0, done.output
    read = (Record.model_validate_json(path.read_bytes()) for path in (out / "records").glob("*.json"))
    return {record.article.id[:3]: record for record in read}


def figures(record: Record) -> Iterator[tuple[object, object, object, str | None]]:
    for item in [*record.events, *record.claims]:
        for quantity in item.quantities:
            yield quantity.value, quantity.low, quantity.high, quantity.unit


def speakers(record: Record) -> set[str]:
    return {claim.speaker.name for claim in record.claims if claim.speaker}


def test_every_seed_has_a_record(records: dict[str, Record]) -> None:
    assert sorted(records) == ["000", "001", "002", "003", "004"]


def test_every_quote_is_the_files_own_words(records: dict[str, Record]) -> None:
    for record in records.values():
        text = (ROOT / record.article.source).read_bytes() if (ROOT / record.article.source).is_file() else b""
        text = text or Path(record.article.source).read_bytes()
        for owner, quote in record.quotes():
            assert text.decode("utf-8")[quote.start : quote.end] == quote.exact, owner


def test_the_workers_are_counted(records: dict[str, Record]) -> None:
    assert {(1000, None, None, "Minenräumer"), (5000, None, None, "Bauarbeiter")} <= set(figures(records["000"]))
    assert any(figure[0] == 6000 for figure in figures(records["003"]))


def test_the_soldiers_are_counted(records: dict[str, Record]) -> None:
    assert {(14000, None, None, "Soldaten"), (None, None, 30000, "Soldaten")} <= set(figures(records["001"]))
    assert any(figure[0] == 3000 for figure in figures(records["004"]))


@pytest.mark.parametrize(
    ("seed", "name"),
    [
        ("000", "Sergei Schoigu"),
        ("002", "Waleri Gerassimow"),
        ("002", "Wolodymyr Selenskyj"),
        ("003", "Sergej Lawrow"),
        ("004", "südkoreanische Geheimdienst"),
    ],
)
def test_the_speakers_are_named(records: dict[str, Record], seed: str, name: str) -> None:
    assert name in speakers(records[seed])


def test_plans_are_not_told_as_done(records: dict[str, Record]) -> None:
    planned = [e for record in records.values() for e in record.events if any(q.high == 30000 for q in e.quantities)]
    assert planned
    assert {event.status for event in planned} == {"planned"}
