"""How far a long run has come, on a terminal's standard error alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator

from marsad.export import Coded

_PATIENCE = 1.0  # seconds before anything is shown


def counted(reports: Iterable[Coded]) -> Iterator[Coded]:
    """Pass reports on and show how many are done, where that can be seen without disturbing the output."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from reports
        return
    from rich.console import Console

    done, events, start = 0, 0, time.monotonic()
    status = Console(stderr=True).status("")
    try:
        for coded in reports:
            done, events, spent = done + 1, events + len(coded.events), time.monotonic() - start
            if spent > _PATIENCE:
                status.update(f"{done:,} reports · {events:,} events · {done / spent:,.0f} reports a second")
                status.start()
            yield coded
    finally:
        status.stop()


def bytes_done() -> Callable[[str, int, int], None]:
    """Return what shows how far a download is: written over on a terminal, else one line for each whole file."""
    live = sys.stderr.isatty()

    def show(name: str, here: int, total: int) -> None:
        share = f"{here / total:.0%} of {total / 1e6:,.1f} MB" if total else f"{here / 1e6:,.1f} MB"
        if live:
            sys.stderr.write(f"\r\x1b[K{name}: {share}" + ("\n" if here == total else ""))
            sys.stderr.flush()
        elif total and here == total:
            sys.stderr.write(f"{name}: {share}\n")

    return show
