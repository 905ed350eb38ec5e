"""Accounts made for tests: one strike, told with what a test wants to be otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from marsad.merge import Account, World, account_of
from marsad.merge.weigh import Weights, load_weights
from marsad.paths import data_root

Make = Callable[..., Account]
PLACES = {
    "سرمين": {"gazetteer_id": "sy-sarmin", "lat": 35.903, "lon": 36.724},
    "بنش": {"gazetteer_id": "sy-binnish", "lat": 35.957, "lon": 36.712},
    "تفتناز": {"gazetteer_id": "sy-taftanaz", "lat": 35.997, "lon": 36.786},
    "إدلب": {"gazetteer_id": "sy-idlib", "lat": 35.93, "lon": 36.63, "radius_km": 60.0, "precision": 4},
}


@pytest.fixture(scope="session")
def world() -> World:
    """Return what merging knows."""
    return World.load(data_root())


@pytest.fixture(scope="session")
def weights() -> Weights:
    """Return the weights of the project."""
    return load_weights(data_root() / "weights" / "merge.tsv")


@pytest.fixture(scope="session")
def make(world: World) -> Make:
    """Return a function that makes an account of an air strike."""

    def build(
        id: str,
        report: str | None = None,
        place: str = "سرمين",
        day: str = "2016-03-02",
        killed: tuple[int, int | None] | None = (7, 7),
        kind: str = "air_strike",
        actor: str | None = "ru-air-force",
        outlet: str = "عنب بلدي",
        published: str = "2016-03-02",
        says: str | None = None,
        text: str = "قصفت طائرات حربية السوق الشعبي في البلدة",
        **more: Any,
    ) -> Account:
        where = {"text": place, "name_ar": place, "radius_km": 3.0, "precision": 1, "country": "SY", "admin1": "Idlib"}
        record = {
            "event_id": id,
            "report_id": report or f"r-{id}",
            "kind": kind,
            "actor": {"id": actor, "name": actor} if actor else None,
            "target": {"id": None, "name": "civilians", "text": "مدنيين"},
            "places": [{**where, **PLACES[place]}],
            "date": {"start": day, "end": day, "text": "أمس"},
            "killed": {"min": killed[0], "max": killed[1]} if killed else None,
            "attribution": {"id": says, "name": says} if says else None,
            "status": "happened",
            "evidence": [[0, len(text)]],
            "confidence": 0.8,
            **more,
        }
        return account_of(record, {"outlet": outlet, "published": published, "text": text}, world)

    return build
