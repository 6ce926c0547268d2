"""What a run looks like."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest
from rich.console import Console

from summarizer.endpoint.errors import FatalForRun, ItemFailed
from summarizer.running.display import FAILURES, ROWS, Display, clock
from summarizer.running.ledger import Ledger
from summarizer.running.run import Runner
from summarizer.schema import Spent
from tests.running.samples import RECIPE, Model, articles


def lines() -> Console:
    return Console(file=io.StringIO(), width=200, color_system=None)


def shown(out: Path, count: int, model: Model, *, console: Console | None = None, quiet: bool = False) -> str:
    display = Display(console or lines(), quiet=quiet, total=count)
    with Ledger(out) as ledger:
        runner = Runner(ledger, RECIPE, model.summarize, concurrency=1, watcher=display)
        with display:
            run = asyncio.run(runner.run(articles(count)))
        display.close(runner, run)
    return display.console.file.getvalue()


def test_a_line_for_each_article_where_there_is_no_terminal(tmp_path: Path) -> None:
    text = shown(tmp_path, 2, Model())
    assert "[1/2] a00000  1 events  1 claims  1 refused  0.5 s\n[2/2] a00001" in text
    assert "\x1b" not in text


def test_the_closing_table(tmp_path: Path) -> None:
    text = shown(tmp_path, 2, Model())
    rows = [line.split() for line in text.splitlines()]
    assert ["Article", "Events", "Claims", "Refused", "Seconds"] in rows
    assert ["Titel", "a00001", "1", "1", "1", "0.5"] in rows
    assert ["2", "of", "2", "articles", "2", "2", "2"] in [row[:7] for row in rows]
    assert f"{tmp_path / 'records.jsonl'}" in text
    assert f"summarizer show {tmp_path}" in text


def test_the_closing_table_fits_a_small_terminal(tmp_path: Path) -> None:
    text = shown(tmp_path, 2, Model(), console=Console(file=io.StringIO(), width=60, color_system=None))
    assert ["Article", "Events", "Claims", "Refused", "Seconds"] in [line.split() for line in text.splitlines()]


def test_what_stood_from_before_is_told_apart(tmp_path: Path) -> None:
    shown(tmp_path, 2, Model())
    text = shown(tmp_path, 3, Model())
    assert "[3/3] a00002" in text
    assert "[1/3]" not in text
    assert "2 of 3 records stood from before." in text


def test_failures_come_with_their_remedy(tmp_path: Path) -> None:
    text = shown(tmp_path, 2, Model(errors={"a00001": ItemFailed("Cut off.", "Raise the limit.", "truncated")}))
    assert "[2/2] a00001.txt  failed: a00001.txt: Cut off." in text
    assert "failed  a00001.txt: Cut off.\n        Raise the limit." in text


def test_a_run_given_up_says_why_and_what_to_do(tmp_path: Path) -> None:
    text = shown(tmp_path, 2, Model(errors={"a00001": FatalForRun("401.", "Check the API key.", "unauthorized")}))
    assert "stopped 401.\n        Check the API key.\n        What is done is kept" in text


def test_thousands_are_summed_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.running.atomic.os.fsync", lambda _: None)
    errors = {f"a{number:05}": ItemFailed("Cut.", "Raise.", "truncated") for number in range(FAILURES + 5)}
    text = shown(tmp_path, 100, Model(errors=errors))
    assert f"… and {100 - FAILURES - 5 - ROWS} more" in text
    assert f"5 more failures: {tmp_path / 'failures.jsonl'}" in text


def test_quiet_shows_failures_only(tmp_path: Path) -> None:
    assert shown(tmp_path / "a", 2, Model(), quiet=True) == ""
    errors = {"a00001": ItemFailed("Cut.", "Raise.", "truncated")}
    assert shown(tmp_path / "b", 2, Model(errors=errors), quiet=True) == "failed  a00001.txt: Cut.\n        Raise.\n"


def test_the_live_bar_on_a_terminal(tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=120, color_system=None, legacy_windows=False)
    text = shown(tmp_path, 40, Model(delay=0.02), console=console)
    assert " of 40 articles" in text
    assert " elapsed" in text
    assert " left" in text
    assert " tokens" in text


@pytest.mark.parametrize(("cost", "shown"), [(1.25, "$1.25"), (None, "tokens\n")])
def test_the_live_bar_shows_what_is_spent(cost: float | None, shown: str) -> None:
    display = Display(lines(), spent=lambda: Spent(requests=1, tokens=2, unconfirmed=0, cost=cost))
    display.console.print(display._render())
    assert shown in display.console.file.getvalue()


@pytest.mark.parametrize(
    ("spent", "told"),
    [
        (Spent(requests=1043, tokens=3_204_112, unconfirmed=0, cost=4.123), "1,043 requests, 3,204,112 tokens, $4.12."),
        (Spent(requests=2, tokens=90, unconfirmed=40, cost=None), "2 requests, 90 tokens (40 of them unconfirmed)."),
        (Spent(requests=0, tokens=0, unconfirmed=0, cost=0.0), None),
    ],
)
def test_the_end_says_what_was_spent(tmp_path: Path, spent: Spent, told: str | None) -> None:
    console = lines()
    display = Display(console)
    with Ledger(tmp_path) as ledger:
        runner = Runner(ledger, RECIPE, Model().summarize, spent=lambda: spent)
        display.close(runner, asyncio.run(runner.run(articles(1))))
    text = console.file.getvalue()
    assert f"Spent so far: {told}" in text if told else "Spent" not in text


def test_notices_are_shown_once_and_taken_back() -> None:
    display = Display(lines())
    for text in ("server asks to wait 12 s", "server asks to wait 12 s", "", "server asks to wait 3 s"):
        display.notice(text)
    assert display.console.file.getvalue() == "server asks to wait 12 s\nserver asks to wait 3 s\n"


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (59.6, "1:00"), (3599, "59:59"), (3661, "1:01:01")])
def test_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text
