"""What scoring a run leaves: enough, per article, to compare with another run without having that run's records.

The same file serves as result (`eval --json`) and as baseline (`--update-baseline`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from summarizer.errors import UsageError
from summarizer.evaluation.coreference import conll
from summarizer.evaluation.measures import Counts, total, value
from summarizer.schema import Contract, PromptRef, Tokens

Kind = Literal["events", "claims"]


class FoundItem(Contract):
    """A gold item that the run found."""

    title: str
    optional: bool
    """Optional items neither reward nor punish: their fields are not scored."""
    strict: bool
    """Whether the spans are the same."""
    fields: dict[str, Counts]
    """Counts by field: see `fields`."""


class Item(Contract):
    """An item that is on one side only, for people to read."""

    kind: Kind
    title: str
    exact: str
    """Its first quote."""
    start: int


class Refusal(Contract):
    """One refused draft, and whether it was right to refuse it."""

    kind: Literal["event", "claim", "summary"]
    reason: str
    wording: str
    """What the draft said or quoted."""
    verdict: Literal["right", "wrong", "unscored"]
    """`wrong`: it points at gold that the record lacks."""


class ArticleResult(Contract):
    """The scores of one article."""

    article_id: str
    gold_sha256: str
    """Of the labels it was scored against: results of other labels cannot be compared."""
    counts: dict[str, Counts]
    """Counts by metric: items, summary, grounding, refusals."""
    found: dict[str, FoundItem]
    """By gold id."""
    missed: dict[str, Item]
    """Compulsory gold that was not found, by gold id."""
    false: list[Item]
    """What was found and is not in the gold."""
    unsupported: list[str]
    """Sentences of the summary that say more than the quotes they cite, and what."""
    refusals: list[Refusal]

    def metrics(self, ids: Iterable[str] | None = None) -> dict[str, Counts]:
        """All counts by metric; fields are those of the compulsory items found, or of those among `ids`."""
        chosen = set(self.found if ids is None else ids)
        fields: dict[str, list[Counts]] = {}
        for name, item in self.found.items():
            if item.optional or name not in chosen:
                continue
            kind = "events" if name.startswith("e") else "claims"
            for field, counts in item.fields.items():
                fields.setdefault(f"{kind}.{field}", []).append(counts)
        summed = {metric: total(counts) for metric, counts in fields.items()}
        return {**self.counts, **{metric: counts for metric, counts in summed.items() if counts}}


class DigestResult(Contract):
    """The scores of the digest: see `digests`."""

    gold_sha256: str
    """Of what is labelled across articles."""
    unscored: str | None
    """Why it could not be scored."""
    counts: dict[str, Counts]
    """Counts by metric; those named `found.` are of the events that both sides have."""
    faults: list[str]
    """What is apart, together or read wrongly, one line each, for people."""

    def metrics(self) -> dict[str, Counts]:
        """The metrics that have counts."""
        return {name: counts for name, counts in self.counts.items() if name.startswith("digest.")}

    def values(self) -> dict[str, float | None]:
        """All metrics, 0 to 1; None where there was nothing to score."""
        single = {name: value(counts) for name, counts in self.metrics().items()}
        return {**single, "digest.conll": self._conll("digest"), "digest.conll_found": self._conll("found")}

    def _conll(self, side: str) -> float | None:
        return conll(*(self.counts.get(f"{side}.{name}") for name in ("muc", "b_cubed", "ceaf_e")))


class Usage(Contract):
    """What the run took."""

    requests: int
    attempts: int
    tokens: Tokens
    cost: float | None
    """US dollars; None where the price of any article is unknown."""
    seconds: float
    """Sum over articles."""


class Result(Contract):
    """The scores of one run."""

    program: str
    model: str
    endpoint: str
    prompts: list[PromptRef]
    created: datetime
    """When it was scored, UTC."""
    articles: list[ArticleResult]
    broken: list[str]
    """Hard faults, one line each: articles missing or failed, schema invalid, quotes not verbatim."""
    usage: Usage
    digest: DigestResult | None = None
    """None where nothing is labelled across articles."""


def read_result(path: Path) -> Result:
    """A result or baseline.

    Raises:
        UsageError: There is none, or it is of another form.
    """
    remedy = "Write it with `summarizer eval RUN --baseline FILE --update-baseline`."
    try:
        return Result.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", remedy) from None
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise UsageError(f"{path} is not a baseline of this version: {place}: {fault['msg']}.", remedy) from None
