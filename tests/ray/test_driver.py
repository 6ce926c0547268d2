"""A Ray that the command starts itself ends with the command, whatever ends that."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from summarizer.running.ledger import read_run
from tests.ray.conftest import CONCURRENCY, COUNT, Command, check_account, check_whole, ended, until

pytestmark = pytest.mark.ray


def below(root: int) -> set[tuple[int, str]]:
    """The processes that descend from one, each with its time of start, which tells it from a later one of its id."""
    parents: dict[int, tuple[int, str]] = {}
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            parents[int(entry.name)] = (int(fields[1]), fields[19])
        except (OSError, ValueError, IndexError):
            continue
    found, new = set(), {root}
    while new:
        new = {pid for pid, (parent, _) in parents.items() if parent in new}
        found |= {(pid, parents[pid][1]) for pid in new}
    return found


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left_and_no_answer_is_lost(
    alone: Command, dying: set[tuple[int, str]], ending: signal.Signals
) -> None:
    process = alone.start_and_hold(workers=2)
    made = alone.records()
    children = below(process.pid)
    assert len(children) > 4
    dying |= children
    process.send_signal(ending)
    code, said = ended(process)
    assert code == (130 if ending is signal.SIGINT else -signal.SIGKILL), said
    until(lambda: alone.server.gone() == 2 * CONCURRENCY)
    if ending is signal.SIGINT:
        run = read_run(alone.out)
        assert run.state == "interrupted"
        assert run.counts.records == made == len((alone.out / "records.jsonl").read_bytes().splitlines())
        assert "Interrupted. What is done is kept" in said
        check_account(run, alone.server)
    alone.server.go()
    code, said = alone.finish()
    assert code == 0, said
    run = check_whole(alone.out)
    assert alone.server.answered() == dict.fromkeys(range(COUNT), 1)
    assert alone.asked_again() == 2 * CONCURRENCY
    check_account(run, alone.server)
