"""What `summarizer run --engine ray` does: the same as a local run, on a cluster."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from filelock import Timeout

from summarizer import resources
from summarizer.errors import UsageError
from summarizer.reading.reader import furniture
from summarizer.running import digesting, interrupt, reporting, terminal
from summarizer.running.command import check_inputs
from summarizer.running.display import Display
from summarizer.running.entry import Recipe
from summarizer.running.ledger import Ledger
from summarizer.running.observing import run_observed
from summarizer.running.pipeline import Summarizer
from summarizer.running.ray_engine import done, manifest, relay
from summarizer.running.ray_engine.cluster import Cluster
from summarizer.running.ray_engine.engine import Engine
from summarizer.running.ray_engine.join import Totals, join, settle, spent_on
from summarizer.running.ray_engine.limiter import Bounds
from summarizer.running.ray_engine.manifest import Manifest
from summarizer.running.ray_engine.news import UNWRITABLE, Setup
from summarizer.running.ray_engine.shard_ledger import MOST_FILES, lock
from summarizer.running.ray_engine.shards import Altered
from summarizer.running.run import HEARTBEAT, State, Stopped, check_same_inputs, exit_code
from summarizer.running.spending import Spending
from summarizer.schema import Run
from summarizer.settings import Settings

ACCOUNT = "limiter"
ROUNDS = 4
"""How often a worker fills its places with the articles of a shard, at the least: in the last round some stay empty."""


def run(settings: Settings, inputs: Sequence[str], out: Path, *, fresh: bool = False, quiet: bool = False) -> int:
    """Summarise `inputs` into the run folder `out`, which every node must see under the same path; returns the exit
    code, as a local run does.

    Raises:
        UsageError: As for a local run; also, Ray is not installed or there is no cluster.
    """
    check_inputs(inputs, out)
    if "-" in inputs:
        raise UsageError("--engine ray reads files, not standard input.", "Write the articles to a file first.")
    display = Display(terminal.console(stderr=True), quiet=quiet)
    out = out.absolute()
    cluster = Cluster(settings.address, settings.workers or 1)
    with Ledger(out) as ledger, Spending(out) as spending:
        run_ = _Pass(settings, list(inputs), ledger, spending, cluster, display, fresh)
        with run_observed(run_):
            try:
                with display, suppress(KeyboardInterrupt):
                    asyncio.run(run_.work())
            finally:
                outcome = run_.close()
        if not outcome.counts.articles and outcome.state == "done":
            raise UsageError(f"No article in {', '.join(inputs)}.", "Name files, folders or globs that hold some.")
        display.close(run_, outcome)
        digesting.at_end(outcome, out, display.console)
        reporting.at_end(outcome, out, display.console, quiet=quiet)
    return exit_code(outcome)


@dataclass
class _Pass:
    """One pass of a run on a cluster."""

    settings: Settings
    inputs: list[str]
    ledger: Ledger
    spending: Spending
    cluster: Cluster
    display: Display
    fresh: bool
    stopped: Stopped | None = None
    outcome: Run | None = None
    """What `run.json` says in the end."""
    _state: State = "interrupted"
    _manifest: Manifest | None = None
    _totals: Totals = field(default_factory=Totals)

    def __post_init__(self) -> None:
        before = self.ledger.read_run()
        if before and not self.fresh:
            check_same_inputs(before, self.inputs, self.ledger.folder)
        self.recipe: Recipe = Summarizer(self.settings).recipe
        self.concurrency = self.settings.concurrency
        self._started = before.started if before else datetime.now(UTC)
        self._seconds_before = before.seconds if before else 0.0
        self._batch = before.batch if before else None
        self._clock = time.monotonic()

    async def work(self) -> None:
        """Do what is left to be done."""
        try:
            await self._work()
        except OSError as error:
            self._state, self.stopped = "aborted", _unwritable(error, self.ledger.folder)
        except Altered as error:
            self._state, self.stopped = "aborted", Stopped(f"{error}.", "Run the same command again.", "altered")
        except Exception:
            self._state = "aborted"
            raise

    async def _work(self) -> None:
        with interrupt.second_leaves_at_once(self.display.stopping, self.display.leaving):
            self.ledger.write_run(self._described("running"))
            self.display.notice("Cutting the inputs into shards.")
            least = ROUNDS * self.settings.concurrency
            self._manifest = await asyncio.to_thread(manifest.prepare, self.ledger.folder, self.inputs, least)
            self.display.total = self._manifest.head.articles
            todo = await asyncio.to_thread(self._left, self._manifest)
            settle(self._manifest, self.spending, self._totals.spent)
            self.display.notice("")
            if todo:
                await self._do(self._manifest, todo)
            self._state = "aborted" if self.stopped else "done"

    async def _do(self, shards: Manifest, todo: set[int]) -> None:
        with self.cluster:
            engine = self._engine(shards, todo)
            beating = asyncio.create_task(self._beat())
            try:
                await engine.run()
            finally:
                beating.cancel()
        self.stopped = engine.stopped

    def _left(self, shards: Manifest) -> set[int]:
        """The shards that are not done, or have failures to be tried again; counts the others."""
        left = set()
        for number, shard in enumerate(shards.shards()):
            home = shards.home(shard)
            ended = done.stands(home, shard, self.recipe)
            if ended is None and home.exists():
                # Of a pass whose driver was killed, a worker may not have noticed yet: until it does, it spends.
                with suppress(Timeout), lock(home):
                    ended = done.stands(home, shard, self.recipe)
            self._totals.spent += spent_on(home, ended)
            if ended is None or ended.counts.failures or self.fresh:
                left.add(number)
            else:
                self._totals.add(ended)
                self.display.stood(ended.counts)
        return left

    def _engine(self, shards: Manifest, todo: set[int]) -> Engine:
        settings = self.settings
        room = len(self.cluster.nodes()) if settings.local else self.cluster.cores()
        wanted = settings.workers or room
        workers = min(wanted, len(todo), room if settings.local else wanted)
        bounds = Bounds(settings.rpm, settings.tpm, settings.max_cost, settings.max_tokens)
        limiter = None
        if bounds:
            for account in shards.folder.glob(f"{ACCOUNT}*.json"):  # of earlier passes
                account.unlink()
            # A name of its own: the limiter of a pass whose driver was killed may still be writing.
            account = shards.folder / f"{ACCOUNT}-{secrets.token_hex(4)}.json"
            limiter = self.cluster.limiter(bounds, self.spending.total, workers, str(account))
        setup = Setup(
            settings,
            own_prompts=settings.prompts_dir != resources.folder("prompts"),
            recipe=self.recipe,
            folder=Path.cwd(),
            recurring=furniture(list(self.inputs)),
            log_level=relay.level(),
        )
        return Engine(
            self.cluster,
            shards,
            todo,
            setup,
            limiter,
            workers=workers,
            display=self.display,
            shared=shards.head.articles <= MOST_FILES,
            apart=settings.local,
            fresh=self.fresh,
            totals=self._totals,
        )

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            with suppress(OSError):
                self.ledger.write_run(self._described("running"))

    def close(self) -> Run:
        """Join what the shards have come to, and write down how the pass has ended."""
        try:
            if self._manifest:
                joined = join(self.ledger.folder, self._manifest, self.recipe, complete=self._state == "done")
                settle(self._manifest, self.spending, joined.spent)
                self._totals = joined
            self.outcome = self._described(self._state)
            self.ledger.write_run(self.outcome)
        except OSError as error:
            self.stopped = _unwritable(error, self.ledger.folder)
            self.outcome = self._described("aborted")
        return self.outcome

    def _described(self, state: State) -> Run:
        return Run(
            program=self.recipe.program,
            model=self.recipe.model,
            endpoint=self.recipe.endpoint,
            prompts=list(self.recipe.prompts),
            inputs=self.inputs,
            started=self._started,
            updated=datetime.now(UTC),
            state=state,
            counts=self._totals.counts,
            tokens=self._totals.tokens,
            seconds=round(self._seconds_before + time.monotonic() - self._clock, 3),
            batch=self._batch,
            spent=self.spending.described(),
        )


def _unwritable(error: OSError, folder: Path) -> Stopped:
    message = f"{error.filename or folder} cannot be written to: {error.strerror}."
    return Stopped(message, "Make room or correct the permissions; then run the same command again.", UNWRITABLE)
