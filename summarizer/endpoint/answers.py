"""Answers on disk: bytes under a digest, and nothing that could run."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from diskcache import Cache, Disk, Timeout  # type: ignore[import-untyped]

from summarizer.endpoint.errors import FatalForRun

_RAW = 1
"""diskcache's mark for a value that stands in the row as it is."""


class UntrustworthyRowError(Exception):
    """A row this program cannot have written."""


class BytesOnly(Disk):  # type: ignore[misc]  # diskcache has no types
    """Rows of text keys and bytes, in the database itself.

    diskcache unpickles whatever a row says is a pickle (CVE-2025-69872), opens the file a row names, and deletes it
    when the row is replaced. A folder somebody else could write to must be able to do none of it.
    """

    def put(self, key: str) -> tuple[str, bool]:
        """Take text for a key."""
        if type(key) is not str:
            raise TypeError(f"keys are text, not {type(key).__name__}")
        return key, True

    def get(self, key: Any, raw: bool) -> str:
        """Give a key back."""
        if type(key) is not str or not raw:
            raise UntrustworthyRowError("a key that is no text")
        return key

    def store(self, value: bytes, read: bool, key: object = None) -> tuple[int, int, None, sqlite3.Binary]:
        """Take bytes for a value."""
        if type(value) is not bytes or read:
            raise TypeError(f"values are bytes, not {type(value).__name__}")
        return 0, _RAW, None, sqlite3.Binary(value)

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> bytes:
        """Give a value back."""
        if mode != _RAW or filename is not None or type(value) is not bytes or read:
            raise UntrustworthyRowError("a value that is not plain bytes")
        return value

    def remove(self, file_path: str) -> None:
        """Delete nothing: no row of ours has a file."""


class Answers:
    """The store behind the cache. Nothing is ever evicted: every row was paid for.

    Safe for several processes at once; not for network file systems, where SQLite's locks do not hold.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            _private(folder)
            self._rows = Cache(str(folder), disk=BytesOnly, eviction_policy="none", cull_limit=0, size_limit=2**62)
        except (OSError, sqlite3.Error, Timeout, TypeError, ValueError, AttributeError, KeyError) as error:
            raise FatalForRun(
                f"The answer cache in {folder} cannot be opened: {error}.",
                "Move the folder away, name another one, or run without a cache.",
                "cache_unusable",
            ) from None

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: str) -> bytes | None:
        """The bytes under `key`, or None.

        Raises:
            UntrustworthyRowError: there is something else.
            sqlite3.Error: the file is damaged.
        """
        found: bytes | None = self._rows.get(key, retry=True)
        return found

    def put(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`, durable against the end of the process.

        Raises:
            sqlite3.Error: the disk is full, or the file damaged.
        """
        self._rows.set(key, value, retry=True)

    def close(self) -> None:
        """Close the database."""
        self._rows.close()


def _private(folder: Path) -> None:
    """Make the folder ours alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to another user")
    folder.chmod(0o700)
