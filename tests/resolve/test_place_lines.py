"""Relative and vague places: roads, borders, distances, sides; what else a name may mean."""

from __future__ import annotations

import pytest

from marsad import Coder, Report
from marsad.gazetteer.geometry import distance_km
from marsad.model import Place
from marsad.resolve.place_out import ResolvedPlace

CODER = Coder()


def resolve(text: str, country: str | None = "SY") -> list[ResolvedPlace]:
    return list(CODER.places(Report("r", text, country=country)))


def place(text: str, country: str | None = "SY") -> Place:
    """Return the place of a text that names one alone."""
    found = resolve(text, country)
    assert len(found) == 1, [one.place.text for one in found]
    return found[0].place


def away(one: Place, other: Place) -> float:
    assert None not in (one.lat, one.lon, other.lat, other.lon)
    return distance_km(one.lat, one.lon, other.lat, other.lon)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قطع مسلحون طريق دمشق – السويداء", "طريق دمشق – السويداء"),
        ("قطع مسلحون طريق دمشق-السويداء أمس", "طريق دمشق-السويداء"),
        ("قطع مسلحون طريق دمشق السويداء أمس", "طريق دمشق السويداء"),
        ("قطع مسلحون أوتوستراد دمشق/السويداء", "أوتوستراد دمشق/السويداء"),
        ("انفجر لغم على الطريق الرابط بين دمشق والسويداء", "الطريق الرابط بين دمشق والسويداء"),
        ("قصفت طائرات المنطقة الواقعة بين دمشق والسويداء", "المنطقة الواقعة بين دمشق والسويداء"),
    ],
)
def test_a_line_between_two_places(text: str, words: str) -> None:
    found = place(text)
    assert found.text == words
    assert found.span.of(text) == words
    start, end = place("قصف على دمشق"), place("قصف على مدينة السويداء")
    assert found.lat == pytest.approx((start.lat + end.lat) / 2, abs=0.01)  # type: ignore[operator]
    assert found.radius_km == pytest.approx(away(start, end) / 2, abs=2)
    assert (found.precision, found.geo_precision) == (5, 3)
    assert found.geometry == {
        "type": "LineString",
        "coordinates": [[start.lon, start.lat], [end.lon, end.lat]],
    }


def test_an_axis_of_two_villages_is_a_small_area() -> None:
    found = place("اشتباكات على محور سراقب - النيرب")
    assert (found.precision, found.geo_precision) == (5, 2)
    assert found.radius_km is not None
    assert found.radius_km < 10


def test_a_road_to_one_place_stays_a_point_on_it() -> None:
    found = place("انفجر لغم على طريق تدمر")
    assert (found.geometry, found.precision) == (None, 5)


@pytest.mark.parametrize(
    ("text", "country", "id"),
    [
        ("تسلل مسلحون عبر الحدود السورية التركية", "SY", "border:SY-TR"),
        ("تسلل مسلحون عبر الحدود السورية - التركية", "SY", "border:SY-TR"),
        ("اشتباكات على الحدود مع تشاد", "SD", "border:SD-TD"),
        ("اشتباكات على الحدود العراقية", "SY", "border:SY-IQ"),
        ("تسلل مسلحون عبر الشريط الحدودي مع تركيا", "SY", "border:SY-TR"),
        ("اشتباكات قرب الحدود السعودية", "YE", "border:YE-SA"),
    ],
)
def test_a_border_is_a_line(text: str, country: str, id: str) -> None:
    found = place(text, country)
    assert (found.gazetteer_id, found.feature, found.precision, found.geo_precision) == (id, "border", 5, 3)
    assert found.geometry is not None
    assert found.geometry["type"] == "LineString"


def test_a_place_beside_a_border_tells_the_stretch() -> None:
    town, border = (one.place for one in resolve("وفي رأس العين، تسلل مسلحون عبر الحدود السورية التركية"))
    assert away(town, border) < 30
    assert border.radius_km == pytest.approx(40, abs=1)


def test_a_border_of_unknown_sides_has_no_point_but_a_reason() -> None:
    found = place("اشتباكات على الحدود السورية", "SY")
    assert (found.lat, found.gazetteer_id) == (None, None)
    assert found.reason is not None
    assert "border" in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "انفجار على بعد 20 كم شمال مدينة الرقة",
        "انفجار على بعد 20 كيلومتراً إلى الشمال من مدينة الرقة",
        "انفجار (20 كلم شمالي مدينة الرقة)",
    ],
)
def test_kilometres_and_a_direction(text: str) -> None:
    found, city = place(text), place("انفجار في مدينة الرقة")
    assert away(found, city) == pytest.approx(20, abs=0.5)
    assert found.lat > city.lat  # type: ignore[operator]
    assert (found.precision, found.geo_precision) == (2, 2)
    assert found.radius_km is not None
    assert 6 <= found.radius_km <= 8


def test_kilometres_without_a_direction_widen_the_radius() -> None:
    found, city = place("انفجار على مسافة 10 كم من تدمر"), place("انفجار في تدمر")
    assert (found.lat, found.lon) == (city.lat, city.lon)
    assert found.radius_km is not None
    assert found.radius_km >= 10
    assert found.precision == 2


def test_a_side_of_the_countryside_is_an_area() -> None:
    found, city = place("غارة على ريف حلب الشمالي"), place("غارة على مدينة حلب")
    assert found.geometry is not None
    (ring,) = found.geometry["coordinates"]  # type: ignore[misc]
    assert ring[0] == ring[-1] == [city.lon, city.lat]
    assert all(lat >= city.lat for _, lat in ring)
    assert (found.precision, found.geo_precision) == (4, 3)


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("انفجاران في العاصمة", "SY", "Damascus"),
        ("انفجاران في العاصمة العراقية", "SY", "Baghdad"),
        ("قصف جنوب العاصمة", "YE", "Sanaa"),
    ],
)
def test_a_capital_is_that_of_the_country_spoken_of(text: str, country: str, name: str) -> None:
    assert place(text, country).name == name


def test_a_capital_that_is_named_is_one_place() -> None:
    assert [one.place.name for one in resolve("انفجاران في العاصمة دمشق")] == ["Damascus"]
    assert [one.place.text for one in resolve("انفجاران في العاصمة عمّان", "JO")] == ["عمّان"]


def test_units_are_told_in_both_languages_with_their_codes() -> None:
    assert place("قصف على مدينة سراقب").units == ({"level": 1, "name": "Idlib", "name_ar": "إدلب", "pcode": "SY07"},)


def test_rif_dimashq_is_a_governorate_and_salah_ad_din_may_be_one() -> None:
    assert place("حملة في ريف دمشق").feature == "governorate"
    assert place("حملة في الأنبار", None).gazetteer_id == "IQ-AN"
    assert place("حملة في محافظة صلاح الدين", None).gazetteer_id == "IQ-SD"
    quarter = place("قصف على حي صلاح الدين في حلب".split(" في ")[0])
    assert quarter.feature == "quarter"


def test_alternatives_are_kept_for_a_reviewer() -> None:
    found = place("اشتباكات في مدينة طرابلس", "LY")
    assert found.country == "LY"
    others = {other["country"]: other for other in found.alternatives}
    assert "LB" in others
    assert list(others["LB"]) == ["gazetteer_id", "name", "admin1", "country", "lat", "lon", "score"]
    assert all(other["gazetteer_id"] != found.gazetteer_id for other in found.alternatives)


def test_no_point_without_a_reason() -> None:
    nowhere = place("قتل راع في قرية أم شويحة", None)
    assert (nowhere.lat, nowhere.reason) == (None, "in no table, and nothing tells where it lies")
    held = resolve("قتل راع في قرية أم شويحة بريف تل تمر")[0].place
    assert held.reason is not None
    assert held.reason.startswith("not known; in Tell Tam")
    assert place("قصف على مدينة سراقب").reason is None


def test_streets_bear_the_names_of_towns_far_away() -> None:
    city, street = (one.place for one in resolve("وفي مصراتة، انفجرت عبوة في شارع طرابلس", "LY"))
    assert away(city, street) < 1
    assert street.gazetteer_id is None


def test_where_the_point_is_an_estimate_the_radius_says_so() -> None:
    rows = {row.id: row for row in CODER.codebook.places.places}
    row = next(
        row for row in rows.values() if row.feature == "village" and "±4 km" in row.source and row.country == "SY"
    )
    found = place(f"قصف على قرية {row.names[0]}")
    assert found.gazetteer_id == row.id
    assert found.radius_km == pytest.approx(row.radius_km + 4)


def test_the_names_of_the_borders_are_read() -> None:
    for row in CODER.codebook.places.borders:
        found = [one.place.gazetteer_id for one in resolve(row.example, row.countries[0])]
        assert f"border:{'-'.join(row.countries)}" in found, row.where
