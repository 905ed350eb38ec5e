"""The layouts of ACLED and UCDP: which rows, which types, how tolls are divided; and that formats agree."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from made_happenings import ARMY, MADE, PEOPLE, REBELS, Told, party, place

from marsad.dataset.split import shares
from marsad.dataset.validate import validate
from marsad.dataset.writers import FORMATS
from marsad.paths import data_root


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("layout", ["acled", "ged", "plover"])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("inter", ["text", "numeric"])
def test_what_is_written_stands_its_own_check(many: Told, layout: str, ending: str, inter: str) -> None:
    out, record = many.export(layout, ending, inter=inter)
    found = validate(out, layout, data_root())
    assert (found.listed, found.rows) == ((), record["counts"]["rows"])
    assert found.rows > 3


def test_columns_are_31_and_49_in_order() -> None:
    from marsad.dataset.layout import load_layout

    acled, ged = (load_layout(data_root(), name).header for name in ("acled", "ged"))
    assert (len(acled), acled[0], acled[5], acled[28], acled[30]) == (
        31, "event_id_cnty", "event_type", "fatalities", "timestamp")  # fmt: skip
    assert (len(ged), ged[0], ged[5], ged[23], ged[44], ged[46], ged[48]) == (
        49, "id", "type_of_violence", "source_original", "best", "low", "gwnob")  # fmt: skip


def test_a_toll_is_divided_evenly_the_rest_to_the_first(told: Told) -> None:
    told.add(
        places=[place(), place("Binnish", 35.95, 36.71)], days=("2017-04-04", "2017-04-06", "day"), killed=(10, 12)
    )
    out, record = told.export("acled")
    found = rows(out)
    assert [row["fatalities"] for row in found] == ["5", "1", "1", "1", "1", "1"]
    assert [row["event_date"][-1] for row in found] == list("456456")
    assert [row["location"] for row in found] == ["Saraqib"] * 3 + ["Binnish"] * 3
    assert all("toll of 10 is divided evenly" in row["notes"] for row in found)
    assert record["counts"]["split"] == {"events over several rows": 1, "dead divided over several rows": 10}
    assert shares(10, 3) == [4, 3, 3]


def test_sums_of_tolls_are_equal_across_formats(many: Told) -> None:
    dead = {}
    for format in FORMATS:
        out, record = many.export(format, tens=10)
        counted, left = record["counts"]["killed"]["low"], sum(r["killed_low"] for r in record["counts"]["left_out"])
        if format in ("acled", "ged"):
            written = sum(int(row["fatalities" if format == "acled" else "low"]) for row in rows(out))
            assert written + left == counted
        if format == "csv":
            assert sum(int(r["killed_low"] or 0) for r in rows(out) if r["counted"] == "1") == counted
        dead[format] = counted
    assert set(dead.values()) == {3 + 10 + 4 + 2 + 10 + 1 + 6 + 5 + 8}


@pytest.mark.parametrize(
    ("kind", "actor", "target", "expected"),
    [
        ("air_strike", ARMY, PEOPLE, ("Syrian Arab Army", "State forces", "Civilians (Syria)", "Civilians",
                                      "State forces-Civilians")),
        ("shelling", REBELS, None, ("Jaysh al-Izza", "Rebel group", "", "", "Rebel group only")),
        ("armed_clash", REBELS, None, ("Jaysh al-Izza", "Rebel group", "Unidentified Armed Group (Syria)",
                                       "Political militia", "Rebel group-Political militia")),
        ("civilian_attack", None, None, ("Unidentified Armed Group (Syria)", "Political militia",
                                         "Civilians (Syria)", "Civilians", "Political militia-Civilians")),
        ("protest", None, None, ("Protesters (Syria)", "Protesters", "", "", "Protesters only")),
        ("riot", None, None, ("Rioters (Syria)", "Rioters", "", "", "Rioters only")),
        ("air_strike", party("ru-air-force", "Russian Air Force", "state"), REBELS,
         ("Russian Air Force", "External/Other forces", "Jaysh al-Izza", "Rebel group",
          "Rebel group-External/Other forces")),
        ("air_strike", party(None, "حاجز", "unknown"), party(None, "حاجز", "unknown"),
         ("Unidentified Armed Group (Syria)", "Political militia", "", "", "Political militia only")),
    ],
)  # fmt: skip
def test_who_stands_against_whom(told: Told, kind: str, actor: object, target: object, expected: tuple[str]) -> None:
    told.add(kind=kind, actor=actor, target=target)  # type: ignore[arg-type]
    row = rows(told.export("acled")[0])[0]
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"], row["interaction"]) == expected


def test_numbers_of_pairs_are_acleds(told: Told) -> None:
    told.add()
    told.add(kind="shelling", actor=REBELS, target=None)
    told.add(kind="armed_clash", actor=REBELS, target=ARMY)
    found = rows(told.export("acled", inter="numeric")[0])
    assert [(row["inter1"], row["inter2"], row["interaction"]) for row in found] == [
        ("1", "7", "17"), ("2", "", "20"), ("2", "1", "12")]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "day", "precision"),
    [
        (("2017-04-04", "2017-04-04", "day"), "2017-04-04", "1"),
        (("2017-04-03", "2017-04-09", "week"), "2017-04-06", "2"),
        (("2017-04-01", "2017-04-30", "month"), "2017-04-15", "3"),
    ],
)
def test_vague_days_are_set_to_the_middle(told: Told, days: tuple[str, str, str], day: str, precision: str) -> None:
    told.add(days=days)
    row = rows(told.export("acled")[0])[0]
    assert (row["event_date"], row["time_precision"]) == (day, precision)


def test_tens_are_a_choice_and_hundreds_follow(told: Told) -> None:
    told.add(killed=(24, None), words="عشرات القتلى")
    told.add(killed=(200, None), words="مئات القتلى")
    told.add(killed=(24, 24), words="24 قتيلاً")
    for tens, expected in ((12, ["12", "100", "24"]), (None, ["10", "100", "24"])):
        assert [row["fatalities"] for row in rows(told.export("acled", tens=tens)[0])] == expected
    assert [row["killed"] for row in rows(told.export("csv")[0])] == ["24", "200", "24"]


def test_ged_gives_the_dead_by_side(told: Told) -> None:
    told.add(killed=(3, 5))
    told.add(kind="armed_clash", actor=REBELS, target=ARMY, killed=(4, 4))
    told.add(kind="armed_clash", actor=REBELS, target=party("isis", "Islamic State", "rebel"), killed=(2, 2))
    one_sided, state, other = rows(told.export("ged")[0])
    assert (one_sided["type_of_violence"], one_sided["side_b"], one_sided["deaths_civilians"]) == (
        "3",
        "Civilians",
        "3",
    )
    assert (one_sided["best"], one_sided["high"], one_sided["low"]) == ("3", "5", "3")
    assert (state["type_of_violence"], state["side_a"], state["deaths_a"]) == ("1", "Syrian Arab Army", "4")
    assert (state["gwnoa"], state["gwnob"], state["country_id"]) == ("652", "", "652")
    assert (other["type_of_violence"], other["deaths_b"], other["dyad_name"]) == (
        "2", "2", "Jaysh al-Izza - Islamic State")  # fmt: skip
    assert one_sided["source_original"] == "Syria Civil Defence (White Helmets)"
    assert one_sided["date_start"] == "2017-04-04 00:00:00.000"


def test_every_row_leads_back_to_its_accounts_and_says_whose_it_is(many: Told) -> None:
    for row in rows(many.export("acled")[0]):
        assert row["event_id_cnty"].startswith("MRS-hap-")
        assert "account=mrs-" in row["tags"]
        assert "Not data of ACLED" in row["notes"]


def test_what_is_left_out_is_counted_with_its_reason(many: Told) -> None:
    _, record = many.export("acled")
    why = {row["why"]: (row["items"], row["killed_low"]) for row in record["counts"]["left_out"]}
    assert why == {
        "hypothetical": (1, 0),
        "a total of others": (1, 0),
        "no place with a point finer than a country": (2, 7),
        "no day, or one vaguer than a month": (1, 5),
    }


def test_events_alone_are_exported_too(many: Told) -> None:
    from marsad.dataset.export import Files, Order, export

    files = many.files()
    assert files.events is not None
    out = many.folder / "events.csv"
    record = export(Files(files.events), Order("acled", out, MADE), data_root())
    assert validate(out, "acled", data_root()).faults == 0
    assert record["counts"]["items"] == len(many.events)


def test_every_count_of_the_manifest_is_of_its_file(many: Told) -> None:
    from hashlib import sha256

    out, record = many.export("csv")
    beside = json.loads(out.with_name(out.name + ".manifest.json").read_text(encoding="utf-8"))
    assert beside == record
    assert record["output"]["sha256"] == sha256(out.read_bytes()).hexdigest()
    assert [one["name"] for one in record["inputs"]] == ["happenings.jsonl", "events.jsonl", "reports.jsonl"]
    assert record["counts"]["rows"] == len(rows(out)) == len(many.happenings)
