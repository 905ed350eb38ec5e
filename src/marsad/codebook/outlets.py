"""Who publishes: the outlets of `data/outlets.tsv`, their country and the party they are close to."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marsad.codebook.tables import read_table
from marsad.errors import Fault

OUTLET_KINDS = (
    "state_agency", "party_agency", "agency", "paper", "broadcaster", "network", "monitor", "un", "ngo", "government",
)  # fmt: skip


class Outlet(NamedTuple):
    """An outlet; `side` is the id of the party it is close to, or None."""

    name: str
    forms: tuple[str, ...]
    country: str
    side: str | None
    kind: str
    where: str


class Outlets(NamedTuple):
    """All outlets, found by any of their names."""

    rows: tuple[Outlet, ...]
    by_form: dict[str, Outlet]

    def find(self, name: str | None) -> Outlet | None:
        """Return an outlet by one of its names: `find("sana")` gives the Syrian state agency.

        Of `أبنا (الميادين)` the first name that is known counts: who passed it on, then who wrote it.
        """
        if not name:
            return None
        parts = (name, *name.replace(")", "(").split("("))
        return next((self.by_form[key] for key in map(_key, parts) if key in self.by_form), None)


def load_outlets(root: Path, parties: frozenset[str], faults: list[Fault]) -> Outlets:
    """Read `outlets.tsv` below the data folder; `parties` are the ids that a side may be."""
    outlets: list[Outlet] = []
    by_form: dict[str, Outlet] = {}
    for row in read_table(root / "outlets.tsv", ("name", "forms", "kind"), faults, ("country", "side", "note")):
        if row["side"] and row["side"] not in parties:
            faults.append(row.fault("side", f"'{row['side']}' is no id of actors.tsv"))
        if row["kind"] not in OUTLET_KINDS:
            faults.append(row.fault("kind", f"'{row['kind']}' is none of {', '.join(OUTLET_KINDS)}"))
        outlet = Outlet(row["name"], row.values("forms"), row["country"], row["side"] or None, row["kind"], row.where())
        outlets.append(outlet)
        for form in {_key(form) for form in (outlet.name, *outlet.forms)}:
            if form in by_form:
                faults.append(row.fault("forms", f"'{form}' is a name of {by_form[form].name} too"))
            by_form.setdefault(form, outlet)
    return Outlets(tuple(outlets), by_form)


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
