"""The allowance of a run in one process."""

from __future__ import annotations

from collections.abc import Mapping

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.budget import Budget
from summarizer.endpoint.rates import Rates


class LocalAllowance:
    """Rates and budget, in this process.

    The budget is asked first: what it cannot pay for need not wait for its turn.
    """

    def __init__(self, rates: Rates | None = None, budget: Budget | None = None) -> None:
        self.rates = rates or Rates()
        self.budget = budget or Budget()

    async def reserve(self, need: Need) -> None:
        """Wait until `need` may be sent.

        Raises:
            BudgetSpent: it may not be.
        """
        await self.budget.reserve(need)
        try:
            await self.rates.reserve(need)
        except BaseException:
            self.budget.settle(need, Need())
            raise

    def settle(self, reserved: Need, used: Need) -> None:
        """Put what was really used in place of what was reserved."""
        self.rates.settle(reserved, used)
        self.budget.settle(reserved, used)

    def learn(self, headers: Mapping[str, str]) -> None:
        """Keep to what the server says is left."""
        self.rates.learn(headers)
