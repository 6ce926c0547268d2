"""The way to the model stays open from shard to shard; what belongs to the shard of a request is here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from summarizer.endpoint.allowance import Allowance, Need
from summarizer.running.ray_engine.segment import Segment


@dataclass
class _Shard:
    folder: Path
    allowance: Allowance
    notice: Callable[[str], None]
    answers: Segment | None = None


_present: ContextVar[_Shard | None] = ContextVar("present_shard", default=None)
"""The shard that the code that runs is about: those of a worker overlap."""


class Present:
    """Stands in an endpoint for the answers and the allowance of the shard whose task asks.

    One endpoint for all shards of a worker: what it has learned of the server's limits stays known, and a model inside
    the process is loaded once.
    """

    @contextmanager
    def shard(self, answers: Path, allowance: Allowance, notice: Callable[[str], None]) -> Iterator[None]:
        """While the context is open, `answers` is the file and `allowance` the account of all requests of this task and
        of those it creates."""
        shard = _Shard(answers, allowance, notice)
        token = _present.set(shard)
        try:
            yield
        finally:
            _present.reset(token)
            if shard.answers:
                shard.answers.close()

    @property
    def _now(self) -> _Shard:
        if (shard := _present.get()) is None:
            raise RuntimeError("a request of no shard")
        return shard

    @property
    def folder(self) -> Path:
        """As messages name the place of the answers."""
        return self._now.folder

    @property
    def _answers(self) -> Segment:
        shard = self._now
        if shard.answers is None:  # a shard whose records stand has no need of it
            shard.answers = Segment(shard.folder)
        return shard.answers

    def get(self, key: str) -> bytes | None:
        """The bytes under `key`, or None.

        Raises:
            FatalForRun: The file cannot be read.
        """
        return self._answers.get(key)

    def put(self, key: str, value: bytes, endpoint: str = "") -> None:
        """Keep `value`, as `Segment.put` does.

        Raises:
            FatalForRun: It cannot be kept.
        """
        self._answers.put(key, value, endpoint)

    def close(self) -> None:
        """Nothing: each shard closes its own file."""

    async def reserve(self, need: Need) -> None:
        """Wait until `need` may be sent.

        Raises:
            BudgetSpent: The budget cannot pay for it.
        """
        await self._now.allowance.reserve(need)

    def settle(self, reserved: Need, used: Need) -> None:
        """Put what a request really used in place of what was reserved for it."""
        self._now.allowance.settle(reserved, used)

    def learn(self, headers: Mapping[str, str]) -> None:
        """Keep to what the server says is left."""
        self._now.allowance.learn(headers)

    def notice(self, text: str) -> None:
        """Say what is being waited for."""
        if shard := _present.get():
            shard.notice(text)
