"""The driver, with a stand-in for the cluster."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console

from summarizer.running.display import Display
from summarizer.running.entry import Recipe
from summarizer.running.ray_engine import manifest
from summarizer.running.ray_engine.cluster import Lost
from summarizer.running.ray_engine.engine import DEATHS, Engine
from summarizer.running.ray_engine.news import Ended, Job, News, Place, Setup
from summarizer.schema import Counts, Run, Tokens
from summarizer.settings import Settings
from tests.running.samples import in_loop

Work = AsyncIterator[News | Ended]

RECIPE = Recipe("summarizer 1", "fake", "http://model.test", ())
DONE = Run.model_construct(
    state="done", counts=Counts(articles=1, records=1), tokens=Tokens(input=1, cached=0, output=1), spent=None
)


class Nodes:
    """A cluster of three nodes. A worker on the first one dies over its first shard, and its node with it."""

    def __init__(self) -> None:
        self.alive = ["n0", "n1", "n2"]
        self.working: set[str] = set()
        self.engaged: list[str] = []
        self.together = 0

    def nodes(self) -> list[str]:
        return self.alive

    async def engage(self, setup: Setup, limiter: Any, avoid: Collection[str]) -> tuple[str, Place]:
        await asyncio.sleep(0)
        if not (free := [node for node in self.alive if node not in avoid]):
            await asyncio.Event().wait()  # no node will ever be free
        actor = f"worker {len(self.engaged)}"
        self.engaged.append(free[0])
        return actor, Place(free[0], free[0], len(self.engaged), RECIPE.program, RECIPE)

    async def work(self, actor: str, job: Job) -> Work:
        node = self.engaged[int(actor.split()[1])]
        assert node not in self.working
        self.working.add(node)
        self.together = max(self.together, len(self.working))
        for _ in range(8):
            await asyncio.sleep(0)
        self.working.discard(node)
        if node == "n0":
            self.alive.remove(node)
            raise Lost("the node is gone")
        yield Ended(DONE)

    def dismiss(self, actor: str) -> None:
        pass


@dataclass
class Scripted:
    """A cluster with one worker at a time, which does each shard as a script says."""

    script: Callable[[str, Job], Work]
    open: dict[str, int] = field(default_factory=Counter)
    """Shards that each worker has under way."""
    begun: list[tuple[str, str, int]] = field(default_factory=list)
    """Worker and shard, and how many shards that worker had then."""

    def nodes(self) -> list[str]:
        return ["n0"]

    async def engage(self, setup: Setup, limiter: Any, avoid: Collection[str]) -> tuple[str, Place]:
        actor = f"worker {len(self.open)}"
        self.open[actor] = 0
        return actor, Place("n0", "n0", len(self.open), RECIPE.program, RECIPE)

    async def work(self, actor: str, job: Job) -> Work:
        self.open[actor] += 1
        self.begun.append((actor, job.shard.key, self.open[actor]))
        async for told in self.script(actor, job):
            self.open[actor] -= isinstance(told, Ended)
            yield told

    def dismiss(self, actor: str) -> None:
        pass


def driver(cluster: Any, folder: Path, *, shards: int, workers: int, apart: bool = False) -> Engine:
    """The driver of a run over so many shards of one article."""
    lines = [json.dumps({"id": f"a{number}", "text": "Ein Satz."}) for number in range(shards)]
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    cut = manifest.prepare(folder, [str(folder / "in.jsonl")], 1)
    assert cut.head.shards == shards
    setup = Setup(Settings(model="embedded"), own_prompts=False, recipe=RECIPE, folder=folder, recurring=frozenset())
    display = Display(Console(quiet=True), quiet=True)
    todo = set(range(shards))
    return Engine(cluster, cut, todo, setup, None, workers=workers, display=display, shared=True, apart=apart)


def check_done(engine: Engine, shards: int) -> None:
    """Each shard has been counted once."""
    assert engine.stopped is None
    assert engine.left == 0
    assert engine.totals.counts.records == shards


def lost_shards(folder: Path) -> set[str]:
    """The shards whose articles have been given up."""
    return {lost.parent.parent.name + lost.parent.name for lost in folder.glob("shards/*/*/failures.jsonl")}


@in_loop
async def test_a_worker_that_has_room_gets_a_further_shard_and_no_other_does(tmp_path: Path) -> None:
    keys = list[str]()
    second = asyncio.Event()

    async def script(actor: str, job: Job) -> Work:
        keys.append(job.shard.key)
        if len(keys) == 1:
            yield News(room=True)
            await second.wait()
        elif len(keys) == 2:
            for _ in range(8):
                await asyncio.sleep(0)
            second.set()  # only now may the first one end, and its end makes no room
            for _ in range(8):
                await asyncio.sleep(0)
            assert len(keys) == 2
        yield Ended(DONE)

    cluster = Scripted(script)
    engine = driver(cluster, tmp_path, shards=3, workers=1)
    async with asyncio.timeout(60):
        await engine.run()
    check_done(engine, 3)
    assert cluster.begun == [("worker 0", keys[0], 1), ("worker 0", keys[1], 2), ("worker 0", keys[2], 1)]


@in_loop
async def test_both_shards_of_a_worker_that_dies_come_back_and_are_done_alone(tmp_path: Path) -> None:
    died = asyncio.Event()

    async def script(actor: str, job: Job) -> Work:
        yield News(room=True)
        if actor == "worker 0":
            if cluster.open[actor] == 2:
                died.set()
            await died.wait()
            raise Lost("killed")
        for _ in range(8):
            await asyncio.sleep(0)
        yield Ended(DONE)

    cluster = Scripted(script)
    engine = driver(cluster, tmp_path, shards=2, workers=1)
    async with asyncio.timeout(60):
        await engine.run()
    check_done(engine, 2)
    first, second = (shard for _, shard, _ in cluster.begun[:2])
    assert cluster.begun[:2] == [("worker 0", first, 1), ("worker 0", second, 2)]
    assert sorted(cluster.begun[2:]) == sorted([("worker 1", first, 1), ("worker 1", second, 1)])


@in_loop
async def test_a_shard_that_kills_takes_no_other_with_it(tmp_path: Path) -> None:
    keys = list[str]()
    gone: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def script(actor: str, job: Job) -> Work:
        keys.append(job.shard.key)
        yield News(room=True)
        for _ in range(8):  # until another shard is there too, if it is given one
            await asyncio.sleep(0)
        if job.shard.key == keys[0]:
            gone[actor].set()
        elif cluster.open[actor] > 1:
            await gone[actor].wait()
        if gone[actor].is_set():
            raise Lost("killed")
        yield Ended(DONE)

    cluster = Scripted(script)
    engine = driver(cluster, tmp_path, shards=2, workers=1)
    async with asyncio.timeout(60):
        await engine.run()
    assert engine.left == 0
    assert engine.totals.counts.records == 1
    assert lost_shards(tmp_path) == {keys[0]}
    assert keys.count(keys[0]) == DEATHS


@in_loop
async def test_a_model_inside_the_workers_is_on_each_node_once(tmp_path: Path) -> None:
    cluster = Nodes()
    engine = driver(cluster, tmp_path, shards=12, workers=3, apart=True)
    await engine.run()
    check_done(engine, 12)
    assert sorted(cluster.engaged) == ["n0", "n1", "n2"]
    assert cluster.together == 3
