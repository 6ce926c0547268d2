"""A worker: one process that does shard after shard, with the endpoint stack and the runner of a local run.

A shard begins while the last articles of the one before are under way, so that no place stays empty; each has a ledger,
an account and answers of its own.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from filelock import Timeout

from summarizer import resources
from summarizer.endpoint.rates import Rates
from summarizer.errors import UsageError
from summarizer.running.command import OpenWhenNeeded
from summarizer.running.entry import Entry
from summarizer.running.ledger import FAILURE_LINES
from summarizer.running.observing import EventLog, Watchers
from summarizer.running.pipeline import Summarizer
from summarizer.running.ray_engine import done
from summarizer.running.ray_engine.leases import Lease, Leased
from summarizer.running.ray_engine.limiter import Grant, Report
from summarizer.running.ray_engine.metrics import Metrics
from summarizer.running.ray_engine.news import ALTERED, UNWRITABLE, Ended, Halt, Job, News, Place, Setup
from summarizer.running.ray_engine.present import Present
from summarizer.running.ray_engine.relay import Relay
from summarizer.running.ray_engine.shard_ledger import ShardLedger, lock
from summarizer.running.ray_engine.shards import Altered, articles, verify
from summarizer.running.ray_engine.turns import ShardTurns, Turns
from summarizer.running.run import Runner, Stopped
from summarizer.running.spending import Spending
from summarizer.running.watching import Watcher
from summarizer.schema import Article, Failure

if TYPE_CHECKING:
    from summarizer.endpoint.stack import Endpoint, EndpointOptions

PULSE = 0.5
"""Seconds between two pieces of news."""
_RETRY = 1.0


@dataclass
class _Watch:
    """The watcher of a shard's run: collects news."""

    relay: Relay | None = None
    news: News = field(default_factory=News)
    urgent: asyncio.Event = field(default_factory=asyncio.Event)
    """Whether the news should not wait."""

    def started(self, article: Article) -> None:
        """An article is being summarised."""
        self.news = replace(self.news, started=self.news.started + 1)

    def done(self, entry: Entry, *, before: bool) -> None:
        """An article has its record."""
        self.news.entries.append((entry, before))

    def failed(self, failure: Failure) -> None:
        """An article will have no record: told when the shard is over, for a shard begun again tries it again."""

    def notice(self, text: str) -> None:
        """Say what is being waited for."""
        self.news = replace(self.news, notice=text)

    def room(self) -> None:
        """The worker has room for a further shard."""
        self.news = replace(self.news, room=True)
        self.urgent.set()

    def take(self) -> News | None:
        """What there is to tell."""
        self.urgent.clear()
        news, self.news = self.news, News()
        if self.relay:
            news = replace(news, logged=self.relay.take())
        return news if news != News() else None


class Worker:
    """Run as an actor with a process of its own.

    Args:
        lease: Asks the limiter; None where the run has no bounds.
    """

    def __init__(self, limiter: Any = None) -> None:
        self._lease = _patient(limiter) if limiter is not None else None
        self._metrics = Metrics()
        self._present = Present()
        self._relay: Relay | None = None
        self._working: set[asyncio.Task[Ended]] = set()
        self._runners: list[Runner] = []
        self._stopped: Stopped | None = None

    async def start(self, setup: Setup) -> Place:
        """Get ready; returns where this is and what its records would be made with."""
        import ray  # noqa: PLC0415

        settings = setup.settings
        if not setup.own_prompts:
            settings = settings.model_copy(update={"prompts_dir": resources.folder("prompts")})
        self._setup, self._settings = setup, settings
        self._turns, self._by_server = Turns(settings.concurrency), Rates()
        problem = None
        try:
            os.chdir(setup.folder)
        except OSError as error:
            problem = f"{setup.folder}, seen from {socket.gethostname()}: {error.strerror}."
        if setup.log_level is not None:
            self._relay = Relay(setup.log_level)
        present = self._present
        summarizer = Summarizer(settings, notice=present.notice, opener=self._opened, allowance=present)
        self._model = OpenWhenNeeded(summarizer)
        recipe = summarizer.recipe
        node = ray.get_runtime_context().get_node_id()
        return Place(node, socket.gethostname(), os.getpid(), recipe.program, recipe, problem)

    async def stop(self, *, gently: bool) -> None:
        """Stop the shards that are being worked on; they end with what they have, and `gently`, with what they will
        have when what is under way has been answered."""
        if gently:
            self._stopped = Stopped("The run has been stopped.", "Run the same command again.", "stopped")
            for runner in self._runners:
                runner.wind_up(self._stopped)
        else:
            for working in self._working:
                working.cancel()

    async def work(self, job: Job) -> AsyncIterator[News | Ended]:
        """Do a shard, beside others; yields news while it goes on, and in the end how it ended."""
        watch = _Watch(self._relay)
        working = asyncio.create_task(self._ended(job, watch))
        self._working.add(working)
        working.add_done_callback(lambda _: watch.urgent.set())
        while not working.done():
            with suppress(TimeoutError):
                await asyncio.wait_for(watch.urgent.wait(), PULSE)
            if news := watch.take():
                self._metrics.count(news)
                yield news
        self._working.discard(working)
        try:
            ended = await working
        except asyncio.CancelledError:  # stopped before it had begun
            ended = Ended(None)
        self._metrics.count_failures(len(ended.failures))
        yield ended

    async def _ended(self, job: Job, watch: _Watch) -> Ended:
        try:
            job.home.mkdir(parents=True, exist_ok=True)
            held = lock(job.home)
            await asyncio.to_thread(held.acquire)
            try:
                await asyncio.to_thread(verify, job.shard)
                with ShardLedger(job.home, job.shared) as ledger, Spending(job.home) as spending:
                    return await self._run(job, ledger, spending, watch)
            finally:
                held.release()
        except Timeout:
            return _halted(f"{job.home} is held by another worker.", "Run the same command again.", UNWRITABLE)
        except Altered as error:
            return _halted(f"{error}.", "Run the same command again: it goes by what the files hold then.", ALTERED)
        except OSError as error:
            place = f"{error.filename or job.home}, seen from {socket.gethostname()}"
            return _halted(f"{place}: {error.strerror}.", "Make room, or make the folder reachable.", UNWRITABLE)
        except UsageError as error:
            return _halted(error.message, error.remedy, UNWRITABLE)

    async def _run(self, job: Job, ledger: ShardLedger, spending: Spending, watch: _Watch) -> Ended:
        spent = spending.total - job.before
        leased = Leased(job.shard.key, self._lease, self._by_server, spent=spent, on_change=spending.add)
        async with leased:
            with (
                self._present.shard(job.home.with_suffix(".answers"), leased, watch.notice),
                self._turns.shard(watch.room) as turns,
                self._running(job, ledger, spending, Watchers(watch, EventLog()), turns) as runner,
            ):
                found = articles(job.shard, self._setup.recurring, job.shard.taken, runner.standing)
                try:
                    await runner.run(turns.counted(found))
                except asyncio.CancelledError:
                    if runner.outcome is None:
                        raise
        if runner.outcome and runner.outcome.state == "done":
            ledger.pack()
            done.mark(job.home, job.shard, self._setup.recipe)
        return Ended(
            runner.outcome,
            spending.total - job.before,
            _failures(ledger),
            Halt(*runner.stopped.args) if runner.stopped else None,
        )

    @contextmanager
    def _running(
        self, job: Job, ledger: ShardLedger, spending: Spending, watcher: Watcher, turn: ShardTurns
    ) -> Iterator[Runner]:
        """A runner that hears of it when the run is stopped."""
        runner = Runner(
            ledger,
            self._setup.recipe,
            self._model.summarize,
            concurrency=self._settings.concurrency,
            fresh=job.fresh,
            spent=spending.described,
            watcher=watcher,
            turn=turn,
        )
        if self._stopped:
            runner.wind_up(self._stopped)
        self._runners.append(runner)
        try:
            yield runner
        finally:
            self._runners.remove(runner)

    def _opened(self, options: EndpointOptions, **more: Any) -> AbstractAsyncContextManager[Endpoint]:
        """The endpoint, with the answers of the present shard instead of the cache."""
        from summarizer.endpoint.stack import open_endpoint  # noqa: PLC0415 - loads the LLM libraries

        return open_endpoint(replace(options, answers=self._present) if options.cache else options, **more)


def _patient(limiter: Any) -> Lease:
    """The limiter's `lease`, asked again while it is being started again."""
    from ray.exceptions import RayError  # noqa: PLC0415

    async def lease(report: Report) -> Grant:
        while True:
            try:
                grant: Grant = await limiter.lease.remote(report)
            except RayError:
                await asyncio.sleep(_RETRY)
            else:
                return grant

    return lease


def _failures(ledger: ShardLedger) -> list[Failure]:
    try:
        lines = (ledger.folder / FAILURE_LINES).read_bytes().splitlines()
    except FileNotFoundError:
        return []
    return [Failure.model_validate_json(line) for line in lines]


def _halted(message: str, remedy: str, code: str) -> Ended:
    return Ended(None, halt=Halt(message, remedy, code))
