"""Whatever dies, fills up or goes away: in the end every article is there once, and the report says what happened."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.running.ledger import read_run
from tests.ray.conftest import (
    CONCURRENCY,
    COUNT,
    NODE,
    WORKERS,
    Command,
    Nodes,
    check_whole,
    ended,
    failures,
    until,
)

pytestmark = pytest.mark.ray

SOME = COUNT // 8
"""Records after which trouble begins."""


def asked_again(command: Command) -> int:
    """Answers beyond one an article."""
    return sum(command.server.answers().values()) - COUNT


def test_a_worker_is_killed(command: Command, nodes: Nodes) -> None:
    process = command.start()
    until(lambda: command.records() > SOME, process)
    os.kill(nodes.workers()[0], signal.SIGKILL)
    code, said = ended(process)
    assert code == 0, said
    check_whole(command.out)
    assert asked_again(command) <= CONCURRENCY


def test_a_node_goes_away(command: Command, nodes: Nodes) -> None:
    third = nodes.cluster.add_node(**NODE)
    more = Nodes(nodes.cluster, [third])
    process = command.start("--workers", "8")
    here = until(lambda: command.records() > SOME and more.workers(), process)
    nodes.cluster.remove_node(third, allow_graceful=False)
    code, said = ended(process)
    assert code == 0, said
    check_whole(command.out)
    assert asked_again(command) <= CONCURRENCY * len(here)


def test_the_limiter_is_killed(command: Command, nodes: Nodes) -> None:
    bound = 4400 * COUNT + 20_000
    process = command.start("--rpm", "100000", "--max-tokens", str(bound))
    until(lambda: command.records() > SOME, process)
    (limiter,) = nodes.limiters()
    os.kill(limiter, signal.SIGKILL)
    code, said = ended(process)
    assert code == 0, said
    run = check_whole(command.out)
    assert asked_again(command) == 0
    assert run.spent and run.spent.tokens == 4400 * COUNT <= bound


def test_the_driver_is_killed_and_started_again(command: Command, nodes: Nodes) -> None:
    process = command.start()
    until(lambda: command.records() > SOME, process)
    process.kill()
    process.communicate()
    before = command.records()
    code, said = command.finish()
    assert code == 0, said
    run = check_whole(command.out)
    assert asked_again(command) <= CONCURRENCY * WORKERS
    assert before >= SOME
    assert run.spent and run.spent.requests >= COUNT
    until(lambda: not nodes.workers())


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


def test_the_disk_is_full(command: Command, small_disk: Path) -> None:
    command.out = small_disk / "out"
    code, said = command.finish()
    assert code in {1, 3}, said
    assert "No space left" in said
    assert "the same command goes on from here" in said
    assert mount("-o", "remount,size=50m", str(small_disk)) == 0
    code, said = command.finish()
    assert code == 0, said
    check_whole(command.out)
    # An answer that there was no room for is had again, and no other.
    assert asked_again(command) <= 2 * CONCURRENCY * WORKERS


def test_the_file_system_goes_away_and_comes_back(command: Command, tmp_path: Path) -> None:
    real = tmp_path / "share"
    real.mkdir()
    link = tmp_path / "link"
    link.symlink_to(real)
    command.out = link / "out"
    process = command.start()
    until(lambda: command.records() > SOME, process)
    real.rename(tmp_path / "elsewhere")
    code, said = ended(process)
    assert code in {1, 3}, said
    assert "No such file or directory" in said
    (tmp_path / "elsewhere").rename(real)
    code, said = command.finish()
    assert code == 0, said
    check_whole(command.out)
    assert asked_again(command) <= 2 * CONCURRENCY * WORKERS


def test_an_input_that_changes_under_the_run_stops_it(command: Command) -> None:
    whole = command.inputs.read_bytes()
    process = command.start("--workers", "1")
    until(lambda: command.records() > SOME, process)
    shutil.copy(command.inputs, command.inputs.with_suffix(".bak"))
    with command.inputs.open("r+b") as file:
        file.seek(len(whole) - 200)
        file.write(b"x" * 100)
    code, said = ended(process)
    assert code == 3, said
    assert "has changed since the run was started" in said
    assert failures(command.out) == []
    assert read_run(command.out).state == "aborted"
    command.inputs.write_bytes(whole)
    assert command.finish()[0] == 0
    check_whole(command.out)
    assert asked_again(command) == 0
