"""What the readings of a figure are to each other, as far as a chart has to show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from summarizer.schema import Quantity
from summarizer.schema.digest import Figure, Reading


class Sum(NamedTuple):
    """Readings of one statement that add up to a reading of another article. Places in `Figure.readings`."""

    parts: tuple[int, ...]
    whole: int


class Change(NamedTuple):
    """Two readings of one statement that tells of a change: the old value and the new. Places in `Figure.readings`."""

    old: int
    new: int


def sums(figure: Figure) -> list[Sum]:
    """The sums that explain a figure's numbers, each reading a part of one at the most."""
    found: list[Sum] = []
    if "sum" in figure.because:
        for run in _runs(figure, [place for place, each in enumerate(figure.readings) if _is_plain(each.quantity)]):
            whole = next((place for place in range(len(figure.readings)) if _adds_up(figure, run, place)), None)
            if whole is not None and not any(set(run) & {*known.parts, known.whole} for known in found):
                found.append(Sum(run, whole))
    return found


def changes(figure: Figure) -> list[Change]:
    """Where a text itself tells the old value and the new one ("von 14.000 auf 30.000")."""
    if "from_to" not in figure.because:
        return []
    taken = {place for each in sums(figure) for place in each.parts}
    return [
        Change(*pair)
        for own in _by_item(figure, [place for place in range(len(figure.readings)) if place not in taken])
        for pair in pairwise(own)
        if _unlike(*(figure.readings[place] for place in pair))
    ]


def at_odds(figure: Figure) -> frozenset[int]:
    """Places of the readings that nothing reconciles."""
    return frozenset(place for pair in figure.conflicting for place in pair)


def _runs(figure: Figure, places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Two or more readings of one statement that follow each other, longest first."""
    for own in _by_item(figure, places):
        bounds = combinations(range(len(own) + 1), 2)
        yield from sorted((tuple(own[a:b]) for a, b in bounds if b - a > 1), key=len, reverse=True)


def _by_item(figure: Figure, places: Sequence[int]) -> list[list[int]]:
    grouped: dict[tuple[str, str], list[int]] = {}
    for place in places:
        reading = figure.readings[place]
        grouped.setdefault((reading.article_id, reading.item_id), []).append(place)
    return list(grouped.values())


def _adds_up(figure: Figure, run: Sequence[int], whole: int) -> bool:
    if figure.readings[whole].article_id == figure.readings[run[0]].article_id:
        return False
    total = sum(figure.readings[place].quantity.value or 0 for place in run)
    stated = figure.readings[whole].quantity
    return stated.bound == "exact" and stated.value == total


def _is_plain(quantity: Quantity) -> bool:
    return quantity.bound == "exact" and (quantity.value or 0) > 0


def _unlike(old: Reading, new: Reading) -> bool:
    numbers = [(each.quantity.value, each.quantity.low, each.quantity.high) for each in (old, new)]
    return numbers[0] != numbers[1]
