"""Digests of large files, taken once and remembered."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def same_as_before(path: Path, stamp: Path) -> str | None:
    """The digest noted for `path`, if the file is the one the note was made of; None otherwise.

    Told by size, time of change and inode: hashing a gigabyte at every start would cost more than the start itself.
    """
    try:
        note = json.loads(stamp.read_text(encoding="utf-8"))
        return str(note["sha256"]) if note["file"] == _identity(path) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(path: Path, digest: str, stamp: Path) -> None:
    """Remember `digest` for `path` as it is now."""
    new = stamp.with_name(stamp.name + ".new")
    new.write_text(json.dumps({"file": _identity(path), "sha256": digest}), encoding="utf-8")
    new.replace(stamp)


def _identity(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ino]
