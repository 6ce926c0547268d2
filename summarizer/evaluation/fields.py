"""How well the fields of a matched pair agree, as counts that add up.

Fields that always have a value (type, status, …) give a share; fields that may be empty or hold several values
(actors, location, quantities, …) an F1 over their values, so that two empty fields count for nothing. Words of the
article (quotes, cue) are an F1 over words. Fields that point at other items (about, asserted_by) are an F1 over those
items that both sides have: what was missed is counted where items are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from summarizer.evaluation.assignment import assign
from summarizer.evaluation.matching import same_date, spans
from summarizer.evaluation.measures import Counts
from summarizer.evaluation.names import same_name
from summarizer.evaluation.overlap import Tokens
from summarizer.schema import Claim, Event, Quantity, Quote

EVENT_FIELDS = (
    "type",
    "status",
    "certainty",
    "actors",
    "recipients",
    "location",
    "when",
    "quantities",
    "quotes",
    "asserted_by",
)
CLAIM_FIELDS = ("speaker", "attribution", "polarity", "certainty", "quantities", "quotes", "cue", "about")

_Value = TypeVar("_Value")


def event_fields(tokens: Tokens, gold: Event, found: Event, partners: Mapping[str, str]) -> dict[str, Counts]:
    """The counts of every event field of one pair.

    Args:
        tokens: Those of the article.
        gold: The labelled event.
        found: The event it is matched with.
        partners: Id of the labelled item by that of the found one, for all pairs of the article.
    """
    return {
        "type": _equal(gold.type, found.type),
        "status": _equal(gold.status, found.status),
        "certainty": _equal(gold.certainty, found.certainty),
        "actors": _values(gold.actors, found.actors, same_name),
        "recipients": _values(gold.recipients, found.recipients, same_name),
        "location": _values(_any(gold.location), _any(found.location), same_name),
        "when": _values(_any(gold.when), _any(found.when), same_date),
        "quantities": _values(gold.quantities, found.quantities, same_quantity),
        "quotes": _words(tokens, gold.quotes, found.quotes),
        "asserted_by": _items(gold.asserted_by, found.asserted_by, {**partners, "article": "article"}),
    }


def claim_fields(tokens: Tokens, gold: Claim, found: Claim, partners: Mapping[str, str]) -> dict[str, Counts]:
    """The counts of every claim field of one pair; arguments as of `event_fields`."""
    speakers = [_any(claim.speaker.name if claim.speaker else None) for claim in (gold, found)]
    return {
        "speaker": _values(speakers[0], speakers[1], same_name),
        "attribution": _equal(gold.attribution, found.attribution),
        "polarity": _equal(gold.polarity, found.polarity),
        "certainty": _equal(gold.certainty, found.certainty),
        "quantities": _values(gold.quantities, found.quantities, same_quantity),
        "quotes": _words(tokens, gold.quotes, found.quotes),
        "cue": _words(tokens, _any(gold.cue), _any(found.cue)),
        "about": _items(gold.about, found.about, partners),
    }


def right(counts: Sequence[float]) -> bool:
    """Whether nothing is wrong or missing."""
    return all(hits == of for hits, of in zip(counts[::2], counts[1::2], strict=True))


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Whether numbers and bound are equal and the units, where both have one, are the same name."""
    numbers = [(q.bound, q.value, q.low, q.high) for q in (one, other)]
    return numbers[0] == numbers[1] and (not one.unit or not other.unit or same_name(one.unit, other.unit))


def _equal(gold: object, found: object) -> Counts:
    return float(gold == found), 1.0


def _any(single: _Value | None) -> list[_Value]:
    return [] if single is None else [single]


def _values(gold: Sequence[_Value], found: Sequence[_Value], same: Callable[[_Value, _Value], bool]) -> Counts:
    shared = float(len(assign([[float(same(g, f)) for f in found] for g in gold])))
    return shared, float(len(found)), shared, float(len(gold))


def _words(tokens: Tokens, gold: Sequence[Quote], found: Sequence[Quote]) -> Counts:
    ours, theirs = tokens.touched(spans(gold)), tokens.touched(spans(found))
    shared = float(len(ours & theirs))
    return shared, float(len(theirs)), shared, float(len(ours))


def _items(gold: Sequence[str], found: Sequence[str], partners: Mapping[str, str]) -> Counts:
    ours = set(gold) & set(partners.values())
    theirs = {partners[ref] for ref in found if ref in partners}
    shared = float(len(ours & theirs))
    return shared, float(len(theirs)), shared, float(len(ours))
