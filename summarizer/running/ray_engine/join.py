"""From shards to the run folder they belong to."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from summarizer.endpoint.allowance import Need
from summarizer.running import atomic
from summarizer.running.entry import Entry, Recipe
from summarizer.running.ledger import FAILURE_LINES, RECORD_LINES, record_files
from summarizer.running.ray_engine import done
from summarizer.running.ray_engine.manifest import Manifest
from summarizer.running.ray_engine.shard_ledger import ShardLedger
from summarizer.running.spending import Spending, spent_in
from summarizer.running.tally import Tally
from summarizer.schema import Counts, Run, Tokens

COUNTED = "counted.json"
_need = TypeAdapter(Need)

M = TypeVar("M", Counts, Tokens)


@dataclass
class Totals:
    """What shards add up to."""

    counts: Counts = field(default_factory=Counts)
    tokens: Tokens = field(default_factory=lambda: Tokens(input=0, cached=0, output=0))
    spent: Need = field(default_factory=Need)

    def add(self, run: Run) -> None:
        """Count a shard that has ended."""
        self.counts = _sum(self.counts, run.counts)
        self.tokens = _sum(self.tokens, run.tokens)

    def add_entries(self, entries: Iterable[Entry], failures: int) -> None:
        """Count what there is of a shard that has not."""
        tally = Tally()
        for entry in entries:
            tally.add(entry)
        self.counts = _sum(self.counts, tally.counts(failures))
        self.tokens = _sum(self.tokens, tally.tokens())


def _sum(one: M, other: M) -> M:
    return one.model_copy(update={name: getattr(one, name) + getattr(other, name) for name in type(one).model_fields})


def spent_on(home: Path, run: Run | None = None) -> Need:
    """What has been spent on a shard so far; `run`, if it has ended, saves a look at its account."""
    if run and run.spent:
        told = run.spent
        return Need(told.requests, told.tokens, told.cost or 0.0, told.unconfirmed)
    return spent_in(home)


def settle(manifest: Manifest, spending: Spending, spent: Need) -> None:
    """Enter what the shards have spent by now into the account of the run, as far as it is not yet in there."""
    path = manifest.folder / COUNTED
    counted = Need()
    with suppress(FileNotFoundError, ValidationError):
        counted = _need.validate_json(path.read_bytes())
    if spent != counted:
        spending.add(spent - counted)
        atomic.write(path, _need.dump_json(spent))


def join(out: Path, manifest: Manifest, recipe: Recipe, *, complete: bool) -> Totals:
    """Write `records.jsonl` and `failures.jsonl` of the run from those of its shards, in the order of the inputs.

    Memory does not grow with the articles, unless the run was cut short.

    Args:
        complete: Every shard has come to its end. If not, what records there are otherwise are kept.

    Raises:
        OSError: They cannot be written.
    """
    totals = Totals()
    seen: set[str] = set()
    with atomic.writing(out / RECORD_LINES) as records, atomic.writing(out / FAILURE_LINES) as failures:
        for shard in manifest.shards():
            home = manifest.home(shard)
            run = done.stands(home, shard, recipe)
            totals.spent += spent_on(home, run)
            if run:
                totals.add(run)
                _append(home / RECORD_LINES, records)
                _append(home / FAILURE_LINES, failures)
                if not complete:
                    seen.update(_ids(home / RECORD_LINES))
            elif home.exists():
                lines = list(ShardLedger(home, None).lines())
                records.writelines(lines)
                entries = [Entry.parsed(line) for line in lines]
                seen.update(entry.article_id for entry in entries)
                totals.add_entries(entries, _append(home / FAILURE_LINES, failures))
        if not complete:
            others = [path for path in record_files(out) if path.name.removesuffix(".json") not in seen]
            records.writelines(path.read_bytes() for path in others)
            totals.add_entries(filter(None, map(Entry.read, others)), 0)
    return totals


def _append(path: Path, to: BinaryIO) -> int:
    """Copy a file to the end of another; returns how many lines it has, if that is cheap to know."""
    try:
        with path.open("rb") as file:
            if path.name == FAILURE_LINES:
                lines = file.readlines()
                to.writelines(lines)
                return len(lines)
            shutil.copyfileobj(file, to, 1 << 20)
    except FileNotFoundError:
        pass
    return 0


def _ids(path: Path) -> Iterable[str]:
    with path.open("rb") as lines:
        for line in lines:
            yield from_json(line)["article"]["id"]
