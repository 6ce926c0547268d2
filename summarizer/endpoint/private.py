"""A folder for this user alone, whatever others may have put in its place."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path


class UntrustworthyError(Exception):
    """Something this program cannot have written."""


def make_private(folder: Path, files: Iterable[str] = ()) -> None:
    """Make `folder`, if it does not stand, and keep other users out of it.

    Args:
        folder: May be a link of this user's own.
        files: Names in it that will be opened. Where they stand they must be plain files of this user: through a link
            that others left while the folder was open to them, a file elsewhere would be written to.

    Raises:
        UntrustworthyError: The folder or one of the files is not ours.
        OSError: The folder cannot be made, or its permissions not be set.
    """
    if folder.is_symlink() and not _ours(folder.lstat()):
        raise UntrustworthyError(f"{folder} is a link that belongs to another user")
    if folder.exists() and not folder.is_dir():
        raise UntrustworthyError(f"{folder} is a file, not a folder")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.stat()
    if not _ours(found):
        raise UntrustworthyError(f"{folder} belongs to another user")
    if stat.S_IMODE(found.st_mode) != 0o700:
        folder.chmod(0o700)
    for name in files:
        _check(folder / name)


def _check(path: Path) -> None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(found.st_mode):
        raise UntrustworthyError(f"{path} is not a plain file")
    if not _ours(found) or found.st_nlink > 1:
        raise UntrustworthyError(f"{path} belongs to something else as well, or to another user")


def _ours(found: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or found.st_uid == os.getuid()
