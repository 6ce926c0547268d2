"""The run folder, which is its own ledger.

    run.json             what was run, and how it ended (schema Run)
    records/<id>.json    one record an article, on one line (schema Record)
    records.jsonl        the records of this pass, in input order
    failures.jsonl       the articles of this pass that have none (schema Failure)
    spent.jsonl          what was spent, by the request (running/spending.py)

Whether an article is done is answered by its record file and nothing else, so there is no second book to disagree
with. Every file is written whole; a process killed at any moment leaves nothing to repair.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout
from pydantic import ValidationError

from summarizer.errors import UsageError
from summarizer.running import atomic
from summarizer.running.entry import Entry, content
from summarizer.schema import Failure, Record, Run

RUN = "run.json"
RECORDS = "records"
RECORD_LINES = "records.jsonl"
FAILURE_LINES = "failures.jsonl"
_LOCK = ".lock"

_ELSEWHERE = "Name another folder with --out."


class Ledger:
    """A run folder, open for one run at a time.

    Raises on entering:
        UsageError: The folder holds something else, is in use by another run, or cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._records = folder / RECORDS
        self._lock = FileLock(folder / _LOCK, timeout=0)
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._check_ours()
            self._records.mkdir(parents=True, exist_ok=True)
            self._opened.enter_context(self._lock)
            for left in (*self.folder.glob(".*.tmp"), *self._records.glob(".*.tmp")):
                left.unlink()
        except Timeout:
            raise UsageError(f"Another run is writing to {self.folder}.", f"Wait for it to end. {_ELSEWHERE}") from None
        except OSError as error:
            self._opened.close()
            raise UsageError(f"{self.folder} cannot be written to: {error.strerror}.", _ELSEWHERE) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    def _check_ours(self) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise UsageError(f"{self.folder} is a file, not a folder.", _ELSEWHERE)
        if self.folder.is_dir() and not (self.folder / RUN).exists():
            # A run killed before its first run.json leaves these; one that found the disk full then, empty lists too.
            ours = {_LOCK, RECORDS, f".{RUN}.tmp"}
            lists = {RECORD_LINES, FAILURE_LINES}
            found = [each for each in self.folder.iterdir() if each.name not in lists or each.stat().st_size]
            if other := sorted(each.name for each in found if each.name not in ours):
                raise UsageError(f"{self.folder} holds something else than a run ({other[0]}).", _ELSEWHERE)

    def read_run(self) -> Run | None:
        """What `run.json` says; None in a new folder.

        Raises:
            UsageError: The file is not one of ours, or of another schema version.
        """
        return read_run(self.folder) if (self.folder / RUN).exists() else None

    def write_run(self, run: Run) -> None:
        """Write `run.json`."""
        atomic.write(self.folder / RUN, run.model_dump_json(indent=2).encode() + b"\n")

    def entry(self, article_id: str) -> Entry | None:
        """The entry of an article's record, if it has one."""
        return Entry.read(self._record_file(article_id))

    def save(self, record: Record) -> Entry:
        """Write a record, durably, in place of an older one.

        Raises:
            OSError: It could not be written.
        """
        line = record.model_dump_json().encode()
        atomic.write(self._record_file(record.article.id), line + b"\n")
        return Entry.of(record)

    def gather(self, article_ids: Iterable[str]) -> None:
        """Write `records.jsonl` from the record files of these articles, in this order."""
        with atomic.writing(self.folder / RECORD_LINES) as lines:
            for article_id in article_ids:
                lines.write(content(self._record_file(article_id)))

    def write_failures(self, failures: Iterable[Failure]) -> None:
        """Write `failures.jsonl`."""
        with atomic.writing(self.folder / FAILURE_LINES) as lines:
            lines.writelines(failure.model_dump_json().encode() + b"\n" for failure in failures)

    def others(self, article_ids: Iterable[str]) -> list[str]:
        """The articles that have a record here and are not among these, sorted."""
        return sorted({_article_id(path) for path in record_files(self.folder)}.difference(article_ids))

    def _record_file(self, article_id: str) -> str:
        return f"{self._records}{os.sep}{article_id}.json"  # joining paths takes longer than looking for the file


def read_run(folder: Path) -> Run:
    """What `run.json` in `folder` says.

    Raises:
        UsageError: There is no run in the folder, or one that cannot be read.
    """
    path = folder / RUN
    try:
        return Run.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        missing = "does not exist" if not folder.exists() else f"holds no run: it has no {RUN}"
        raise UsageError(f"{folder} {missing}.", "Name the folder given to `summarizer run --out`.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Name the folder of a run.") from None
    except ValidationError:
        raise UsageError(f"{path} is not the file of a run, or of another version of summarizer.", _ELSEWHERE) from None


def record_files(folder: Path) -> list[Path]:
    """The record files of a run, sorted by article id."""
    with os.scandir(folder / RECORDS) as entries:
        return sorted(Path(each.path) for each in entries if each.name.endswith(".json") and each.name[0] != ".")


def _article_id(record_file: Path) -> str:
    return record_file.name.removesuffix(".json")
