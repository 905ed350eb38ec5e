"""How long the desk's pages take with many assertions: rows are copied from the examples, in a project of their own.

Say how many: `python bench/large_desk.py 20000`.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert, select
from starlette.testclient import TestClient

from marsad.paths import data_root
from marsad.project.demo import fill
from marsad.project.project import Project, create
from marsad.store.tables import ASSERTIONS
from marsad.web.app import make_app

PAGES = ("/events", "/events?kind=air_strike&since=2017-01-01", "/events?place=حماة&page=3",
         "/reports", "/api/events", "/api/points", "/api/time")  # fmt: skip


def copies(project: Project, wanted: int) -> None:
    """Write so many assertions, on days one after the other; the audit is not told, this is no real project."""
    with project.database.write() as connection:
        rows = [dict(row) for row in connection.execute(select(ASSERTIONS)).mappings()]
        made = []
        for number in range(wanted - len(rows)):
            row = rows[number % len(rows)]
            record = json.loads(row["record"])
            name = f"mrs-{number:016x}"
            day = (date(2011, 3, 15) + timedelta(days=number % 4000)).isoformat()
            when = {"start": day, "end": day, "precision": "day", "text": None, "span": None}
            record |= {"event_id": name, "date": when}
            made.append(row | {"id": len(rows) + number + 1, "name": name, "record": json.dumps(record)})
        connection.execute(insert(ASSERTIONS), made)


def main() -> None:
    """Print the median and the slowest of eleven answers of each page."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        project = create(Path(folder) / "desk", "", None, os.environ, "bench")
        fill(project, [data_root() / "examples" / "reports.jsonl"])
        copies(project, wanted)
        client = TestClient(make_app(project), base_url="http://localhost")
        start = time.perf_counter()
        client.get("/api/time")
        print(f"{wanted:,} assertions taken in: {time.perf_counter() - start:.1f} s")
        for path in PAGES:
            times = []
            for _ in range(11):
                start = time.perf_counter()
                assert client.get(path).status_code == 200
                times.append(1000 * (time.perf_counter() - start))
            print(f"{statistics.median(times):7.0f} ms  {max(times):7.0f} ms  {path}")
        project.close()


if __name__ == "__main__":
    main()
