"""A run from end to end: shards read, blocks compared, chains grouped, files finished; what is done is left alone."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from marsad.errors import UsageError
from marsad.merge import Judgement
from marsad.scale.blocks import CROWD
from marsad.scale.engines import Engine
from marsad.scale.files import parts_of, put_json, read_json, sweep
from marsad.scale.finish import by_month, finish, place_of
from marsad.scale.merging import Step, compare, group, order_of, regroup
from marsad.scale.plan import Plan
from marsad.scale.reading import Probe, Task, length, probe, read_shard
from marsad.scale.shards import Shard
from marsad.scale.steps import PER_STEP, Show, do_all, find_copies, put_numbers, share, together
from marsad.scale.ties import LONGEST, tie_all
from marsad.work.pool import Lost

PER_BIN = 20_000
"""Assertions of a bin."""
MOST_BINS = 512
PER_FINISH, MOST_FINISHES = 10_000, 128
"""Assertions whose files one last step writes, at least; and how many such steps there are, about, at the most."""
WHATS = ("assertions", "happenings", "copies.parquet")


@dataclass(frozen=True, slots=True)
class Rules:
    """How assertions are merged."""

    rule: str = "lowest"
    judgements: tuple[Judgement, ...] = ()
    crowd: int = CROWD
    longest: int = LONGEST


def read_all(engine: Engine, plan: Plan, show: Show) -> list[dict[str, Any]]:
    """Read the shards that are not read yet; return all manifests, in order."""
    sweep(Path(plan.settings.out))
    todo = [Task(plan.settings, shard) for shard in plan.shards if not _read(plan, shard)]
    done = len(plan.shards) - len(todo)
    lost: list[Task] = []
    show("read", done, len(plan.shards), {})
    for task, answer in engine.each(read_shard, todo):
        if isinstance(answer, Lost):
            lost.append(task)
        else:
            done += 1
            show("read", done, len(plan.shards), answer)
    for task, answer in engine.each(read_shard, _without_killers(engine, lost)):
        if isinstance(answer, Lost):
            where = f"{task.shard.name}, {task.shard.first} to {task.shard.last}"
            raise UsageError(f"{where}: ends its readers, though no report alone does; is there memory enough?")
        done += 1
        show("read", done, len(plan.shards), answer)
    return [read_json(plan.settings.file("shards", f"{shard.key}.json")) for shard in plan.shards]


def _read(plan: Plan, shard: Shard) -> bool:
    """Tell whether a shard is read: its manifest is written last."""
    folders = ["blocks", "bands", "reports"] if plan.settings.copies else ["blocks"]
    manifest = plan.settings.file("shards", f"{shard.key}.json")
    made = [manifest, *(plan.settings.file(f"work/{folder}", f"{shard.key}.parquet") for folder in folders)]
    return all(path.exists() for path in made)


def _without_killers(engine: Engine, lost: list[Task]) -> Iterator[Task]:
    """Find by halves the reports of each shard that end their reader, and give the shards without these."""
    for task in lost:
        (count,) = (answer for _, answer in engine.each(length, [task]))
        if isinstance(count, Lost):
            raise UsageError(
                f"{task.shard.name}: ends its reader before any report is coded: it is damaged, or an attack"
            )
        killers: list[int] = []
        suspects = [Probe(task, 0, count)]
        while suspects:
            found = [one for one, answer in engine.each(probe, suspects) if isinstance(answer, Lost)]
            killers += [one.first for one in found if one.last - one.first == 1]
            suspects = [half for one in found if one.last - one.first > 1 for half in _halves(one)]
        yield replace(task, without=tuple(sorted(killers)))


def _halves(one: Probe) -> tuple[Probe, Probe]:
    middle = (one.first + one.last) // 2
    return replace(one, last=middle), replace(one, first=middle)


def merge_all(engine: Engine, plan: Plan, manifests: list[dict[str, Any]], rules: Rules, show: Show) -> dict[str, Any]:
    """Merge the assertions of all shards into happenings, and put both in their places; return what came of it."""
    out, step = Path(plan.settings.out), _order(plan, manifests, rules)
    told_at, last = step.file("", "merged.json"), out / "merged.json"
    if not last.exists() or read_json(last)["merging"] != step.name:
        put_json(step.file("", "order.json"), _told_order(plan, manifests, rules))
        if not told_at.exists():
            put_json(told_at, _merge(engine, step, rules, show))
        for what in WHATS:
            made = step.file("result", what)
            if made.exists():
                if made.is_dir():
                    shutil.rmtree(out / what, ignore_errors=True)
                made.replace(out / what)
        put_json(last, read_json(told_at))
    for left in (out / "work").glob("merge-*"):
        shutil.rmtree(left)
    return read_json(last)


def _told_order(plan: Plan, manifests: list[dict[str, Any]], rules: Rules) -> dict[str, Any]:
    """Return the order of the shards, the number of the first assertion of each, and what people judged."""
    *offsets, total = accumulate((one["assertions"] for one in manifests), initial=0)
    reports = list(accumulate((one["reports"] for one in manifests), initial=0))
    judged = [{name: getattr(one, name) for name in Judgement.__dataclass_fields__} for one in rules.judgements]
    keys = [one.key for one in plan.shards]
    return {"keys": keys, "offsets": offsets, "total": total, "reports": reports, "judgements": judged}


def _order(plan: Plan, manifests: list[dict[str, Any]], rules: Rules) -> Step:
    """Return a step that others are made of; its name tells what is merged, and how."""
    told = _told_order(plan, manifests, rules)
    about = (told, [one["input_hash"] for one in manifests], rules.rule, rules.crowd, rules.longest)
    bins = 1
    while bins < min(MOST_BINS, told["total"] / PER_BIN):
        bins *= 2
    name = f"merge-{blake2b(repr(about).encode(), digest_size=6).hexdigest()}"
    return Step(plan.settings, name, rules.rule, rules.crowd, bins, ())


def _merge(engine: Engine, step: Step, rules: Rules, show: Show) -> dict[str, Any]:
    do_all(
        engine,
        compare,
        share(step, "work/blocks", PER_STEP),
        lambda one: step.file("pairs", f"{min(one.what)}-{max(one.what)}.json"),
        "compare",
        show,
    )
    long = _tie(step, rules)
    if step.settings.copies:
        find_copies(engine, step, show)
    keys = order_of(step.file("", "")).keys
    do_all(engine, regroup, (replace(step, what=(key,)) for key in keys),
         lambda one: step.file("tied", f"{one.what[0]}.parquet"), "regroup", show)  # fmt: skip
    bins = [f"{number:04d}" for number in range(step.bins)]
    do_all(engine, group, (replace(step, what=(bin,)) for bin in bins),
         lambda one: step.file("happenings", f"{one.what[0]}.parquet"), "group", show)  # fmt: skip
    sizes: Counter[str] = Counter()
    for bin in bins:
        sizes.update(parts_of(step.file("members", f"{bin}.parquet")))
    result = step.file("result", "").as_posix()
    most = max(PER_FINISH, sizes.total() // MOST_FINISHES)
    do_all(engine, finish, together(step, sizes, most, by_month),
         lambda one: place_of(result, "happenings", one.what[0]), "finish", show)  # fmt: skip
    return _told(step, long, bins)


def _tie(step: Step, rules: Rules) -> list[dict[str, int]]:
    """Find what chains of likely pairs tie together, and write the root of every assertion."""
    order = order_of(step.file("", ""))
    made, noted = step.file("", "ties.bin"), step.file("", "ties.json")
    if not noted.exists():
        judged = list(_judged(step, rules))

        def pairs() -> Iterator[tuple[int, int, float]]:
            yield from judged
            for path in sorted(step.file("pairs", "").glob("*.parquet")):
                for batch in pq.ParquetFile(path).iter_batches():
                    yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

        ties, long = tie_all(order.total, pairs, rules.longest)
        put_numbers(made, ties.roots)
        put_json(noted, {"long": long})
    found: list[dict[str, int]] = read_json(noted)["long"]
    return found


def _judged(step: Step, rules: Rules) -> Iterator[tuple[int, int, float]]:
    """Give the pairs that people judged, which are grouped together whatever their blocks."""
    names = {name for one in rules.judgements for name in (one.one, one.other)}
    if not names:
        return
    order = order_of(step.file("", ""))
    numbers: dict[str, int] = {}
    for key, offset in zip(order.keys, order.offsets, strict=True):
        ids = pq.read_table(step.settings.file("shards", f"{key}.parquet"), columns=["event_id"])[
            "event_id"
        ].to_pylist()
        numbers |= {id: offset + row for row, id in enumerate(ids) if id in names and id not in numbers}
    for one in rules.judgements:
        if one.one in numbers and one.other in numbers:
            yield numbers[one.one], numbers[one.other], 40.0


def _told(step: Step, long: list[dict[str, int]], bins: list[str]) -> dict[str, Any]:
    blocks = [read_json(path) for path in sorted(step.file("pairs", "").glob("*.json"))]
    count = {what: sum(sum(parts_of(step.file(what, f"{bin}.parquet")).values()) for bin in bins)
             for what in ("members", "happenings")}  # fmt: skip
    return {
        "merging": step.name,
        "rule": step.rule,
        "assertions": count["members"],
        "told_twice_under_one_id": order_of(step.file("", "")).total - count["members"],
        "happenings": count["happenings"],
        "copies": pq.read_metadata(copies).num_rows
        if (copies := step.file("result", "copies.parquet")).exists()
        else None,
        "blocks": sum(one["blocks"] for one in blocks),
        "largest_block": max((one["largest"] for one in blocks), default=0),
        "blocks_split": [row for one in blocks for row in one["split"]],
        "chains_cut": long,
    }
