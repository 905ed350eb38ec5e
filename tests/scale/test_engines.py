"""The same function on the same shards, wherever it runs; a worker that dies costs nothing, nor does what kills it."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from marsad.model import Event, Report
from marsad.pipeline import Coder
from marsad.scale import reading
from marsad.scale import run as run_module
from marsad.scale.engines import ENGINES, Engine, engine
from marsad.scale.plan import Asked, Plan, plan_of
from marsad.scale.reading import Probe, Task, probe, read_shard
from marsad.scale.run import Rules, merge_all, read_all
from marsad.work.pool import Lost

MISSING = {"dask": "distributed", "ray": "ray"}
POISON = "g23"
EXTRACT = Coder.extract


@pytest.fixture(scope="module", params=ENGINES)
def workers(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param in MISSING and find_spec(MISSING[request.param]) is None:
        pytest.skip(f"{request.param} is not installed: pip install 'marsad[{request.param}]'")
    if request.param == "ray":
        import ray.cloudpickle

        ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])  # its workers do not know this module
    with engine(request.param, 4 if request.param == "dask" else 2, None) as made:
        yield made


def dies_once(path: str) -> int:
    """Kill its worker at the first call with a path."""
    if not Path(path).exists():
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def dies(number: int) -> int:
    """Kill its worker, where it is given seven."""
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def poisoned(task: Task) -> dict[str, Any]:
    """Read a shard, or die where the poisonous report is in it and not left out."""
    _die(task, 0, 10**9)
    return read_shard(task)


def poisoned_probe(asked: Probe) -> int:
    """Probe a shard, or die."""
    _die(asked.task, asked.first, asked.last)
    return probe(asked)


def _die(task: Task, first: int, last: int) -> None:
    from marsad.scale.inputs import Hashed, read

    items = read(task.shard, {}, task.settings.given, Hashed())
    for number, item in enumerate(items):
        if getattr(item, "id", "") == POISON and first <= number < last and number not in task.without:
            os.kill(os.getpid(), signal.SIGKILL)


def endless(coder: Coder, report: Report) -> list[Event]:
    """Code a report; at the poisonous one come to no end for a minute or so."""
    if report.id == POISON:
        any(number < 0 for number in range(10**9))
    return EXTRACT(coder, report)


def hurried(task: Task) -> dict[str, Any]:
    """Read a shard in which a report takes for ever, with little time for each."""
    with patch.object(reading, "SECONDS", 1.0), patch.object(Coder, "extract", endless):
        return read_shard(task)


class Here:
    """No engine at all: the main thread of this process."""

    def each(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for task in tasks:
            yield task, function(task)


def silent(_name: str, _done: int, _total: int, _answer: dict[str, Any]) -> None:
    """Show nothing."""


def test_a_worker_killed_costs_nothing(workers: Engine, tmp_path: Path) -> None:
    paths = [str(tmp_path / "a"), *[str(tmp_path / name) for name in "bcd"]]
    for path in paths[1:]:
        Path(path).touch()
    answers = list(workers.each(dies_once, paths))
    assert sorted(task for task, _ in answers) == paths
    assert not any(isinstance(answer, Lost) for _, answer in answers)


def test_what_kills_every_worker_is_told_and_all_else_is_done(workers: Engine) -> None:
    answers = dict(workers.each(dies, range(12)))
    assert [task for task, answer in answers.items() if isinstance(answer, Lost)] == [7]
    assert sorted(answers) == list(range(12))


def few(made: list[dict[str, Any]], folder: Path) -> str:
    """Write six reports, one of them to be made harmful, and return where."""
    path = folder / "few.jsonl"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in made[20:26]), encoding="utf-8")
    return str(path)


def test_a_report_that_kills_its_worker_is_found_and_named(
    workers: Engine, made: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = few(made, tmp_path)
    monkeypatch.setattr(run_module, "read_shard", poisoned)
    monkeypatch.setattr(run_module, "probe", poisoned_probe)
    plan = plan_of(Asked((source,), tmp_path / "run", megabytes=0.003, copies=False))
    manifests = read_all(workers, plan, silent)
    rejects = [row for one in manifests for row in one["rejects"]]
    assert [(row["cause"], row["where"]) for row in rejects] == [("ends its reader", POISON)]
    assert sum(one["reports"] for one in manifests) == 5


def test_a_report_that_takes_for_ever_is_named_in_the_same_words_wherever_it_is_read(
    workers: Engine, made: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = few(made, tmp_path)
    monkeypatch.setattr(run_module, "read_shard", hurried)
    found = []
    for name, where in (("there", workers), ("here", Here())):
        plan = plan_of(Asked((source,), tmp_path / name, megabytes=0.003, copies=False))
        manifests = read_all(where, plan, silent)
        assert [row for one in manifests for row in one["rejects"]] == [
            {"cause": "too slow", "where": POISON, "problem": "took longer than 1 seconds"}
        ]
        assert sum(one["reports"] for one in manifests) == 5
        found.append(
            {path.name: path.read_bytes() for path in sorted((tmp_path / name / "shards").glob("*"))
             if not path.name.endswith(".time.json")}
        )  # fmt: skip
    assert found[0] == found[1]


def test_all_engines_give_the_same_bytes(workers: Engine, archive: Path, calm: Path, tmp_path: Path) -> None:
    plan = plan_of(Asked((str(archive),), tmp_path / "run", megabytes=0.01, copies=False))
    merge_all(workers, plan, read_all(workers, plan, silent), Rules(), silent)
    for what in ("assertions", "happenings"):
        ours, theirs = (
            {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted((out / what).rglob("*.parquet"))}
            for out in (tmp_path / "run", calm)
        )
        assert ours == theirs


def test_blocks_too_large_are_split_and_told(archive: Path, calm: Path, tmp_path: Path) -> None:
    plan: Plan = plan_of(Asked((str(archive),), tmp_path / "run", megabytes=0.01, copies=False))
    with engine("local", 1, None) as workers:
        manifests = read_all(workers, plan, silent)
        told = merge_all(workers, plan, manifests, Rules(crowd=5, longest=3), silent)
    assert told["assertions"] == sum(one["assertions"] for one in manifests)
    assert {row["by"] for row in told["blocks_split"]} & {"family of kinds", "place", "doer"}
    assert all(row["assertions"] > 3 and row["bits"] >= 1 for row in told["chains_cut"])
    assert replace(Rules(), crowd=5).rule == told["rule"]
