"""What a corpus of annotated reports has of everything: totals, what it has too little of, and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from marsad.evaluate.corpus import LONGEST, SHORTEST, Sheet
from marsad.evaluate.shape import CONFLICTS, STATUSES

BLIND = "blind"
"""Splits whose names begin so are held aside."""
STEP = 50
"""Lengths are counted in steps of as many words."""
REPORTS, EVENTLESS, EVENTS = TOTALS = ("reports", "reports without events", "events")


@dataclass(frozen=True, slots=True)
class Least:
    """How much there must be: one report in `eventless` without events, one in `blind` in a blind split."""

    reports: int = 240
    events: int = 900
    kind: int = 20
    status: int = 30
    eventless: int = 12
    blind: int = 3


@dataclass(slots=True)
class Balance:
    """Totals by group, name and split: reports by conflict, year and length, events by kind and status."""

    kinds: Sequence[str]
    totals: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, sheet: Sheet) -> None:
        """Count one report and its events."""
        report = sheet.report
        low = sheet.words // STEP * STEP
        self._count("total", REPORTS, sheet)
        if not report["events"]:
            self._count("total", EVENTLESS, sheet)
        self._count("conflict", report["conflict"], sheet)
        self._count("year", report["published"][:4] if report["published"] else "not told", sheet)
        self._count("length", f"{max(low, SHORTEST)}-{min(low + STEP - 1, LONGEST)} words", sheet)
        for event in report["events"]:
            self._count("total", EVENTS, sheet)
            self._count("kind", event["kind"], sheet)
            self._count("status", event["status"], sheet)

    def _count(self, group: str, name: str, sheet: Sheet) -> None:
        self.totals[group, name, sheet.split] += 1
        self.totals[group, name, ""] += 1

    def of(self, group: str, name: str, split: str = "") -> int:
        """Return a total, of one split or of all."""
        return self.totals[group, name, split]

    def names(self, group: str) -> list[str]:
        """Return the names of a group in the order to show them, those of a closed list even where they have none."""
        closed = {"total": TOTALS, "kind": self.kinds, "status": STATUSES, "conflict": CONFLICTS}
        found = {name for each, name, _ in self.totals if each == group}
        return list(closed[group]) if group in closed else sorted(found, key=lambda name: (len(name), name))

    def splits(self) -> list[str]:
        """Return the names of the splits, those held aside last."""
        return sorted(
            {split for _, _, split in self.totals if split}, key=lambda split: (split.startswith(BLIND), split)
        )


def weigh(sheets: Iterable[Sheet], kinds: Sequence[str]) -> Balance:
    """Return the totals of a corpus."""
    balance = Balance(kinds)
    for sheet in sheets:
        balance.add(sheet)
    return balance


def shortages(balance: Balance, least: Least) -> Iterator[str]:
    """Give a fault for everything that a corpus has too little of."""
    reports, eventless, events = (balance.of("total", name) for name in TOTALS)
    blind = sum(balance.of("total", REPORTS, split) for split in balance.splits() if split.startswith(BLIND))
    if reports < least.reports:
        yield f"{reports} reports; at least {least.reports} are wanted"
    if events < least.events:
        yield f"{events} events; at least {least.events} are wanted"
    for group, wanted in (("kind", least.kind), ("status", least.status)):
        for name in balance.names(group):
            if balance.of(group, name) < wanted:
                yield f"{group} {name}: {balance.of(group, name)} events; at least {wanted} are wanted"
    if eventless * least.eventless < reports:
        yield f"{eventless} of {reports} reports without events; at least one in {least.eventless} is wanted"
    if blind * least.blind < reports:
        yield f"{blind} of {reports} reports in blind; at least one in {least.blind} is wanted"


def table(balance: Balance) -> Iterator[str]:
    """Give the lines of a table of all totals, in two columns beside each other."""
    left, right = (
        [line for group in groups for line in _block(balance, group)][:-1]
        for groups in (("total", "kind", "status"), ("conflict", "length", "year"))
    )
    width = max(map(len, left))
    yield from (f"{one:<{width}}     {other}".rstrip() for one, other in zip_longest(left, right, fillvalue=""))


def _block(balance: Balance, group: str) -> Iterator[str]:
    """Give the rows of a group, each with the totals of the splits and of all, and an empty line."""
    splits = balance.splits()
    yield f"{_HEADS[group]:<22}" + "".join(f"{split:>7}" for split in (*splits, "all"))
    for name in balance.names(group):
        yield f"{name:<22}" + "".join(f"{balance.of(group, name, split):>7,}" for split in (*splits, ""))
    yield ""


_HEADS = {
    "total": "in all",
    **{group: f"events by {group}" for group in ("kind", "status")},
    **{group: f"reports by {group}" for group in ("conflict", "length", "year")},
}
