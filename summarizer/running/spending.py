"""What a run has spent, kept in its folder request by request."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.errors import FatalForRun
from summarizer.running import atomic
from summarizer.schema import BatchUsage, Spent

SPENT_LINES = "spent.jsonl"


class Spending:
    """The account of a run folder: `spent.jsonl`, whose lines add up to what all passes of the run have spent.

    A line is written before a request is sent, with the most it may use, and another, with the difference, when it has
    been answered: a process killed in between has spent the most. Between passes it is one line. Lines are not synced
    one by one: only a power cut can lose the last of them.

    Open it while the ledger of the folder is open.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / SPENT_LINES
        self._file: BinaryIO | None = None
        self.total = Need()
        """All that has been spent so far."""

    def __enter__(self) -> Self:
        self.total = spent_in(self._path.parent)
        self._shorten()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file:
            self._file.close()
            self._file = None
            self._shorten()

    def add(self, change: Need) -> None:
        """Write down a change.

        Raises:
            FatalForRun: it cannot be written.
        """
        self.total += change
        try:
            if self._file is None:
                self._file = self._path.open("ab", buffering=0)
            self._file.write(_line(change))
        except OSError as error:
            raise FatalForRun(
                f"{self._path} cannot be written to: {error.strerror}.",
                "Make room or correct the permissions; then run the same command again.",
                "unwritable",
            ) from None

    def described(self) -> Spent:
        """As it stands in `run.json`."""
        total = self.total
        priced = total.cost > 0 or not total.tokens
        return Spent(
            requests=total.requests,
            tokens=total.tokens,
            unconfirmed=total.unconfirmed,
            cost=round(total.cost, 6) if priced else None,
        )

    def _shorten(self) -> None:
        if self.total != Need():
            atomic.write(self._path, _line(self.total))


def by_batches(usage: BatchUsage | None) -> Need:
    """What batches have used, which is in an account of its own."""
    if usage is None:
        return Need()
    return Need(usage.requests, usage.tokens.input + usage.tokens.output, usage.cost or 0.0)


def dollars(amount: float) -> str:
    """`amount` of US dollars for people: to the cent, or finer where it is less than a dollar."""
    return f"${amount:,.2f}" if amount >= 1 or not amount else f"${amount:.4f}"


def spent_in(folder: Path) -> Need:
    """What the account of a folder adds up to; the file is left as it is, for somebody may be writing to it."""
    path, total = folder / SPENT_LINES, Need()
    if path.exists():
        for line in path.read_bytes().splitlines():
            try:
                total += Need(**json.loads(line))
            except (ValueError, TypeError):  # the last line of a process that was killed while writing it
                continue
    return total


def _line(amount: Need) -> bytes:
    # By hand: it is done twice a request, and the json module takes ten times as long.
    return b'{"requests":%d,"tokens":%d,"cost":%a,"unconfirmed":%d}\n' % (
        amount.requests,
        amount.tokens,
        amount.cost,
        amount.unconfirmed,
    )
