"""A gazetteer of a hundred thousand real places, made of the tables kept beside the source tree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad import Coder, Report
from marsad.cli import program
from marsad.evaluate import load_gold, load_words
from marsad.evaluate.places import PlaceScore
from marsad.gazetteer.file import read_records

COUNTRIES = "SY IQ YE LY SD LB PS IL JO EG".split()
LOADING = """
import os, sys, time
from pathlib import Path
from marsad.codebook.places import load_places
from marsad.gazetteer.lookup import Gazetteer
root, file = map(Path, sys.argv[1:])
tables = load_places(root, [])
held = lambda: int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
before = held()
start = time.process_time()
gazetteer = Gazetteer.load(root, tables, file)
names = dict(gazetteer.names())
print(len(names), time.process_time() - start, held() - before)
"""


@pytest.fixture(scope="session")
def file(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a gazetteer made of the shared tables, or skip."""
    pytest.importorskip("shapely")
    folder = shared / "gazetteer"
    if not (folder / "wof_places.tsv.gz").is_file():
        pytest.skip("no shared tables of places beside the source tree")
    out = tmp_path_factory.mktemp("gazetteer") / "places.sqlite"
    told = [
        "gazetteer",
        "build",
        *COUNTRIES,
        "--from-dir",
        str(folder),
        "--sources",
        "wof,opensyria",
        "--out",
        str(out),
    ]
    result = CliRunner().invoke(program, told)
    assert result.exit_code == 0, result.output
    return out


def test_places_of_ten_countries_with_their_units(file: Path) -> None:
    listed = list(read_records(file))
    assert len(listed) > 90_000
    assert sum(bool(one.admin[0]) for one in listed) > 0.99 * len(listed)
    governorates = {one.country: 0 for one in listed}
    for one in listed:
        governorates[one.country] += one.feature == "governorate"
    assert (governorates["YE"], governorates["SD"], governorates["PS"]) == (22, 18, 16)
    assert sum(one.country == "SY" and one.level == 3 and one.pcode != "" for one in listed) == 272


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells the memory held")
def test_it_is_loaded_in_time_and_memory(file: Path, data: Path) -> None:
    command = [sys.executable, "-c", LOADING, str(data), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    names, seconds, megabytes = map(float, done.stdout.split())
    assert names > 60_000
    assert seconds < 4.0, "two seconds on a quiet machine"
    assert 20 < megabytes < 300


def test_places_of_the_blind_reports(file: Path, root: Path, data: Path) -> None:
    coder, words = Coder(gazetteer=file), load_words(data)
    score = PlaceScore(coder.gazetteer, words)
    for report in load_gold(root / "gold" / "blind", words):
        score.add(report, coder.places(Report(report.id, report.text or "")))
    found = score.to_dict()
    floors = {
        "all": {"within_5_km": 0.6, "within_20_km": 0.7, "admin1": 0.83, "radius_honest": 0.83},
        "held": {"candidate_recall": 0.91, "within_5_km": 0.81, "within_20_km": 0.89, "admin1": 0.92},
    }
    low = [(group, name) for group in floors for name, floor in floors[group].items() if found[group][name] < floor]
    assert low == []


def test_a_village_that_only_the_file_knows(file: Path) -> None:
    text = "قصفت طائرات حربية قرية الجوادية"
    with_it = Coder(gazetteer=file).places(Report("r", text, country="SY"))
    assert with_it[0].place.admin2 is not None
    assert with_it[0].place.units[0]["pcode"] == "SY08"
