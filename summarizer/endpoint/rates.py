"""Requests and tokens a minute: as the user bounds them, and as the server says it bounds them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.ratelimit import Told, told

MINUTE = 61.0
"""Seconds. A second more than a minute: not all requests take equally long to arrive."""


LONG = 5.0
"""Seconds from which on somebody may wonder whether anything is going on."""


@dataclass
class _Taken:
    """What was let through at one moment."""

    at: float
    requests: int
    tokens: int


class Rates:
    """Lets requests through, first come, first served, as far as the rates allow.

    In no stretch of a minute more is let through than `rpm` requests and `tpm` tokens; a request that takes more than
    `tpm` by itself goes alone. Tokens reserved and not used are free again once they are settled; of equal reservations
    the oldest is settled first. What the server tells of its limits is kept to as well (`learn`).
    """

    def __init__(
        self, rpm: int | None = None, tpm: int | None = None, *, on_wait: Callable[[float], None] | None = None
    ) -> None:
        """
        Args:
            rpm: Requests in a minute; None for no bound.
            tpm: Tokens in a minute.
            on_wait: Told of waits that somebody may wonder about, in seconds.
        """
        self._rpm = rpm
        self._tpm = tpm
        self._on_wait = on_wait
        self._window: deque[_Taken] = deque()
        self._sum = Need()
        self._open: dict[Need, deque[_Taken]] = {}
        self._told: dict[str, Told] = {}
        self._turn = asyncio.Lock()
        self._changed = asyncio.Event()

    async def reserve(self, need: Need) -> None:
        """Wait until `need` may be sent."""
        clock = asyncio.get_running_loop().time
        async with self._turn:
            if self._on_wait and (seconds := self._wait(need, clock())) >= LONG:
                self._on_wait(seconds)
            while (seconds := self._wait(need, clock())) > 0:
                self._changed.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(seconds):
                        await self._changed.wait()
            self._take(need, clock())

    def settle(self, reserved: Need, used: Need) -> None:
        """Give back what was not used."""
        if not (waiting := self._open.get(reserved)):
            return
        taken = waiting.popleft()
        if not waiting:
            del self._open[reserved]
        if self._window and taken.at >= self._window[0].at:  # not yet forgotten
            self._sum += Need(used.requests - taken.requests, used.tokens - taken.tokens)
        taken.requests, taken.tokens = used.requests, used.tokens
        self._changed.set()

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take note of what the server says is left."""
        self._told |= told(headers, asyncio.get_running_loop().time())
        self._changed.set()

    def _wait(self, need: Need, now: float) -> float:
        """Seconds until it is worth looking again; 0 if `need` may be sent now."""
        amounts = {"requests": need.requests, "tokens": need.tokens}
        by_server = max((told.wait(amounts[what], now) for what, told in self._told.items()), default=0.0)
        while self._window and self._window[0].at + MINUTE <= now:
            gone = self._window.popleft()
            self._sum -= Need(gone.requests, gone.tokens)
        over = _over(self._sum.requests, need.requests, self._rpm) or _over(self._sum.tokens, need.tokens, self._tpm)
        by_user = self._window[0].at + MINUTE - now if over else 0.0
        return max(by_server, by_user)

    def _take(self, need: Need, now: float) -> None:
        for what, each in self._told.items():
            each.taken += need.requests if what == "requests" else need.tokens
        if self._rpm is None and self._tpm is None:
            return
        taken = _Taken(now, need.requests, need.tokens)
        self._window.append(taken)
        self._sum += Need(need.requests, need.tokens)
        self._open.setdefault(need, deque()).append(taken)


def _over(sent: int, more: int, limit: int | None) -> bool:
    return limit is not None and sent > 0 and sent + more > limit
