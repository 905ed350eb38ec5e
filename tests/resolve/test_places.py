"""Places resolved: the cases, the examples of the tables, containers, topics and what is not known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.codebook.places import PlaceRow, load_places
from marsad.codebook.tables import Row, read_table
from marsad.extract.matcher import Matcher
from marsad.extract.places import add_place_patterns, find_places, find_topics
from marsad.gazetteer import Gazetteer
from marsad.gazetteer.geometry import distance_km
from marsad.resolve.place_out import ResolvedPlace
from marsad.resolve.place_votes import report_country
from marsad.resolve.places import PlaceResolver
from marsad.text.tokens import tokenize

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared" / "reports"
TABLES = load_places(ROOT / "data", [])
GAZETTEER = Gazetteer.load(ROOT / "data", TABLES)
MATCHER = Matcher()
LEXICON = add_place_patterns(MATCHER, GAZETTEER.names(), TABLES)
RESOLVER = PlaceResolver(GAZETTEER)
CASES = read_table(ROOT / "tests" / "cases" / "places.tsv", ("sentence", "country", "expected"), [])


def resolve(text: str, country: str | None = None) -> list[ResolvedPlace]:
    tokens = tokenize(text)
    mentions = find_places(tokens, MATCHER.find(tokens), LEXICON)
    found = country or report_country(mentions, GAZETTEER, None)
    return RESOLVER.resolve(mentions, tokens, found, find_topics(mentions, tokens))


def test_enough_cases() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where())
def test_case(case: Row) -> None:
    places = [item.place for item in resolve(case["sentence"], case["country"])]
    expected = [] if case["expected"] == "-" else [part.rsplit("@", 1) for part in case["expected"].split(" ; ")]
    assert [place.text for place in places] == [text for text, _ in expected]
    for place, (text, point) in zip(places, expected, strict=True):
        if point == "-":
            assert place.lat is None
        else:
            lat, lon = map(float, point.split(","))
            assert place.lat is not None, text
            assert place.lon is not None, text
            assert distance_km(place.lat, place.lon, lat, lon) < 3, text


def _reached(row: PlaceRow) -> bool:
    """Tell whether the example of a row leads to its place; a district may be told by its town."""
    reach = max(15.0, row.radius_km * (2.0 if row.feature == "district" else 1.0), 40.0 * (row.feature == "district"))
    points = [(item.place.lat, item.place.lon) for item in resolve(row.example, row.country)]
    return any(
        lat is not None and lon is not None and distance_km(lat, lon, row.lat, row.lon) < reach for lat, lon in points
    )


@pytest.mark.parametrize("table", ["countries.tsv", "governorates.tsv", "districts.tsv", "seed.tsv"])
def test_examples_of_the_tables(table: str) -> None:
    rows = [row for row in TABLES.places if row.where.startswith(table) and row.example]
    assert rows
    assert [f"{row.where} {row.example}" for row in rows if not _reached(row)] == []


def test_topic_decides_between_quarters_of_one_name() -> None:
    for city, lat in (("دير الزور", 35.3), ("الرقة", 35.9)):
        *_, last = resolve(f"وفي {city}، انفجرت عبوة في حي الصناعة")
        assert last.place.lat == pytest.approx(lat, abs=0.1)
        assert last.place.within == (city,)


def test_container_decides_between_cities_of_one_name() -> None:
    assert resolve("اشتباكات في مدينة طرابلس شمالي لبنان")[0].place.country == "LB"
    assert resolve("اشتباكات في مدينة طرابلس غربي ليبيا")[0].place.country == "LY"


def test_unknown_place_gets_its_container_coarsely() -> None:
    first, *_ = resolve("قتل راع في قرية أم شويحة بريف تل تمر")
    assert (first.place.gazetteer_id, first.place.name) == (None, None)
    assert first.place.text == "قرية أم شويحة"
    assert first.place.precision == 3
    assert first.place.admin1 == "Al-Hasakah"


def test_nothing_known_is_no_point() -> None:
    (only,) = resolve("قتل راع في قرية أم شويحة")
    assert (only.place.lat, only.place.lon, only.place.gazetteer_id) == (None, None, None)
    assert only.reasons


def test_anaphora_resolves_to_the_city() -> None:
    *_, last = resolve("وفي محافظة الرقة، قصفت طائرات أحياء المدينة")
    assert last.place.name == "Raqqa"


def test_the_city_is_none_that_only_a_governorate_is_named_by() -> None:
    *_, last = resolve("تجمع متظاهرون في الموصل، وقال محافظ نينوى إن المدينة هادئة")
    assert last.place.name == "Mosul"


@pytest.mark.parametrize("words", ["وسط القرية", "مدخل القرية", "أطراف القرية"])
def test_part_of_a_village_that_no_table_knows_is_the_village(words: str) -> None:
    *_, last = resolve(f"دخلت دورية قرية دغبلة صباحا، وأطلقت النار عند {words}")
    assert last.place.text == "قرية دغبلة"


def test_bearing_moves_the_point() -> None:
    north, city = resolve("انفجار شمال الرقة")[0].place, resolve("انفجار في الرقة")[0].place
    assert north.lat is not None
    assert city.lat is not None
    assert north.lat > city.lat
    assert north.precision == 2


def test_candidates_are_explained() -> None:
    (only,) = resolve("انفجار في دوما", "SY")
    assert only.candidates[0].id == "sy-douma"
    assert any("SY" in reason for reason in only.candidates[0].reasons)


def test_country_by_votes() -> None:
    tokens = tokenize("قصفت طائرات تعز ومأرب، ودعت السعودية إلى التهدئة")
    mentions = find_places(tokens, MATCHER.find(tokens), LEXICON)
    assert report_country(mentions, GAZETTEER, None) == "YE"
    assert report_country([], GAZETTEER, None) is None
    assert report_country([], GAZETTEER, "SD") == "SD"


@pytest.mark.skipif(not (SHARED / "seed.txt").is_file(), reason="the shared report is not here")
def test_places_of_the_seed_report() -> None:
    gold = json.loads((SHARED / "seed.gold.json").read_text(encoding="utf-8"))
    places = [item.place for item in resolve((SHARED / "seed.txt").read_text(encoding="utf-8"))]
    for wanted in (place for event in gold["events"] for place in event["places"] + event["to"] if place["lat"]):
        same = [p for p in places if wanted["text"] in p.text or wanted["text"] == p.name_ar]
        assert any(distance_km(p.lat, p.lon, wanted["lat"], wanted["lon"]) < 10 for p in same if p.lat and p.lon), (
            wanted
        )
