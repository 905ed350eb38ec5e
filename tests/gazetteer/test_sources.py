"""Every source is read in the shapes it comes in."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from marsad.codebook.place_sources import PlaceSources
from marsad.gazetteer.records import Record
from marsad.gazetteer.sources import geonames as geonames_source
from marsad.gazetteer.sources import ocha, opensyria, osm, own, wof
from marsad.gazetteer.sources.rows import read_rows
from marsad.gazetteer.sources.table import parse_columns, records

sys.path.insert(0, str(Path(__file__).parent))
from samples import features, geonames_row, square


def test_geonames_with_the_languages_of_names(geonames: Callable[[Sequence[str]], Path], sources: PlaceSources) -> None:
    folder = geonames(
        [
            geonames_row(11, "Tell Zeitun", 36.0, 37.0, others="تل زيتون", population="6000", admin1="09"),
            geonames_row(12, "Halab", 36.2, 37.1, class_="A", code="ADM1", admin1="09"),
            geonames_row(13, "A hotel", 36.0, 37.0, class_="S", code="HTL"),
        ]
    )
    (folder / "alternatenames").mkdir()
    names = [
        "1\t11\tar\tتلّ الزيتون\t1\t\t\t\t\t",
        "2\t11\tlink\thttps://example.org\t\t\t\t\t\t",
        "3\t11\tar\tالقديم\t\t\t\t1\t\t",
    ]
    (folder / "alternatenames" / "SY.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    town, unit = geonames_source.read(folder / "geonames_SY.zip", "SY", sources)
    assert (town.feature, town.population, town.name_ar) == ("town", 6000, "تلّ الزيتون")
    assert {"تل زيتون", "القديم"} < set(town.names)
    assert not any("example" in name for name in town.names)
    assert town.units == ("geonames-code:SY.09",)
    assert (unit.level, unit.same) == (1, ("geonames:12", "geonames-code:SY.09"))


@pytest.mark.parametrize(
    "columns",
    [
        ("ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM2_EN", "ADM2_AR", "ADM2_PCODE"),
        ("adm1_name", "adm1_name1", "adm1_pcode", "adm2_name", "adm2_name1", "adm2_pcode"),
    ],
)
def test_ocha_outlines_with_old_and_new_columns(
    columns: tuple[str, ...], tmp_path: Path, sources: PlaceSources
) -> None:
    cells = dict(zip(columns, ("Aleppo", "حلب", "SY02", "Zeitun", "زيتون", "SY0299"), strict=True))
    path = tmp_path / "ocha_SY_adm2.geojson"
    path.write_text(features((cells, square(37, 36, 38, 37))), encoding="utf-8")
    (unit,) = ocha.read(path, "SY", sources)
    assert (unit.feature, unit.pcode, unit.name, unit.name_ar) == ("district", "SY0299", "Zeitun", "زيتون")
    assert unit.units == ("ocha:SY02",)
    assert unit.shape is not None
    assert unit.radius_km == pytest.approx(56, abs=3)


def test_ocha_outlines_in_an_archive_of_all_orders(tmp_path: Path, sources: PlaceSources) -> None:
    one = {"ADM1_EN": "Aleppo", "ADM1_AR": "حلب", "ADM1_PCODE": "SY02"}
    two = one | {"ADM2_EN": "Zeitun", "ADM2_AR": "زيتون", "ADM2_PCODE": "SY0299"}
    path = tmp_path / "ocha_SY_all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("syr_admbnda_adm1.geojson", features((one, square(36, 35, 39, 38))))
        archive.writestr("syr_admbnda_adm2.geojson", features((two, square(37, 36, 38, 37))))
    assert [unit.level for unit in ocha.read(path, "SY", sources)] == [1, 2]


def test_ocha_workbook_of_units_and_places(tmp_path: Path, sources: PlaceSources) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    units = book.active
    units.title = "admin1"
    for row in [("admin1Name_en", "admin1Name_ar", "admin1Pcode", "x", "y"), ("Aleppo", "حلب", "SY02", 37.1, 36.2)]:
        units.append(row)
    places = book.create_sheet("Location")
    header = ("Location_EN", "Location_AR", "Location_Pcode", "admin1Pcode", "latitude_y", "longitude_x", "type")
    for row in [header, ("Zeitun", "زيتون", "C9001", "SY02", 36.1, 37.2, "community")]:
        places.append(row)
    path = tmp_path / "ocha_SY_locations.xlsx"
    book.save(path)
    unit, place = ocha.read(path, "SY", sources)
    assert (unit.level, unit.pcode) == (1, "SY02")
    assert (place.level, place.pcode, place.feature, place.name_ar) == (0, "C9001", "village", "زيتون")
    assert place.units == ("ocha:SY02",)


def _wof(number: int, kind: str, **more: object) -> str:
    cells = {"wof:id": number, "wof:placetype": kind, "wof:name": "Zeitun", "wof:country": "SY", "geom:latitude": 36.1}
    cells |= {"geom:longitude": 37.2, "name:ara_x_preferred": ["زيتون"], "wof:hierarchy": [{"region_id": 7}]}
    return json.dumps({"properties": cells | more, "geometry": square(37, 36, 38, 37)}, ensure_ascii=False)


def test_wof_archive_without_what_is_gone(tmp_path: Path, sources: PlaceSources) -> None:
    path = tmp_path / "whosonfirst-data-admin-sy.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data/1/1.geojson", _wof(1, "locality", **{"wof:concordances": {"gn:id": 11}}))
        archive.writestr("data/2/2.geojson", _wof(2, "locality", **{"wof:superseded_by": [1]}))
        archive.writestr("data/3/3-alt-mz.geojson", _wof(3, "locality"))
        archive.writestr("data/7/7.geojson", _wof(7, "region"))
    place, unit = wof.read(path, "SY", sources)
    assert (place.id, place.same, place.units) == ("wof:1", ("geonames:11",), ("wof:7",))
    assert (unit.level, unit.shape is not None) == (1, True)


def test_osm_extract(tmp_path: Path, sources: PlaceSources) -> None:
    pytest.importorskip("osmium")
    path = tmp_path / "osm_SY.osm"
    path.write_text(
        """<?xml version="1.0"?><osm version="0.6">
        <node id="1" version="1" lat="36.1" lon="37.2"><tag k="place" v="village"/><tag k="name" v="زيتون"/>
          <tag k="name:en" v="Zeitun"/><tag k="population" v="1,200"/><tag k="wikidata" v="Q9"/></node>
        <node id="2" version="1" lat="36.2" lon="37.3"/>
        <node id="3" version="1" lat="36.3" lon="37.3"><tag k="shop" v="bakery"/><tag k="name" v="مخبز"/></node>
        <way id="4" version="1"><nd ref="2"/><nd ref="1"/><tag k="aeroway" v="aerodrome"/>
          <tag k="name" v="مطار زيتون"/></way>
        </osm>""",
        encoding="utf-8",
    )
    place, airport = osm.read(path, "SY", sources)
    assert (place.id, place.feature, place.population) == ("osm:node/1", "village", 1200)
    assert (place.same, place.name, place.name_ar) == (("wikidata:Q9",), "Zeitun", "زيتون")
    assert (airport.feature, airport.lat) == ("airport", 36.2)


def test_open_syria(tmp_path: Path, sources: PlaceSources) -> None:
    unit = {
        "id": "sy-x",
        "governorateId": "sy-a",
        "name": {"en": "Zeitun", "ar": "زيتون"},
        "aliases": [{"value": "زيتونة"}],
    }
    unit |= {
        "centroid": {"latitude": 36.1, "longitude": 37.2},
        "externalIds": {"ochaPcode": "SY0299"},
        "area": {"value": 314},
    }
    path = tmp_path / "os_districts.json"
    path.write_text(json.dumps([unit]), encoding="utf-8")
    (only,) = opensyria.read(path, "SY", sources)
    assert (only.level, only.pcode, only.radius_km) == (2, "SY0299", 10.0)
    assert "زيتونة" in only.names


def test_own_places(tmp_path: Path, sources: PlaceSources) -> None:
    path = tmp_path / "ours.tsv"
    path.write_text(
        "name\taliases\tlat\tlon\tradius\twithin\tnote\n"
        "حاجز السنديان\tالسنديان|حاجز السنديانة\t36.1\t37.2\t0.3\tتل تمر\tseen in March\n",
        encoding="utf-8",
    )
    (only,) = own.read(path, sources)
    assert (only.radius_km, only.within, only.note) == (0.3, "تل تمر", "seen in March")
    assert only.names == ("حاجز السنديان", "السنديان", "حاجز السنديانة")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.tsv", "code\ttitle\ty\tx\tkind\nZ1\tزيتون\t36.1\t37.2\tquarter\n"),
        ("p.csv", 'code,title,y,x,kind\nZ1,"زيتون",36.1,37.2,quarter\n'),
        ("p.geojson", features(({"code": "Z1", "title": "زيتون", "y": 36.1, "x": 37.2, "kind": "quarter"}, None))),
    ],
)
def test_any_table_by_its_columns(name: str, text: str, tmp_path: Path, sources: PlaceSources) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    columns = parse_columns("id=code,name=title,lat=y,lon=x,feature=kind")
    found: list[Record] = list(records(read_rows(tmp_path / name), columns, "ours", sources, {"country": "SY"}))
    assert [(one.id, one.name, one.lat, one.feature, one.country) for one in found] == [
        ("ours:Z1", "زيتون", 36.1, "quarter", "SY")
    ]


def test_codes_of_the_tables_are_sorts_of_place_that_exist(sources: PlaceSources, data: Path) -> None:
    known = {
        line.split("\t")[1] for line in (data / "places" / "features.tsv").read_text(encoding="utf-8").splitlines()[3:]
    }
    assert set(sources.codes.values()) <= known | {"settlement", "governorate", "district", "subdistrict"}
