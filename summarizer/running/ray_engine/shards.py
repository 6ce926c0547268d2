"""The inputs of a run cut into shards: which bytes of which files, never the texts themselves.

The cut depends on the inputs alone, so the same command finds the same shards. A shard is named by where it begins:
files that come or go elsewhere leave its name, and what is done in it, as they were.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from summarizer.reading.errors import Unreadable
from summarizer.reading.inputs import Pending, files, lines_from, whole
from summarizer.reading.reader import K, Known, article_id, understood
from summarizer.schema import Article, Failure

_CHUNK = 1 << 20


class Altered(Exception):  # noqa: N818 - an observation about a file
    """A file is not, or no longer, what the manifest says."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A file, or whole lines of one."""

    path: str
    """As the user named it: relative paths are those of the working directory of the command."""
    start: int
    end: int
    """Bytes; end-exclusive."""
    line: int
    """Number of the first line; 0 for a file that holds one article."""
    sha256: str
    """Of these bytes."""


@dataclass(frozen=True, slots=True)
class Shard:
    """What one worker does in one go."""

    key: str
    """Twelve hexadecimal digits of where it begins."""
    articles: int
    """Documents in it; one that turns out to be unreadable counts."""
    slices: list[Slice] = field(default_factory=list)
    broken: list[Failure] = field(default_factory=list)
    """Inputs that could not be found or are of no kind that is read."""
    taken: dict[str, str] = field(default_factory=dict)
    """Ids in it that an article of an earlier shard has, with that article's source."""

    @property
    def sha256(self) -> str:
        """Digest of all of it: a shard with the same digest has the same articles."""
        return hashlib.sha256(as_line(self)).hexdigest()


_shard = TypeAdapter(Shard)


def as_line(shard: Shard) -> bytes:
    """A line of the manifest."""
    return _shard.dump_json(shard) + b"\n"


def from_line(line: bytes) -> Shard:
    """The shard of such a line.

    Raises:
        ValueError: It is none.
    """
    return _shard.validate_json(line)


@dataclass
class _Open:
    """A shard that is being filled."""

    slices: list[Slice] = field(default_factory=list)
    broken: list[Failure] = field(default_factory=list)
    articles: int = 0
    first: str = ""

    def close(self) -> Shard:
        key = hashlib.sha256(self.first.encode("utf-8", "surrogateescape")).hexdigest()[:12]
        return Shard(key, self.articles, self.slices, self.broken)


def cut(inputs: Iterable[str], size: int, on_id: Callable[[str], None]) -> Iterator[Shard]:
    """The shards of the inputs, in their order; one at a time is in memory.

    Args:
        inputs: Files, folders and globs, as for `read`.
        size: Articles of a shard, at the most.
        on_id: Told the id of every document that will become an article, before its shard is given out.
    """
    shard = _Open()
    for found in files(inputs):
        if isinstance(found, Path) and found.suffix.lower() == ".jsonl":
            if shard.articles:
                yield shard.close()
            yield from _of_lines(found, size, on_id)
            shard = _Open()
            continue
        shard.first = shard.first or str(found.source if isinstance(found, Pending) else found)
        shard.articles += 1
        if isinstance(found, Pending):
            shard.broken.append(_failure(found))
        else:
            _add_file(shard, found, on_id)
        if shard.articles >= size or (shard.articles * 2 >= size and _is_boundary(shard.slices, size)):
            yield shard.close()
            shard = _Open()
    if shard.articles:
        yield shard.close()


def _is_boundary(slices: list[Slice], size: int) -> bool:
    """Whether a shard that is half full ends here; by the name of the last file, so that a file more or less moves the
    boundaries near it and no others."""
    name = slices[-1].path if slices else ""
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest()[:4]) % max(1, size // 8) == 0


def _add_file(shard: _Open, path: Path, on_id: Callable[[str], None]) -> None:
    try:
        end = path.stat().st_size
        shard.slices.append(Slice(str(path), 0, end, 0, digest(str(path), 0, end)))
    except (OSError, Altered):
        shard.broken.append(_failure(whole(path)))
    else:
        on_id(article_id(path.stem))


def _of_lines(path: Path, size: int, on_id: Callable[[str], None]) -> Iterator[Shard]:
    start, end, first, number, articles = 0, 0, 1, 0, 0
    empty = True
    try:
        for item, end in lines_from(path, 0, 1):
            empty = False
            number += 1
            if item is None:
                continue
            articles += 1
            if (name := id_of(item)) is not None:
                on_id(name)
            if articles == size:
                yield _lines_shard(path, start, end, first, articles)
                start, first, articles = end, number + 1, 0
        if articles:
            yield _lines_shard(path, start, end, first, articles)
        elif empty:
            message = f"{path} is empty."
            yield _unread(path, start, "empty", message, "Check that the file was written completely.")
    except (OSError, Altered) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        yield _unread(path, end, "unreadable", f"{path} cannot be read: {reason}.", "Check permissions and the disk.")


def _lines_shard(path: Path, start: int, end: int, line: int, articles: int) -> Shard:
    part = Slice(str(path), start, end, line, digest(str(path), start, end))
    return _Open([part], [], articles, f"{path}@{start}").close()


def _unread(path: Path, at: int, code: str, message: str, remedy: str) -> Shard:
    failure = Failure(source=str(path), stage="reading", code=code, message=message, remedy=remedy)
    return _Open([], [failure], 1, f"{path}@{at}").close()


def _failure(item: Pending) -> Failure:
    try:
        item.load()
    except Unreadable as error:
        return error.failure(item.source)
    raise Altered(f"{item.source} can be read again")


def id_of(item: Pending) -> str | None:
    """The id of a document's article; None if it cannot be loaded."""
    try:
        return article_id(item.load().name)
    except Unreadable:
        return None


def digest(path: str, start: int, end: int) -> str:
    """SHA-256 of these bytes of a file.

    Raises:
        OSError: It cannot be read.
        Altered: It ends before them.
    """
    found = hashlib.sha256()
    with Path(path).open("rb") as file:
        file.seek(start)
        missing = end - start
        while missing:
            part = file.read(min(_CHUNK, missing))
            if not part:
                raise Altered(f"{path} is shorter than it was")
            found.update(part)
            missing -= len(part)
    return found.hexdigest()


def verify(shard: Shard) -> None:
    """Check that the files hold what they held when the shard was cut.

    Raises:
        OSError: One cannot be read from here.
        Altered: One holds something else.
    """
    for part in shard.slices:
        if digest(part.path, part.start, part.end) != part.sha256:
            raise Altered(f"{part.path} has changed since the run was started")


def documents(shard: Shard) -> Iterator[Pending]:
    """The documents of a shard, in order, not yet loaded."""
    for part in shard.slices:
        if not part.line:
            yield whole(Path(part.path))
            continue
        for item, end in lines_from(Path(part.path), part.start, part.line):
            if item is not None:
                yield item
            if end >= part.end:
                break


def articles(
    shard: Shard, recurring: frozenset[bytes], taken: Mapping[str, str], known: Known[K] | None = None
) -> Iterator[Article | Failure | K]:
    """The articles of a shard as `read` gives them, and a failure for every input that makes none."""
    yield from shard.broken
    yield from understood(documents(shard), recurring, dict(taken), known)
