"""What a pass comes to: articles, statements, tokens."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.endpoint.metering import Meter
from summarizer.running.entry import Entry
from summarizer.schema import Counts, Tokens


@dataclass(slots=True)
class Tally:
    """What has been counted in this pass, over the records it found and those it made, and what its failures cost."""

    records: int = 0
    events: int = 0
    claims: int = 0
    rejected: int = 0
    requests: int = 0
    attempts: int = 0
    input: int = 0
    cached: int = 0
    output: int = 0

    def add(self, entry: Entry) -> None:
        """Count a record."""
        self.records += 1
        self.events += entry.events
        self.claims += entry.claims
        self.rejected += entry.rejected
        self.requests += entry.requests
        self.attempts += entry.attempts
        self.input += entry.tokens.input
        self.cached += entry.tokens.cached
        self.output += entry.tokens.output

    def add_lost(self, used: Meter) -> None:
        """Count what was spent on an article that came to no record."""
        self.requests += used.requests
        self.attempts += used.attempts
        self.input += used.input_tokens
        self.cached += used.cached_tokens
        self.output += used.output_tokens

    def counts(self, failures: int) -> Counts:
        """The counts of a run with so many failures beside the records."""
        return Counts(
            articles=self.records + failures,
            records=self.records,
            failures=failures,
            events=self.events,
            claims=self.claims,
            rejected=self.rejected,
            requests=self.requests,
            attempts=self.attempts,
        )

    def tokens(self) -> Tokens:
        """What records and failures cost."""
        return Tokens(input=self.input, cached=self.cached, output=self.output)
