"""A figure as a picture: values over the days of publication, worked out here and drawn by `templates/chart.svg.j2`.

Readings stand in columns: those with a day on a scale of time, those without beside them, in the order of the articles.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from summarizer.report.figures import Change, Sum, at_odds, changes, sums
from summarizer.report.labels import Box, Labels
from summarizer.report.scale import Scale
from summarizer.report.texts import Texts
from summarizer.schema.digest import Figure, Reading

WIDTHS = (780, 328)
"""Pixels: for a desk, and for a phone."""
_HEIGHT = 290
_TOP = 44.0
"""Room for an arrow and a label over the highest value."""
_BELOW = 48.0
"""Room for the articles' numbers and the days."""
_DIGIT = 7.0
"""Width of a digit at an axis."""
_ARROW = 24.0
"""Length of the arrow of a bound."""
_APART = 22.0
"""Between readings of one day."""
_GAP = 11.0
"""Between a dot and an arrow."""
_LARGEST = 1e15
"""Numbers beyond it are drawn nowhere."""

Shape = Literal["dot", "up", "down", "range", "part"]


@dataclass(frozen=True, slots=True)
class Point:
    """A reading in the picture."""

    place: int
    """In `Figure.readings`."""
    shape: Shape
    x: float
    y: float
    """Where the value, or the one bound there is, stands."""
    low: float
    high: float
    """The ends of a range, of an arrow, of a part: equal for a dot. Pixels, `low` further down."""
    planned: bool
    conflicting: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture in pixels."""

    width: int
    height: int
    left: float
    right: float
    bottom: float
    ticks: list[tuple[float, str]]
    days: list[tuple[float, str]]
    articles: list[tuple[float, int]]
    """Where the number of an article stands under its column."""
    undated: tuple[float, float] | None
    """Where the readings without a day stand."""
    points: list[Point]
    labels: list[Box]
    arrows: list[str]
    """Paths from an old value to the new one."""
    totals: list[tuple[float, float, float]]
    """From where to where, and how high, a sum is held against its parts."""


class _Column(NamedTuple):
    """Readings at one place of the axis: one, or the parts of a sum on top of each other."""

    places: tuple[int, ...]
    day: date | None
    article: int


def chart(figure: Figure, articles: dict[str, int], texts: Texts, width: int) -> Chart | None:
    """The picture of a figure; `articles`: the number of each article. None where numbers are too large to be drawn."""
    readings, added = figure.readings, sums(figure)
    numbers = [number for each in readings for number in _numbers(each)]
    if max(map(abs, numbers)) > _LARGEST:
        return None
    scale = Scale.of([*numbers, *([0.0] if added else [])], _HEIGHT - _BELOW, _TOP)
    ticks = [(scale.at(number), texts.compact(number)) for number in scale.ticks()]
    left, right = 12 + _DIGIT * max(len(label) for _, label in ticks), width - 10.0
    columns = _columns(readings, added, articles)
    border = _border(columns, left, right)
    xs = _places(columns, left, right, border)
    points = _points(figure, columns, xs, scale)
    at = {point.place: point for point in points}
    drawn = Labels(left, right)
    for point in points:
        drawn.block(point.x, point.low, point.high)
    told = [(at[change.old], at[change.new]) for change in changes(figure)]
    for old, new in told:
        for share in (0.2, 0.4, 0.6, 0.8):
            y = old.y + share * (new.y - old.y)
            drawn.block(old.x + share * (new.x - old.x), y, y)
    for point in points:
        quantity = readings[point.place].quantity
        drawn.add(texts.quantity(quantity, unit=point.shape == "part"), point.x, point.y, (point.low, point.high))
    return Chart(
        width=width,
        height=_HEIGHT,
        left=left,
        right=right,
        bottom=scale.bottom,
        ticks=ticks,
        days=_days(columns, xs, texts, border),
        articles=_numbers_below(columns, xs),
        undated=(border, right) if any(column.day is None for column in columns) else None,
        points=points,
        labels=drawn.boxes,
        arrows=[_arrow(*pair) for pair in told],
        totals=[_total(at, each) for each in added],
    )


def equation(figure: Figure, found: Sum, texts: Texts) -> str:
    """A sum in figures: "1.000 Minenräumer + 5.000 Bauarbeiter = 6.000"."""
    parts = " + ".join(texts.quantity(figure.readings[place].quantity) for place in found.parts)
    return f"{parts} = {texts.quantity(figure.readings[found.whole].quantity, unit=False)}"


def transition(figure: Figure, found: Change, texts: Texts) -> str:
    """A change in figures: "von 14.000 auf bis zu 30.000"."""
    old, new = (texts.quantity(figure.readings[place].quantity, unit=False) for place in found)
    return texts("ui.change", old=old, new=new)


def _numbers(reading: Reading) -> list[float]:
    given = (reading.quantity.value, reading.quantity.low, reading.quantity.high)
    return [float(number) for number in given if number is not None]


def _columns(readings: Sequence[Reading], added: Sequence[Sum], articles: dict[str, int]) -> list[_Column]:
    stacks = {place: each.parts for each in added for place in each.parts}
    columns = []
    for place, reading in enumerate(readings):
        places = stacks.get(place, (place,))
        if place == places[0]:
            columns.append(_Column(places, reading.published, articles[reading.article_id]))
    return sorted(columns, key=lambda column: (column.day or date.max, column.article))


def _border(columns: Sequence[_Column], left: float, right: float) -> float:
    """The pixel where the readings without a day begin."""
    dated = sum(column.day is not None for column in columns)
    share = dated / len(columns)
    return left + (right - left) * (share if share in (0, 1) else min(max(share, 0.3), 0.7))


def _places(columns: Sequence[_Column], left: float, right: float, border: float) -> list[float]:
    """The pixel of each column: on the scale of time, side by side where there is but one day or none."""
    days = sorted({column.day for column in columns if column.day})
    xs: list[float] = []
    for day, same_day in groupby(columns, key=lambda column: column.day):
        count = len(list(same_day))
        if day is None or len(days) == 1:
            start, end = (border, right) if day is None else (left, border)
            xs += [start + (end - start) * (number + 0.5) / count for number in range(count)]
        else:
            edge = min(40.0, (border - left) / 6)
            share = (day - days[0]).days / (days[-1] - days[0]).days
            middle = left + edge + share * (border - left - 2 * edge)
            xs += [min(max(middle + (n - (count - 1) / 2) * _APART, left + 8), border - 8) for n in range(count)]
    return [round(x, 1) for x in xs]


def _points(figure: Figure, columns: Sequence[_Column], xs: Sequence[float], scale: Scale) -> list[Point]:
    odd = at_odds(figure)
    points = []
    for column, x in zip(columns, xs, strict=True):
        below = 0.0
        for place in column.places:
            reading = figure.readings[place]
            shape, y, low, high = _extent(reading, scale)
            if len(column.places) > 1:
                value = reading.quantity.value or 0
                low, high = scale.at(below), scale.at(below + value)
                shape, y, below = "part", (low + high) / 2, below + value
            points.append(Point(place, shape, x, y, low, high, reading.status == "planned", place in odd))
    return points


def _extent(reading: Reading, scale: Scale) -> tuple[Shape, float, float, float]:
    quantity = reading.quantity
    if quantity.low is not None and quantity.high is not None:
        low, high = scale.at(quantity.low), scale.at(quantity.high)
        return "range", (low + high) / 2, low, high
    if quantity.low is not None:
        y = scale.at(quantity.low)
        return "up", y, y, y - _ARROW
    if quantity.high is not None:
        y = scale.at(quantity.high)
        return "down", y, y + _ARROW, y
    y = scale.at(quantity.value or 0)
    return "dot", y, y, y


def _days(columns: Sequence[_Column], xs: Sequence[float], texts: Texts, border: float) -> list[tuple[float, str]]:
    """Days under the axis, as many as there is room for."""
    by_day: dict[date, list[float]] = {}
    for column, x in zip(columns, xs, strict=True):
        if column.day:
            by_day.setdefault(column.day, []).append(x)
    days: list[tuple[float, str]] = []
    free = 0.0
    for day, places in by_day.items():
        label = texts.day(day)
        half = len(label) * 3.4
        middle = min(max(sum(places) / len(places), half), max(border - half, half))
        if middle - half >= free:
            days.append((round(middle, 1), label))
            free = middle + half + 8
    return days


def _numbers_below(columns: Sequence[_Column], xs: Sequence[float]) -> list[tuple[float, int]]:
    found: list[tuple[float, int]] = []
    for article, group in groupby(zip(columns, xs, strict=True), key=lambda each: (each[0].article, each[0].day)):
        places = [x for _, x in group]
        middle = round(sum(places) / len(places), 1)
        if not found or middle - found[-1][0] >= _APART:
            found.append((middle, article[0]))
    return found


def _arrow(old: Point, new: Point) -> str:
    """From the border of one dot to that of the other, with a head."""
    length = max(math.hypot(new.x - old.x, new.y - old.y), 1.0)
    dx, dy = (new.x - old.x) / length, (new.y - old.y) / length
    x, y = new.x - dx * _GAP, new.y - dy * _GAP
    head = [(x - dx * 8 + side * dy * 5, y - dy * 8 - side * dx * 5) for side in (1, -1)]
    path = [(old.x + dx * _GAP, old.y + dy * _GAP), (x, y)]
    return "M{}L{}M{}L{}L{}".format(*(f"{a:.1f} {b:.1f}" for a, b in (*path, head[0], (x, y), head[1])))


def _total(at: dict[int, Point], found: Sum) -> tuple[float, float, float]:
    whole, last = at[found.whole], at[found.parts[-1]]
    return whole.x, last.x, whole.y
