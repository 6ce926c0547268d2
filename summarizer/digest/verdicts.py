"""Two numbers of one quantity: the same, both possible, one after the other, or at odds.

Nothing is at odds that a bound, a sum, a plan, a change told by the text itself, or a later day of publication
explains; and where a missing day would have to tell, nothing is said.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summarizer.digest.readings import Count
from summarizer.digest.units import overlapping, relation
from summarizer.schema import Quantity
from summarizer.schema.digest import Because, Verdict

_APPROXIMATE = 0.1
"""Share by which "rund" may miss."""
_ROUNDED = 0.02
"""Largest share by which a number that is another one rounded may miss it."""


class Judgement(NamedTuple):
    """How two readings go together; no verdict where that is open."""

    verdict: Verdict | None
    because: Because | None


def judge(one: Count, other: Count) -> Judgement | None:
    """How the two go together; None where they count different things."""
    related = relation(one.units, other.units)
    if related == "other" and (one.units or other.units):
        return None
    if _is_old(one, other) or _is_old(other, one):
        return Judgement("updated", "from_to")
    if related in ("part", "whole"):
        part, whole = (one, other) if related == "part" else (other, one)
        if limits(part.quantity)[0] <= limits(whole.quantity)[1]:
            return Judgement("compatible", "part")
    elif agreement := agree(one.quantity, other.quantity):
        return agreement
    return _explained(one, other)


def agree(one: Quantity, other: Quantity) -> Judgement | None:
    """How two numbers of the same thing can both be true; None if they cannot."""
    if _numbers(one) == _numbers(other):
        return Judgement("same", None)
    ours, theirs = limits(one), limits(other)
    if ours[0] <= theirs[1] and theirs[0] <= ours[1]:
        return Judgement("compatible", "bound")
    if one.value is not None and other.value is not None and _rounds(one.value, other.value):
        return Judgement("compatible", "rounding")
    return None


def agrees_with_sum(parts: Sequence[Count], whole: Count) -> bool:
    """Whether the parts of a list add up to what another article tells of the whole."""
    if any(part.key[0] == whole.key[0] for part in parts):
        return False
    if not any(overlapping(part.units, whole.units) for part in parts):
        return False
    total = sum(part.quantity.value or 0 for part in parts)
    return agree(Quantity(value=total, bound="exact", text=str(total)), whole.quantity) is not None


def limits(quantity: Quantity) -> tuple[float, float]:
    """The lowest and the highest number that the words allow."""
    if quantity.value is None:
        low, high = quantity.low, quantity.high
        return -math.inf if low is None else low, math.inf if high is None else high
    share = _APPROXIMATE * abs(quantity.value) if quantity.bound == "approximate" else 0
    return quantity.value - share, quantity.value + share


def overall(judgements: Iterable[Judgement]) -> Verdict | None:
    """What holds for all readings together."""
    verdicts = {each.verdict for each in judgements}
    order: tuple[Verdict | None, ...] = ("conflicting", "updated", None, "compatible")
    return next((each for each in order if each in verdicts), "same")


def _is_old(one: Count, other: Count) -> bool:
    """Whether `other` is told as the new value after that of `one`, whoever tells it."""
    old = other.changed_from
    return old is not None and _numbers(old) == _numbers(one.quantity)


def _numbers(quantity: Quantity) -> tuple[object, ...]:
    return quantity.bound, quantity.value, quantity.low, quantity.high


def _explained(one: Count, other: Count) -> Judgement:
    """What may explain numbers that cannot both be true at one time."""
    if one.status != other.status:
        return Judgement("updated", "plan")
    if one.published and other.published and one.published != other.published:
        return Judgement("updated", "later")
    if one.event != other.event:
        return Judgement(None, "other_event")
    same_article = one.key[0] == other.key[0]
    if same_article or (one.published and one.published == other.published):
        return Judgement("conflicting", None)
    return Judgement(None, "undated")


def _rounds(one: float, other: float) -> bool:
    """Whether the rounder number is the other one, rounded, and close to it."""
    round_, fine = sorted((one, other), key=_precision, reverse=True)
    if abs(round_ - fine) > _ROUNDED * max(abs(round_), abs(fine)):
        return False
    unit = _precision(round_)
    return unit > _precision(fine) and abs(round_ - fine) <= unit / 2


def _precision(number: float) -> float:
    """The place of the last digit that is not zero: 100 for 14.200."""
    if number != int(number) or not number:
        return 0.0
    unit = 1
    while number % (unit * 10) == 0:
        unit *= 10
    return float(unit)
