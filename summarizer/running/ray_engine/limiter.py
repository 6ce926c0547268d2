"""The one account of a run on many workers: blocks of its rates and of its budget are leased out here.

A worker that holds a block decides by itself when to send; it comes back when the block runs low. What is leased counts
as used until the worker tells what it really used, so the bounds hold over all workers together. Every change is
written down: killed and started again, the limiter knows what is out.
"""

from __future__ import annotations

import logging
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.rates import MINUTE

LEASE_SECONDS = 10.0
"""How long a block of the rates may be used. What is not used by then is lost to its worker."""
RETRY_SECONDS = 0.5
"""When to ask again for what others may give back."""
_PARTS = 4
"""A block is a quarter of a worker's share of a minute, or of the budget left: small enough to be lost with the worker,
large enough to be asked for seldom."""
_SHORT = 5.0
"""Seconds for which blocks are no larger than needed, after budget was found missing."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the run as a whole must keep to; None for no bound."""

    rpm: int | None = None
    tpm: int | None = None
    max_cost: float | None = None
    max_tokens: int | None = None

    def __bool__(self) -> bool:
        return any(bound is not None for bound in (self.rpm, self.tpm, self.max_cost, self.max_tokens))


@dataclass(frozen=True, slots=True)
class Report:
    """What a worker tells, and asks."""

    holder: str
    """The shard it works on."""
    spent: Need
    """By this shard since the run was started this time, what is under way included in full."""
    held: Need
    """Of its budget, not spent."""
    used: Need
    """Requests and tokens of its last block of the rates."""
    under_way: int
    need: Need | None = None
    """The request that waits; None when the report asks for nothing."""
    last: bool = False
    """The shard is over: what is left of its blocks is free."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A block."""

    requests: float = 0.0
    tokens: float = 0.0
    """Of the rates, for `LEASE_SECONDS`; infinite where there is no bound."""
    budget_tokens: float = 0.0
    budget_cost: float = 0.0
    """Of the budget, in addition to what is held."""
    wait: float = 0.0
    """Seconds after which to ask again, where there is nothing to be had now."""
    end: tuple[str, str] | None = None
    """Message and remedy: the budget is spent, for good."""
    give_back: bool = False
    """Budget is short: give up what is held of it. Where there is nothing to be had, that has been taken back already;
    else report it."""


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand with the limiter."""

    pid: int
    leases: int
    """Asked for since it was started."""
    holders: int
    """Shards that are being worked on."""


@dataclass(slots=True)
class _Holder:
    spent: Need = field(default_factory=Need)
    held: Need = field(default_factory=Need)
    under_way: int = 0


@dataclass(slots=True)
class _Block:
    """Of the rates; counts until a minute after `at`."""

    at: float
    requests: float
    tokens: float
    holder: str | None
    """Whose last block it is; None once there is a later one."""


@dataclass(slots=True)
class _State:
    spent: Need
    """By shards that are over, and before this start."""
    holders: dict[str, _Holder] = field(default_factory=dict)
    blocks: list[_Block] = field(default_factory=list)
    end: tuple[str, str] | None = None


_state = TypeAdapter(_State)


class Limiter:
    """Run as a named actor. None of its methods waits for anything.

    Args:
        bounds: Of the run.
        spent: Before this start.
        workers: That share the bounds.
        path: Where it keeps its account; one that is there already is gone on with.
    """

    def __init__(
        self,
        bounds: Bounds,
        spent: Need,
        workers: int = 1,
        path: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._bounds = bounds
        self._parts = _PARTS * workers
        self._path = Path(path) if path else None
        self._clock = clock
        self._state = self._kept() or _State(spent)
        self._short_until = 0.0
        self._leases = 0

    def lease(self, report: Report) -> Grant:
        """Note what a worker reports, and give it a block if it needs one."""
        now = self._clock()
        self._note(report, now)
        grant = self._grant(report, report.need, now) if report.need else Grant(give_back=now < self._short_until)
        self._keep()
        return grant

    def dead(self, holder: str) -> None:
        """A worker has died: what it had leased is free again. Its shard tells what was spent when it is taken up."""
        if gone := self._state.holders.get(holder):
            gone.held, gone.under_way = Need(), 0
        self._keep()

    def over(self, holder: str, spent: Need) -> None:
        """A shard has ended, having spent this."""
        self._state.holders.pop(holder, None)
        self._state.spent += spent
        self._keep()

    def spent(self) -> Need:
        """All that is known to be spent."""
        return sum((each.spent for each in self._state.holders.values()), self._state.spent)

    def status(self) -> Status:
        """How things stand."""
        return Status(os.getpid(), self._leases, len(self._state.holders))

    def _note(self, report: Report, now: float) -> None:
        state = self._state
        state.holders[report.holder] = _Holder(report.spent, report.held, report.under_way)
        for block in state.blocks:
            if block.holder == report.holder and (report.need or report.last):
                # This one is used up, though requests under way may still turn out cheaper.
                block.at = min(block.at, now)
                block.requests, block.tokens = report.used.requests, report.used.tokens
        state.blocks = [block for block in state.blocks if block.at > now - MINUTE]

    def _grant(self, report: Report, need: Need, now: float) -> Grant:
        self._leases += 1
        holder = self._state.holders[report.holder]
        tokens, cost = self._budget(holder, need, now)
        if self._state.end:
            return Grant(end=self._state.end)
        if tokens < 0 or cost < 0:
            self._short_until = now + _SHORT
            # Whoever waits holds nothing: else several might wait for what the others hold.
            holder.held = Need()
            return Grant(wait=RETRY_SECONDS, give_back=True)
        block, wait = self._rates(need, now)
        if wait:
            return Grant(wait=wait)
        holder.held += Need(tokens=int(_finite(tokens)), cost=_finite(cost))
        if self._bounds.rpm is not None or self._bounds.tpm is not None:
            for earlier in self._state.blocks:
                if earlier.holder == report.holder:
                    earlier.holder = None
            until = now + LEASE_SECONDS
            self._state.blocks.append(_Block(until, _finite(block[0]), _finite(block[1]), report.holder))
        return Grant(*block, tokens, cost)

    def _budget(self, holder: _Holder, need: Need, now: float) -> tuple[float, float]:
        """Tokens and dollars for a block, on top of what is held; negative where there is too little just now."""
        bounds, out = self._bounds, self.spent() + sum((h.held for h in self._state.holders.values()), Need())
        tokens = self._share(bounds.max_tokens, out.tokens, need.tokens - holder.held.tokens, now)
        cost = self._share(bounds.max_cost, out.cost, need.cost - holder.held.cost, now)
        if tokens < 0 or cost < 0:
            others = [each for each in self._state.holders.values() if each is not holder]
            if not (holder.under_way or any(each.under_way or each.held != Need() for each in others)):
                self._state.end = self._lack(need)
        return tokens, cost

    def _share(self, bound: float | None, out: float, lack: float, now: float) -> float:
        if bound is None:
            return math.inf
        free = bound - out
        if free < lack:
            return -1.0
        return max(0.0, lack, free / self._parts if now >= self._short_until else 0.0)

    def _rates(self, need: Need, now: float) -> tuple[tuple[float, float], float]:
        """Requests and tokens for a block, or how long to wait for them."""
        blocks = self._state.blocks
        requests = _part(self._bounds.rpm, sum(block.requests for block in blocks), 1, self._parts)
        tokens = _part(self._bounds.tpm, sum(block.tokens for block in blocks), need.tokens, self._parts)
        if requests and tokens:
            return (requests, tokens), 0.0
        # One that takes more than a minute's tokens by itself goes alone.
        if not blocks:
            return (requests, max(tokens, need.tokens)), 0.0
        oldest = min(block.at for block in blocks)
        return (0.0, 0.0), max(0.05, min(oldest + MINUTE - now, LEASE_SECONDS))

    def _lack(self, need: Need) -> tuple[str, str]:
        spent, bounds = self.spent(), self._bounds
        if bounds.max_cost is not None and spent.cost + need.cost > bounds.max_cost:
            message = (
                f"The budget of ${bounds.max_cost:,.2f} does not pay for the next request: ${spent.cost:,.4f} is "
                f"spent, and it may cost ${need.cost:,.4f}."
            )
            return message, "Raise --max-cost and run the same command again: it goes on from here."
        message = (
            f"The budget of {bounds.max_tokens:,} tokens does not do for the next request: {spent.tokens:,} are used, "
            f"and it may take {need.tokens:,}."
        )
        return message, "Raise --max-tokens and run the same command again: it goes on from here."

    def _kept(self) -> _State | None:
        if not self._path:
            return None
        try:
            return _state.validate_json(self._path.read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def _keep(self) -> None:
        """Written for the case that this process dies, not that the machine does: no need to wait for the disk."""
        if not self._path:
            return
        temporary = self._path.with_name(f".{self._path.name}.tmp")
        try:
            temporary.write_bytes(_state.dump_json(self._state))
            temporary.replace(self._path)
        except OSError as error:
            log.warning("%s: the limiter's account cannot be kept (%s)", self._path, error.strerror)


def _part(bound: int | None, out: float, need: float, parts: int) -> float:
    """What of a minute's `bound` goes into a block, `out` being taken; 0 if there is too little for a block."""
    if bound is None:
        return math.inf
    block = max(need, bound // parts)
    return block if bound - out >= block else 0.0


def _finite(amount: float) -> float:
    return amount if math.isfinite(amount) else 0.0
