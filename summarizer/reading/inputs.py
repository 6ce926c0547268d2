"""From what the user names to documents: files, folders, globs, JSONL lines and standard input, one at a time."""

from __future__ import annotations

import glob
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from summarizer.reading.decode import MAX_BYTES, check_size, decode
from summarizer.reading.errors import Unreadable

SUFFIXES = (".txt", ".md", ".html", ".htm", ".jsonl")
_HTML = (".html", ".htm")
_FIELDS = ("id", "text", "html", "title", "url", "published", "outlet")
_TEXT_FIELDS = ("title", "url", "published", "outlet")


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it came in, decoded but not yet understood."""

    source: str
    """A path, `path#line`, or `-`."""
    name: str
    """What its id is made from."""
    text: str
    is_html: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    """What a JSONL line states: title, url, published, outlet."""
    extra: dict[str, Any] = field(default_factory=dict)
    """The other fields of a JSONL line, untouched."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A document that has not been loaded: `load` returns it or raises Unreadable."""

    source: str
    load: Callable[[], Document]


def pending(inputs: Iterable[str | Path], stdin: BinaryIO | None) -> Iterator[Pending]:
    """Every document the inputs name, in order; folders are walked sorted by name, with one document in memory."""
    for given in inputs:
        if str(given) == "-":
            yield from _from_stdin(stdin or sys.stdin.buffer)
            continue
        for found in files([given]):
            if isinstance(found, Pending):
                yield found
            elif found.suffix.lower() == ".jsonl":
                yield from _from_jsonl(found)
            else:
                yield whole(found)


def files(inputs: Iterable[str | Path]) -> Iterator[Path | Pending]:
    """Every file that paths and globs name and that can be read, in order; a Pending that fails for what cannot."""
    for given in inputs:
        try:
            yield from _from_name(str(given))
        except OSError as error:
            reason = _unreadable(str(given), error)
            yield _broken(str(given), reason.code, reason.message, reason.remedy)


def whole(path: Path) -> Pending:
    """The document of a file that holds one."""
    return Pending(str(path), lambda: _load(path, path.suffix.lower()))


def _from_name(name: str) -> Iterator[Path | Pending]:
    path = Path(name)
    if name and path.is_dir():
        yield from _from_folder(path)
    elif name and path.exists():
        yield _from_file(path)
    elif matches := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 (absolute patterns too)
        yield from files([match for match in matches if Path(match).is_dir() or _readable(match)])
    else:
        yield _broken(
            name or "''", "missing", f"{name!r} does not exist.", "Check the path; quote globs for your shell."
        )


def _readable(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES


def _broken(source: str, code: str, message: str, remedy: str) -> Pending:
    def load() -> Document:
        raise Unreadable(code, message, remedy)

    return Pending(source, load)


def _from_folder(folder: Path) -> Iterator[Path | Pending]:
    """The readable files below a folder; hidden folders, and files of other kinds, are passed over."""
    found = False
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(root) / name for name in sorted(files) if _readable(name)):
            if path.is_file():
                found = True
                yield path
    if not found:
        message = f"{folder} holds no file that can be read ({', '.join(SUFFIXES)})."
        yield _broken(str(folder), "nothing_readable", message, "Name another folder, or convert the files first.")


def _from_file(path: Path) -> Path | Pending:
    if not path.is_file():  # it could be read but once, and the first articles are read twice
        message = f"{path} is neither a file nor a folder."
        return _broken(str(path), "no_file", message, f"Hand it over as standard input: - < {path}")
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return path
    message = f"{path}: files of kind {suffix or 'without suffix'!r} are not read."
    return _broken(str(path), "suffix_unsupported", message, f"Use one of {', '.join(SUFFIXES)}.")


def _load(path: Path, suffix: str) -> Document:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(str(path), error) from error
    text = decode(data, str(path))
    return Document(str(path), path.stem, text, is_html=suffix in _HTML)


def _unreadable(place: str, error: OSError) -> Unreadable:
    return Unreadable("unreadable", f"{place} cannot be read: {error.strerror}.", "Check permissions and the disk.")


def _from_jsonl(path: Path) -> Iterator[Pending]:
    """The lines of a file; of an empty one, a Pending that says so."""
    number, place, stem = 0, str(path), path.stem
    try:
        with path.open("rb") as file:
            for number, line in _lines(file):
                if line.strip():
                    yield _jsonl_line(place, stem, number, line)
    except OSError as error:
        reason = _unreadable(str(path), error)
        yield _broken(str(path), reason.code, reason.message, reason.remedy)
        return
    if number == 0:
        yield _broken(str(path), "empty", f"{path} is empty.", "Check that the file was written completely.")


def lines_from(path: Path, start: int, number: int) -> Iterator[tuple[Pending | None, int]]:
    """The lines of a JSONL file from byte `start` on, where line `number` begins, each with the byte at its end.

    An empty line has no document. Reading ends with the file.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        file.seek(start)
        for passed, line in _lines(file):
            at = number + passed - 1
            yield _jsonl_line(str(path), path.stem, at, line) if line.strip() else None, file.tell()


def _lines(file: BinaryIO, first: bytes = b"") -> Iterator[tuple[int, bytes]]:
    """Numbered lines; one beyond `MAX_BYTES` is cut just above the limit, so memory stays bounded."""
    number = 0
    while line := first or file.readline(MAX_BYTES + 1):
        first = b""
        number += 1
        rest = line
        while len(rest) > MAX_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MAX_BYTES + 1)
        yield number, line


def _jsonl_line(place: str, stem: str, number: int, line: bytes) -> Pending:
    source = f"{place}#{number}"
    return Pending(source, lambda: _parse(source, f"{stem}-{number}", line))


def _parse(source: str, name: str, line: bytes) -> Document:
    check_size(len(line), source)
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = f"{source} is not valid UTF-8 at byte {error.start} of the line."
        raise Unreadable("encoding", message, "JSONL is UTF-8: convert the file.") from error
    except (ValueError, RecursionError) as error:
        message = f"{source} is not valid JSON: {error}."
        raise Unreadable("broken_json", message, "Write one complete JSON object per line.") from error
    if not isinstance(values, dict):
        raise Unreadable("broken_json", f"{source} is not a JSON object.", "Write one complete JSON object per line.")
    given = next((key for key in ("text", "html") if isinstance(values.get(key), str) and values[key].strip()), None)
    if given is None:
        raise Unreadable("no_text", f"{source} has no text.", "Give the article in a field `text` or `html`.")
    fields = {key: _scalar(values[key]) for key in _TEXT_FIELDS if isinstance(values.get(key), str) and values[key]}
    extra = {key: value for key, value in values.items() if key not in _FIELDS}
    identifier = values.get("id")
    named = _scalar(str(identifier)) if isinstance(identifier, str | int) and str(identifier).strip() else name
    return Document(source, named, _scalar(values[given]), is_html=given == "html", fields=fields, extra=extra)


def _scalar(text: str) -> str:
    """JSON may escape half a character (a lone surrogate), which no encoding can write: it becomes U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _from_stdin(stream: BinaryIO) -> Iterator[Pending]:
    """JSONL if the first line is a JSON object, else one document, HTML if it opens like one."""
    first = stream.readline(MAX_BYTES + 1)
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        for number, line in _lines(stream, first):
            if line.strip():
                yield _jsonl_line("-", "stdin", number, line)
        return
    data = first + stream.read(max(0, MAX_BYTES + 1 - len(first)))
    yield Pending("-", lambda: _whole_stdin(data))


def _whole_stdin(data: bytes) -> Document:
    text = decode(data, "standard input")
    opening = text[:200].lstrip().lower()
    return Document("-", "stdin", text, is_html=opening.startswith(("<!doctype html", "<html")))
