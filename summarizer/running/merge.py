"""Run folders joined into one: of machines that each did a part, of runs that were divided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from summarizer.endpoint.allowance import Need
from summarizer.errors import UsageError
from summarizer.running import atomic
from summarizer.running.entry import Entry, Remembered
from summarizer.running.ledger import FAILURE_LINES, RECORD_LINES, RECORDS, Ledger, read_run, record_files
from summarizer.running.ray_engine.shard_ledger import MOST_FILES
from summarizer.running.spending import Spending
from summarizer.running.tally import Tally
from summarizer.schema import BatchUsage, Failure, PromptRef, Run, Spent, Tokens


@dataclass(frozen=True, slots=True)
class _Winner:
    """Where the record of an article is taken from."""

    folder: Path
    text_sha256: str
    created: str


@dataclass
class _Joined:
    """What there is in all folders: a few hundred bytes an article, and no text."""

    winners: dict[str, _Winner] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)


def merge(folders: Sequence[Path], out: Path) -> Run:
    """Join the runs in `folders` into the run folder `out`; the records keep the order of the folders.

    An article that has a record in one folder has one in the whole, whatever befell it in others. Of several records of
    the same text the newest is taken. Of different texts under one id the first stays, and a failure names the other.

    Raises:
        UsageError: A folder holds no run, or a broken record; the runs were made with different models; `out` is one
            of the folders, holds something already, or cannot be written to.
    """
    runs = [read_run(folder) for folder in folders]
    _check_models(folders, runs)
    if out.resolve() in {folder.resolve() for folder in folders}:
        raise UsageError(f"{out} is one of the folders to be merged.", "Name another one with --out.")
    with Ledger(out) as ledger, Spending(out) as spending:
        if ledger.read_run():
            raise UsageError(f"{out} holds a run already.", "Name another folder with --out.")
        joined = _look_through(folders, runs)
        try:
            ledger.write_run(_described(runs, Tally(), 0, None).model_copy(update={"state": "aborted"}))
            tally = _write_records(out, folders, runs, joined)
            ledger.write_failures(joined.failures)
            for run in runs:
                if run.spent:
                    spending.add(_need(run.spent))
            merged = _described(runs, tally, len(joined.failures), spending.described())
            ledger.write_run(merged)
        except OSError as error:
            raise UsageError(
                f"{error.filename or out} cannot be written to: {error.strerror}.",
                "Make room or correct the permissions, remove the folder, and merge again.",
            ) from None
    return merged


def _check_models(folders: Sequence[Path], runs: Sequence[Run]) -> None:
    for folder, run in zip(folders, runs, strict=True):
        if run.model != runs[0].model:
            raise UsageError(
                f"{folders[0]} was made with the model {runs[0].model}, {folder} with {run.model}.",
                "Merge runs of one model; to set models side by side, keep their folders apart.",
            )


def _lines(folder: Path, run: Run) -> Iterator[tuple[bytes, str]]:
    """The records of a run, each with its place: of the last pass, or all there are if that has not come to its end."""
    lines = folder / RECORD_LINES
    if run.state == "done" and lines.exists():
        with lines.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield line, f"{lines}:{number}"
    else:
        for path in record_files(folder):
            yield path.read_bytes(), str(path)


def _entries(folder: Path, run: Run) -> Iterator[tuple[bytes, Entry, str]]:
    """The records of a run, each with its entry and its time of making."""
    for line, place in _lines(folder, run):
        try:
            record = Remembered.model_validate_json(line)
            yield line, Entry.of(record), record.provenance.created
        except ValueError:
            raise UsageError(f"{place} holds no record.", f"Run {folder} again with its own command.") from None


def _look_through(folders: Sequence[Path], runs: Sequence[Run]) -> _Joined:
    joined = _Joined()
    winners = joined.winners
    for folder, run in zip(folders, runs, strict=True):
        for _, entry, created in _entries(folder, run):
            name, this = entry.article_id, _Winner(folder, entry.text_sha256, created)
            first = winners.setdefault(name, this)
            if first.text_sha256 != this.text_sha256:
                joined.failures.append(_other_text(name, first.folder, folder))
            elif this.created > first.created:
                winners[name] = this
    seen = set()
    for folder in folders:
        for failure in _failures(folder):
            which = (failure.source, failure.article_id, failure.code)
            if failure.article_id not in winners and which not in seen:
                seen.add(which)
                joined.failures.append(failure)
    return joined


def _other_text(name: str, first: Path, other: Path) -> Failure:
    return Failure(
        source=f"{other}: {name}",
        article_id=name,
        stage="reading",
        code="duplicate_id",
        message=f"{other} has another text under the id {name!r} than {first}, whose record stays.",
        remedy="Give each article an id of its own, and run that folder again.",
    )


def _failures(folder: Path) -> Iterator[Failure]:
    path = folder / FAILURE_LINES
    if not path.exists():
        return
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            yield Failure.model_validate_json(line)
        except ValidationError:
            raise UsageError(
                f"{path}:{number} holds no failure.", f"Run {folder} again with its own command."
            ) from None


def _write_records(out: Path, folders: Sequence[Path], runs: Sequence[Run], joined: _Joined) -> Tally:
    tally, left = Tally(), dict(joined.winners)
    as_files = len(left) <= MOST_FILES
    with atomic.writing(out / RECORD_LINES) as lines:
        for folder, run in zip(folders, runs, strict=True):
            for line, entry, created in _entries(folder, run):
                if left.get(entry.article_id) != _Winner(folder, entry.text_sha256, created):
                    continue
                del left[entry.article_id]
                lines.write(line)
                tally.add(entry)
                if as_files:
                    atomic.write(out / RECORDS / f"{entry.article_id}.json", line)
    return tally


def _described(runs: Sequence[Run], tally: Tally, failures: int, spent: Spent | None) -> Run:
    return Run(
        program=runs[0].program,
        model=runs[0].model,
        endpoint=", ".join(dict.fromkeys(run.endpoint for run in runs)),
        prompts=_prompts(runs),
        inputs=list(dict.fromkeys(given for run in runs for given in run.inputs)),
        started=min(run.started for run in runs),
        updated=datetime.now(UTC),
        state="done" if all(run.state == "done" for run in runs) else "aborted",
        counts=tally.counts(failures),
        tokens=tally.tokens(),
        seconds=round(sum(run.seconds for run in runs), 3),
        batch=_batch([run.batch for run in runs if run.batch]),
        spent=spent,
    )


def _prompts(runs: Sequence[Run]) -> list[PromptRef]:
    return list({(prompt.name, prompt.sha256): prompt for run in runs for prompt in run.prompts}.values())


def _batch(parts: Sequence[BatchUsage]) -> BatchUsage | None:
    if not parts:
        return None
    tokens = Tokens(
        input=sum(part.tokens.input for part in parts),
        cached=sum(part.tokens.cached for part in parts),
        output=sum(part.tokens.output for part in parts),
    )
    costs = [part.cost for part in parts if part.cost is not None]
    cost = sum(costs) if len(costs) == len(parts) else None
    return BatchUsage(requests=sum(part.requests for part in parts), tokens=tokens, cost=cost)


def _need(spent: Spent) -> Need:
    return Need(spent.requests, spent.tokens, spent.cost or 0.0, spent.unconfirmed)
