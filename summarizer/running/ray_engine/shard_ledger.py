"""The ledger of one shard: a run folder of its own, whose records end up as lines of one file.

While a shard is worked on, its records are files, as in any run. Once it is done they are packed: `records.jsonl` holds
them, and the files go to the folder of the whole run, as long as that has not too many articles for a folder. So the
whole looks like a local run, and either engine goes on where the other stopped.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock
from pydantic_core import from_json

from summarizer.running import atomic
from summarizer.running.entry import Entry
from summarizer.running.ledger import RECORD_LINES, Ledger, record_files

MOST_FILES = 100_000
"""Articles of a run whose records are kept as files too."""
LOCK_SECONDS = 60.0
"""How long to wait for a worker that is thought dead to let go of its shard."""


def lock(home: Path) -> FileLock:
    """Held by whoever works on a shard, for as long as it lives; not yet acquired."""
    return FileLock(home.with_suffix(".lock"), timeout=LOCK_SECONDS, thread_local=False)


class ShardLedger(Ledger):
    """
    Args:
        home: The folder of the shard.
        shared: The folder of the records of the whole run; None if it has too many for a folder.
    """

    def __init__(self, home: Path, shared: Path | None) -> None:
        super().__init__(home)
        self._shared = shared
        self._packed: dict[str, tuple[int, int]] | None = None
        """Where each record stands in the packed file; None until somebody asks."""

    def entry(self, article_id: str) -> Entry | None:
        """The entry of an article's record: of a file of this shard, of one of the whole run, or of a packed line."""
        line = self._line(article_id)
        try:
            return Entry.parsed(line) if line is not None else None
        except ValueError:
            return None

    def gather(self, article_ids: Iterable[str]) -> None:
        """Write `records.jsonl` of the records of these articles, in this order."""
        with atomic.writing(self.folder / RECORD_LINES) as lines:
            for article_id in article_ids:
                if (line := self._line(article_id)) is not None:
                    lines.write(line)
        self._packed = None

    def others(self, article_ids: Iterable[str]) -> list[str]:
        """The articles that have a record in this shard and are not among these, sorted."""
        # A worker may have ended before it began: then there is a folder with nothing in it.
        files = record_files(self.folder) if self._records.exists() else []
        here = {path.name.removesuffix(".json") for path in files} | set(self._places())
        return sorted(here.difference(article_ids))

    def lines(self) -> Iterable[bytes]:
        """The records there are in this shard, by article id."""
        return (line for name in self.others(()) if (line := self._line(name)) is not None)

    def pack(self) -> None:
        """Clear the record files away: the lines are on disk, and what is there twice is only in the way."""
        for path in record_files(self.folder):
            if self._shared:
                path.replace(self._shared / path.name)
            else:
                path.unlink()

    def _line(self, article_id: str) -> bytes | None:
        folders = [self._records, self._shared] if self._shared else [self._records]
        for folder in folders:
            try:
                return (folder / f"{article_id}.json").read_bytes()
            except FileNotFoundError:
                continue
        if article_id not in (places := self._places()):
            return None
        start, length = places[article_id]
        with (self.folder / RECORD_LINES).open("rb") as lines:
            return os.pread(lines.fileno(), length, start)

    def _places(self) -> dict[str, tuple[int, int]]:
        if self._packed is None:
            self._packed = {}
            path, at = self.folder / RECORD_LINES, 0
            if path.exists():
                with path.open("rb") as lines:
                    for line in lines:
                        self._packed[from_json(line)["article"]["id"]] = (at, len(line))
                        at += len(line)
        return self._packed
