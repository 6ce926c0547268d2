"""Who says what."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from summarizer.schema.base import ClaimId, Contract, EventId, Text
from summarizer.schema.event import Certainty
from summarizer.schema.quantity import Quantity
from summarizer.schema.quote import Quote

Attribution = Literal["direct", "indirect", "reported", "free_indirect", "indirect_free_indirect"]
"""The five forms of the German news quotation corpus (Petersen-Frey and Biemann 2024)."""

Polarity = Literal["positive", "negative"]


class Speaker(Contract):
    """The source of a claim."""

    name: Text
    """The name as it should be shown, the fullest form the article gives."""
    mention: Quote
    """The words that name the speaker at this place."""
    role: Text | None = None
    """Office or function, in the article's words."""


class Claim(Contract):
    """A statement that the article ascribes to somebody: source, cue and content (PARC 3, PolNeAR).

    The quote is the content clause: without the frame ("Laut Schoigu, …"), with its quotation marks when direct.
    A claim without a quote cannot be built.
    """

    id: ClaimId
    speaker: Speaker | None = None
    """Who says it; null when nobody is named."""
    cue: Quote | None = None
    """The words that mark it as said ("laut", "betonte", "Berichten zufolge"); null in free indirect speech."""
    content: Text
    """What is said; the quote's own words or a paraphrase that passed every check against them."""
    attribution: Attribution
    """Direct, indirect, reported, free indirect or indirect/free indirect speech."""
    polarity: Polarity
    """Whether the content is affirmed or denied (FactBank)."""
    certainty: Certainty
    """How sure the speaker is presented to be (FactBank: CT, PR, PS, U)."""
    about: list[EventId]
    """The events of this record that the claim speaks of."""
    quantities: list[Quantity]
    """The figures in the quotes."""
    quotes: list[Quote] = Field(min_length=1)
    """The content clause."""
