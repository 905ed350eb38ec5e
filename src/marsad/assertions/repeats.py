"""One happening told twice in a report is one event: `الهجوم` points back, a headline is repeated."""

from __future__ import annotations

from marsad.assertions.parties import same_party
from marsad.assertions.statement import Statement
from marsad.model import Party, Place, Toll

REACH = 4
MEMORY = 60
"""How many events back a repetition is looked for; a digest of a day has fewer."""
ATTACKS = frozenset(
    "air_strike shelling ied suicide_bombing explosion chemical_attack armed_clash civilian_attack".split()
)
BLASTS = frozenset({"ied", "suicide_bombing"})
GENERIC = frozenset({"execute", "attack", "kill", "target", "injure"})


def join_repeats(statements: list[Statement]) -> list[Statement]:
    """Return the statements with what is told again folded into what was told first."""
    kept: list[Statement] = []
    for statement in statements:
        host = _antecedent(statement, kept) if statement.anaphoric else None
        host = host or _told_before(statement, kept)
        if host is not None:
            absorb(host, statement)
        elif not (statement.anaphoric and _empty(statement)):
            kept.append(statement)
    return kept


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
    if placed and not _shared(statement.places, host.places, nested=True):
        return True
    return not _same_toll(statement.killed, host.killed)


def _told_before(statement: Statement, kept: list[Statement]) -> Statement | None:
    """Return an earlier statement of the same happening: kind, parties, day, toll and place agree."""
    for host in kept[: -MEMORY - 1 : -1]:
        if _told_apart(statement, host) or not _same_mood(statement, host):
            continue
        if _its_toll(statement, host):
            return host
        if not _kinds_agree(statement, host) or not same_party(statement.actor, host.actor):
            continue
        if _same_victims(statement, host) or (_same_target(statement, host) and _same_place(statement, host)):
            host.kind = _sharper(host, statement)
            return host
    return None


def _kinds_agree(statement: Statement, host: Statement) -> bool:
    """Tell whether two kinds may be one happening: a bare toll or a blast says less than an air strike."""
    if statement.kind == host.kind:
        return True
    if statement.kind not in ATTACKS or host.kind not in ATTACKS:
        return False
    if "explosion" in (statement.kind, host.kind):
        return bool({statement.kind, host.kind} & BLASTS)
    vague = statement.draft.frame.group == "harm" or host.draft.frame.group == "harm"
    return vague or (host.headline and host.draft.frame.name in GENERIC)


def _sharper(host: Statement, statement: Statement) -> str:
    """Return the kind that says more."""
    vague = host.draft.frame.group == "harm" or host.kind == "explosion"
    return statement.kind if vague or (host.headline and host.draft.frame.name in GENERIC) else host.kind


def _same_target(statement: Statement, host: Statement) -> bool:
    return same_party(statement.target, host.target) or host.headline or _lead(host)


def _same_place(statement: Statement, host: Statement) -> bool:
    """Tell whether the places agree; a headline or a lead may name only what holds the place."""
    if statement.own_places and host.own_places:
        if _shared(statement.places, host.places, nested=host.headline):
            return True
        return _lead(host) and any(_holds(a, b) for a in host.places for b in statement.places)
    return host.headline or _close(statement, host)


def _lead(host: Statement) -> bool:
    """Tell whether a statement stands in the first words of a report, which sum up what follows."""
    return host.draft.sentence <= 1


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
    return host.headline or _shared(statement.places, host.places, nested=True)


def _its_toll(statement: Statement, host: Statement) -> bool:
    """Tell whether a bare toll is that of the fight told just before, by its victims."""
    if statement.draft.frame.group != "harm" or host.kind != "armed_clash" or statement.own_places:
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


def _shared(one: list[Place], other: list[Place], nested: bool = False) -> bool:
    """Tell whether two lists name a place in common, or (`nested`) one within the other."""
    for a in one:
        for b in other:
            if a.text == b.text:
                return True
            if a.gazetteer_id and a.gazetteer_id == b.gazetteer_id and a.precision == b.precision:
                return True
            if nested and (_holds(a, b) or _holds(b, a)):
                return True
    return False


def _holds(place: Place, other: Place) -> bool:
    """Tell whether one place is named as holding the other: `حي المزة` within `مدينة دمشق`, or `دمشق`."""
    own = place.name_ar or place.text
    return place.text in other.within or any(name == own or name.endswith(" " + own) for name in other.within)


def _same_toll(one: Toll | None, other: Toll | None) -> bool:
    return one is None or other is None or (one.min, one.max) == (other.min, other.max) or 1 in (one.min, other.min)


def absorb(host: Statement, other: Statement) -> None:
    """Fold a statement into the one that it repeats; what was said first and fuller stays."""
    host.actor = _fuller(host.actor, other.actor)
    if not other.anaphoric or other.target is None or other.target.id or other.target.kind == "civilians":
        host.target = _fuller(host.target, other.target)
    _add_places(host, other)
    host.to = host.to or other.to
    host.date = host.date or other.date
    host.killed = _fuller_toll(host.killed, other.killed)
    host.injured = _fuller_toll(host.injured, other.injured)
    host.means = host.means or other.means
    host.credit = host.credit or (other.credit if host.headline else None)
    host.evidence.extend(other.evidence)
    host.rows.extend(other.rows)
    host.merged += 1
    if host.headline and not other.headline:
        host.headline = False
        host.evidence = [*other.evidence, *host.evidence[:1]]
    if not other.anaphoric or other.effects & {"failed", "disputed"}:
        host.effects |= other.effects - {"hypothetical"}


def _fuller(one: Party | None, other: Party | None) -> Party | None:
    """Keep the party that the registry knows, else the first."""
    if one is None or (not one.id and not one.name and other is not None and (other.id or other.name)):
        return other or one
    return one


def _fuller_toll(one: Toll | None, other: Toll | None) -> Toll | None:
    """Keep the toll that counts over the one that says only `قتلى`."""
    if one is None or other is None:
        return one or other
    return other if one.max is None and one.min == 1 else one


def _add_places(host: Statement, other: Statement) -> None:
    """Add the places told again; the most specific name stands in the stead of what holds it."""
    if not other.own_places:
        return
    if host.headline:
        host.places = []
    for place in other.places:
        if _shared([place], host.places) or any(_holds(place, known) for known in host.places):
            continue
        host.places = [known for known in host.places if not _holds(known, place)]
        host.places.append(place)
    host.own_places = True
