"""A worker, driven without Ray: its shards overlap, and each keeps its own books."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from benchmarks.loopback import articles
from summarizer.endpoint import stack
from summarizer.endpoint.allowance import Need
from summarizer.running.pipeline import Summarizer
from summarizer.running.ray_engine import done, manifest
from summarizer.running.ray_engine.news import Ended, Job, Setup
from summarizer.running.ray_engine.shards import Shard
from summarizer.running.ray_engine.worker import Worker
from summarizer.running.spending import spent_in
from summarizer.settings import Settings
from tests.doubles import BASE_URL, FakeServer, says

NOTHING = '{"events": [], "claims": [], "summary": []}'
TOKENS = 15
"""Of every answer."""
SHARD = 8
PLACES = 2


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a worker asks of Ray."""
    names = ("ray", "ray.util", "ray.util.metrics")
    ray, util, metrics = modules = [ModuleType(name) for name in names]
    here = SimpleNamespace(get_node_id=lambda: "n0")
    vars(ray).update(util=util, get_runtime_context=lambda: here)
    vars(metrics).update(Counter=lambda *_, **__: SimpleNamespace(inc=lambda *_: None))
    vars(util).update(metrics=metrics)
    for name, module in zip(names, modules, strict=True):
        monkeypatch.setitem(sys.modules, name, module)


@dataclass
class Asked:
    """A server that writes down which articles it is asked about, and holds back some of its answers."""

    held: dict[int, asyncio.Event] = field(default_factory=dict)
    serials: list[int] = field(default_factory=list)
    _about: dict[int, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    under_way: int = 0
    most: int = 0

    async def answer(self, body: dict[str, Any]) -> Any:
        serial = int(re.findall(r"Meldung (\d+)", body["messages"][-1]["content"])[-1])
        self.serials.append(serial)
        self._about[serial].set()
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        if serial in self.held:
            await self.held[serial].wait()
        await asyncio.sleep(0)
        self.under_way -= 1
        return says(NOTHING)

    async def until(self, serial: int) -> None:
        """Wait until there was a question about this article."""
        await self._about[serial].wait()


@dataclass
class Work:
    """A worker, and the shards of its run."""

    worker: Worker
    asked: Asked
    shards: list[Shard]
    homes: list[Path]
    recipe: Any

    async def do(self, number: int, on_room: Callable[[], None] = lambda: None) -> Ended:
        """Have a shard done; `on_room` is called when the worker has room for another."""
        job = Job(self.shards[number], self.homes[number], None, Need(), fresh=False)
        async for told in self.worker.work(job):
            if isinstance(told, Ended):
                return told
            if told.room:
                on_room()
        raise AssertionError("it ended without a word")


def with_worker(test: Callable[[Work], Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Give a test a worker and two shards of articles, in an event loop of its own; it fails when it hangs."""

    async def given(tmp_path: Path) -> None:
        lines = [json.dumps(each, ensure_ascii=False) for each in articles(2 * SHARD)]
        (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
        cut = manifest.prepare(tmp_path, [str(tmp_path / "in.jsonl")], SHARD)
        settings = Settings(model="fake", base_url=BASE_URL, concurrency=PLACES)
        asked, worker, shards = Asked(), Worker(), list(cut.shards())
        assert [shard.articles for shard in shards] == [SHARD, SHARD]
        recipe = Summarizer(settings).recipe
        setup = Setup(settings, own_prompts=False, recipe=recipe, folder=tmp_path, recurring=frozenset())
        transport = {"transport": FakeServer().always(asked.answer).transport}
        opened = stack.open_endpoint
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(stack, "open_endpoint", lambda *given, **more: opened(*given, **more | transport))
            patched.chdir(tmp_path)
            assert (await worker.start(setup)).problem is None
            async with asyncio.timeout(60):
                await test(Work(worker, asked, shards, [cut.home(shard) for shard in shards], recipe))

    def run(ray: None, tmp_path: Path) -> None:
        asyncio.run(given(tmp_path))

    run.__name__ = test.__name__
    return run


def records(home: Path) -> list[str]:
    """Ids of the articles that have a record in a shard."""
    lines = (home / "records.jsonl").read_bytes().splitlines()
    return [json.loads(line)["article"]["id"] for line in lines]


def answers(home: Path) -> int:
    """Answers that are kept for a shard."""
    return len(home.with_suffix(".answers").read_bytes().splitlines())


@with_worker
async def test_the_next_shard_begins_before_the_last_answer_of_the_one_before(work: Work) -> None:
    last = SHARD - 1
    work.asked.held[last] = asyncio.Event()
    room = asyncio.Event()
    first = asyncio.create_task(work.do(0, room.set))
    await room.wait()
    second = asyncio.create_task(work.do(1))
    await work.asked.until(2 * SHARD - 1)  # all of the second shard is asked while the first waits for one answer
    assert not first.done()
    work.asked.held[last].set()
    ended = [await first, await second]
    assert work.asked.most == PLACES
    assert sorted(work.asked.serials) == list(range(2 * SHARD))
    for number, home in enumerate(work.homes):
        serials = range(number * SHARD, (number + 1) * SHARD)
        assert records(home) == [f"a{serial:06}" for serial in serials]
        assert answers(home) == SHARD
        assert ended[number].spent == spent_in(home)
        assert (ended[number].spent.requests, ended[number].spent.tokens) == (SHARD, SHARD * TOKENS)
        assert (ended[number].halt, ended[number].failures) == (None, [])
        stands = done.stands(home, work.shards[number], work.recipe)
        assert stands == ended[number].run
        assert stands and stands.counts.records == SHARD


@with_worker
async def test_a_worker_with_free_articles_asks_for_no_shard(work: Work) -> None:
    work.asked.held |= {serial: asyncio.Event() for serial in range(PLACES)}
    room = asyncio.Event()
    first = asyncio.create_task(work.do(0, room.set))
    await work.asked.until(PLACES - 1)
    assert not room.is_set()
    for event in work.asked.held.values():
        event.set()
    await first
    assert room.is_set()


@pytest.mark.parametrize("gently", [True, False])
def test_both_shards_end_when_the_run_is_stopped(ray: None, tmp_path: Path, gently: bool) -> None:
    async def stopped(work: Work) -> None:
        held = {SHARD - 1: asyncio.Event(), SHARD: asyncio.Event()}
        work.asked.held |= held
        room = asyncio.Event()
        first = asyncio.create_task(work.do(0, room.set))
        await room.wait()
        second = asyncio.create_task(work.do(1))
        await work.asked.until(SHARD)
        await work.worker.stop(gently=gently)
        for event in held.values():
            event.set()
        ended = [await first, await second]
        assert [each.run and each.run.state for each in ended] == ["aborted" if gently else "interrupted"] * 2
        assert sorted(work.asked.serials) == list(range(SHARD + 1))
        kept = [records(home) for home in work.homes]
        assert [len(each) for each in kept] == ([SHARD, 1] if gently else [SHARD - 1, 0])
        assert not any(done.stands(*each, work.recipe) for each in zip(work.homes, work.shards, strict=True))

    with_worker(stopped)(ray, tmp_path)
