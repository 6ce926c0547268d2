"""Answers on disk: bytes under a digest, and nothing that could run."""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from diskcache import Cache, Disk, Timeout  # type: ignore[import-untyped]
from diskcache.core import DEFAULT_SETTINGS, METADATA  # type: ignore[import-untyped]

from summarizer.endpoint.errors import FatalForRun
from summarizer.endpoint.private import UntrustworthyError, make_private

log = logging.getLogger(__name__)

UNUSABLE = "cache_unusable"
"""Code of the error for a cache that cannot be opened."""
UNWRITABLE = "cache_unwritable"
"""Code of the error where there is no cache yet, and none can be made."""

_FILE = "cache.db"
_FILES = tuple(_FILE + end for end in ("", "-wal", "-shm", "-journal"))
_SETTINGS = {**DEFAULT_SETTINGS, "eviction_policy": "none", "cull_limit": 0, "size_limit": 2**62}
"""All of them: what is not given, diskcache takes from the database."""
_RAW = 1
"""diskcache's mark for a value that stands in the row as it is."""
_OURS = (
    f"raw = 1 AND mode = {_RAW} AND filename IS NULL AND typeof(key) = 'text' AND typeof(value) = 'blob'"
    " AND typeof(store_time) = 'real' AND store_time BETWEEN 0 AND 1e11"
)
_ENDPOINT = "CASE typeof(tag) WHEN 'text' THEN tag ELSE '' END"
_TEXT = "CAST(value AS TEXT)"
_MODEL = f"CASE json_valid({_TEXT}) WHEN 1 THEN coalesce(json_extract({_TEXT}, '$.model'), '') ELSE '' END"
_ROWS_A_LOCK = 1000
"""Rows written under one lock: many are fast, too many keep other processes waiting."""
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT}
_PATIENCE = 60.0
"""Seconds to wait for another process's lock."""


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
            raise UntrustworthyError("a key that is no text")
        return key

    def store(self, value: bytes, read: bool, key: object = None) -> tuple[int, int, None, sqlite3.Binary]:
        """Take bytes for a value."""
        if type(value) is not bytes or read:
            raise TypeError(f"values are bytes, not {type(value).__name__}")
        return 0, _RAW, None, sqlite3.Binary(value)

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> bytes:
        """Give a value back."""
        if mode != _RAW or filename is not None or type(value) is not bytes or read:
            raise UntrustworthyError("a value that is not plain bytes")
        return value

    def remove(self, file_path: str) -> None:
        """Delete nothing: no row of ours has a file."""


@dataclass(frozen=True, slots=True)
class Row:
    """An answer as it is kept."""

    key: str
    value: bytes
    endpoint: str = ""
    """Where it was asked, as displayed; empty where that was not noted."""


@dataclass(frozen=True)
class Holdings:
    """What a store holds."""

    answers: int
    others: int
    """Rows that this program did not write; they are never read."""
    bytes: int
    """Of the files."""
    oldest: float | None
    """Seconds since 1970 (UTC); None when there is no answer."""
    newest: float | None
    by_model: dict[tuple[str, str], int]
    """Answers by endpoint and by the model that the server named; empty where unknown."""


class Answers:
    """The store behind the cache. Nothing is ever evicted: every row was paid for.

    Safe for several processes at once; not for network file systems, where SQLite's locks do not hold.

    Raises:
        FatalForRun: It cannot be opened; code `UNUSABLE` or `UNWRITABLE`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            make_private(folder, _FILES)
            if os.path.expandvars(folder) != str(folder):
                raise UntrustworthyError("its name would be taken for a variable of the environment")
            if (folder / _FILE).exists():
                self._check_settings()
            self._rows = Cache(str(folder.absolute()), timeout=_PATIENCE, disk=BytesOnly, **_SETTINGS)
        except (OSError, sqlite3.Error, Timeout, TypeError, ValueError, UntrustworthyError) as error:
            denied = isinstance(error, OSError) and error.errno in _DENIED and not os.path.lexists(folder / _FILE)
            raise FatalForRun(
                f"The answer cache in {folder} cannot be opened: {error}.",
                "Move the folder away, name another one with --cache-dir, or run with --no-cache.",
                UNWRITABLE if denied else UNUSABLE,
            ) from None

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: str) -> bytes | None:
        """The bytes under `key`, or None.

        Raises:
            UntrustworthyError: there is something else.
            sqlite3.Error: the file is damaged.
        """
        found: bytes | None = self._rows.get(key, retry=True)
        return found

    def put(self, key: str, value: bytes, endpoint: str = "") -> None:
        """Keep `value` under `key`, durable against the end of the process.

        Raises:
            sqlite3.Error: the disk is full, or the file damaged.
        """
        self._rows.set(key, value, tag=endpoint or None, retry=True)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write what is put inside in one step: all of it or nothing, and many times faster."""
        with self._rows.transact(retry=True):
            yield

    def rows(self) -> Iterator[Row]:
        """All answers, by key; rows of others are passed over."""
        with self._database() as database:
            found = database.execute(f"SELECT key, value, {_ENDPOINT} FROM Cache WHERE {_OURS} ORDER BY key")  # noqa: S608
            for key, value, endpoint in found:
                yield Row(key, value, endpoint)

    def holdings(self) -> Holdings:
        """What there is."""
        with self._database() as database:
            ((every,),) = database.execute("SELECT count(*) FROM Cache")
            ((ours, oldest, newest),) = database.execute(
                f"SELECT count(*), min(store_time), max(store_time) FROM Cache WHERE {_OURS}"  # noqa: S608
            )
            groups = database.execute(
                f"SELECT {_ENDPOINT}, {_MODEL}, count(*) FROM Cache WHERE {_OURS} GROUP BY 1, 2 ORDER BY 3 DESC"  # noqa: S608
            )
            by_model = {(endpoint, str(model)): count for endpoint, model, count in groups}
        size = sum(path.stat().st_size for path in map(self.folder.joinpath, _FILES) if path.exists())
        return Holdings(ours, every - ours, size, oldest, newest, by_model)

    def remove(self, before: float | None = None) -> int:
        """Delete the answers kept before this moment (seconds since 1970), or all rows; returns how many."""
        condition, values = ("1", ()) if before is None else ("store_time < ?", (before,))
        removed = 0
        with self._database() as database:
            while True:
                some = f"SELECT rowid FROM Cache WHERE {condition} LIMIT {_ROWS_A_LOCK}"  # noqa: S608
                with database:
                    gone = database.execute(f"DELETE FROM Cache WHERE rowid IN ({some})", values).rowcount  # noqa: S608
                if gone <= 0:
                    return removed
                removed += gone

    def close(self) -> None:
        """Close the database."""
        self._rows.close()

    def _check_settings(self) -> None:
        """Refuse settings that are not ours: diskcache runs some as SQL before it looks at those it is given."""
        with self._database() as database:
            ((table,),) = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'Settings'")
            stored = dict(database.execute("SELECT key, value FROM Settings")) if table else {}
        for name, value in stored.items():
            if name not in METADATA and (name not in _SETTINGS or value != _SETTINGS[name]):
                raise UntrustworthyError(f"it holds a setting of somebody else's ({str(name)[:40]})")

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        address = f"file:{quote(str((self.folder / _FILE).absolute()))}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as database:
            database.text_factory = _text  # a row of somebody else's must not make the others unreadable
            yield database


def _text(stored: bytes) -> str:
    return stored.decode(errors="replace")


def open_answers(folder: Path) -> Answers | None:
    """The store in `folder`; None, with a warning, where there is none and none can be made: nothing is lost by that.

    Raises:
        FatalForRun: There is one that cannot be used. What it holds was paid for, and would be paid for again.
    """
    try:
        return Answers(folder)
    except FatalForRun as error:
        if error.code != UNWRITABLE:
            raise
        log.warning("%s Going on without.", error)
        return None
