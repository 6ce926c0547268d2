"""The answers of one shard, kept before they are used: a file that only grows, written by one process at a time.

The cache of a local run is an SQLite database, whose locks do not hold on network file systems. This one needs
none, lies with the run, and outlives the worker and the node that wrote it.
"""

from __future__ import annotations

import errno
import json
import os
from contextlib import suppress
from pathlib import Path

from summarizer.endpoint.errors import FatalForRun


class Segment:
    """Answers by key; what a killed process left half written is passed over.

    Raises:
        FatalForRun: The file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.folder = path
        """What messages name as the place of the answers."""
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            self._read()
        except OSError as error:
            raise self._unusable(error) from error

    def get(self, key: str) -> bytes | None:
        """The bytes under `key`, or None."""
        if key not in self._places:
            return None
        start, length = self._places[key]
        return os.pread(self._file, length, start)

    def put(self, key: str, value: bytes, endpoint: str = "") -> None:
        """Keep `value`, one line of JSON, durable against the end of the process.

        Raises:
            FatalForRun: The disk is full, or the file system gone: an answer that is not kept would be paid for twice.
        """
        head = f"{key} ".encode()
        line = head + value + b"\n"
        try:
            if os.write(self._file, line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._file, self._end)
            raise self._unusable(error) from error
        self._places[key] = (self._end + len(head), len(value))
        self._end += len(line)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _unusable(self, error: OSError) -> FatalForRun:
        return FatalForRun(
            f"{self.folder}: answers cannot be kept: {error.strerror}.",
            "Make room or correct the permissions; then run the same command again.",
            "unwritable",
        )

    def _read(self) -> None:
        with os.fdopen(os.dup(self._file), "rb") as lines:
            lines.seek(0)
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                key, _, value = line.partition(b" ")
                if _is_json(value):
                    self._places[key.decode("ascii", "replace")] = (self._end + len(key) + 1, len(value) - 1)
                self._end += len(line)
        os.ftruncate(self._file, self._end)


def _is_json(value: bytes) -> bool:
    try:
        json.loads(value)
    except ValueError:
        return False
    return True
