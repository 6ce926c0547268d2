import os
from pathlib import Path

import pytest

from summarizer.endpoint.embedded.cores import usable_cores


def machine(root: Path, siblings: dict[int, str], quota: str | None = None) -> Path:
    for cpu, together in siblings.items():
        topology = root / f"devices/system/cpu/cpu{cpu}/topology"
        topology.mkdir(parents=True)
        (topology / "thread_siblings_list").write_text(together + "\n")
    if quota:
        (root / "fs/cgroup").mkdir(parents=True)
        (root / "fs/cgroup/cpu.max").write_text(quota + "\n")
    return root


HYPERTHREADED = {0: "0,2", 1: "1,3", 2: "0,2", 3: "1,3"}


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="Linux only")
@pytest.mark.parametrize(
    ("siblings", "allowed", "quota", "cores"),
    [
        ({0: "0", 1: "1", 2: "2", 3: "3"}, {0, 1, 2, 3}, None, 4),
        (HYPERTHREADED, {0, 1, 2, 3}, None, 2),
        (HYPERTHREADED, {0, 2}, None, 1),
        (HYPERTHREADED, {0, 1, 2, 3}, "max 100000", 2),
        ({0: "0", 1: "1", 2: "2", 3: "3"}, {0, 1, 2, 3}, "250000 100000", 2),
        ({0: "0", 1: "1"}, {0, 1}, "50000 100000", 1),
        ({}, {0, 1, 2}, None, 3),
    ],
)
def test_cores_that_are_really_there(  # noqa: PLR0917
    siblings: dict[int, str],
    allowed: set[int],
    quota: str | None,
    cores: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: allowed)
    assert usable_cores(machine(tmp_path, siblings, quota)) == cores
