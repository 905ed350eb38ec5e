"""Who did it and to whom: every party that may be meant, weighed; the frame's own choice is one of them.

Doer and done-to are chosen together: the likeliest pair that is not one party twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from marsad.assertions.build import Resolved
from marsad.assertions.judge import Judge
from marsad.assertions.parties import FOUND, PEOPLE, party_of
from marsad.assertions.party_candidates import SLOTS, Cast, candidates, key_of, mentioned, nobody
from marsad.assertions.party_position import backed
from marsad.assertions.statement import Statement
from marsad.extract.drafts import Scene
from marsad.extract.phrases import Phrase
from marsad.extract.sides import sides_of
from marsad.model import Party

EARLIER = 3
"""How many statements back a party may be taken over from."""
UNKNOWN = "مجهول"
DRONE = "drone"
STRIKES = frozenset({"air_strike", "shelling"})
ARMS_ALONE = frozenset({"air_strike", "shelling", "chemical_attack"})
"""What civilians never do, who may say of it: `قال الدفاع المدني إن مقذوفا سقط`."""
MOVES = frozenset({"troop_movement", "territory_left"})
Weighed = list[tuple[float, Party | None]]
_odds = itemgetter(0)


def choose_parties(statements: Sequence[Statement], judge: Judge, scenes: Sequence[Scene], resolved: Resolved) -> None:
    """Give each statement the likeliest pair of doer and done-to; nobody is a candidate for both.

    The two sides that `بين` names are doer and done-to, whatever speaks for others.
    """
    if not all(judge.knows(slot) for slot in SLOTS):
        return
    cast = Cast.of(resolved)
    for order, statement in enumerate(statements):
        earlier = statements[max(order - EARLIER, 0) : order]
        actors, targets = _weigh(statement, earlier, scenes[statement.draft.sentence], cast, judge)
        statement.rivals = [party for _, party in targets]
        sides = _told_sides(statement, scenes, resolved)
        statement.sided = sides is not None
        statement.actor, target = sides or _pair(actors, targets)
        statement.target = harmed(target) if statement.draft.frame.name not in ("protest", "riot") else target


def _told_sides(statement: Statement, scenes: Sequence[Scene], resolved: Resolved) -> tuple[Party, Party] | None:
    """Return the two sides that `بين` names."""
    scene = scenes[statement.draft.sentence]
    sides = sides_of(scene, statement.draft)
    if sides is None:
        return None
    one, other = (party_of(scene.reading, side, resolved.actors) for side in sides)
    return (one, other) if one is not None and other is not None and key_of(one) != key_of(other) else None


def harmed(party: Party | None) -> Party | None:
    """Return those to whom something is done: demonstrators whom others attack or arrest are civilians."""
    if party is None or party.name != PEOPLE["protester"][0]:
        return party
    name, name_ar = PEOPLE["civilian"]
    return party._replace(name=name, name_ar=name_ar)


def _weigh(
    statement: Statement, earlier: Sequence[Statement], scene: Scene, cast: Cast, judge: Judge
) -> tuple[Weighed, Weighed]:
    """Return the candidates of both slots with their odds, the likeliest first."""
    ranked: list[Weighed] = []
    mentions = mentioned(statement, earlier, scene, cast)
    for slot, ruled in zip(SLOTS, (statement.actor, statement.target), strict=True):
        weighed: Weighed = [(judge.odds(slot, (nobody(statement, ruled),), (statement, None)), None)]
        barred = _bar(slot, statement, scene, cast)
        for candidate in candidates(slot, statement, mentions[slot], scene, cast):
            if barred is not None and barred(candidate.party):
                continue
            weigh = judge.odds if candidate.mentions < 2 else judge.odds_once
            weighed.append((weigh(slot, candidate.groups, (statement, candidate.party)), candidate.party))
        ranked.append(sorted(weighed, key=_odds, reverse=True))
    return ranked[0], ranked[1]


def _bar(slot: str, statement: Statement, scene: Scene, cast: Cast) -> Callable[[Party], bool] | None:
    """Return what tells whether a party is none, whatever speaks for it; None where any may be.

    A march is against no civilians, a strike not on those whom it backs; who did what `مجهولون` are said to have done
    is not known, and aircraft of a clause before do not march off.
    """
    if slot == "target":
        if statement.kind == "protest":
            return lambda party: party.kind == "civilians"
        return (lambda party: _is_backed(party, statement, scene, cast)) if statement.kind in STRIKES else None
    bar = _no_doer(statement, scene, cast)
    if statement.kind in ARMS_ALONE:
        return lambda party: party.kind == "civilians" or (bar is not None and bar(party))
    return bar


def _no_doer(statement: Statement, scene: Scene, cast: Cast) -> Callable[[Party], bool] | None:
    """Return what tells whether a party is no doer, whatever was done; None where any may be."""
    doer = statement.draft.actor
    if statement.actor is None and statement.draft.trigger.ref.owner.lemma in FOUND:
        return lambda _: True
    if doer is not None and statement.actor is None and _is_unknown(doer, scene):
        return lambda _: True
    moves, armed = statement.kind in MOVES, doer if doer is not None and doer.means is not None else None
    if not moves and armed is None:
        return None
    return lambda party: (
        (moves and _flew_before(party, statement, scene, cast))
        or (armed is not None and (_is_hit(armed, party, statement) or _goes_by_itself(armed, party, statement, scene)))
    )


def _is_unknown(doer: Phrase, scene: Scene) -> bool:
    """Tell whether the doer is said to be unknown: `مسلحون مجهولون`."""
    return any(UNKNOWN in word for word in scene.reading.tokens.words[doer.first : doer.last])


def _is_backed(party: Party, statement: Statement, scene: Scene, cast: Cast) -> bool:
    """Tell whether a strike is said to help a party: `غارات للتحالف ساندت الوحدات`."""
    if party.id is None:
        return False
    behind = (one for one in scene.named if one.first >= statement.draft.trigger.last and backed(scene, one))
    return any((read := cast.party("target", scene.reading, one)) is not None and read.id == party.id for one in behind)


def _flew_before(party: Party, statement: Statement, scene: Scene, cast: Cast) -> bool:
    """Tell whether a party is an air force of a clause before, which the rules do not take for the doer."""
    ruled = statement.actor is not None and key_of(statement.actor) == key_of(party)
    before = party.span.end <= scene.reading.tokens.starts[statement.draft.left]
    return not ruled and before and cast.branches.get(party.id or "") == "air_force"


def _is_hit(doer: Phrase, party: Party, statement: Statement) -> bool:
    """Tell whether a party is what a weapon of nobody hits: `عبوة ناسفة استهدفت عنصراً بقوات النظام`."""
    alone = doer.means is not None and doer.actor is None and doer.persons is None and doer.thing is None
    hit = statement.target is not None and key_of(party) == key_of(statement.target)
    return alone and hit and statement.draft.part == "verb" and doer.first < statement.draft.trigger.first


def _goes_by_itself(doer: Phrase, party: Party, statement: Statement, scene: Scene) -> bool:
    """Tell whether a drone of nobody is the verb's subject, and a party of a clause before it does not fly it.

    `أسقط الجيش طائرات، وإن إحدى المسيّرات استهدفت مستودعاً`: not the army's, unless the army itself says so.
    """
    draft = statement.draft
    drone = doer.means is not None and getattr(doer.means.ref, "name", "") == DRONE
    owned = doer.actor is not None or doer.persons is not None or doer.thing is not None or bool(doer.suffix)
    if not drone or owned or draft.part != "verb" or doer.first > draft.trigger.first or doer.prep:
        return False
    says_so = statement.credit is not None and statement.credit.actor is not None
    return not says_so and party.id is not None and party.span.end <= scene.reading.tokens.starts[draft.left]


def _pair(actors: Weighed, targets: Weighed) -> tuple[Party | None, Party | None]:
    """Return the likeliest actor and target that are not the same party."""
    (first, actor), (second, target) = actors[0], targets[0]
    if actor is None or target is None or key_of(actor) != key_of(target):
        return actor, target
    (next_first, other_actor), (next_second, other_target) = actors[1], targets[1]
    return (actor, other_target) if first + next_second >= next_first + second else (other_actor, target)
