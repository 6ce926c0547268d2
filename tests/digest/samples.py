"""Short articles with their records, as a perfect run would leave them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from summarizer.schema import (
    Article,
    Bound,
    Claim,
    Event,
    Provenance,
    Quantity,
    Quote,
    Record,
    Span,
    Speaker,
    Tokens,
    When,
    text_digest,
)

MADE = Provenance(
    model="m",
    endpoint="embedded",
    prompts=[],
    program="summarizer 0",
    created=datetime(2026, 1, 1, tzinfo=UTC),
    requests=0,
    attempts=0,
    tokens=Tokens(),
    seconds=0,
    cache_hit=False,
)


def an_article(text: str, name: str = "a", published: date | None = None, language: str = "de") -> Article:
    """An article that is all body."""
    return Article(
        id=name,
        source=f"{name}.txt",
        text_sha256=text_digest(text),
        language=language,
        published=published,
        text=text,
        content=[Span(start=0, end=len(text))],
    )


def a_record(article: Article, events: Sequence[Event] = (), claims: Sequence[Claim] = ()) -> Record:
    """The record of an article."""
    return Record(article=article, summary=[], events=list(events), claims=list(claims), rejected=[], provenance=MADE)


def number(text: str, value: float, unit: str | None = None, bound: Bound = "exact") -> Quantity:
    """A figure; `value` is its value or the bound it sets."""
    field = {"at_least": "low", "at_most": "high"}.get(bound, "value")
    return Quantity(bound=bound, unit=unit, text=text, **{field: value})


def on(text: str, *iso: str) -> When:
    """A time expression and the day or days it means."""
    days = [date.fromisoformat(day) for day in iso]
    return When(text=text, start=days[0] if days else None, end=days[-1] if days else None)


class Story:
    """One article under construction: sentences go in, events and claims rest on them."""

    def __init__(self, name: str, *sentences: str, published: str | None = None, language: str = "de") -> None:
        self.text = " ".join(sentences)
        self.sentences = sentences
        self.article = an_article(self.text, name, date.fromisoformat(published) if published else None, language)
        self.events: list[Event] = []
        self.claims: list[Claim] = []

    def quote(self, words: str) -> Quote:
        """Where `words` stand first."""
        start = self.text.index(words)
        return Quote.of(self.text, start, start + len(words))

    def event(
        self, title: str, kind: str, actors: str = "", recipients: str = "", *, at: int = 0, **more: Any
    ) -> Story:
        """Add an event that rests on sentence `at`; names are written apart by ", "."""
        given: dict[str, Any] = {
            "status": "occurred",
            "certainty": "certain",
            "quantities": [],
            "asserted_by": ["article"],
        }
        self.events.append(
            Event(
                id=f"e{len(self.events) + 1}",
                title=title,
                type=kind,  # type: ignore[arg-type]
                actors=[each for each in actors.split(", ") if each],
                recipients=[each for each in recipients.split(", ") if each],
                quotes=[self.quote(self.sentences[at])],
                **given | more,
            )
        )
        return self

    def claim(self, words: str, speaker: str | None = None, about: str = "", **more: Any) -> Story:
        """Add a claim whose content is `words`."""
        given: dict[str, Any] = {
            "attribution": "indirect",
            "polarity": "positive",
            "certainty": "certain",
            "quantities": [],
        }
        self.claims.append(
            Claim(
                id=f"c{len(self.claims) + 1}",
                speaker=Speaker(name=speaker, mention=self.quote(speaker)) if speaker else None,
                content=words,
                about=about.split(),
                quotes=[self.quote(words)],
                **given | more,
            )
        )
        return self

    def record(self) -> Record:
        """The record of what has been added."""
        return a_record(self.article, self.events, self.claims)
