"""What a run looks like while it goes on, and the table that closes it. All of it goes to standard error."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from summarizer.running.entry import Entry
from summarizer.running.ledger import FAILURE_LINES, RECORD_LINES, Ledger
from summarizer.running.run import Stopped
from summarizer.running.spending import dollars
from summarizer.running.terminal import one_line
from summarizer.schema import Article, Counts, Failure, Run, Spent

ROWS = 40
"""Articles listed in the closing table; a run of thousands is summed up."""
FAILURES = 20
"""Failures listed at the end; all of them are in `failures.jsonl`."""
_NAME = 48
"""Columns for an article's name."""


class Pass(Protocol):
    """What there is to say of a pass besides its `run.json`."""

    ledger: Ledger
    stopped: Stopped | None


@dataclass
class Display:
    """A watcher of a run: a live bar on a terminal, a line for each article elsewhere, nothing but the end if quiet."""

    console: Console
    quiet: bool = False
    total: int | None = None
    """Articles in all, once they have been counted."""
    spent: Callable[[], Spent] | None = None
    """What the run has spent by now."""

    _entries: list[tuple[Entry, bool]] = field(default_factory=list, init=False)
    _failures: list[Failure] = field(default_factory=list, init=False)
    _before: int = field(default=0, init=False)
    _made: int = field(default=0, init=False)
    _failed: int = field(default=0, init=False)
    _events: int = field(default=0, init=False)
    _claims: int = field(default=0, init=False)
    _rejected: int = field(default=0, init=False)
    _tokens: int = field(default=0, init=False)
    _begun: float = field(default_factory=time.monotonic, init=False)
    _first: float | None = field(default=None, init=False)
    """When the first article was taken up: time left is reckoned from here."""
    _notice: str = field(default="", init=False)
    _live: Live | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        if self.console.is_terminal and not self.quiet:
            self._live = Live(get_renderable=self._render, console=self.console, refresh_per_second=4, transient=True)
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._live:
            self._live.stop()

    def started(self, article: Article) -> None:
        """An article is being summarised."""
        self.begun()

    def begun(self) -> None:
        """Some article is being summarised."""
        if self._first is None:
            self._first = time.monotonic()

    def done(self, entry: Entry, *, before: bool) -> None:
        """An article has its record."""
        if before:
            self._before += 1
        else:
            self._made += 1
            self._tokens += entry.tokens.input + entry.tokens.output
            self._line(f"{one_line(entry.article_id)}  {_found(entry)}  {entry.seconds:.1f} s")
        self._events += entry.events
        self._claims += entry.claims
        self._rejected += entry.rejected
        if len(self._entries) < ROWS:
            self._entries.append((entry, before))

    def stood(self, counts: Counts) -> None:
        """A number of articles had their records before this pass; none of them is listed."""
        self._before += counts.records
        self._events += counts.events
        self._claims += counts.claims
        self._rejected += counts.rejected

    def failed(self, failure: Failure) -> None:
        """An article will have no record."""
        self._failed += 1
        self._line(f"{one_line(failure.source)}  failed: {one_line(failure.message)}")
        if len(self._failures) < FAILURES:
            self._failures.append(failure)

    def notice(self, text: str) -> None:
        """Say what is being waited for; an empty text takes it back."""
        if text != self._notice and text and not self._live and not self.quiet:
            self.console.print(Text(one_line(text)))
        self._notice = text

    def stopping(self) -> None:
        """The user wants the run to stop."""
        self.notice("Stopping; Ctrl-C again leaves at once.")

    def leaving(self) -> None:
        """The program ends here and now: leave the terminal as it was."""
        self.console.show_cursor()

    def _line(self, text: str) -> None:
        if not self.quiet and not self._live:
            self.console.print(Text(f"[{self._ended}/{self.total or '?'}] {text}"))

    @property
    def _ended(self) -> int:
        return self._before + self._made + self._failed

    def _seconds_left(self) -> float | None:
        worked = self._ended - self._before
        if self.total is None or self._first is None or not worked:
            return None
        return (time.monotonic() - self._first) / worked * max(0, self.total - self._ended)

    def _render(self) -> RenderableType:
        left = self._seconds_left()
        times = f"{clock(time.monotonic() - self._begun)} elapsed" + (
            f", {clock(left)} left" if left is not None else ""
        )
        bar = Table.grid(padding=(0, 2))
        bar.add_row(
            ProgressBar(total=self.total, completed=self._ended, width=24, pulse=self.total is None),
            Text(f"{self._ended:,} of {f'{self.total:,}' if self.total is not None else '?'} articles", style="bold"),
            Text(times),
        )
        counts = (
            f"{self._events:,} events  {self._claims:,} claims  {self._rejected:,} refused  {self._tokens:,} tokens"
        )
        if self.spent and (cost := self.spent().cost):
            counts += f"  {dollars(cost)}"
        failed = Text(f"  {self._failed:,} failed", style="red") if self._failed else Text()
        lines: list[RenderableType] = [bar, Text(counts, style="dim") + failed]
        if self._notice:
            lines.append(Text(one_line(self._notice), style="yellow"))
        return Group(*lines)

    def close(self, runner: Pass, run: Run) -> None:
        """The closing table, what failed and what to do about it, and where the files are."""
        if not self.quiet:
            if self._entries:
                self.console.print(self._table(run))
            if self._before:
                self.console.print(Text(f"{self._before:,} of {run.counts.records:,} records stood from before."))
            if run.spent and run.spent.requests:
                self.console.print(Text(f"Spent so far: {_spent(run.spent)}."))
        for failure in self._failures:
            self.console.print(Text.assemble(("failed  ", "red"), one_line(failure.message)))
            self.console.print(Text(f"        {one_line(failure.remedy)}"))
        folder = runner.ledger.folder
        if self._failed > len(self._failures):
            self.console.print(Text(f"{self._failed - len(self._failures):,} more failures: {folder / FAILURE_LINES}"))
        if runner.stopped:
            self._stopped(runner.stopped)
        if run.state == "interrupted":
            self.console.print(Text("Interrupted. What is done is kept; the same command goes on from here."))
        if not self.quiet and run.counts.records:
            self.console.print(Text(f"Records: {folder / RECORD_LINES}   to read them: summarizer show {folder}"))

    def _stopped(self, stopped: Stopped) -> None:
        self.console.print(Text.assemble(("stopped ", "bold red"), one_line(stopped.message)))
        self.console.print(Text(f"        {one_line(stopped.remedy)}"))
        self.console.print(Text("        What is done is kept; the same command goes on from here."))

    def _table(self, run: Run) -> Table:
        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
        table.add_column("Article", max_width=_NAME, no_wrap=True, overflow="ellipsis")
        for heading in ("Events", "Claims", "Refused", "Seconds"):
            table.add_column(heading, justify="right", no_wrap=True, min_width=len(heading))
        for entry, before in self._entries:
            seconds = "before" if before else f"{entry.seconds:.1f}"
            name = one_line(entry.title or entry.article_id)
            table.add_row(Text(name), str(entry.events), str(entry.claims), str(entry.rejected), seconds)
        counts = run.counts
        if more := counts.records - len(self._entries):
            table.add_row(Text(f"… and {more:,} more"))
        totals = (f"{counts.events:,}", f"{counts.claims:,}", f"{counts.rejected:,}", f"{run.seconds:.1f}")
        table.add_row(Text(f"{counts.records:,} of {counts.articles:,} articles"), *totals, style="bold")
        return table


def _found(entry: Entry) -> str:
    return f"{entry.events} events  {entry.claims} claims  {entry.rejected} refused"


def _spent(spent: Spent) -> str:
    unconfirmed = f" ({spent.unconfirmed:,} of them unconfirmed)" if spent.unconfirmed else ""
    cost = f", {dollars(spent.cost)}" if spent.cost else ""
    return f"{spent.requests:,} requests, {spent.tokens:,} tokens{unconfirmed}{cost}"


def clock(seconds: float) -> str:
    """`seconds` as m:ss, or h:mm:ss from an hour on."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
