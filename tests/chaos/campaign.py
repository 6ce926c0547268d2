"""The fault campaign: many articles, a server with a bad day, a client killed now and then, and the books compared.

    python -m tests.chaos.campaign [--articles 1000] [--kills 3] [--seed 1] [--keep DIR]

The client is `summarizer run`, in a process of its own, killed with SIGKILL and started again with the same command.
What must hold is checked from outside: in the files of the run, and in the journal of the server, which nobody kills.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from tests.chaos import newsroom
from tests.chaos.books import Books, Pass
from tests.chaos.server import Exchange

ROOT = Path(__file__).parents[2]
CONCURRENCY = 16
KEY = "sk-chaos-51f0c7be2d9a4863"
"""A key that must not turn up in any file of the run or its cache."""
LONGEST = 900.0
"""Seconds after which a client that has not ended is stuck."""


@dataclass
class Campaign:
    """One campaign in a folder of its own."""

    folder: Path
    articles: int
    kills: int
    seed: int
    passes: list[Pass] = field(default_factory=list)

    @property
    def out(self) -> Path:
        """The run folder."""
        return self.folder / "run"

    def run(self) -> Books:
        """Run to the end, and open the books."""
        (self.folder / "articles.jsonl").write_text("\n".join(newsroom.articles(self.articles)) + "\n", "utf-8")
        moments = random.Random(self.seed)  # noqa: S311
        with _server(self.seed) as url:
            for number in range(self.kills):
                # In each equal part of the work once, at any moment of it.
                share = (number + moments.random()) / (self.kills + 0.2)
                self._start_and_kill(url, int(share * self.articles), moments.uniform(0, 0.2))
            self._finish(url)
            exchanges = [Exchange(**each) for each in json.loads(_get(f"{url}/journal"))]
        return Books(self.out, self.articles, self.passes, exchanges, CONCURRENCY)

    def _start_and_kill(self, url: str, answers: int, after: float) -> None:
        started = time.time()
        with self._client(url) as client:
            worked = list(_watched(client, lambda: int(_get(f"{url}/answers")) >= answers))
            moment = time.time() + after
            worked += _watched(client, lambda: time.time() > moment)
            client.kill()
            if client.wait() >= 0:
                raise AssertionError(f"the client ended by itself before it could be killed:\n{self._log()}")
        self.passes.append(Pass(started, worked[-1][0], worked))

    def _finish(self, url: str) -> None:
        started = time.time()
        with self._client(url) as client:
            code = client.wait(LONGEST)
        self.passes.append(Pass(started, time.time()))
        if code not in {0, 3}:
            raise AssertionError(f"the client ended with exit code {code}:\n{self._log()}")

    @contextmanager
    def _client(self, url: str) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", "summarizer.cli", "run", "articles.jsonl", "--out", "run", "--model", "chaos"]
        command += ["--base-url", f"{url}/v1", "--cache-dir", "cache", "--concurrency", str(CONCURRENCY)]
        environment = {**os.environ, "OPENAI_API_KEY": KEY, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1"}
        with (self.folder / "log").open("ab") as log:
            client = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=log)  # noqa: S603
            try:
                yield client
            finally:
                client.kill()
                client.wait()

    def _log(self) -> str:
        return (self.folder / "log").read_text("utf-8")[-4000:]


@contextmanager
def _server(seed: int) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.chaos.server", str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        try:
            assert server.stdout
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.kill()


def _watched(client: subprocess.Popen[bytes], until: Callable[[], bool]) -> Iterator[tuple[float, float]]:
    """Moments, and the processor time in seconds that the client had had by then (Linux: proc(5), `stat`)."""
    ticks = os.sysconf("SC_CLK_TCK")
    while client.poll() is None:
        reached = until()
        fields = Path(f"/proc/{client.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        yield time.time(), (int(fields[11]) + int(fields[12])) / ticks
        if reached:
            return
        time.sleep(0.02)


def _get(url: str) -> bytes:
    with urlopen(url) as answer:  # noqa: S310 - our own address
        return bytes(answer.read())


def main() -> int:
    """Run a campaign, say how it went, and return 1 if anything that must hold did not."""
    parser = argparse.ArgumentParser(description="A run against a server that fails on purpose, killed and resumed.")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="Folder to work in, kept for a look; must not exist.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary) / "campaign"
        folder.mkdir(parents=True)
        books = Campaign(folder, given.articles, given.kills, given.seed).run()
        wrong = [*books.wrong(), *books.leaks(folder, KEY)]
    print("\n".join([*books.told(), *(f"WRONG: {each}" for each in wrong), books.summary(len(wrong))]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
