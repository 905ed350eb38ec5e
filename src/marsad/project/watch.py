"""Take new items of feeds and folders, each when its time has come; one that fails is asked less and less often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import delete, insert, select

from marsad.errors import UsageError
from marsad.fetch import Fetched, Fetcher, FetchError
from marsad.intake import Given, Unread
from marsad.intake.taking import Taking
from marsad.project.add import Coming, Intake, Wish
from marsad.project.project import Project
from marsad.project.sources import expand, from_web, open_all
from marsad.store.ledger import Ledger, digest, moment
from marsad.store.tables import WATCHES

_LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed's address or a folder's path, and who publishes it."""

    source: str
    feed: bool
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a source brought."""

    source: str
    reports: int
    problem: str | None = None


def watched(project: Project) -> list[Watched]:
    """Return what the project's settings list under `[[watch]]`.

    Raises `UsageError` where an entry names neither a feed nor a folder.
    """
    found: list[Watched] = []
    for number, entry in enumerate(project.settings.watched, 1):
        source = entry.get("feed") or entry.get("folder")
        if not isinstance(source, str) or set(entry) - {"feed", "folder", "outlet"}:
            raise UsageError(f"marsad.toml: [[watch]] {number}: name feed or folder, and outlet if you like")
        place = source if entry.get("feed") else str(project.folder / source)
        found.append(Watched(place, bool(entry.get("feed")), entry.get("outlet")))
    if not found:
        raise UsageError("marsad.toml: nothing to watch; add [[watch]] with a feed or a folder")
    return found


def look_round(project: Project, ledger: Ledger, fetcher: Fetcher | None, interval: timedelta) -> Iterator[Look]:
    """Look once at every source whose time has come."""
    for one in watched(project):
        state = _state(project, one.source)
        if state["next_at"] <= moment(project.clock):
            yield _look(project, ledger, fetcher, one, state, interval)


def _look(
    project: Project, ledger: Ledger, fetcher: Fetcher | None, one: Watched, state: dict[str, Any], interval: timedelta
) -> Look:
    settings = project.settings
    given = Given(None, one.outlet or settings["outlet"] or None, settings["country"] or None)
    intake = Intake(project, ledger, Wish(Taking(given, zone=settings["timezone"]), "feed" if one.feed else "auto"))
    problem: str | None = None
    wait = interval
    try:
        for coming in _coming(fetcher, one, state):
            if isinstance(coming, Unread):
                intake.tally.refused.append(coming)
            else:
                for _ in intake.take(coming):
                    pass
    except (FetchError, UsageError) as error:
        problem = str(error)
        wait = _back_off(interval, int(state["failures"]), getattr(error, "retry_after", None))
    finally:
        intake.close()
    refused = intake.tally.refused
    if refused and problem is None:
        problem = str(refused[0])
    failures = int(state["failures"]) + 1 if wait != interval else 0
    _remember(project, ledger, {**state, "next_at": moment(lambda: project.clock() + wait), "failures": failures})
    ledger.count({"reports": intake.tally.reports, "looks": 1})
    return Look(one.source, intake.tally.reports, problem)


def _coming(fetcher: Fetcher | None, one: Watched, state: dict[str, Any]) -> Iterator[Coming | Unread]:
    """Give what may be new: a feed that says it has not changed gives nothing; bytes are known by their hash."""
    if not one.feed:
        yield from open_all(expand([one.source]), BytesIO(), None)
        return
    if fetcher is None:
        raise UsageError(f"{one.source}: the network is not used unless asked for; add --fetch")
    asked = {"If-None-Match": state["etag"], "If-Modified-Since": state["modified"]}
    found: Fetched = fetcher.fetch(one.source, {name: value for name, value in asked.items() if value})
    if found.status == 304:
        return
    state["etag"], state["modified"] = found.headers.get("etag"), found.headers.get("last-modified")
    yield from_web(found)


def _back_off(interval: timedelta, failures: int, told: float | None) -> timedelta:
    """Return how long to leave a source that failed: twice as long each time, a day at most, or as it says itself."""
    wait = min(_LONGEST, interval * float(2 ** min(failures + 1, 16)))
    return min(_LONGEST, max(wait, timedelta(seconds=min(told or 0.0, 86400.0))))


def _state(project: Project, source: str) -> dict[str, Any]:
    with project.database.read() as connection:
        row = connection.execute(select(WATCHES).where(WATCHES.c.source == source)).mappings().first()
    return dict(row) if row else {"source": source, "etag": None, "modified": None, "next_at": "", "failures": 0}


def _remember(project: Project, ledger: Ledger, state: Mapping[str, Any]) -> None:
    with project.database.write() as connection:
        ledger.begin(connection)
        connection.execute(delete(WATCHES).where(WATCHES.c.source == state["source"]))
        connection.execute(insert(WATCHES), dict(state))
        ledger.note("look", "watch", 0, digest(state), {"source": state["source"]})
        ledger.commit(connection)
