"""Everything that is asked of Ray itself: a cluster, its nodes, and the actors on them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Collection
from importlib.util import find_spec
from types import TracebackType
from typing import Any, Self

from summarizer.endpoint.allowance import Need
from summarizer.errors import UsageError
from summarizer.running.ray_engine.limiter import Bounds, Limiter
from summarizer.running.ray_engine.news import Ended, Job, News, Place, Setup
from summarizer.running.ray_engine.worker import Worker

LIMITER = "summarizer-limiter"
"""Name of the limiter's actor, in the namespace of the run."""
_STORE_BYTES = 100_000_000
"""Of a Ray that is started here: nothing of ours goes through its store."""
_STARTS = 3


class Lost(Exception):  # noqa: N818 - it may not be an error of anybody's
    """A worker's process or node is gone."""


class Cluster:
    """A Ray cluster, joined or started for this run alone.

    A Ray that is started here ends with this process, however that ends: its processes ask the kernel to be killed
    with their parent.

    Args:
        address: Of a running cluster (`host:port`, or `auto`); without one, and without `RAY_ADDRESS`, Ray is started
            on this machine.
        cores: Workers that a Ray started here must have room for.

    Raises:
        UsageError: Ray is not installed, or, on entering, there is no cluster at the address.
    """

    def __init__(self, address: str | None, cores: int) -> None:
        if find_spec("ray") is None:
            raise UsageError(
                "--engine ray needs Ray, which is not installed.", "Install it with: pip install 'summarizer[ray]'."
            )
        self._address = address or os.environ.get("RAY_ADDRESS")
        self._cores = cores

    def __enter__(self) -> Self:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        import ray  # noqa: PLC0415 - optional, and takes a second

        self._ray: Any = ray
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
        if not self._address:
            self._start(quiet)
            return self
        if "://" in self._address:
            raise UsageError(
                f"{self._address} is an address of Ray's client, which cannot follow a run.",
                "Give the command on a machine of the cluster, with --address auto.",
            )
        try:
            ray.init(self._address, **quiet)
        except (ConnectionError, ValueError, RuntimeError) as error:
            reason = str(error).splitlines()[0]
            raise UsageError(
                f"No Ray cluster at {self._address}: {reason}", "Check --address, or start one with `ray start --head`."
            ) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ray.shutdown()

    def _start(self, quiet: dict[str, Any]) -> None:
        cores = max(self._cores, os.cpu_count() or 1)
        os.environ.setdefault("RAY_worker_niceness", "0")  # as polite as a local run; Ray's default is 15
        for tries_left in reversed(range(_STARTS)):
            try:
                self._ray.init(
                    "local", num_cpus=cores, object_store_memory=_STORE_BYTES, include_dashboard=False, **quiet
                )
            except Exception as error:  # on a busy machine Ray gives up after 30 s, and says so in many ways
                self._ray.shutdown()
                if not tries_left:
                    reason = str(error).splitlines()[0]
                    raise UsageError(
                        f"Ray could not be started: {reason}", "See Ray's logs below /tmp/ray, or try again."
                    ) from None
            else:
                return

    def cores(self) -> int:
        """Of all nodes that are there."""
        return int(self._ray.cluster_resources().get("CPU", 1))

    def nodes(self) -> list[str]:
        """Ids of the nodes that are there."""
        return [node["NodeID"] for node in self._ray.nodes() if node["Alive"]]

    def limiter(self, bounds: Bounds, spent: Need, workers: int, path: str) -> Any:
        """Start the limiter, on this machine while it lives; killed, it is started again and knows what it knew."""
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy  # noqa: PLC0415

        here = NodeAffinitySchedulingStrategy(self._ray.get_runtime_context().get_node_id(), soft=True)
        return (
            self._ray.remote(Limiter)
            .options(name=LIMITER, num_cpus=0, max_restarts=-1, max_task_retries=-1, scheduling_strategy=here)
            .remote(bounds, spent, workers, path)
        )

    async def engage(self, setup: Setup, limiter: Any, avoid: Collection[str]) -> tuple[Any, Place]:
        """A worker, on none of the nodes to avoid, and where it is. Waits until the cluster has room for it.

        Raises:
            Lost: It could not be started.
        """
        more: dict[str, Any] = {}
        if avoid:
            more["label_selector"] = {"ray.io/node-id": f"!in({', '.join(sorted(avoid))})"}
        actor: Any = (
            self._ray.remote(Worker)
            .options(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD", **more)
            .remote(limiter)
        )
        try:
            return actor, await actor.start.remote(setup)
        except self._ray.exceptions.RayError as error:
            self.dismiss(actor)
            raise Lost(_reason(error)) from error
        except BaseException:
            self.dismiss(actor)
            raise

    async def work(self, actor: Any, job: Job) -> AsyncIterator[News | Ended]:
        """What a worker tells while it does a shard.

        Raises:
            Lost: It is gone.
        """
        try:
            async for told in actor.work.options(num_returns="streaming").remote(job):
                yield await told
        except self._ray.exceptions.RayError as error:
            raise Lost(_reason(error)) from error

    def stop(self, actor: Any, *, gently: bool) -> None:
        """Ask a worker to end its shards with what it has; `gently`, when what is under way has been answered."""
        actor.stop.remote(gently=gently)

    def dismiss(self, actor: Any) -> None:
        """End a worker's process."""
        self._ray.kill(actor)

    def tell(self, limiter: Any, what: str, *values: object) -> None:
        """Tell the limiter, and do not wait."""
        getattr(limiter, what).remote(*values)


def _reason(error: Exception) -> str:
    """The line of Ray's account that says what has happened."""
    if cause := getattr(error, "cause", None):  # our own code has raised something, which may quote an article
        return f"{type(cause).__name__}, see Ray's logs"
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = [line for line in lines if "Error" in line or "died" in line or "exit" in line.lower()]
    return (telling or lines or [type(error).__name__])[-1][:300]
