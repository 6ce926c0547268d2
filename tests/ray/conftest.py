"""A Ray cluster of several nodes on this machine, a model server in a process of its own, and the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from benchmarks.loopback import articles
from summarizer.running.ledger import read_run
from summarizer.schema import Failure, Record, Run
from tests.doubles import PLANTED_KEY

ROOT = Path(__file__).parents[2]
COUNT = 96
WORKERS = 3
CONCURRENCY = 4
STORE = 80_000_000
NODE: dict[str, Any] = {"num_cpus": 4, "object_store_memory": STORE}
PATIENCE = 150.0
"""Seconds for whatever is waited for: the machine may be busy."""


@dataclass
class Server:
    """A model server, and what it was asked."""

    url: str
    journal: Path

    def answers(self) -> Counter[int]:
        """How often it has answered about each article."""
        return Counter(map(int, self.journal.read_text().split())) if self.journal.exists() else Counter()


@dataclass
class Command:
    """`summarizer run` on Ray, and its run folder."""

    inputs: Path
    out: Path
    server: Server
    options: list[str]
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, *more: str) -> subprocess.Popen[str]:
        """Give the command."""
        command = [sys.executable, "-m", "summarizer.cli", "run", str(self.inputs), "--out", str(self.out)]
        model = ["--model", "loopback", "--base-url", self.server.url, "--concurrency", str(CONCURRENCY)]
        environment = os.environ | {"OPENAI_API_KEY": PLANTED_KEY} | self.environment
        return subprocess.Popen(  # noqa: S603
            [*command, *model, *self.options, *more],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def finish(self, *more: str) -> tuple[int, str]:
        """Give the command and wait; exit code and what it said."""
        return ended(self.start(*more))

    def records(self) -> int:
        """Records there are by now."""
        return sum(1 for where in ("records", "shards/*/*/records") for _ in self.out.glob(f"{where}/*.json"))


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
    """Two nodes of four cores."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster  # noqa: PLC0415

    cluster = Cluster(initialize_head=True, head_node_args={**NODE, "include_dashboard": False})
    second = cluster.add_node(**NODE)
    yield Nodes(cluster, [cluster.head_node, second])
    cluster.shutdown()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A model server that takes half a second for an answer."""
    journal = tmp_path / "journal"
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "tests.ray.server", "0.5", str(journal)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stdin
    yield Server(f"http://127.0.0.1:{process.stdout.readline().strip()}/v1", journal)
    process.stdin.close()
    process.wait()


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A file of articles."""
    path = tmp_path / "in.jsonl"
    path.write_text("".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in articles(COUNT)), encoding="utf-8")
    return path


@pytest.fixture
def command(tmp_path: Path, inputs: Path, server: Server, nodes: Nodes) -> Command:
    """The command, on the cluster."""
    options = ["--engine", "ray", "--address", nodes.cluster.address, "--workers", str(WORKERS)]
    return Command(inputs, tmp_path / "out", server, options)
