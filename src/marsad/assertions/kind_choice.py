"""Which kind a statement tells: every kind weighed by trigger, weapon, doer and victim; the rule's is one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from marsad.assertions.build import Resolved
from marsad.assertions.judge import Group, Judge, grouped
from marsad.assertions.kinds import decide_kind, from_the_ground
from marsad.assertions.party_candidates import sort_of
from marsad.assertions.statement import Statement
from marsad.codebook.lexicon import Trigger
from marsad.extract.drafts import Scene
from marsad.extract.phrases import Phrase
from marsad.extract.reading import Item
from marsad.text.clitics import bare

AROUND = 7
"""How many words on each side of a trigger hint at the kind."""
WORD = "word:"


def decide_anew(statements: Sequence[Statement], resolved: Resolved) -> None:
    """Ask the rules again where doer and done-to, now chosen, tell the kind: who is shot at, whether who strikes flies.

    `رعاة كانوا قرب النهر، وفتح الجنود النار باتجاههم` is an attack on civilians.
    """
    flying = {one.party.span for one in resolved.actors if one.flies and one.party is not None}
    for statement in statements:
        flown = statement.actor is not None and statement.actor.span in flying
        if flown and statement.draft.actor is None and from_the_ground(statement.draft):
            statement.actor, flown = None, False
            statement.notes.append("no aircraft fires what it was shelled with")
        if not _told_by_sides(statement, flown):
            continue
        kind, why = decide_kind(statement.draft, statement.actor, statement.target, flown)
        if kind != statement.kind:
            statement.notes.append(f"{kind} once the parties were chosen: {why}")
            statement.kind = kind


def _told_by_sides(statement: Statement, flown: bool) -> bool:
    """Tell whether the parties make the kind; a bombardment with a doer of its own is what that doer makes it."""
    frame = statement.draft.frame.name
    return frame == "shoot" or (flown and (frame == "target" or (frame == "bombard" and statement.draft.actor is None)))


def choose_kinds(statements: Sequence[Statement], judge: Judge, scenes: Sequence[Scene]) -> None:
    """Give each statement its likeliest kind."""
    if not judge.knows("kind"):
        return
    ruled = [statement.kind for statement in statements]
    told = Counter(ruled)
    near: dict[int, Counter[str]] = defaultdict(Counter)
    for statement in statements:
        near[statement.draft.sentence][statement.kind] += 1
    heeded = judge.heeded("kind", WORD)
    for order, statement in enumerate(statements):
        signs = kind_signs(statement, scenes[statement.draft.sentence], heeded)
        signs += _company(order, statement, ruled, told, near[statement.draft.sentence])
        chosen = judge.answer("kind", signs, statement.kind, statement)
        if chosen != statement.kind:
            statement.notes.append(f"kind weighed: {statement.kind} by the frame, {chosen} by its words")
            statement.kind = chosen


def _company(
    order: int, statement: Statement, ruled: Sequence[str], told: Counter[str], near: Counter[str]
) -> list[Group]:
    """Return the kinds told around a statement, as the rules see them: what a protest or a raid leads to."""
    frame, own = statement.draft.frame.name, ruled[order]
    before = ruled[order - 1] if order else "-"
    after = ruled[order + 1] if order + 1 < len(ruled) else "-"
    found = [_in_report(kind, frame) for kind, count in told.items() if count > (kind == own)]
    found += [_in_sentence(kind, frame) for kind, count in near.items() if count > (kind == own)]
    found.append(_beside(before, after, frame))
    return found


@grouped
def _in_report(kind: str, frame: str) -> Group:
    return f"in report:{kind}", f"in report:{kind}/{frame}"


@grouped
def _in_sentence(kind: str, frame: str) -> Group:
    return (f"in sentence:{kind}/{frame}",)


@grouped
def _beside(before: str, after: str, frame: str) -> Group:
    return f"before:{before}", f"before:{before}/{frame}", f"after:{after}/{frame}"


def kind_signs(statement: Statement, scene: Scene, heeded: frozenset[str] | None = None) -> list[Group]:
    """Return what hints at the kind, each sign once; of the words around those that are `heeded`, else all."""
    draft = statement.draft
    frame = draft.frame.name
    actor = "-" if statement.actor is None else sort_of(statement.actor)
    target = "-" if statement.target is None else sort_of(statement.target)
    tolled = statement.killed is not None or statement.injured is not None
    light = draft.light.ref.owner.role if draft.light else "-"
    words = nearby(scene, statement)
    signs = [
        _trigger(frame, draft.trigger.ref.owner.lemma, target),
        _parties(frame, statement.kind, actor, target),
        _things(frame, _thing(draft.target), statement.means or "-", tolled, light),
        *map(_word, words if heeded is None else words & heeded),
    ]
    if len(draft.triggers) > 1:
        others = _others(statement)
        signs += {(f"also:{owner.lemma}",) for owner in others}
        signs += {(f"also:{owner.frame}/{frame}",) for owner in others}
    everywhere = scene.items_between(scene.sentence.first, scene.sentence.last, "means")
    if everywhere:
        signs += {(f"means in sentence:{item.ref.name}/{frame}",) for item in everywhere}
        signs += {(f"beside:{item.ref.name}",) for item in _means(scene, statement)}
    for name, party in (("actor", statement.actor), ("target", statement.target)):
        if party and party.id:
            signs.append((f"{name}:{party.id}/{frame}",))
    signs += [(f"effect:{effect}/{frame}",) for effect in statement.effects]
    return signs


@grouped
def _trigger(frame: str, lemma: str, target: str) -> Group:
    return f"frame:{frame}", f"trigger:{lemma}", f"trigger:{lemma}/target:{target}"


@grouped
def _parties(frame: str, kind: str, actor: str, target: str) -> Group:
    return (
        f"frame:{frame}/rules:{kind}",
        f"frame:{frame}/actor:{actor}",
        f"frame:{frame}/target:{target}",
        f"rules:{kind}/target:{target}",
    )


@grouped
def _things(frame: str, struck: str, means: str, tolled: bool, light: str) -> Group:
    return (
        f"frame:{frame}/thing:{struck}",
        f"frame:{frame}/means:{means}",
        f"means:{means}",
        f"frame:{frame}/toll:{tolled}",
        f"light:{light}/{frame}",
    )


@grouped
def _word(word: str) -> Group:
    return (WORD + word,)


def nearby(scene: Scene, statement: Statement) -> set[str]:
    """Return the words around the trigger, bare."""
    trigger = statement.draft.trigger
    first, last = max(trigger.first - AROUND, scene.sentence.first), min(trigger.last + AROUND, scene.sentence.last)
    return {bare(word) for word in scene.reading.tokens.words[first:last] if len(word) > 2}


def _thing(phrase: Phrase | None) -> str:
    return phrase.thing.ref.cls if phrase is not None and phrase.thing is not None else "-"


def _others(statement: Statement) -> list[Trigger]:
    """Return the rows of the other triggers that were joined."""
    own = statement.draft.trigger
    return [item.ref.owner for item in statement.draft.triggers if item is not own and hasattr(item.ref.owner, "frame")]


def _means(scene: Scene, statement: Statement) -> list[Item]:
    """Return the weapons named in the trigger's clause."""
    trigger = statement.draft.trigger
    first = scene.clauses.start_of(trigger.first)
    last = scene.clauses.end_of(trigger.last, scene.sentence.last)
    return list(scene.items_between(first, last, "means"))
