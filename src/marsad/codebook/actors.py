"""Who there is: the parties of `data/actors/`, their names, and the words that point at them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple, get_args

from marsad.codebook.tables import Row, read_table
from marsad.errors import Fault
from marsad.model.party import PartyKind

KINDS: dict[str, PartyKind] = {kind: kind for kind in get_args(PartyKind)}
BRANCHES = ("army", "air_force", "police", "security", "government", "defence", "interior", "health", "foreign")
"""The organs of a state that an adjective or a bare noun may mean; columns of `nationalities.tsv`."""
ACTOR_BRANCHES = frozenset({
    "army", "air_force", "navy", "police", "security", "intelligence", "government", "ministry", "defence",
    "media", "monitor", "aid", "medical",
})  # fmt: skip
REGISTERS = frozenset({"neutral", "partisan", "short", "headed", "country"})
REFERRING = frozenset({"antecedent", "behind_verb", "met_before", "met_near"})
"""What words take that point back to a party."""
TAKES = REFERRING | {"our_army", "state_army", "none", *(f"country_{branch}" for branch in BRANCHES)}
USES = frozenset({
    "name", "force", "attack", "between", "after", "people", "locative", "unit", "formation", "office", "region",
    "named", "part", "member",
})  # fmt: skip


class Actor(NamedTuple):
    """A party that the registry knows; `country` is where it is based, `operates` where it acts."""

    id: str
    name: str
    name_ar: str
    kind: PartyKind
    country: str
    operates: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    parent: str | None
    branch: str
    example: str
    where: str

    def valid_on(self, day: date | None) -> bool:
        """Tell whether the party existed on a day; an unknown day fits every party."""
        if day is None:
            return True
        return not (self.valid_from and day < self.valid_from) and not (self.valid_to and day > self.valid_to)


class Name(NamedTuple):
    """A surface form of a party: where `country` or `side` is given, only in such reports."""

    id: str
    form: str
    register: str
    country: str
    side: str
    where: str


class Generic(NamedTuple):
    """Words that mean a party met before ("التنظيم") or one of the country's ("الجيش").

    Words that `takes` "met_before" ("الهيئة") are common nouns where no such party was named; those that take
    "met_near" ("الإرهابيون") mean a party named earlier in the paragraph, else the one usually meant.
    `match` holds the ids that may be the antecedent; `otherwise` the party meant where the
    report names none, country and date permitting; `people` marks nouns of persons ("المسلحون").
    """

    key: str
    forms: tuple[str, ...]
    takes: str
    match: frozenset[str]
    otherwise: tuple[str, ...]
    people: bool
    example: str
    where: str


class Nationality(NamedTuple):
    """An adjective ("تركي") and the parties that it means, by branch, in order of preference."""

    key: str
    forms: tuple[str, ...]
    country: str
    parties: dict[str, tuple[str, ...]]
    example: str
    where: str

    @property
    def of_a_party(self) -> bool:
        """Tell whether it is the adjective of one party, of which every branch is that party itself: `حوثي`."""
        return len(set(self.parties.values())) == 1 and all(len(ids) == 1 for ids in self.parties.values())


class Head(NamedTuple):
    """Words beside a party: `use` tells whether they license, join or forbid a mention."""

    key: str
    forms: tuple[str, ...]
    use: str
    branch: str
    example: str
    where: str


class Registry(NamedTuple):
    """All parties by id, and every way to speak of them."""

    actors: dict[str, Actor]
    names: tuple[Name, ...]
    generics: tuple[Generic, ...]
    nationalities: tuple[Nationality, ...]
    heads: tuple[Head, ...]
    air_forces: dict[str, str]

    def of_country(self, country: str | None, branch: str) -> tuple[str, ...]:
        """Return the ids of a country's army, police …: `("SY", "army")` gives both Syrian armies."""
        for row in self.nationalities:
            if row.key == country:
                return row.parties.get(branch, ())
        return ()


def load_actors(root: Path, faults: list[Fault]) -> Registry:
    """Read `actors/*.tsv` below the data folder; what is wrong with them is added to `faults`."""
    folder = root / "actors"
    actors = _actors(folder / "actors.tsv", faults)
    return Registry(
        actors,
        tuple(_names(folder / "names.tsv", actors, faults)),
        tuple(_generics(folder / "generic.tsv", actors, faults)),
        tuple(_nationalities(folder / "nationalities.tsv", actors, faults)),
        tuple(_heads(folder / "heads.tsv", faults)),
        {actor.parent: actor.id for actor in actors.values() if actor.branch == "air_force" and actor.parent},
    )


def _actors(path: Path, faults: list[Fault]) -> dict[str, Actor]:
    needed = ("id", "name", "name_ar", "kind", "example")
    optional = ("country", "operates", "valid_from", "valid_to", "parent", "branch", "note")
    rows = read_table(path, needed, faults, optional)
    actors: dict[str, Actor] = {}
    for row in rows:
        if row["id"] in actors:
            faults.append(row.fault("id", f"'{row['id']}' is there twice"))
        faults.extend(_one_of(row, "kind", KINDS))
        faults.extend(_one_of(row, "branch", ACTOR_BRANCHES | {""}))
        actors[row["id"]] = _actor(row, faults)
    for row in rows:
        if row["parent"]:
            faults.extend(_known(row, "parent", (row["parent"],), actors))
    return actors


def _actor(row: Row, faults: list[Fault]) -> Actor:
    start, end = _day(row, "valid_from", faults), _day(row, "valid_to", faults)
    if start and end and end < start:
        faults.append(row.fault("valid_to", "lies before valid_from"))
    faults.extend(row.fault(c, f"'{v}' is no ISO 3166 alpha-2 code") for c in ("country", "operates")
                  for v in row[c].split() if not (len(v) == 2 and v.isupper()))  # fmt: skip
    return Actor(
        row["id"], row["name"], row["name_ar"], KINDS.get(row["kind"], "unknown"), row["country"],
        row.values("operates") or row.values("country"), start, end, row["parent"] or None, row["branch"],
        row["example"], row.where(),
    )  # fmt: skip


def _names(path: Path, actors: dict[str, Actor], faults: list[Fault]) -> list[Name]:
    rows = read_table(path, ("id", "form", "register"), faults, ("country", "outlet_side"))
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        faults.extend(_known(row, "id", (row["id"],), actors))
        faults.extend(_known(row, "outlet_side", row["outlet_side"].split(), actors))
        faults.extend(_one_of(row, "register", REGISTERS))
        key = (row["id"], row["form"], row["country"], row["outlet_side"])
        if key in seen:
            faults.append(row.fault("form", f"'{row['form']}' is there twice"))
        seen.add(key)
    return [Name(r["id"], r["form"], r["register"], r["country"], r["outlet_side"], r.where()) for r in rows]


def _generics(path: Path, actors: dict[str, Actor], faults: list[Fault]) -> list[Generic]:
    found = []
    for row in read_table(path, ("key", "forms", "takes", "example"), faults, ("match", "otherwise", "people", "note")):
        faults.extend(_one_of(row, "takes", TAKES))
        faults.extend(_known(row, "otherwise", row["otherwise"].split(), actors))
        if (row["takes"] in REFERRING) != bool(row["match"]):
            faults.append(
                row.fault("match", "belongs to takes that point back (antecedent, met_before …), and is needed there")
            )
        match = frozenset(_matching(row, actors, faults))
        otherwise = tuple(row["otherwise"].split())
        key, forms, people = row["key"], row.values("forms"), row["people"] == "y"
        found.append(Generic(key, forms, row["takes"], match, otherwise, people, row["example"], row.where()))
    return found


def _matching(row: Row, actors: dict[str, Actor], faults: list[Fault]) -> Iterable[str]:
    """Return the ids that a `match` cell means: ids with what lies below them, kinds, branches."""
    for value in row["match"].split():
        if value in KINDS or value in ACTOR_BRANCHES:
            yield from (a.id for a in actors.values() if a.branch == value or (a.kind == value and not a.branch))
        else:
            faults.extend(_known(row, "match", (value,), actors))
            yield from (actor.id for actor in actors.values() if value in (actor.id, actor.parent))


def _nationalities(path: Path, actors: dict[str, Actor], faults: list[Fault]) -> list[Nationality]:
    found = []
    for row in read_table(path, ("key", "forms", "example"), faults, ("country", *BRANCHES)):
        for branch in BRANCHES:
            faults.extend(_known(row, branch, row[branch].split(), actors))
        parties = {branch: tuple(row[branch].split()) for branch in BRANCHES if row[branch]}
        found.append(Nationality(row["key"], row.values("forms"), row["country"], parties, row["example"], row.where()))
    return found


def _heads(path: Path, faults: list[Fault]) -> list[Head]:
    found = []
    for row in read_table(path, ("key", "forms", "use", "example"), faults, ("branch",)):
        faults.extend(_one_of(row, "use", USES))
        faults.extend(_one_of(row, "branch", {*BRANCHES, ""}))
        if row["use"] in ("force", "attack", "member") and not row["branch"]:
            faults.append(row.fault("branch", f"is needed where use is {row['use']}"))
        found.append(Head(row["key"], row.values("forms"), row["use"], row["branch"], row["example"], row.where()))
    return found


def _day(row: Row, column: str, faults: list[Fault]) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError:
        faults.append(row.fault(column, f"'{row[column]}' is no ISO date"))
        return None


def _one_of(row: Row, column: str, allowed: Iterable[str]) -> list[Fault]:
    if row[column] in allowed:
        return []
    values = ", ".join(sorted(value for value in allowed if value))
    return [row.fault(column, f"'{row[column]}' is none of {values}")]


def _known(row: Row, column: str, ids: Iterable[str], actors: dict[str, Actor]) -> list[Fault]:
    return [row.fault(column, f"'{id}' is no id of actors.tsv") for id in ids if id not in actors]
