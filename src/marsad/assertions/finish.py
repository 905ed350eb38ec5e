"""Statements written out as events: status, attribution, crosswalks, confidence, ids."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from marsad.assertions.confidence import confidence
from marsad.assertions.ids import event_id
from marsad.assertions.judge import Judge
from marsad.assertions.route import route_of
from marsad.assertions.sources import SourceNames
from marsad.assertions.statement import Statement
from marsad.assertions.status import attribution_of
from marsad.codebook.kinds import Kind
from marsad.extract.reading import Reading
from marsad.model import Event, Party, Report, Span
from marsad.resolve.actors import ResolvedActor

ARMED = frozenset({"state", "rebel", "militia"})


class Tools(NamedTuple):
    """What every event is written out with; `extractor` is the name and version of what read it."""

    kinds: dict[str, Kind]
    judge: Judge
    sources: SourceNames
    extractor: str


def finish(
    statement: Statement,
    order: int,
    report: Report,
    reading: Reading,
    actors: Sequence[ResolvedActor],
    tools: Tools,
) -> Event:
    """Return the event record of a statement."""
    kind = tools.kinds[statement.kind]
    evidence = _tidy(statement.evidence)
    return Event(
        report_id=report.id,
        event_id=event_id(report.id, statement.kind, evidence[0].start, order),
        kind=statement.kind,
        actor=statement.actor,
        target=statement.target,
        places=tuple(statement.places),
        to=tuple(statement.to),
        date=statement.date,
        killed=statement.killed,
        injured=statement.injured,
        means=statement.means,
        status=statement.status,
        attribution=attribution_of(statement, reading, actors, tools.sources),
        evidence=tuple(evidence),
        confidence=confidence(statement.odds, tools.judge),
        acled=kind.acled(state=statement.actor is not None and statement.actor.kind == "state"),
        ucdp=violence(kind, statement.actor, statement.target),
        plover=kind.plover(),
        extractor=tools.extractor,
        route=route_of(statement.places, statement.to, report.text),
    )


def _tidy(spans: list[Span]) -> list[Span]:
    """Return the evidence, in the order told, without spans inside those before.

    Beginnings are kept in order, each with the farthest end of those that begin there or before: thousands may be told.
    """
    kept: list[Span] = []
    starts, reach = list[int](), list[int]()
    for span in spans:
        at = bisect_right(starts, span.start)
        if at and reach[at - 1] >= span.end:
            continue
        kept.append(span)
        starts.insert(at, span.start)
        reach.insert(at, span.end)
        for later in range(at + 1, len(reach)):
            if reach[later] >= span.end:
                break
            reach[later] = span.end
    return kept


def violence(kind: Kind, actor: Party | None, target: Party | None) -> dict[str, int] | None:
    """Return UCDP's type of violence: 1 state-based, 2 non-state, 3 one-sided; None where it is none.

    One-sided: an organised actor on civilians; state-based: two armed sides, one a government.
    """
    if kind.ucdp is None or actor is None or actor.kind not in ARMED:
        return None
    if kind.ucdp == "one_sided" or (target is not None and target.kind == "civilians"):
        return {"type_of_violence": 3}
    if target is None or target.kind not in ARMED:
        return None
    return {"type_of_violence": 1 if "state" in (actor.kind, target.kind) else 2}
