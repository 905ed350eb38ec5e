"""Tables for reading in a terminal, 80 columns or more, with or without colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from marsad.export.coded import Coded
from marsad.export.trace import lines
from marsad.model import DateRange, Event, Party, Place, Toll

Row = tuple[str, tuple[str, ...], str]
"""A label, what was understood (Latin letters) in its parts, and the report's words (Arabic)."""

WIDEST = 100  # columns; farther apart, a value and its words are hard to read together
_STYLES = {"happened": "green", "claimed": "yellow", "disputed": "magenta", "failed": "red", "hypothetical": "blue"}
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_TRAILING = re.compile(" +$", re.MULTILINE)
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


def write(reports: Iterable[Coded], out: TextIO) -> None:
    """Write a heading for each report and a block for each event: what was understood, and from which words."""
    console = Console(file=out, highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST)
    page = _Page(console)
    for coded in reports:
        with console.capture() as printed:
            page.report(coded)
        out.write(printed.get() if console.is_terminal else _TRAILING.sub("", printed.get()))
        out.flush()


class _Page:
    """What is printed, top to bottom; Arabic stands in a column or on lines of its own."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.values = (console.width - 16) * 2 // 3

    def report(self, coded: Coded) -> None:
        report = coded.report
        heading = Text(_clean(report.id), style="bold")
        for extra in (report.outlet, report.published.isoformat() if report.published else None):
            heading.append(f" · {self._isolated(extra)}" if extra else "", style="not bold")
        heading.append(f" · {_count(len(coded.events), 'event')}", style="not bold dim")
        self.console.rule(heading, align="left", style="dim")
        for number, event in enumerate(coded.events, 1):
            self._event(number, event, coded.quotes(event))
            if coded.traces:
                self._trace(coded.traces[number - 1])
            self.console.print()
        if not coded.events:
            self.console.print()

    def _event(self, number: int, event: Event, quotes: list[str]) -> None:
        title = Text(f"{number:>3}  ", style="dim")
        title.append(event.kind.replace("_", " "), style="bold not dim")
        title.append("  ").append(event.status, style=f"not dim {_STYLES.get(event.status, '')}")
        title.append(f"  {event.confidence:.2f}")
        self.console.print(title)
        self.console.print(Padding(self._facts(_rows(event)), (0, 0, 0, 5)))
        self.console.print(Padding(self._quotes(quotes), (0, 0, 0, 5)))

    def _facts(self, rows: Iterable[Row]) -> Table:
        grid = Table.grid(padding=(0, 2), expand=True)
        grid.add_column(style="dim", width=7)
        grid.add_column(ratio=2)
        grid.add_column(ratio=1, justify="right", style="cyan")
        for label, parts, words in rows:
            value = " ".join(parts)
            value = value if len(value) <= self.values else "\n".join(parts)
            grid.add_row(label, Text(value), Text(self._isolated(words)))
        return grid

    def _quotes(self, quotes: list[str]) -> Table:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="dim", width=7)
        grid.add_column(style="italic", ratio=1)
        for quote in quotes:
            grid.add_row("words", Text(self._isolated(f"«{quote}»")))
        return grid

    def _isolated(self, words: str | None) -> str:
        """Keep words from mixing with their surroundings where a terminal orders Arabic by itself."""
        words = _clean(words)
        return f"{_ISOLATE}{words}{_END_ISOLATE}" if words and self.console.is_terminal else words

    def _trace(self, trace: dict[str, object]) -> None:
        for depth, line in lines(trace):
            self.console.print(Padding(Text(_clean(line), style="dim"), (0, 0, 0, 5 + 2 * depth)))


def _rows(event: Event) -> Iterator[Row]:
    """Give the lines of an event; what the report does not say has none."""
    if event.date:
        yield "date", (_date(event.date),), event.date.text or "(day of the report)"
    for label, party in (("actor", event.actor), ("target", event.target)):
        if party:
            yield label, (_party(party),), party.text
    for label, places in (("place", event.places), ("to", event.to)):
        for place in places:
            yield label, _place(place), place.text
    for label, toll in (("killed", event.killed), ("injured", event.injured)):
        if toll:
            yield label, (_toll(toll),), toll.text
    if event.means:
        yield "means", (_clean(event.means),), ""
    if event.attribution:
        yield "said by", (_party(event.attribution),), event.attribution.text


def _date(date: DateRange) -> str:
    first, last = date.start.isoformat(), date.end.isoformat()
    return first if first == last else f"{first} to {last}"


def _party(party: Party) -> str:
    return _clean(party.name or "(not in the registry)")


def _place(place: Place) -> tuple[str, ...]:
    """Write `Saraqib, Idlib, SY` and `35.863, 36.806 ±2 km`."""
    if place.lat is None or place.lon is None:
        return (_clean(f"{place.name} (no coordinates)" if place.name else "(not in the gazetteer)"),)
    name = ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part))
    name = name if place.name else f"in {name}" if name else "near"
    radius = f" ±{place.radius_km:g} km" if place.radius_km else ""
    return _clean(name), f"({place.lat:.3f}, {place.lon:.3f}{radius})"


def _toll(toll: Toll) -> str:
    if toll.max is None:
        number = f"at least {toll.min}"
    else:
        number = str(toll.min) if toll.min == toll.max else f"{toll.min} to {toll.max}"
    return _clean(f"{number}, {toll.who.name}") if toll.who and toll.who.name else number


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _clean(words: str | None) -> str:
    """Take out what could steer a terminal or turn its writing round; a value that a person put in has no words."""
    return _CONTROLS.sub(" ", words or "").strip()
