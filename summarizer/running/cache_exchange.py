"""Answers taken from one cache to another: JSON Lines, one answer a line, gzipped where the name ends in `.gz`.

A line is `{"key": …, "endpoint": …, "answer": …}`: the SHA-256 of the question, where it was asked (as displayed), and
the chat completion as the server gave it. No question and no key is in it, but answers quote the articles.
"""

from __future__ import annotations

import gzip
import itertools
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import from_json

from summarizer.endpoint.answers import Answers, Row
from summarizer.endpoint.cache import complete
from summarizer.endpoint.completion import parsed
from summarizer.endpoint.private import UntrustworthyError
from summarizer.errors import UsageError
from summarizer.running import atomic

LONGEST = 16 * 2**20
"""Bytes of a line at most: an answer has a few thousand, and a file of somebody else's must not fill the memory."""
AT_ONCE = 500
"""Answers written in one step."""


class Line(BaseModel):
    """A line of the file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    key: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    endpoint: str = ""
    answer: dict[str, Any]


@dataclass
class Import:
    """What became of the lines of a file."""

    added: int = 0
    equal: int = 0
    """There already, and the same."""
    differing: list[tuple[int, str]] = field(default_factory=list)
    """Line and key of answers that are there already with other words: those here were kept."""


def write(answers: Answers, path: Path) -> tuple[int, int]:
    """Write every complete answer to `path`, sorted by key; returns how many, and how many rows were left out.

    Raises:
        UsageError: `path` cannot be written.
    """
    written = left_out = 0
    try:
        with atomic.writing(path) as file, _packing(file, path) as out:
            for row in answers.rows():
                if _sound(row):
                    head = json.dumps({"key": row.key, "endpoint": row.endpoint}, ensure_ascii=False)
                    out.write(head[:-1].encode() + b', "answer": ' + row.value + b"}\n")
                    written += 1
                else:
                    left_out += 1
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from None
    return written, left_out + answers.holdings().others


def read(answers: Answers, path: Path) -> Import:
    """Add the answers in `path` that are not in `answers` yet.

    All lines are checked before the first is added. An answer that is there is never replaced. Killed at any moment, it
    may be repeated.

    Raises:
        UsageError: The file cannot be read, or a line holds no complete answer; the message names it.
    """
    for _ in _rows(path):
        pass
    done = Import()
    numbered = enumerate(_rows(path), 1)
    while some := list(itertools.islice(numbered, AT_ONCE)):
        with answers.together():
            for number, row in some:
                _add(answers, number, row, done)
    return done


def _add(answers: Answers, number: int, row: Row, done: Import) -> None:
    here = _here(answers, row.key)
    if here is None:
        answers.put(row.key, row.value, row.endpoint)
        done.added += 1
    elif from_json(here) == from_json(row.value):
        done.equal += 1
    else:
        done.differing.append((number, row.key))


def _here(answers: Answers, key: str) -> bytes | None:
    """What a run would find under `key`."""
    try:
        raw = answers.get(key)
    except UntrustworthyError:
        return None
    return raw if raw is not None and _sound(Row(key, raw)) else None


def _sound(row: Row) -> bool:
    try:
        Line(key=row.key, endpoint=row.endpoint, answer=from_json(row.value))
        return complete(parsed(row.value), None) and b"\n" not in row.value
    except (ValueError, TypeError):
        return False


def _rows(path: Path) -> Iterator[Row]:
    try:
        with _unpacked(path) as file:
            for number in itertools.count(1):
                line = file.readline(LONGEST + 1)
                if not line:
                    return
                yield _row(line, f"{path}, line {number}")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UsageError(f"{path} is damaged: {error}.", "Export or copy it again; nothing was imported.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Name a file of `cache export`.") from None


def _row(raw: bytes, place: str) -> Row:
    if len(raw) > LONGEST:
        raise _bad(place, f"longer than {LONGEST:,} bytes")
    try:
        line = Line.model_validate(from_json(raw, allow_inf_nan=False))
    except ValidationError as error:
        first = error.errors()[0]
        raise _bad(place, f"{'.'.join(map(str, first['loc'])) or 'line'}: {first['msg']}") from None
    except ValueError as error:
        raise _bad(place, f"no JSON ({error})") from None
    value = json.dumps(line.answer, ensure_ascii=False, separators=(",", ":")).encode()
    if not complete(parsed(value), None):
        raise _bad(place, "answer: no complete chat completion that holds JSON")
    return Row(line.key, value, line.endpoint)


def _bad(place: str, why: str) -> UsageError:
    return UsageError(f"{place}: {why}.", "Nothing was imported. Export the answers again, or take the line out.")


@contextmanager
def _packing(file: IO[bytes], path: Path) -> Iterator[IO[bytes]]:
    if path.suffix != ".gz":
        yield file
        return
    # No name and no time in it: the same answers make the same file.
    with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed:
        yield packed  # type: ignore[misc]  # a file in all but its type


@contextmanager
def _unpacked(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix == ".gz":
        with gzip.open(path, "rb") as packed:
            yield packed  # type: ignore[misc]
    else:
        with path.open("rb") as file:
            yield file
