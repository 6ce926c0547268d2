"""An endpoint that stays open finds in each shard the answers and the account of that shard."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from summarizer.endpoint.allowance import Need
from summarizer.running.ray_engine.present import Present
from summarizer.running.ray_engine.segment import Segment
from tests.running.samples import in_loop


class Account:
    """An allowance that writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    async def reserve(self, need: Need) -> None:
        self.told.append(need)

    def settle(self, reserved: Need, used: Need) -> None:
        self.told.append((reserved, used))

    def learn(self, headers: Mapping[str, str]) -> None:
        self.told.append(headers)


@in_loop
async def test_each_shard_has_its_own_answers_and_account(tmp_path: Path) -> None:
    present, said = Present(), list[str]()
    accounts = Account(), Account()
    for number, account in enumerate(accounts):
        with present.shard(tmp_path / str(number), account, said.append):
            await present.reserve(Need(1, number))
            assert present.get("key") is None
            present.put("key", b'"%d"' % number)
            assert present.get("key") == b'"%d"' % number
            assert present.folder == tmp_path / str(number)
            present.settle(Need(1, number), Need(1))
            present.learn({"x-ratelimit-limit-requests": str(number)})
            present.notice(f"in {number}")
        present.notice("between two")
    for number, account in enumerate(accounts):
        assert account.told == [
            Need(1, number),
            (Need(1, number), Need(1)),
            {"x-ratelimit-limit-requests": str(number)},
        ]
        kept = Segment(tmp_path / str(number))
        assert kept.get("key") == b'"%d"' % number
        kept.close()
    assert said == ["in 0", "in 1"]


@in_loop
async def test_shards_under_way_at_once_have_each_its_own(tmp_path: Path) -> None:
    present = Present()
    accounts = Account(), Account()
    both = asyncio.Barrier(2)

    async def request(number: int) -> None:
        await both.wait()
        await present.reserve(Need(1, number))
        present.put("key", b'"%d"' % number)
        await both.wait()
        assert present.get("key") == b'"%d"' % number
        assert present.folder == tmp_path / str(number)

    async def shard(number: int) -> None:
        with present.shard(tmp_path / str(number), accounts[number], print):
            await asyncio.create_task(request(number))

    await asyncio.gather(shard(0), shard(1))
    assert [account.told for account in accounts] == [[Need(1, 0)], [Need(1, 1)]]


def test_a_shard_that_asks_nothing_has_no_file(tmp_path: Path) -> None:
    present = Present()
    with present.shard(tmp_path / "answers", Account(), print):
        pass
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(RuntimeError, match="a request of no shard"):
        present.get("key")
