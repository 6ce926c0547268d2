"""A Ray cluster of several nodes on this machine, a model server in a process of its own, and the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from benchmarks.loopback import articles, flashes
from summarizer.running.ledger import read_run
from summarizer.schema import Failure, Record, Run
from tests.doubles import PLANTED_KEY

ROOT = Path(__file__).parents[2]
COUNT = 96
WORKERS = 2
CONCURRENCY = 4
SHARD = 16
"""Articles of a shard: four rounds of a worker's places."""
TOKENS = 4400
"""Of every answer."""
STORE = 80_000_000
NODE: dict[str, Any] = {"num_cpus": 2, "object_store_memory": STORE}
PATIENCE = 240.0
"""Seconds for whatever is waited for: the machine may be busy."""


@dataclass
class Server:
    """A model server in a process of its own, and what it was asked."""

    process: subprocess.Popen[str]
    url: str
    journal: Path

    def hold(self, serials: Iterable[int]) -> None:
        """Answer nothing about these articles."""
        self._say(" ".join(["hold", *map(str, serials)]))

    def go(self) -> None:
        """Answer everything again, also what has been waiting."""
        self._say("go")

    def asked(self) -> Counter[int]:
        """How often it was asked about each article."""
        return self._noted("asked")

    def answered(self) -> Counter[int]:
        """How often it has answered about each article."""
        return self._noted("answered")

    def gone(self) -> int:
        """Requests whose sender has gone away before there was an answer."""
        return self._noted("gone").total()

    def most_at_once(self) -> int:
        """The most requests that were without an answer at one time."""
        step = {"asked": 1, "answered": -1, "gone": -1}
        return max(accumulate(step[line.split()[0]] for line in self.journal.read_text().splitlines()))

    def waiting(self) -> int:
        """Requests without an answer."""
        return self.asked().total() - self.answered().total()

    def _say(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def _noted(self, what: str) -> Counter[int]:
        lines = self.journal.read_text().splitlines() if self.journal.exists() else []
        return Counter(int(serial) for word, serial in map(str.split, lines) if word == what)


@dataclass
class Command:
    """`summarizer run` on Ray, and its run folder."""

    inputs: Path
    out: Path
    server: Server
    options: list[str]
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *more: str) -> subprocess.Popen[str]:
        """Give the command."""
        command = [sys.executable, "-m", "summarizer.cli", "run", str(self.inputs), "--out", str(self.out)]
        model = ["--model", "loopback", "--base-url", self.server.url, "--concurrency", str(CONCURRENCY)]
        process = subprocess.Popen(  # noqa: S603
            [*command, *model, *self.options, *more],
            cwd=ROOT,
            env=os.environ | {"OPENAI_API_KEY": PLANTED_KEY},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def start_and_hold(self, *more: str, workers: int = WORKERS) -> subprocess.Popen[str]:
        """Give the command, and come back when it stands still: the last shards are left, one for each worker, which
        has made some of its records and waits for answers in all of its places."""
        left = COUNT - workers * SHARD
        self.server.hold(serial for serial in range(left, COUNT) if serial % SHARD >= CONCURRENCY)
        process = self.start(*more)
        self.until_waiting(workers * CONCURRENCY, left + workers * CONCURRENCY, process)
        return process

    def until_waiting(self, requests: int, records: int, process: subprocess.Popen[str]) -> None:
        """Wait until so many requests have no answer, and so many records are made."""
        until(lambda: (self.server.waiting(), self.records()) == (requests, records), process)

    def finish(self, *more: str) -> tuple[int, str]:
        """Give the command and wait; exit code and what it said."""
        return ended(self.start(*more))

    def records(self) -> int:
        """Records there are by now."""
        return sum(1 for where in ("records", "shards/*/*/records") for _ in self.out.glob(f"{where}/*.json"))

    def asked_again(self) -> int:
        """Requests beyond one an article."""
        return self.server.asked().total() - COUNT


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code of a command, and what it said, in one line."""
    said, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, " ".join(said.split())


def until(condition: Callable[[], Any], process: subprocess.Popen[str] | None = None) -> Any:
    """Wait until something is so, and return it; a command that ends in the meantime has failed."""
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        if process and process.poll() is not None:
            pytest.fail(f"the command has ended: {process.communicate()[0]}")
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
    return found


def check_whole(out: Path, count: int = COUNT) -> Run:
    """Every article once, in the order of the inputs, and a report that says so."""
    lines = [Record.model_validate_json(line) for line in (out / "records.jsonl").read_bytes().splitlines()]
    assert [record.article.id for record in lines] == [f"a{serial:06}" for serial in range(count)]
    assert failures(out) == []
    run = read_run(out)
    assert run.state == "done"
    assert (run.counts.articles, run.counts.records, run.counts.failures) == (count, count, 0)
    assert run.counts.events == sum(len(record.events) for record in lines)
    assert run.tokens.output == sum(record.provenance.tokens.output for record in lines)
    return run


def check_account(run: Run, server: Server) -> None:
    """What the run says it has spent is what the server was asked; what it says it knows is what was answered."""
    assert run.spent
    assert run.spent.requests == server.asked().total()
    assert run.spent.tokens - run.spent.unconfirmed == TOKENS * server.answered().total()


def failures(out: Path) -> list[Failure]:
    """What `failures.jsonl` says."""
    return [Failure.model_validate_json(line) for line in (out / "failures.jsonl").read_bytes().splitlines()]


def processes(parent: int, named: bytes) -> list[int]:
    """Ids of the processes of a raylet whose title begins so."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            state = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(state[1]) == parent and (entry / "cmdline").read_bytes().startswith(named):
                found.append(int(entry.name))
        except (OSError, ValueError, IndexError):
            continue
    return found


@dataclass
class Nodes:
    """The cluster, for tests that disturb it."""

    cluster: Any
    nodes: list[Any]

    def raylets(self) -> list[int]:
        """Process ids."""
        return [node.all_processes["raylet"][0].process.pid for node in self.nodes]

    def workers(self) -> list[int]:
        """Process ids of our workers that are there."""
        return [pid for raylet in self.raylets() for pid in processes(raylet, b"ray::Worker")]

    def limiters(self) -> list[int]:
        """Process ids of the limiter."""
        return [pid for raylet in self.raylets() for pid in processes(raylet, b"ray::Limiter")]


@pytest.fixture(scope="session")
def nodes() -> Iterator[Nodes]:
    """Two nodes of two cores."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster  # noqa: PLC0415

    config = {"metrics_report_interval_ms": 1000, "worker_niceness": 0}  # else whatever runs beside goes first
    head = {**NODE, "include_dashboard": False, "_system_config": config}
    cluster = patiently(lambda: Cluster(initialize_head=True, head_node_args=head))
    second = patiently(lambda: cluster.add_node(**NODE))
    yield Nodes(cluster, [cluster.head_node, second])
    cluster.shutdown()


def patiently(start: Callable[[], Any]) -> Any:
    """Start something of Ray's; on a busy machine Ray gives up after 30 s, and says so in many ways."""
    for _ in range(4):
        with suppress(Exception):
            return start()
    return start()


def alive(process: tuple[int, str]) -> bool:
    """Whether it still runs; one that only waits to be noticed by its parent does not."""
    try:
        fields = Path(f"/proc/{process[0]}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return fields[19] == process[1] and fields[0] != "Z"


@pytest.fixture(scope="session")
def dying() -> Iterator[set[tuple[int, str]]]:
    """Processes that have to be gone in the end, each with its time of start. Helpers of a Ray that was killed look for
    it for a minute: other tests need not wait for that."""
    left: set[tuple[int, str]] = set()
    yield left
    until(lambda: not any(map(alive, left)))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A model server."""
    journal = tmp_path / "journal"
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "tests.ray.server", str(journal)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stdin
    yield Server(process, f"http://127.0.0.1:{process.stdout.readline().strip()}/v1", journal)
    process.stdin.close()
    process.wait()


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A file of articles of two sentences."""
    return written(flashes(COUNT), tmp_path / "in.jsonl")


@pytest.fixture
def long_inputs(inputs: Path) -> Path:
    """The same file, of articles with more to tell."""
    return written(articles(COUNT), inputs)


def written(invented: Iterable[dict[str, str]], path: Path) -> Path:
    """A JSONL file of articles."""
    path.write_text("".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in invented), encoding="utf-8")
    return path


@pytest.fixture
def alone(tmp_path: Path, inputs: Path, server: Server) -> Iterator[Command]:
    """The command, with a Ray of its own."""
    command = Command(inputs, tmp_path / "out", server, ["--engine", "ray", "--workers", "2"])
    yield command
    for process in command.started:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.fixture
def command(alone: Command, nodes: Nodes) -> Command:
    """The command, on the cluster, on which nothing of an earlier test is left."""
    until(lambda: not nodes.workers() and not nodes.limiters())
    alone.options = ["--engine", "ray", "--address", nodes.cluster.address, "--workers", str(WORKERS)]
    return alone
