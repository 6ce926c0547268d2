import asyncio
from typing import Any

from summarizer.endpoint.limits import limited


def test_never_more_at_once_than_allowed_and_all_get_their_turn() -> None:
    under_way, most, done = 0, 0, 0

    async def create(**body: Any) -> Any:
        nonlocal under_way, most, done
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.001)
        under_way -= 1
        done += 1
        if body["n"] % 5 == 0:
            raise RuntimeError("its place must be given back")

    async def run() -> None:
        few = limited(create, concurrency=3)
        await asyncio.gather(*(few(n=n) for n in range(20)), return_exceptions=True)

    asyncio.run(run())
    assert (most, done) == (3, 20)
