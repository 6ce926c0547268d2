"""`summarizer batch`, as it is typed."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summarizer.cli import main
from summarizer.running.batch import service
from tests.doubles import BASE_URL, PLANTED_KEY
from tests.running.batch.fake import BatchRun
from tests.running.test_pipeline import GOOD


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> BatchRun:
    """A run whose server is the one that the commands reach."""
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_BASE_URL", "SUMMARIZER_MODEL", "SUMMARIZER_PROMPTS_DIR", "SUMMARIZER_WINDOW"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", PLANTED_KEY)
    made = BatchRun(tmp_path)
    opened = functools.partial(service.open_service, transport=made.server.transport)
    monkeypatch.setattr(service, "open_service", opened)
    return made


def batch(*arguments: object, code: int = 0) -> Result:
    done = CliRunner().invoke(main, ["batch", *map(str, arguments)])
    assert done.exit_code == code, done.output
    return done


def submit(run: BatchRun) -> Result:
    asked = ("--model", "fake", "--base-url", BASE_URL, "--cache-dir", run.cache)
    return batch("submit", run.inputs, "--out", run.out, *asked)


def test_from_submission_to_records(run: BatchRun) -> None:
    assert "3 requests submitted" in submit(run).output
    assert "3 articles wait for a batch" in batch("collect", run.out, code=3).output
    run.server.end()
    done = batch("collect", run.out)
    assert "3 of 3 articles have their record (3 new)" in done.output
    assert "3 answers, 30 tokens in, 15 out, no price known" in done.output
    assert "Nothing to submit" in batch("submit", run.out).output
    assert (run.cache / "answers").exists()


def test_the_run_remembers_what_was_asked_for(run: BatchRun, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    submit(run)
    run.server.end()
    monkeypatch.setenv("OPENAI_BASE_URL", "https://other.test/v1")
    monkeypatch.setenv("SUMMARIZER_MODEL", "another")
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path / "elsewhere"))
    batch("collect", run.out)
    assert {record.provenance.model for record in run.records.values()} == {"fake"}
    assert not (tmp_path / "elsewhere").exists()
    assert PLANTED_KEY not in (run.out / "batch/state.json").read_text("utf-8")


def test_status_for_people_and_programs(run: BatchRun) -> None:
    submit(run)
    said = batch("status", run.out).output
    assert "in_progress" in said and "batch_1" in said
    said = iter([GOOD, "batch_expired", GOOD])
    run.server.end(lambda _: next(said), status="expired")
    [row] = [json.loads(line) for line in batch("status", run.out, "--json").output.splitlines()]
    assert row == {
        "batch": 1,
        "id": "batch_1",
        "status": "expired",
        "step": "created",
        "requests": 3,
        "completed": 2,
        "failed": 1,
    }
    batch("collect", run.out, code=3)
    calls = len(run.server.calls)
    [row] = [json.loads(line) for line in batch("status", run.out, "--json").output.splitlines()]
    assert (row["status"], row["step"], row["completed"]) == ("expired", "settled", 2)
    assert len(run.server.calls) == calls


def test_cancelled_batches_can_be_collected(run: BatchRun) -> None:
    submit(run)
    assert "Batches cancelled: 1." in batch("cancel", run.out).output
    said = iter([GOOD, "batch_cancelled", "batch_cancelled"])
    run.server.end(lambda _: next(said), status="cancelled")
    done = batch("collect", run.out, code=3)
    assert f"2 articles need another round: summarizer batch submit {run.out}" in done.output
    assert "2 requests submitted" in batch("submit", run.out).output


def test_wrong_use_has_exit_code_2(run: BatchRun, tmp_path: Path) -> None:
    assert "holds no run" in batch("submit", run.inputs, code=2).output
    assert "does not exist" in batch("collect", tmp_path / "nowhere", code=2).output
    assert "does not exist" in batch("status", tmp_path / "nowhere", code=2).output
    assert "Name one with --out" in batch("submit", run.inputs, run.inputs, code=2).output
    assert (
        "Only a server has a Batch API"
        in batch("submit", run.inputs, "--out", run.out, "--model", "embedded", code=2).output
    )
