"""The list of shards of a run: `shards/manifest.jsonl`, a line a shard, and beside it what it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from summarizer.reading.inputs import Pending, files
from summarizer.running import atomic
from summarizer.running.ray_engine.ids import Ids
from summarizer.running.ray_engine.shards import Shard, as_line, cut, documents, from_line, id_of

FOLDER = "shards"
ARTICLES = 1_000
"""Of a shard, at the most: hours of work for a model, seconds for the books."""
SHARDS = 64
"""There are about as many or more, unless that would make them too small."""
LINE_BYTES = 4_000
"""Of an article in a JSONL file, about."""
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


def prepare(out: Path, inputs: Sequence[str], least: int) -> Manifest:
    """The manifest of these inputs in the run folder `out`: the one that is there if no file has changed since, going
    by names, sizes and times of change, else a new one, for which every input is read once.

    Args:
        least: Articles of a shard, where there are enough.

    Raises:
        OSError: `out` cannot be written to.
        Altered: An input changes while it is read.
    """
    folder = out / FOLDER
    inventory, articles = _inventory(inputs)
    size = shard_size(articles, least)
    inventory = f"{inventory} {size}"
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


def _inventory(inputs: Iterable[str]) -> tuple[str, int]:
    """Digest of names, sizes and times of all files, and about how many articles they hold."""
    found, articles = hashlib.sha256(), 0
    for each in files(inputs):
        state = None
        with suppress(OSError):
            state = each.stat() if isinstance(each, Path) else None
        name = each.source if isinstance(each, Pending) else str(each)
        marks = (state.st_size, state.st_mtime_ns, state.st_ino) if state else ()
        found.update(repr((name, marks)).encode())
        lines = state is not None and name.lower().endswith(".jsonl")
        articles += 1 + (state.st_size // LINE_BYTES if lines and state else 0)
    return found.hexdigest(), articles


def shard_size(articles: int, least: int) -> int:
    """Articles of a shard: `ARTICLES` of very many, fewer of few, so that there is something for many workers, and
    seldom another number when articles are added."""
    size = ARTICLES
    while size > least and articles < size * SHARDS:
        size //= 2
    return max(size, least)


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
