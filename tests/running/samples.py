"""Articles and records for tests: small, German, and right."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, date, datetime
from typing import Any

from summarizer.running.entry import Recipe
from summarizer.schema import (
    Article,
    Claim,
    Event,
    PromptRef,
    Provenance,
    Quantity,
    Quote,
    Reason,
    Record,
    Rejected,
    Span,
    Speaker,
    SummarySentence,
    Tokens,
    When,
    text_digest,
)


def in_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run an async test in an event loop of its own."""

    @functools.wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


TEXT = (
    "Bonn schickt 200 Helfer in das Ahrtal. Am Montag brachen sie auf. "
    "„Wir bleiben bis zum Herbst“, sagte die Leiterin Anna Berg."
)
PROMPT = PromptRef(name="events.de", sha256=text_digest("events"))
RECIPE = Recipe(program="summarizer 0", model="fake", endpoint="nowhere", prompts=(PROMPT,))


def article(name: str = "a", text: str = TEXT) -> Article:
    """An article whose whole text is body."""
    return Article(
        id=name,
        source=f"{name}.txt",
        text_sha256=text_digest(text),
        title=f"Titel {name}",
        language="de",
        text=text,
        content=[Span(start=0, end=len(text))],
    )


def articles(count: int) -> Iterator[Article]:
    """`count` articles, made one at a time."""
    return (article(f"a{number:05}", f"{TEXT} Meldung {number}.") for number in range(count))


def quote(text: str, words: str) -> Quote:
    """`words`, where they stand first in `text`."""
    start = text.index(words)
    return Quote.of(text, start, start + len(words))


def record(of: Article, *, model: str = RECIPE.model, prompt: PromptRef = PROMPT) -> Record:
    """A record of an article that begins with `TEXT`."""
    text = of.text
    event = Event(
        id="e1",
        title="Bonn schickt Helfer in das Ahrtal",
        type="AID",
        status="occurred",
        certainty="certain",
        actors=["Bonn"],
        recipients=["Ahrtal"],
        location="Ahrtal",
        when=When(text="Am Montag", start=date(2021, 7, 19), end=date(2021, 7, 19)),
        quantities=[Quantity(value=200, bound="exact", unit="Helfer", text="200 Helfer")],
        asserted_by=["article"],
        quotes=[quote(text, "Bonn schickt 200 Helfer in das Ahrtal.")],
    )
    claim = Claim(
        id="c1",
        speaker=Speaker(name="Anna Berg", mention=quote(text, "die Leiterin Anna Berg"), role="Leiterin"),
        cue=quote(text, "sagte"),
        content="Wir bleiben bis zum Herbst",
        attribution="direct",
        polarity="positive",
        certainty="certain",
        about=["e1"],
        quantities=[],
        quotes=[quote(text, "„Wir bleiben bis zum Herbst“")],
    )
    rejected = Rejected(
        kind="event",
        draft={"title": "300 Helfer"},
        reason=Reason(code="number_not_in_quote", sentence="300 steht nicht im Zitat."),
    )
    made = Provenance(
        model=model,
        endpoint="nowhere",
        prompts=[prompt],
        program="summarizer 0",
        created=datetime(2026, 1, 1, tzinfo=UTC),
        requests=2,
        attempts=3,
        tokens=Tokens(input=100, cached=10, output=20),
        seconds=0.5,
        cache_hit=False,
    )
    summary = [SummarySentence(text="Bonn schickt 200 Helfer.", cites=["e1"])]
    return Record(article=of, summary=summary, events=[event], claims=[claim], rejected=[rejected], provenance=made)


class Model:
    """Stands in for the model: answers after `delay` seconds, raises what `errors` holds, and remembers its calls."""

    def __init__(self, delay: float = 0.0, errors: dict[str, Exception] | None = None) -> None:
        self.delay = delay
        self.errors = errors or {}
        self.asked: list[str] = []
        self.under_way = 0
        self.most = 0
        """Articles that were under way at once, at the most."""

    async def summarize(self, of: Article) -> Record:
        """A record of the article."""
        self.asked.append(of.id)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            await asyncio.sleep(self.delay)
            if of.id in self.errors:
                raise self.errors[of.id]
            return record(of)
        finally:
            self.under_way -= 1


class Summarizer:
    """Stands in for the real one, model and all."""

    recipe = RECIPE
    effort = None

    def __init__(self, model: Model) -> None:
        self.model = model
        self.opened = 0
        self.closed = 0

    async def __aenter__(self) -> Summarizer:
        self.opened += 1
        return self

    async def __aexit__(self, *_: object) -> None:
        self.closed += 1

    async def asummarize(self, of: Article) -> Record:
        """A record of the article."""
        return await self.model.summarize(of)
