"""Records on their way to disk, without keeping the event loop waiting for a disk that is slow."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from summarizer.running.entry import Entry
from summarizer.running.ledger import Ledger
from summarizer.schema import Record

QUICK = 0.005
"""Seconds in which a disk that is written to at once takes the first file of a run. Handing a record to a thread
costs more of the processor than writing it, in waiting for the interpreter's lock at each step."""
STUCK = 0.25
"""Seconds after which a disk is no longer written to at once: more than waiting for that lock can take."""


@dataclass
class Saver:
    """Writes the records of one run."""

    ledger: Ledger
    """Open."""
    aside: bool = True
    """Whether records go to a thread: until the disk has been found to be quick."""

    async def save(self, record: Record) -> Entry:
        """Write `record`, durably.

        Raises:
            OSError: It could not be written.
            ValueError: It holds what no file can.
        """
        if self.aside:
            return await asyncio.to_thread(self.ledger.save, record)
        begun = time.perf_counter()
        entry = self.ledger.save(record)
        self.aside = time.perf_counter() - begun > STUCK
        return entry
