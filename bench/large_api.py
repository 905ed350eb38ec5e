"""Ask the desk's JSON ten thousand questions that its description allows or forbids, with rights and without.

Say how many of each operation, mode and right: `python bench/large_api.py 62`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

from starlette.testclient import TestClient

from marsad.paths import data_root
from marsad.project import users
from marsad.project.demo import fill
from marsad.project.project import create
from marsad.store.check import prove
from marsad.web.app import make_app

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "web"))


def main() -> None:
    """Print how many answers had which status, by right; end where one is the server's fault."""
    from hammer import hammer, names_in

    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 62
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        project = create(Path(folder) / "desk", "", None, os.environ, "bench")
        fill(project, [data_root() / "examples" / "reports.jsonl"])
        users.add(project, "ana", "admin", "a few long words")
        tokens = {right: users.add_token(project, "ana", "a bench", right, 1) for right in ("admin", "code", "read")}
        shown = {right: {"authorization": f"Bearer {token}"} for right, token in tokens.items()} | {"nothing": {}}
        total = Counter[int]()
        with TestClient(make_app(project), base_url="http://localhost", raise_server_exceptions=False) as client:
            description = client.get("/api/openapi.json", headers=shown["admin"]).json()
            names = names_in(client, shown["admin"])
            for right, headers in shown.items():
                start = time.perf_counter()
                answers = hammer(client, description, headers, cases, names)
                told = ", ".join(f"{status}: {number:,}" for status, number in sorted(answers.items()))
                print(
                    f"{right:<8} {sum(answers.values()):>7,} answers in {time.perf_counter() - start:.0f} s  ({told})"
                )
                total += answers
        faults = sum(number for status, number in total.items() if status >= 500)
        print(f"{sum(total.values()):,} answers, of which {faults} the server's fault")
        print(f"faults of the project after it: {prove(project.database, project.archive).faults}")
        project.close()


if __name__ == "__main__":
    main()
