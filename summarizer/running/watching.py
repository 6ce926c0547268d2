"""Whoever wants to see a run go on: a display, a log, nobody."""

from __future__ import annotations

from typing import Protocol

from summarizer.running.entry import Entry
from summarizer.schema import Article, Failure


class Watcher(Protocol):
    """Whoever wants to see a run go on. Called in the event loop: must not block."""

    def started(self, article: Article) -> None:
        """An article is being summarised."""

    def done(self, entry: Entry, *, before: bool) -> None:
        """An article has its record; `before`: it had it before this pass."""

    def failed(self, failure: Failure) -> None:
        """An article will have no record."""


class Unwatched:
    """Nobody is looking."""

    def started(self, article: Article) -> None: ...

    def done(self, entry: Entry, *, before: bool) -> None: ...

    def failed(self, failure: Failure) -> None: ...
