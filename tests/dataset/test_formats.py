"""Every format opens in the tools that it is for, and nothing in it runs."""

from __future__ import annotations

import csv
import json
import warnings
from pathlib import Path

import pytest
from made_happenings import REBELS, Told, party, place

from marsad.dataset.layout import load_layout
from marsad.dataset.writers import FORMATS
from marsad.errors import UsageError
from marsad.paths import data_root

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\u200f=1+1", " =cmd|' /C calc'!A0", '=HYPERLINK("x")']


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_happenings_give_the_same_bytes(many: Told, format: str) -> None:
    first = many.export(format, "one")[0].read_bytes()
    assert many.export(format, "two")[0].read_bytes() == first
    assert many.export(format, "one")[1]["output"]["bytes"] == len(first)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_inert_in_every_cell_of_csv_and_xlsx(told: Told, formula: str) -> None:
    import openpyxl

    side = party("x", formula, "rebel")
    told.add(actor=side, target=side, places=[place(formula, text=formula, admin1=formula)], words=formula)
    told.reports[0] |= {"outlet": formula, "title": formula, "url": formula, "text": formula * 9}
    for format in ("csv", "acled", "ged", "plover", "hxl"):
        with told.export(format)[0].open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert sum(cell.lstrip(" \t\u200f")[:1] == "'" for cell in cells) >= 3, format
        assert not [cell for cell in cells if cell.lstrip(" \t\u200f")[:1] in ("=", "+", "@")]
    for format in ("xlsx", "acled"):
        book = openpyxl.load_workbook(told.export(format, "xlsx")[0])
        kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
        values = [cell.value for sheet in book for row in sheet for cell in row if isinstance(cell.value, str)]
        assert "f" not in kinds
        assert not [value for value in values if value.lstrip(" \t\u200f")[:1] in ("=", "+", "@")]


def test_numbers_stay_numbers_in_a_spreadsheet(told: Told) -> None:
    import openpyxl

    told.add(places=[place("South", -35.5, -70.25)])
    sheet = openpyxl.load_workbook(told.export("xlsx", "xlsx")[0])["data"]
    names = [cell.value for cell in sheet[1]]
    row = dict(zip(names, [cell.value for cell in sheet[2]], strict=True))
    assert (row["latitude"], row["longitude"], row["killed"]) == (-35.5, -70.25, 3)


def test_a_spreadsheet_has_data_codebook_and_sources(many: Told) -> None:
    import openpyxl

    book = openpyxl.load_workbook(many.export("xlsx", "xlsx")[0])
    assert book.sheetnames == ["data", "codebook", "sources"]
    assert [row[0].value for row in book["codebook"]][1:-1] == list(load_layout(data_root(), "table").header)
    assert book["sources"].max_row == len(many.reports) + 1
    assert book["data"].max_row == len(many.happenings) + 1


def test_parquet_has_types_and_duckdb_reads_it(many: Told) -> None:
    import duckdb
    import pyarrow.parquet as pq

    out, record = many.export("parquet", "parquet")
    schema = pq.read_schema(out)
    assert [str(schema.field(name).type) for name in ("date_start", "killed", "latitude", "kind")] == [
        "date32[day]", "int64", "double", "string"]  # fmt: skip
    dead = duckdb.sql(f"select sum(killed_low) from '{out}' where counted = 1").fetchall()  # noqa: S608
    assert dead == [(record["counts"]["killed"]["low"],)]


def test_geoparquet_opens_in_geopandas_and_duckdb(many: Told) -> None:
    import duckdb
    import geopandas
    import pyarrow.parquet as pq

    out, record = many.export("geoparquet", "parquet")
    frame = geopandas.read_parquet(out)
    assert json.loads(pq.read_schema(out).metadata[b"geo"])["version"] == "1.1.0"
    assert len(frame) == record["counts"]["rows"]
    assert str(frame.crs.to_string()) == "OGC:CRS84"
    assert (frame.geometry[0].x, frame.geometry[0].y) == (36.806, 35.863)
    assert frame.geometry[1].geom_type == "MultiPoint"
    assert frame.geometry.isna().sum() == 1
    assert duckdb.sql(f"select count(geometry) from '{out}'").fetchall() == [(len(frame) - 1,)]  # noqa: S608


@pytest.mark.parametrize(("format", "missing"), [("geojson", 0), ("kml", 1)])
def test_maps_open_in_gdal(many: Told, format: str, missing: int) -> None:
    import pyogrio

    out, record = many.export(format, format)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        info = pyogrio.read_info(out)
        frame = pyogrio.read_dataframe(out)
    assert info["features"] == len(frame) == len(many.happenings) - missing == record["counts"]["rows"]
    assert (frame.geometry[0].x, frame.geometry[0].y) == (36.806, 35.863)


def test_kml_has_stretches_of_time_and_bears_any_words(told: Told) -> None:
    import xml.etree.ElementTree as ET

    told.add(places=[place("A & <B>\x0b")], days=("2017-04-04", "2017-04-06", "day"))
    tree = ET.parse(told.export("kml", "kml")[0])  # noqa: S314 - our own file
    space = "{http://www.opengis.net/kml/2.2}"
    mark = next(tree.iter(f"{space}Placemark"))
    assert mark.findtext(f"{space}name") == "air strike, A & <B>"
    assert mark.findtext(f"{space}TimeSpan/{space}end") == "2017-04-06"


def test_hxl_has_a_row_of_hashtags(many: Told) -> None:
    with many.export("hxl")[0].open(encoding="utf-8", newline="") as file:
        found = list(csv.reader(file))
    tags = dict(zip(found[0], found[1], strict=True))
    assert (tags["killed"], tags["latitude"], tags["actor"]) == ("#affected+killed", "#geo+lat", "#group+name+first")
    assert all(tag == "" or tag.startswith("#") for tag in found[1])


def test_prov_is_read_by_prov(many: Told) -> None:
    prov_model = pytest.importorskip("prov.model")
    out, _ = many.export("prov", "json")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document = prov_model.ProvDocument.deserialize(source=str(out), format="json")
    derived = [r for r in document.get_records() if "wasDerivedFrom" in r.get_provn()]
    assert len(derived) == 2 * len(many.happenings)


def test_ftm_entities_are_valid(many: Told) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ftm = pytest.importorskip("followthemoney")
        found = [json.loads(line) for line in many.export("ftm")[0].read_text(encoding="utf-8").splitlines()]
        for one in found:
            schema = ftm.model.get(one["schema"])
            assert schema is not None, one["schema"]
            assert set(one["properties"]) <= set(schema.properties), (one["schema"], one["properties"])
            schema.validate(one)
    assert {one["schema"] for one in found} >= {"Event", "Article", "PublicBody", "Organization"}
    assert len({one["id"] for one in found}) == len(found)


def test_a_csv_may_begin_with_a_byte_order_mark(told: Told) -> None:
    told.add(actor=REBELS)
    assert told.export("csv", bom=True)[0].read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert told.export("csv")[0].read_bytes().startswith(b"id,")


def test_a_missing_library_is_named_with_what_to_do(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    told.add()
    for name in [name for name in sys.modules if name.startswith("marsad.dataset.writers.parquet")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"parquet needs pyarrow: install it with pip install 'marsad\[export\]'"):
        told.export("parquet")


def test_the_files_that_are_read_are_not_written_over(told: Told) -> None:
    told.add()
    before = told.files().happenings.read_bytes()
    with pytest.raises(UsageError, match="is one of the files that are read"):
        _export_onto(told)
    assert told.files().happenings.read_bytes() == before


def _export_onto(told: Told) -> None:
    from made_happenings import MADE

    from marsad.dataset.export import Order, export

    files = told.files()
    export(files, Order("csv", files.happenings, MADE), data_root())


def test_what_is_no_happening_is_refused_by_name(told: Told, tmp_path: Path) -> None:
    told.add()
    told.happenings[0].pop("kind")
    with pytest.raises(UsageError, match="hap-0000000000000000: neither a happening nor an event"):
        told.export("csv")
    from marsad.dataset.lines import records

    path = tmp_path / "no.jsonl"
    path.write_text('{"a": 1}\n{]\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"no\.jsonl:2: no JSON"):
        list(records(path))
