"""The account of a run folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.errors import FatalForRun
from summarizer.running.spending import SPENT_LINES, Spending, by_batches, dollars
from summarizer.schema import BatchUsage, Spent, Tokens


def test_what_is_spent_is_known_to_the_next_pass(tmp_path: Path) -> None:
    for passed in (1, 2, 3):
        with Spending(tmp_path) as spending:
            spending.add(Need(1, 100, 0.5, 100))
            spending.add(Need(0, -60, -0.25, -100))
            assert spending.total == Need(passed, 40 * passed, 0.25 * passed, 0)
    assert (tmp_path / SPENT_LINES).read_bytes().count(b"\n") == 1


def test_a_killed_pass_has_spent_what_was_under_way(tmp_path: Path) -> None:
    killed = Spending(tmp_path).__enter__()
    killed.add(Need(1, 100, 0.5, 100))
    killed.add(Need(1, 70, 0.25, 70))
    killed.add(Need(0, -30, 0.0, -70))
    with (tmp_path / SPENT_LINES).open("ab") as file:
        file.write(b'{"requests":1,"tok')  # the line that was being written
    with Spending(tmp_path) as spending:
        assert spending.total == Need(2, 140, 0.75, 100)
        spending.add(Need(1, 1))
    with Spending(tmp_path) as spending:
        assert spending.total == Need(3, 141, 0.75, 100)


def test_a_run_that_spends_nothing_keeps_no_account(tmp_path: Path) -> None:
    with Spending(tmp_path) as spending:
        assert spending.described() == Spent(requests=0, tokens=0, unconfirmed=0, cost=0.0)
    assert not list(tmp_path.iterdir())


def test_a_cost_that_is_not_known_is_none(tmp_path: Path) -> None:
    with Spending(tmp_path) as spending:
        spending.add(Need(1, 100))
        assert spending.described() == Spent(requests=1, tokens=100, unconfirmed=0, cost=None)


def test_an_account_that_cannot_be_kept_ends_the_run(tmp_path: Path) -> None:
    with Spending(tmp_path / "gone") as spending, pytest.raises(FatalForRun, match="cannot be written"):
        spending.add(Need(1))


def test_what_batches_used_counts() -> None:
    assert by_batches(None) == Need()
    tokens = Tokens(input=100, cached=40, output=7)
    assert by_batches(BatchUsage(requests=3, tokens=tokens, cost=0.5)) == Need(3, 107, 0.5)
    assert by_batches(BatchUsage(requests=3, tokens=tokens)) == Need(3, 107)


@pytest.mark.parametrize(("amount", "shown"), [(0, "$0.00"), (0.00491, "$0.0049"), (1, "$1.00"), (1234.5, "$1,234.50")])
def test_dollars(amount: float, shown: str) -> None:
    assert dollars(amount) == shown
