"""How far a long command is: on a terminal a line that moves, with rate and time left; elsewhere nothing."""

from __future__ import annotations

import sys
import time
from typing import Self

_PATIENCE = 1.0  # seconds before anything is shown


class Meter:
    """Shows one line on a terminal's standard error while work goes on."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._start = time.monotonic()
        self._shown = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def show(self, done: int, total: int | None = None, note: str = "", *, made: int | None = None) -> None:
        """Tell that so much of it is done; `made` is what the rate counts where it is not `done`."""
        now = time.monotonic()
        spent = now - self._start
        if not sys.stderr.isatty() or spent < _PATIENCE or now - self._shown < 0.1:
            return
        rate = (done if made is None else made) / spent
        parts = [f"{done:,} of {total:,}" if total else f"{done:,}", f"{rate:,.0f} {self._unit} a second"]
        if total and done:
            parts.append(f"{_span((total - done) * spent / done)} left")
        sys.stderr.write("\r\x1b[K" + " · ".join([*parts, *([note] if note else [])]))
        sys.stderr.flush()
        self._shown = now


def _span(seconds: float) -> str:
    """Write a span of time: `_span(3725)` is `1 h 2 min`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"
