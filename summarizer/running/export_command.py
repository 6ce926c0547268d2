"""The command `summarizer export`. Everything heavy is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from summarizer.running.exporting import Form


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet", "jsonld"]),
    required=True,
    help="Tables as JSON Lines, CSV or Parquet, or linked data.",
)
@click.option("--out", metavar="FOLDER", type=click.Path(path_type=Path), help="Where to write.  [default: DIR/export]")
def export(folder: Path, form: Form, out: Path | None) -> None:
    """Write the records of a run as tables (articles, events, claims, quotes, figures, ...) or as JSON-LD.

    Every column is described in docs/export.md.
    """
    from summarizer.running import exporting  # noqa: PLC0415

    for path, count in exporting.write(folder, form, out).items():
        click.echo(f"{path}: {count:,}")
