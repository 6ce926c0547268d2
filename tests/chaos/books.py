"""What the run folder says, held against what the server's journal says."""

from __future__ import annotations

import json
import math
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from summarizer.schema import Failure, Record, Run
from tests.chaos.server import Exchange

IN_FLIGHT = 0.5
"""Seconds of processor time that the client may have had between an answer and the kill without having kept it: it
reads late when it is busy. With more, an answer that is asked for again was thrown away; and so was any beyond one for
each article that was under way. Not seconds of the clock: on a machine with other work the client may stand still.
"""
EARLY = 0.01
"""Seconds by which a pause may seem too short, for the clocks of two processes are read one after the other."""


@dataclass(frozen=True)
class Pass:
    """One start of the client. Times are those of `time.time`."""

    started: float
    ended: float
    """When it was killed, or had ended."""
    worked: Sequence[tuple[float, float]] = ()
    """Moments, the last that of the kill, and the processor time in seconds that the client had had by then."""

    def work_since(self, moment: float) -> float:
        """Processor time in seconds between `moment` and the kill: rather too much than too little."""
        by_then = self.worked[max(bisect(self.worked, (moment, math.inf)) - 1, 0)][1]
        return self.worked[-1][1] - by_then if moment < self.ended else 0.0


@dataclass(frozen=True)
class Bill:
    """Requests and tokens."""

    requests: int = 0
    input: int = 0
    cached: int = 0
    output: int = 0

    @property
    def tokens(self) -> int:
        """Of prompts and answers together."""
        return self.input + self.output

    def __add__(self, other: Bill) -> Bill:
        return Bill(
            self.requests + other.requests,
            self.input + other.input,
            self.cached + other.cached,
            self.output + other.output,
        )

    @classmethod
    def of(cls, exchanges: Iterable[Exchange]) -> Bill:
        """What the client was told that these cost."""
        return sum((cls(1, each.input, each.cached, each.output) for each in exchanges), cls())


@dataclass
class Books:
    """A campaign that is over."""

    out: Path
    articles: int
    passes: list[Pass]
    exchanges: list[Exchange]
    concurrency: int
    """Articles under way at once."""
    in_flight: int = field(default=0, init=False)
    """Answers that were on their way when the client was killed, and had to be asked for again."""
    oldest: float = field(default=0.0, init=False)
    """Seconds of processor time that the client had had since the oldest of them left the server."""
    thrown_away: int = field(default=0, init=False)
    """Answers that were asked for again without that excuse."""
    counted: Bill = field(default_factory=Bill, init=False)
    """What the records and failures cost, by the server's journal."""

    @cached_property
    def run(self) -> Run:
        """What `run.json` says."""
        return Run.model_validate_json((self.out / "run.json").read_bytes())

    @cached_property
    def records(self) -> dict[str, Record]:
        """By article id, as the record files hold them: a broken one raises."""
        paths = (self.out / "records").glob("*.json")
        return {path.name.removesuffix(".json"): Record.model_validate_json(path.read_bytes()) for path in paths}

    @cached_property
    def failures(self) -> list[Failure]:
        """As they stand in `failures.jsonl`."""
        return [Failure.model_validate_json(line) for line in (self.out / "failures.jsonl").read_bytes().splitlines()]

    def wrong(self) -> Iterator[str]:
        """Everything that must hold and does not."""
        yield from self._each_article_once()
        yield from self.answers_thrown_away()
        yield from self.pauses_cut_short()
        yield from self._usage_of_articles()
        yield from self._usage_of_run()
        yield from self._spent()

    def _each_article_once(self) -> Iterator[str]:
        expected = {f"m{number:05}" for number in range(self.articles)}
        lines = (self.out / "records.jsonl").read_bytes().splitlines()
        listed = Counter(json.loads(line)["article"]["id"] for line in lines)
        failed = Counter(failure.article_id or failure.source for failure in self.failures)
        ends = Counter(self.records.keys()) + failed
        if ends != Counter(expected):
            yield f"no end: {sorted(expected - ends.keys())}; several ends: {sorted(ends - Counter(expected))}"
        if listed != Counter(self.records.keys()):
            yield f"records.jsonl lists {listed.total()} records, {len(self.records)} files stand"
        yield from (f"a failure has no name: {each.message}" for each in self.failures if each.code == "unexpected")
        refused = {f"m{each.article:05}" for each in self.exchanges if each.outcome == "refused"}
        if other := sorted(each.code for each in self.failures if each.article_id not in refused):
            yield f"articles failed that the model had not refused: {other}"
        if self.run.state != "done":
            yield f"run.json says {self.run.state!r}"

    def answers_thrown_away(self) -> Iterator[str]:
        """Answers that were asked for again although the client must have had them."""
        asked = defaultdict(list)
        for each in self.exchanges:
            asked[each.question].append(each)
        for exchanges in asked.values():
            for answer, again in pairwise(exchanges):
                if answer.outcome != "answered" or answer.went is None:
                    continue
                at = self._pass_at(answer.came)
                if again.came > at.ended and at.work_since(answer.went) < IN_FLIGHT:
                    self.in_flight += 1
                    self.oldest = max(self.oldest, at.work_since(answer.went))
                else:
                    self.thrown_away += 1
                    yield (
                        f"the answer about m{answer.article:05} was there {at.ended - answer.went:.3f} s before the "
                        f"client ended, and was asked for again {again.came - answer.went:.3f} s after"
                    )
        if self.in_flight > (most := self.concurrency * (len(self.passes) - 1)):
            yield f"{self.in_flight} answers were in flight at the kills, where {most} articles were under way"

    def _pass_at(self, moment: float) -> Pass:
        """The pass that was under way at `moment`."""
        return next(each for each in self.passes if each.ended > moment)

    def pauses_cut_short(self) -> Iterator[str]:
        """Questions that came back before the time the server had named."""
        last: dict[str, Exchange] = {}
        for each in self.exchanges:
            before = last.get(each.question)
            last[each.question] = each
            if before is None or before.wait is None or before.went is None:
                continue
            if each.came < self._pass_at(before.came).ended and each.came - before.went < before.wait - EARLY:
                yield f"asked again after {each.came - before.went:.3f} s where {before.wait:.3f} s were asked for"

    def _usage_of_articles(self) -> Iterator[str]:
        """A record counts what its article was billed in the pass that made it: not less, not more."""
        for article_id, record in self.records.items():
            made = self._pass_at(record.provenance.created.timestamp())
            billed = Bill.of(self._in(made, article_id))
            made_of = record.provenance
            counted = Bill(made_of.attempts, made_of.tokens.input, made_of.tokens.cached, made_of.tokens.output)
            self.counted += counted
            if counted != billed:
                yield f"{article_id} counts {counted}; the server billed {billed}"
        for failure in self.failures:
            self.counted += Bill.of(self._in(self.passes[-1], failure.article_id or ""))

    def _usage_of_run(self) -> Iterator[str]:
        """The totals of the run are those of its records and its failures."""
        counts, tokens = self.run.counts, self.run.tokens
        totals = Bill(counts.attempts, tokens.input, tokens.cached, tokens.output)
        if totals != self.counted:
            yield f"run.json counts {totals}; the server billed {self.counted} for what came of it"

    def _spent(self) -> Iterator[str]:
        """The account of the run knows of every token of every pass, but for what was in flight at a kill."""
        spent = self.run.spent
        if spent is None:
            yield "run.json does not say what was spent"
            return
        billed, confirmed = Bill.of(self.exchanges), spent.tokens - spent.unconfirmed
        unread = Bill.of(each for each in self.exchanges if self._unread(each))
        if not billed.tokens - unread.tokens <= confirmed <= billed.tokens <= spent.tokens:
            yield (
                f"the account has {spent.tokens} tokens, {confirmed} of them confirmed; the server billed "
                f"{billed.tokens}, {unread.tokens} of them in flight at a kill"
            )
        if spent.requests < billed.requests:
            yield f"the account has {spent.requests} requests, the server saw {billed.requests}"

    def _unread(self, exchange: Exchange) -> bool:
        at = self._pass_at(exchange.came)
        return bool(at.worked) and (exchange.went is None or at.work_since(exchange.went) < IN_FLIGHT)

    def _in(self, at: Pass, article_id: str) -> Iterator[Exchange]:
        return (each for each in self._by_article[article_id] if at.started < each.came < at.ended)

    @cached_property
    def _by_article(self) -> dict[str, list[Exchange]]:
        found = defaultdict(list)
        for each in self.exchanges:
            found[f"m{each.article:05}"].append(each)
        return found

    def leaks(self, folder: Path, key: str) -> Iterator[str]:
        """Files below `folder` that hold the API key."""
        paths = (path for path in folder.rglob("*") if path.is_file())
        return (f"{path.relative_to(folder)} holds the API key" for path in paths if key.encode() in path.read_bytes())

    def told(self) -> Iterator[str]:
        """What happened, in a few lines."""
        outcomes = Counter(each.outcome for each in self.exchanges)
        billed = Bill.of(self.exchanges)
        yield f"{len(self.exchanges)} requests: " + ", ".join(f"{n} {name}" for name, n in outcomes.most_common())
        yield f"{len(self.passes) - 1} kills, after " + ", ".join(
            f"{each.ended - each.started:.1f} s" for each in self.passes[:-1]
        )
        yield (
            f"{self.in_flight} answers were in flight at a kill and asked for again (since the oldest, the client had "
            f"worked {self.oldest * 1000:.0f} ms)"
        )
        yield f"failures: {dict(Counter(failure.code for failure in self.failures))}"
        yield (
            f"billed {billed.tokens} tokens, {self.counted.tokens} of them for the records and failures there are; the "
            "rest went to articles under way at a kill"
        )

    def summary(self, wrong: int) -> str:
        """The last line."""
        ends = len(self.records) + len(self.failures)
        return (
            f"{self.articles} articles: {len(self.records)} records, {len(self.failures)} named failures, "
            f"{self.articles - ends} lost; {len(self.passes) - 1} kills, {self.in_flight} answers in flight asked "
            f"again, {self.thrown_away} paid answers thrown away; {wrong} things wrong"
        )
