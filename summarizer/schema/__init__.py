"""The published contract, schema version 1: what downstream systems read. It imports nothing else of ours."""

from summarizer.schema.article import Article, text_digest
from summarizer.schema.base import SCHEMA_VERSION, ClaimId, Contract, EventId, Text
from summarizer.schema.claim import Attribution, Claim, Polarity, Speaker
from summarizer.schema.event import Certainty, Event, EventType, Status
from summarizer.schema.quantity import Bound, Quantity
from summarizer.schema.quote import CONTEXT, Match, Quote, Span
from summarizer.schema.record import (
    PromptRef,
    Provenance,
    Reason,
    ReasonCode,
    Record,
    Rejected,
    SummarySentence,
    Tokens,
)
from summarizer.schema.run import BatchUsage, Counts, Failure, Run, Spent
from summarizer.schema.when import When

__all__ = [
    "CONTEXT",
    "SCHEMA_VERSION",
    "Article",
    "Attribution",
    "BatchUsage",
    "Bound",
    "Certainty",
    "Claim",
    "ClaimId",
    "Contract",
    "Counts",
    "Event",
    "EventId",
    "EventType",
    "Failure",
    "Match",
    "Polarity",
    "PromptRef",
    "Provenance",
    "Quantity",
    "Quote",
    "Reason",
    "ReasonCode",
    "Record",
    "Rejected",
    "Run",
    "Span",
    "Speaker",
    "Spent",
    "Status",
    "SummarySentence",
    "Text",
    "Tokens",
    "When",
    "text_digest",
]
