"""Records are written at once where the disk is quick, and beside the event loop where it is not."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

import pytest

from summarizer.running import run as run_module
from summarizer.running import saving
from summarizer.running.entry import Entry
from summarizer.running.ledger import Ledger
from summarizer.running.run import Runner
from summarizer.running.saving import Saver
from summarizer.schema import Record, Run
from tests.running.samples import RECIPE, Model, article, articles, in_loop, record


class Disk:
    """Notes the thread that each record is written in, and takes `seconds` for it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.at_once: list[bool] = []
        genuine = Ledger.save

        def save(ledger: Ledger, made: Record) -> Entry:
            self.at_once.append(threading.current_thread() is threading.main_thread())
            time.sleep(self.seconds)
            return genuine(ledger, made)

        monkeypatch.setattr(Ledger, "save", save)


@in_loop
async def test_a_disk_that_gets_stuck_is_written_to_beside_the_loop(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger, pytest.MonkeyPatch.context() as patch:
        disk, saver = Disk(patch), Saver(ledger, aside=False)
        entry = await saver.save(record(article("a")))
        disk.seconds = saving.STUCK * 1.2
        await saver.save(record(article("b")))
        disk.seconds = 0.0
        await saver.save(record(article("c")))
        assert disk.at_once == [True, True, False]
        assert entry == ledger.entry("a")


@pytest.mark.parametrize(("quick", "at_once"), [(60.0, True), (0.0, False)])
def test_the_first_step_of_a_run_tells_how_quick_the_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: float, *, at_once: bool
) -> None:
    monkeypatch.setattr(run_module, "QUICK", quick)
    disk = Disk(monkeypatch)
    assert _run(tmp_path).counts.records == 3
    assert disk.at_once == [at_once] * 3


def _run(folder: Path) -> Run:
    with Ledger(folder) as ledger:
        return asyncio.run(Runner(ledger, RECIPE, Model().summarize).run(articles(3)))
