"""How many accounts are independent: retellings of one agency count once, and so do near copies of one text.

An origin is whom a report credits, else its outlet.  An outlet that is itself a party of the registry (a monitor, an
agency) and the reports that credit it are one origin.  `copies` gives clusters of reports with nearly the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.merge.account import Account

NOBODY = frozenset({"said:eyewitnesses witnesses", "said:eyewitness witness", "said:activists", "said:residents"})
"""Sources without a name: the outlet that spoke to them is the origin."""


def origin_of(account: Account) -> str:
    """Return the origin of an account: the source by name, else its outlet."""
    if not account.credited or account.origin in NOBODY or account.origin.endswith((" source", " sources")):
        return account.outlet if account.outlet != "-" else f"report {account.report}"
    return account.origin


def origins(accounts: Sequence[Account], copies: Mapping[str, str] | None = None) -> list[tuple[str, ...]]:
    """Return the accounts' ids by origin, the largest origin first; reports of one cluster of copies are one."""
    head: dict[str, str] = {}

    def root(name: str) -> str:
        while head.get(name, name) != name:
            name = head[name]
        return name

    for account in accounts:
        mine = root(f"origin {origin_of(account)}")
        copy = (copies or {}).get(account.report)
        for other in (f"account {account.id}", *((f"copy {copy}",) if copy else ())):
            theirs = root(other)
            low, high = sorted((mine, theirs))
            head[high] = low
            mine = low
    found: dict[str, list[str]] = {}
    for account in accounts:
        found.setdefault(root(f"account {account.id}"), []).append(account.id)
    return sorted((tuple(sorted(ids)) for ids in found.values()), key=lambda ids: (-len(ids), ids))
