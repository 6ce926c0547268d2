import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.budget import Budget, BudgetSpent
from summarizer.endpoint.errors import FatalForRun
from tests.endpoint.virtual_time import at_once, now


@given(
    st.lists(st.tuples(st.integers(1, 100), st.integers(0, 100), st.integers(0, 5)), min_size=1, max_size=40),
    st.integers(1, 1500),
)
def test_never_more_is_spent_and_no_more_given_up_than_must_be(requests: list[tuple[int, int, int]], most: int) -> None:
    """`requests`: tokens reserved, percentage of them used, seconds taken."""
    account = [Need()]
    budget = Budget(max_tokens=most, on_change=lambda change: account.append(account[-1] + change))
    refused: list[int] = []

    async def one(tokens: int, percentage: int, seconds: int) -> None:
        need = Need(1, tokens)
        try:
            await budget.reserve(need)
        except BudgetSpent:
            refused.append(tokens)
            return
        await asyncio.sleep(seconds)
        budget.settle(need, Need(1, tokens * percentage // 100))

    @at_once
    async def run() -> None:
        await asyncio.gather(*(one(*each) for each in requests))

    run()
    assert max(each.tokens for each in account) <= most
    assert account[-1] == budget.spent
    assert budget.spent.requests == len(requests) - len(refused)
    if refused:
        assert budget.spent.tokens + refused[0] > most, "it had paid for this one"


@at_once
async def test_one_that_cannot_be_paid_waits_for_those_under_way() -> None:
    budget = Budget(max_cost=1.0)
    await budget.reserve(Need(1, 10, 0.9))
    asyncio.get_running_loop().call_later(3, budget.settle, Need(1, 10, 0.9), Need(1, 10, 0.1))
    await budget.reserve(Need(1, 10, 0.9))
    assert now() == pytest.approx(3)
    assert budget.spent.cost == pytest.approx(1.0)


@at_once
async def test_once_it_is_spent_nothing_slips_through() -> None:
    budget = Budget(max_tokens=100)
    with pytest.raises(BudgetSpent):
        await budget.reserve(Need(1, 101))
    with pytest.raises(BudgetSpent):
        await budget.reserve(Need(1, 1))
    assert budget.spent == Need()


@at_once
async def test_what_was_spent_before_counts() -> None:
    with pytest.raises(BudgetSpent):
        await Budget(max_tokens=100, spent=Need(9, 95)).reserve(Need(1, 6))
    await Budget(max_tokens=200, spent=Need(9, 95)).reserve(Need(1, 6))


@pytest.mark.parametrize(
    ("budget", "said", "remedy"),
    [
        (Budget(max_cost=2.5, spent=Need(1, 1, 2.4999)), "$2.50", "--max-cost"),
        (Budget(max_tokens=12345, spent=Need(1, 12345)), "12,345", "--max-tokens"),
    ],
)
def test_it_says_how_to_go_on(budget: Budget, said: str, remedy: str) -> None:
    @at_once
    async def run() -> None:
        with pytest.raises(FatalForRun) as caught:
            await budget.reserve(Need(1, 10, 0.01))
        assert said in caught.value.message
        assert remedy in caught.value.remedy
        assert caught.value.code == "budget_spent"

    run()
