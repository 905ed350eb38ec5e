"""Steps of merging, done where their files are not there yet; whole runs of them, and how parts are shared out."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from marsad.errors import UsageError
from marsad.scale.copies import alike, cluster, regroup_reports, write_copies
from marsad.scale.engines import Engine
from marsad.scale.files import parts_of, put
from marsad.scale.merging import ALONE, Step, order_of
from marsad.scale.ties import Ties
from marsad.work.pool import Lost

PER_STEP = 40_000
"""Entries that one step compares; parts that are smaller are taken together."""
BANDS_PER_STEP = 1_000_000
"""The same of bands, which are short."""
Show = Callable[[str, int, int, dict[str, Any]], None]


def do_all(
    engine: Engine, function: Callable[[Step], Any], steps: Iterable[Step], made: Callable[[Step], Path], name: str,
    show: Show,
) -> None:  # fmt: skip
    """Do the steps whose files are not there."""
    steps = list(steps)
    todo = [step for step in steps if not made(step).exists()]
    done = len(steps) - len(todo)
    show(name, done, len(steps), {})
    for step, answer in engine.each(function, todo):
        if isinstance(answer, Lost):
            raise UsageError(f"{name} {step.what[0]}: ends its worker; is there memory enough?  Give fewer --jobs")
        done += 1
        show(name, done, len(steps), {})


def share(step: Step, folder: str, most: int) -> Iterator[Step]:
    """Give the steps that read parts of all shards' files in a folder: small ones that are neighbours together."""
    sizes: dict[str, int] = {}
    for key in order_of(step.file("", "")).keys:
        for part, count in parts_of(step.settings.file(folder, f"{key}.parquet")).items():
            sizes[part] = sizes.get(part, 0) + count
    return together(step, sizes, most, str)


def together(step: Step, sizes: Mapping[str, int], most: int, key: Callable[[str], Any]) -> Iterator[Step]:
    """Give the steps that do parts of such sizes, neighbours in the order of their keys together up to a size."""
    taken: list[str] = []
    held = 0
    for part in sorted(sizes, key=key):
        if taken and held + sizes[part] > most:
            yield replace(step, what=tuple(taken))
            taken, held = [], 0
        taken.append(part)
        held += sizes[part]
    if taken:
        yield replace(step, what=tuple(taken))


def find_copies(engine: Engine, step: Step, show: Show) -> None:
    """Find the reports that tell one text, and write the origin of each."""
    if step.file("", "copies.bin").exists():
        return
    keys = order_of(step.file("", "")).keys
    do_all(engine, alike, share(step, "work/bands", BANDS_PER_STEP),
           lambda one: step.file("alike", f"{min(one.what)}-{max(one.what)}.parquet"), "find copies", show)  # fmt: skip
    roots = _candidates(step)
    put_numbers(step.file("", "alike.bin"), roots)
    do_all(engine, regroup_reports, (replace(step, what=(key,)) for key in keys),
           lambda one: step.file("alike-tied", f"{one.what[0]}.parquet"), "regroup copies", show)  # fmt: skip
    bins = [f"{number:04d}" for number in range(step.bins)]
    do_all(engine, cluster, (replace(step, what=(bin,)) for bin in bins),
           lambda one: step.file("copies", f"{one.what[0]}.parquet"), "compare copies", show)  # fmt: skip
    origins = array("I", [ALONE]) * len(roots)
    found = write_copies(step.file("result", "copies.parquet"), [step.file("copies", f"{bin}.parquet") for bin in bins])
    for number, origin in found.items():
        origins[number] = origin
    put_numbers(step.file("", "copies.bin"), origins)


def _candidates(step: Step) -> array[int]:
    """Return the roots of the reports that share bands with others; of all else, ALONE."""
    ties = Ties(order_of(step.file("", "")).reports[-1])
    near = bytearray(len(ties.roots))
    for path in sorted(step.file("alike", "").glob("*.parquet")):
        for batch in pq.ParquetFile(path).iter_batches():
            for one, other in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                near[one] = near[other] = 1
                ties.tie(one, other)
    ties.flatten()
    return array("I", (root if tied else ALONE for root, tied in zip(ties.roots, near, strict=True)))


def put_numbers(path: Path, numbers: array[int]) -> None:
    """Write numbers, four bytes each."""

    def write(aside: Path) -> None:
        aside.write_bytes(numbers.tobytes())

    put(path, write)
