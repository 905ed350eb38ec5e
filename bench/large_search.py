"""How fast filtered assertions are found: `python bench/large_search.py [ASSERTIONS]`.

The assertions are real records of the example reports, told again of other days, places, parties and kinds, which
are drawn unevenly: a few places and parties have most of them. They are written past the audit, straight into the
tables, for it is the questions that are measured: each filter with 20 values, the first 50 rows, whole.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import corpus
from common import show
from sqlalchemy import Connection, Table, Text

from marsad.cli.loading import load_coder
from marsad.project.project import Project, create
from marsad.store import fulltext, query, stands
from marsad.store.cells import cell
from marsad.store.conditions import Filter
from marsad.store.database import insert_many
from marsad.store.readings import searchable
from marsad.store.tables import (
    ASSERTION_PLACES,
    ASSERTIONS,
    CAPTURES,
    PARTIES,
    PLACES,
    READINGS,
    REPORTS,
    RUNS,
    TEXTS,
)

PER_REPORT, PLACES_OF, PARTIES_OF, BATCH = 5, 3000, 300, 20_000
KINDS = (
    "air_strike",
    "shelling",
    "battle",
    "arrest",
    "ied",
    "protest",
    "abduction",
    "displacement",
    "aid",
    "execution",
)
STATUSES = ("happened",) * 7 + ("claimed", "claimed", "disputed", "failed")
FIRST = date(2011, 3, 15)
Row = dict[str, Any]


def main(count: int) -> None:
    """Fill a project, ask it, and print a line for each filter."""
    chance = random.Random(5)  # noqa: S311 - the same at every run
    with tempfile.TemporaryDirectory() as folder:
        project = create(Path(folder, "desk"), "", None, os.environ, "bench")
        started = time.perf_counter()
        fill(project, count, chance)
        project.database.tune()
        size = (Path(folder) / "desk" / "marsad.db").stat().st_size / 1e9
        spent = time.perf_counter() - started
        show("assertions", f"{count:,}", f"{size:.1f} GB, filled in {spent:.0f} s")
        every: list[float] = []
        for name, filters in questions(chance).items():
            times = [ask(project, asked) for asked in filters for _ in range(3)]
            every += times
            middle, worst = 1000 * statistics.median(times), 1000 * max(times)
            show(name, f"{middle:.1f} ms", f"median; worst {worst:.0f} ms")
        show("all", f"{1000 * statistics.median(every):.1f} ms", "median of all questions")
        project.close()


def ask(project: Project, asked: Filter) -> float:
    """Return the seconds until the last row of an answer."""
    started = time.perf_counter()
    with project.database.read() as connection:
        list(query.assertions(project.database, connection, asked))
    return time.perf_counter() - started


def questions(chance: random.Random) -> dict[str, list[Filter]]:
    """Return 20 filters of each sort."""

    def day() -> date:
        return FIRST + timedelta(days=chance.randrange(5000))

    def many(make: Any) -> list[Filter]:
        return [make() for _ in range(20)]

    def box() -> tuple[float, float, float, float]:
        south, west = chance.uniform(30, 36), chance.uniform(34, 42)
        return south, west, south + 1.5, west + 1.5

    def place() -> str:
        return f"Place {unevenly(chance, PLACES_OF)}"

    def party() -> str:
        return f"Party {unevenly(chance, PARTIES_OF)}"

    def kind() -> str:
        return chance.choice(KINDS)

    def span(days: int) -> Row:
        first = day()
        return {"since": first.isoformat(), "until": (first + timedelta(days=days)).isoformat()}

    return {
        "newest": many(Filter),
        "kind": many(lambda: Filter(kind=kind())),
        "30 days": many(lambda: Filter(**span(30))),
        "kind, a year": many(lambda: Filter(kind=kind(), **span(365))),
        "kind, status": many(lambda: Filter(kind=kind(), status=chance.choice(STATUSES))),
        "place": many(lambda: Filter(place=place())),
        "place, kind, a year": many(lambda: Filter(place=place(), kind=kind(), **span(365))),
        "party": many(lambda: Filter(party=party())),
        "party, kind, a year": many(lambda: Filter(party=party(), kind=kind(), **span(365))),
        "country, kind": many(lambda: Filter(country=chance.choice(("SY", "IQ", "YE")), kind=kind())),
        "outlet, kind": many(lambda: Filter(outlet=f"Outlet {chance.randrange(100)}", kind=kind())),
        "box, kind": many(lambda: Filter(box=box(), kind=kind())),
        "box, 30 days": many(lambda: Filter(box=box(), **span(30))),
        "word": many(lambda: Filter(words=chance.choice(("غارات", "الرقة", "قصف", "مدنيين", "اشتباكات")))),
        "two words, kind": many(lambda: Filter(words="غارات حماة", kind=kind())),
    }


def unevenly(chance: random.Random, count: int) -> int:
    """Draw a number below `count`, low ones far more often."""
    return int(count * chance.random() ** 3)


def fill(project: Project, count: int, chance: random.Random) -> None:
    """Write parties, places, reports and assertions."""
    coder = load_coder()
    told = [(event, report.text) for report in corpus.drawn(30) for event in coder.extract(report)]
    events = [
        (json.dumps(event.to_dict(), ensure_ascii=False), fulltext.prepare(searchable(event, text)))
        for event, text in told
    ]
    places = [place(number, chance) for number in range(1, PLACES_OF + 1)]
    parties = [row(PARTIES, id=n + 1, party=f"p{n}", name=f"Party {n}", name_ar=f"طرف {n}") for n in range(PARTIES_OF)]
    with project.database.write() as connection:
        insert_many(connection, RUNS, [row(RUNS, id=1)])
        insert_many(connection, CAPTURES, [row(CAPTURES, id=1, run_id=1)])
        insert_many(connection, PARTIES, parties)
        insert_many(connection, PLACES, places)
    for start in range(0, count, BATCH):
        with project.database.write() as connection:
            for number in range(start // PER_REPORT + 1, (start + BATCH) // PER_REPORT + 1):
                report(connection, number, told[0][1])
            rows = [assertion(number, events, places, chance) for number in range(start + 1, start + BATCH + 1)]
            insert_many(connection, ASSERTIONS, [made for made, _, _ in rows])
            insert_many(connection, ASSERTION_PLACES, [link for _, link, _ in rows])
            entries = [fulltext.Entry(made["id"], words) for made, _, words in rows]
            fulltext.add(project.database, connection, fulltext.ASSERTION_WORDS, entries)
            stands.refresh(connection, [made["id"] for made, _, _ in rows])


def row(table: Table, **values: Any) -> Row:
    """Return a row with these values, and with nothing in all other columns."""
    nothing = {
        column.name: None if column.nullable else "" if isinstance(column.type, Text) else 0 for column in table.columns
    }
    return nothing | values


def report(connection: Connection, number: int, text: str) -> None:
    """Write a report with its text and its reading."""
    outlet = f"Outlet {number % 100}"
    key = f"{number:064x}"
    insert_many(connection, REPORTS, [row(REPORTS, id=number, name=key, key=key, capture_id=1, run_id=1, version=1,
                                          published="2017-03-14", outlet=outlet)])  # fmt: skip
    insert_many(connection, TEXTS, [row(TEXTS, report_id=number, version=1, text=text, run_id=1)])
    insert_many(connection, READINGS, [row(READINGS, report_id=number, version=1, run_id=1)])


def place(number: int, chance: random.Random) -> Row:
    """Return a place between Damascus and Mosul."""
    lat, lon = chance.uniform(30, 37.5), chance.uniform(34, 44)
    name, country = f"Place {number}", ("SY", "SY", "IQ", "YE", "LY")[number % 5]
    return row(PLACES, id=number, place=f"g{number}", name=name, name_ar=f"بلدة {number}", lat=lat, lon=lon,
               cell=cell(lat, lon), admin1=f"Province {number % 40}", country=country)  # fmt: skip


def assertion(
    number: int, events: list[tuple[str, fulltext.Words]], places: list[Row], chance: random.Random
) -> tuple[Row, Row, fulltext.Words]:
    """Return an assertion, its link to a place, and its words."""
    seed, words = events[number % len(events)]
    where = places[unevenly(chance, PLACES_OF)]
    day = (FIRST + timedelta(days=chance.randrange(5400))).isoformat()
    parties = {"actor_id": unevenly(chance, PARTIES_OF) + 1, "target_id": unevenly(chance, PARTIES_OF) + 1}
    told = {"kind": chance.choice(KINDS), "status": chance.choice(STATUSES)}
    when = {"start": day, "end": day, "precision": "day", "text": None, "span": None}
    at = {name: where[name] for name in ("name", "name_ar", "lat", "lon", "country", "admin1")}
    named = {role: {"id": f"p{parties[f'{role}_id'] - 1}", "name": None, "text": None} for role in ("actor", "target")}
    record = (
        json.loads(seed) | told | named | {"date": when, "to": [], "places": [at | {"gazetteer_id": where["place"]}]}
    )
    made = row(ASSERTIONS, id=number, name=f"mrs-{number:016x}", report_id=(number - 1) // PER_REPORT + 1,
               **told, date_start=day, date_end=day, state="current", record=json.dumps(record), **parties,
                **{name: where[name] for name in ("lat", "lon", "cell", "country", "admin1")},
               )  # fmt: skip
    return made, {"assertion_id": number, "number": 0, "role": "at", "place_id": where["id"]}, words


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
