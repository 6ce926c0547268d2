"""Ctrl-C: the first stops a run cleanly, the second leaves at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

EXIT_CODE = 130
"""What shells give a program that Ctrl-C has ended."""


@contextmanager
def second_leaves_at_once(first: Callable[[], None], leaving: Callable[[], None]) -> Iterator[None]:
    """For the main thread, inside `asyncio.run`, which cancels its task at the first Ctrl-C.

    Leaving at once is safe: files are whole at any moment. Waiting would not end where a thread cannot be cancelled.

    Args:
        first: Called at the first Ctrl-C.
        leaving: Called before leaving at the second.
    """
    cancel = signal.getsignal(signal.SIGINT)
    if not callable(cancel):  # a shell starts what runs in the background with Ctrl-C ignored
        yield
        return

    def at_first(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, at_second)
        first()
        cancel(number, frame)

    def at_second(number: int, frame: FrameType | None) -> None:
        leaving()
        os._exit(EXIT_CODE)

    signal.signal(signal.SIGINT, at_first)
    try:
        yield
    finally:
        # After a first Ctrl-C the loop may still be waiting for a thread: then the second goes on leaving at once.
        if signal.getsignal(signal.SIGINT) is at_first:
            signal.signal(signal.SIGINT, cancel)
