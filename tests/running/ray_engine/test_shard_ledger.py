"""The ledger of a shard, and what becomes of it in the folder of the whole run."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from summarizer.running.entry import Recipe
from summarizer.running.ray_engine import done
from summarizer.running.ray_engine.shard_ledger import ShardLedger
from summarizer.running.ray_engine.shards import Shard, Slice
from summarizer.running.run import Runner
from summarizer.schema import PromptRef, text_digest
from tests.running.samples import RECIPE, Model, article, in_loop, record


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "records"
    folder.mkdir()
    return folder


async def work(home: Path, shared: Path | None, names: str, model: Model) -> None:
    with ShardLedger(home, shared) as ledger:
        await Runner(ledger, RECIPE, model.summarize).run([article(name) for name in names])
        ledger.pack()


@in_loop
async def test_packed_records_stand(tmp_path: Path) -> None:
    home = tmp_path / "s"
    await work(home, None, "abc", Model())
    assert list((home / "records").iterdir()) == []
    model = Model()
    await work(home, None, "abcd", model)
    assert model.asked == ["d"]
    with ShardLedger(home, None) as ledger:
        assert ledger.others(["b"]) == ["a", "c", "d"]
        assert len(list(ledger.lines())) == 4


def test_records_of_a_small_run_go_to_its_folder_and_are_found_there(tmp_path: Path, shared: Path) -> None:
    asyncio.run(work(tmp_path / "s", shared, "ab", Model()))
    assert sorted(path.name for path in shared.iterdir()) == ["a.json", "b.json"]
    model = Model()
    asyncio.run(work(tmp_path / "another", shared, "abc", model))
    assert model.asked == ["c"]


def test_a_record_that_was_killed_before_packing_stands(tmp_path: Path) -> None:
    home = tmp_path / "s"
    with ShardLedger(home, None) as ledger:
        ledger.save(record(article("a")))
    with ShardLedger(home, None) as ledger:
        entry = ledger.entry("a")
        assert entry and entry.stands(article("a"), RECIPE)
        assert ledger.entry("b") is None


def test_a_shard_is_done_only_with_the_same_articles_model_and_prompts(tmp_path: Path) -> None:
    home = tmp_path / "s"
    asyncio.run(work(home, None, "a", Model()))
    shard = Shard("k", 1, [Slice("a.txt", 0, 3, 0, "00")])
    assert done.stands(home, shard, RECIPE) is None
    done.mark(home, shard, RECIPE)
    run = done.stands(home, shard, RECIPE)
    assert run and run.counts.records == 1
    assert done.stands(home, Shard("k", 1, [Slice("a.txt", 0, 3, 0, "11")]), RECIPE) is None
    assert done.stands(home, shard, Recipe("p", "other", "e", RECIPE.prompts)) is None
    edited = (PromptRef(name="events.de", sha256=text_digest("edited")),)
    assert done.stands(home, shard, Recipe("p", "fake", "e", edited)) is None
    assert done.stands(home, shard, Recipe("newer program", "fake", "elsewhere", RECIPE.prompts)) is not None


def test_a_shard_whose_worker_ended_before_it_began_has_nothing(tmp_path: Path) -> None:
    ledger = ShardLedger(tmp_path, None)
    assert ledger.others(()) == []
    assert list(ledger.lines()) == []
