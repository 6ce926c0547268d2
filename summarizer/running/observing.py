"""A run as logs and traces tell it: what was begun, what came of it, how long it took."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from summarizer.endpoint.events import tell
from summarizer.endpoint.spans import SetAttributes, span
from summarizer.running.entry import Entry, Recipe
from summarizer.running.ledger import Ledger
from summarizer.running.run import Stopped, exit_code
from summarizer.running.watching import Watcher
from summarizer.schema import Article, Failure, Run

article_under_way: ContextVar[str | None] = ContextVar("article_under_way", default=None)
"""Id of the article that the code that runs is about."""


@contextmanager
def article_observed(article: Article) -> Iterator[SetAttributes]:
    """What is done inside is about `article`; yields what sets attributes of its span."""
    token = article_under_way.set(article.id)
    try:
        with span("article", {"summarizer.article.id": article.id}) as set_attributes:
            yield set_attributes
    finally:
        article_under_way.reset(token)


class Pass(Protocol):
    """One pass over the inputs of a run folder, by whatever engine."""

    @property
    def recipe(self) -> Recipe: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def inputs(self) -> Sequence[str]: ...
    @property
    def concurrency(self) -> int: ...
    @property
    def fresh(self) -> bool: ...
    @property
    def outcome(self) -> Run | None: ...
    @property
    def stopped(self) -> Stopped | None: ...


@contextmanager
def run_observed(runner: Pass) -> Iterator[None]:
    """Tell of the beginning and the end of the run that is done inside."""
    recipe = runner.recipe
    tell(
        "run.started",
        folder=str(runner.ledger.folder),
        program=recipe.program,
        model=recipe.model,
        endpoint=recipe.endpoint,
        inputs=list(runner.inputs),
        concurrency=runner.concurrency,
        fresh=runner.fresh,
        pid=os.getpid(),
    )
    attributes = {"gen_ai.request.model": recipe.model, "summarizer.endpoint": recipe.endpoint}
    with span("run", attributes) as set_attributes:
        try:
            yield
        finally:
            _ended(runner, set_attributes)


def _ended(runner: Pass, set_attributes: SetAttributes) -> None:
    run = runner.outcome
    if run is None:  # interrupted before it began
        tell("run.ended", state="interrupted")
        return
    set_attributes(
        {
            "summarizer.run.state": run.state,
            "summarizer.run.articles": run.counts.articles,
            "summarizer.run.failures": run.counts.failures,
        }
    )
    tell(
        "run.ended",
        logging.INFO if run.state == "done" else logging.WARNING,
        state=run.state,
        stopped_by=runner.stopped.code if runner.stopped else None,
        exit_code=exit_code(run),
        **run.counts.model_dump(),
        tokens=run.tokens.model_dump(),
        seconds=run.seconds,
    )


class EventLog:
    """A watcher that tells the log of every article."""

    def started(self, article: Article) -> None:
        """An article is being summarised."""
        tell("article.started", article=article.id, source=article.source)

    def done(self, entry: Entry, *, before: bool) -> None:
        """An article has its record."""
        if before:
            tell("article.stands", logging.DEBUG, article=entry.article_id)
            return
        tell(
            "article.done",
            article=entry.article_id,
            events=entry.events,
            claims=entry.claims,
            rejected=entry.rejected,
            requests=entry.requests,
            attempts=entry.attempts,
            tokens=entry.tokens.model_dump(),
            seconds=entry.seconds,
        )

    def failed(self, failure: Failure) -> None:
        """An article will have no record."""
        # Not its message: servers and libraries quote what they were given.
        tell(
            "article.failed",
            logging.WARNING,
            article=failure.article_id,
            source=failure.source,
            stage=failure.stage,
            code=failure.code,
        )


class Watchers:
    """Several watchers of one run."""

    def __init__(self, *watchers: Watcher) -> None:
        self._watchers = watchers

    def started(self, article: Article) -> None:
        """Tell all of them."""
        for each in self._watchers:
            each.started(article)

    def done(self, entry: Entry, *, before: bool) -> None:
        """Tell all of them."""
        for each in self._watchers:
            each.done(entry, before=before)

    def failed(self, failure: Failure) -> None:
        """Tell all of them."""
        for each in self._watchers:
            each.failed(failure)
