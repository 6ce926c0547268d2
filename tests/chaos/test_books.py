"""The campaign sees what it is there to see."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.books import Books, Pass
from tests.chaos.server import Exchange

KILLED, ENDED = 100.0, 200.0


BUSY = [(moment / 10, moment / 10) for moment in range(int(KILLED) * 10 + 1)]
"""A client that has the processor for itself."""


def books(*exchanges: Exchange) -> Books:
    return Books(Path(), 1, [Pass(0, KILLED, BUSY), Pass(KILLED + 1, ENDED)], list(exchanges), concurrency=1)


def answered(came: float, went: float | None, question: str = "q") -> Exchange:
    return Exchange(question, 1, "answered", came, went)


@pytest.mark.parametrize(("went", "again"), [(50.0, 60.0), (50.0, 110.0), (98.5, 110.0), (150.0, 160.0)])
def test_an_answer_that_was_there_must_not_be_asked_for_again(went: float, again: float) -> None:
    found = books(answered(went - 1, went), answered(again, again + 1))
    assert len(list(found.answers_thrown_away())) == found.thrown_away == 1


@pytest.mark.parametrize("went", [99.9, 100.5, None])
def test_what_was_in_flight_at_the_kill_may_be_asked_for_again(went: float | None) -> None:
    found = books(answered(99.0, went), answered(110.0, 111.0))
    assert list(found.answers_thrown_away()) == []


def test_a_client_that_stands_still_has_kept_nothing() -> None:
    still = [(0.0, 0.0), (80.0, 10.0), (KILLED, 10.4)]
    exchanges = [answered(79.0, 81.0), answered(110.0, 111.0)]
    found = Books(Path(), 1, [Pass(0, KILLED, still), Pass(KILLED + 1, ENDED)], exchanges, concurrency=1)
    assert list(found.answers_thrown_away()) == []
    assert found.oldest == pytest.approx(0.4)


def test_no_more_can_be_in_flight_than_was_under_way() -> None:
    pairs = [(answered(99.0, 99.9, question), answered(110.0, 111.0, question)) for question in "ab"]
    assert len(list(books(*(each for pair in pairs for each in pair)).answers_thrown_away())) == 1


@pytest.mark.parametrize(("again", "short"), [(12.5, 1), (13.1, 0)])
def test_a_pause_is_kept_to_the_end(again: float, short: int) -> None:
    turned_away = Exchange("q", 1, "overloaded", 10.0, 11.0, wait=2.0)
    assert len(list(books(turned_away, answered(again, again + 1)).pauses_cut_short())) == short
