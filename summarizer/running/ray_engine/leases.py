"""The allowance of a worker: arithmetic over a block leased from the limiter, and a call when it runs low."""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.budget import BudgetSpent
from summarizer.endpoint.rates import MINUTE, Rates
from summarizer.running.ray_engine.limiter import LEASE_SECONDS, Grant, Report

BEAT = 2.0
"""Seconds between reports that ask for nothing."""

Lease = Callable[[Report], Awaitable[Grant]]


class Leased:
    """What one worker may send on one shard.

    Args:
        holder: The shard.
        lease: The limiter's method; None where the run has no bounds.
        by_server: Of all shards of the worker: keeps to the limits that the server tells.
        spent: By this shard, since the run was started this time.
        on_change: Told of every change of what is spent.
    """

    def __init__(
        self,
        holder: str,
        lease: Lease | None,
        by_server: Rates,
        *,
        spent: Need,
        on_change: Callable[[Need], None],
    ) -> None:
        self._holder = holder
        self._lease = lease
        self._spent = spent
        self._on_change = on_change
        self._by_server = by_server
        self._grant = Grant()
        self._until = 0.0
        self._used = Need()
        self._held = Need()
        self._bounded = (False, False)
        """Whether tokens and dollars of the budget are bounded."""
        self._under_way: dict[Need, deque[float]] = {}
        self._turn = asyncio.Lock()
        self._beating: asyncio.Task[None] | None = None
        self.calls = 0
        """Of the limiter, to ask for something."""

    async def __aenter__(self) -> Self:
        if self._lease:
            self._beating = asyncio.create_task(self._beat())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._beating:
            self._beating.cancel()
            await self._tell(None, last=True)

    async def reserve(self, need: Need) -> None:
        """Wait until `need` may be sent.

        Raises:
            BudgetSpent: the budget of the run cannot pay for it.
        """
        async with self._turn:  # first come, first served
            while self._lease and not self._enough(need):
                await self._refill(need)
            self._take(need)
        try:
            await self._by_server.reserve(need)
        except BaseException:
            self.settle(need, Need())
            raise

    def settle(self, reserved: Need, used: Need) -> None:
        """Put what a request really used in place of what was reserved for it."""
        self._by_server.settle(reserved, used)
        taken = self._under_way[reserved]
        at = taken.popleft()
        if not taken:
            del self._under_way[reserved]
        if time.monotonic() - at < MINUTE - LEASE_SECONDS:  # else the minute it was counted in is over
            self._used += Need(tokens=used.tokens - reserved.tokens)
        self._spend(used - reserved)

    def learn(self, headers: Mapping[str, str]) -> None:
        """Keep to what the server says is left."""
        self._by_server.learn(headers)

    def _enough(self, need: Need) -> bool:
        if time.monotonic() > self._until:
            return False
        by_rates = (
            self._used.requests + need.requests <= self._grant.requests
            and self._used.tokens + need.tokens <= self._grant.tokens
        )
        tokens, cost = self._bounded
        by_budget = not (tokens and need.tokens > self._held.tokens) and not (cost and need.cost > self._held.cost)
        return by_rates and by_budget

    def _take(self, need: Need) -> None:
        self._used += Need(need.requests, need.tokens)
        self._under_way.setdefault(need, deque()).append(time.monotonic())
        self._spend(need)

    def _spend(self, by: Need) -> None:
        self._spent += by
        self._held -= Need(tokens=by.tokens, cost=by.cost)
        self._on_change(by)

    async def _refill(self, need: Need) -> None:
        begun = time.monotonic()
        grant = await self._tell(need)
        self.calls += 1
        if grant.end:
            raise BudgetSpent(*grant.end, "budget_spent")
        if grant.wait:
            if grant.give_back:
                self._held = Need()
            await asyncio.sleep(grant.wait)
            return
        self._grant, self._used = grant, Need()
        self._until = begun + LEASE_SECONDS
        self._bounded = (math.isfinite(grant.budget_tokens), math.isfinite(grant.budget_cost))
        more = Need(
            tokens=int(grant.budget_tokens) if self._bounded[0] else 0,
            cost=grant.budget_cost if self._bounded[1] else 0.0,
        )
        self._held += more

    async def _tell(self, need: Need | None, *, last: bool = False) -> Grant:
        if self._lease is None:
            return Grant()
        under_way = sum(map(len, self._under_way.values()))
        tokens, cost = (False, False) if last else self._bounded
        held = Need(
            tokens=max(0, self._held.tokens) if tokens else 0,
            cost=max(0.0, self._held.cost) if cost else 0.0,
        )
        return await self._lease(Report(self._holder, self._spent, held, self._used, under_way, need, last))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            async with self._turn:
                if (await self._tell(None)).give_back:
                    self._held = Need()
                    await self._tell(None)
