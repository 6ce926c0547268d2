"""The commands of `summarizer batch`. Everything heavy is imported when a command runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.running.batch.rounds import Round
    from summarizer.running.batch.state import Part, State
    from summarizer.settings import Settings

# ruff: noqa: PLC0415

T = TypeVar("T")
_FOLDER = click.Path(path_type=Path)


def _asked_with(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that say whom to ask; a run remembers them."""
    for option in (
        click.option("--cache-dir", metavar="DIR", type=_FOLDER, help="Where answers are kept."),
        click.option("--prompts-dir", metavar="DIR", type=_FOLDER, help="Prompt templates of your own."),
        click.option("--window", type=click.Choice(["auto", "article", "sentence"]), help="As in `summarizer run`."),
        click.option("--base-url", metavar="URL", help="OpenAI-compatible API; its key comes from OPENAI_API_KEY."),
        click.option("--model", help="A model of the server."),
    ):
        command = option(command)
    return command


@click.group(name="batch", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def batch_group() -> None:
    """Run by the Batch API: half the price, answers within a day.

    Submit, collect when the batches have ended, and again until no article is left: an article may need a second round,
    because something in its first answer has to be asked about. Answers land in the cache, so that nothing is paid for
    twice, also when a command is killed. A run remembers its inputs and options.
    """


@batch_group.command()
@click.argument("inputs", metavar="[INPUT...|DIR]", nargs=-1, required=True)
@click.option("--out", metavar="DIR", type=_FOLDER, help="Folder of the run; without it, DIR is one, and goes on.")
@click.option("--again", is_flag=True, help="Send also requests that a batch has refused.")
@click.option("--max-cost", type=float, metavar="USD", help="Most the run may cost, over all its rounds.")
@click.option("--max-tokens", type=int, metavar="N", help="Most tokens the run may take, over all its rounds.")
@_asked_with
def submit(inputs: tuple[str, ...], out: Path | None, again: bool, **given: str | float | Path | None) -> None:
    """Submit what is missing: articles of INPUT without a record in --out, or the next round of the run in DIR.

    With --max-cost or --max-tokens, as many requests as that surely pays for. What batches under way may use is counted
    at its most; after `collect`, what they did use.
    """
    from summarizer.running.batch import rounds
    from summarizer.running.batch.state import load
    from summarizer.running.ledger import read_run

    if out is None:
        if len(inputs) > 1:
            raise UsageError("No folder for the run.", "Name one with --out.")
        out, inputs = Path(inputs[0]), ()
        read_run(out)
    made = _run(rounds.submit(out, inputs, _settings(load(out), given), say=_say, again=again))
    if made.sent:
        click.echo(f"{made.sent:,} requests submitted. When they have ended: summarizer batch collect {out}")
    else:
        click.echo("Nothing to submit.")
    _tell(made, out)


@batch_group.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a batch and line.")
@_asked_with
def status(folder: Path, as_json: bool, **given: str | Path | None) -> None:
    """Show how the batches of a run stand."""
    from rich.table import Table

    from summarizer.running.batch import rounds
    from summarizer.running.terminal import console, one_line

    settings = _settings(rounds.submitted(folder), given)
    rows = [_row(part, batch) for part, batch in _run(rounds.status(folder, settings, say=_say))]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row))
        return
    table = Table(*(name.capitalize() for name in rows[0]) if rows else (), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*("" if value is None else one_line(str(value)) for value in row.values()))
    console(stderr=False).print(table)


@batch_group.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@_asked_with
def collect(folder: Path, **given: str | Path | None) -> None:
    """Collect what ended batches have answered, and make the records that can be made of it.

    Exit codes: 0 every article has its record; 3 some wait for answers, need another round, or failed; 1 the cache or
    the folder cannot be used.
    """
    from summarizer.running.batch import rounds

    made = _run(rounds.collect(folder, _settings(rounds.submitted(folder), given), say=_say))
    _tell(made, folder)
    if made.stopped:
        raise click.ClickException(f"{made.stopped.message} {made.stopped.remedy}")
    if made.run.counts.failures or made.troubles:
        click.get_current_context().exit(3)


@batch_group.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@_asked_with
def cancel(folder: Path, **given: str | Path | None) -> None:
    """Cancel the batches that are under way. What they have answered is kept, and can be collected."""
    from summarizer.running.batch import rounds

    cancelled = _run(rounds.cancel(folder, _settings(rounds.submitted(folder), given), say=_say))
    click.echo(f"Batches cancelled: {cancelled}. What they have answered: summarizer batch collect {folder}")


def _settings(state: State | None, given: Mapping[str, str | float | Path | None]) -> Settings:
    """Those on the command line, then those the run was submitted with, then all others."""
    from summarizer import settings

    before: dict[str, Any] = state.settings.model_dump(exclude_none=True) if state else {}
    return settings.load(**before | {name: value for name, value in given.items() if value is not None})


def _run(work: Coroutine[Any, Any, T]) -> T:
    import asyncio

    try:
        return asyncio.run(work)
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}.", "Make room or correct the permissions.") from None


def _say(line: str) -> None:
    from summarizer.running.terminal import one_line

    click.echo(one_line(line), err=True)


def _tell(made: Round, folder: Path) -> None:
    from summarizer.running.batch.questions import UNSENT, WAITING

    run, watch = made.run, made.watch
    click.echo(f"{run.counts.records:,} of {run.counts.articles:,} articles have their record ({watch.made:,} new).")
    if waiting := watch.pending[WAITING]:
        click.echo(f"{waiting:,} articles wait for a batch.")
    if unsent := watch.pending[UNSENT]:
        click.echo(f"{unsent:,} articles need another round: summarizer batch submit {folder}")
    if watch.failures:
        click.echo(f"{watch.failures:,} articles failed: {folder / 'failures.jsonl'}")
    for trouble in made.troubles:
        click.echo(trouble, err=True)
    if run.batch:
        cost = "no price known" if run.batch.cost is None else f"${run.batch.cost:,.4f}"
        tokens = run.batch.tokens
        click.echo(
            f"So far: {run.batch.requests:,} answers, {tokens.input:,} tokens in, {tokens.output:,} out, {cost}."
        )


def _row(part: Part, batch: Any) -> dict[str, Any]:
    counts = batch.request_counts if batch else None
    return {
        "batch": part.number,
        "id": part.batch_id,
        "status": batch.status if batch else part.status,
        "step": part.step,
        "requests": part.requests,
        "completed": counts.completed if counts else part.answered,
        "failed": counts.failed if counts else None,
    }
