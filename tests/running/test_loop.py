"""What runs a run's asynchronous work: uvloop, or asyncio's own loop where there is none."""

from __future__ import annotations

import asyncio
import sys

import pytest

from summarizer.running import loop


async def _kind() -> str:
    await asyncio.sleep(0)
    return type(asyncio.get_running_loop()).__module__.partition(".")[0]


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop is not to be had on Windows")
def test_uvloop_runs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "uvloop", raising=False)  # which the other tests are kept from
    assert loop.run(_kind()) == "uvloop"


def test_asyncio_runs_it_where_there_is_no_uvloop() -> None:
    assert loop.run(_kind()) == "asyncio"
