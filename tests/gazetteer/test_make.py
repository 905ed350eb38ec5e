"""A gazetteer made of several sources: one place once, all its names, its units, and one's own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from marsad import Coder, Report
from marsad.codebook.place_sources import PlaceSources
from marsad.codebook.places import PlaceTables
from marsad.errors import UsageError
from marsad.gazetteer import Entry, Gazetteer
from marsad.gazetteer.check import problems
from marsad.gazetteer.file import open_file, read_records, read_sources
from marsad.gazetteer.make import Maker
from marsad.gazetteer.merge import merge
from marsad.gazetteer.records import Record

sys.path.insert(0, str(Path(__file__).parent))
from samples import features, geonames_row, square


def record(id: str, name: str, lat: float, lon: float, **told: object) -> Record:
    source = id.partition(":")[0]
    given: dict[str, object] = {"names": (name,), "feature": "village", "country": "SY", "where": id} | told
    return Record(id, source, name, lat=lat, lon=lon, **given)  # type: ignore[arg-type]


def test_shared_ids_make_one_place_with_all_names() -> None:
    one = record("geonames:11", "Zeitun", 36.1, 37.2, names=("Zeitun", "زيتون"))
    other = record("wof:1", "Olives", 36.4, 37.2, names=("Olives", "زيتونة"), same=("geonames:11",), population=700)
    (only,) = merge([other, one])
    assert (only.id, only.name, only.population) == ("geonames:11", "Zeitun", 700)
    assert only.names == ("Zeitun", "زيتون", "Olives", "زيتونة")
    assert only.same == ("wof:1", "geonames:11") or set(only.same) >= {"wof:1"}


def test_the_same_wikidata_item_makes_one_place() -> None:
    one = record("geonames:11", "زيتون", 36.1, 37.2, same=("wikidata:Q9",))
    assert len(merge([one, record("osm:node/1", "زيتونة", 36.3, 37.4, same=("wikidata:Q9",))])) == 1


@pytest.mark.parametrize(("lat", "count"), [(36.115, 1), (36.13, 2)])
def test_the_same_name_within_two_kilometres_is_one_place(lat: float, count: int) -> None:
    assert len(merge([record("geonames:1", "زَيتون", 36.1, 37.2), record("wof:1", "زيتون", lat, 37.2)])) == count


def test_a_quarter_is_not_the_village_of_its_name() -> None:
    assert (
        len(merge([record("wof:1", "زيتون", 36.1, 37.2), record("wof:2", "زيتون", 36.1, 37.2, feature="quarter")])) == 2
    )


def test_two_units_of_one_source_are_never_joined_by_a_name() -> None:
    units = [
        record(f"wof:{n}", "Zeitun", 14 + n, 44.0, names=("Zeitun", "زيتون"), feature="governorate", country="YE")
        for n in (1, 2)
    ]
    assert len(merge(units)) == 2


def test_one_s_own_place_comes_first_and_keeps_the_others_names() -> None:
    own = record("own:1", "زيتون", 36.1002, 37.2002, names=("زيتون", "حاجز زيتون"), radius_km=0.3)
    (only,) = merge([record("geonames:11", "Zeitun", 36.1, 37.2, names=("Zeitun", "زيتون")), own])
    assert (only.id, only.lat, only.radius_km) == ("own:1", 36.1002, 0.3)
    assert "Zeitun" in only.names


@pytest.fixture
def folder(geonames: Callable[[Sequence[str]], Path]) -> Path:
    """Return a folder with a dump, a table and outlines of invented units."""
    at = geonames(
        [
            geonames_row(11, "Zeitun", 36.10, 37.2, others="زيتونة الشرقية", admin1="99"),
            geonames_row(12, "Zeitun", 36.80, 37.2, others="زيتونة الشرقية", admin1="09"),
            geonames_row(13, "Sindyan", 35.10, 37.2, others="سنديانة الكبرى", admin1="09"),
        ]
    )
    header = "wof_id\tcc\tplacetype\tname\tnames_ar\tnames_latin\tlat\tlon\tpopulation\tregion_id\tcounty_id\t"
    rows = ["21\tSY\tlocality\tOlives\tزيتونة|زيتونة الشرقيه\tOlives\t36.101\t37.2\t900\t\t\t11\t\t\tgeonames"]
    text = header + "geonames_id\twikidata_id\tiso_3166_2\tsrc_geom\n" + "\n".join(rows) + "\n"
    (at / "wof_places.tsv").write_text(text, encoding="utf-8")
    unit = {"wof_id": 31, "cc": "SY", "name": "Olive District", "name_ar": "منطقة الزيتونات"}
    (at / "wof_admin2.geojson").write_text(features((unit, square(37, 36, 38, 36.5))), encoding="utf-8")
    return at


def build(maker: Maker, folder: Path, out: Path) -> Path:
    maker.add_folder(folder, ["geonames", "wof"], ["SY"])
    maker.write(out)
    return out


def entries(gazetteer: Gazetteer, name: str) -> list[Entry]:
    return [entry for _, entry in gazetteer.candidates(name, None, "SY")]


def test_the_same_files_give_the_same_bytes(
    tables: PlaceTables, sources: PlaceSources, folder: Path, tmp_path: Path
) -> None:
    pytest.importorskip("shapely")
    first = build(Maker(tables, sources), folder, tmp_path / "a.sqlite")
    second = build(Maker(tables, sources), folder, tmp_path / "b.sqlite")
    assert first.read_bytes() == second.read_bytes()


def test_what_it_was_made_of_is_written_down(maker: Maker, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("shapely")
    told = read_sources(build(maker, folder, tmp_path / "g.sqlite"))
    assert {(one.source, one.file, one.records) for one in told} == {
        ("geonames", "geonames_SY.zip", 3),
        ("wof", "wof_places.tsv", 1),
        ("wof", "wof_admin2.geojson", 1),
    }
    assert all(len(one.sha256) == 64 and one.licence for one in told)


def test_units_by_outline_by_code_and_by_neighbour(
    maker: Maker, folder: Path, tmp_path: Path, tables: PlaceTables, data: Path
) -> None:
    pytest.importorskip("shapely")
    gazetteer = Gazetteer.load(data, tables, build(maker, folder, tmp_path / "g.sqlite"))
    inside, outside = sorted(entries(gazetteer, "زيتونه الشرقيه"), key=lambda one: one.lat)
    assert (inside.admin2, outside.admin2) == ("Olive District", "")
    assert outside.admin1 == "Aleppo"
    assert inside.names[:2] == ("Zeitun", "زيتونة الشرقية")
    assert "زيتونة" in inside.names
    second = next(unit for unit in gazetteer.units(inside) if unit.level == 2)
    assert second.name_ar == "منطقة الزيتونات"
    first = gazetteer.units(outside)[0]
    assert (first.name, first.name_ar, first.pcode) == ("Aleppo", "حلب", "SY02")
    assert [unit.name for unit in gazetteer.units_at(36.2, 37.5)] == ["Olive District"]
    assert gazetteer.units_at(34.0, 37.5) == []


def test_a_gazetteer_read_back_makes_the_same_one(
    maker: Maker, folder: Path, tmp_path: Path, tables: PlaceTables, sources: PlaceSources
) -> None:
    pytest.importorskip("shapely")
    first = build(maker, folder, tmp_path / "a.sqlite")
    again = Maker(tables, sources)
    again.add_gazetteer(first)
    again.write(tmp_path / "b.sqlite")
    mine, theirs = list(read_records(first)), list(read_records(tmp_path / "b.sqlite"))
    assert [(one.id, one.names, one.admin, one.lat) for one in mine] == [
        (one.id, one.names, one.admin, one.lat) for one in theirs
    ]
    assert read_sources(first) == read_sources(tmp_path / "b.sqlite")


def test_a_report_s_places_come_from_the_file(maker: Maker, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("shapely")
    coder = Coder(gazetteer=build(maker, folder, tmp_path / "g.sqlite"))
    (found,) = coder.places(Report("r", "قصفت طائرات قرية سنديانة الكبرى أمس", country="SY"))
    assert (found.place.gazetteer_id, found.place.lat, found.place.lon) == ("geonames:13", 35.1, 37.2)
    assert not Coder().places(Report("r", "قصفت طائرات سنديانة الكبرى أمس", country="SY"))


def test_one_s_own_places_win_in_a_report(maker: Maker, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("shapely")
    ours = tmp_path / "ours.tsv"
    ours.write_text("name\tlat\tlon\tradius\nسنديانة الكبرى\t36.55\t37.9\t0.4\n", encoding="utf-8")
    maker.add_own(ours)
    coder = Coder(gazetteer=build(maker, folder, tmp_path / "g.sqlite"))
    (found,) = coder.places(Report("r", "انفجر لغم قرب سنديانة الكبرى", country="SY"))
    assert (found.place.gazetteer_id, found.place.admin1, found.place.country) == ("own:1", "Aleppo", "SY")
    assert [other["gazetteer_id"] for other in found.place.alternatives] == ["geonames:13"]


def test_an_outline_that_crosses_itself_is_mended_where_asked(maker: Maker, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("shapely")
    bow = {"type": "Polygon", "coordinates": [[[37, 36], [38, 37], [38, 36], [37, 37], [37, 36]]]}
    unit = {"wof_id": 32, "cc": "SY", "name": "Bow", "name_ar": "قوس"}
    (folder / "wof_admin3.geojson").write_text(features((unit, bow)), encoding="utf-8")
    maker.add_folder(folder, ["geonames", "wof"], ["SY"])
    with pytest.raises(UsageError, match=r"Self-intersection.*--repair"):
        maker.write(tmp_path / "g.sqlite")
    maker.write(tmp_path / "g.sqlite", repair=True)
    (mended,) = [one for one in read_records(tmp_path / "g.sqlite") if one.name == "Bow"]
    assert mended.shape is not None
    assert len(mended.shape.polygons) == 2


def test_check_tells_what_to_look_at(maker: Maker, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("shapely")
    with (folder / "wof_places.tsv").open("a", encoding="utf-8") as file:
        for number in range(40, 62):
            file.write(f"{number}\tSY\tlocality\tP{number}\t\t\t36.0\t37.0\t\t\t\t\t\t\tgeonames\n")
    told = list(problems(build(maker, folder, tmp_path / "g.sqlite")))
    assert any("22 places at 36.0, 37.0" in line for line in told)


def test_the_file_can_be_read_by_any_program(maker: Maker, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("shapely")
    with closing(open_file(build(maker, folder, tmp_path / "g.sqlite"))) as base:
        found = base.execute("SELECT p.id FROM place p JOIN name n ON n.place = p.n WHERE n.key = 'سنديانه الكبري'")
        assert found.fetchall() == [("geonames:13",)]
