"""The result for one article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from summarizer.schema.article import Article
from summarizer.schema.base import ClaimId, Contract, EventId, Text
from summarizer.schema.claim import Claim
from summarizer.schema.event import Event
from summarizer.schema.quote import Quote

ReasonCode = Literal[
    "quote_not_found",
    "pointer_ambiguous",
    "quote_in_boilerplate",
    "number_not_in_quote",
    "name_not_in_article",
    "negation_differs",
    "date_not_in_quote",
    "speaker_not_in_article",
    "cites_nothing",
    "not_stated",
    "unrelated",
    "invalid",
]


class SummarySentence(Contract):
    """One sentence of the summary. Every number and name in it stands in a quote of an item it cites."""

    text: Text
    cites: list[EventId | ClaimId] = Field(min_length=1)
    """Ids of events or claims of this record."""


class Reason(Contract):
    """Why something was refused."""

    code: ReasonCode
    """Machine-readable reason."""
    sentence: Text
    """The same for people, naming the words at fault."""


class Rejected(Contract):
    """Something the model said and the checks refused: kept beside the record, never among its results."""

    kind: Literal["event", "claim", "summary"]
    draft: dict[str, Any]
    """What the model said, as it said it."""
    reason: Reason


class PromptRef(Contract):
    """A prompt template and the digest of its bytes."""

    name: Text
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Tokens(Contract):
    """Tokens as the server counted them, retries and repairs included."""

    input: int = Field(default=0, ge=0)
    """Prompt tokens, cached ones included."""
    cached: int = Field(default=0, ge=0)
    """Prompt tokens the server took from its own cache."""
    output: int = Field(default=0, ge=0)


class Provenance(Contract):
    """How a record came about."""

    model: Text
    endpoint: Text
    """Base URL of the server, without credentials; `embedded`; or `recording of …` where answers were replayed."""
    prompts: list[PromptRef]
    program: Text
    """Name and version of this program."""
    created: datetime
    """UTC."""
    requests: int = Field(ge=0)
    """Answers used, from the server or from the cache."""
    attempts: int = Field(ge=0)
    """Requests sent to the server, re-asks and repairs included."""
    tokens: Tokens
    cost: float | None = Field(default=None, ge=0)
    """US dollars; null where no price is known."""
    seconds: float = Field(ge=0)
    """Wall-clock time spent on the article."""
    cache_hit: bool
    """Whether every answer came from the cache."""


class Record(Contract):
    """All that one article says, every statement with its words."""

    schema_version: Literal["1"] = "1"
    article: Article
    summary: list[SummarySentence]
    events: list[Event]
    claims: list[Claim]
    rejected: list[Rejected]
    provenance: Provenance

    def quotes(self) -> Iterator[tuple[str, Quote]]:
        """Every quote with the id of the item it belongs to, speaker mentions and cues included."""
        for event in self.events:
            yield from ((event.id, quote) for quote in event.quotes)
        for claim in self.claims:
            yield from ((claim.id, quote) for quote in claim.quotes)
            if claim.cue:
                yield claim.id, claim.cue
            if claim.speaker:
                yield claim.id, claim.speaker.mention

    @model_validator(mode="after")
    def _quotes_hold(self) -> Self:
        for owner, quote in self.quotes():
            if not quote.holds_in(self.article.text):
                raise ValueError(f"{owner}: the article does not read {quote.exact!r} at {quote.start}-{quote.end}")
            if not any(s.start <= quote.start and quote.end <= s.end for s in self.article.content):
                raise ValueError(f"{owner}: quote at {quote.start}-{quote.end} lies outside the body")
        return self

    @model_validator(mode="after")
    def _figures_are_quoted(self) -> Self:
        items: list[Event | Claim] = [*self.events, *self.claims]
        for item in items:
            for quantity in item.quantities:
                if not any(quantity.text in quote.exact for quote in item.quotes):
                    raise ValueError(f"{item.id}: {quantity.text!r} stands in none of its quotes")
        return self

    @model_validator(mode="after")
    def _ids_resolve(self) -> Self:
        events = [event.id for event in self.events]
        claims = [claim.id for claim in self.claims]
        for ids in (events, claims):
            if len(set(ids)) != len(ids):
                raise ValueError(f"ids are not unique: {ids}")
        named = [(e.id, ref, {"article", *claims}) for e in self.events for ref in e.asserted_by]
        named += [(c.id, ref, set(events)) for c in self.claims for ref in c.about]
        named += [("summary", ref, {*events, *claims}) for s in self.summary for ref in s.cites]
        for owner, ref, known in named:
            if ref not in known:
                raise ValueError(f"{owner} refers to {ref}, which this record does not have")
        return self
