"""What speaks for a statement being an event of its own, and not background, summary or figure of speech."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from marsad.assertions.absorb import detail
from marsad.assertions.judge import Group, Judge, grouped
from marsad.assertions.sameness import comparable, compatible
from marsad.assertions.statement import Statement
from marsad.extract.drafts import Scene
from marsad.model import Party
from marsad.text.grammar import RELATIVE

DAY, MONTH, YEAR = 3, 31, 366
BRIEF = 3
"""A text of so few sentences has no lead that the rest would tell again."""
SHORT, NEWS = 70, 0.7
"""A text of so few words is a line of news: less is asked of its likeliest event, and none need be surer."""
TOGETHER = 2.5
"""Where no event of a report is sure by itself, the log-odds that there is one at all: many a list of murders."""
SEVERAL = 2
BEFORE, BEHIND = "before:", "behind:"
Heeded = tuple[frozenset[str] | None, frozenset[str] | None]
"""Which words before a noun and behind it have a weight; None where all are wanted."""
LINE = "¶"
"""Where a line begins or ends."""
MEMORY = 60
"""How many statements back and ahead a fuller telling is looked for; a digest of a day has fewer."""
RELATIVE_CLAUSE, OPENS_CLAUSE = ("relative clause",), ("clause opens with it",)
UNLOCATED, MEANS = ("place:unlocated",), ("means",)
LAST_SENTENCE, LEAD = ("last sentence",), ("lead",)


def weigh_worth(statements: list[Statement], judge: Judge, scenes: Sequence[Scene]) -> list[Statement]:
    """Give every statement its odds of being an event, and return those that are likely enough."""
    if not judge.knows("event"):
        return statements
    heeded = judge.heeded("event", BEFORE), judge.heeded("event", BEHIND)
    short = not scenes or scenes[-1].sentence.last <= SHORT
    weighed = []
    for order, statement in enumerate(statements):
        told = statements[max(order - MEMORY, 0) : order + MEMORY + 1]
        odds = judge.odds("event", worth_features(statement, told, scenes, heeded), statement)
        weighed.append((odds, statement))
        statement.odds = odds
    kept = [statement for odds, statement in weighed if odds >= judge.threshold("event")]
    surest = max((odds for odds, _ in weighed), default=-NEWS)
    if short and weighed and not kept and surest >= judge.threshold("event") - NEWS:
        return [next(statement for odds, statement in weighed if odds == surest)]
    sure = (
        surest >= judge.surest("event") or together(odds for odds, _ in weighed) >= TOGETHER or any(map(_counts, kept))
    )
    return kept if short or sure else []


def _counts(statement: Statement) -> bool:
    """Tell whether several dead are counted: who tells that tells of events."""
    return statement.killed is not None and statement.killed.min >= SEVERAL


def together(odds: Iterable[float]) -> float:
    """Return the log-odds that at least one of several is right, each taken by itself; minus infinity for none."""
    unlikely = sum(math.log1p(math.exp(value)) for value in odds)
    return unlikely + math.log(-math.expm1(-unlikely)) if unlikely else -math.inf


def worth_features(
    statement: Statement, told: Sequence[Statement], scenes: Sequence[Scene], heeded: Heeded
) -> list[Group]:
    """Return the features of the question `event`; `told` are the statements around it, this one among them."""
    scene = scenes[statement.draft.sentence]
    return [
        *_wording(statement, scene, heeded),
        *_filling(statement),
        *_standing(statement, told, scenes),
        _time(statement),
    ]


def _wording(statement: Statement, scene: Scene, heeded: Heeded) -> list[Group]:
    """The trigger: its row, form and setting."""
    draft, words = statement.draft, scene.reading.tokens.words
    trigger, part, frame = draft.trigger, draft.part, draft.frame.name
    form = f"{part}/{trigger.ref.tense or ('definite' if trigger.definite else 'bare')}"
    light = draft.light.ref.owner.role if draft.light else "-"
    found = [
        _trigger(trigger.ref.owner.lemma, frame, form),
        _kind(statement.kind, part, statement.status, frame, light),
    ]
    if trigger.suffix:
        found.append((f"pronoun/{part}",))
    start = scene.clauses.start_of(trigger.first)
    if words[start] in RELATIVE:
        found.append(RELATIVE_CLAUSE)
    if start == trigger.first:
        found.append(OPENS_CLAUSE)
    found += [(f"effect:{effect}/{frame}",) for effect in statement.effects]
    if part == "noun":
        beside = zip((BEFORE, BEHIND), _neighbours(words, trigger.first, trigger.last), heeded, strict=True)
        found += [(side + word,) for side, word, wanted in beside if wanted is None or word in wanted]
    return found


def _neighbours(words: Sequence[str], first: int, last: int) -> tuple[str, str]:
    """Return the word before a noun and the one behind it: `لجنة المصالحة`, `منذ بدء الحرب`, `قصف سابق`."""
    before = words[first - 1].removeprefix("و").removeprefix("ال") if first else LINE
    behind = words[last].removeprefix("ال") if last < len(words) else LINE
    return before.replace("\n", LINE), behind.replace("\n", LINE)


@grouped
def _trigger(lemma: str, frame: str, form: str) -> Group:
    return f"trigger:{lemma}", f"frame:{frame}/{form}"


@grouped
def _kind(kind: str, part: str, status: str, frame: str, light: str) -> Group:
    return f"kind:{kind}/{part}", f"status:{status}", f"status:{status}/{frame}", f"light:{light}/{part}"


def _filling(statement: Statement) -> list[Group]:
    """What is known of who, whom, where and how many."""
    doer = _known_doer(statement)
    frame, places, credit = statement.draft.frame.name, statement.places, statement.credit
    own = "own" if statement.own_places else "borrowed" if places else "none"
    tolls = [name for name, toll in (("killed", statement.killed), ("injured", statement.injured)) if toll]
    parties = (doer is not None) + (statement.target is not None)
    arguments = parties + bool(statement.own_places) + bool(statement.draft.times) + bool(tolls)
    found = [
        _party("actor", _sort(doer), statement.kind),
        _party("target", _sort(statement.target), statement.kind),
        _place(own, frame, min((place.precision or 8 for place in places), default=9)),
        _told("+".join(tolls) or "-", bool(tolls), frame, credit.stance if credit else "-", arguments),
    ]
    if places and not any(place.lat is not None for place in places):
        found.append(UNLOCATED)
    if statement.means:
        found.append(MEANS)
    if statement.to:
        found.append(_led(statement.kind, statement.own_places))
    return found


@grouped
def _led(kind: str, own: bool) -> Group:
    return "where to", f"where to/{kind}", f"where to/from {own}"


def _sort(party: Party | None) -> str:
    return "-" if party is None else "known" if party.id else party.name or "words"


def _known_doer(statement: Statement) -> Party | None:
    """Return the doer, unless no table knows a word of him: such a one may belong to any story."""
    actor, phrase = statement.actor, statement.draft.actor
    unknown = phrase is not None and not phrase.known and actor is not None and actor.id is None
    return None if unknown else actor


@grouped
def _party(name: str, sort: str, kind: str) -> Group:
    return f"{name}:{sort}", f"{name}:{sort}/{kind}"


@grouped
def _place(own: str, frame: str, precision: int) -> Group:
    return f"place:{own}", f"place:{own}/{frame}", f"place:{own}/precision {precision}"


@grouped
def _told(tolls: str, tolled: bool, frame: str, stance: str, arguments: int) -> Group:
    return f"toll:{tolls}", f"toll:{tolled}/{frame}", f"credit:{stance}", f"arguments:{arguments}"


def _standing(statement: Statement, told: Sequence[Statement], scenes: Sequence[Scene]) -> list[Group]:
    """Where in the report it stands, and what else is told there."""
    draft = statement.draft
    found = [_place_in(statement.headline, min(statement.merged, 2)), _rivals(statement, told)]
    if draft.sentence == len(scenes) - 1 and len(scenes) > 2:
        found.append(LAST_SENTENCE)
    if draft.sentence <= 1 and len(scenes) > BRIEF:
        found.append(LEAD)
    return found


@grouped
def _place_in(headline: bool, merged: int) -> Group:
    return f"headline:{headline}", f"told again:{merged}"


def _rivals(statement: Statement, told: Sequence[Statement]) -> Group:
    """What else in the report may tell the same: a fuller telling elsewhere speaks against this one."""
    others = [one for one in told if comparable(one, statement) and one is not statement and compatible(one, statement)]
    if not others:
        return ("rivals:0",)
    mine, best = detail(statement), max(detail(one) for one in others)
    rank = "fuller" if mine > best else "equal" if mine == best else "poorer"
    before = any(one.draft.trigger.first < statement.draft.trigger.first for one in others)
    first = "headline" if statement.headline else "lead" if statement.draft.sentence <= 1 else "body"
    alike = any(one.kind == statement.kind for one in others)
    return _ranked(min(len(others), 3), rank, before, first, statement.kind, alike)


@grouped
def _ranked(count: int, rank: str, before: bool, first: str, kind: str, alike: bool) -> Group:
    return (
        f"rivals:{count}",
        f"rivals:{rank}",
        f"rivals:{rank}/before {before}",
        f"rivals:{rank}/{first}",
        f"rivals:{rank}/{kind}",
        f"rivals:{rank}/same kind {alike}",
    )


def _time(statement: Statement) -> Group:
    """When: said here or not, and how long a stretch."""
    date = statement.date
    if date is None:
        return "time:-", f"time:-/{statement.draft.part}"
    span = (date.end - date.start).days
    length = "day" if span <= DAY else "month" if span <= MONTH else "year" if span <= YEAR else "longer"
    return _for(length, "borrowed" if statement.borrowed_date else "own")


@grouped
def _for(length: str, whose: str) -> Group:
    return (f"time:{length}/{whose}",)
