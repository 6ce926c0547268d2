"""What more a run may give to batches: every request counts at the most it may use until its batch is settled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.errors import FatalForRun, shown
from summarizer.endpoint.estimates import Learning
from summarizer.endpoint.prices import price_of
from summarizer.running.batch.state import State
from summarizer.running.spending import by_batches, spent_in

if TYPE_CHECKING:
    from summarizer.settings import Settings


class Bound:
    """Takes requests until the first that `--max-cost` or `--max-tokens` does not pay for, and none after it.

    Args:
        settings: With the bounds; the price is that of batches.
        folder: Of the run, whose account counts as well.
        state: What batches have used, and what those under way may use.

    Raises:
        FatalForRun: The cost is bounded and no price is known.
    """

    def __init__(self, settings: Settings, folder: Path, state: State) -> None:
        server = settings.server or ""
        price = price_of(settings.model, server, batch=True)
        if settings.max_cost and price is None:
            raise FatalForRun(
                f"No price of batches of {settings.model} at {shown(server)} is known: --max-cost cannot be kept.",
                "Bound the tokens instead, with --max-tokens.",
                "no_price",
            )
        self._settings = settings
        self._estimates = Learning(price)
        self.spent = sum((part.most for part in state.open_parts), spent_in(folder) + by_batches(state.usage))
        """What the run has spent, with what is under way at its most."""
        self.refused = 0
        """Requests it did not pay for."""

    def take(self, body: dict[str, Any]) -> Need | None:
        """The most that a request may use, counted as spent from now on; None if the bound does not pay for it."""
        need = self._estimates.need(body)
        if self.refused or not self._pays(self.spent + need):
            self.refused += 1
            return None
        self.spent += need
        return need

    def _pays(self, total: Need) -> bool:
        cost, tokens = self._settings.max_cost, self._settings.max_tokens
        return (cost is None or total.cost <= cost) and (tokens is None or total.tokens <= tokens)
