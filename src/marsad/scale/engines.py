"""Where the pieces of a run are done: in processes of this machine, on a Dask cluster, on a Ray cluster.

Each engine runs the same function on the same task; what comes back is the answer, or `Lost` where every worker that
was given the task died at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from itertools import islice
from typing import Any, Protocol

from marsad.errors import UsageError
from marsad.work import cores
from marsad.work.pool import TRIES, Lost, Pool

AHEAD = 2
"""So many tasks a worker has before it."""
ENGINES = ("local", "dask", "ray")


class Engine(Protocol):
    """What runs a function on tasks."""

    def each(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Give each task with its answer, as they come."""


def engine(name: str, jobs: int | None, address: str | None) -> AbstractContextManager[Engine]:
    """Return an engine; `address` is that of a scheduler that runs already.  Raises UsageError where one is missing."""
    if name == "local":
        if address:
            raise UsageError("--scheduler goes with --engine dask or ray")
        return Pool(jobs or cores())
    if find_spec("distributed" if name == "dask" else name) is None:
        raise UsageError(f"--engine {name} needs a library that is not installed: pip install 'marsad[{name}]'")
    return _dask(jobs, address) if name == "dask" else _ray(jobs, address)


@contextmanager
def _dask(jobs: int | None, address: str | None) -> Iterator[Engine]:
    import dask
    import distributed

    library: Any = distributed
    Client, LocalCluster = library.Client, library.LocalCluster  # noqa: N806
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        if address:
            with Client(address) as client:
                yield Dask(client)
            return
        with (
            LocalCluster(n_workers=jobs or cores(), threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            yield Dask(client)


class Dask:
    """Futures of a Dask client.

    With a worker Dask gives up all that waited for it; so what was given up is tried again by itself before it is lost.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def each(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Give each task with its answer, as they come."""
        import distributed

        library: Any = distributed
        rest = iter(tasks)
        asked: dict[str, Any] = {}
        given_up: list[Any] = []

        def ask(task: Any) -> Any:
            future = self._client.submit(function, task, pure=False)
            asked[future.key] = task
            return future

        room = AHEAD * max(1, len(self._client.nthreads()))
        waiting = library.as_completed([ask(task) for task in islice(rest, room)])
        for future in waiting:
            task = asked.pop(future.key)
            for more in islice(rest, 1):
                waiting.add(ask(more))
            try:
                yield task, future.result()
            except library.KilledWorker:
                given_up.append(task)
        for task in given_up:
            try:
                yield task, ask(task).result()
            except library.KilledWorker:
                yield task, Lost()


@contextmanager
def _ray(jobs: int | None, address: str | None) -> Iterator[Engine]:
    import ray

    ray.init(address=address, num_cpus=None if address else jobs or cores(), include_dashboard=False,
             log_to_driver=False, logging_level=40)  # fmt: skip
    try:
        yield Ray(ray)
    finally:
        ray.shutdown()


class Ray:
    """Core tasks of Ray; not Ray Data, which tries a task that kills its worker again without end."""

    def __init__(self, ray: Any) -> None:
        self._ray = ray

    def each(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Give each task with its answer, as they come."""
        remote = self._ray.remote(max_retries=TRIES - 1)(function)
        rest = iter(tasks)
        room = AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        asked = {remote.remote(task): task for task in islice(rest, room)}
        while asked:
            (done,), _ = self._ray.wait(list(asked), num_returns=1)
            task = asked.pop(done)
            try:
                answer = self._ray.get(done)
            except (self._ray.exceptions.WorkerCrashedError, self._ray.exceptions.OutOfMemoryError):
                answer = Lost()
            asked |= {remote.remote(more): more for more in islice(rest, 1)}
            yield task, answer
