"""The check of files finds what is wrong with them, also with files of other hands."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from made_happenings import Told

from marsad.dataset.validate import validate
from marsad.errors import UsageError
from marsad.paths import data_root

SPOILT = {
    "acled": [
        ("event_date", "4/4/2017", "is no day"),
        ("year", "2018", "is not that of event_date"),
        ("time_precision", "4", "is not within 1..3"),
        ("event_type", "Battle", "is none of"),
        ("sub_event_type", "Airstrike", "is none of"),
        ("sub_event_type", "Armed clash", "belongs to Battles"),
        ("inter1", "9", "is none of"),
        ("interaction", "State forces only", "is State forces-Civilians"),
        ("latitude", "91", "is not within -90..90"),
        ("latitude", "north", "is no number"),
        ("longitude", "nan", "is no number"),
        ("fatalities", "2.5", "is no whole number"),
        ("fatalities", "", "is blank"),
        ("fatalities", "-1", "is not within 0 or more"),
        ("actor2", "", "goes with actor2"),
    ],
    "ged": [
        ("best", "4", "is not the sum of the deaths"),
        ("low", "9", "is not between low 9"),
        ("type_of_violence", "4", "is not within 1..3"),
        ("date_end", "2016-01-01 00:00:00.000", "lies before date_start"),
        ("date_start", "yesterday", "is no day"),
        ("side_b", "Rebels", "is Civilians in one-sided violence"),
        ("region", "Levant", "is none of"),
        ("where_prec", "8", "is not within 1..7"),
        ("priogrid_gid", "0", "is not within 1..259200"),
    ],
}


def spoil(path: Path, column: str, value: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize(("layout", "column", "value", "said"),
                         [(layout, *one) for layout, many in SPOILT.items() for one in many])  # fmt: skip
def test_a_spoilt_cell_is_found(told: Told, layout: str, column: str, value: str, said: str) -> None:
    told.add()
    out, _ = told.export(layout, "csv")
    spoil(out, column, value)
    found = validate(out, layout, data_root())
    assert [flaw for flaw in found.listed if said in flaw.problem and flaw.row == 1], found.listed


def test_columns_missing_added_and_out_of_order_are_told(told: Told) -> None:
    told.add()
    out, _ = told.export("acled", "csv")
    with out.open(encoding="utf-8", newline="") as file:
        header, _ = list(csv.reader(file))
    for names, said in (
        ([header[1], header[0], *header[2:]], "event_date: stands where event_id_cnty belongs"),
        (header[:-1], "timestamp: column is missing"),
        ([*header, "extra"], "extra: column is not one of acled's"),
    ):
        out.write_text(",".join(names) + "\n", encoding="utf-8")
        assert [said in str(flaw) for flaw in validate(out, "acled", data_root()).listed] == [True]


def test_a_file_of_other_hands_is_checked(tmp_path: Path) -> None:
    """Older ACLED files have numbers of sides, a blank side as 0, and semicolons between cells."""
    from marsad.dataset.layout import load_layout

    header = load_layout(data_root(), "acled").header
    row = {
        "event_id_cnty": "SYR1", "event_date": "2019-05-02", "year": "2019", "time_precision": "1",
        "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike", "actor1": "Military Forces of Syria", "inter1": "1", "inter2": "0",
        "interaction": "10", "iso": "760", "region": "Middle East", "country": "Syria", "admin1": "Idleb",
        "location": "Kafr Nobol", "latitude": "35.61", "longitude": "36.56", "geo_precision": "1",
        "source": "SOHR", "notes": "n", "fatalities": "0", "timestamp": "1600000000",
    }  # fmt: skip
    path = tmp_path / "other.csv"
    path.write_text(";".join(header) + "\n" + ";".join(row.get(name, "") for name in header) + "\n", encoding="utf-8")
    assert validate(path, "acled", data_root()) == (1, 0, ())


@pytest.mark.parametrize(("name", "text", "said"), [
    ("empty.csv", "", "is empty"),
    ("latin.csv", b"caf\xe9\n", "is not UTF-8"),
    ("no.xlsx", b"PK nothing", "is no XLSX file"),
    ("no.parquet", b"nothing", "is no Parquet file"),
])  # fmt: skip
def test_what_cannot_be_read_is_said_plainly(tmp_path: Path, name: str, text: str | bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UsageError, match=said):
        validate(path, "acled", data_root())
