"""Text of strangers cannot steer a terminal."""

from __future__ import annotations

import pytest

from summarizer.running.terminal import one_line, plain


@pytest.mark.parametrize("bad", ["\x1b[2J", "\x07", "\x9b31m", "\u202e", "\u2066", "\x7f", "\r", "\x0b"])
def test_control_and_direction_characters_are_replaced(bad: str) -> None:
    shown = plain(f"vor{bad}nach")
    assert bad[0] not in shown
    assert len(shown) == len(f"vor{bad}nach")


def test_all_else_stays() -> None:
    text = "„Größe“ – 3.000\u00a0€\n\t[bold]‘é’ 👩‍👩‍👧"
    assert plain(text) == text


def test_one_line() -> None:
    assert one_line("a\n b\tc\x1b") == "a b c\N{REPLACEMENT CHARACTER}"
