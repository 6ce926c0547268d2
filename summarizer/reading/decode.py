"""Bytes to text, character for character: line ends stay as they are, a byte order mark is encoding and not text."""

from __future__ import annotations

import codecs

from summarizer.reading.errors import Unreadable

MAX_BYTES = 5_000_000
"""Largest single article, in bytes as stored: about a thousand book pages."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ["cp1252", "latin_1"]
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")
_MOST_CONTROLS = 0.01
_DETECTION_SAMPLE = 200_000


def decode(data: bytes, place: str) -> str:
    """The text of `data`: UTF-8, UTF-16 or UTF-32 by their marks, else Windows-1252 or Latin-1 if it reads as such.

    Raises Unreadable (`empty`, `blank`, `binary`, `encoding`, `too_large`), naming `place` and the byte offset.
    """
    if not data:
        raise Unreadable("empty", f"{place} is empty.", "Check that the file was written completely.")
    check_size(len(data), place)
    text = _decoded(data, place)
    if not text.strip():
        raise Unreadable("blank", f"{place} holds white space only.", "Check that the file was written completely.")
    return text


def check_size(size: int, place: str) -> None:
    """Raise Unreadable (`too_large`) above `MAX_BYTES`."""
    if size > MAX_BYTES:
        message = f"{place} holds at least {size:,} bytes; one article may have {MAX_BYTES:,}."
        raise Unreadable("too_large", message, "Split it: one article per file, or one per line of a .jsonl file.")


def _decoded(data: bytes, place: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, place, len(mark))
    if (offset := data.find(b"\0")) >= 0:
        raise _binary(place, offset)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _legacy(data, place, error)
    controls = sum(map(data.count, (bytes([code]) for code in _CONTROLS)))
    if controls > _MOST_CONTROLS * len(data):
        raise _binary(place, next(i for i, byte in enumerate(data) if byte in _CONTROLS))
    return text


def _binary(place: str, offset: int) -> Unreadable:
    message = f"{place} is not text: control bytes from byte {offset}."
    return Unreadable("binary", message, "Pass text, HTML or JSONL; convert PDF or Word files first.")


def _strict(data: bytes, encoding: str, place: str, shift: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong_encoding(place, error.start + shift, encoding) from error


def _wrong_encoding(place: str, offset: int, encoding: str) -> Unreadable:
    message = f"{place} is not valid {encoding.upper()} at byte {offset}, and no other known encoding fits."
    return Unreadable("encoding", message, "Convert it to UTF-8, for example with `iconv -f ENCODING -t UTF-8`.")


def _legacy(data: bytes, place: str, error: UnicodeDecodeError) -> str:
    """Windows-1252 or Latin-1, unless the bytes are UTF-8 with damage: reading that would garble every umlaut."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 (only old encodings need it)

    whole = len(data[: error.start].decode("utf-8"))
    if whole < error.start:
        raise _wrong_encoding(place, error.start, "utf-8")
    best = from_bytes(data[:_DETECTION_SAMPLE], cp_isolation=_LEGACY, enable_fallback=False).best()
    if best is None or "�" in data.decode(best.encoding, "replace"):
        raise _wrong_encoding(place, error.start, "utf-8")
    return data.decode(best.encoding)
