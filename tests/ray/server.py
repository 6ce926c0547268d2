"""The model server of the benchmarks, with a journal: the serial number of every article it has answered about.

python -m tests.ray.server SECONDS JOURNAL    # prints its port; lives until standard input closes
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from benchmarks.loopback import SERIAL, Connection


class Noting(Connection):
    """A connection that notes what it answers."""

    def __init__(self, seconds: float, journal: Path) -> None:
        super().__init__(seconds)
        self.journal = journal

    def reply(self, path: bytes, body: bytes) -> None:
        """Answer, and note it."""
        with self.journal.open("a") as lines:
            lines.write(f"{int(SERIAL.findall(body)[-1])}\n")
        super().reply(path, body)


async def serve(seconds: float, journal: Path) -> None:
    """Serve until standard input closes."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Noting(seconds, journal), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1]), Path(sys.argv[2])))
