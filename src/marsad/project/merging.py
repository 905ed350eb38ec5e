"""Join what a project's reports tell of one happening; what has not changed since the last time is left alone.

The audit tells what has: readings, decisions, judgements, copies.  Around each changed assertion the neighbourhood is
loaded that may tell of the same, as far as a chain of likely pairs reaches; it is grouped anew, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from marsad.merge import Merger, World, account_of
from marsad.merge.blocks import entered, looked_up
from marsad.merge.weigh import load_weights
from marsad.project.codebook import prepare
from marsad.project.fusing import fused, mark_sums
from marsad.project.project import Project
from marsad.store import accounts, happenings
from marsad.store.judgements import all_judgements
from marsad.store.ledger import Ledger, digest

MANY = 5_000
"""Where more assertions changed than this, and than a tenth of all, all are loaded at once."""


@dataclass(frozen=True, slots=True)
class Merged:
    """How many assertions had changed, how many happenings were made anew around them, how many are no more."""

    changed: int = 0
    happenings: int = 0
    gone: int = 0


@dataclass(slots=True)
class Near:
    """What is merged anew: accounts in memory, and of which happenings their assertions were part before.

    `seeds` are the numbers of the assertions to group; others are loaded only to be compared with.  `old` gives the
    number of each happening that may change, by name.
    """

    merger: Merger
    seen: int
    changed: set[int]
    everything: bool
    seeds: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    before: dict[int, str] = field(default_factory=dict)
    old: dict[str, int] = field(default_factory=dict)

    def groups(self) -> list[tuple[str, ...]]:
        """Return the groups of the seeds, by name."""
        self.merger.refresh()
        placed = (self.names[number] for number in self.seeds if number in self.names)
        return sorted({self.merger.group[name] for name in placed})


@dataclass(frozen=True, slots=True)
class Tables:
    """What merging compares by: the world and the weights of a project, and the fingerprint of its data."""

    world: World
    weights: Mapping[tuple[str, str], float]
    fingerprint: str

    @classmethod
    def load(cls, project: Project) -> Tables:
        """Read them."""
        data, fingerprint = prepare(project)
        return cls(World.load(data), load_weights(data / "weights" / "merge.tsv"), fingerprint)


def merge(project: Project, ledger: Ledger, tables: Tables | None = None) -> Merged:
    """Bring the happenings of a project up to date.

    What was worked out while others wrote is worked out again, with the others held off, where they changed what it
    is about.
    """
    tables = tables or Tables.load(project)
    state = {"fingerprint": tables.fingerprint, "rule": str(project.settings["tolls"])}

    def look(connection: Connection) -> Near:
        return _near(connection, Merger(tables.world, tables.weights, all_judgements(connection)), state)

    with project.database.read() as connection:
        near = look(connection)
    if not near.changed and not near.everything:
        return Merged()
    with project.database.write() as connection:
        if accounts.changed_since(connection, near.seen):
            near = look(connection)
        ledger.begin(connection)
        merged = _save(connection, ledger, near, state)
        ledger.commit(connection)
    ledger.count({"changed": merged.changed, "happenings": merged.happenings})
    return merged


def _near(connection: Connection, merger: Merger, state: Mapping[str, str]) -> Near:
    """Load what has changed and what may tell of the same."""
    seen, last = accounts.newest_note(connection), happenings.last_merging(connection)
    changes = accounts.changed_since(connection, int(last["audit"]) if last else 0)
    changed = accounts.touched(connection, changes)
    much = len(changed) > MANY and len(changed) * 10 > accounts.number(connection)
    other = last is None or any(last[name] != state[name] for name in state) or bool(changes["copies"])
    near = Near(merger, seen, changed, other or much)
    if near.everything:
        _load(connection, near, None)
        near.before = {id: name for id, (_, name) in happenings.happenings_of(connection).items()}
        near.old = happenings.standing(connection)
        near.seeds = set(near.names) | set(near.before)
    else:
        _reach(connection, near)
    return near


def _reach(connection: Connection, near: Near) -> None:
    """Load what changed, those that were grouped with it, and as far from them as likely pairs reach."""
    front = set(near.changed)
    while front:
        near.seeds |= front
        were = happenings.happenings_of(connection, front)
        near.before |= {id: name for id, (_, name) in were.items()}
        near.old |= {name: happening for happening, name in were.values()}
        _load(connection, near, front)
        placed = [near.names[id] for id in front if id in near.names]
        keys = {key for name in placed for key in looked_up(near.merger.accounts[name])}
        judged = {other for name in placed for other in near.merger.judged.get(name, ())}
        _load(connection, near, accounts.entered_under(connection, keys) | accounts.numbers_of(connection, judged))
        tied = {near.numbers[other] for name in placed for other in near.merger.likely(name)}
        front = (tied | happenings.members_of(connection, {happening for happening, _ in were.values()})) - near.seeds


def _load(connection: Connection, near: Near, ids: Iterable[int] | None) -> None:
    """Take assertions into the merger, or all; those that are in it already are left out."""
    new = []
    for one in accounts.stated(connection, None if ids is None else set(ids) - set(near.names)):
        account = account_of(one.record, one.report, near.merger.world)
        near.names[one.id], near.numbers[account.id] = account.id, one.id
        new.append(account)
    near.merger.add(new)


def _save(connection: Connection, ledger: Ledger, near: Near, state: Mapping[str, str]) -> Merged:
    """Put the groups into the database in the place of those that were there."""
    before = {near.names[id]: name for id, name in near.before.items() if id in near.names}
    found = fused(connection, near.merger, near.groups(), state["rule"], near.old, before)
    rows = mark_sums(connection, found.rows, near.old, everything=near.everything)
    ids = happenings.save(connection, ledger, rows)
    members = [(near.numbers[account], ids[name]) for group, name in found.names.items() for account in group]
    accounts.belong(connection, near.seeds, members)
    entering = near.seeds if near.everything else near.changed
    placed = ((id, near.merger.accounts[near.names[id]]) for id in sorted(entering) if id in near.names)
    keys = [(id, key) for id, account in placed for key in entered(account)]
    accounts.enter(connection, entering, keys)
    happenings.retire(connection, ledger, {name: ids.get(into or "") for name, into in found.gone.items()})
    detail = {"audit": near.seen, **state}
    ledger.note("merge", "merging", 0, digest(detail), detail)
    return Merged(len(near.changed), len(found.names), len(found.gone))
