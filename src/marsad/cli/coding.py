"""Reports coded in their order: a few in this process, many on all cores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from marsad.cli.loading import load_coder
from marsad.export import Coded
from marsad.intake import Unread
from marsad.model import Event, Report
from marsad.pipeline import Coder
from marsad.text.length import LONGEST
from marsad.work import cores, within

SHARD = 20
"""Reports that a process is given at a time."""
FULL = 60_000
"""Characters that make a shard too, however few reports they are of."""
WORTH = 300_000
"""Characters that are read in this process, as they come, before others are started: few reports take no longer."""
SECONDS = 60.0
"""Seconds of the processor that one report may take."""
Item = Report | Unread
Answer = tuple[list[Event], list[dict[str, object]]] | str
"""Events and their traces, or why there are none."""


@dataclass(frozen=True, slots=True)
class Way:
    """How reports are coded: with which places, and whether with reasons."""

    gazetteer: Path | None
    explain: bool


def code_all(items: Iterable[Item], way: Way, jobs: int | None) -> Iterator[Coded | Unread]:
    """Give each report with its events, in order; what cannot be read is passed on or comes in its place.

    `jobs` None: one process a core, where there is enough to do.
    """
    code, rest = partial(_code_shard, way), iter(items)
    here = WORTH if jobs is None and cores() > 1 else None if (jobs or 1) == 1 else 0
    while here is None or here > 0:
        item = next(rest, None)
        if item is None:
            return
        yield _whole(item, code([item])[0])
        here = here and here - _size(item)
    from marsad.work.pool import Lost, Pool, halves

    with Pool(jobs or cores()) as pool:
        for shard, answer in pool.each(code, _shards(rest), ordered=True, cut=halves):
            answers = [answer.why] * len(shard) if isinstance(answer, Lost) else answer
            yield from map(_whole, shard, answers)


def _whole(item: Item, answer: Answer) -> Coded | Unread:
    """Return a report with the answer that came back for it."""
    if isinstance(item, Unread):
        return item
    return Unread(item.id, answer) if isinstance(answer, str) else Coded(item, *answer)


def _size(item: Item) -> int:
    return min(len(item.text), LONGEST) if isinstance(item, Report) else 0


def _shards(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Give reports a few at a time, what could not be read among them."""
    shard: list[Item] = []
    size = 0
    for item in items:
        shard.append(item)
        size += _size(item)
        if len(shard) >= SHARD or size >= FULL:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


@cache
def _coder(gazetteer: Path | None) -> Coder:
    return load_coder(gazetteer)


def _code_shard(way: Way, shard: list[Item]) -> list[Answer]:
    return ["" if isinstance(item, Unread) else _code(_coder(way.gazetteer), item, way.explain) for item in shard]


def _code(coder: Coder, report: Report, explain: bool) -> Answer:
    """Code a report within its time; one that cannot be coded stops no other."""
    try:
        if not explain:
            return within(SECONDS, lambda: coder.extract(report)), []
        explained = within(SECONDS, lambda: coder.explain(report))
        return [item.event for item in explained], [item.trace for item in explained]
    except Exception as error:  # noqa: BLE001 - whatever a report makes the reading stumble over is told
        return f"could not be read: {type(error).__name__}: {error}"[:300]
