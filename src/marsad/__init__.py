"""Marsad (مرصد, observatory): reads Arabic reports of conflict and extracts coded events.

    import marsad
    events = marsad.extract("قصفت طائرات حربية بلدة سراقب أمس", published="2017-04-05")

Nothing is loaded until it is asked for: the codebook is read on the first call.
"""

from __future__ import annotations

import sys
from datetime import date
from importlib import import_module
from types import ModuleType

from marsad.model import Event, Report

__all__ = ["Coder", "Event", "Report", "extract"]


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
    Raises `UsageError` for an impossible date.
    """
    from marsad.pipeline import extract as run

    return run(text, published=published, outlet=outlet, country=country, id=id)


def __getattr__(name: str) -> object:
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
