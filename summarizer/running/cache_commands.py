"""The commands of `summarizer cache`. Everything heavy is imported when a command runs."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.endpoint.answers import Answers, Holdings

# ruff: noqa: PLC0415 - `summarizer --help` answers at once

_FOLDER = click.option(
    "--cache-dir",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Another cache than that of the settings.",
)
_FILE = click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
_SECONDS = {"h": 3600, "d": 86400, "w": 7 * 86400}
_SHOWN = 20
"""Differing answers that are listed."""


class Age(click.ParamType[float]):
    """A length of time in hours, days or weeks, as seconds."""

    name = "age"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """`36h`, `30d` or `8w`."""
        if isinstance(value, float):
            return value
        if not (found := re.fullmatch(r"(\d{1,6})([hdw])", str(value))):
            self.fail(f"{value!r} is no age: give hours, days or weeks, as in 36h, 30d or 8w.", param, ctx)
        return float(found[1]) * _SECONDS[found[2]]


@click.group(name="cache")
def cache_group() -> None:
    """Look at the answers that are kept, delete them, or take them elsewhere."""


@cache_group.command()
@_FOLDER
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def info(cache_dir: Path | None, as_json: bool) -> None:
    """Show where answers are kept, how many, of which models, and since when."""
    folder = _answers_dir(cache_dir)
    with _existing(folder) as answers:
        held = None if answers is None else answers.holdings()
    if as_json:
        click.echo(json.dumps(_described(folder, held), indent=2))
    else:
        for name, value in _lines(folder, held):
            click.echo(f"{name + ':':<10}{value}")


@cache_group.command()
@_FOLDER
@click.option("--older-than", type=Age(), metavar="AGE", help="Only answers kept longer ago than this: 36h, 30d, 8w.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def clear(cache_dir: Path | None, older_than: float | None, yes: bool) -> None:
    """Delete answers. Each was paid for, and will be asked for again when it is needed."""
    folder = _answers_dir(cache_dir)
    with _existing(folder) as answers:
        if answers is None:
            click.echo(f"No answers in {folder}.")
            return
        which = "all answers" if older_than is None else "the older answers"
        if not yes:
            click.confirm(f"Delete {which} of {answers.holdings().answers:,} in {folder}?", abort=True)
        removed = answers.remove(None if older_than is None else time.time() - older_than)
        click.echo(f"{removed:,} deleted; {answers.holdings().answers:,} answers in {folder}.")


@cache_group.command("export")
@_FILE
@_FOLDER
def export_answers(file: Path, cache_dir: Path | None) -> None:
    """Write all answers to FILE (JSON Lines; gzipped if its name ends in .gz), for `summarizer cache import` elsewhere.

    The answers quote the articles they are about: give the file to nobody who may not have these.
    """
    from summarizer.running import cache_exchange

    folder = _answers_dir(cache_dir)
    with _existing(folder) as answers:
        if answers is None:
            raise UsageError(f"There are no answers in {folder}.", "Name another folder with --cache-dir.")
        written, left_out = cache_exchange.write(answers, file)
    click.echo(f"{file}: {written:,} answers.")
    if left_out:
        click.echo(f"{left_out:,} rows left out: not complete, or not written by this program.", err=True)


@cache_group.command("import")
@_FILE
@_FOLDER
def import_answers(file: Path, cache_dir: Path | None) -> None:
    """Add the answers in FILE, as `summarizer cache export` wrote it. Answers that are here already stay as they are.

    Runs will take these answers for the model's own: import from people you trust.
    """
    from summarizer.running import cache_exchange

    folder = _answers_dir(cache_dir)
    with _opened(folder) as answers:
        done = cache_exchange.read(answers, file)
    click.echo(f"{done.added:,} answers added to {folder}; {done.equal:,} were there already.")
    if done.differing:
        click.echo(f"{len(done.differing):,} left out: these questions have other answers here.", err=True)
        for number, key in done.differing[:_SHOWN]:
            click.echo(f"  line {number}: {key}", err=True)


def _answers_dir(cache_dir: Path | None) -> Path:
    from summarizer import settings

    return settings.folders(cache_dir).answers_dir


@contextmanager
def _opened(folder: Path) -> Iterator[Answers]:
    import sqlite3

    from summarizer.endpoint.answers import Answers

    try:
        with closing(Answers(folder)) as answers:
            yield answers
    except sqlite3.Error as error:
        raise UsageError(
            f"The answers in {folder} cannot be read or written: {error}.", "Make room, or move the folder away."
        ) from None


@contextmanager
def _existing(folder: Path) -> Iterator[Answers | None]:
    """The answers in `folder`; None, and nothing is made, where there is no such folder."""
    if folder.exists():
        with _opened(folder) as answers:
            yield answers
    else:
        yield None


def _described(folder: Path, held: Holdings | None) -> dict[str, Any]:
    by_model = held.by_model if held else {}
    return {
        "folder": str(folder),
        "answers": held.answers if held else 0,
        "others": held.others if held else 0,
        "bytes": held.bytes if held else 0,
        "oldest": _moment(held.oldest if held else None),
        "newest": _moment(held.newest if held else None),
        "models": [{"endpoint": at or None, "model": of or None, "answers": n} for (at, of), n in by_model.items()],
    }


def _lines(folder: Path, held: Holdings | None) -> Iterator[tuple[str, str]]:
    from summarizer.running.terminal import one_line

    yield "Folder", str(folder)
    yield "Answers", f"{held.answers if held else 0:,}"
    if held is None:
        return
    yield "Size", f"{held.bytes / 1e6:,.1f} MB"
    if held.answers:
        yield "Oldest", _moment(held.oldest) or ""
        yield "Newest", _moment(held.newest) or ""
    for (endpoint, model), count in held.by_model.items():
        yield "Model", f"{one_line(model) or 'unknown'} at {one_line(endpoint) or 'unknown'}: {count:,}"
    if held.others:
        yield "Others", f"{held.others:,} rows that this program did not write; they are never read"


def _moment(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
