"""In which report: what one report tells apart is seldom one; an outlet's next report may go on with the last."""

from __future__ import annotations

from marsad.merge.account import Account
from marsad.merge.world import World


def compare(one: Account, other: Account, world: World) -> str:  # noqa: ARG001
    """Return whether the two are of one report, one outlet, one origin."""
    if one.report == other.report:
        return "one report"
    if one.outlet == other.outlet:
        return "one outlet"
    return "one origin" if one.origin == other.origin else "others"
