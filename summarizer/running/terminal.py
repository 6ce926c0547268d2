"""Text of strangers on a terminal: shown as it is, but unable to steer the terminal or to reorder what is read."""

from __future__ import annotations

import re

from rich.console import Console

WIDE = 100_000
"""Columns of an output that is no terminal: nothing is wrapped, so that it can be searched."""

_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed: escape sequences begin here
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # directions (Unicode TR 9), which can make text read otherwise
)


def plain(text: str) -> str:
    """`text` with control and direction characters replaced by U+FFFD; its length stays."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """The same on one line, runs of white space as one space."""
    return " ".join(plain(text).split())


def console(*, stderr: bool) -> Console:
    """Standard output or error: coloured and wrapped on a terminal, plain and unwrapped elsewhere."""
    made = Console(stderr=stderr, highlight=False, emoji=False)
    if not made.is_terminal:
        made = Console(stderr=stderr, highlight=False, emoji=False, width=WIDE, color_system=None)
    return made
