"""Happenings, events and reports as `marsad merge` and `marsad extract` write them, made for the tests."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from marsad.dataset.export import Files, Order, export
from marsad.paths import data_root

Json = dict[str, Any]
MADE = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def party(id: str | None, name: str, kind: str) -> Json:
    return {"id": id, "name": name, "name_ar": "طرف", "text": name, "span": [0, 4], "kind": kind}


def place(name: str = "Saraqib", lat: float | None = 35.863, lon: float | None = 36.806, **more: Any) -> Json:
    return {
        "text": name, "span": [5, 9], "name": name, "name_ar": "سراقب", "lat": lat, "lon": lon, "radius_km": 2.0,
        "precision": 1, "feature": "town", "gazetteer_id": f"sy-{name.lower()}", "admin1": "Idlib", "admin2": None,
        "pcode": None, "country": "SY", "within": [], "admin3": None, "units": [], "geo_precision": 1,
        "geometry": None, "alternatives": [], "reason": None,
    } | more  # fmt: skip


ARMY, REBELS = party("sy-army", "Syrian Arab Army", "state"), party("jaysh-izza", "Jaysh al-Izza", "rebel")
PEOPLE = party(None, "civilians", "civilians")


@dataclass
class Told:
    """Three files in the making; `add` writes a happening of one account each."""

    folder: Path
    happenings: list[Json] = field(default_factory=list)
    events: list[Json] = field(default_factory=list)
    reports: list[Json] = field(default_factory=list)

    def add(
        self,
        kind: str = "air_strike",
        actor: Json | None = ARMY,
        target: Json | None = PEOPLE,
        places: list[Json] | None = None,
        days: tuple[str, str, str] | None = ("2017-04-04", "2017-04-04", "day"),
        killed: tuple[int, int | None] | None = (3, 5),
        words: str = "ثلاثة مدنيين",
        status: str = "happened",
        **more: Any,
    ) -> Json:
        number = len(self.happenings)
        name, report = f"mrs-{number:016x}", f"r{number}"
        places = [place()] if places is None else places
        low, high = killed or (0, 0)
        toll = {"min": low, "max": high, "who": target, "text": words, "span": [10, 15]} if killed else None
        date = {"start": days[0], "end": days[1], "precision": days[2], "text": "أمس", "span": [1, 3]} if days else None
        event = {
            "report_id": report, "event_id": name, "kind": kind, "actor": actor, "target": target, "places": places,
            "to": [], "date": date, "killed": toll, "injured": None, "means": "barrel bomb", "status": status,
            "attribution": party("white-helmets", "Syria Civil Defence (White Helmets)", "civilians"),
            "evidence": [[0, 20]], "confidence": 0.8, "acled": {}, "ucdp": None, "plover": {},
            "extractor": "marsad test", "route": [],
        }  # fmt: skip
        happening = {
            "happening_id": f"hap-{number:016x}", "kind": kind, "actor": actor, "target": target,
            "place": places[0] if places else None, "date": {"start": days[0], "end": days[1]} if days else None,
            "killed": {"low": low, "best": low, "high": high, "rule": "lowest", "figures": []} if killed else None,
            "injured": None, "status": status, "grade": "single", "origins": 1, "reports": [report],
            "outlets": ["SANA"], "accounts": [name], "values": {}, "sums_up": [],
        } | more  # fmt: skip
        text = "قصفت طائرات حربية بلدة سراقب أمس وقتلت ثلاثة مدنيين"
        self.events.append(event)
        self.happenings.append(happening)
        self.reports.append({"id": report, "text": text, "outlet": "SANA", "published": "2017-04-05",
                             "title": "عنوان", "url": "https://example.org/1"})  # fmt: skip
        return happening

    def files(self) -> Files:
        names = ("happenings", "events", "reports")
        paths = [self.folder / f"{name}.jsonl" for name in names]
        for path, rows in zip(paths, (self.happenings, self.events, self.reports), strict=True):
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return Files(*paths)

    def export(self, format: str, ending: str = "out", **more: Any) -> tuple[Path, Json]:
        out = self.folder / f"{format}.{ending}"
        return out, export(self.files(), Order(format, out, MADE, **more), data_root())
