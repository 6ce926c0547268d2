"""Submitting what is missing, collecting what has come: rounds, until every article has its record.

An article is drafted first and may be asked about again (a part of it that was too long, an invalid answer, a refused
item), so it takes one round, or two, rarely more.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.endpoint.dialect import Dialect
from summarizer.endpoint.errors import EndpointError, FatalForRun, shown
from summarizer.errors import UsageError
from summarizer.running import digesting, reporting, terminal
from summarizer.running.batch import parts, requests, service
from summarizer.running.batch.bound import Bound
from summarizer.running.batch.questions import Desk, Watch, go_through
from summarizer.running.batch.requests import Limits, RequestFiles
from summarizer.running.batch.results import Collected
from summarizer.running.batch.service import Service
from summarizer.running.batch.state import Part, Remembered, State, load, requests_file
from summarizer.running.command import check_inputs
from summarizer.running.ledger import Ledger, read_run
from summarizer.running.run import Runner, Stopped
from summarizer.running.spending import dollars
from summarizer.schema import Run

if TYPE_CHECKING:
    from openai.types import Batch

    from summarizer.settings import Settings

Say = Callable[[str], None]
Connect = Callable[["Settings", Say], AbstractAsyncContextManager[Service]]


@dataclass(frozen=True)
class Round:
    """What a command did."""

    run: Run
    watch: Watch
    """What became of the articles."""
    stopped: Stopped | None
    """Why the pass over them was given up, if it was."""
    sent: int = 0
    """Requests given to batches."""
    troubles: tuple[str, ...] = ()
    """Batches that could not be looked at, and why."""


@asynccontextmanager
async def connect(settings: Settings, say: Say) -> AsyncIterator[Service]:
    """The Batch API of the server in the settings."""
    key = settings.api_key.get_secret_value() if settings.api_key else None
    opened = service.open_service(
        settings.server or "",
        key,
        timeout=settings.timeout_s,
        on_wait=lambda waiting: say(f"{waiting.reason} Trying again in {waiting.seconds:.0f} s."),
    )
    async with opened as api:
        yield api


async def submit(  # noqa: PLR0913 - what a round is made of
    folder: Path,
    inputs: Sequence[str],
    settings: Settings,
    *,
    say: Say,
    again: bool = False,
    limits: Limits = Limits(),  # noqa: B008 - immutable
    connect: Connect = connect,
) -> Round:
    """Send by batch whatever an ordinary run over `inputs` would ask now and no batch is working on.

    What an earlier call began and did not finish is finished too.

    Args:
        folder: Of the run.
        inputs: Of the run; none for those of the run before.
        settings: Of a server's model, with a cache.
        say: Told what goes on, a line at a time.
        again: Send also the requests that a batch has refused.
        limits: Most of one file.
        connect: Opens the Batch API.

    Raises:
        UsageError: The inputs, the folder or the settings cannot be used.
        EndpointError: The server does not take it; the same call goes on from there.
    """
    _check(settings)
    inputs = inputs or read_run(folder).inputs
    _check_inputs(inputs, folder)
    with Ledger(folder) as ledger:
        state = load(folder) or State(settings=remembered(settings))
        state.settings = remembered(settings)
        first = max((part.number for part in state.parts), default=0) + 1
        bound, server = Bound(settings, folder, state), shown(settings.server)
        with RequestFiles(folder, first, model=settings.model, endpoint=server, limits=limits, bound=bound) as files:
            dialect = Dialect(settings.server or "", state.refused)
            desk = Desk(
                _collected(folder, state),
                _under_way(folder, state.open_parts),
                write=lambda key, body: files.add(key, dialect.translated(body)),
                again=again,
            )
            runner, watch = await go_through(ledger, settings, inputs, desk, say)
            if runner.stopped:  # what was taken down is not all there is
                raise FatalForRun(runner.stopped.message, runner.stopped.remedy, "stopped")
        state.parts += files.parts
        unsent = [part for part in state.open_parts if part.step != "created"]
        if unsent:
            state.save(folder)
            async with connect(settings, say) as api:
                for part in unsent:
                    parts.check_server(part, shown(settings.server))
                    await parts.send(part, state, folder, api)
                    say(f"batch {part.number}: {part.requests:,} requests submitted ({part.batch_id})")
        if bound.refused:
            say(_budget_ends(bound))
    return Round(_outcome(runner), watch, None, sent=sum(part.requests for part in unsent))


async def collect(folder: Path, settings: Settings, *, say: Say, connect: Connect = connect) -> Round:
    """Fetch what ended batches have answered, and make the records that can be made now.

    Raises:
        UsageError: No batch was submitted here, or the folder or the settings cannot be used.
        EndpointError: The server cannot be asked; the same call goes on from there.
    """
    _check(settings)
    submitted(folder)  # before a folder is made where there is none
    with Ledger(folder) as ledger:
        state, inputs = submitted(folder), read_run(folder).inputs
        _check_inputs(inputs, folder)
        troubles = await _settle_ended(state, folder, settings, say, connect)
        # A sum over the parts, each of which is counted once: however often it is written, it is the same.
        ledger.write_run(read_run(folder).model_copy(update={"batch": state.usage}))
        created = [part for part in state.open_parts if part.step == "created"]
        desk = Desk(_collected(folder, state), _under_way(folder, created))
        runner, watch = await go_through(ledger, settings, inputs, desk, say)
        digesting.at_end(_outcome(runner), folder, terminal.console(stderr=True))
        reporting.at_end(_outcome(runner), folder, terminal.console(stderr=True))
    return Round(_outcome(runner), watch, runner.stopped, troubles=troubles)


async def status(
    folder: Path, settings: Settings, *, say: Say, connect: Connect = connect
) -> list[tuple[Part, Batch | None]]:
    """Every part of the run and, where its batch is not settled, how that stands on the server."""
    found: list[tuple[Part, Batch | None]] = []
    async with connect(settings, say) as api:
        for part in submitted(folder).parts:
            batch = None
            if part.step == "created" and part.batch_id:
                parts.check_server(part, shown(settings.server))
                batch = await api.retrieve(part.batch_id)
            found.append((part, batch))
    return found


async def cancel(folder: Path, settings: Settings, *, say: Say, connect: Connect = connect) -> int:
    """Have the batches that are under way cancelled, and forget what was not sent; returns how many were cancelled.

    What they answered before can be collected, once the server says that they have ended.
    """
    submitted(folder)
    with Ledger(folder):
        state = submitted(folder)
        # "creating" stays: there may be a batch of it, which the next submission finds.
        forgotten = [part for part in state.parts if part.step in {"written", "uploading", "uploaded"}]
        state.parts = [part for part in state.parts if part not in forgotten]
        state.save(folder)
        for part in forgotten:
            requests_file(folder, part.number).unlink(missing_ok=True)
        cancelled = 0
        async with connect(settings, say) as api:
            for part in state.open_parts:
                if part.batch_id is None:
                    continue
                parts.check_server(part, shown(settings.server))
                batch = await api.retrieve(part.batch_id)
                if not parts.ended(batch) and batch.status != "cancelling":
                    await api.cancel(part.batch_id)
                    cancelled += 1
    return cancelled


def remembered(settings: Settings) -> Remembered:
    """What a later command needs to know to ask the same questions."""
    given = settings.model_fields_set
    return Remembered(
        model=settings.model,
        base_url=shown(settings.server),
        window=settings.window if "window" in given else None,
        prompts_dir=str(settings.prompts_dir.resolve()) if "prompts_dir" in given else None,
        cache_dir=str(settings.cache_dir.resolve()) if "cache_dir" in given else None,
    )


def submitted(folder: Path) -> State:
    """The state of a run that has batches.

    Raises:
        UsageError: It has none.
    """
    state = load(folder)
    if state is None:
        read_run(folder)  # where there is not even a run, that is what to say
        raise UsageError(
            f"{folder} has no batches.", f"Submit some: `summarizer batch submit INPUT... --out {folder}`."
        )
    return state


async def _settle_ended(state: State, folder: Path, settings: Settings, say: Say, connect: Connect) -> tuple[str, ...]:
    created = [part for part in state.open_parts if part.batch_id]
    troubles: list[str] = []
    if not created:
        return ()
    async with connect(settings, say) as api:
        for part in created:
            parts.check_server(part, shown(settings.server))
            try:
                batch = await api.retrieve(part.batch_id or "")
                part.status = batch.status
                if parts.ended(batch):
                    await parts.fetch(part, batch, folder, api)
                    parts.settle(part, state, folder, settings.answers_dir)
            except EndpointError as error:
                if isinstance(error, FatalForRun) and error.code != service.NOT_FOUND:
                    raise
                troubles.append(f"batch {part.number}: {error}")  # the others may be there
            else:
                say(f"batch {part.number}: {parts.standing(batch)}")
    return tuple(troubles)


def _budget_ends(bound: Bound) -> str:
    cost = f" and {dollars(bound.spent.cost)}" if bound.spent.cost else ""
    return (
        f"{bound.refused:,} requests not submitted: the budget does not pay for them ({bound.spent.tokens:,} tokens"
        f"{cost} are spent or under way). Raise --max-cost or --max-tokens, or collect first."
    )


def _collected(folder: Path, state: State) -> Collected:
    return Collected(folder, [part for part in state.parts if part.step == "settled"])


def _under_way(folder: Path, of: Iterable[Part]) -> dict[str, int]:
    return {key: part.number for part in of for key in requests.keys(requests_file(folder, part.number))}


def _outcome(runner: Runner) -> Run:
    if runner.outcome is None:
        raise RuntimeError("The pass has not been made.")
    return runner.outcome


def _check(settings: Settings) -> None:
    if settings.local:
        raise UsageError("Only a server has a Batch API.", "Name a model of one with --model, or use `summarizer run`.")
    if not settings.cache:
        raise UsageError("What a batch answers is kept in the cache.", "Remove `cache = false` from the settings.")


def _check_inputs(inputs: Sequence[str], folder: Path) -> None:
    if "-" in inputs:
        raise UsageError(
            "A batch needs its inputs again when it has ended; standard input cannot be read twice.",
            "Name files, folders or globs.",
        )
    check_inputs(inputs, folder)
