"""The digest of a run folder."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from summarizer.errors import UsageError
from summarizer.running import atomic
from summarizer.running.ledger import RECORD_LINES, read_run, record_files
from summarizer.running.terminal import one_line
from summarizer.schema import Record, Run
from summarizer.schema.digest import Digest

if TYPE_CHECKING:
    from summarizer.running.judging import ModelJudge

DIGEST = "digest.json"
MOST_EVENTS = 20_000
"""Events of a run that is digested without being asked: about a minute, and half a gigabyte of memory."""

log = logging.getLogger(__name__)


def write(folder: Path, judge: ModelJudge | None = None) -> Digest:
    """Make the digest of the run in `folder` and write it to `digest.json`, whole or not at all.

    Args:
        folder: A run.
        judge: A model that settles doubtful pairs of reports; the rules alone decide if there is none.

    Raises:
        UsageError: The folder holds no run, or a record that cannot be read, or cannot be written to.
        EndpointError: The model cannot be asked.
    """
    from summarizer.digest.build import digest  # noqa: PLC0415 - not needed to show or to run

    program = f"summarizer {version('summarizer')}"
    if judge:
        program += f", doubtful pairs settled by {judge.settings.model}"
    made = digest(records(folder, read_run(folder)), program, judge)
    try:
        atomic.write(folder / DIGEST, made.model_dump_json().encode() + b"\n")
    except OSError as error:
        raise UsageError(
            f"{folder / DIGEST} cannot be written: {error.strerror}.", "Make room or correct the permissions."
        ) from None
    return made


def at_end(run: Run, folder: Path, console: Console) -> None:
    """Write the digest of a run that has just ended. The records are safe already, so nothing that goes wrong here
    changes how the run ended."""
    if not run.counts.records or run.state == "interrupted":
        return
    again = f"`summarizer digest {folder}` makes it"
    if run.counts.events > MOST_EVENTS:
        _say(console, f"No digest is made unasked of {run.counts.events:,} events: {again}.")
        return
    try:
        write(folder)
    except UsageError as error:
        _say(console, f"No digest: {error}")
    except Exception as error:
        # Only for those who ask: a traceback may quote the article.
        log.debug("no digest of %s", folder, exc_info=True)
        _say(console, f"No digest: {type(error).__name__}. This is our fault: please report it.")


def _say(console: Console, text: str) -> None:
    console.print(Text(one_line(text)))


def records(folder: Path, run: Run) -> Iterator[Record]:
    """The records of the last pass, or all there are where it has not come to its end; read one at a time.

    Raises:
        UsageError: One of them cannot be read; the message names file and line.
    """
    lines = folder / RECORD_LINES
    if run.state != "done" or not lines.exists():
        for path in record_files(folder):
            yield _parsed(path.read_bytes(), str(path))
        return
    with lines.open("rb") as file:
        for number, line in enumerate(file, 1):
            yield _parsed(line, f"{lines}:{number}")


def _parsed(data: bytes, place: str) -> Record:
    try:
        return Record.model_validate_json(data)
    except ValidationError as error:
        message = error.errors()[0]["msg"]
        raise UsageError(f"{place} holds no record ({message}).", "Give the same run command again.") from None
