"""The rules alone: a coder without learned weights, so that a case tests the rule it was written for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from marsad import Coder, Event, Report
from marsad.assertions.judge import Judge

Read = Callable[..., list[Event]]


@pytest.fixture(scope="session")
def ruled() -> Read:
    """Return a function that reads a text by the rules alone."""
    coder = Coder(judge=Judge({}))

    def read(
        text: str, published: str | None = None, outlet: str | None = None, country: str | None = None
    ) -> list[Event]:
        day = date.fromisoformat(published) if published else None
        return coder.extract(Report("report", text, day, outlet, country=country))

    return read
