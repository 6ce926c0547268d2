"""What a run may still give to batches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from summarizer.endpoint.errors import FatalForRun
from summarizer.running.batch.questions import UNSENT
from summarizer.running.batch.state import load
from tests.doubles import says as answers
from tests.running.batch.fake import BatchRun
from tests.running.test_pipeline import GOOD

PRICED = {"model": "gpt-4o-mini", "base_url": "https://api.openai.com/v1"}


def limited(run: BatchRun, **bounds: Any) -> BatchRun:
    run.settings = run.settings.model_copy(update=bounds)
    return run


def most_of_one(folder: Path, **settings: Any) -> tuple[int, float]:
    """Tokens and US dollars that one article may take."""
    folder.mkdir()
    run = limited(BatchRun(folder, articles=1), **settings)
    run.submit()
    state = load(run.out)
    assert state
    return state.parts[0].most_tokens, state.parts[0].most_cost


def test_no_more_is_submitted_than_the_tokens_surely_do_for(tmp_path: Path) -> None:
    tokens, _ = most_of_one(tmp_path / "one")
    run = limited(BatchRun(tmp_path, articles=5), max_tokens=2 * tokens + tokens // 2)
    assert run.submit().sent == 2
    assert "3 requests not submitted" in run.said[-1]
    assert sorted(failure["code"] for failure in run.failures).count(UNSENT) == 3
    assert any("the budget does not pay for it" in failure["message"] for failure in run.failures)


def test_what_is_under_way_counts_at_its_most_and_then_as_it_was(tmp_path: Path) -> None:
    tokens, _ = most_of_one(tmp_path / "one")
    run = limited(BatchRun(tmp_path, articles=5), max_tokens=2 * tokens + tokens // 2)
    run.submit()
    assert run.submit().sent == 0
    run.server.end(lambda _: answers(GOOD, usage=(100, 0, 10)))
    run.collect()
    assert run.submit().sent == 2  # 220 tokens are spent, where two requests were reserved
    run.server.end(lambda _: answers(GOOD, usage=(100, 0, 10)))
    run.collect()
    assert run.submit().sent == 1
    run.server.end()
    assert run.collect().run.counts.records == 5


def test_cost_is_bounded_at_the_price_of_batches(tmp_path: Path) -> None:
    _, cost = most_of_one(tmp_path / "one", **PRICED)
    assert cost > 0
    run = limited(BatchRun(tmp_path, articles=4), **PRICED, max_cost=3.5 * cost)
    assert run.submit().sent == 3
    assert f"${3 * cost:.4f}" in run.said[-1]
    assert "Raise --max-cost" in run.said[-1]


def test_cost_cannot_be_bounded_without_a_price(tmp_path: Path) -> None:
    run = limited(BatchRun(tmp_path, articles=1), max_cost=1.0)
    with pytest.raises(FatalForRun, match="No price of batches of fake") as raised:
        run.submit()
    assert "--max-tokens" in raised.value.remedy
    assert run.server.batches == {}


def test_without_a_bound_nothing_is_held_back(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=5)
    assert run.submit().sent == 5
    assert not any("not submitted" in line for line in run.said)
