"""What a run says as a whole: one story out of many articles, every line of it with article, item and words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from summarizer.schema.base import ClaimId, Contract, EventId, Text
from summarizer.schema.claim import Attribution, Polarity
from summarizer.schema.event import Certainty, EventType, Status
from summarizer.schema.quantity import Quantity
from summarizer.schema.quote import Quote
from summarizer.schema.when import When

DigestEventId = Annotated[str, Field(pattern=r"^d[1-9][0-9]*$", description="Event of the digest: d1, d2, …")]
ClaimRef = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*#c[1-9][0-9]*$", description="`<article id>#<claim id>`")
]
Differing = Literal["status", "actors", "recipients", "location", "asserted_by", "quantities"]
"""`asserted_by`: one article tells in its own voice what another ascribes. Reports of different days are different
happenings, so dates never differ."""
Verdict = Literal["same", "compatible", "updated", "conflicting"]
Because = Literal["bound", "rounding", "sum", "part", "plan", "from_to", "later", "undated", "other_event"]

MOST_SENTENCES = 8
"""Sentences of an overview."""


class DigestArticle(Contract):
    """An article of the run."""

    id: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    source: Text


class Citation(Contract):
    """Words of an article, with the item of its record that rests on them."""

    article_id: str
    item_id: EventId | ClaimId
    quote: Quote


class Report(Contract):
    """What one article says of a happening, as its record has it."""

    article_id: str
    event_id: EventId
    published: date | None = None
    """Day of publication of the article."""
    title: Text
    type: EventType
    status: Status
    certainty: Certainty
    actors: list[Text]
    recipients: list[Text]
    location: Text | None = None
    when: When | None = None
    quantities: list[Quantity]
    asserted_by: list[Literal["article"] | ClaimId]
    speakers: list[Text]
    """Who vouches for it, as the article names them, where claims assert it and name somebody."""
    quotes: list[Quote] = Field(min_length=1)


class Side(Contract):
    """One of the values that reports differ in."""

    value: Text
    sources: list[Citation] = Field(min_length=1)


class Disagreement(Contract):
    """Where the reports of one happening differ. Nothing is decided: the values stand side by side."""

    field: Differing
    sides: list[Side] = Field(min_length=2)


class DigestEvent(Contract):
    """One happening, with every article's report of it."""

    id: DigestEventId
    title: Text
    """The title of the report closest to all others."""
    type: EventType
    """What most reports say."""
    status: Status
    """What most reports say; where they differ, `disagreements` has the sides."""
    start: date | None = None
    end: date | None = None
    """The days that all dated reports allow, both inclusive; null where no report has a date."""
    reports: list[Report] = Field(min_length=1)
    disagreements: list[Disagreement]


class TimelineEntry(Contract):
    """A happening with a date."""

    event: DigestEventId
    start: date
    end: date | None = None
    """Null: it has no known end ("seit März")."""
    planned: bool
    """Whether no report says that it has happened."""
    source: Citation
    """Where the date stands."""


class Timeline(Contract):
    """Happenings in the order of their dates, and those of which no report tells the date."""

    dated: list[TimelineEntry]
    undated: list[DigestEventId]


class Reading(Contract):
    """What one article says of a figure."""

    article_id: str
    item_id: EventId | ClaimId
    event: DigestEventId | None = None
    """The happening it belongs to."""
    quantity: Quantity
    status: Literal["is", "planned"]
    """Whether it is told as a fact, or as intended or imagined."""
    speakers: list[Text]
    """Who says so, as the article names them; empty where the article says it in its own voice."""
    published: date | None = None
    when: When | None = None
    """When the happening takes place, as its report says."""
    quote: Quote
    """The words that hold the figure."""


class Figure(Contract):
    """Readings of one quantity over articles and time, in the order of their dates."""

    id: str = Field(pattern=r"^f[1-9][0-9]*$")
    label: Text
    """Title of the happening whose quantity it is."""
    unit: str | None = None
    """What is counted, in the words of the reading first published."""
    readings: list[Reading] = Field(min_length=2)
    verdict: Verdict | None
    """The first of the four that holds for all readings together; null where numbers differ and a date is missing
    that would tell whether one follows the other."""
    because: list[Because]
    """What explains the numbers that differ."""
    conflicting: list[tuple[int, int]]
    """Places in `readings` of two numbers that nothing explains, the first of each number and day."""


class ClaimReport(Contract):
    """A claim as its record has it."""

    article_id: str
    claim_id: ClaimId
    published: date | None = None
    speaker: Text | None = None
    """As the article names the speaker."""
    content: Text
    attribution: Attribution
    polarity: Polarity
    certainty: Certainty
    about: list[DigestEventId]
    quotes: list[Quote] = Field(min_length=1)


class DigestSpeaker(Contract):
    """Everything that is ascribed to one name. "Fachleute" of two articles share a name, and need not be the same."""

    name: str | None
    """The fullest form that any article gives; null for claims that name nobody."""
    names: list[Text]
    """All forms, most frequent first."""
    roles: list[Text]
    claims: list[ClaimReport] = Field(min_length=1)


class Contradiction(Contract):
    """A claim and its denial."""

    event: DigestEventId | None = None
    """The happening both speak of."""
    claim: ClaimReport
    denial: ClaimReport


class OverviewSentence(Contract):
    """A sentence of the overview, in the words of an article."""

    text: Text
    cites: list[DigestEventId | ClaimRef] = Field(min_length=1)
    sources: list[Citation] = Field(min_length=1)


class Digest(Contract):
    """`digest.json`: what the records of a run say together."""

    schema_version: Literal["1"] = "1"
    program: Text
    articles: list[DigestArticle]
    overview: list[OverviewSentence] = Field(max_length=MOST_SENTENCES)
    events: list[DigestEvent]
    timeline: Timeline
    figures: list[Figure]
    speakers: list[DigestSpeaker]
    contradictions: list[Contradiction]

    def _references(self) -> Iterator[tuple[str, str]]:
        """Where a happening of the digest is referred to, and its id."""
        for sentence in self.overview:
            yield from (("overview", ref) for ref in sentence.cites if "#" not in ref)
        yield from (("timeline", entry.event) for entry in self.timeline.dated)
        yield from (("timeline", ref) for ref in self.timeline.undated)
        for figure in self.figures:
            yield from ((figure.id, each.event) for each in figure.readings if each.event)
        for speaker in self.speakers:
            yield from ((speaker.name or "claims", ref) for claim in speaker.claims for ref in claim.about)
        yield from (("contradictions", each.event) for each in self.contradictions if each.event)

    @model_validator(mode="after")
    def _references_resolve(self) -> Self:
        known = {event.id for event in self.events}
        for owner, ref in self._references():
            if ref not in known:
                raise ValueError(f"{owner} refers to {ref}, which this digest does not have")
        return self
