"""What an ordinary run would ask, had it nothing but the answers that are here: nothing is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.errors import ContextTooLong, EndpointError, FatalForRun
from summarizer.endpoint.metering import count_hit
from summarizer.reading import read
from summarizer.running.batch.results import Collected
from summarizer.running.entry import Entry
from summarizer.running.ledger import Ledger
from summarizer.running.pipeline import Summarizer
from summarizer.running.run import Runner
from summarizer.schema import Article, Failure, Record

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

    from summarizer.endpoint.capture import Capture
    from summarizer.endpoint.stack import Endpoint, EndpointOptions
    from summarizer.settings import Settings

WAITING = "batch_waiting"
"""Code of the failure of an article whose questions are with a batch."""
UNSENT = "batch_unsent"
"""Code of the failure of an article that has questions no batch was given, or that a batch gave back."""


Unanswered = tuple[str, str]
"""Of a question: `WAITING` or `UNSENT`, and what is to be said of it."""

_unanswered: ContextVar[list[Unanswered]] = ContextVar("unanswered")
"""The questions of the article in this context that find no answer."""


class Pending(EndpointError):  # noqa: N818 - not an error in itself, as its siblings
    """An article cannot be finished before a batch has answered."""


@dataclass
class Watch:
    """A watcher of a pass that counts, and tells of failures that no batch will mend."""

    say: Callable[[str], None]
    made: int = 0
    failures: int = 0
    pending: dict[str, int] = field(default_factory=lambda: {WAITING: 0, UNSENT: 0})

    def started(self, article: Article) -> None:
        """An article is being looked at."""

    def done(self, entry: Entry, *, before: bool) -> None:
        """An article has its record."""
        self.made += not before

    def failed(self, failure: Failure) -> None:
        """An article has no record, or not yet."""
        if failure.code in self.pending:
            self.pending[failure.code] += 1
        else:
            self.failures += 1
            self.say(f"failed: {failure.message} {failure.remedy}")


@dataclass(frozen=True)
class Desk:
    """Stands where the server would stand: answers what batches have answered, and takes down the rest."""

    collected: Collected
    under_way: dict[str, int]
    """The batch, by its number, that each request is with."""
    write: Callable[[str, dict[str, Any]], bool] | None = None
    """Takes requests that are to be sent, any number of times each, and says if it does; None to send none."""
    again: bool = False
    """Whether requests that a batch refused are sent again."""

    def on_request(self, key: str, body: dict[str, Any]) -> ChatCompletion | None:
        """The answer to a request, or None if there is none yet.

        Raises:
            EndpointError: what the server made of the request, where asking again would not change it.
        """
        if key in self.under_way:
            _unanswered.get().append((WAITING, f"asked in batch {self.under_way[key]}"))
            return None
        said = self.collected.get(key)
        if said and said.answer:
            count_hit()
            return said.answer
        if said and said.error and said.final and not (self.again and not isinstance(said.error, ContextTooLong)):
            raise said.error
        if self.write is None:
            _unanswered.get().append((UNSENT, said.error.message if said and said.error else "not asked yet"))
        elif self.write(key, body):
            _unanswered.get().append((WAITING, "submitted"))
        else:
            _unanswered.get().append((UNSENT, "the budget does not pay for it"))
        return None


@contextmanager
def _one_article() -> Iterator[list[Unanswered]]:
    questions: list[Unanswered] = []
    token = _unanswered.set(questions)
    try:
        yield questions
    finally:
        _unanswered.reset(token)


async def go_through(
    ledger: Ledger, settings: Settings, inputs: Sequence[str], desk: Desk, say: Callable[[str], None]
) -> tuple[Runner, Watch]:
    """A pass of the run over its inputs, with `desk` for a server: makes the records that can be made.

    Articles that wait for answers are failures of the pass, with the codes `WAITING` and `UNSENT`.
    """
    summarizer = Summarizer(settings, opener=_with_capture(desk.on_request))
    folder = ledger.folder

    async def summarize(article: Article) -> Record:
        with _one_article() as unanswered:
            try:
                record = await summarizer.asummarize(article)  # worth nothing where a question found no answer
            except EndpointError as error:
                if not unanswered or isinstance(error, FatalForRun):
                    raise
        if unanswered:
            raise _pending(unanswered, str(folder))
        return record

    watch = Watch(say)
    runner = Runner(
        ledger, summarizer.recipe, summarize, inputs=inputs, concurrency=settings.concurrency, watcher=watch
    )
    async with summarizer:
        await runner.run(read(inputs))
    return runner, watch


def _pending(unanswered: list[Unanswered], folder: str) -> Pending:
    unsent = [why for code, why in unanswered if code == UNSENT]
    whys = ", ".join(sorted(set(unsent or [why for _, why in unanswered])))
    count = f"{len(unanswered)} questions have no answer" if len(unanswered) > 1 else "a question has no answer"
    if unsent:
        return Pending(f"{count}: {whys}.", f"Send it with `summarizer batch submit {folder}`.", UNSENT)
    return Pending(f"{count} yet: {whys}.", f"`summarizer batch collect {folder}` when it has ended.", WAITING)


def _with_capture(capture: Capture) -> Callable[..., AbstractAsyncContextManager[Endpoint]]:
    from summarizer.endpoint.stack import open_endpoint  # noqa: PLC0415 - loads the LLM libraries

    def opener(options: EndpointOptions, **more: Any) -> AbstractAsyncContextManager[Endpoint]:
        return open_endpoint(replace(options, capture=capture), **more)

    return opener
