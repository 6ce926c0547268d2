"""Rates and budget of a run hold over all its workers, with few calls, whoever dies."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.budget import BudgetSpent
from summarizer.endpoint.rates import Rates
from summarizer.running.ray_engine import leases
from summarizer.running.ray_engine.leases import Leased
from summarizer.running.ray_engine.limiter import LEASE_SECONDS, Bounds, Grant, Limiter, Report
from tests.running.samples import in_loop


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Account:
    """What a worker writes down as spent."""

    total: Need = field(default_factory=Need)

    def add(self, by: Need) -> None:
        self.total += by


def worker(limiter: Limiter, holder: str = "a", account: Account | None = None) -> Leased:
    async def lease(report: Report) -> Grant:
        return limiter.lease(report)

    account = account or Account()
    return Leased(holder, lease, Rates(), spent=account.total, on_change=account.add)


def report(holder: str, need: Need | None = None, **told: object) -> Report:
    given = {"spent": Need(), "held": Need(), "used": Need(), "under_way": 0} | told
    return Report(holder, need=need, **given)  # type: ignore[arg-type]


ONE = Need(1, 100, 0.01)


@in_loop
async def test_a_block_is_asked_for_once_and_used_many_times() -> None:
    limiter = Limiter(Bounds(rpm=600), Need())
    async with worker(limiter) as leased:
        for _ in range(100):
            await leased.reserve(ONE)
            leased.settle(ONE, ONE)
    assert leased.calls == 1


def test_no_minute_sees_more_than_its_rate_over_all_workers() -> None:
    clock = Clock()
    limiter = Limiter(Bounds(rpm=100), Need(), clock=clock)
    granted = [limiter.lease(report(name, ONE)).requests for name in "abcdefghijkl"]
    assert sum(granted) <= 100
    assert limiter.lease(report("m", ONE)).requests + sum(granted) <= 100
    clock.now += LEASE_SECONDS + 30
    assert sum(limiter.lease(report(name, ONE, used=Need(100))).requests for name in "abcd") <= 100


def test_what_a_block_did_not_need_is_free_again() -> None:
    limiter = Limiter(Bounds(tpm=1000), Need(), clock=Clock())
    assert limiter.lease(report("a", Need(1, 900))).tokens == 900
    assert limiter.lease(report("b", Need(1, 500))).wait > 0
    assert limiter.lease(report("a", Need(1, 950), used=Need(1, 200))).wait > 0
    assert limiter.lease(report("b", Need(1, 500))).tokens >= 500


def test_a_request_larger_than_the_rate_goes_alone() -> None:
    clock = Clock()
    limiter = Limiter(Bounds(tpm=1000), Need(), clock=clock)
    assert limiter.lease(report("a", Need(1, 5000))).tokens == 5000
    assert limiter.lease(report("b", Need(1, 10))).wait > 0
    clock.now += 75
    assert limiter.lease(report("b", Need(1, 10))).tokens > 0


@in_loop
async def test_the_budget_is_used_to_the_last_request_and_not_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "BEAT", 0.02)
    limiter = Limiter(Bounds(max_tokens=10_000), Need(tokens=1_000), workers=3)
    accounts = [Account(), Account(), Account()]

    async def work(number: int) -> int:
        sent = 0
        async with worker(limiter, str(number), accounts[number]) as leased:
            while True:
                try:
                    await leased.reserve(ONE)
                except BudgetSpent:
                    return sent
                await asyncio.sleep(0)
                leased.settle(ONE, ONE)
                sent += 1

    sent = await asyncio.gather(*map(work, range(3)))
    assert sum(sent) == 90
    assert sum(account.total.tokens for account in accounts) == 9_000
    assert limiter.spent().tokens == 10_000


@in_loop
async def test_cheap_answers_pay_for_more_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "BEAT", 0.02)
    limiter = Limiter(Bounds(max_tokens=1_000), Need())
    sent = 0
    async with worker(limiter) as leased:
        with pytest.raises(BudgetSpent, match="Raise --max-tokens"):
            while True:
                await leased.reserve(Need(1, 400))
                leased.settle(Need(1, 400), Need(1, 100))
                sent += 1
    assert sent == 7
    assert limiter.spent().tokens == 700


def test_workers_do_not_wait_for_what_the_others_hold() -> None:
    limiter = Limiter(Bounds(max_tokens=1_000), Need(), clock=Clock())
    held = Need(tokens=400)
    for name in "ab":
        assert limiter.lease(report(name, Need(1, 400))).budget_tokens == 400
    waits = limiter.lease(report("a", Need(1, 700), held=held))
    assert waits.wait > 0
    assert waits.give_back
    assert limiter.lease(report("b", Need(1, 700), held=held)).budget_tokens == 300
    assert limiter.lease(report("a", Need(1, 700))).wait > 0
    limiter.lease(report("b", spent=Need(1, 700), last=True))
    assert limiter.lease(report("a", Need(1, 700))).end


def test_the_lease_of_a_dead_worker_returns_and_its_spending_does_not() -> None:
    limiter = Limiter(Bounds(max_cost=1.0), Need(), clock=Clock())
    limiter.lease(report("a", ONE))
    limiter.lease(report("a", Need(cost=0.9), spent=Need(1, 100, 0.1), held=Need(cost=0.24)))
    assert limiter.lease(report("b", Need(cost=0.5))).wait > 0
    limiter.dead("a")
    assert limiter.lease(report("b", Need(cost=0.5))).budget_cost >= 0.5
    # The shard is taken up by another worker, whose account has what the dead one did not report.
    limiter.lease(report("a", spent=Need(2, 200, 0.3)))
    assert limiter.spent().cost == pytest.approx(0.3)
    limiter.over("a", Need(2, 200, 0.4))
    assert limiter.spent().cost == pytest.approx(0.4)


def test_a_limiter_killed_and_started_again_knows_what_is_out(tmp_path: Path) -> None:
    clock, path = Clock(), str(tmp_path / "account.json")
    first = Limiter(Bounds(rpm=100, max_tokens=1000), Need(tokens=500), 1, path, clock)
    granted = first.lease(report("a", Need(1, 400)))
    again = Limiter(Bounds(rpm=100, max_tokens=1000), Need(tokens=500), 1, path, clock)
    assert again.spent() == first.spent()
    assert again.lease(report("b", Need(1, 200))).wait > 0
    rest = again.lease(report("a", None, spent=Need(1, 100)))
    assert not rest.end
    assert granted.requests + again.lease(report("b", Need(1, 10))).requests <= 100


@in_loop
async def test_a_shard_that_is_over_leaves_its_blocks_to_the_next() -> None:
    limiter = Limiter(Bounds(rpm=400, max_tokens=100_000), Need())
    for number in range(20):
        async with worker(limiter, str(number)) as leased:
            await leased.reserve(ONE)
            leased.settle(ONE, ONE)
        limiter.over(str(number), ONE)
    assert limiter.spent() == Need(20, 2000, pytest.approx(0.2))


@in_loop
async def test_without_bounds_nobody_is_asked() -> None:
    account = Account()
    leased = Leased("a", None, Rates(), spent=Need(), on_change=account.add)
    async with leased:
        await leased.reserve(ONE)
        leased.settle(ONE, Need(1, 80, 0.005))
    assert leased.calls == 0
    assert account.total.tokens == 80
