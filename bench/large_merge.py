"""Merging at scale: `python bench/large_merge.py [ACCOUNTS ...]`, by default 10,000 and 100,000; try 1,000,000.

Accounts are made by chance (always alike): happenings over ten years in 200 governorates, each told by one to eight
reports with other words, tolls and days.  What tells is how the time grows, and what one new report costs.
"""

from __future__ import annotations

import gc
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date

from marsad.evaluate.merging import agreement
from marsad.merge import Account, Merger, World
from marsad.merge.account import account_of
from marsad.merge.merger import happening_id
from marsad.merge.weigh import load_weights
from marsad.paths import data_root

START, DAYS, REGIONS = date(2014, 1, 1).toordinal(), 3650, 200
KINDS = "air_strike shelling ied armed_clash civilian_attack arrest protest".split()
ACTORS = ("sy-army", "ru-air-force", "is", "sdf", "ye-houthi", "sa-coalition", None, None)
WORDS = [f"كلمه{number:03}" for number in range(600)]


def main(counts: list[int]) -> None:
    """Print a line for each number of accounts."""
    world, weights = World.load(data_root()), load_weights(data_root() / "weights" / "merge.tsv")
    print(
        f"{'accounts':>10}{'s':>9}{'a second':>10}{'groups':>10}{'pairs F1':>10}{'B3 F1':>8}{'one report':>12}{'MB':>8}"
    )
    for count in counts:
        gc.disable()
        merger, truth = Merger(world, weights), dict[str, str]()
        accounts = list(made(count, world, truth))
        started = time.perf_counter()
        merger.add(accounts)
        groups = merger.groups()
        seconds = time.perf_counter() - started
        right = agreement({name: happening_id(group) for group in groups for name in group}, truth)
        one = one_more(merger, world)
        print(
            f"{count:>10,}{seconds:>9.1f}{count / seconds:>10,.0f}{len(groups):>10,}{right.pairs[2]:>10.3f}"
            f"{right.b_cubed[2]:>8.3f}{1000 * one:>9.1f} ms{peak_mb():>8,.0f}"
        )
        del merger, accounts
        gc.enable()
        gc.collect()


def peak_mb() -> float:
    """Return the most memory that the process held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def made(count: int, world: World, truth: dict[str, str]) -> Iterator[Account]:
    """Yield so many accounts; `truth` is filled with their happenings."""
    chance = random.Random(7)  # noqa: S311
    number = happening = 0
    while number < count:
        happening += 1
        core = _happening(chance)
        for _ in range(min(chance.choice((1, 1, 1, 2, 2, 3, 4, 8)), count - number)):
            account = account_of(_told(core, number, chance), _report(number, core, chance), world)
            truth[account.id] = f"h{happening}"
            number += 1
            yield account


def _happening(chance: random.Random) -> dict[str, object]:
    region = chance.randrange(REGIONS)
    return {
        "kind": chance.choice(KINDS),
        "actor": chance.choice(ACTORS),
        "day": START + chance.randrange(DAYS),
        "place": region * 40 + chance.randrange(40),
        "region": region,
        "killed": chance.choice((None, 1, 2, 3, 5, 8, 12, 30)),
        "words": chance.sample(WORDS, 12),
    }


def _told(core: dict[str, object], number: int, chance: random.Random) -> dict[str, object]:
    """Return an account of a happening, with what reports leave out or tell otherwise."""
    place, region = int(str(core["place"])), int(str(core["region"]))
    lat, lon = 12 + region // 20 * 2 + place % 40 * 0.04, 33 + region % 20 * 1.5 + place % 7 * 0.05
    known = {"text": f"بلده {place}", "name_ar": f"مكان{place}", "gazetteer_id": f"p{place}", "lat": lat, "lon": lon}
    day = date.fromordinal(int(str(core["day"])) + chance.choice((0, 0, 0, 0, 0, 1))).isoformat()
    killed = core["killed"]
    toll = None if killed is None or chance.random() < 0.2 else max(1, int(str(killed)) + chance.choice((0, 0, 0, 1)))
    return {
        "event_id": f"e{number:08}",
        "report_id": f"r{number:08}",
        "kind": core["kind"],
        "actor": {"id": core["actor"], "name": core["actor"]} if core["actor"] and chance.random() < 0.8 else None,
        "target": None,
        "places": [{**known, "radius_km": 2.0, "precision": 1, "country": "SY", "admin1": f"g{region}"}],
        "date": {"start": day, "end": day, "text": "امس" if chance.random() < 0.7 else None},
        "killed": {"min": toll, "max": toll} if toll else None,
        "status": "happened",
        "evidence": [[0, 400]],
    }


def _report(number: int, core: dict[str, object], chance: random.Random) -> dict[str, object]:
    words = [*chance.sample(list(core["words"]), 7), *chance.sample(WORDS, 5)]  # type: ignore[call-overload]
    day = date.fromordinal(int(str(core["day"])) + 1).isoformat()
    return {"outlet": f"o{number % 50}", "published": day, "text": " ".join(words)}


def one_more(merger: Merger, world: World) -> float:
    """Return the seconds that one new report costs; the median of 21."""
    chance, times = random.Random(11), []  # noqa: S311
    for number in range(21):
        core = _happening(chance)
        account = account_of(_told(core, 10_000_000 + number, chance), _report(number, core, chance), world)
        started = time.perf_counter()
        merger.add([account])
        merger.touched(account.report)
        times.append(time.perf_counter() - started)
    return sorted(times)[10]


if __name__ == "__main__":
    main([int(argument.replace(",", "")) for argument in sys.argv[1:]] or [10_000, 100_000])
