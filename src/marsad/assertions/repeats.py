"""One happening told twice in a report is one event: `الهجوم` points back, a headline is repeated."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.assertions.absorb import absorb, leads
from marsad.assertions.judge import Judge
from marsad.assertions.kinds import from_the_ground
from marsad.assertions.parties import same_party
from marsad.assertions.pointers import BLAST, FIRE, counted_alike, days_apart, recast, taken_again, taken_back
from marsad.assertions.sameness import ATTACKS, comparable, elsewhere, other_place, overlap, same_features
from marsad.assertions.statement import Statement
from marsad.assertions.whereabouts import holds, shared
from marsad.extract.causes import came_before
from marsad.extract.drafts import Scene
from marsad.model import Toll
from marsad.text.grammar import IN

REACH = 4
HEADS_OFF = frozenset("،,؛;:")
"""What stands behind a place that heads an item of a list."""
MEMORY = 60
"""How many events back a repetition is looked for; a digest of a day has fewer."""
COVER = "تمهيد ناري"
FOUGHT = frozenset({"advance", "clash"})
ARMS = frozenset({"air_strike", "shelling", "chemical_attack", "suicide_bombing", "ied"})
GENERIC = frozenset({"execute", "attack", "assault", "kill", "target", "injure"})


def join_repeats(statements: list[Statement], judge: Judge, scenes: Sequence[Scene]) -> list[Statement]:
    """Return the statements with what is told again folded into what was told first.

    The rules name a host; the judge weighs it against every other that may be meant, and against none.
    """
    kept: list[Statement] = []
    for statement in statements:
        recast(statement, kept, scenes[statement.draft.sentence])
        ruled = _antecedent(statement, kept) if statement.anaphoric else None
        ruled = ruled or _told_before(statement, kept)
        host = _risen(statement, kept)
        if host is None:
            host = _weighed(statement, kept, ruled, judge, scenes) if judge.knows("same") else ruled
        if host is not None:
            host.kind = _sharper(host, statement)
            absorb(host, statement)
        elif not (statement.anaphoric and _empty(statement)):
            kept.append(statement)
    return kept


def _risen(statement: Statement, kept: Sequence[Statement]) -> Statement | None:
    """Return the attack just told whose toll has risen: `قصف ... وقال مسعفون إن حصيلة القتلى ارتفعت إلى تسعة`."""
    if not statement.risen or statement.own_places or not kept:
        return None
    host = kept[-1]
    near = statement.draft.sentence - host.draft.sentence <= 1
    return host if near and host.kind in ATTACKS and not _exceeds(host, statement) else None


def _exceeds(host: Statement, statement: Statement) -> bool:
    """Tell whether more were killed before than a toll says that has risen."""
    return host.killed is not None and statement.killed is not None and host.killed.min > statement.killed.min


def _weighed(
    statement: Statement, kept: list[Statement], ruled: Statement | None, judge: Judge, scenes: Sequence[Scene]
) -> Statement | None:
    """Return the likeliest of the statements that may tell the same, if it is likely enough."""
    best, host = judge.threshold("same"), None
    for other in kept[: -MEMORY - 1 : -1]:
        if taken_again(statement, other) or _covered(statement, other):
            return other
        if (other is not ruled and not comparable(statement, other)) or _set_apart(statement, other, scenes):
            continue
        if counted_alike(statement, other):
            return other
        odds = judge.odds("same", same_features(statement, other, other is ruled, scenes), (statement, other))
        if odds > best:
            best, host = odds, other
    return host


def _set_apart(statement: Statement, other: Statement, scenes: Sequence[Scene]) -> bool:
    """Tell whether the words part two happenings: what one party says of another place, what alone is in doubt.

    `تضاربت الأنباء عن` behind `في وقت` doubts its own clause alone; `الهجمات امتدت إلى` tells of other places.
    """
    if (_spreads(statement) and elsewhere(statement, other)) or taken_back(statement, other):
        return True
    if _other_arms(statement, other) or _other_arms(other, statement):
        return True
    if days_apart(statement, other) and statement.draft.times and other.draft.times and not statement.risen:
        return True
    if statement.anaphoric:
        return False
    if statement.draft.sentence == other.draft.sentence and came_before(
        scenes[statement.draft.sentence], statement.draft, other.draft
    ):
        return True
    if headed_by_place(scenes[statement.draft.sentence]) and other_place(statement, other):
        return True
    if _says_so(statement) not in (None, _says_so(other)) and elsewhere(statement, other):
        return True
    doubt = ("disputed" in statement.effects) != ("disputed" in other.effects)
    clauses = scenes[statement.draft.sentence].clauses
    same = statement.draft.sentence == other.draft.sentence
    return doubt and same and clauses.strong_between(other.draft.trigger.last, statement.draft.trigger.first)


def _other_arms(one: Statement, other: Statement) -> bool:
    """Tell whether two attacks were made with other arms: a raid and guns, a bomb and fire or a fight on foot.

    `أغارت الطائرات ... وقصف مدفعي طال`; `تقدموا في حيين، ففجروا سيارتين مفخختين`; an attack may be the bomb.
    """
    if one.kind == "air_strike":
        return other.kind == "shelling" and from_the_ground(other.draft)
    bomb = one.kind in BLAST and one.draft.frame.group == "event" and not one.anaphoric
    return bomb and (other.kind in FIRE or other.draft.frame.name in FOUGHT)


def _covered(statement: Statement, other: Statement) -> bool:
    """Tell whether it is the fire that covered the fight told in the same sentence: `مستفيدا من الغطاء الناري`."""
    draft = statement.draft
    cover = draft.trigger.ref.owner.lemma == COVER and not draft.places
    return cover and other.kind == "armed_clash" and other.draft.sentence == draft.sentence


def headed_by_place(scene: Scene) -> bool:
    """Tell whether a sentence is an item of a list by places: `وفي نابلس؛ اعتقلت القوات شابين`."""
    words, last = scene.reading.tokens.words, scene.sentence.first + 1
    if words[scene.sentence.first] not in IN:
        return False
    at = next((place.last for place in scene.reading.places if place.first == last), 0)
    while at and words[at : at + 1] and words[at] not in HEADS_OFF:
        at = next((place.last for place in scene.reading.places if place.first == at), 0)
    return at > 0


def _says_so(statement: Statement) -> int | None:
    """Return the mention of the party that says so, where one does."""
    return statement.credit.actor if statement.credit is not None else None


def _empty(statement: Statement) -> bool:
    """Tell whether a definite noun brings nothing of its own: `القصف` in passing."""
    if statement.draft.actor is not None and "hypothetical" not in statement.effects:
        return False
    return not statement.own_places and statement.killed is None and statement.draft.light is None


def _antecedent(statement: Statement, kept: list[Statement]) -> Statement | None:
    """Return what a definite noun points back to: the latest event that fits."""
    for host in reversed(kept):
        if statement.draft.sentence - host.draft.sentence > REACH:
            return None
        if not _fits(statement, host) or not same_party(statement.actor, host.actor):
            continue
        if not _told_apart(statement, host):
            return host
        statement.actor = statement.actor or host.actor
        statement.target = statement.target or host.target
    return None


def _spreads(statement: Statement) -> bool:
    """Tell whether the attack went on elsewhere: `الهجمات امتدت إلى`."""
    light = statement.draft.light
    return light is not None and light.ref.owner.effect == "spread"


def _fits(statement: Statement, host: Statement) -> bool:
    """Tell whether a noun may name an event of this kind: `الهجوم` may name any attack."""
    if statement.kind == host.kind:
        return True
    generic = statement.draft.frame.name in ("attack", "target", "explode", "bomb", "bombard")
    return generic and host.kind in ATTACKS and statement.draft.frame.name != "bombard"


def _told_apart(statement: Statement, host: Statement) -> bool:
    """Tell whether place, time or toll set the two apart."""
    if statement.date is not None and host.date is not None and statement.date.start != host.date.start:
        return True
    placed = statement.own_places and host.own_places and (statement.draft.times or _spreads(statement))
    if placed and not shared(statement.places, host.places, nested=True):
        return True
    return not (statement.risen or host.risen or _same_toll(statement.killed, host.killed))


def _told_before(statement: Statement, kept: list[Statement]) -> Statement | None:
    """Return an earlier statement of the same happening: kind, parties, day, toll and place agree."""
    harm = statement.draft.frame.group == "harm"
    for host in kept[: -MEMORY - 1 : -1]:
        agree = _kinds_agree(statement, host)
        if not (agree or harm) or not _same_mood(statement, host) or _told_apart(statement, host):
            continue
        if harm and _its_toll(statement, host):
            return host
        if not agree or not same_party(statement.actor, host.actor):
            continue
        if _same_victims(statement, host) or (_same_target(statement, host) and _same_place(statement, host)):
            return host
    return None


def _kinds_agree(statement: Statement, host: Statement) -> bool:
    """Tell whether two kinds may be one happening: a bare toll or a blast says less than an air strike."""
    if statement.kind == host.kind:
        return True
    if statement.kind not in ATTACKS or host.kind not in ATTACKS:
        return False
    if "explosion" in (statement.kind, host.kind):
        return bool({statement.kind, host.kind} & BLAST)
    vague = statement.draft.frame.group == "harm" or host.draft.frame.group == "harm"
    return vague or (host.headline and host.draft.frame.name in GENERIC)


def _sharper(host: Statement, statement: Statement) -> str:
    """Return the kind that says more."""
    if statement.kind == host.kind:
        return host.kind
    vague = host.draft.frame.group == "harm" or host.kind == "explosion" or _bare(host) or _unarmed(host, statement)
    harmless = statement.draft.frame.group == "harm" and not vague
    return (
        statement.kind
        if not harmless and (vague or (host.headline and host.draft.frame.name in GENERIC))
        else host.kind
    )


def _unarmed(host: Statement, statement: Statement) -> bool:
    """Tell whether a host says only that there was an attack, and the fuller telling by what: by shells."""
    return host.kind == "civilian_attack" and host.draft.frame.name in GENERIC and statement.kind in ARMS


def _bare(host: Statement) -> bool:
    """Tell whether a statement says `قصف` or `استهدف` without by what: a fuller telling may say from the air."""
    return (
        host.kind in ("shelling", "armed_clash") and host.draft.frame.name in ("bombard", "target") and not host.means
    )


def _same_target(statement: Statement, host: Statement) -> bool:
    return same_party(statement.target, host.target) or host.headline or leads(host)


def _same_place(statement: Statement, host: Statement) -> bool:
    """Tell whether the places agree; a headline or a lead may name only what holds the place."""
    if statement.own_places and host.own_places:
        if shared(statement.places, host.places, nested=host.headline):
            return True
        return leads(host) and any(holds(a, b) for a in host.places for b in statement.places)
    return host.headline or _close(statement, host)


def _same_victims(statement: Statement, host: Statement) -> bool:
    """Tell whether the very same toll is told again, of places that do not contradict."""
    told = [
        (one, other)
        for one, other in ((statement.killed, host.killed), (statement.injured, host.injured))
        if one is not None and other is not None
    ]
    if not told or any((one.min, one.max) != (other.min, other.max) for one, other in told):
        return False
    if max(one.min for one, _ in told) < 2:
        return False
    if not (statement.own_places and host.own_places):
        return True
    return host.headline or shared(statement.places, host.places, nested=True)


def _its_toll(statement: Statement, host: Statement) -> bool:
    """Tell whether a bare toll is that of the fight told just before, by its victims."""
    if host.kind != "armed_clash" or statement.own_places:
        return False
    if statement.draft.sentence - host.draft.sentence > 1:
        return False
    victims = statement.killed.who if statement.killed else None
    sides = [party.id for party in (host.actor, host.target) if party is not None and party.id]
    return host.killed is None and victims is not None and victims.id in sides


def _same_mood(statement: Statement, host: Statement) -> bool:
    return ("hypothetical" in statement.effects) == ("hypothetical" in host.effects)


def _close(statement: Statement, host: Statement) -> bool:
    """Tell whether two statements without two places stand together and agree on a doer."""
    near = statement.draft.sentence - host.draft.sentence <= (statement.kind in ATTACKS)
    return near and statement.actor is not None and host.actor is not None and statement.actor.id == host.actor.id


def _same_toll(one: Toll | None, other: Toll | None) -> bool:
    return one is None or other is None or overlap(one, other) or 1 in (one.min, other.min)
