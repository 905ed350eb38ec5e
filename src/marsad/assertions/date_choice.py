"""When it happened: its own words, its sentence's, the day spoken of before, or the day of the report; weighed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from marsad.assertions.build import Resolved
from marsad.assertions.judge import Group, Judge, grouped
from marsad.assertions.statement import Statement
from marsad.codebook.weights import RULES
from marsad.extract.drafts import Scene
from marsad.extract.reading import Item
from marsad.extract.times import OnDate
from marsad.model import DateRange

FAR, NAMES = (3, 8, 16), ("touching", "near", "apart", "far")
BACK, OPENING = 2, 3
"""How many events back a date may be taken over from; of how many sentences the opening is."""


def choose_dates(
    statements: Sequence[Statement],
    judge: Judge,
    scenes: Sequence[Scene],
    resolved: Resolved,
    published: date | None,
) -> None:
    """Give each statement the likeliest of the dates that may be meant; that none is told is one of them."""
    if not judge.knows("date"):
        return
    lead = _lead(scenes, resolved, published)
    today = DateRange(published, published, "day", None, None) if published is not None else None
    for order, statement in enumerate(statements):
        ruled = statement.date
        tail = _tail(statement)
        best, chosen, borrowed = judge.odds("date", _none(statement, published, tail), (statement, None)), None, False
        earlier = statements[max(order - BACK, 0) : order]
        told = [*_candidates(earlier, statement, tail, scenes, resolved, published), *_of_report(lead, today, tail)]
        for found, features in told:
            odds = judge.odds("date", features, (statement, found))
            if odds > best:
                best, chosen, borrowed = odds, found, found is not ruled
        statement.date, statement.borrowed_date = chosen, borrowed


def _candidates(
    earlier: Sequence[Statement],
    statement: Statement,
    tail: Group,
    scenes: Sequence[Scene],
    resolved: Resolved,
    published: date | None,
) -> Iterator[tuple[DateRange, list[Group]]]:
    """Yield the dates that may be meant, each with its features; one day may come from several sources."""
    draft = statement.draft
    scene = scenes[draft.sentence]
    if statement.date is not None:
        yield statement.date, [(RULES,), *_features("rules", statement.date, published, tail)]
    for item, found in _times(scene, resolved):
        ahead = item.first >= draft.trigger.last
        gap = item.first - draft.trigger.last if ahead else draft.trigger.first - item.last
        far = NAMES[bisect_left(FAR, gap)]
        own = item.ref in draft.times
        source = f"sentence/{'after' if ahead else 'before'}/own {own}"
        yield found, [*_features(source, found, published, tail), (f"{source}/{far}",)]
    for back, other in enumerate(reversed(earlier)):
        if other.date is not None:
            apart = draft.sentence - other.draft.sentence
            paragraph = scenes[other.draft.sentence].sentence.paragraph == scene.sentence.paragraph
            source = f"event before/{back}/{'same' if paragraph else 'other'} paragraph"
            features = _features(source, other.date, published, tail)
            yield other.date, [*features, (f"{source}/{min(apart, 3)}", f"{source}/borrowed {other.borrowed_date}")]


def _of_report(lead: DateRange | None, today: DateRange | None, tail: Group) -> Iterator[tuple[DateRange, list[Group]]]:
    """Yield the first date that the report names, and its own day."""
    if lead is not None:
        yield lead, _features("lead", lead, today.start if today else None, tail)
    if today is not None:
        yield today, [*_features("published", today, None, tail), (f"published/lead {lead is not None}",)]


def _lead(scenes: Sequence[Scene], resolved: Resolved, published: date | None) -> DateRange | None:
    """Return the first date of the report's opening: of its first sentences, lines that tell its own day left out."""
    opening = [scene for scene in scenes if scene.drafts or not _tells_own_day(scene, resolved, published)][:OPENING]
    told = (one for scene in opening for one in _times(scene, resolved) if not _is_dateline(scene, *one, published))
    return next((found for _, found in told), None)


def _tells_own_day(scene: Scene, resolved: Resolved, published: date | None) -> bool:
    return any(found.start == found.end == published for _, found in _times(scene, resolved))


def _is_dateline(scene: Scene, item: Item, found: DateRange, published: date | None) -> bool:
    """Tell whether a date says when the report is from, not when something was: `بغداد 5 أيار 2015 – قُتل أمس ...`.

    It is the report's day with its year, and stands before all that the sentence tells.
    """
    when = scene.reading.times[item.ref].when
    full = isinstance(when, OnDate) and when.year is not None and when.offset is None
    opens = not scene.items_between(scene.sentence.first, item.first, "trigger")
    return full and opens and found.start == found.end == published


def _times(scene: Scene, resolved: Resolved) -> Iterator[tuple[Item, DateRange]]:
    for item in scene.items_between(scene.sentence.first, scene.sentence.last, "time"):
        found = resolved.dates[item.ref]
        if isinstance(found, DateRange):
            yield item, found


def _features(source: str, found: DateRange, published: date | None, tail: Group) -> list[Group]:
    """Describe a candidate: where it stands, how long it is, how long before the report."""
    days = (found.end - found.start).days
    length = "day" if days == 0 else "days" if days <= 10 else "month" if days <= 31 else "longer"
    kind = source.split("/", maxsplit=1)[0]
    return [_told(source, kind, length, _age(found, published)), _under(kind, tail)]


@grouped
def _told(source: str, kind: str, length: str, age: str) -> Group:
    return source, f"{source}/{length}", f"{kind}/{length}/{age}", f"age:{age}"


@grouped
def _under(kind: str, tail: Group) -> Group:
    return tuple(f"{kind}/{one}" for one in tail)


def _age(found: DateRange, published: date | None) -> str:
    if published is None:
        return "-"
    days = (published - found.end).days
    return "coming" if days < 0 else "today" if days == 0 else "days" if days <= 7 else "weeks" if days <= 60 else "old"


def _tail(statement: Statement) -> Group:
    draft = statement.draft
    tense = draft.trigger.ref.tense or draft.part
    tolled = statement.killed is not None or statement.injured is not None
    sentence, effects = min(draft.sentence, 5), tuple(sorted(statement.effects))
    return _statement(draft.frame.name, tense, sentence, statement.own_places, statement.headline, effects, tolled)


@grouped
def _statement(
    frame: str, form: str, sentence: int, own: bool, headline: bool, effects: tuple[str, ...], tolled: bool
) -> Group:
    return (
        f"frame:{frame}",
        f"form:{form}",
        f"sentence:{sentence}",
        f"place:{'own' if own else 'other'}",
        f"headline:{headline}",
        *(f"effect:{effect}" for effect in effects),
        f"toll:{tolled}",
    )


def _none(statement: Statement, published: date | None, tail: Group) -> list[Group]:
    told = statement.date is not None
    return [
        ("none" if told else RULES, f"none/ruled {told}", f"none/published {published is not None}"),
        _under("none", tail),
    ]
