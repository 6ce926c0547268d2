"""Python's search for cyclic garbage, made rarer while a run is under way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 20_000
"""New objects, beyond those that are gone, between two searches. An article makes some thousands and nearly all go with
their last reference: searched for at every 700, as Python does by itself, they take a twentieth of the processor."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Search after `YOUNG` new objects at the earliest, in all of this process, until the block ends."""
    before = gc.get_threshold()
    gc.set_threshold(max(YOUNG, before[0]) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
