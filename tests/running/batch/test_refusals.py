"""Wrong use, the wrong server, damaged state: refused or named, and nothing is sent for nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from summarizer import UsageError
from summarizer.endpoint.errors import FatalForRun
from summarizer.running.batch import rounds
from summarizer.running.batch.requests import Limits
from summarizer.running.ledger import Ledger
from tests.running.batch.fake import BatchRun


def test_wrong_use_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    run = BatchRun(tmp_path)
    for command_ in (run.collect, run.cancel):
        with pytest.raises(UsageError, match="does not exist"):
            command_()
        assert not run.out.exists()
    with Ledger(run.out), pytest.raises(UsageError, match="Another run is writing"):
        run.submit()
    with pytest.raises(UsageError, match="standard input cannot be read twice"):
        submit_with(run, ["-"])
    with pytest.raises(UsageError, match="does not exist"):
        submit_with(run, [str(tmp_path / "nowhere")])
    run.settings = run.settings.model_copy(update={"cache": False})
    with pytest.raises(UsageError, match="kept in the cache"):
        run.submit()
    run.settings = run.settings.model_copy(update={"cache": True, "model": "embedded"})
    with pytest.raises(UsageError, match="Only a server"):
        run.submit()
    assert not run.server.calls


def submit_with(run: BatchRun, inputs: list[str]) -> None:
    asyncio.run(rounds.submit(run.out, inputs, run.settings, say=run.said.append, connect=run.connect))


def test_another_server_is_not_asked_about_batches_it_does_not_have(tmp_path: Path) -> None:
    run = BatchRun(tmp_path)
    run.submit()
    calls = len(run.server.calls)
    run.settings = run.settings.model_copy(update={"base_url": "https://other.test/v1"})
    with pytest.raises(UsageError, match=r"belongs to https://model.test/v1.*--base-url"):
        run.collect()
    assert len(run.server.calls) == calls


def test_server_without_a_batch_api_is_named(tmp_path: Path) -> None:
    run = BatchRun(tmp_path)
    run.settings = run.settings.model_copy(update={"base_url": "https://model.test/elsewhere"})
    with pytest.raises(FatalForRun, match="this server has a Batch API"):
        run.submit()
    assert not run.server.batches


def test_batch_that_is_gone_does_not_hold_up_the_others(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=2)
    run.submit(limits=Limits(requests=1))
    run.server.end()
    gone = run.server.batches["batch_1"].pop("output_file_id")
    run.server.batches["batch_1"]["output_file_id"] = "missing"
    made = run.collect()
    assert len(run.records) == 1
    assert ["batch 1: " in trouble and "batch/state.json" in trouble for trouble in made.troubles] == [True]
    run.server.batches["batch_1"]["output_file_id"] = gone
    run.collect()
    assert len(run.records) == 2


def test_damaged_state_is_not_taken_for_none(tmp_path: Path) -> None:
    run = BatchRun(tmp_path)
    run.submit()
    state = run.out / "batch/state.json"
    state.write_text("{}")
    for command_ in (run.submit, run.collect):
        with pytest.raises(UsageError, match="Put it back from a copy"):
            command_()


def test_stopped_pass_submits_nothing(tmp_path: Path) -> None:
    run = BatchRun(tmp_path)
    run.cache.write_text("no folder")
    with pytest.raises(FatalForRun, match="cache"):
        run.submit()
    assert not run.server.calls
    assert not list(run.out.glob("batch/*"))
