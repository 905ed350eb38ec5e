"""Many accounts made one happening: every value kept with the accounts behind it, one chosen by a stated rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marsad.merge.account import Account, Range
from marsad.merge.grade import Grade, grade
from marsad.merge.merger import happening_id
from marsad.merge.origins import origin_of, origins
from marsad.merge.world import World

RULES = ("lowest", "best", "latest")
"""lowest: the lowest credible toll (ACLED); best: what most origins say (UCDP); latest: what was said last."""
STATUSES = ("happened", "claimed", "disputed", "failed", "hypothetical")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a field, and the accounts that give it."""

    value: Any
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TollRange:
    """A toll over all accounts: the lowest, the chosen and the highest, every figure, and the rule."""

    low: int
    best: int
    high: int | None
    rule: str
    figures: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, as all accounts together tell it; `fields` holds every value that was given."""

    id: str
    kind: str
    actor: Mapping[str, Any] | None
    target: Mapping[str, Any] | None
    place: Mapping[str, Any] | None
    first: int | None
    last: int | None
    status: str
    killed: TollRange | None
    injured: TollRange | None
    accounts: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...]
    grade: Grade
    fields: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    """Ids of happenings that this one only sums up: a day's total is not added to its parts."""

    @property
    def disagreements(self) -> list[str]:
        """Return the fields of which the accounts give more than one value."""
        return [name for name, values in self.fields.items() if len(values) > 1]


def fuse(
    accounts: Sequence[Account], world: World, rule: str = "lowest", copies: Mapping[str, str] | None = None
) -> Happening:
    """Return the happening that accounts tell; their order does not count."""
    told = sorted(accounts, key=lambda account: account.id)
    weights = _weights(told, copies)
    groups = origins(told, copies)
    fields = {
        name: _values(told, key, weights)
        for name, key in (
            ("kind", lambda a: a.kind),
            ("actor", lambda a: a.actor),
            ("target", lambda a: a.target),
            ("place", _place_key),
            ("day", lambda a: (a.first, a.last) if a.first else None),
            ("status", lambda a: a.status),
            ("means", lambda a: a.means),
        )
    }
    doer = _best(fields["actor"])
    day = _best(_values([a for a in told if a.told] or told, lambda a: (a.first, a.last) if a.first else None, weights))
    spot = _best(fields["place"])
    return Happening(
        id=happening_id(tuple(account.id for account in told)),
        kind=str(_best(fields["kind"])),
        actor=_record(told, "actor", lambda a: a.actor == doer),
        target=_record(told, "target", lambda a: a.target == _best(fields["target"])),
        place=_place(told, spot),
        first=day[0] if day else None,
        last=day[1] if day else None,
        status=_status(told),
        killed=_toll(told, lambda a: a.killed, rule, weights),
        injured=_toll(told, lambda a: a.injured, rule, weights),
        accounts=tuple(account.id for account in told),
        origins=tuple(groups),
        grade=grade(told, len(groups), doer, world),
        fields=fields,
    )


def _weights(accounts: Sequence[Account], copies: Mapping[str, str] | None) -> dict[str, float]:
    """Return what each account counts: those of one origin share one vote."""
    return {name: 1 / len(group) for group in origins(accounts, copies) for name in group}


def _values(
    accounts: Iterable[Account], key: Callable[[Account], Any], weights: Mapping[str, float]
) -> tuple[Value, ...]:
    """Return the values that accounts give, that of most origins first; those that give none are left out."""
    found: dict[Any, list[str]] = {}
    for account in accounts:
        value = key(account)
        if value is not None:
            found.setdefault(value, []).append(account.id)
    ranked = sorted(found.items(), key=lambda item: (-round(sum(weights[a] for a in item[1]), 9), str(item[0])))
    return tuple(Value(value, tuple(names)) for value, names in ranked)


def _best(values: tuple[Value, ...]) -> Any:
    return values[0].value if values else None


def _record(accounts: Sequence[Account], name: str, wanted: Callable[[Account], bool]) -> Mapping[str, Any] | None:
    """Return the party as the surest of the accounts names it that agree with the choice."""
    found = [account for account in accounts if account.record.get(name) and wanted(account)]
    best = max(found, key=lambda account: (account.confidence, account.id), default=None)
    return best.record[name] if best is not None else None


def _place_key(account: Account) -> str | None:
    """Return what an account's most exact place is known by."""
    spots = [spot for spot in account.spots if not spot.wide] or list(account.spots)
    return (spots[0].id or spots[0].key) if spots else None


def _place(accounts: Sequence[Account], key: str | None) -> Mapping[str, Any] | None:
    """Return the record of the chosen place; an exact one is preferred to what holds it."""
    exact = [(a, p, s) for a in accounts for p, s in zip(a.record.get("places") or (), a.spots, strict=False)]
    fine = [row for row in exact if not row[2].wide] or exact
    chosen = [row for row in fine if key in (row[2].id, row[2].key)] or fine
    return min(chosen, key=lambda row: (row[2].radius_km, row[0].id))[1] if chosen else None


def _status(accounts: Sequence[Account]) -> str:
    """Return the status of all together: a denial makes it disputed, one that tells it as having happened counts."""
    told = {account.status for account in accounts}
    if "disputed" in told:
        return "disputed"
    return next((status for status in STATUSES if status in told), "happened")


def _toll(
    accounts: Sequence[Account], toll: Callable[[Account], Range | None], rule: str, weights: Mapping[str, float]
) -> TollRange | None:
    """Return the toll of a happening; of each origin only its last figure counts, which later reports raise.

    What one side of the fighting claims is kept, but chosen only where nobody else gives a figure.
    """
    latest: dict[str, Account] = {}
    for account in sorted(accounts, key=lambda a: (a.published or 0, (toll(a) or (0, 0))[0], a.id)):
        if toll(account) is not None:
            latest[origin_of(account)] = account
    if not latest:
        return None
    credible = [account for account in latest.values() if account.status != "claimed"] or list(latest.values())
    counted = [account for account in credible if not _vague(toll(account))] or credible
    figures = _values(counted, toll, weights)
    known = [value.value[1] for value in figures if value.value[1] is not None]
    return TollRange(
        low=min(value.value[0] for value in figures),
        best=_chosen(counted, toll, rule, weights),
        high=max([*(value.value[0] for value in figures), *known]) if known else None,
        rule=rule,
        figures=_values(latest.values(), toll, weights),
    )


def _vague(toll: Range | None) -> bool:
    """Tell whether a toll counts nobody: `قتلى` is one to open."""
    return toll is not None and toll[0] <= 1 and toll[1] is None


def _chosen(
    accounts: Sequence[Account], toll: Callable[[Account], Range | None], rule: str, weights: Mapping[str, float]
) -> int:
    """Return one figure by the rule; `latest` is what most origins say on the last day that any of them reports."""
    if rule == "lowest":
        return min((toll(account) or (0, 0))[0] for account in accounts)
    if rule == "latest":
        last = max(account.published or 0 for account in accounts)
        accounts = [account for account in accounts if (account.published or 0) == last]
    return int(_values(accounts, toll, weights)[0].value[0])


def day_of(ordinal: int | None) -> str | None:
    """Return an ordinal day as ISO."""
    return date.fromordinal(ordinal).isoformat() if ordinal else None
