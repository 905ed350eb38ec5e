"""One happening told twice in a report is one event: `الهجوم` points back, a headline is repeated."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.assertions.absorb import absorb, leads
from marsad.assertions.judge import Judge
from marsad.assertions.parties import same_party
from marsad.assertions.partings import another, set_apart, spreads
from marsad.assertions.pointers import BLAST, counted_alike, recast, taken_again
from marsad.assertions.sameness import ATTACKS, comparable, overlap, same_features
from marsad.assertions.statement import Statement
from marsad.assertions.whereabouts import holds, shared
from marsad.extract.anchors import TOLD_ALONE
from marsad.extract.drafts import Scene
from marsad.model import Toll

REACH = 4
MEMORY = 60
"""How many events back a repetition is looked for; a digest of a day has fewer."""
COVER = "تمهيد ناري"
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
            host = host or _counted_by_another(statement, kept)
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


def _counted_by_another(statement: Statement, kept: Sequence[Statement]) -> Statement | None:
    """Return the attack just told whose dead somebody else counts otherwise: `وقال طبيب إن القتلى تسعة`."""
    alone = statement.draft.trigger.ref is TOLD_ALONE and statement.draft.countered
    if not alone or statement.own_places or not kept:
        return None
    near = statement.draft.sentence - kept[-1].draft.sentence <= 1
    return kept[-1] if near and kept[-1].kind in ATTACKS else None


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
        if (other is not ruled and not comparable(statement, other)) or set_apart(statement, other, scenes):
            continue
        if counted_alike(statement, other):
            return other
        odds = judge.odds("same", same_features(statement, other, other is ruled, scenes), (statement, other))
        if odds > best:
            best, host = odds, other
    return None if host is not None and another(statement, host, scenes) else host


def _covered(statement: Statement, other: Statement) -> bool:
    """Tell whether it is the fire that covered the fight told in the same sentence: `مستفيدا من الغطاء الناري`."""
    draft = statement.draft
    cover = draft.trigger.ref.owner.lemma == COVER and not draft.places
    return cover and other.kind == "armed_clash" and other.draft.sentence == draft.sentence


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
    placed = statement.own_places and host.own_places and (statement.draft.times or spreads(statement))
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
    """Return the kind that says more: a car bomb that somebody drove is a suicide attack."""
    if statement.kind == host.kind:
        return host.kind
    if {statement.kind, host.kind} == BLAST:
        return "suicide_bombing"
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
