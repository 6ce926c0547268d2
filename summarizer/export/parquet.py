"""Tables as Apache Parquet: dates are dates, lists are lists, and null is null."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from summarizer.errors import UsageError
from summarizer.export.rows import Row
from summarizer.export.tables import Kind, Table

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

_AT_ONCE = 4096
"""Rows of a row group, which are held in memory."""
_TEXT_AT_ONCE = 32_000_000
"""Code points of a row group: whole articles make long rows."""


class Parquet:
    """One file with one table, compressed with Zstandard.

    Raises:
        UsageError: pyarrow is not installed.
    """

    def __init__(self, file: BinaryIO, table: Table) -> None:
        self._schema = _schema(table)
        import pyarrow.parquet  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra

        self._writer = pyarrow.parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[Row] = []
        self._size = 0

    def write(self, row: Row) -> None:
        """Add a row."""
        self._rows.append(row)
        self._size += sum(len(cell) for cell in row if isinstance(cell, str))
        if len(self._rows) >= _AT_ONCE or self._size >= _TEXT_AT_ONCE:
            self._flush()

    def close(self) -> None:
        """Write the last rows and the file's footer."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if not self._rows:
            return
        import pyarrow  # noqa: PLC0415 - an extra

        columns = zip(*self._rows, strict=True)
        arrays = [pyarrow.array(cells, type=each.type) for cells, each in zip(columns, self._schema, strict=True)]
        self._writer.write_table(pyarrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows, self._size = [], 0


def _schema(table: Table) -> pyarrow.Schema:
    try:
        import pyarrow  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError("Parquet needs pyarrow.", "Install it: pip install 'summarizer[parquet]'.") from None
    kinds: dict[Kind, pyarrow.DataType] = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "timestamp": pyarrow.timestamp("us", tz="UTC"),
        "list": pyarrow.list_(pyarrow.string()),
    }
    key, *rest = table.columns
    fields = [pyarrow.field(key.name, kinds[key.kind], nullable=False, metadata={"meaning": key.meaning})]
    fields += [pyarrow.field(each.name, kinds[each.kind], metadata={"meaning": each.meaning}) for each in rest]
    return pyarrow.schema(fields)
