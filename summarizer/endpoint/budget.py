"""A bound on what a run may spend."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.errors import FatalForRun


class BudgetSpent(FatalForRun):
    """The budget does not pay for the next request. Nothing is under way any more when this is raised first."""


class Budget:
    """Counts what is spent and stops where it would become too much.

    A request is counted in full when it is about to be sent and put right when its answer is there. One that the budget
    cannot pay for waits for those under way, which may turn out cheaper; once none is left, the budget is spent, and
    stays so: smaller requests must not slip through behind it.

    Args:
        max_cost: US dollars; None for no bound.
        max_tokens: Of prompts and answers together; None for no bound.
        spent: Before, by the same run.
        on_change: Told of every change, for whoever keeps the account. The sum of all it is told is what is spent.
    """

    def __init__(
        self,
        max_cost: float | None = None,
        max_tokens: int | None = None,
        *,
        spent: Need | None = None,
        on_change: Callable[[Need], None] | None = None,
    ) -> None:
        self.spent = spent or Need()
        self._max_cost = max_cost
        self._max_tokens = max_tokens
        self._on_change = on_change
        self._under_way = 0
        self._turn = asyncio.Lock()
        self._settled = asyncio.Event()
        self._end: BudgetSpent | None = None

    async def reserve(self, need: Need) -> None:
        """Count `need` as spent.

        Raises:
            BudgetSpent: there is not so much left.
        """
        async with self._turn:  # first come, first served
            while not self._end and (lack := self._lack(need)):
                if not self._under_way:
                    self._end = lack
                    break
                self._settled.clear()
                await self._settled.wait()
            if self._end:
                raise BudgetSpent(*self._end.args)
            self._change(need)
            self._under_way += 1

    def settle(self, reserved: Need, used: Need) -> None:
        """Put what was really used in place of what was reserved."""
        self._under_way -= 1
        self._settled.set()
        self._change(used - reserved)

    def _change(self, by: Need) -> None:
        self.spent += by
        if self._on_change:
            self._on_change(by)

    def _lack(self, need: Need) -> BudgetSpent | None:
        then = self.spent + need
        if self._max_cost is not None and then.cost > self._max_cost:
            return BudgetSpent(
                f"The budget of ${self._max_cost:,.2f} does not pay for the next request: ${self.spent.cost:,.4f} is "
                f"spent, and it may cost ${need.cost:,.4f}.",
                "Raise --max-cost.",
                "budget_spent",
            )
        if self._max_tokens is not None and then.tokens > self._max_tokens:
            return BudgetSpent(
                f"The budget of {self._max_tokens:,} tokens does not do for the next request: {self.spent.tokens:,} "
                f"are used, and it may take {need.tokens:,}.",
                "Raise --max-tokens.",
                "budget_spent",
            )
        return None
