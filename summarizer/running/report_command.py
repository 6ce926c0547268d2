"""The command `summarizer report`. Everything heavy is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from summarizer.report.texts import Language
    from summarizer.running.reporting import Format


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown"]),
    default="html",
    show_default=True,
    help="A page for the browser, or Markdown for a mail or a ticket.",
)
@click.option(
    "--language", type=click.Choice(["de", "en"]), help="Of the report's own words.  [default: the articles']"
)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write; - prints Markdown.  [default: report.html or report.md in DIR]",
)
def report(folder: Path, form: Format, language: Language | None, out: Path | None) -> None:
    """Write what a person reads of a run: overview, figures, timeline, speakers, and every article with its quotes.

    The page needs no network. A run that does not fit on a page of 2 MB has its articles on report-2.html and so on.
    """
    from summarizer.running import reporting  # noqa: PLC0415

    for path in reporting.write(folder, form, language, out):
        click.echo(path)
