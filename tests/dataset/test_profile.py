"""What a public file holds: nothing that leads to a person, each rule counted."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from made_happenings import Told, party, place

from marsad.dataset.scrub import REMOVED, scrub
from marsad.dataset.writers import FORMATS

DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")


def planted() -> list[str]:
    """Return a thousand phone numbers, handles and e-mail addresses, in the ways that reports write them."""
    draw = random.Random(7)  # noqa: S311 - a test's plants
    found = []
    for number in range(1000):
        digits = "".join(draw.choice(draw.choice(DIGITS[:1] if number % 3 else DIGITS)) for _ in range(7))
        name = "".join(draw.choices("abcdefghijklmnop", k=8)) + str(number)
        forms = (f"+9639{digits}x", f"0933 {digits[:3]} {digits[3:]}", f"0{digits[:3]}-{digits[3:]}", f"@{name}",
                 f"{name}@example.org", f"t.me/{name}", f"https://twitter.com/{name}", f"00963-9-{digits}")  # fmt: skip
        found.append(forms[number % len(forms)].removesuffix("x"))
    return found


def fill(told: Told, words: str) -> None:
    """Add a happening that has the words in every field that a report's words may reach."""
    number = len(told.happenings)
    who = party(None, f"أحمد {words}", "civilians")
    spot = place(f"بيت {words}", text=f"قرب بيت {words}", name_ar=words, within=[words], gazetteer_id=None,
                 admin1=words, admin2=words, admin3=words, reason=words)  # fmt: skip
    told.add(actor=who, target=party(f"id {words}", words, "rebel"), places=[spot], words=words)
    told.events[number] |= {"means": words, "attribution": who, "extractor": f"x {words}"}
    told.events[number]["date"]["text"] = words
    told.happenings[number] |= {"happening_id": f"h {words}", "values": {"means": [{"value": words}]}}
    told.reports[number] |= {"text": f"{words} {words}", "outlet": words, "title": words, "url": f"https://x/{words}"}


@pytest.mark.parametrize("format", FORMATS)
def test_of_a_thousand_phones_handles_and_addresses_none_comes_through(told: Told, format: str) -> None:
    plants = planted()
    for words in plants:
        fill(told, words)
    for ending in {"acled": ("csv", "xlsx", "parquet")}.get(format, (FORMATS[format].ending[1:],)):
        out, record = told.export(format, ending, profile="public", smallest_cell=1)
        assert record["counts"]["items"] == len(plants) == 1000
        text = _text_of(out) + out.with_name(out.name + ".manifest.json").read_text(encoding="utf-8")
        assert [words for words in plants if words in text] == []
        assert "أحمد" not in text
        assert "2017-04-04" in text


def _text_of(out: Path) -> str:
    from zipfile import ZipFile

    if out.suffix == ".xlsx":
        with ZipFile(out) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    if out.suffix == ".parquet":
        import pyarrow.parquet as pq

        return str(pq.read_table(out).to_pylist())
    return out.read_text(encoding="utf-8")


def test_the_plants_do_come_through_without_the_profile(told: Told) -> None:
    fill(told, "+963933123456")
    assert "+963933123456" in _text_of(told.export("csv")[0])


def test_scrubbing_finds_every_plant_and_spares_days_and_figures() -> None:
    for words in planted():
        assert scrub(f"اتصلوا على {words} الآن") == f"اتصلوا على {REMOVED} الآن", words
    kept = "2017-04-04 قتل 120 شخصا و3500 نازح في 35.863"
    assert scrub(kept) == kept


def _rows(told: Told, **more: object) -> list[dict[str, str]]:
    out, _ = told.export("csv", profile="public", **more)
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_points_go_to_their_district_or_a_grid_and_say_so(told: Told) -> None:
    told.add(places=[place(admin2="Jisr-Ash-Shugur")])
    told.add(places=[place(units=[{"level": 2, "name": "x", "pcode": "SY0800"}], admin1="Al-Hasakah")])
    told.add(places=[place()])
    by_name, by_pcode, grid = _rows(told, smallest_cell=1)
    assert (by_pcode["place"], by_pcode["latitude"], by_pcode["place_precision"]) == (
        "Al-Hasakah District", "36.226", "3")  # fmt: skip
    assert by_pcode["radius_km"] == "63.0"
    assert (grid["place"], grid["latitude"], grid["longitude"]) == ("Area 35.9 36.8 (Idlib)", "35.9", "36.8")
    assert (grid["place_precision"], grid["gazetteer_id"]) == ("2", "")
    assert float(grid["radius_km"]) > 2
    assert "35.863" not in str(by_name) + str(by_pcode) + str(grid)


def test_small_cells_late_days_and_restricted_outlets_are_held_back_and_counted(told: Told) -> None:
    for _ in range(3):
        told.add()
    told.add(places=[place("Lone", 34.1, 36.1)], killed=(5, 5))
    told.add(days=("2026-11-20", "2026-11-20", "day"))
    told.add(days=None)
    told.add()
    told.reports[-1]["outlet"] = "Secret"
    out, record = told.export("csv", profile="public", restricted=("Secret",))
    counts = {rule["rule"]: rule["applied"] for rule in record["profile"]["rules"]}
    assert (counts["small cells"], counts["delay"], counts["restricted"]) == (1, 2, 1)
    assert record["counts"]["rows"] == 3
    left = {row["why"]: row["killed_low"] for row in record["counts"]["left_out"]}
    assert left == {"profile public: small cells": 5, "profile public: delay": 6, "profile public: restricted": 3}
    assert out.read_text(encoding="utf-8").count("\n") == 4


def test_the_record_itself_stays_whole(told: Told) -> None:
    fill(told, "@someone")
    before = [path.read_bytes() for path in told.files().paths()]
    told.export("csv", profile="public")
    assert [path.read_bytes() for path in told.files().paths()] == before
