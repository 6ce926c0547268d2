"""The list of shards of a run: `shards/manifest.jsonl`, a line a shard, and beside it what it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from summarizer.reading.inputs import Pending, files
from summarizer.running import atomic
from summarizer.running.ray_engine.ids import Ids
from summarizer.running.ray_engine.shards import Shard, as_line, cut, documents, from_line, id_of

FOLDER = "shards"
LINES = "manifest.jsonl"
HEAD = "manifest.json"


@dataclass(frozen=True)
class Head:
    """What the manifest was made from, and how much it lists."""

    inventory: str
    """Digest of the names, sizes and times of change of all inputs, and of how they were cut."""
    shards: int
    articles: int


_head = TypeAdapter(Head)


@dataclass(frozen=True)
class Manifest:
    """The shards of a run folder."""

    folder: Path
    """That of the shards."""
    head: Head

    def shards(self) -> Iterator[Shard]:
        """The shards, in the order of the inputs, read as they are asked for."""
        with (self.folder / LINES).open("rb") as lines:
            yield from map(from_line, lines)

    def home(self, shard: Shard) -> Path:
        """The folder of a shard's own ledger; what else belongs to it has its name and a suffix."""
        return self.folder / shard.key[:2] / shard.key[2:]


def prepare(out: Path, inputs: Sequence[str], size: int) -> Manifest:
    """The manifest of these inputs in the run folder `out`: the one that is there if no file has changed since, going
    by names, sizes and times of change, else a new one, for which every input is read once.

    Raises:
        OSError: `out` cannot be written to.
        Altered: An input changes while it is read.
    """
    folder = out / FOLDER
    inventory = _inventory(inputs, size)
    if (head := _known(folder)) and head.inventory == inventory:
        return Manifest(folder, head)
    folder.mkdir(exist_ok=True)
    (folder / HEAD).unlink(missing_ok=True)
    articles = 0
    with Ids() as ids:
        with atomic.writing(folder / LINES) as lines:
            for shard in cut(inputs, size, ids.add):
                lines.write(as_line(shard))
                ids.shard += 1
                articles += shard.articles
        head = Head(inventory, ids.shard, articles)
        manifest = Manifest(folder, head)
        if twice := ids.twice():
            _mark(manifest, twice)
    atomic.write(folder / HEAD, _head.dump_json(head) + b"\n")
    return manifest


def _known(folder: Path) -> Head | None:
    try:
        return _head.validate_json((folder / HEAD).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _inventory(inputs: Iterable[str], size: int) -> str:
    found = hashlib.sha256(f"1 {size}".encode())
    for each in files(inputs):
        found.update(f"\0{_state(each)}".encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def _state(found: Path | Pending) -> str:
    if isinstance(found, Pending):
        return f"{found.source}\0-"
    try:
        state = found.stat()
    except OSError:
        return f"{found}\0-"
    return f"{found}\0{state.st_size}\0{state.st_mtime_ns}\0{state.st_ino}"


def _mark(manifest: Manifest, twice: dict[int, set[bytes]]) -> None:
    """Note in each shard which of its ids belong to an earlier one. Only the shards in question are read again.

    As in a local run, an id belongs to the first document that has it and can be loaded.
    """
    owners: dict[str, tuple[int, str]] = {}
    for number, shard in enumerate(manifest.shards()):
        if number in twice:
            for item in documents(shard):
                name = id_of(item)
                if name is not None and Ids.digest(name) in twice[number]:
                    owners.setdefault(name, (number, item.source))
    with atomic.writing(manifest.folder / LINES) as lines:
        for number, shard in enumerate(manifest.shards()):
            ours = twice.get(number, set())
            taken = {name: source for name, (owner, source) in owners.items() if owner < number and _in(name, ours)}
            lines.write(as_line(replace(shard, taken=taken)))


def _in(name: str, digests: set[bytes]) -> bool:
    return Ids.digest(name) in digests
