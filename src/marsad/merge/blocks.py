"""Which accounts are compared at all: those of neighbouring days and one governorate, or without a place."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.merge.account import Account

WINDOW = 1
"""Days on each side of an account's own in which others are looked for."""
LONGEST = 4
"""An account of a longer stretch is entered for its first and last days alone."""
BORDER = 0.1
"""Degrees from the border of a square within which the neighbouring one counts too."""
MONTH = 32
"""Days of publication in which accounts without a day are compared, and those before and after them."""
Key = tuple[str, int]


def grounds(account: Account) -> set[str]:
    """Return what an account is found by in space: its governorates, its squares of a degree, else its parties."""
    found = {spot.admin1 for spot in account.spots if not spot.admin1.endswith("/-")}
    for spot in account.spots:
        if spot.lat is None or spot.lon is None:
            found.add(f"name {spot.key}")
        elif not spot.wide:
            found |= {f"@{lat}/{lon}" for lat in _squares(spot.lat) for lon in _squares(spot.lon)}
    if not found:
        found = {f"party {party}" for party in (account.actor, account.target) if party}
    return found or {"nowhere"}


def _squares(degrees: float) -> set[int]:
    """Return the squares of a degree that a point is in, the neighbouring one too where it is near the border."""
    return {round(degrees - BORDER), round(degrees + BORDER)}


def days(account: Account) -> list[int]:
    """Return the days that an account is entered under.

    Where none is known it is the month in which its report was published, counted below 0; 0 where that is not known.
    """
    if account.first is None or account.last is None:
        return [-(account.published // MONTH) if account.published else 0]
    if account.last - account.first < LONGEST:
        return list(range(account.first, account.last + 1))
    return [account.first, account.last]


def entered(account: Account) -> Iterator[Key]:
    """Yield the keys that an account is entered under."""
    for ground in sorted(grounds(account)):
        for day in days(account):
            yield ground, day


def looked_up(account: Account) -> Iterator[Key]:
    """Yield the keys under which others are looked for."""
    near = near_days(account)
    for ground in sorted(grounds(account)):
        for day in near:
            yield ground, day


def near_days(account: Account) -> list[int]:
    """Return the days, or months of publication, under which others are looked for."""
    if not any(days(account)):
        return [0]
    return sorted({near for day in days(account) for near in range(day - WINDOW, day + WINDOW + 1)})
