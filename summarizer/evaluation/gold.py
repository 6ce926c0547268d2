"""Labelled articles: the published schema with the marks of people, checked against the text they were labelled in.

`<folder>/<article id>.json` holds one article, `<folder>/run.json` what holds across articles: which events are the
same, and which figures form a series. The passes of single annotators have the same form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import UsageError
from summarizer.evaluation.overlap import Bounds
from summarizer.schema import Claim, Contract, Event, Quote, Text, text_digest

RUN = "run.json"

Verdict = Literal["same", "compatible", "updated", "conflicting"]
ItemRef = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*#[ec][1-9][0-9]*$")]
"""`<article id>#<item id>`."""


class _Labelled(Contract):
    """Marks that people add to an item. Unknown fields are errors here: they are typing mistakes."""

    model_config = ConfigDict(extra="forbid")

    optional: bool = False
    """A careful colleague might leave it out or put it in: neither rewarded nor punished."""
    notes: str | None = None
    """What was hard, and the other label considered."""


class GoldEvent(Event, _Labelled):
    """An event as people see it."""

    key: bool = False
    """A summary that leaves it out has failed."""


class GoldClaim(Claim, _Labelled):
    """A claim as people see it."""


class Left(Contract):
    """A sentence of the body that knowingly has no item."""

    model_config = ConfigDict(extra="forbid")

    start: int = Field(ge=0)
    end: int
    exact: Text
    why: Text


class Gold(Contract):
    """One labelled article."""

    model_config = ConfigDict(extra="forbid")

    article_id: Text
    source: Text
    text_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    events: list[GoldEvent]
    claims: list[GoldClaim]
    left: list[Left]

    def digest(self) -> str:
        """SHA-256 of all that scores depend on: everything but the notes."""
        marked = self.model_dump_json(exclude={"events": {"__all__": {"notes"}}, "claims": {"__all__": {"notes"}}})
        return text_digest(marked)


class SameEvent(Contract):
    """One happening that several articles report."""

    model_config = ConfigDict(extra="forbid")

    id: Text
    label: Text
    members: list[ItemRef] = Field(min_length=1)
    notes: str | None = None


class Reading(Contract):
    """What one item says of a figure."""

    model_config = ConfigDict(extra="forbid")

    ref: ItemRef
    text: Text
    """The figure, verbatim in one of the item's quotes."""
    status: Literal["is", "planned"]


class FigureSeries(Contract):
    """Readings of one quantity, and how they go together."""

    model_config = ConfigDict(extra="forbid")

    id: Text
    label: Text
    unit: str | None
    readings: list[Reading] = Field(min_length=1)
    verdict: Verdict
    notes: str | None = None


class GoldRun(Contract):
    """What holds across the labelled articles."""

    model_config = ConfigDict(extra="forbid")

    same_event: list[SameEvent]
    figures: list[FigureSeries]


def load_gold(folder: Path) -> dict[str, Gold]:
    """The labelled articles of `folder` by article id.

    Raises:
        UsageError: No labelled article there, or a file that is not one; the message names file and field.
    """
    paths = [path for path in sorted(folder.glob("*.json")) if path.name != RUN]
    if not paths:
        raise UsageError(f"{folder} holds no labelled article (*.json).", "Name a folder like evals/gold.")
    gold = [_parsed(Gold, path) for path in paths]
    for path, each in zip(paths, gold, strict=True):
        if each.article_id != path.stem:
            raise UsageError(f"{path} labels the article {each.article_id!r}.", "Name the file after its article.")
    return {each.article_id: each for each in gold}


def load_gold_run(folder: Path) -> GoldRun:
    """What `folder` says about its articles as a whole.

    Raises:
        UsageError: There is no `run.json`, or it is not of this form.
    """
    return _parsed(GoldRun, folder / RUN)


def read_text(gold: Gold, folder: Path) -> str:
    """The text a label was made in: the file `folder / gold.source`, UTF-8, line ends as they are.

    Raises:
        UsageError: It cannot be read, or is another text.
    """
    path = folder / gold.source
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}.", "Name the folder `source` starts from.") from None
    if text_digest(text) != gold.text_sha256:
        raise UsageError(f"{path} is not the text that {gold.article_id} was labelled in.", "Restore the file.")
    return text


def problems(gold: Gold, text: str) -> list[str]:
    """Everything in `gold` that does not hold in `text`, one line each with the item's id; empty if all is well."""
    if gold.text_sha256 != text_digest(text):
        return [f"{gold.article_id}: labelled in another text (SHA-256 differs)"]
    return [f"{gold.article_id} {line}" for line in _problems(gold, text)]


def run_problems(run: GoldRun, gold: Mapping[str, Gold]) -> list[str]:
    """Everything in `run` that does not hold in the labelled articles, one line each."""
    items: dict[str, GoldEvent | GoldClaim] = {}
    for name, each in gold.items():
        items |= {f"{name}#{event.id}": event for event in each.events}
        items |= {f"{name}#{claim.id}": claim for claim in each.claims}
    found = [
        f"same_event {group.id}: {ref} is no labelled event"
        for group in run.same_event
        for ref in group.members
        if not isinstance(items.get(ref), GoldEvent)
    ]
    for series in run.figures:
        for reading in series.readings:
            if reading.ref not in items:
                found.append(f"figure {series.id}: {reading.ref} is not labelled")
            elif not any(reading.text in quote.exact for quote in items[reading.ref].quotes):
                found.append(f"figure {series.id}: {reading.text!r} stands in no quote of {reading.ref}")
    members = [ref for group in run.same_event for ref in group.members]
    found += [f"same_event: {ref} is in two groups" for ref in sorted({r for r in members if members.count(r) > 1})]
    return found


def uncovered(gold: Gold, sentences: Iterable[Bounds]) -> list[Bounds]:
    """The sentences that no quote touches and that are not among `left`."""
    items: Sequence[GoldEvent | GoldClaim] = [*gold.events, *gold.claims]
    covered = [(q.start, q.end) for item in items for q in item.quotes] + [(each.start, each.end) for each in gold.left]
    return [(start, end) for start, end in sentences if not any(a < end and start < b for a, b in covered)]


def _problems(gold: Gold, text: str) -> Iterator[str]:
    event_ids, claim_ids = [e.id for e in gold.events], [c.id for c in gold.claims]
    for ids, letter in ((event_ids, "e"), (claim_ids, "c")):
        if ids != [f"{letter}{n}" for n in range(1, len(ids) + 1)]:
            yield f"ids are not {letter}1, {letter}2, …: {ids}"
    for event in gold.events:
        yield from _item_problems(event, event.quotes, text)
        yield from (f"{event.id}: asserted_by {r}" for r in event.asserted_by if r not in {"article", *claim_ids})
        names = [*event.actors, *event.recipients, *([event.location] if event.location else [])]
        yield from (f"{event.id}: {name!r} stands nowhere in the article" for name in names if name not in text)
        if event.when and not any(event.when.text in quote.exact for quote in event.quotes):
            yield f"{event.id}: {event.when.text!r} stands in none of its quotes"
        if event.key and event.optional:
            yield f"{event.id}: both key and optional"
    for claim in gold.claims:
        marks = [*([claim.cue] if claim.cue else []), *([claim.speaker.mention] if claim.speaker else [])]
        yield from _item_problems(claim, [*claim.quotes, *marks], text)
        yield from (f"{claim.id}: about {r}" for r in claim.about if r not in event_ids)
    for left in gold.left:
        if text[left.start : left.end] != left.exact:
            yield f"left {left.start}-{left.end}: the article does not read {left.exact!r} there"


def _item_problems(item: GoldEvent | GoldClaim, quotes: Iterable[Quote], text: str) -> Iterator[str]:
    for quote in quotes:
        if not quote.holds_in(text):
            yield f"{item.id}: the article does not read {quote.exact!r} at {quote.start}-{quote.end}"
    for quantity in item.quantities:
        if not any(quantity.text in quote.exact for quote in item.quotes):
            yield f"{item.id}: {quantity.text!r} stands in none of its quotes"


_Model = TypeVar("_Model", bound=BaseModel)


def _parsed(model: type[_Model], path: Path) -> _Model:
    try:
        return model.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Name a folder like evals/gold.") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UsageError(
            f"{path} is not in order: {place}: {first['msg']} ({error.error_count()} in all).",
            "The form is described in evals/GUIDELINES.md, section 9.",
        ) from None
