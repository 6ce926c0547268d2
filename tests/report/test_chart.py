"""The picture of a figure: numbers where they belong, and words that cover nothing."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from summarizer.report.chart import WIDTHS, Chart, chart, equation, transition
from summarizer.report.figures import changes, sums
from summarizer.report.scale import Scale
from summarizer.report.texts import Texts
from summarizer.schema.digest import Figure, Reading
from tests.report.samples import figure, reading

DE = Texts("de")
DAYS = ["2025-03-01", "2025-03-02", "2025-03-09"]


def drawn(of: Figure, width: int = WIDTHS[0]) -> Chart:
    names = dict.fromkeys(each.article_id for each in of.readings)
    found = chart(of, {name: number for number, name in enumerate(names, 1)}, DE, width)
    assert found is not None
    return found


def test_higher_numbers_stand_higher_and_later_days_further_right() -> None:
    points = drawn(
        figure(*(reading(n, str(n), published=day) for n, day in zip((10, 30, 20), DAYS, strict=True)))
    ).points
    assert points[1].y < points[2].y < points[0].y
    assert points[0].x < points[1].x < points[2].x
    near, far = points[1].x - points[0].x, points[2].x - points[1].x
    assert far == pytest.approx(7 * near, rel=0.02)


def test_readings_without_a_day_stand_beside_the_scale_of_time() -> None:
    found = drawn(figure(reading(10, "a", published=DAYS[0]), reading(20, "b")))
    assert found.undated is not None
    assert found.points[0].x < found.undated[0] < found.points[1].x
    assert [label for _, label in found.days] == ["1. März 2025"]
    assert drawn(figure(reading(10, published=DAYS[0]), reading(20, "b", published=DAYS[1]))).undated is None


@pytest.mark.parametrize(
    ("given", "shape", "label"),
    [
        ({"value": 20}, "dot", "20"),
        ({"low": 20}, "up", "mind. 20"),
        ({"high": 20}, "down", "bis zu 20"),
        ({"low": 20, "high": 40}, "range", "20–40"),
    ],
)
def test_bounds_and_plans_have_shapes_of_their_own(given: dict[str, Any], shape: str, label: str) -> None:
    found = drawn(figure(reading(60, "b"), reading(**given, status="planned"), conflicting=[(0, 1)]))
    point = next(each for each in found.points if each.place == 1)
    assert (point.shape, point.planned, point.conflicting) == (shape, True, True)
    assert label in [box.text for box in found.labels]
    assert (point.low == point.high) == (shape == "dot")
    assert point.high <= point.y <= point.low


def test_parts_of_a_sum_stand_on_each_other_up_to_the_whole() -> None:
    of = figure(
        reading(6000, "b"), reading(1000, "a", unit="Räumer"), reading(5000, "a", unit="Bauer"), because=["sum"]
    )
    found = drawn(of)
    whole, first, second = sorted(found.points, key=lambda point: point.place)
    assert (first.shape, second.shape) == ("part", "part")
    assert first.x == second.x
    assert first.high == second.low
    assert second.high == whole.y
    assert found.totals == [(whole.x, first.x, whole.y)]
    assert {"1.000 Räumer", "5.000 Bauer", "6.000"} == {box.text for box in found.labels}
    assert equation(of, *sums(of), DE) == "1.000 Räumer + 5.000 Bauer = 6.000"


def test_a_change_is_an_arrow_from_old_to_new() -> None:
    of = figure(reading(14000, "a"), reading(high=30000, article="a", status="planned"), because=["from_to"])
    assert len(drawn(of).arrows) == 1
    assert transition(of, *changes(of), DE) == "von 14.000 auf bis zu 30.000"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [2, 5, 12, 40])
def test_everything_stays_inside_and_no_label_covers_another(width: int, count: int) -> None:
    dated = [reading(100 + 37 * n % 90, f"a{n}", published=f"2025-03-{n % 20 + 1:02}") for n in range(count)]
    found = drawn(figure(*dated, *(reading(50.0 + n, f"b{n}") for n in range(count // 2))), width)
    assert all(found.left <= point.x <= found.right for point in found.points)
    assert all(0 <= point.high <= point.low <= found.bottom for point in found.points)
    assert not any(one.hits(other) for one, other in combinations(found.labels, 2))
    assert all(box.x - box.width / 2 >= 0 and box.x + box.width / 2 <= width for box in found.labels)
    assert found.labels


@pytest.mark.parametrize(
    "readings",
    [
        [reading(0, "a"), reading(0, "b")],
        [reading(5, "a"), reading(5, "b")],
        [reading(-3, "a"), reading(-1, "b")],
        [reading(-3, "a"), reading(4, "b")],
        [reading(0.001, "a"), reading(0.002, "b")],
        [reading(1e15, "a"), reading(1, "b")],
    ],
)
def test_any_numbers_can_be_drawn(readings: list[Reading]) -> None:
    found = drawn(figure(*readings))
    assert all(0 < point.y <= found.bottom for point in found.points)


def test_numbers_beyond_all_measure_are_not_drawn() -> None:
    assert chart(figure(reading(1e300), reading(1, "b")), {"a": 1, "b": 2}, DE, WIDTHS[0]) is None


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        ([3000, 30000], [0, 10000, 20000, 30000]),
        ([1000, 6000], [0, 2000, 4000, 6000]),
        ([98.2, 98.6], [98.2, 98.3, 98.4, 98.5, 98.6]),
        ([5, 5], [0, 2, 4, 6]),
        ([300, 340], [0, 100, 200, 300, 400]),
    ],
)
def test_ticks_are_round(numbers: list[float], ticks: list[float]) -> None:
    assert Scale.of(numbers, 100, 0).ticks() == pytest.approx(ticks)
