"""What `summarizer run` does: settings, reading, the model, the run and its display, put together."""

from __future__ import annotations

import asyncio
import glob
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import UsageError
from summarizer.reading import read
from summarizer.reading.inputs import pending
from summarizer.running import digesting, interrupt, loop, reporting, terminal
from summarizer.running.display import Display
from summarizer.running.ledger import Ledger
from summarizer.running.observing import EventLog, Watchers, run_observed
from summarizer.running.run import Runner, exit_code
from summarizer.running.spending import Spending, by_batches
from summarizer.schema import Article, Record

if TYPE_CHECKING:
    from summarizer.running.pipeline import Summarizer
    from summarizer.settings import Settings

COUNTING = 0.5
"""Seconds to wait for the number of articles; a longer count goes on beside the run."""


def run(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    inputs: Sequence[str],
    out: Path,
    *,
    fresh: bool = False,
    quiet: bool = False,
    summarizer: Summarizer | None = None,
) -> int:
    """Summarise `inputs` into the run folder `out`, showing progress on standard error; returns the exit code.

    `summarizer`, not yet open, is used instead of that of the settings.

    Raises:
        UsageError: An input does not exist or holds no article, or `out` cannot be used.
    """
    check_inputs(inputs, out)
    display = Display(terminal.console(stderr=True), quiet=quiet)
    with Ledger(out) as ledger, Spending(out) as spending:
        display.spent = spending.described
        opened = OpenWhenNeeded(summarizer) if summarizer else open_when_needed(settings, display, spending, ledger)
        runner = Runner(
            ledger,
            opened.recipe,
            opened.summarize,
            inputs=inputs,
            waits="-" in inputs,
            concurrency=settings.concurrency,
            fresh=fresh,
            spent=spending.described,
            watcher=Watchers(display, EventLog()),
            prepare=opened.open,
            effort=opened.effort,
        )
        with run_observed(runner), display, suppress(KeyboardInterrupt):
            loop.run(_work(runner, opened, display))
        if runner.outcome is None:
            return interrupt.EXIT_CODE
        if not runner.outcome.counts.articles and runner.outcome.state == "done":
            raise UsageError(f"No article in {', '.join(inputs)}.", "Name files, folders or globs that hold some.")
        display.close(runner, runner.outcome)
        digesting.at_end(runner.outcome, out, display.console)
        reporting.at_end(runner.outcome, out, display.console, quiet=quiet)
    return exit_code(runner.outcome)


def check_inputs(inputs: Sequence[str], out: Path) -> None:
    """Refuse before anything is done or paid for: a path that leads nowhere, or results among the inputs.

    Raises:
        UsageError: The first input at fault.
    """
    if not inputs:
        raise UsageError("No input.", "Name files, folders or globs, or - for standard input.")
    for given in inputs:
        path = Path(given)
        if given != "-" and not path.exists() and not glob.glob(given, recursive=True):  # noqa: PTH207 - Path.glob takes no absolute patterns
            raise UsageError(f"{given} does not exist.", "Check the path; nothing has been run.")
        if path.is_dir() and out.resolve().is_relative_to(path.resolve()):
            raise UsageError(
                f"{out} lies in the input folder {given}: the next run would read its own results.",
                "Name another folder with --out.",
            )


async def _work(runner: Runner, summarizer: OpenWhenNeeded, display: Display) -> None:
    piped = "-" in runner.inputs
    counting = None if piped else asyncio.create_task(_count(runner.inputs, display))
    # Not sys.stdin: its lock, held by a read that was interrupted, makes the interpreter abort when it ends.
    stdin = open(0, "rb", closefd=False) if piped else None  # noqa: ASYNC230, SIM115
    try:
        with interrupt.second_leaves_at_once(display.stopping, display.leaving):
            if counting:
                await asyncio.wait({counting}, timeout=COUNTING)
            async with summarizer:
                await runner.run(read(runner.inputs, stdin=stdin, known=runner.standing))
    finally:
        if counting:
            counting.cancel()


async def _count(inputs: Sequence[str], display: Display) -> None:
    display.total = await asyncio.to_thread(lambda: sum(1 for _ in pending(inputs, None)))


class OpenWhenNeeded:
    """A summarizer that is opened for the first article that needs it: a run that is done already starts no model."""

    def __init__(self, summarizer: Summarizer) -> None:
        self._summarizer = summarizer
        self._opened = AsyncExitStack()
        self._opening = asyncio.Lock()
        self._open = False
        self.recipe = summarizer.recipe
        self.effort = summarizer.effort

    async def __aenter__(self) -> OpenWhenNeeded:
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self._opened.aclose()

    async def open(self) -> None:
        """Open what is needed to summarise, unless it is open."""
        async with self._opening:
            if not self._open:
                await self._opened.enter_async_context(self._summarizer)
                self._open = True

    async def summarize(self, article: Article) -> Record:
        """Summarise, after opening what is needed for it."""
        await self.open()
        return await self._summarizer.asummarize(article)


def open_when_needed(settings: Settings, display: Display, spending: Spending, ledger: Ledger) -> OpenWhenNeeded:
    """The summarizer of these settings, not yet opened; what it spends goes to the account.

    The budget is for all of the run: what batches have cost counts as spent.
    """
    from summarizer.running.pipeline import Summarizer, allowance  # noqa: PLC0415 - loads drafting and endpoint

    before = ledger.read_run()
    spent = spending.total + by_batches(before.batch if before else None)
    allowed = allowance(settings, spent=spent, on_change=spending.add, notice=display.notice)
    return OpenWhenNeeded(Summarizer(settings, notice=display.notice, allowance=allowed))
