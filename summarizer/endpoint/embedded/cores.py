"""How many cores there really are for us."""

from __future__ import annotations

import math
import os
from pathlib import Path


def usable_cores(system: Path = Path("/sys")) -> int:
    """Physical cores this process may use: hyper-threads, CPU affinity and a container's quota taken into account.

    Matrix multiplication gains nothing from a second thread on the same core, and loses much when it is given more
    threads than the quota lets run.
    """
    if hasattr(os, "sched_getaffinity"):
        allowed = os.sched_getaffinity(0)
        cores = {_siblings(system, cpu) for cpu in allowed}
        return max(1, min(len(cores), _quota(system)))
    return max(1, (os.cpu_count() or 2) // 2)


def _siblings(system: Path, cpu: int) -> str:
    try:
        return (system / f"devices/system/cpu/cpu{cpu}/topology/thread_siblings_list").read_text().strip()
    except OSError:
        return str(cpu)


def _quota(system: Path) -> int:
    """Whole CPUs of the control group's bandwidth limit (cgroup v2, `cpu.max`)."""
    try:
        quota, period = (system / "fs/cgroup/cpu.max").read_text().split()
        return max(1, math.floor(int(quota) / int(period)))
    except (OSError, ValueError):
        return 1 << 16
