"""A run: articles from a stream, several at a time, each ending as a record or a named failure."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from summarizer.endpoint.budget import BudgetSpent
from summarizer.endpoint.errors import SHOWN, EndpointError, FatalForRun
from summarizer.endpoint.masking import masked
from summarizer.endpoint.metering import meter
from summarizer.errors import UsageError
from summarizer.running import interrupt
from summarizer.running.entry import Entry, Recipe
from summarizer.running.feed import Feed
from summarizer.running.garbage import rarely_collected
from summarizer.running.ledger import Ledger
from summarizer.running.saving import QUICK, Saver
from summarizer.running.tally import Tally
from summarizer.running.watching import Unwatched, Watcher
from summarizer.schema import Article, Failure, Record, Run, Spent

Summarize = Callable[[Article], Awaitable[Record]]
State = Literal["running", "done", "interrupted", "aborted"]

HEARTBEAT = 5.0
"""Seconds between updates of `run.json`, so that a killed run loses no more than that from its clock."""
AHEAD = 16
"""Articles to choose the cheapest from."""
BATCH = 64
"""Articles whose record stands, handed over at once."""

log = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818 - an end, which may not be a fault of anybody's
    """The run was given up: nothing further could have succeeded."""

    def __init__(self, message: str, remedy: str, code: str) -> None:
        super().__init__(message, remedy, code)
        self.message = message
        self.remedy = remedy
        self.code = code
        """That of the error that ended the run."""


@dataclass
class Runner:
    """One pass over the inputs of a run folder.

    Memory does not grow with the articles, but for their ids and the failures.
    """

    ledger: Ledger
    """Open."""
    recipe: Recipe
    summarize: Summarize
    inputs: Sequence[str] = ()
    """The inputs as the user named them, for `run.json`."""
    waits: bool = True
    """Whether reading may have to wait for somebody: articles are then read in a thread of their own."""
    concurrency: int = 2
    """Articles under way at once."""
    fresh: bool = False
    """Make every record again."""
    spent: Callable[[], Spent] | None = None
    """What the run has spent by now."""
    watcher: Watcher = field(default_factory=Unwatched)
    prepare: Callable[[], Awaitable[None]] | None = None
    """Awaited once, when the first article is there that needs it, before one is chosen."""
    effort: Callable[[Article], float] | None = None
    """What an article will cost, in any unit: the cheapest of those that have been read is next."""
    turn: AbstractAsyncContextManager[object] = field(default_factory=nullcontext)
    """Entered for every article: where several runs share their places."""
    stopped: Stopped | None = field(default=None, init=False)
    """Why the run was given up, if it was."""
    outcome: Run | None = field(default=None, init=False)
    """What `run.json` says in the end, also of a run that was cancelled."""

    def __post_init__(self) -> None:
        before = self.ledger.read_run()
        if before and not self.fresh:
            check_same_inputs(before, self.inputs, self.ledger.folder)
        self._seconds_before = before.seconds if before else 0.0
        self._started = before.started if before else datetime.now(UTC)
        self._batch = before.batch if before else None
        self._saver = Saver(self.ledger)
        self._ending: Stopped | None = None
        """Why no further article is begun, though those under way may be finished."""
        self._clock = time.monotonic()
        self._written = 0.0
        self._tally = Tally()
        self._failures: list[Failure] = []
        self._ids: dict[str, bool] = {}
        """Every article seen, in input order, and whether it has its record."""
        self._looked_up: tuple[str, str] | None = None
        """The last id and digest that were asked about: where `read` has asked, the run need not ask again."""

    async def run(self, articles: Iterable[Article | Failure | Entry]) -> Run:
        """Work through `articles`; those whose record stands are passed over. An entry is the sign of such a one.

        Returns what `run.json` says in the end: state `done`, or `aborted` with `stopped` set. When cancelled, keeps
        what is done, writes the state `interrupted` and lets the cancellation go on.

        Raises:
            Exception: What the iterator over the articles raised, after keeping what is done.
        """
        state: State = "aborted"
        try:
            begun = time.perf_counter()
            self._write("running")
            self._saver.aside = time.perf_counter() - begun > QUICK
            with rarely_collected():
                await self._work_through(articles)
            state = "done"
        except Stopped as stopped:
            self.stopped = stopped
        except asyncio.CancelledError:
            state = "interrupted"
            raise
        finally:
            self.outcome = self._close(state)
        return self.outcome

    def wind_up(self, why: Stopped) -> None:
        """Begin no further article and finish those under way; the run ends as `aborted`."""
        self._ending = self._ending or why

    def standing(self, article_id: str, text_sha256: str) -> Entry | None:
        """The entry of an article's record if that stands: for `read`, which then need not understand the article."""
        self._looked_up = article_id, text_sha256
        entry = None if self.fresh else self.ledger.entry(article_id)
        return entry if entry and entry.stands_for(text_sha256, self.recipe) else None

    async def _work_through(self, articles: Iterable[Article | Failure | Entry]) -> None:
        try:
            async with (
                Feed(
                    _batched(self._sorted_out(articles)),
                    ahead=max(self.concurrency, AHEAD if self.effort else 1),
                    weight=self._weight if self.effort else None,
                    aside=self.waits,
                ) as feed,
                asyncio.TaskGroup() as workers,
            ):
                for _ in range(self.concurrency):
                    workers.create_task(self._work(feed))
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None  # the others were cancelled for its sake
        if self._ending:
            raise self._ending

    def _sorted_out(self, articles: Iterable[Article | Failure | Entry]) -> Iterator[Article | Failure | Entry]:
        """What remains to be done, and what does not; runs in the reading thread, if there is one."""
        for article in articles:
            if isinstance(article, Failure):
                yield article
            elif isinstance(article, Entry):
                self._ids[article.article_id] = False
                yield article
            elif article.id in self._ids:
                message = f"{article.source}: another article of this run has the id {article.id!r}."
                yield _failure(article, "reading", "duplicate_id", message, "Give each article an id of its own.")
            else:
                self._ids[article.id] = False
                known = self._looked_up == (article.id, article.text_sha256)
                yield article if known else self.standing(article.id, article.text_sha256) or article

    def _weight(self, item: Article | Failure | list[Entry]) -> float:
        return self.effort(item) if self.effort and isinstance(item, Article) else 0.0

    async def _work(self, feed: Feed[Article | Failure | list[Entry]]) -> None:
        async for item in feed:
            if self._ending:
                return
            if isinstance(item, Failure):
                self._fail(item)
            elif isinstance(item, list):
                for entry in item:
                    self._keep(entry, before=True)
            elif self.prepare:
                prepare, self.prepare = self.prepare, None
                await self._prepared(prepare)
                feed.put_back(item)  # others have been read meanwhile
            else:
                async with self.turn:
                    if not self._ending:
                        await self._summarize(item)
            if time.monotonic() - self._written > HEARTBEAT:
                self._write("running")

    async def _prepared(self, prepare: Callable[[], Awaitable[None]]) -> None:
        try:
            await prepare()
        except FatalForRun as error:
            raise _given_up(error) from error
        except Exception:
            log.debug("what summarises could not be prepared", exc_info=True)  # each article will say so

    async def _summarize(self, article: Article) -> None:
        self.watcher.started(article)
        record = None
        with meter() as used:
            try:
                record = await self._record(article)
            finally:
                if record is None:
                    self._tally.add_lost(used)
        if record and self._saver.aside:
            await _through(self._save(record))
        elif record:
            await self._save(record)  # in one go: the next request leaves before other answers are looked at

    async def _record(self, article: Article) -> Record | None:
        try:
            return await self.summarize(article)
        except BudgetSpent as error:
            self._ending = _given_up(error)
        except FatalForRun as error:
            raise _given_up(error) from error
        except EndpointError as error:
            self._fail(_failure(article, "drafting", error.code, f"{article.source}: {error.message}", error.remedy))
        except Exception as error:
            # Only for those who ask: a traceback may quote the article.
            log.debug("%s could not be summarised", article.source, exc_info=True)
            message = f"{article.source}: {type(error).__name__}: {masked(str(error))[:SHOWN]}"
            self._fail(_failure(article, "drafting", "unexpected", message, "This is our fault: please report it."))
        return None

    async def _save(self, record: Record) -> None:
        try:
            entry = await self._saver.save(record)
        except OSError as error:
            raise self._unwritable(error) from error
        except ValueError:
            message = f"{record.article.source}: the record holds half a character (a lone surrogate)."
            remedy = "Give the article as valid Unicode."
            self._fail(_failure(record.article, "writing", "not_unicode", message, remedy))
            return
        self._keep(entry, before=False)

    def _unwritable(self, error: OSError) -> Stopped:
        return Stopped(
            f"{self.ledger.folder} cannot be written to: {error.strerror}.",
            "Make room or correct the permissions; then run the same command again.",
            "unwritable",
        )

    def _keep(self, entry: Entry, *, before: bool) -> None:
        self._ids[entry.article_id] = True
        self._tally.add(entry)
        self.watcher.done(entry, before=before)

    def _fail(self, failure: Failure) -> None:
        self._failures.append(failure)
        self.watcher.failed(failure)

    def _close(self, state: State) -> Run:
        """Write what sums up the pass; one that was cut short leaves the records it did not come to where they were."""
        ids = list(self._ids.items())  # in one step: the reading thread may not have noticed yet that it is over
        made = [article_id for article_id, has_record in ids if has_record]
        try:
            if state != "done":
                failed = (failure.article_id for failure in self._failures if failure.article_id)
                made += self.ledger.others({*made, *failed})
            self.ledger.gather(made)
            self.ledger.write_failures(self._failures)
            return self._write(state)
        except (OSError, Stopped) as error:
            self.stopped = error if isinstance(error, Stopped) else self._unwritable(error)
            return self._described("aborted")

    def _write(self, state: State) -> Run:
        run = self._described(state)
        try:
            self.ledger.write_run(run)
        except OSError as error:
            raise self._unwritable(error) from error
        self._written = time.monotonic()
        return run

    def _described(self, state: State) -> Run:
        tally, failures = self._tally, len(self._failures)
        return Run(
            program=self.recipe.program,
            model=self.recipe.model,
            endpoint=self.recipe.endpoint,
            prompts=list(self.recipe.prompts),
            inputs=list(self.inputs),
            started=self._started,
            updated=datetime.now(UTC),
            state=state,
            counts=tally.counts(failures),
            tokens=tally.tokens(),
            seconds=round(self._seconds_before + time.monotonic() - self._clock, 3),
            batch=self._batch,
            spent=self.spent() if self.spent else None,
        )


def check_same_inputs(before: Run, inputs: Sequence[str], folder: Path) -> None:
    """Refuse a folder that holds the run of inputs of which none is among these.

    Raises:
        UsageError: It does.
    """
    if inputs and before.inputs and not set(inputs) & set(before.inputs):
        raise UsageError(
            f"{folder} holds the run of other inputs ({before.inputs[0]}, …).",
            "Name another folder with --out, or give --fresh to use this one all the same.",
        )


def exit_code(run: Run) -> int:
    """0: every article has its record. 3: some have. 1: none has. 130: interrupted."""
    if run.state == "interrupted":
        return interrupt.EXIT_CODE
    if run.state == "done" and not run.counts.failures:
        return 0
    return 3 if run.counts.records else 1


def _batched(items: Iterable[Article | Failure | Entry]) -> Iterator[Article | Failure | list[Entry]]:
    """`items` with entries that follow one another in lists: handing over costs more than an entry that stands."""
    for stand, group in itertools.groupby(items, key=lambda item: isinstance(item, Entry)):
        if not stand:
            yield from (item for item in group if not isinstance(item, Entry))
        while stand and (batch := [item for item in itertools.islice(group, BATCH) if isinstance(item, Entry)]):
            yield batch


async def _through(work: Awaitable[None]) -> None:
    """Finish `work` even when cancelled in its midst: what was paid for is kept."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise


def _given_up(error: EndpointError) -> Stopped:
    return Stopped(error.message, error.remedy, error.code)


def _failure(
    article: Article, stage: Literal["reading", "drafting", "writing"], code: str, message: str, remedy: str
) -> Failure:
    return Failure(source=article.source, article_id=article.id, stage=stage, code=code, message=message, remedy=remedy)
