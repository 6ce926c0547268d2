"""What a report is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from summarizer.schema import Failure, Record, Run
from summarizer.schema.digest import Digest


@dataclass(frozen=True)
class Material:
    """A run, with what its articles say together."""

    run: Run
    digest: Digest
    records: Callable[[], Iterable[Record]]
    """The records of `digest.articles`, in any order; gone through more than once, one at a time."""
    failures: Sequence[Failure] = ()
