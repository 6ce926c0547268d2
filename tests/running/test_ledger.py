"""The run folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from summarizer.errors import UsageError
from summarizer.running.entry import Entry, Recipe
from summarizer.running.ledger import Ledger, read_run
from summarizer.schema import Counts, PromptRef, Record, Run, Tokens, text_digest
from tests.running.samples import PROMPT, RECIPE, TEXT, article, record


def a_run(**changes: object) -> Run:
    now = datetime.now(UTC)
    values = {"program": "p", "model": "m", "endpoint": "e", "prompts": [], "inputs": ["in"], "started": now}
    return Run(
        **(values | {"updated": now, "state": "done", "counts": Counts(), "tokens": Tokens(), "seconds": 1} | changes)
    )


def test_a_saved_record_reads_back_whole(tmp_path: Path) -> None:
    made = record(article("a"))
    with Ledger(tmp_path / "out") as ledger:
        entry = ledger.save(made)
        assert ledger.entry("a") == entry
    raw = (tmp_path / "out/records/a.json").read_bytes()
    assert Record.model_validate_json(raw) == made
    assert raw.count(b"\n") == 1
    assert (entry.events, entry.claims, entry.rejected, entry.attempts, entry.tokens.output) == (1, 1, 1, 3, 20)


def test_a_damaged_record_counts_as_none(tmp_path: Path) -> None:
    with Ledger(tmp_path / "out") as ledger:
        for content in (b"", b"{", b"[]", b"{}", b'{"article": 3, "provenance": null}', b"\xff"):
            (tmp_path / "out/records/a.json").write_bytes(content)
            assert ledger.entry("a") is None


def entry_of(**made: object) -> Entry:
    return Entry.parsed(record(article("a"), **made).model_dump_json().encode())


def test_a_record_stands_for_the_same_text_model_and_prompts() -> None:
    assert entry_of().stands(article("a"), RECIPE)
    more = PromptRef(name="events.en", sha256=text_digest("english"))
    wider = Recipe(program="newer", model="fake", endpoint="elsewhere", prompts=(PROMPT, more))
    assert entry_of().stands(article("a"), wider)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (entry_of(), TEXT + " Neu."),
        (entry_of(model="other"), TEXT),
        (entry_of(prompt=PromptRef(name=PROMPT.name, sha256=text_digest("edited"))), TEXT),
        (entry_of(prompt=PromptRef(name="claims.de", sha256=PROMPT.sha256)), TEXT),
    ],
    ids=["text", "model", "prompt edited", "prompt unknown"],
)
def test_a_record_does_not_stand_for_another(entry: Entry, text: str) -> None:
    assert not entry.stands(article("a", text), RECIPE)


def test_a_second_run_on_one_folder_is_refused(tmp_path: Path) -> None:
    with (
        Ledger(tmp_path / "out"),
        pytest.raises(UsageError, match="Another run is writing to"),
        Ledger(tmp_path / "out"),
    ):
        pass
    with Ledger(tmp_path / "out"):
        pass


def test_a_folder_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(UsageError, match=r"holds something else than a run \(thesis.doc\)"), Ledger(tmp_path):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(UsageError, match="is a file"), Ledger(tmp_path / "out"):
        pass


def test_a_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written to"), Ledger(tmp_path / "file/out"):
        pass


def test_a_folder_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", forbidden)
    with pytest.raises(UsageError, match="cannot be written to: Permission denied"), Ledger(tmp_path / "out"):
        pass


def test_what_a_killed_run_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.save(record(article("a")))
    for left in (".run.json.tmp", "records/.b.json.tmp"):
        (tmp_path / left).write_bytes(b"half")
    with Ledger(tmp_path):
        pass
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file() and p.name != ".lock") == ["a.json"]


def test_gathers_records_in_the_order_asked(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        for name in ("a", "b", "c"):
            ledger.save(record(article(name)))
        ledger.gather(["c", "a"])
        assert ledger.others(["c", "a"]) == ["b"]
    lines = (tmp_path / "records.jsonl").read_text().splitlines()
    assert [Record.model_validate_json(line).article.id for line in lines] == ["c", "a"]


def test_run_json_reads_back(tmp_path: Path) -> None:
    run = a_run()
    with Ledger(tmp_path) as ledger:
        assert ledger.read_run() is None
        ledger.write_run(run)
        assert ledger.read_run() == run


@pytest.mark.parametrize("content", ['{"scripts": {}}', "not json", '{"schema_version": "2"}'])
def test_run_json_of_something_else_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(UsageError, match="is not the file of a run"):
        read_run(tmp_path)


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no run"):
        read_run(tmp_path)
    with pytest.raises(UsageError, match="does not exist"):
        read_run(tmp_path / "nowhere")
