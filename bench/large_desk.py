"""How long the desk takes with many events, and how twenty coders at once fare.

    python bench/large_desk.py [EVENTS] [CODERS] [SECONDS]      # 100000 20 60

Events are records of the examples told again of other days and places, five in a report, written past the audit and
joined two by two into happenings.  Pages are asked for by HTTP, each eleven times; then coders accept, correct and undo
at once, and every decision that was confirmed to them is looked for afterwards.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx2 as httpx
from sqlalchemy import func, select

from marsad.paths import data_root
from marsad.project.demo import fill
from marsad.project.project import Project, create
from marsad.store import stands
from marsad.store.cells import cell
from marsad.store.database import insert_many
from marsad.store.tables import ASSERTIONS, DECISIONS, HAPPENINGS, MEMBERS, READINGS, REPORTS, TEXTS

PER_REPORT, ROUNDS, BATCH = 5, 11, 5_000
PLACES = 3_000
PAGES = ("/events", "/events?kind=air_strike&since=2017-01-01", "/events?place=حماة&page=3", "/events?page=900",
         "/events?party=sy-government&toll=3", "/events?words=غارات", "/events?grade=corroborated",
         "/points", "/points?kind=shelling", "/review", "/review/{event}", "/reports", "/reports/{report}",
         "/happenings", "/happenings?kind=shelling&toll=2", "/happenings/{happening}", "/control", "/queues",
         "/api/events", "/api/time", "/api/points")  # fmt: skip
Row = dict[str, Any]


def grow(project: Project, wanted: int) -> None:
    """Write so many events; the audit is not told, this is no real project."""
    chance = random.Random(7)  # noqa: S311
    with project.database.write() as connection:
        seeds = [dict(row) for row in connection.execute(select(ASSERTIONS)).mappings()]
        report = dict(connection.execute(select(REPORTS)).mappings().first() or {})
        text = dict(connection.execute(select(TEXTS).where(TEXTS.c.report_id == report["id"])).mappings().one())
        reading = dict(
            connection.execute(select(READINGS).where(READINGS.c.report_id == report["id"])).mappings().one()
        )
        seeds = [row for row in seeds if row["report_id"] == report["id"]]
        first, number = len(seeds) * 100, wanted // PER_REPORT
        days = [(date(2011, 3, 15) + timedelta(days=chance.randrange(4000))).isoformat() for _ in range(number)]
        ids = range(10_000, 10_000 + number)
        many = [report | {"id": id, "name": f"r{id}", "key": f"k{id}", "published": day,
                          "outlet": f"outlet {int(chance.paretovariate(1)) % 60}", "title": f"تقرير {id}"}
                for id, day in zip(ids, days, strict=True)]  # fmt: skip
        insert_many(connection, REPORTS, many)
        insert_many(connection, TEXTS, [text | {"report_id": id} for id in ids])
        insert_many(connection, READINGS, [reading | {"report_id": id} for id in ids])
        spots = [(round(chance.uniform(32, 37), 4), round(chance.uniform(36, 42), 4)) for _ in range(PLACES)]
        made = []
        for place, one in enumerate(many):
            for number in range(PER_REPORT):
                id = first + place * PER_REPORT + number
                made.append(_event(seeds[id % len(seeds)], id, one, spots[int(chance.paretovariate(0.6)) % PLACES]))
        for start in range(0, len(made), BATCH):
            insert_many(connection, ASSERTIONS, made[start : start + BATCH])
        stands.fill(connection)
        _happenings(connection, [row["id"] for row in made])
    project.database.tune()


def _event(seed: Row, id: int, report: Row, spot: tuple[float, float]) -> Row:
    record, name = json.loads(seed["record"]), f"mrs-{id:016x}"
    when = {"start": report["published"], "end": report["published"], "precision": "day", "text": None, "span": None}
    for place in record["places"]:
        place |= {"lat": spot[0], "lon": spot[1]}
    record |= {"event_id": name, "report_id": report["name"], "date": when}
    return seed | {"id": id, "name": name, "report_id": report["id"], "record": json.dumps(record, ensure_ascii=False),
                   "lat": spot[0], "lon": spot[1], "cell": cell(*spot), "date_start": report["published"]}  # fmt: skip


def _happenings(connection: Any, ids: list[int]) -> None:
    """Join the events two by two into copies of a happening of the examples, and note that all is merged."""
    seed = dict(connection.execute(select(HAPPENINGS)).mappings().first())
    record, found, members = json.loads(seed["record"]), [], []
    names = dict(connection.execute(select(ASSERTIONS.c.id, ASSERTIONS.c.name)).all())
    started = dict(connection.execute(select(ASSERTIONS.c.id, ASSERTIONS.c.date_start)).all())
    for number, id in enumerate(ids[::2], 100_000):
        name, day = f"hap-{number:016x}", started[id]
        told = record | {"happening_id": name, "accounts": [names[id], names[id + 1]],
                         "date": {"start": day, "end": day}}  # fmt: skip
        found.append(seed | {"id": number, "name": name, "date_start": day, "date_end": day,
                             "grade": ("single", "corroborated")[number % 2], "record": json.dumps(told)})  # fmt: skip
        members += [{"assertion_id": id, "happening_id": number}, {"assertion_id": id + 1, "happening_id": number}]
    insert_many(connection, HAPPENINGS, found)
    insert_many(connection, MEMBERS, members)


def serve(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start the desk as people do, and return its process and address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "marsad", "serve", str(folder), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
    address = f"http://localhost:{port}"
    for _ in range(600):
        try:
            if httpx.get(f"{address}/static/mark.svg").status_code == 200:
                return server, address
        except httpx.HTTPError:
            time.sleep(0.1)
    raise SystemExit("the desk did not start")


def worked(server: subprocess.Popen[bytes]) -> float:
    """Return the milliseconds that a process has worked, whatever else the machine did."""
    fields = Path(f"/proc/{server.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pages(address: str, server: subprocess.Popen[bytes]) -> None:
    """Print of each page how long eleven answers took: the median, the slowest, and what the server worked for one."""
    with httpx.Client(base_url=address, timeout=120, follow_redirects=False) as client:
        while not client.get("/api/happenings").json()["up_to_date"]:
            time.sleep(0.5)
        event = client.get("/api/events?page=40").json()["events"][0]
        happening = client.get("/api/happenings?page=40").json()["happenings"][0]["happening_id"]
        known = {"event": event["name"], "report": event["report"], "happening": happening}
        for page in PAGES:
            path, times, before = page.format(**known), [], worked(server)
            for _ in range(ROUNDS):
                start = time.perf_counter()
                answer = client.get(path)
                times.append(1000 * (time.perf_counter() - start))
                assert answer.status_code < 400, (path, answer.text[:300])
            size, work = len(answer.content) // 1000, (worked(server) - before) / ROUNDS
            print(f"{statistics.median(times):7.0f} ms {max(times):7.0f} ms {work:6.0f} ms work {size:5,} kB  {page}",
                  flush=True)  # fmt: skip


async def coder(client: httpx.AsyncClient, until: float, chance: random.Random, noted: list[Any]) -> list[float]:
    """Open an event, and accept, correct, reject or undo it, again and again; note what was confirmed."""
    times = []
    pages = (await client.get("/api/events")).json()["number"] // 50
    while time.perf_counter() < until:
        page = chance.randrange(1, pages)
        for path in (f"/events?page={page}", "/happenings"):
            times.append(await _timed(client.get(path)))
        events = (await client.get(f"/api/events?page={page}")).json()["events"]
        name = chance.choice(events)["name"]
        html = await client.get(f"/review/{name}")
        last = re.search(r'name="last" value="(\d+)"', html.text)
        form = {"last": last[1] if last else "0"} | chance.choice(({}, {"killed": str(chance.randrange(1, 60))}))
        start = time.perf_counter()
        answer = await client.post(f"/review/{name}/accept", data=form)
        times.append(time.perf_counter() - start)
        assert answer.status_code in (303, 409), answer.text[:300]
        noted.append((name, answer.status_code))
        await asyncio.sleep(chance.uniform(3, 8))  # a coder reads
    return times


async def _timed(asked: Any) -> float:
    start = time.perf_counter()
    answer = await asked
    assert answer.status_code == 200, answer.text[:300]
    return time.perf_counter() - start


async def together(address: str, coders: int, seconds: float) -> list[Any]:
    """Let coders work at once, print how long they waited, and return what was confirmed to them."""
    noted: list[Any] = []
    until = time.perf_counter() + seconds
    limits = httpx.Limits(max_connections=coders, keepalive_expiry=2)  # the desk closes what waits for five seconds
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
        found = await asyncio.gather(*(coder(client, until, random.Random(n), noted) for n in range(coders)))  # noqa: S311
    times = sorted(1000 * one for times in found for one in times)
    p95 = times[int(len(times) * 0.95)]
    print(f"{coders} coders, {seconds:.0f} s: {len(times):,} answers, median {statistics.median(times):.0f} ms, "
          f"p95 {p95:.0f} ms, slowest {times[-1]:.0f} ms, no error", flush=True)  # fmt: skip
    return noted


def two_at_once(address: str, name: str) -> None:
    """Let two people save one event that both have opened: one is told, and nothing is lost."""
    with httpx.Client(base_url=address, timeout=60) as client:
        last = re.search(r'name="last" value="(\d+)"', client.get(f"/review/{name}").text)
        form = {"last": last[1] if last else "0"}
        answers = [client.post(f"/review/{name}/accept", data=form | {"killed": str(number)}) for number in (1, 2)]
    codes = [answer.status_code for answer in answers]
    print(f"two people save one event: {codes[0]}, then {codes[1]}")
    assert codes == [303, 409]


def main() -> None:
    """Measure all of it."""
    wanted, coders, seconds = (*(int(one) for one in sys.argv[1:]), *(100_000, 20, 60)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as folder:
        project = create(Path(folder) / "desk", "", None, os.environ, "bench")
        fill(project, [data_root() / "examples" / "reports.jsonl"])
        start = time.perf_counter()
        grow(project, wanted)
        print(f"{wanted:,} events in {wanted // PER_REPORT:,} reports: made in {time.perf_counter() - start:.0f} s")
        server, address = serve(project.folder)
        try:
            pages(address, server)
            noted = asyncio.run(together(address, coders, seconds))
            two_at_once(address, f"mrs-{wanted // 2:016x}")
        finally:
            server.terminate()
            server.wait(180)
        with project.database.read() as connection:
            kept = connection.scalar(select(func.count()).select_from(DECISIONS)) or 0
        confirmed = sum(code == 303 for _, code in noted) + 1
        print(f"confirmed {confirmed:,}, told of another {len(noted) + 1 - confirmed:,}, kept {kept:,}, "
              f"lost {confirmed - kept}")  # fmt: skip
        project.close()


if __name__ == "__main__":
    main()
