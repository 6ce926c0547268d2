"""The driver of a run on Ray: hands shards to workers, and sees that each is done once, whatever dies in between."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from summarizer.endpoint.events import tell
from summarizer.running import atomic
from summarizer.running.display import Display
from summarizer.running.ledger import FAILURE_LINES, RECORDS
from summarizer.running.ray_engine.cluster import Cluster, Lost
from summarizer.running.ray_engine.join import Totals, spent_on
from summarizer.running.ray_engine.manifest import Manifest
from summarizer.running.ray_engine.news import ALTERED, BUDGET_SPENT, UNWRITABLE, Ended, Halt, Job, News, Place, Setup
from summarizer.running.ray_engine.relay import tell_again
from summarizer.running.ray_engine.shard_ledger import ShardLedger
from summarizer.running.ray_engine.shards import Shard, documents, id_of
from summarizer.running.run import Stopped
from summarizer.schema import Failure

DEATHS = 3
"""Workers that may die over a shard, one after the other and without having made a record, before it is given up."""
STARTS = 5
"""Workers that may fail to start, one after the other, before the run is given up."""
GRACE = 30.0
"""Seconds for workers to end their shards when the run is stopped."""
PATIENCE = 20.0
"""Seconds without a single worker until the user is told what is being waited for."""


@dataclass(eq=False)
class _Task:
    """A shard on its way."""

    job: Job
    deaths: int = 0
    shown: int = 0
    """Records that have been shown."""
    again: int = 0
    """Those of them that a worker which begins the shard again has yet to find there."""


@dataclass(eq=False)
class _Worker:
    """A worker, and what it does."""

    actor: Any
    place: Place
    tasks: list[_Task] = field(default_factory=list)
    """Its shards: seldom more than two."""
    room: bool = True
    """Whether it can take a further one."""
    gone: bool = False
    """Whether it gets no more."""
    doing: list[asyncio.Task[None]] = field(default_factory=list)


@dataclass
class Engine:
    """One pass over the shards that are to be done. Memory does not grow with the articles."""

    cluster: Cluster
    manifest: Manifest
    todo: set[int]
    """Numbers of the shards to be done."""
    setup: Setup
    limiter: Any
    """None where the run has no bounds."""
    workers: int
    display: Display
    shared: bool
    """Whether the whole run keeps record files."""
    apart: bool = False
    """Whether no two workers may be on one node."""
    fresh: bool = False
    totals: Totals = field(default_factory=Totals)
    """Of the shards that have ended, those of earlier passes included."""
    stopped: Stopped | None = None
    """Why the run was given up, if it was."""

    def __post_init__(self) -> None:
        self.left = len(self.todo)
        self._tasks = self._fresh_tasks()
        self._again: deque[_Task] = deque()
        self._changed = asyncio.Condition()
        self._avoid: set[str] = set()
        self._workers: list[_Worker] = []
        self._placing = asyncio.Lock()
        self._failed_starts = 0
        self._closing = False

    @property
    def _going(self) -> bool:
        return bool(self.left) and self.stopped is None and not self._closing

    async def run(self) -> None:
        """Do all shards; returns when they are done, or when the run was given up (`stopped`).

        When cancelled, lets the workers end their shards with what they have, and lets the cancellation go on.
        """
        tending = [asyncio.create_task(self._tend()) for _ in range(self.workers)]
        patience = asyncio.create_task(self._say_if_waiting())
        try:
            while self._going and (open_ := [each for each in tending if not each.done()]):
                ended, _ = await asyncio.wait(open_, return_when=asyncio.FIRST_COMPLETED)
                for each in ended:
                    each.result()
            if self.stopped:
                await self._wind_up()
        except asyncio.CancelledError:
            await self._wind_up()
            raise
        finally:
            over = [patience, *tending, *self._doing()]
            for each in over:
                each.cancel()
            await asyncio.gather(*over, return_exceptions=True)
            for worker in self._workers:
                self.cluster.dismiss(worker.actor)

    def _doing(self) -> list[asyncio.Task[None]]:
        """The tasks whose worker is doing a shard; the others wait for one, or for the cluster."""
        return [doing for worker in self._workers for doing in worker.doing if not doing.done()]

    async def _wind_up(self) -> None:
        self._closing = True
        # What is under way is paid for, and nothing is wrong with it.
        gently = self.stopped is not None and self.stopped.code in {BUDGET_SPENT, ALTERED}
        for worker in self._workers:
            self.cluster.stop(worker.actor, gently=gently)
        async with self._changed:
            self._changed.notify_all()
        if doing := self._doing():
            await asyncio.wait(doing, timeout=None if gently else GRACE)

    async def _tend(self) -> None:
        """Keep one worker busy, and replace it when it dies."""
        while worker := await self._engaged():
            while task := await self._next(worker):
                worker.doing = [each for each in worker.doing if not each.done()]
                worker.doing.append(asyncio.create_task(self._do(worker, task)))
            if not self._going:
                return
            await asyncio.gather(*worker.doing)
            self._workers.remove(worker)
            self.cluster.dismiss(worker.actor)

    async def _engaged(self) -> _Worker | None:
        """A worker that can do shards; None when the run has been given up."""
        while self._going:
            if self._avoid and not set(self.cluster.nodes()) - self._avoid:
                self._stop(Halt("No node is left that can do shards.", "Run the same command again.", "no_node"))
                break
            try:
                actor, place = await self._found()
            except Lost as error:
                self._failed_starts += 1
                if self._failed_starts >= STARTS:
                    message = f"No worker can be started: {error}."
                    self._stop(Halt(message, "Install the same summarizer on every node.", "no_worker"))
                await asyncio.sleep(1.0)
                continue
            self._failed_starts = 0
            ours = self.setup.recipe
            if (place.recipe.program, place.recipe.prompt_keys) != (ours.program, ours.prompt_keys):
                message = f"{place.host} has {place.program}, which is not {ours.program} with the prompts used here."
                self._stop(Halt(message, "Install the same summarizer on every node.", "another_version"))
            elif place.problem:
                self._avoid_node(place, Halt(place.problem, "Make the folder reachable from every node.", UNWRITABLE))
            else:
                self._workers.append(worker := _Worker(actor, place))
                tell("worker.started", worker=place.worker, node=place.node)
                return worker
            self.cluster.dismiss(actor)
        return None

    async def _found(self) -> tuple[Any, Place]:
        """A new worker, wherever there may be one."""
        if not self.apart:
            return await self.cluster.engage(self.setup, self.limiter, self._avoid)
        async with self._placing:
            taken = {worker.place.node for worker in self._workers}
            return await self.cluster.engage(self.setup, self.limiter, self._avoid | taken)

    def _fresh_tasks(self) -> Iterator[_Task]:
        for number, shard in enumerate(self.manifest.shards()):
            if number in self.todo:
                yield _Task(self._job(shard))

    def _job(self, shard: Shard) -> Job:
        home = self.manifest.home(shard)
        shared = self.manifest.folder.parent / RECORDS if self.shared else None
        return Job(shard, home, shared, spent_on(home), self.fresh)

    async def _next(self, worker: _Worker) -> _Task | None:
        """The next shard for a worker, once it has room; waits while others are under way, which may come back. None
        when there is nothing left, or no worker."""
        async with self._changed:
            while self._going and not worker.gone:
                if worker.room and (task := self._chosen(worker)):
                    worker.room = False
                    worker.tasks.append(task)
                    return task
                await self._changed.wait()
        return None

    def _chosen(self, worker: _Worker) -> _Task | None:
        for task in self._again:
            # One over which a worker has died is done alone: no other shard is to blame for the next death.
            if not (task.deaths and worker.tasks):
                self._again.remove(task)
                return task
        return next(self._tasks, None)

    async def _do(self, worker: _Worker, task: _Task) -> None:
        """Have a shard done, and see what that makes of the worker."""
        lives = False
        try:
            lives = await self._done(worker, task)
        finally:
            worker.tasks.remove(task)
            worker.gone = worker.gone or not lives
            await self._now(worker, room=worker.room or not worker.tasks)

    async def _now(self, worker: _Worker, *, room: bool) -> None:
        async with self._changed:
            worker.room = room
            self._changed.notify_all()

    async def _done(self, worker: _Worker, task: _Task) -> bool:
        """Have a shard done; whether the worker can go on."""
        made, task.again = 0, task.shown
        try:
            async for told in self.cluster.work(worker.actor, task.job):
                if isinstance(told, Ended):
                    return await self._end(task, told, worker.place)
                made += self._show(task, told)
                for line in told.logged:
                    tell_again(line, worker.place.worker)
                if told.room and not task.deaths:
                    await self._now(worker, room=True)
            raise Lost("it ended without a word")
        except Lost as error:
            self._tell_lost(worker, str(error))
            task.deaths = 1 if made else task.deaths + 1
            if self.limiter is not None:
                self.cluster.tell(self.limiter, "dead", task.job.shard.key)
            if task.deaths >= DEATHS:
                await asyncio.to_thread(self._give_up, task, str(error))
                await self._one_less()
            else:
                await self._return(task)
        return False

    def _tell_lost(self, worker: _Worker, reason: str) -> None:
        """Say, if that has not been said, that a worker is gone."""
        if not worker.gone:
            worker.gone = True
            shards = [task.job.shard.key for task in worker.tasks]
            tell("worker.lost", logging.WARNING, worker=worker.place.worker, shards=shards, reason=reason)
            self.display.notice("A worker is gone; another one takes up what it was doing.")

    async def _end(self, task: _Task, ended: Ended, place: Place) -> bool:
        finished = ended.run is not None and ended.run.state == "done"
        if self.limiter is not None and finished:
            self.cluster.tell(self.limiter, "over", task.job.shard.key, ended.spent)
        elif self.limiter is not None:
            self.cluster.tell(self.limiter, "dead", task.job.shard.key)
        if ended.run and finished:
            self.totals.add(ended.run)
            for failure in ended.failures:
                self.display.failed(failure)
            await self._one_less()
            return True
        if ended.halt and ended.halt.here:
            self._avoid_node(place, ended.halt)
            await self._return(task)
            return False
        if ended.halt:
            self._stop(ended.halt)
        return not self.stopped

    def _show(self, task: _Task, news: News) -> int:
        """Pass news on to the display; returns how many records were made."""
        if news.notice is not None:
            self.display.notice(news.notice)
        if news.started:
            self.display.begun()
        made = 0
        for entry, before in news.entries:
            made += not before
            if before and task.again:
                task.again -= 1
                continue
            self.display.done(entry, before=before)
            task.shown += 1
        return made

    def _avoid_node(self, place: Place, halt: Halt) -> None:
        """Give no more shards to a node; when there is none left, the trouble is everybody's."""
        self._avoid.add(place.node)
        if not set(self.cluster.nodes()) - self._avoid:
            self._stop(halt)
        else:
            self.display.notice(f"{halt.message} The run goes on on other nodes.")

    async def _return(self, task: _Task) -> None:
        async with self._changed:
            self._again.append(task)
            self._changed.notify_all()

    async def _one_less(self) -> None:
        async with self._changed:
            self.left -= 1
            self._changed.notify_all()

    def _stop(self, halt: Halt) -> None:
        if self.stopped is None:
            self.stopped = Stopped(halt.message, halt.remedy, halt.code)

    def _give_up(self, task: _Task, reason: str) -> None:
        """Name every article of a shard that has no record, and why."""
        job = task.job
        have = set(ShardLedger(job.home, None).others(())) if job.home.exists() else set()
        message = f"its shard {job.shard.key} has ended {DEATHS} workers, one after the other: {reason}"
        remedy = "See Ray's logs of these workers; then run the same command again."
        job.home.mkdir(parents=True, exist_ok=True)
        with atomic.writing(job.home / FAILURE_LINES) as lines:
            for item in documents(job.shard):
                name = id_of(item)
                if name in have:
                    continue
                failure = Failure(
                    source=item.source,
                    article_id=name,
                    stage="drafting",
                    code="worker_lost",
                    message=f"{item.source}: {message}",
                    remedy=remedy,
                )
                lines.write(failure.model_dump_json().encode() + b"\n")
                self.display.failed(failure)

    async def _say_if_waiting(self) -> None:
        await asyncio.sleep(PATIENCE)
        if not self._workers:
            self.display.notice("Waiting for the cluster to have a free core for a worker.")
