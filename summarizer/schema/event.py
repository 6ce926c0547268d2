"""What happened, is happening, or is said to be coming."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from summarizer.schema.base import ClaimId, Contract, EventId, Text
from summarizer.schema.quantity import Quantity
from summarizer.schema.quote import Quote
from summarizer.schema.when import When

EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "OTHER",
]
"""The 16 PLOVER types (Halterman et al. 2023) and OTHER, of the action itself: a planned AID is AID + planned."""

Status = Literal["occurred", "ongoing", "planned", "hypothetical", "denied", "cancelled"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
"""FactBank's CT, PR, PS and U (Saurí and Pustejovsky 2009)."""


class Event(Contract):
    """One happening, with the words that report it. An event without a quote cannot be built."""

    id: EventId
    title: Text
    """What happened, in one line; source wording or a paraphrase that passed every check against the quotes."""
    type: EventType
    """PLOVER type of the action, or OTHER."""
    status: Status
    """Whether it has happened, is under way, is planned, only imagined, denied or called off."""
    certainty: Certainty
    """How sure the text presents it (FactBank: CT, PR, PS, U)."""
    actors: list[Text]
    """Who does it, as named in the article."""
    recipients: list[Text]
    """To or for whom, as named in the article."""
    location: Text | None = None
    """Where, as named in the article."""
    when: When | None = None
    """When, if the quote says so."""
    quantities: list[Quantity]
    """The figures in the quotes that belong to the event."""
    asserted_by: list[Literal["article"] | ClaimId] = Field(min_length=1)
    """Who vouches for it: the article in its own voice, or claims of this record."""
    quotes: list[Quote] = Field(min_length=1)
    """The words it rests on."""
