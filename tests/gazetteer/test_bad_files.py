"""Bad input is told in one line with its file and row, and the gazetteer made before stays as it was."""

from __future__ import annotations

import gzip
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli import program
from marsad.gazetteer.sources.wof import TABLE

sys.path.insert(0, str(Path(__file__).parent))
from samples import features, geonames_row, square

OWN = "name\tlat\tlon\nزيتون\t36.1\t37.2\n"


def run(*arguments: str | Path) -> str:
    """Run a command that must fail with status 2, and return the one line it says of it."""
    result = CliRunner().invoke(program, ["gazetteer", *map(str, arguments)])
    assert result.exit_code == 2, result.output
    told = [line for line in result.stderr.splitlines() if not line.endswith((" records", "merging"))]
    assert len(told) == 1, result.stderr
    assert "Traceback" not in result.stderr
    return told[0]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a gazetteer made before."""
    table, out = tmp_path / "first.tsv", tmp_path / "old.sqlite"
    table.write_text(OWN, encoding="utf-8")
    result = CliRunner().invoke(program, ["gazetteer", "import", str(table), "--own", "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out


def dump(folder: Path, *rows: str) -> None:
    (folder / "SY.txt").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def cut_gzip(folder: Path) -> None:
    header = "\t".join(column for columns in TABLE.values() for column in columns)
    rows = "".join(f"{n}\tSY\tlocality\tZ{n * n}\t\t\t36.1\t37.2\t\t\t\t\t\t\n" for n in range(9999))
    whole = gzip.compress(f"{header}\n{rows}".encode())
    (folder / "wof_places.tsv.gz").write_bytes(whole[: len(whole) // 2])


def cut_zip(folder: Path) -> None:
    with zipfile.ZipFile(folder / "SY.zip", "w") as archive:
        archive.writestr("SY.txt", geonames_row(1, "Zeitun", 36, 37) + "\n")
    whole = (folder / "SY.zip").read_bytes()
    (folder / "SY.zip").write_bytes(whole[: len(whole) // 2])


def bomb(folder: Path) -> None:
    with zipfile.ZipFile(folder / "SY.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", b"0" * 60_000_000)


def gzip_bomb(folder: Path) -> None:
    (folder / "wof_places.tsv.gz").write_bytes(gzip.compress(b"a" * 60_000_000))


def crossed(folder: Path) -> None:
    bow = {"type": "Polygon", "coordinates": [[[37, 36], [38, 37], [38, 36], [37, 37], [37, 36]]]}
    text = features(({"wof_id": 5, "cc": "SY", "name": "Zeitun", "name_ar": "زيتون"}, bow))
    (folder / "wof_admin2.geojson").write_text(text, encoding="utf-8")


def open_ring(folder: Path) -> None:
    area = square(37, 36, 38, 37)
    area["coordinates"][0].pop()
    text = features(({"wof_id": 5, "cc": "SY", "name": "Zeitun", "name_ar": "زيتون"}, area))
    (folder / "wof_admin2.geojson").write_text(text, encoding="utf-8")


def latin1(folder: Path) -> None:
    (folder / "SY.txt").write_bytes(geonames_row(1, "Zeitûn", 36, 37).encode("latin-1") + b"\n")


BAD: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "truncated gzip": ("wof", cut_gzip, r"wof_places.tsv.gz: is damaged or cut short"),
    "truncated zip": ("geonames", cut_zip, r"SY.zip: is no whole zip archive"),
    "zip bomb": ("geonames", bomb, r"SY.zip: SY.txt would unpack to 60,000,000 bytes"),
    "gzip bomb": ("wof", gzip_bomb, r"wof_places.tsv.gz:1: unpacks to more than"),
    "wrong columns": ("geonames", lambda at: dump(at, "1\tZeitun\t36\t37"), r"SY.txt:1: has 4 columns; .* 19"),
    "no number": ("geonames", lambda at: dump(at, geonames_row(1, "Z", "north", 37)), r"SY.txt:1: 'north'"),  # type: ignore[arg-type]
    "out of range": (
        "geonames",
        lambda at: dump(at, geonames_row(1, "Z", 96.1, 37)),
        r"SY.txt:1: 96.1, 37 is out of range",
    ),
    "swapped": ("geonames", lambda at: dump(at, geonames_row(1, "Z", 41.0, 34.9)), r"SY.txt:1: .* are swapped"),
    "not UTF-8": ("geonames", latin1, r"SY.txt:1: is not UTF-8"),
    "crosses itself": ("wof", crossed, r"wof_admin2.geojson: feature 1: the outline of Zeitun .*Self-intersection"),
    "open border": ("wof", open_ring, r"wof_admin2.geojson: feature 1: its border does not close"),
    "not GeoJSON": (
        "wof",
        lambda at: (at / "wof_admin1.geojson").write_text('{"a": ') and None,
        r"wof_admin1.geojson: is not",
    ),
    "nothing there": ("osm", lambda _: None, r"holds no file of osm for SY"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_source(case: str, tmp_path: Path, old: Path) -> None:
    if case == "crosses itself":
        pytest.importorskip("shapely")
    source, write, message = BAD[case]
    folder = tmp_path / "files"
    folder.mkdir()
    write(folder)
    before = old.read_bytes()
    told = run("build", "SY", "--from-dir", folder, "--sources", source, "--out", old)
    assert re.search(message, told), told
    assert old.read_bytes() == before
    assert not list(old.parent.glob(".*.part"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\tlat\nزيتون\t36.1\n", "ours.tsv:1: has no column 'lon'"),
        ("name\tlat\tlon\tcolour\nزيتون\t36.1\t37.2\tred\n", "ours.tsv:1: has a column 'colour'"),
        (OWN + "تل\t36.1\n", "ours.tsv:3: has 2 cells where the header names 3 columns"),
        (OWN + "تل\t\t37.2\n", "ours.tsv:3: lat is empty"),
        (OWN + "تل\t36,1\t37.2\n", "ours.tsv:3: '36,1', '37.2' are no coordinates"),
        (OWN + "تل\t36.1\t237.2\n", "ours.tsv:3: 36.1, 237.2 is out of range"),
        ("name\tlat\tlon\tradius\nزيتون\t36.1\t37.2\twide\n", "ours.tsv:2: radius 'wide'"),
        (
            "name\tlat\tlon\tcountry\nزيتون\t41.0\t34.9\tSY\n",
            "ours.tsv:2: 41.0, 34.9 is not in SY: latitude and longitude are swapped",
        ),
        ("name\tlat\tlon\tcountry\nزيتون\t15.0\t44.9\tSY\n", "ours.tsv:2: 15.0, 44.9 is not in SY: correct"),
        ("name\tlat\tlon\tcountry\nزيتون\t36.1\t37.2\tSyria\n", "ours.tsv:2: country 'Syria'"),
        ("", "ours.tsv: is empty"),
    ],
)
def test_a_bad_row_of_own_places(text: str, message: str, tmp_path: Path, old: Path) -> None:
    path, before = tmp_path / "ours.tsv", old.read_bytes()
    path.write_text(text, encoding="utf-8")
    assert message in run("import", path, "--own", "--out", old)
    assert old.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--columns", "name,lat"], "name the columns of at least name"),
        (["--columns", "name=title,lat,lon", "--country", "SY"], "first.tsv:2: has no column 'title'"),
        (["--columns", "named,lat,lon"], "'named' is none of"),
        (["--columns", "name,lat,lon", "--country", "Syria"], "'Syria' is no country of two letters"),
        (["--columns", "name,lat,lon", "--country", "SY"], "gives no place"),
        ([], "--columns is needed"),
    ],
)
def test_a_bad_import(arguments: list[str], message: str, tmp_path: Path, old: Path) -> None:
    before = old.read_bytes()
    assert message in run("import", tmp_path / "first.tsv", *arguments, "--out", old)
    assert old.read_bytes() == before


def test_a_file_that_is_no_gazetteer(tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    assert "no such gazetteer" in run("info", path)
    path.write_bytes(b"not a database, but long enough to look like one " * 9)
    assert "is no gazetteer" in run("check", path)
    assert "is no gazetteer" in run("search", "حلب", "--gazetteer", path)


def test_unknown_source_and_country(tmp_path: Path) -> None:
    assert "'maps' is none of geonames" in run("build", "SY", "--sources", "maps", "--out", tmp_path / "g.sqlite")
    assert "'SYR' is no country" in run("build", "SYR", "--from-dir", tmp_path, "--out", tmp_path / "g.sqlite")
