"""Reading a run folder with a distrustful eye: nothing is taken as valid because a file says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from summarizer.evaluation.measures import Counts
from summarizer.running.digesting import DIGEST
from summarizer.running.ledger import FAILURE_LINES, read_run, record_files
from summarizer.schema import Failure, Record, Run
from summarizer.schema.digest import Digest


@dataclass(frozen=True, slots=True)
class RunFolder:
    """What a run left, by article id."""

    run: Run
    records: dict[str, Record]
    invalid: dict[str, str]
    """Why a record file is no valid record."""
    verbatim: dict[str, Counts]
    """Quotes of each record file, valid or not, that stand in its text where they say, out of all."""
    failures: dict[str, str]
    """What the run itself says went wrong."""
    digest: Digest | None = None
    """What the records say together, where the run left it."""


def read_folder(folder: Path) -> RunFolder:
    """Read a run.

    Raises:
        UsageError: `folder` holds no run.
    """
    run = read_run(folder)
    records: dict[str, Record] = {}
    invalid: dict[str, str] = {}
    verbatim: dict[str, Counts] = {}
    for path in record_files(folder):
        data = path.read_bytes()
        try:
            verbatim[path.stem] = _verbatim(from_json(data))
            records[path.stem] = Record.model_validate_json(data)
        except ValidationError as error:
            fault = error.errors()[0]
            invalid[path.stem] = ": ".join(filter(None, (".".join(map(str, fault["loc"])), fault["msg"])))
        except (ValueError, KeyError, TypeError) as error:
            invalid[path.stem] = f"{type(error).__name__}: {error}"
    return RunFolder(run, records, invalid, verbatim, _failures(folder / FAILURE_LINES), _digest(folder / DIGEST))


def _verbatim(record: Any) -> Counts:
    text = record["article"]["text"]
    quotes = list(_quotes([record["events"], record["claims"]]))
    return float(sum(text[q["start"] : q["end"]] == q["exact"] for q in quotes)), float(len(quotes))


def _quotes(data: Any) -> Iterator[dict[str, Any]]:
    """Everything that looks like a quote, wherever it stands."""
    if isinstance(data, dict):
        if {"exact", "start", "end"} <= data.keys():
            yield data
        for value in data.values():
            yield from _quotes(value)
    elif isinstance(data, list):
        for value in data:
            yield from _quotes(value)


def _digest(path: Path) -> Digest | None:
    try:
        return Digest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _failures(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    failures = [Failure.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {failure.article_id or failure.source: f"{failure.message} {failure.remedy}" for failure in failures}
