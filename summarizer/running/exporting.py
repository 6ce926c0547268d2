"""The records of a run as tables or as linked data, for other programs."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from pydantic import ValidationError

from summarizer.errors import UsageError
from summarizer.running import atomic
from summarizer.running.digesting import DIGEST, records
from summarizer.running.ledger import read_run
from summarizer.schema import Run
from summarizer.schema.digest import Digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.export.lines import Writer
    from summarizer.export.rows import Links
    from summarizer.export.tables import Table

Form = Literal["jsonl", "csv", "parquet", "jsonld"]
FOLDER = "export"
LINKED_DATA = "articles.jsonld"


def write(folder: Path, form: Form, out: Path | None = None) -> dict[Path, int]:
    """Export the run in `folder`, one record at a time; the files take their places when all of them are whole.

    Args:
        folder: A run. Its `digest.json`, if there is one, gives the links between articles.
        form: `jsonl`, `csv` and `parquet` make a file a table (see `summarizer.export.tables`), `jsonld` one file.
        out: Folder to write to; `<folder>/export` if not given.

    Returns:
        The files, with their number of rows or nodes.

    Raises:
        UsageError: `folder` holds no run, or something that cannot be read; `out` cannot be written to; pyarrow is not
            installed.
    """
    run = read_run(folder)
    out = out or folder / FOLDER
    try:
        out.mkdir(parents=True, exist_ok=True)
        return _linked_data(folder, run, out) if form == "jsonld" else _tables(folder, run, out, form)
    except OSError as error:
        raise UsageError(f"{out} cannot be written to: {error.strerror}.", "Name another folder with --out.") from None


def _tables(folder: Path, run: Run, out: Path, form: Form) -> dict[Path, int]:
    from summarizer.export.lines import Csv, JsonLines  # noqa: PLC0415 - not needed to show or to run
    from summarizer.export.parquet import Parquet  # noqa: PLC0415
    from summarizer.export.rows import rows  # noqa: PLC0415
    from summarizer.export.tables import TABLES  # noqa: PLC0415

    kinds: dict[Form, Callable[[BinaryIO, Table], Writer]] = {"jsonl": JsonLines, "csv": Csv, "parquet": Parquet}
    links = _links(folder)
    counts = Counter({table.name: 0 for table in TABLES})
    with ExitStack() as opened:
        writers: dict[str, Writer] = {}
        for table in TABLES:
            file = opened.enter_context(atomic.writing(out / f"{table.name}.{form}"))
            writers[table.name] = kinds[form](file, table)
            opened.callback(writers[table.name].close)
        for record in records(folder, run):
            for table_name, row in rows(record, links):
                writers[table_name].write(row)
                counts[table_name] += 1
    return {out / f"{name}.{form}": count for name, count in counts.items()}


def _linked_data(folder: Path, run: Run, out: Path) -> dict[Path, int]:
    from summarizer.export.jsonld import JsonLd  # noqa: PLC0415 - not needed to show or to run

    path = out / LINKED_DATA
    with atomic.writing(path) as file:
        document = JsonLd(file)
        count = sum(document.write(record) for record in records(folder, run))
        document.close()
    return {path: count}


def _links(folder: Path) -> Links:
    from summarizer.export.rows import Links  # noqa: PLC0415 - not needed to show or to run

    path = folder / DIGEST
    try:
        return Links.of(Digest.model_validate_json(path.read_bytes()))
    except FileNotFoundError:
        return Links()
    except ValidationError as error:
        fault = error.errors()[0]["msg"]
        raise UsageError(f"{path} holds no digest ({fault}).", f"`summarizer digest {folder}` makes it.") from None
