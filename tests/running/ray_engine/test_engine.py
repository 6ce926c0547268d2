"""The driver, with a stand-in for the cluster."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Collection
from pathlib import Path
from typing import Any

from rich.console import Console

from summarizer.running.display import Display
from summarizer.running.ledger import Recipe
from summarizer.running.ray_engine import manifest
from summarizer.running.ray_engine.cluster import Lost
from summarizer.running.ray_engine.engine import Engine
from summarizer.running.ray_engine.news import Ended, Job, News, Place, Setup
from summarizer.schema import Counts, Run, Tokens
from summarizer.settings import Settings
from tests.running.samples import in_loop

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

    async def work(self, actor: str, job: Job) -> AsyncIterator[News | Ended]:
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


@in_loop
async def test_a_model_inside_the_workers_is_on_each_node_once(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"a{number}", "text": "Ein Satz."}) for number in range(12)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    shards = manifest.prepare(tmp_path, [str(tmp_path / "in.jsonl")], 1)
    cluster: Any = Nodes()
    setup = Setup(Settings(model="embedded"), own_prompts=False, recipe=RECIPE, folder=tmp_path, recurring=frozenset())
    engine = Engine(
        cluster,
        shards,
        set(range(shards.head.shards)),
        setup,
        None,
        workers=3,
        display=Display(Console(quiet=True), quiet=True),
        shared=True,
        apart=True,
    )
    await engine.run()
    assert engine.stopped is None
    assert engine.left == 0
    assert engine.totals.counts.records == shards.head.shards == 12
    assert sorted(cluster.engaged) == ["n0", "n1", "n2"]
    assert cluster.together == 3
