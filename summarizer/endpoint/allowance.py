"""What a request may use, asked for before it is sent and settled after: rates and budget behind one interface."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion


@dataclass(frozen=True)
class Need:
    """What requests use, or may use."""

    requests: int = 0
    tokens: int = 0
    """Of prompts and answers together."""
    cost: float = 0.0
    """US dollars; 0 where no price is known."""
    unconfirmed: int = 0
    """Those of the tokens that no answer has told: of requests that timed out, broke off or are under way, taken at the
    most they may have used."""

    def __add__(self, other: Need) -> Need:
        return Need(
            self.requests + other.requests,
            self.tokens + other.tokens,
            self.cost + other.cost,
            self.unconfirmed + other.unconfirmed,
        )

    def __sub__(self, other: Need) -> Need:
        return Need(
            self.requests - other.requests,
            self.tokens - other.tokens,
            self.cost - other.cost,
            self.unconfirmed - other.unconfirmed,
        )


class Allowance(Protocol):
    """Who decides when a request may be sent, and whether. One for all requests of a run, wherever they are made."""

    async def reserve(self, need: Need) -> None:
        """Wait until the rates allow `need`.

        Raises:
            BudgetSpent: the budget cannot pay for it.
        """

    def settle(self, reserved: Need, used: Need) -> None:
        """Put what a request really used in place of what was reserved for it; also after a failure."""

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take note of the `x-ratelimit-…` headers of an answer, given in lower case and without any others."""


class Estimates(Protocol):
    """What requests use, before and after."""

    def need(self, body: dict[str, Any]) -> Need:
        """The most that the request `body` is expected to use."""

    def used(self, body: dict[str, Any], reserved: Need, outcome: ChatCompletion | BaseException) -> Need:
        """What the server counted, or may have counted, of a request that ended with `outcome`."""


def allowed(create: Create, allowance: Allowance, estimates: Estimates) -> Create:
    """Reserve before every request and settle after it. Belongs below the retries, so that each attempt counts."""

    async def within(**body: Any) -> ChatCompletion:
        need = estimates.need(body)
        await allowance.reserve(need)
        try:
            answer = await create(**body)
        except (Exception, asyncio.CancelledError) as error:
            allowance.settle(need, estimates.used(body, need, error))
            raise
        allowance.settle(need, estimates.used(body, need, answer))
        return answer

    return within
