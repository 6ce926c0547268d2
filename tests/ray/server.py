"""The model server of the benchmarks, with a journal of what it was asked and has answered, that can be made to wait.

    python -m tests.ray.server JOURNAL    # prints its port; lives until standard input closes

`hold SERIAL...` on standard input: requests about these articles are not answered until `go`. So a test can stop a run
in its midst, and what is under way then is known.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.loopback import SERIAL, Connection

SECONDS = 0.02
"""Until an answer."""


class Desk:
    """What all connections share."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._hold: set[int] = set()
        self._held: list[Callable[[], None]] = []

    def note(self, what: str, serial: int) -> None:
        """Write a line: what happened to a request about which article."""
        with self._journal.open("a") as lines:
            lines.write(f"{what} {serial}\n")

    def command(self, line: str) -> None:
        """Do what standard input says."""
        _, *serials = line.split()
        self._hold = set(map(int, serials))
        held, self._held = self._held, []
        for answer in held:
            answer()

    def pass_on(self, serial: int, answer: Callable[[], None]) -> None:
        """Answer, now or when there is leave to."""
        if serial in self._hold:
            self._held.append(answer)
        else:
            answer()


class Noting(Connection):
    """A connection that notes what it is asked, and what it answers to somebody who is still there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(SECONDS)
        self.desk = desk
        self.pending: int | None = None

    def reply(self, path: bytes, body: bytes) -> None:
        """Note the question, and answer when there is leave to."""
        serial = int(SERIAL.findall(body)[-1])
        self.pending = serial
        self.desk.note("asked", serial)
        self.desk.pass_on(serial, lambda: self.answer(serial, path, body))

    def answer(self, serial: int, path: bytes, body: bytes) -> None:
        """Answer, if anybody is still there."""
        if not self.transport.is_closing():
            self.pending = None
            self.desk.note("answered", serial)
            super().reply(path, body)

    def connection_lost(self, error: Exception | None) -> None:
        """Note that nobody waits for the answer any more."""
        if self.pending is not None:
            self.desk.note("gone", self.pending)


async def serve(journal: Path) -> None:
    """Serve until standard input closes."""
    loop = asyncio.get_running_loop()
    desk = Desk(journal)
    server = await loop.create_server(lambda: Noting(desk), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        desk.command(line)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
