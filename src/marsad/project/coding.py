"""Blind double coding of a project: reports dealt out, and how far their coders agree."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from marsad.errors import UsageError
from marsad.evaluate.coders import Measure, alpha_interval, alpha_nominal, kappa, percent
from marsad.project.project import Project
from marsad.store.doubles import Coding, codings_of, deal, doubles
from marsad.store.users import all_users, find_user

FIELDS = ("event", "kind", "status", "actor", "target", "place", "date", "killed", "injured")
"""What is compared: whether it is an event at all, and of those that both take for one, each field."""
NUMBERS = ("date", "killed", "injured")
"""Fields that are numbers too, where near is better than far: the first day, the least toll."""
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """How far coders agree on a field; `numbers` counts the pairs that both gave a number."""

    field: str
    cases: int
    percent: Measure | None
    kappa: Measure | None
    alpha: Measure | None
    numbers: int
    interval: Measure | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The fields, and month by month (of the later of two codings) whether it is an event and of which kind."""

    reports: int
    fields: list[Row]
    months: list[tuple[str, Row, Row]]

    def to_dict(self) -> Record:
        """Return it as JSON gives it."""
        return {"reports": self.reports, "fields": [asdict(row) for row in self.fields],
                "months": [{"month": month, "event": asdict(event), "kind": asdict(kind)}
                           for month, event, kind in self.months]}  # fmt: skip


Both = tuple[Coding, Coding]


def deal_out(project: Project) -> int:
    """Give the share of reports that is set to two coders each, and return how many were given.

    Raises `UsageError` where no share is set, or there are not two coders.
    """
    share = project.settings["double"]
    if not share:
        raise UsageError("no share is set: write double = 20 under [coding] in marsad.toml for 20 in a hundred reports")
    with project.run("deal", {"share": share}) as ledger, project.database.write() as connection:
        ledger.begin(connection)
        coders = _coders(project, connection)
        number = deal(connection, ledger, share, coders)
        ledger.count({"reports": number})
        ledger.commit(connection)
    return number


def _coders(project: Project, connection: Connection) -> dict[str, int]:
    named = [name.strip() for name in project.settings["coders"].split(",") if name.strip()]
    if not named:
        users = [user for user in all_users(connection) if user.role == "coder" and not user.revoked_at]
        found = {user.name: user.id for user in users}
    else:
        found = {}
        for name in named:
            row = find_user(connection, name)
            if row is None or row["revoked_at"] or row["role"] == "reader":
                raise UsageError(f"{name}: is set as a coder, and is no user who may code; marsad user list")
            found[row["name"]] = row["id"]
    if len(found) < 2:
        raise UsageError("two coders are needed at least: marsad user add NAME --role coder")
    return found


def agreement(connection: Connection) -> Agreement:
    """Return how far two coders agree on the reports that both are done with."""
    finished = [row for row in doubles(connection) if row["first_at"] and row["second_at"]]
    said = codings_of(connection, [row["id"] for row in finished])
    coders = {row["id"]: (row["first_id"], row["second_id"]) for row in finished}
    both = [
        (coding, said[assertion, coders[coding.double_id][1]])
        for (assertion, user), coding in said.items()
        if user == coders[coding.double_id][0] and (assertion, coders[coding.double_id][1]) in said
    ]
    months: dict[str, list[Both]] = {}
    for one, other in both:
        months.setdefault(max(one.at, other.at)[:7], []).append((one, other))
    over = [(month, compared("event", found), compared("kind", found)) for month, found in sorted(months.items())]
    return Agreement(len(finished), [compared(field, both) for field in FIELDS], over)


def compared(field: str, both: Sequence[Both]) -> Row:
    """Return how far pairs of codings agree on a field."""
    taken = [pair for pair in both if field == "event" or all(one.decision != "rejected" for one in pair)]
    pairs = [(value(field, one), value(field, other)) for one, other in taken]
    numbers = []
    if field in NUMBERS:
        told = [(number(field, one), number(field, other)) for one, other in taken]
        numbers = [(a, b) for a, b in told if a is not None and b is not None]
    return Row(field, len(pairs), percent(pairs), kappa(pairs), alpha_nominal(pairs), len(numbers),
               alpha_interval(numbers) if field in NUMBERS else None)  # fmt: skip


def value(field: str, coding: Coding) -> Hashable:
    """Return what a coder says of a field, so that what means one thing is one; None: that nothing is told."""
    if field == "event":
        return coding.decision
    return value_of(field, coding.record)


def value_of(field: str, record: Record) -> Hashable:
    """Return a record's value of a field, reduced to what is compared."""
    if field == "place":
        places = record.get("places") or [{}]
        where: Hashable = places[0].get("gazetteer_id") or places[0].get("name_ar") or places[0].get("text")
        return where
    found = record.get(field)
    if field in ("actor", "target"):
        return (found.get("id") or found.get("name_ar") or found.get("name") or found.get("text")) if found else None
    if field == "date":
        return (found["start"], found["end"]) if found else None
    if field in ("killed", "injured"):
        return (found["min"], found["max"]) if found else None
    return str(found) if found is not None else None


def number(field: str, coding: Coding) -> float | None:
    """Return what a coder says of a field as a number; None where nothing is told, which is not zero."""
    found = coding.record.get(field)
    if not found:
        return None
    return float(date.fromisoformat(found["start"]).toordinal() if field == "date" else found["min"])
