"""What the tables promise."""

from __future__ import annotations

from summarizer.export.tables import TABLES, markdown


def test_columns_have_one_name_and_a_meaning() -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert all(column.meaning.endswith(".") for column in table.columns)
        assert table.columns[0].meaning.startswith("Key")


def test_keys_of_other_tables_have_their_name() -> None:
    keys = {table.columns[0].name for table in TABLES}
    assert {"article_id", "item_id", "quote_id"} <= keys
    for table in TABLES:
        assert {"article_id"} <= {column.name for column in table.columns}


def test_the_documentation_has_every_column() -> None:
    page = markdown()
    for table in TABLES:
        assert f"### {table.name}\n" in page
        assert all(f"| `{column.name}` | {column.kind} |" in page for column in table.columns)
