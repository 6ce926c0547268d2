"""Several questions at once, none of them left behind."""

from __future__ import annotations

import asyncio

import pytest

from summarizer.drafting.together import together
from tests.running.samples import in_loop


@in_loop
async def test_answers_come_in_order() -> None:
    async def after(turns: int) -> int:
        for _ in range(turns):
            await asyncio.sleep(0)
        return turns

    assert await together(after(turns) for turns in (3, 1, 2)) == [3, 1, 2]


@in_loop
async def test_an_error_goes_up_bare_and_takes_the_others_with_it() -> None:
    ended: list[str] = []

    async def waits() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("cancelled")

    async def fails() -> None:
        await asyncio.sleep(0)
        raise LookupError

    with pytest.raises(LookupError):
        await together([waits(), fails()])
    assert ended == ["cancelled"]
