"""Which assertions of all shards are compared: those of one ground and neighbouring days, a block at a time.

The grounds and days are those of `marsad merge`.  A block is one ground over a stretch of days; an assertion stands in
each block that has a day it is compared on, so that no pair is torn.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any
from zlib import crc32

import pyarrow as pa

from marsad.merge import Account, Spot, World
from marsad.merge.blocks import days, grounds, near_days
from marsad.merge.weigh import Scales

STRETCH = 16
"""Days of a block."""
CROWD = 4_000
"""So many assertions of one ground and day are compared each with each; more are split by `RULES` first."""
RULES = ("family of kinds", "place", "doer", "done-to", "number")
"""What a block too large is split by, one after the other; the last cuts what is left into equal pieces."""
BLOCKS = pa.schema([
    ("ground", pa.string()), ("stretch", pa.int32()), ("row", pa.int64()), ("account", pa.string()),
])  # fmt: skip
_FIELDS = tuple(one.name for one in fields(Account) if one.name not in ("record", "spots", "words"))


@dataclass(frozen=True, slots=True)
class Entry:
    """An account with its number among all, and what it is found by."""

    number: int
    account: Account
    grounds: frozenset[str]


def part_of(ground: str, stretch: int, parts: int) -> str:
    """Return which part a block's rows are written to."""
    return f"{crc32(f'{ground} {stretch}'.encode()) % parts:04d}"


def block_rows(account: Account, row: int, parts: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the rows of an account, one a block, each with its part."""
    told = slim(account)
    for stretch in sorted({day // STRETCH for day in near_days(account)}):
        for ground in sorted(grounds(account)):
            entry = {"ground": ground, "stretch": stretch, "row": row, "account": told}
            yield part_of(ground, stretch, parts), entry


def slim(account: Account) -> str:
    """Write what an account is compared by as JSON, without its record."""
    spots = [[one.key, sorted(one.words), one.id, one.lat, one.lon, one.radius_km, one.wide, one.admin1]
             for one in account.spots]  # fmt: skip
    rest = [getattr(account, name) for name in _FIELDS]
    return json.dumps([spots, sorted(account.words), *rest], ensure_ascii=False)


def thick(told: str) -> Account:
    """Read what `slim` wrote; the record is empty."""
    spots, words, *rest = json.loads(told)
    given = dict(zip(_FIELDS, rest, strict=True))
    for name in ("killed", "injured"):
        given[name] = tuple(given[name]) if given[name] else None
    places = tuple(Spot(key, frozenset(names), *more) for key, names, *more in spots)
    return Account(**given, spots=places, words=frozenset(words), record={})


def pieces(block: list[Entry], world: World, crowd: int, rule: int = 0) -> Iterator[tuple[str, list[Entry]]]:
    """Give a block whole, or, where a day has too many, split by the rules; with the rule that it was split by."""
    if max(map(len, _by_day(block).values()), default=0) <= crowd:
        yield RULES[rule - 1] if rule else "", block
        return
    if rule == len(RULES) - 1:
        for start in range(0, len(block), crowd):
            yield RULES[rule], block[start : start + crowd]
        return
    apart: dict[str, list[Entry]] = defaultdict(list)
    for entry in block:
        apart[_KEYS[rule](entry.account, world)].append(entry)
    for key in sorted(apart):
        yield from pieces(apart[key], world, crowd, rule + 1)


_KEYS: tuple[Callable[[Account, World], str], ...] = (
    lambda account, world: world.family(account.kind),
    lambda account, _world: min((spot.key for spot in account.spots), default=""),
    lambda account, _world: account.actor or "",
    lambda account, _world: account.target or "",
)


def _by_day(block: Sequence[Entry]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in block:
        for day in days(entry.account):
            found[day].append(entry)
    return found


def likely(ground: str, block: Sequence[Entry], world: World, scales: Scales) -> Iterator[tuple[int, int, float]]:
    """Give the pairs of a block that are likelier one happening than two: their numbers, and what they weigh.

    A pair with several grounds in common is left to the first of them.  One event told twice is a pair for certain.
    """
    on: dict[int, list[Entry]] = defaultdict(list)
    for entry in block:
        seen: set[int] = set()
        for day in near_days(entry.account):
            for other in on[day]:
                if other.number in seen:
                    continue
                seen.add(other.number)
                if other.account.id == entry.account.id:
                    yield other.number, entry.number, 40.0
                elif len(entry.grounds) == 1 or min(entry.grounds & other.grounds) == ground:
                    first, second = entry.account, other.account
                    if first.id > second.id:
                        first, second = second, first
                    score = scales.above(first, second, world, 0.0)
                    if score is not None:
                        yield other.number, entry.number, score
        for day in days(entry.account):
            on[day].append(entry)
