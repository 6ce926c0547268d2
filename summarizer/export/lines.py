"""Tables as text: JSON Lines, and CSV by RFC 4180.

CSV has no lists, no types and no null: lists are JSON in a cell, null is an empty cell. And a spreadsheet takes a cell
that begins with "=" for a formula, so the words of an article could reach out of it (CSV injection): an apostrophe
stands before such a cell, and before one that begins with an apostrophe, so that taking away one leading apostrophe
gives every cell back as it was. JSON Lines and Parquet change nothing.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import BinaryIO, Protocol

from summarizer.export.rows import Cell, Row
from summarizer.export.tables import Table

_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""What a spreadsheet may take for the start of a formula (OWASP), and the guard itself."""


class Writer(Protocol):
    """Writes one table to a file that it does not close."""

    def write(self, row: Row) -> None:
        """Add a row."""
        ...

    def close(self) -> None:
        """Write what is left."""
        ...


class JsonLines:
    """One JSON object a row, in UTF-8; every column stands in every row."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        self._file = file
        self._names = [column.name for column in table.columns]

    def write(self, row: Row) -> None:
        """Add a row."""
        cells = dict(zip(self._names, row, strict=True))
        self._file.write(json.dumps(cells, ensure_ascii=False, default=_iso).encode() + b"\n")

    def close(self) -> None:
        """Nothing is left."""


class Csv:
    """A header and one record a row, in UTF-8 without a byte order mark, lines ended by CRLF."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self._rows = csv.writer(self._text, lineterminator="\r\n")
        self._rows.writerow([column.name for column in table.columns])

    def write(self, row: Row) -> None:
        """Add a row."""
        self._rows.writerow([_cell(each) for each in row])

    def close(self) -> None:
        """Let go of the file, which stays open."""
        self._text.detach()


def _cell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, Sequence):
        return json.dumps(cell, ensure_ascii=False)
    return _iso(cell) if isinstance(cell, date) else cell


def guarded(text: str) -> str:
    """`text` as no spreadsheet computes it."""
    return f"'{text}" if text.startswith(_GUARDED) else text


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a table")
