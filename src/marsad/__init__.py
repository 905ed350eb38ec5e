"""Marsad (مرصد, observatory): reads Arabic reports of conflict and extracts coded events.

    import marsad
    events = marsad.extract("قصفت طائرات حربية بلدة سراقب أمس", published="2017-04-05")

Nothing is loaded until it is asked for: the codebook is read on the first call.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

from marsad.model import Event, Report

__all__ = ["Coder", "Event", "Report", "__version__", "extract", "open"]

__version__ = "0.1.0"

_making = Lock()


def extract(
    text: str,
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    country: str | None = None,
    id: str = "report",
) -> list[Event]:
    """Return the events of one report; `published` (a date or ISO day) is the day of its "today" and "yesterday".

    `outlet` says who published it and `country` (ISO 3166, two letters) which country to expect first.
    Raises `UsageError` for an impossible date.  For many reports with data of one's own, see `Coder`.
    """
    report = Report(id, text, _day(published), outlet, country=country)
    with _making:
        coder = _coder()
    events: list[Event] = coder.extract(report)
    return events


@cache
def _coder() -> Any:
    return import_module("marsad.pipeline").Coder()


def _day(value: date | str | None) -> date | None:
    from marsad.errors import UsageError
    from marsad.intake import parse_day

    try:
        value = parse_day(value) if isinstance(value, str) else value
    except ValueError as error:
        raise UsageError(f"published: {error}") from None
    return value.date() if isinstance(value, datetime) else value


def open(folder: str | Path) -> Any:
    """Return a project on disk as frames: `marsad.open("desk").events(country="SY")`; see `marsad.frames.open`."""
    return import_module("marsad.frames").open(folder)


def __getattr__(name: str) -> Any:
    """Load `Coder` when it is first asked for."""
    if name != "Coder":
        raise AttributeError(f"module 'marsad' has no attribute {name!r}")
    return import_module("marsad.pipeline").Coder


class _Package(ModuleType):
    """The package, whose function `extract` is not hidden by the subpackage of that name once it is imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "extract" or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
