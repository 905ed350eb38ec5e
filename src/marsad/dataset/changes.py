"""What changed between two versions of a table: rows added, changed, withdrawn, and why as far as the rows tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
QUIET = frozenset({"id", "happening", "extractor"})
"""Columns whose change alone is none."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that says something else: before and after of each column, and why."""

    id: str
    columns: dict[str, tuple[Any, Any]]
    why: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A row that is no more, why, and what took it in."""

    id: str
    into: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed."""

    added: tuple[str, ...]
    changed: tuple[Changed, ...]
    withdrawn: tuple[Withdrawn, ...]
    same: int

    def counts(self) -> dict[str, int]:
        """Return how many rows each."""
        return {"added": len(self.added), "changed": len(self.changed), "withdrawn": len(self.withdrawn),
                "same": self.same}  # fmt: skip

    def told(self) -> dict[str, Any]:
        """Return the changes as JSON holds them."""
        return {
            "counts": self.counts(),
            "added": list(self.added),
            "changed": [
                {"id": one.id, "why": one.why,
                 "columns": {name: {"before": old, "after": new} for name, (old, new) in one.columns.items()}}
                for one in self.changed
            ],
            "withdrawn": [{"id": one.id, "why": one.why, "leads_to": one.into} for one in self.withdrawn],
        }  # fmt: skip


def changes(before: Sequence[Row], after: Sequence[Row]) -> Changes:
    """Compare two versions of a table, row by row."""
    old, new = ({str(row["id"]): row for row in rows} for rows in (before, after))
    holds = {account: name for name, row in new.items() for account in _accounts(row)}
    changed = []
    for name in sorted(set(old) & set(new)):
        columns = _columns(old[name], new[name])
        if columns:
            changed.append(Changed(name, columns, _why(old[name], new[name])))
    gone = [Withdrawn(name, *_gone(old[name], holds)) for name in sorted(set(old) - set(new))]
    added = tuple(sorted(set(new) - set(old)))
    return Changes(added, tuple(changed), tuple(gone), len(set(old) & set(new)) - len(changed))


def in_words(name: str, last: str | None, why: str, found: Changes) -> str:
    """Return the changes as a page of Markdown."""
    counts = found.counts()
    lines = [f"# {name}", ""]
    if why:
        lines += [why, ""]
    since = f"since {last}" if last else "the first release"
    lines += [", ".join(f"{count} {what}" for what, count in counts.items()) + f" ({since}).", ""]
    if found.changed:
        lines += ["## Changed", ""]
        for one in found.changed:
            told = ", ".join(f"{column} {_shown(old)} → {_shown(new)}" for column, (old, new) in one.columns.items())
            lines.append(f"- {one.id} ({one.why}): {told}")
        lines.append("")
    if found.withdrawn:
        lines += ["## Withdrawn", ""]
        lines += [f"- {one.id}: {one.why}" for one in found.withdrawn]
        lines.append("")
    return "\n".join(lines)


def _columns(old: Row, new: Row) -> dict[str, tuple[Any, Any]]:
    names = [name for name in {**old, **new} if name not in QUIET]
    return {name: (old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)}


def _why(old: Row, new: Row) -> str:
    """Say why a row changed: by its accounts, by what read it, else by hand or by another rule."""
    more, fewer = _accounts(new) - _accounts(old), _accounts(old) - _accounts(new)
    if more or fewer:
        told = [f"{len(more)} accounts more" if more else "", f"{len(fewer)} fewer" if fewer else ""]
        return " and ".join(part for part in told if part)
    if old.get("extractor") != new.get("extractor"):
        return f"read by {new.get('extractor')}"
    return "the same accounts: corrected by hand, or another rule"


def _gone(row: Row, holds: Mapping[str, str]) -> tuple[str | None, str]:
    """Return what took a row in, and why it is no more."""
    into = sorted({holds[account] for account in _accounts(row) if account in holds})
    if not into:
        return None, "none of its accounts is left"
    if len(into) == 1:
        return into[0], f"its accounts are told by {into[0]}"
    return into[0], f"its accounts are told by {', '.join(into)}"


def _accounts(row: Row) -> set[str]:
    return {name for name in str(row.get("accounts") or "").split("; ") if name}


def _shown(value: Any) -> str:
    text = "(blank)" if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
