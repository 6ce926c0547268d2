"""Files that are there whole or not at all, whatever happens while they are written."""

# ruff: noqa: PTH105, PTH108, PTH118, PTH123
# Plain names, not paths: a run has thousands of records, and making a path takes longer than asking for the file.

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


def write(path: Path | str, data: bytes) -> None:
    """Put `data` at `path`, durably: after a return it survives a power cut, before it the old file stands.

    Raises:
        OSError: It could not be written; nothing has changed at `path`.
    """
    with _taking_its_place(path) as temporary, open(temporary, "wb", buffering=0) as file:
        left = memoryview(data)
        while left:  # a system may take a part only
            left = left[file.write(left) :]
        os.fsync(file.fileno())


@contextmanager
def writing(path: Path | str) -> Iterator[BinaryIO]:
    """A file to write to that takes its place at `path` when the block ends, and vanishes when the block fails.

    One writer a path: the temporary name is fixed, so that what a killed process leaves is written over.
    """
    with _taking_its_place(path) as temporary, open(temporary, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _taking_its_place(path: Path | str) -> Iterator[str]:
    """The name of a file that is to be written whole within the block; nothing is left of it when the block fails."""
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name}.tmp")
    try:
        yield temporary
        os.replace(temporary, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    _sync_folder(folder)


def _sync_folder(folder: str) -> None:
    if not hasattr(os, "O_DIRECTORY"):  # Windows keeps names durably by itself and opens no folders
        return
    descriptor = os.open(folder or os.curdir, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
