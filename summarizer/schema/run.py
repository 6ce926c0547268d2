"""What a run leaves beside its records."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from summarizer.schema.base import Contract, Text
from summarizer.schema.record import PromptRef, Tokens


class Failure(Contract):
    """An article that could not be summarised, one line of `failures.jsonl`."""

    source: Text
    """Path (and line) of the input."""
    article_id: str | None = None
    """Id, where the article could be read that far."""
    stage: Literal["reading", "drafting", "writing"]
    code: Text
    """Machine-readable kind of failure, stable across versions."""
    message: Text
    """What is wrong, with the place."""
    remedy: Text
    """What to do about it."""


class Counts(Contract):
    """Totals of a run."""

    articles: int = Field(default=0, ge=0)
    records: int = Field(default=0, ge=0)
    failures: int = Field(default=0, ge=0)
    events: int = Field(default=0, ge=0)
    claims: int = Field(default=0, ge=0)
    rejected: int = Field(default=0, ge=0)
    requests: int = Field(default=0, ge=0)
    attempts: int = Field(default=0, ge=0)


class BatchUsage(Contract):
    """What the Batch API answered, at a price of its own."""

    requests: int = Field(default=0, ge=0)
    """Requests answered, usable or not; each is counted once, however often it is collected."""
    tokens: Tokens
    cost: float | None = Field(default=None, ge=0)
    """US dollars; null where no price of batches is known."""


class Spent(Contract):
    """What all passes of a run have asked of a model, and what came to nothing too: failed articles, retries, re-asks,
    repairs, passes that were killed."""

    requests: int = Field(ge=0)
    """Requests sent."""
    tokens: int = Field(ge=0)
    """Of prompts and answers together."""
    unconfirmed: int = Field(ge=0)
    """Those of the tokens that no answer has told: requests that timed out, broke off or are under way, taken at the
    most they may have used. The others are as the server counted them."""
    cost: float | None = Field(ge=0)
    """US dollars; null where no price is known."""


class Run(Contract):
    """`run.json`: what was run, with which model and prompts, and how it ended."""

    schema_version: Literal["1"] = "1"
    program: Text
    model: Text
    endpoint: Text
    prompts: list[PromptRef]
    inputs: list[str]
    """The inputs as given on the command line."""
    started: datetime
    updated: datetime
    state: Literal["running", "done", "interrupted", "aborted"]
    """`aborted`: the run met an error that no further article could have escaped."""
    counts: Counts
    tokens: Tokens
    seconds: float = Field(ge=0)
    """Wall-clock time of all starts of the run together."""
    batch: BatchUsage | None = None
    """Answers had by the Batch API. Records take them from the cache, so their tokens are in no record, nor in
    `tokens`."""
    spent: Spent | None = None
    """Null in runs of versions that kept no account."""
