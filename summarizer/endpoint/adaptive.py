"""As many requests under way at once as the server bears."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.errors import congested
from summarizer.endpoint.events import tell
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

START = 16
"""Requests at once to begin with: no burden to a public API. Half as many would cost a second more at each start."""


class Places:
    """A semaphore that finds its own size, between 1 and `most`.

    It judges by rounds: as many requests as there were under way at once. If some of a round were turned away, the size
    shrinks once, by half their share, as in DCTCP (Alizadeh et al., SIGCOMM 2010): a wave that takes all halves it, a
    stray refusal hardly touches it. Until then the place of a request that was turned away stays empty: a refusal is
    quick, and others would run into it one after another. What is under way at the cut belongs to the same wave and is
    not held against it again. After a round without refusals in which all places were taken, the size grows: by one at
    first after a refusal, then by twice as much each time, so that neither the beginning nor the end of an outage is a
    crawl.
    """

    def __init__(self, most: int, start: int = START) -> None:
        self.size = float(min(start, most))
        self._most = most
        self._step = self.size
        self._wave = 0
        self._under_way = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._new_round()

    async def take(self) -> int:
        """Wait for a place, first come, first served; returns what to give it back with."""
        if self._waiting or not self._free:
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():  # the place had just been given
                    self._under_way -= 1
                    self._let_in()
                raise
        else:
            self._enter()
        return self._wave

    def give_back(self, wave: int, *, refused: bool | None) -> None:
        """Leave a place; `refused`: the server had too much to do, or None where that is not known."""
        self._under_way -= 1
        if refused is not None and wave == self._wave:
            self._ended += 1
            self._refused += refused
            if self._ended >= self._peak:
                self._judge()
        self._let_in()

    @property
    def _free(self) -> bool:
        return self._under_way + self._refused < int(self.size)

    def _judge(self) -> None:
        before = int(self.size)
        if self._refused:
            self.size = max(1.0, self.size * (1 - self._refused / self._ended / 2))
            self._step = 1.0
            self._wave += 1
        elif self._peak >= int(self.size):
            self.size = min(float(self._most), self.size + self._step)
            self._step = min(float(self._most), self._step * 2)
        if int(self.size) != before:
            tell("limits.concurrency", places=int(self.size), before=before)
        self._new_round()

    def _new_round(self) -> None:
        self._ended = self._refused = 0
        self._peak = min(self._under_way, int(self.size))

    def _enter(self) -> None:
        self._under_way += 1
        self._peak = max(self._peak, min(self._under_way, int(self.size)))

    def _let_in(self) -> None:
        while self._waiting and self._free:
            turn = self._waiting.popleft()
            if not turn.done():
                self._enter()
                turn.set_result(None)


def adapting(create: Create, places: Places) -> Create:
    """Let requests through as `places` become free. Belongs below the retries, like fixed limits."""

    async def in_turn(**body: Any) -> ChatCompletion:
        wave = await places.take()
        refused: bool | None = None
        try:
            answer = await create(**body)
        except Exception as error:
            refused = congested(error)
            raise
        else:
            refused = False
            return answer
        finally:
            places.give_back(wave, refused=refused)

    return in_turn
