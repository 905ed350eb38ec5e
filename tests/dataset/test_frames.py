"""Frames in, frames out, in the library that was given."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import polars as pl
import pytest
from made_happenings import Told, place

from marsad import frames
from marsad.errors import UsageError
from marsad.pipeline import Coder

TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("library", [pd, pl])
def test_reports_of_a_frame_become_events_of_one(library: object, coder: Coder) -> None:
    reports = library.DataFrame({"body": [TEXT, "لا شيء", None], "day": ["2017-03-14", None, None]})  # type: ignore[attr-defined]
    events = frames.extract(reports, text="body", published="day", coder=coder)
    assert type(events) is type(reports)
    assert len(events) == 1
    row = {name: events[name][0] for name in events.columns}
    assert (row["report_id"], row["kind"], row["actor"], row["killed"]) == ("0", "air_strike", "Russian Air Force", 3)
    assert pd.Timestamp(row["date_start"]).date() == dt.date(2017, 3, 13)
    for name in ("actor", "place", "killed"):
        start, end = int(row[f"{name}_text_start"]), int(row[f"{name}_text_end"])
        assert TEXT[start:end] == row[f"{name}_text"]
    assert row["quotes"] in TEXT


def test_days_may_be_days_and_ids_are_kept(coder: Coder) -> None:
    reports = pd.DataFrame({"id": ["a"], "text": [TEXT], "published": pd.to_datetime(["2017-03-14"])})
    assert list(frames.extract(reports, coder=coder)["report_id"]) == ["a"]


@pytest.mark.parametrize("library", [pd, pl])
def test_a_frame_without_events_has_the_columns_all_the_same(library: object, coder: Coder) -> None:
    empty = frames.extract(library.DataFrame({"text": ["لا شيء"]}), coder=coder)  # type: ignore[attr-defined]
    assert len(empty) == 0
    assert {"kind", "killed", "actor_text_start"} <= set(empty.columns)


def test_a_missing_column_and_a_bad_day_are_said(coder: Coder) -> None:
    with pytest.raises(UsageError, match="no column 'text'"):
        frames.extract(pd.DataFrame({"body": []}), coder=coder)
    with pytest.raises(UsageError, match="row 0: published"):
        frames.extract(pd.DataFrame({"text": ["x"], "published": ["soon"]}), coder=coder)


def test_happenings_as_frames_of_three_libraries(many: Told) -> None:
    files = many.files()
    given = {"events": files.events, "reports": files.reports}
    pandas = frames.happenings(files.happenings, **given)
    polars = frames.happenings(files.happenings, library="polars", **given)
    geo = frames.happenings(files.happenings, library="geopandas", **given)
    assert len(pandas) == len(polars) == len(geo) == len(many.happenings)
    counted = pandas[pandas["counted"] == 1]
    assert counted["killed_low"].sum() == polars.filter(pl.col("counted") == 1)["killed_low"].sum()
    assert geo.crs.to_epsg() == 4326
    assert geo.geometry[1].geom_type == "MultiPoint"
    assert pandas["date_start"].max() == pd.Timestamp("2017-04-04")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "protest"}, 1),
        ({"country": ["YE"]}, 1),
        ({"status": "claimed"}, 1),
        ({"since": "2018-01-01"}, 1),
        ({"until": dt.date(2017, 12, 31), "party": "jaysh-izza"}, 1),
        ({"place": "سراقب", "kind": ["protest", "air_strike"]}, 3),
        ({"grade": "confirmed"}, 0),
    ],
)
def test_filters(told: Told, asked: dict[str, object], found: int) -> None:
    from made_happenings import REBELS

    told.add(kind="protest")
    told.add(places=[place("Aden", 12.8, 45.0, country="YE", name_ar="عدن")])
    told.add(status="claimed")
    told.add(days=("2018-05-01", "2018-05-01", "day"), actor=REBELS, kind="shelling")
    told.add(actor=REBELS)
    told.add(days=None, actor=REBELS, kind="shelling")
    assert len(frames.happenings(told.files().happenings, **asked)) == found  # type: ignore[arg-type]
