"""Marsad for analysts: frames of reports in, frames of events or happenings out (pandas, Polars, GeoPandas).

    import pandas as pd
    from marsad import frames

    reports = pd.DataFrame({"text": ["قصفت طائرات حربية بلدة سراقب أمس"], "published": ["2017-04-05"]})
    events = frames.extract(reports)
    events[["kind", "place", "date_start", "quotes"]]

The libraries come with `pip install 'marsad[frames]'`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, TypeVar

from marsad.dataset.codes import Codes
from marsad.dataset.filters import Filter
from marsad.dataset.item import Item
from marsad.dataset.layout import Column, load_layout
from marsad.dataset.layouts.table import row_of
from marsad.dataset.rows import Input, items, opened
from marsad.dataset.writers.geo import points
from marsad.errors import UsageError
from marsad.intake import parse_day
from marsad.model import Event, Report
from marsad.paths import data_root
from marsad.pipeline import Coder
from marsad.scale.result import Run, is_run

Frame = TypeVar("Frame")
Library = Literal["pandas", "polars", "geopandas"]
SPANS = ("actor", "target", "place", "date", "killed", "injured")


def extract(
    reports: Frame,
    *,
    text: str = "text",
    id: str = "id",
    published: str = "published",
    outlet: str = "outlet",
    coder: Coder | None = None,
) -> Frame:
    """Return the events of a frame of reports, as a frame of the same library.

    The arguments name the columns; all but `text` may be missing, and a report without an id has the number of its
    row.  Beside the columns of Marsad's table there are `report_id`, and for each value `actor_text_start`,
    `actor_text_end` and so on: the code points that it was read from.
    """
    names = {"text": text, "id": id, "published": published, "outlet": outlet}
    library: Library = "polars" if type(reports).__module__.startswith("polars") else "pandas"
    coder = coder or Coder()
    codes = Codes.load(data_root())
    cells: list[tuple[Any, ...]] = []
    for report in _reports(reports, names):
        events = coder.extract(report)
        given = Input([event.to_dict() for event in events], report={report.id: _record(report)}.get)
        for event, item in zip(events, items(given), strict=True):
            cells.append((report.id, *row_of(item, codes), *_spans(event)))
    columns = load_layout(data_root(), "table").columns
    first = Column("report_id", "text", True, frozenset(), None, None, "", "the report")
    spans = [first._replace(name=f"{name}_text_{end}", type="int") for name in SPANS for end in ("start", "end")]
    made: Frame = _frame([first, *columns, *spans], cells, library)
    return made


def happenings(
    path: str | Path,
    *,
    events: str | Path | None = None,
    reports: str | Path | None = None,
    library: Library = "pandas",
    since: date | str | None = None,
    until: date | str | None = None,
    country: str | Iterable[str] = (),
    kind: str | Iterable[str] = (),
    party: str | Iterable[str] = (),
    place: str | Iterable[str] = (),
    status: str | Iterable[str] = (),
    grade: str | Iterable[str] = (),
) -> Any:
    """Return happenings as a DataFrame of pandas or Polars, or as a GeoDataFrame with their points.

    `path` is the folder of a project or of a run of `marsad scale`, or what `marsad merge --format jsonl` wrote, or
    events alone; the rest as in `marsad export`.
    """
    wanted = _wanted(since, until, country, place, kind, party, status, grade)
    with _given(Path(path), _path(events), _path(reports)) as given:
        return _table(given, wanted, library)


@dataclass(frozen=True, slots=True)
class Desk:
    """A project on disk as frames; every method takes the filters and the `library` of `happenings`."""

    folder: Path

    def happenings(self, *, library: Library = "pandas", **filters: Any) -> Any:
        """Return what happened, a row a happening, as `marsad merge` joined it of all reports."""
        return happenings(self.folder, library=library, **filters)

    def events(
        self,
        *,
        library: Library = "pandas",
        since: date | str | None = None,
        until: date | str | None = None,
        country: str | Iterable[str] = (),
        kind: str | Iterable[str] = (),
        party: str | Iterable[str] = (),
        place: str | Iterable[str] = (),
        status: str | Iterable[str] = (),
    ) -> Any:
        """Return what each report tells, a row an event: as people corrected it, without those that they rejected."""
        from marsad.project.kept import Kept

        wanted = _wanted(since, until, country, place, kind, party, status)
        with Kept(self.folder).told() as given:
            return _table(given, wanted, library)


def open(folder: str | Path) -> Desk:
    """Return a project on disk, made by `marsad init`, as frames: `marsad.open("desk").events(country="SY")`.

    Raises `UsageError` where the folder holds none.
    """
    from marsad.project.opening import opened as opened_project

    with opened_project(Path(folder)):
        return Desk(Path(folder))


def _given(path: Path, events: Path | None, reports: Path | None) -> AbstractContextManager[Input]:
    """Open files of happenings or events, a project or a run; raises `UsageError` for a folder with files beside it."""
    if not path.is_dir():
        return opened(path, events, reports)
    if events or reports:
        raise UsageError(f"{path}: is a folder, which knows its events and reports: leave events and reports out")
    if is_run(path):
        return Run(path).given()
    from marsad.project.kept import Kept

    return Kept(path).given()


def _wanted(since: date | str | None, until: date | str | None, *many: str | Iterable[str]) -> Filter:
    """Return a filter; `many` in the order of `Filter`: country, place, kind, party, status, grade."""
    return Filter(_iso(since), _iso(until), *map(_many, many))


def _table(given: Input, wanted: Filter, library: Library) -> Any:
    codes = Codes.load(data_root())
    found: list[Item] = list(wanted.keep(items(given)))
    frame = _frame(load_layout(data_root(), "table").columns, [row_of(item, codes) for item in found], library)
    return _with_points(frame, found) if library == "geopandas" else frame


def _frame(columns: Iterable[Column], rows: list[tuple[Any, ...]], library: Library) -> Any:
    """Return rows as a frame with typed columns; days are days, whole numbers may be missing."""
    columns = list(columns)
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    named = {
        column.name: [date.fromisoformat(cell) if cell else None for cell in cell_] if column.type == "day" else cell_
        for column, cell_ in zip(columns, cells, strict=True)
    }
    if library == "polars":
        polars = _library("polars")
        types = {"int": polars.Int64, "decimal": polars.Float64, "day": polars.Date}
        schema = {column.name: types.get(column.type, polars.String) for column in columns}
        return polars.DataFrame({name: list(values) for name, values in named.items()}, schema=schema)
    pandas = _library("pandas")
    types = {"int": "Int64", "decimal": "float64", "day": "datetime64[s]"}
    return pandas.DataFrame({
        column.name: pandas.Series(list(named[column.name]), dtype=types.get(column.type, "object"))
        for column in columns
    })  # fmt: skip


def _with_points(frame: Any, found: list[Item]) -> Any:
    geopandas, geometry = _library("geopandas"), import_module("shapely.geometry")
    shapes = [geometry.MultiPoint(p) if len(p) > 1 else geometry.Point(p[0]) if p else None
              for p in map(points, found)]  # fmt: skip
    return geopandas.GeoDataFrame(frame, geometry=shapes, crs="EPSG:4326")


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise UsageError(f"{name} is not installed: pip install 'marsad[frames]'") from None


def _reports(frame: Any, names: Mapping[str, str]) -> Iterator[Report]:
    """Give the rows of a frame as reports."""
    columns = list(frame.columns)
    if names["text"] not in columns:
        raise UsageError(f"the frame has no column {names['text']!r}; name the one that holds the reports: text=...")
    held = {field: list(frame[name]) for field, name in names.items() if name in columns}
    for number, words in enumerate(held["text"]):
        row = {field: _value(values[number]) for field, values in held.items()}
        day = row.get("published")
        yield Report(str(row.get("id") or number), str(_value(words) or ""), _day(day, number), row.get("outlet"))


def _value(cell: Any) -> Any:
    """Return a cell, None where it is missing: NaN and NaT are what they do not equal."""
    return None if cell is None or cell != cell else cell  # noqa: PLR0124


def _day(value: Any, number: int) -> date | None:
    if value is None or isinstance(value, str):
        try:
            return parse_day(value) if value else None
        except ValueError as error:
            raise UsageError(f"row {number}: published: {error}") from None
    return value.date() if hasattr(value, "date") else value  # type: ignore[no-any-return]


def _record(report: Report) -> dict[str, Any]:
    published = report.published.isoformat() if report.published else None
    return {"text": report.text, "outlet": report.outlet, "published": published}


def _spans(event: Event) -> Iterator[int | None]:
    """Give start and end of the words of each value."""
    place = event.places[0] if event.places else None
    for one in (event.actor, event.target, place, event.date, event.killed, event.injured):
        span = one.span if one else None
        yield span.start if span else None
        yield span.end if span else None


def _many(values: str | Iterable[str]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values)


def _iso(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _path(path: str | Path | None) -> Path | None:
    return Path(path) if path else None
