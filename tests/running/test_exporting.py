"""A run as tables, read back by the programs that people use."""

from __future__ import annotations

import json
import sys
import weakref
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner

from summarizer.cli import main
from summarizer.errors import UsageError
from summarizer.export.tables import TABLES
from summarizer.running import exporting
from summarizer.running.exporting import Form
from summarizer.schema import Record
from tests.export.samples import HOSTILE, a_run, stories
from tests.running.samples import article, record


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_run(tmp_path_factory.mktemp("run"), [*stories(), record(article("four"))])


@pytest.fixture(scope="module")
def exported(run: Path) -> Path:
    for form in ("jsonl", "csv", "parquet", "jsonld"):
        exporting.write(run, form)
    return run / exporting.FOLDER


READERS = {
    "parquet": "read_parquet('{}')",
    "jsonl": "read_json('{}', format='newline_delimited')",
    "csv": "read_csv('{}')",
}


@pytest.fixture(params=list(READERS))
def database(request: pytest.FixtureRequest, exported: Path) -> duckdb.DuckDBPyConnection:
    """Every table as a view, read from one of the forms."""
    made = duckdb.connect()
    for table in TABLES:
        source = READERS[request.param].format(exported / f"{table.name}.{request.param}")
        made.execute(f"create view {table.name} as select * from {source}")  # noqa: S608 - our own names
    return made


def rows(database: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return database.execute(query).fetchall()


def test_duckdb_reads_what_was_written(database: duckdb.DuckDBPyConnection) -> None:
    for table in TABLES:
        names = [name for name, *_ in rows(database, f"describe {table.name}")]
        assert names == [column.name for column in table.columns]
    assert rows(database, "select count(*) from articles") == [(4,)]


def test_keys_join(database: duckdb.DuckDBPyConnection) -> None:
    """Nothing is left over on the side that points."""
    pointing = [
        ("events", "articles", "article_id"),
        ("claims", "articles", "article_id"),
        ("sentences", "articles", "article_id"),
        ("rejected", "articles", "article_id"),
        ("figures", "quotes", "quote_id"),
    ]
    for table, to, key in pointing:
        assert rows(database, f"select count(*) > 0 from {table}") == [(True,)]  # noqa: S608
        assert rows(database, f"select * from {table} anti join {to} using ({key})") == []  # noqa: S608
    items = "(select item_id from events union all select item_id from claims)"
    for table in ("quotes", "figures"):
        assert rows(database, f"select * from {table} anti join {items} using (item_id)") == []  # noqa: S608


def test_a_figure_leads_to_its_words_and_its_article(database: duckdb.DuckDBPyConnection) -> None:
    query = """
        select outlet, published, e.happening_id, f.value, f.low, f.unit, f.series_verdict, contains(q.exact, f.text)
        from figures f join quotes q using (quote_id) join events e on e.item_id = f.item_id
        join articles a on a.article_id = f.article_id where f.series_id = 'f1' order by a.article_id
    """
    one, two = rows(database, query)
    assert [str(one[1]), one[2]] == ["2021-07-19", two[2]]
    assert one[3:] == (2000, None, "Pumpen", "compatible", True)
    assert two[3:] == (None, 1900, "Pumpen", "compatible", True)


def test_duckdb_finds_the_right_types(exported: Path) -> None:
    described = duckdb.sql(f"describe select * from '{exported / 'events.parquet'}'").fetchall()  # noqa: S608
    types = {name: kind for name, kind, *_ in described}
    assert (types["when_start"], types["actors"]) == ("DATE", "VARCHAR[]")
    assert types["plover_lacks_recipient"] == "BOOLEAN"
    query = f"select unnest(actors) from '{exported / 'events.parquet'}' where type = 'CONSULT'"  # noqa: S608
    assert duckdb.sql(query).fetchall() == [("Anna",), ("Bob",)]


def test_pandas_reads_parquet(exported: Path) -> None:
    events = pd.read_parquet(exported / "events.parquet").set_index("item_id")
    assert events.loc["three#e1", "when_start"] == date(2021, 7, 19)
    assert list(events.loc["one#e1", "asserted_by"]) == ["article", "one#c1"]
    assert events.loc["one#e1", ["type", "status", "plover_event"]].tolist() == ["AID", "planned", "AGREE"]
    articles = pd.read_parquet(exported / "articles.parquet")
    assert str(articles["created"].dtype) == "datetime64[us, UTC]"
    merged = events.merge(pd.read_parquet(exported / "quotes.parquet"), on="item_id")
    assert len(merged) == len(events)


def test_offsets_hold_in_the_exported_text(exported: Path) -> None:
    articles = pd.read_parquet(exported / "articles.parquet").set_index("article_id")
    for _, quote in pd.read_parquet(exported / "quotes.parquet").iterrows():
        assert articles.loc[quote["article_id"], "text"][quote["start"] : quote["end"]] == quote["exact"]


def test_pandas_reads_csv_and_its_lists(exported: Path) -> None:
    claims = pd.read_csv(exported / "claims.csv")
    assert claims["content"].str.startswith("'=HYPERLINK").sum() == 1
    events = pd.read_csv(exported / "events.csv", converters={"actors": json.loads}, parse_dates=["when_start"])
    assert events.set_index("item_id").loc["three#e1", "actors"] == ["Anna", "Bob"]
    texts = pd.read_csv(exported / "articles.csv", dtype=str).set_index("article_id")["text"]
    assert texts["three"].removeprefix("'").startswith(HOSTILE)


def test_the_command_names_files_and_numbers(run: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["export", str(run), "--to", "jsonl", "--out", str(tmp_path / "out")])
    assert done.exit_code == 0
    assert f"{tmp_path / 'out' / 'events.jsonl'}: 4" in done.stdout
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(f"{t.name}.jsonl" for t in TABLES)


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "jsonld"])
def test_a_broken_record_leaves_the_last_export(form: Form, tmp_path: Path) -> None:
    folder = a_run(tmp_path / "run", stories())
    before = {path: path.read_bytes() for path in exporting.write(folder, form)}
    with (folder / "records.jsonl").open("a") as lines:
        lines.write("{}\n")
    with pytest.raises(UsageError, match=r"records\.jsonl:4 holds no record"):
        exporting.write(folder, form)
    left = {path: path.read_bytes() for path in (folder / exporting.FOLDER).iterdir()}
    assert left == before


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonld"])
def test_a_record_is_let_go_once_it_is_written(form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alive: list[int] = []
    most = 0

    def watched(*_: object) -> Iterator[Record]:
        nonlocal most
        for number in range(50):
            made = record(article(f"a{number}"))
            alive.append(number)
            weakref.finalize(made, alive.remove, number)
            most = max(most, len(alive))
            yield made
            del made

    monkeypatch.setattr(exporting, "records", watched)
    exporting.write(a_run(tmp_path / "run", stories()), form)
    assert most <= 2


def test_without_pyarrow_the_message_says_what_to_install(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = CliRunner().invoke(main, ["export", str(run), "--to", "parquet", "--out", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert "pip install 'summarizer[parquet]'" in done.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_a_run_without_a_digest_has_no_links(tmp_path: Path) -> None:
    folder = a_run(tmp_path / "run", stories())
    (folder / "digest.json").unlink()
    exporting.write(folder, "jsonl")
    lines = (folder / exporting.FOLDER / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["happening_id"] for line in lines] == [None] * 3


def test_a_digest_that_is_none_is_named(tmp_path: Path) -> None:
    folder = a_run(tmp_path / "run", stories())
    (folder / "digest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"digest\.json holds no digest"):
        exporting.write(folder, "csv")


def test_a_folder_without_a_run(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["export", str(tmp_path), "--to", "csv"])
    assert done.exit_code == 2
    assert "holds no run" in done.stderr
