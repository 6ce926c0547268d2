"""Garbage is searched for more rarely within a run, and as before after it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from summarizer.running.garbage import YOUNG, rarely_collected


@pytest.fixture(autouse=True)
def threshold() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(("before", "within"), [(700, YOUNG), (YOUNG + 1, YOUNG + 1), (0, 0)])
def test_the_wider_of_two_bounds_holds_and_the_old_one_comes_back(before: int, within: int) -> None:
    gc.set_threshold(before, 11, 12)
    with pytest.raises(ZeroDivisionError), rarely_collected():
        assert gc.get_threshold() == (within, 11, 12)
        raise ZeroDivisionError
    assert gc.get_threshold() == (before, 11, 12)
