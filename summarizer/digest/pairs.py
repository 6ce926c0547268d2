"""Two reports: whether they can be one happening, and how much speaks for it.

What rules it out (`forbidden`) is no matter of degree: other days, other actors, actor and recipient the other way
round, a thing told as done and another told as intended. What speaks for it (`score`) adds up. Figures, places and
status that differ are disagreements of the reports, which the digest shows; they rule nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from summarizer.digest.mentions import Count, Mention, Place, likeness
from summarizer.digest.names import Likeness, Party, same_party
from summarizer.digest.units import overlapping, relation
from summarizer.schema import EventType, Quantity

THRESHOLD = 0.6
"""Score from which two reports are taken for one happening."""

_MUTUAL: frozenset[EventType] = frozenset({"CONSULT", "COOPERATE"})
"""Types in which who acts and who is met changes with the teller."""
_NEAR: tuple[frozenset[EventType], ...] = (
    frozenset({"AGREE", "SUPPORT", "COOPERATE", "CONCEDE"}),
    frozenset({"AID", "COOPERATE", "MOBILIZE", "ASSAULT"}),
    frozenset({"ASSAULT", "COERCE", "PROTEST"}),
    frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST", "SANCTION"}),
    frozenset({"RETREAT", "CONCEDE"}),
)
"""Types that two readers may well give to one act."""
_TOLD = {"occurred": "done", "ongoing": "done", "planned": "ahead", "hypothetical": "imagined"}
"""Denied and cancelled happenings are those that others tell as done or planned."""
_ALIKE = 0.3
"""Likeness of wording that tells one act from another of the same parties."""
_LAST = date.max
_SHORT = 31
"""Days of a period that pins a happening down."""
_SEASON = 100
"""Days of the longest period that, named by both, says more than that they do not exclude each other."""


def forbidden(one: Mention, other: Mention, offices: Mapping[str, str]) -> bool:
    """Whether the two cannot be one happening, whatever else speaks for it."""
    return one.key[0] == other.key[0] or ruled_out(one, other, offices)


def ruled_out(one: Mention, other: Mention, offices: Mapping[str, str]) -> bool:
    """Whether the two cannot be one happening for what they say: `forbidden`, whichever articles they stand in."""
    return is_trend(one) or is_trend(other) or _settled(one, other, offices) or _open(one, other, offices)


def labels(mention: Mention) -> tuple[object, ...]:
    """All that `_settled` looks at, and what tells whether `_open` has to look further."""
    event = mention.event
    return event.type, event.status, mention.start, mention.end, mention.published, mention.actors, mention.recipients


def settled(one: Mention, other: Mention, offices: Mapping[str, str]) -> bool | None:
    """Whether two reports with these `labels` are ruled out, whatever their words; None where words decide."""
    if is_trend(one) or is_trend(other) or _settled(one, other, offices):
        return True
    return None if _strangers(one, other, offices) or _stages(one, other) else False


def _settled(one: Mention, other: Mention, offices: Mapping[str, str]) -> bool:
    return _other_days(one, other) or _reversed(one, other, offices)


def _open(one: Mention, other: Mention, offices: Mapping[str, str]) -> bool:
    return _other_actors(one, other, offices) or _other_stage(one, other)


def is_trend(mention: Mention) -> bool:
    """Whether it tells a trend ("die Zusammenarbeit wächst"): no day, place or figure says which happening."""
    event = mention.event
    return event.type == "COOPERATE" and not (mention.start or event.location or event.quantities)


def score(one: Mention, other: Mention, offices: Mapping[str, str]) -> float:
    """How much speaks for one happening; from `THRESHOLD` on, enough. About -1 to 4."""
    wording = likeness(one, other)
    return (
        3 * wording
        + _types(one, other)
        + _parties(one, other, offices)
        + _times(one, other)
        + _places(one.place, other.place)
        + _figures(one.counts, other.counts)
        - 1.5
    )


def same_figure(one: Count, other: Count) -> bool:
    """Whether both give the same number of the same thing."""
    return _numbers(one.quantity) == _numbers(other.quantity) and relation(one.units, other.units) == "same"


def same_place(one: Place, other: Place) -> Likeness:
    """Whether both name one place; a state and a place that may lie in it are open."""
    if one.words and other.words:
        short, long = sorted((one.words, other.words), key=len)
        return "same" if set(short) <= set(long) or short[-1] == long[-1] else "other"
    if not one.words and not other.words:
        return "same" if one.nation == other.nation else "other"
    return "open"


def parties_match(one: Iterable[Party], other: Sequence[Party], offices: Mapping[str, str]) -> Likeness:
    """The likeness of the two likest of two lists; `open` if one is empty."""
    pairs = [same_party(a, b, offices) for a in one for b in other]
    return "same" if "same" in pairs else "other" if pairs and set(pairs) == {"other"} else "open"


def _other_days(one: Mention, other: Mention) -> bool:
    first, second = (one, other) if (one.start or _LAST) <= (other.start or _LAST) else (other, one)
    if first.start and second.start and first.end and first.end < second.start:
        return True
    return any(_told_before(a, b) for a, b in ((one, other), (other, one)))


def _told_before(one: Mention, other: Mention) -> bool:
    """Whether `one` was told as done before `other` began."""
    return bool(one.published and other.start and one.published < other.start and _TOLD.get(one.event.status) == "done")


def _other_actors(one: Mention, other: Mention, offices: Mapping[str, str]) -> bool:
    ours, theirs = _acting(one, other)
    return (
        _strangers(one, other, offices)
        and not any(named(each, other) for each in ours)
        and not any(named(each, one) for each in theirs)
    )


def _strangers(one: Mention, other: Mention, offices: Mapping[str, str]) -> bool:
    return parties_match(*_acting(one, other), offices) == "other"


def _acting(one: Mention, other: Mention) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    if _MUTUAL & {one.event.type, other.event.type}:
        return one.actors + one.recipients, other.actors + other.recipients
    return one.actors, other.actors


def named(each: Party, mention: Mention) -> bool:
    """Whether the words of the report name the party."""
    if each.nation:
        return each.nation in mention.states
    return bool(each.words) and mention.words.issuperset(each.words)


def _reversed(one: Mention, other: Mention, offices: Mapping[str, str]) -> bool:
    if _MUTUAL & {one.event.type, other.event.type}:
        return False
    if parties_match(one.actors, other.actors, offices) != "other":
        return False
    return "same" in (
        parties_match(one.actors, other.recipients, offices),
        parties_match(one.recipients, other.actors, offices),
    )


def _other_stage(one: Mention, other: Mention) -> bool:
    """Whether one is told as done and the other as intended or imagined, and nothing shows that it is the same act."""
    if not _stages(one, other):
        return False
    pinned = _shares_figure(one.counts, other.counts) or _short_overlap(one, other)
    return not pinned or likeness(one, other) < _ALIKE


def _stages(one: Mention, other: Mention) -> bool:
    stages = {_TOLD.get(one.event.status), _TOLD.get(other.event.status)} - {None}
    return len(stages) == 2 and stages != {"ahead", "imagined"}


def _types(one: Mention, other: Mention) -> float:
    types = {one.event.type, other.event.type}
    if len(types) == 1:
        return 0.3
    return 0.0 if any(types <= group for group in _NEAR) or "OTHER" in types else -0.5


def _parties(one: Mention, other: Mention, offices: Mapping[str, str]) -> float:
    points = {"same": 0.4, "open": 0.0, "other": -0.4}
    if _MUTUAL & {one.event.type, other.event.type}:
        ours, theirs = one.actors + one.recipients, other.actors + other.recipients
        missing = sum(parties_match([each], theirs, offices) == "other" for each in ours)
        missing += sum(parties_match([each], ours, offices) == "other" for each in theirs)
        return points[parties_match(ours, theirs, offices)] + (0.4 if not missing else -0.3 * missing)
    together = min(len(one.actors), len(other.actors)) > 1 and all(
        parties_match([each], other.actors, offices) == "same" for each in one.actors
    )
    served = parties_match(one.recipients, other.recipients, offices)
    strangers = served == "other" and not (
        any(named(each, other) for each in one.recipients) or any(named(each, one) for each in other.recipients)
    )
    return points[parties_match(one.actors, other.actors, offices)] + points[served] + 0.3 * together - 0.4 * strangers


def _times(one: Mention, other: Mention) -> float:
    if one.start and other.start:
        return 0.8 if _short_overlap(one, other) else 0.6 if _same_period(one, other) else 0.3
    if one.published and other.published:
        apart = abs((one.published - other.published).days)
        return 0.2 if apart <= 3 else 0.0 if apart <= _SHORT else -0.3
    return 0.0


def _places(one: Place | None, other: Place | None) -> float:
    if one is None or other is None:
        return 0.0
    return {"same": 0.4, "open": 0.0, "other": -0.4}[same_place(one, other)]


def _figures(ours: Sequence[Count], theirs: Sequence[Count]) -> float:
    if _shares_figure(ours, theirs) or _adds_up(ours, theirs) or _adds_up(theirs, ours):
        return 0.6
    count_alike = any(overlapping(a.units, b.units) for a in ours for b in theirs)
    return -0.3 if ours and theirs and not count_alike else 0.0


def _shares_figure(ours: Sequence[Count], theirs: Sequence[Count]) -> bool:
    return any(same_figure(a, b) for a in ours for b in theirs)


def _adds_up(parts: Sequence[Count], whole: Sequence[Count]) -> bool:
    """Whether one tells the parts ("1.000 Minenräumer und 5.000 Bauarbeiter") of what the other tells the sum of."""
    exact = [part for part in parts if part.quantity.bound == "exact" and part.units]
    total = sum(part.quantity.value or 0 for part in exact)
    return len(exact) > 1 and any(
        each.quantity.value == total and any(overlapping(part.units, each.units) for part in exact) for each in whole
    )


def _short_overlap(one: Mention, other: Mention) -> bool:
    """Whether both have dates, and the days that both allow are few."""
    if not (one.start and other.start and one.end and other.end):
        return False
    return 0 <= (min(one.end, other.end) - max(one.start, other.start)).days < _SHORT


def _same_period(one: Mention, other: Mention) -> bool:
    """Whether both name the same season or quarter."""
    if not (one.start and one.end) or (one.start, one.end) != (other.start, other.end):
        return False
    return (one.end - one.start).days < _SEASON


def _numbers(quantity: Quantity) -> tuple[float | None, ...]:
    return quantity.value, quantity.low, quantity.high
