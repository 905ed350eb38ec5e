"""Merged accounts against happenings that annotators told apart: pairs, B³, and the sum of the dead.

B³ (Bagga and Baldwin, 1998): for each account, which share of its group is of its happening (precision), and which
share of its happening is in its group (recall); the means over all accounts.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from marsad.errors import UsageError
from marsad.merge import Account, World, account_of
from marsad.merge.blocks import entered, looked_up
from marsad.text.fold import fold_word


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 of pairs and of B³, each 0 to 1."""

    accounts: int
    happenings: int
    groups: int
    pairs: tuple[float, float, float]
    b_cubed: tuple[float, float, float]


def load_truth(folder: Path) -> dict[str, Mapping[str, Any]]:
    """Return what a careful coder would enter for each happening: the `truth*.json` of a folder."""
    found: dict[str, Mapping[str, Any]] = {}
    for path in sorted(folder.glob("truth*.json")):
        try:
            found |= json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise UsageError(f"{path}: no JSON ({error})") from None
    return found


def agreement(group: Mapping[str, str], truth: Mapping[str, str]) -> Agreement:
    """Compare groups with happenings, both given by account; accounts without a happening do not count."""
    names = sorted(name for name in truth if name in group)
    found, told = Counter(group[name] for name in names), Counter(truth[name] for name in names)
    both = Counter((group[name], truth[name]) for name in names)
    hits, ours, theirs = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, found, told))
    precision = sum(both[group[n], truth[n]] / found[group[n]] for n in names) / max(len(names), 1)
    recall = sum(both[group[n], truth[n]] / told[truth[n]] for n in names) / max(len(names), 1)
    return Agreement(
        len(names),
        len(told),
        len(found),
        _three(hits / ours if ours else 1.0, hits / theirs if theirs else 1.0),
        _three(precision, recall),
    )


def _three(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def compared_pairs(accounts: Sequence[Account], truth: Mapping[str, str]) -> Iterator[tuple[Account, Account, bool]]:
    """Yield the pairs that would be compared, and whether they are of one happening."""
    known = [account for account in accounts if account.id in truth]
    blocks: dict[tuple[str, int], set[str]] = defaultdict(set)
    for account in known:
        for key in entered(account):
            blocks[key].add(account.id)
    near = {account.id: set().union(*(blocks.get(key, set()) for key in looked_up(account))) for account in known}
    for one, other in combinations(sorted(known, key=lambda account: account.id), 2):
        if other.id in near[one.id] or one.id in near[other.id]:
            yield one, other, truth[one.id] == truth[other.id]


def annotated(event: Mapping[str, Any], report: Mapping[str, Any], number: int, world: World) -> Account:
    """Return the account that an annotator gives: what merging gets where reading makes no mistakes.

    Names of parties are looked up in the registry; places have the annotator's point and no id.
    """
    first, _, last = (event.get("date") or "").partition("/")
    record = {
        "event_id": f"{report['id']}#{number}",
        "report_id": report["id"],
        "kind": event["kind"],
        "status": event["status"],
        "actor": _party(event.get("actor"), event.get("actor_text"), world),
        "target": _party(event.get("target"), event.get("target_text"), world),
        "attribution": _party(event.get("attribution"), None, world),
        "places": [_place(place) for place in event.get("places") or ()],
        "date": {"start": first, "end": last or first, "text": event.get("date_text")} if first else None,
        "killed": _toll(event.get("killed")),
        "injured": _toll(event.get("injured")),
        "means": event.get("means"),
        "evidence": [event["evidence"]],
    }
    return account_of(record, report, world)


def _party(name: str | None, text: str | None, world: World) -> dict[str, Any] | None:
    if name is None and text is None:
        return None
    found = world.names.get((name or "").lower().split(" (")[0]) or world.agencies.get(fold_word(text or "").strip())
    return {"id": found, "name": name, "text": text or name}


def _place(place: Mapping[str, Any]) -> dict[str, Any]:
    return {"text": place["text"], "lat": place.get("lat"), "lon": place.get("lon"), "radius_km": 2.0, "precision": 1}


def _toll(toll: Sequence[int | None] | None) -> dict[str, int | None] | None:
    return {"min": toll[0] or 0, "max": toll[1]} if toll else None
