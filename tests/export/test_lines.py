"""Tables as text."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from summarizer.export.lines import Csv, JsonLines, guarded
from summarizer.export.rows import Row
from summarizer.export.tables import Column, Table

TABLE = Table("t", "For tests.", tuple(Column(name, "text", "") for name in "abc"))


def as_csv(*rows: Row) -> bytes:
    file = io.BytesIO()
    table = Csv(file, TABLE)
    for row in rows:
        table.write(row)
    table.close()
    return file.getvalue()


def test_csv_is_rfc_4180() -> None:
    assert as_csv(('say "hi"', "a,b", "one\ntwo")) == b'a,b,c\r\n"say ""hi""","a,b","one\ntwo"\r\n'


def test_csv_cells_of_other_types() -> None:
    when = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    assert as_csv((-5, date(2025, 7, 13), ["ä", 'b"']), (None, True, when)).decode().splitlines()[1:] == [
        '-5,2025-07-13,"[""ä"", ""b\\""""]"',
        ",true,2026-01-01T11:00:00Z",
    ]


def test_no_cell_is_a_formula() -> None:
    cells = next(csv.reader(io.StringIO(as_csv(("=1+1", "-5 Grad", "\t=1")).decode().split("\r\n", 1)[1])))
    assert cells == ["'=1+1", "'-5 Grad", "'\t=1"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_guard_can_be_taken_away(text: str) -> None:
    shown = guarded(text)
    assert shown[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert (shown[1:] if shown.startswith("'") else shown) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=3, max_size=3))
def test_any_text_comes_back_from_csv(texts: list[str]) -> None:
    _, row = csv.reader(io.StringIO(as_csv(tuple(texts)).decode(), newline=""))
    assert [cell.removeprefix("'") for cell in row] == texts


def test_json_lines_keep_every_column_and_character() -> None:
    file = io.BytesIO()
    table = JsonLines(file, TABLE)
    table.write(("=1+1\n„Zitat“\u2028", None, ["x"]))
    table.write((datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 2), False))
    table.close()
    first, second = file.getvalue().decode().split("\n")[:2]
    assert json.loads(first) == {"a": "=1+1\n„Zitat“\u2028", "b": None, "c": ["x"]}
    assert json.loads(second) == {"a": "2026-01-01T00:00:00Z", "b": "2026-01-02", "c": False}
