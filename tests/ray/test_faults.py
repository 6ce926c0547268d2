"""Whatever dies, fills up or goes away: in the end every article is there once, and the report says what happened."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.running.ledger import read_run
from tests.ray.conftest import (
    CONCURRENCY,
    COUNT,
    NODE,
    SHARD,
    TOKENS,
    WORKERS,
    Command,
    Nodes,
    check_account,
    check_whole,
    ended,
    failures,
    patiently,
    until,
)

pytestmark = pytest.mark.ray


def test_a_worker_is_killed(command: Command, nodes: Nodes, tmp_path: Path) -> None:
    process = command.start_and_hold("--log-json", str(tmp_path / "log"))
    os.kill(nodes.workers()[0], signal.SIGKILL)
    command.until_waiting((WORKERS + 1) * CONCURRENCY, command.records(), process)
    command.server.go()
    code, said = ended(process)
    assert code == 0, said
    check_account(check_whole(command.out), command.server)
    assert command.asked_again() == CONCURRENCY
    told = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    events = Counter(line["event"] for line in told)
    assert (events["worker.started"], events["worker.lost"]) == (WORKERS + 1, 1)


def test_a_worker_is_killed_with_two_shards_under_way(command: Command, nodes: Nodes) -> None:
    last = SHARD - 1
    command.server.hold([last, *range(SHARD, COUNT)])
    process = command.start("--workers", "1")
    # The last answer of the first shard is waited for, and meanwhile articles of the second are asked about.
    command.until_waiting(CONCURRENCY, last, process)
    assert set(command.server.asked()) == set(range(SHARD + CONCURRENCY - 1))
    (worker,) = nodes.workers()
    os.kill(worker, signal.SIGKILL)
    until(lambda: command.server.gone() == CONCURRENCY, process)
    command.server.go()
    code, said = ended(process)
    assert code == 0, said
    check_account(check_whole(command.out), command.server)
    assert command.asked_again() == CONCURRENCY
    assert command.server.most_at_once() == CONCURRENCY


def test_a_node_goes_away(command: Command, nodes: Nodes) -> None:
    third = patiently(lambda: nodes.cluster.add_node(**NODE))
    more = Nodes(nodes.cluster, [third])
    process = command.start_and_hold("--workers", "3", workers=3)
    there = more.workers()
    assert there
    nodes.cluster.remove_node(third, allow_graceful=False)
    until(lambda: command.server.gone() == len(there) * CONCURRENCY, process)
    command.server.go()
    code, said = ended(process)
    assert code == 0, said
    check_account(check_whole(command.out), command.server)
    assert command.asked_again() == CONCURRENCY * len(there)


def test_the_limiter_is_killed(command: Command, nodes: Nodes) -> None:
    bound = TOKENS * COUNT + 200_000
    process = command.start_and_hold("--rpm", "100000", "--max-tokens", str(bound))
    (limiter,) = nodes.limiters()
    os.kill(limiter, signal.SIGKILL)
    until(lambda: nodes.limiters() not in ([], [limiter]), process)
    command.server.go()
    code, said = ended(process)
    assert code == 0, said
    run = check_whole(command.out)
    assert command.asked_again() == 0
    check_account(run, command.server)
    assert run.spent and run.spent.tokens == TOKENS * COUNT <= bound


def test_the_driver_is_killed_and_started_again(command: Command, nodes: Nodes) -> None:
    bounds = ("--rpm", "100000", "--max-tokens", "100000000")
    process = command.start_and_hold(*bounds)
    process.kill()
    process.communicate()
    # Its workers may live on for a moment: what they are answered is kept, and what they ask is counted.
    command.server.go()
    code, said = command.finish(*bounds)
    assert code == 0, said
    run = check_whole(command.out)
    assert command.asked_again() <= CONCURRENCY * WORKERS
    assert run.spent
    assert run.spent.requests >= command.server.asked().total()
    assert run.spent.tokens - run.spent.unconfirmed <= TOKENS * command.server.answered().total() <= run.spent.tokens
    until(lambda: not nodes.workers() and not nodes.limiters())


def test_a_shard_that_ends_three_workers_is_given_up_and_the_others_are_done(command: Command, nodes: Nodes) -> None:
    command.server.hold(range(COUNT))
    process = command.start("--workers", "1")
    for death in range(1, 4):
        command.until_waiting(death * CONCURRENCY, 0, process)
        (worker,) = nodes.workers()
        os.kill(worker, signal.SIGKILL)
        until(lambda: command.server.gone() == death * CONCURRENCY, process)  # noqa: B023 - called in this round
    command.server.go()
    code, said = ended(process)
    assert code == 3, said
    lost = failures(command.out)
    run = read_run(command.out)
    assert {failure.code for failure in lost} == {"worker_lost"}
    assert [failure.article_id for failure in lost] == [f"a{serial:06}" for serial in range(SHARD)]
    assert run.state == "done"
    assert (run.counts.failures, run.counts.records) == (SHARD, COUNT - SHARD)
    code, said = command.finish()
    assert code == 0, said
    check_account(check_whole(command.out), command.server)
    assert command.asked_again() == 3 * CONCURRENCY


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 600 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if mount("-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)):
        pytest.skip("only root can mount a small file system")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)  # noqa: S603, S607


def mount(*options: str) -> int:
    """Mount something; returns the exit code."""
    return subprocess.run(["mount", *options], check=False, capture_output=True).returncode  # noqa: S603, S607


@pytest.mark.usefixtures("long_inputs")
def test_the_disk_is_full(command: Command, small_disk: Path) -> None:
    command.out = small_disk / "out"
    code, said = command.finish()
    assert code in {1, 3}, said
    assert "No space left" in said
    assert "the same command goes on from here" in said
    assert mount("-o", "remount,size=50m", str(small_disk)) == 0
    code, said = command.finish()
    assert code == 0, said
    run = check_whole(command.out)
    # An answer that there was no room for is had again, and no other.
    assert command.asked_again() <= 2 * CONCURRENCY * WORKERS
    assert run.spent and run.spent.tokens >= TOKENS * command.server.answered().total()


def test_the_file_system_goes_away_and_comes_back(command: Command, tmp_path: Path) -> None:
    real = tmp_path / "share"
    real.mkdir()
    link = tmp_path / "link"
    link.symlink_to(real)
    command.out = link / "out"
    process = command.start_and_hold()
    real.rename(tmp_path / "elsewhere")
    command.server.go()
    code, said = ended(process)
    assert code in {1, 3}, said
    assert "No such file or directory" in said
    (tmp_path / "elsewhere").rename(real)
    code, said = command.finish()
    assert code == 0, said
    run = check_whole(command.out)
    assert command.asked_again() <= 2 * CONCURRENCY * WORKERS
    assert run.spent and run.spent.tokens >= TOKENS * command.server.answered().total()


def test_an_input_that_changes_under_the_run_stops_it(command: Command) -> None:
    command.server.hold(range(SHARD, COUNT))
    process = command.start("--workers", "1")
    command.until_waiting(CONCURRENCY, SHARD, process)
    before = command.inputs.read_text(encoding="utf-8")
    head, found, rest = before.rpartition("Kurznachricht")
    command.inputs.write_text(f"{head}längere Nachricht{rest}", encoding="utf-8")
    assert found
    command.server.go()
    code, said = ended(process)
    assert code == 3, said
    assert "has changed since the run was started" in said
    assert failures(command.out) == []
    assert read_run(command.out).state == "aborted"
    code, said = command.finish()
    assert code == 0, said
    check_account(check_whole(command.out), command.server)
    assert command.asked_again() == 0
