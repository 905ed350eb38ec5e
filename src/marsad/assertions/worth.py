"""What speaks for a statement being an event of its own, and not background, summary or figure of speech."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.assertions.judge import Judge
from marsad.assertions.sameness import comparable, compatible, detail
from marsad.assertions.statement import Statement
from marsad.extract.drafts import Scene
from marsad.text.grammar import RELATIVE

DAY, MONTH, YEAR = 3, 31, 366
SHORT = 70
"""A text of so few words is a line of news: none of its events need be surer than others."""


def weigh_worth(statements: list[Statement], judge: Judge, scenes: Sequence[Scene]) -> list[Statement]:
    """Give every statement its odds of being an event, and return those that are likely enough."""
    if not judge.knows("event"):
        return statements
    kept = []
    for statement in statements:
        odds = judge.odds("event", worth_features(statement, statements, scenes), statement)
        if odds >= judge.threshold("event"):
            statement.odds = odds
            kept.append(statement)
    surest = max((statement.odds or 0.0 for statement in kept), default=0.0)
    short = not scenes or scenes[-1].sentence.last <= SHORT
    return kept if short or surest >= judge.surest("event") else []


def worth_features(statement: Statement, told: Sequence[Statement], scenes: Sequence[Scene]) -> list[str]:
    """Return the features of the question `event`; `told` are the report's statements, this one among them."""
    scene = scenes[statement.draft.sentence]
    return [*_wording(statement, scene), *_filling(statement), *_standing(statement, told, scenes), *_time(statement)]


def _wording(statement: Statement, scene: Scene) -> list[str]:
    """The trigger: its row, form and setting."""
    draft = statement.draft
    trigger, part, frame = draft.trigger, draft.part, draft.frame.name
    form = f"{part}/{trigger.ref.tense or ('definite' if trigger.definite else 'bare')}"
    found = [
        f"trigger:{trigger.ref.owner.lemma}",
        f"frame:{frame}/{form}",
        f"kind:{statement.kind}/{part}",
        f"status:{statement.status}",
        f"status:{statement.status}/{frame}",
        f"light:{draft.light.ref.owner.role if draft.light else '-'}/{part}",
    ]
    if trigger.suffix:
        found.append(f"pronoun/{part}")
    start = scene.clauses.start_of(trigger.first)
    if scene.reading.tokens.words[start] in RELATIVE:
        found.append("relative clause")
    if start == trigger.first:
        found.append("clause opens with it")
    found.extend(f"effect:{effect}/{frame}" for effect in sorted(statement.effects))
    return found


def _filling(statement: Statement) -> list[str]:
    """What is known of who, whom, where and how many."""
    frame = statement.draft.frame.name
    found = []
    for name, party in (("actor", statement.actor), ("target", statement.target)):
        sort = "-" if party is None else "known" if party.id else party.name or "words"
        found += [f"{name}:{sort}", f"{name}:{sort}/{statement.kind}"]
    own = "own" if statement.own_places else "borrowed" if statement.places else "none"
    precision = min((place.precision or 8 for place in statement.places), default=9)
    found += [f"place:{own}", f"place:{own}/{frame}", f"place:{own}/precision {precision}"]
    if statement.places and not any(place.lat is not None for place in statement.places):
        found.append("place:unlocated")
    tolls = [name for name, toll in (("killed", statement.killed), ("injured", statement.injured)) if toll]
    found.append(f"toll:{'+'.join(tolls) or '-'}")
    found.append(f"toll:{bool(tolls)}/{frame}")
    if statement.means:
        found.append("means")
    credit = statement.credit
    found.append(f"credit:{credit.stance if credit else '-'}")
    parties = (statement.actor is not None) + (statement.target is not None)
    found.append(f"arguments:{parties + bool(statement.own_places) + bool(statement.draft.times) + bool(tolls)}")
    return found


def _standing(statement: Statement, told: Sequence[Statement], scenes: Sequence[Scene]) -> list[str]:
    """Where in the report it stands, and what else is told there."""
    draft = statement.draft
    found = [f"headline:{statement.headline}", f"told again:{min(statement.merged, 2)}"]
    if draft.sentence == len(scenes) - 1 and len(scenes) > 2:
        found.append("last sentence")
    if draft.sentence <= 1:
        found.append("lead")
    return found + _rivals(statement, told)


def _rivals(statement: Statement, told: Sequence[Statement]) -> list[str]:
    """What else in the report may tell the same: a fuller telling elsewhere speaks against this one."""
    others = [one for one in told if one is not statement and comparable(one, statement) and compatible(one, statement)]
    if not others:
        return ["rivals:0"]
    mine, best = detail(statement), max(detail(one) for one in others)
    rank = "fuller" if mine > best else "equal" if mine == best else "poorer"
    before = any(one.draft.trigger.first < statement.draft.trigger.first for one in others)
    first = "headline" if statement.headline else "lead" if statement.draft.sentence <= 1 else "body"
    alike = any(one.kind == statement.kind for one in others)
    return [
        f"rivals:{min(len(others), 3)}",
        f"rivals:{rank}",
        f"rivals:{rank}/before {before}",
        f"rivals:{rank}/{first}",
        f"rivals:{rank}/{statement.kind}",
        f"rivals:{rank}/same kind {alike}",
    ]


def _time(statement: Statement) -> list[str]:
    """When: said here or not, and how long a stretch."""
    date = statement.date
    if date is None:
        return ["time:-", f"time:-/{statement.draft.part}"]
    span = (date.end - date.start).days
    length = "day" if span <= DAY else "month" if span <= MONTH else "year" if span <= YEAR else "longer"
    return [f"time:{length}/{'borrowed' if statement.borrowed_date else 'own'}"]
