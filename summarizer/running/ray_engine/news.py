"""What driver and workers say to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.endpoint.allowance import Need
from summarizer.running.entry import Entry, Recipe
from summarizer.running.ray_engine.relay import Told
from summarizer.running.ray_engine.shards import Shard
from summarizer.schema import Failure, Run

if TYPE_CHECKING:
    from summarizer.settings import Settings

UNWRITABLE = "unwritable"
BUDGET_SPENT = "budget_spent"
ALTERED = "altered"


@dataclass(frozen=True)
class Setup:
    """What a worker needs for all shards. It holds the API key, so it is handed over as an argument of a method: those
    go from process to process, and neither to the cluster's store nor to its dashboard."""

    settings: Settings = field(repr=False)
    own_prompts: bool
    """Whether the prompts are the user's; else each node uses those of its installed package."""
    recipe: Recipe
    """Of the driver; a worker that would make other records is refused."""
    folder: Path
    """Working directory of the command."""
    recurring: frozenset[bytes]
    """Furniture of the inputs."""
    log_level: int | None = None
    """From which on the driver wants to hear what workers log; None for nothing."""


@dataclass(frozen=True)
class Job:
    """A shard to be done."""

    shard: Shard
    home: Path
    shared: Path | None
    """Folder for record files of the whole run."""
    before: Need
    """Spent on this shard in earlier starts of the run."""
    fresh: bool


@dataclass(frozen=True)
class Place:
    """Where a worker runs."""

    node: str
    host: str
    pid: int
    program: str
    recipe: Recipe
    problem: str | None = None
    """Why no shard can be done there."""

    @property
    def worker(self) -> str:
        """What logs call the worker."""
        return f"{self.host}/{self.pid}"


@dataclass(frozen=True)
class News:
    """What has happened in a shard since the last time."""

    started: int = 0
    entries: list[tuple[Entry, bool]] = field(default_factory=list)
    """Records, and whether they were there before."""
    notice: str | None = None
    """What is being waited for; empty when no longer."""
    logged: list[Told] = field(default_factory=list)
    """What there is for the log, where anybody reads it."""
    room: bool = False
    """The last articles are being begun: the worker has room for a further shard."""


@dataclass(frozen=True)
class Halt:
    """Why a shard was given up."""

    message: str
    remedy: str
    code: str
    """That of the error."""

    @property
    def here(self) -> bool:
        """Whether the trouble is with files as this node sees them: another node may have more luck."""
        return self.code == UNWRITABLE


@dataclass(frozen=True)
class Ended:
    """How the work on a shard has ended."""

    run: Run | None
    """As in its `run.json`; None where it could not be begun."""
    spent: Need = field(default_factory=Need)
    """On this shard since the run was started this time."""
    failures: list[Failure] = field(default_factory=list)
    halt: Halt | None = None
