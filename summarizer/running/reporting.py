"""The report of a run folder."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from summarizer.errors import UsageError
from summarizer.running import atomic, digesting
from summarizer.running.ledger import FAILURE_LINES, RECORD_LINES, RECORDS, RUN, read_run
from summarizer.running.terminal import one_line
from summarizer.schema import Failure, Run
from summarizer.schema.digest import Digest

if TYPE_CHECKING:
    from summarizer.report.material import Material
    from summarizer.report.texts import Language

Format = Literal["html", "markdown"]
FILES: dict[Format, str] = {"html": "report.html", "markdown": "report.md"}
STDOUT = Path("-")
_OURS = b'<meta name="generator" content="summarizer'
_HEAD = 2_000
"""Bytes of a page within which it names its generator."""

log = logging.getLogger(__name__)


def write(folder: Path, form: Format = "html", language: Language | None = None, out: Path | None = None) -> list[Path]:
    """Write the report of the run in `folder`; its digest is made first if it is missing or older than the records.

    Args:
        language: Of the interface; that of most articles if None.
        out: The file, or the first of several pages; `report.html` or `report.md` in the folder if None. Markdown may
            also go to standard output (`-`).

    Returns:
        The files written, the one to open first at the front; none for standard output.

    Raises:
        UsageError: The folder holds no run or no record, or a file cannot be written or read.
    """
    from summarizer.report.markdown import to_markdown  # noqa: PLC0415 - not needed to show or to run

    material = _material(folder)
    if form == "markdown":
        text = to_markdown(material, language)
        if out == STDOUT:
            sys.stdout.write(text)
            return []
        return [_save(out or folder / FILES[form], text)]
    if out == STDOUT:
        raise UsageError("A report in HTML may be several pages.", "Name a file with --out.")
    return _write_pages(material, language, out or folder / FILES[form])


def at_end(run: Run, folder: Path, console: Console, *, quiet: bool = False) -> None:
    """Write the report of a run that has just ended, after its digest. The records are safe already, so nothing that
    goes wrong here changes how the run ended."""
    if not run.counts.records or run.state == "interrupted" or run.counts.events > digesting.MOST_EVENTS:
        return
    try:
        written = write(folder)
    except UsageError as error:
        console.print(Text(one_line(f"No report: {error}")))
    except Exception as error:
        # Only for those who ask: a traceback may quote the article.
        log.debug("no report of %s", folder, exc_info=True)
        console.print(Text(one_line(f"No report: {type(error).__name__}. This is our fault: please report it.")))
    else:
        if not quiet:
            console.print(Text(one_line(f"Report: {written[0]}")))


def _write_pages(material: Material, language: Language | None, file: Path) -> list[Path]:
    from summarizer.report.html import to_html  # noqa: PLC0415 - not needed to show or to run

    if file.suffix != ".html":
        raise UsageError(f"{file} is no name for a page.", "Let it end in .html.")
    written = [_save(file.parent / page.file, page.text) for page in to_html(material, language, file.name)]
    _remove_pages_beyond(file, len(written))
    return [file, *(path for path in written if path != file)]


def _remove_pages_beyond(file: Path, count: int) -> None:
    """Remove what an earlier, longer report has left."""
    number = max(count, 1) + 1
    while (page := file.with_name(f"{file.stem}-{number}.html")).is_file():
        with page.open("rb") as opened:
            if _OURS not in opened.read(_HEAD):
                return
        page.unlink()
        number += 1


def _save(path: Path, text: str) -> Path:
    try:
        atomic.write(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}.", "Name another file with --out, or make room."
        ) from None
    return path


def _material(folder: Path) -> Material:
    from summarizer.report.material import Material  # noqa: PLC0415

    run = read_run(folder)
    digest = _digest(folder)
    if not digest.articles:
        raise UsageError(f"{folder} holds no record.", "Give the run command again; nothing can be reported yet.")
    return Material(run, digest, lambda: digesting.records(folder, run), list(_failures(folder / FAILURE_LINES)))


def _digest(folder: Path) -> Digest:
    """The digest of the folder, made again where it is missing, unreadable or older than the records."""
    path = folder / digesting.DIGEST
    try:
        age = path.stat().st_mtime_ns
        sources = [folder / RUN, folder / RECORDS, folder / RECORD_LINES]
        if all(each.stat().st_mtime_ns <= age for each in sources if each.exists()):
            return Digest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        pass
    return digesting.write(folder)


def _failures(path: Path) -> Iterator[Failure]:
    if not path.exists():
        return
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            yield Failure.model_validate_json(line)
        except ValidationError:
            raise UsageError(f"{path}:{number} holds no failure.", "Give the same run command again.") from None
