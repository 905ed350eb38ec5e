"""A statement folded into the one that it repeats: what the fuller telling says stands."""

from __future__ import annotations

from marsad.assertions.statement import Statement
from marsad.assertions.whereabouts import COUNTRY, contains, shared
from marsad.model import Party, Place, Toll

PAIR, LISTED = 2, 3
EXACT = 2
"""Places that are given so precisely or better are told in detail."""
VICTIMS = "ضحايا"
"""Dead or hurt: which of them, the word alone does not tell."""
ABOUT = frozenset("نحو حوالي قرابة زهاء".split())


def detail(statement: Statement) -> int:
    """Count what a statement itself tells."""
    own = (statement.actor, statement.target, statement.killed, statement.injured, statement.draft.times or None)
    exact = statement.own_places and min((place.precision or 8 for place in statement.places), default=9) <= EXACT
    return sum(value is not None for value in own) + 2 * bool(statement.own_places) + exact


def absorb(host: Statement, other: Statement) -> None:
    """Fold a statement into the one that it repeats: what the fuller telling says stands, the other fills its gaps."""
    first, second = (other, host) if _tells_more(other, host) else (host, other)
    host.retold = host.retold or other.retold or (leads(host) and not leads(other))
    sided = next((one for one in (first, second) if one.sided), None)
    host.actor, host.target = (
        (sided.actor, sided.target)
        if sided is not None
        else _sides(first, _fuller(first.actor, second.actor), _target(first, second))
    )
    host.sided = sided is not None
    host.places, host.own_places = _joined_places(first, second), host.own_places or other.own_places
    host.to = first.to or second.to
    host.date = first.date or second.date
    _settle_victims(host, other)
    _settle_victims(other, host)
    later = first if first.risen else second if second.risen else None
    against = other.draft.countered and not host.headline
    host.killed = (against and _range(host.killed, other.killed)) or _toll(later, first, second, "killed")
    host.injured = (against and _range(host.injured, other.injured)) or _toll(later, first, second, "injured")
    host.means = first.means or second.means
    host.credit = first.credit or (second.credit if second is other else None)
    host.evidence = [*first.evidence, *second.evidence]
    host.rows.extend(other.rows)
    host.merged += 1 + other.merged
    host.folded += [host.draft, other.draft, *other.folded]
    host.words = (host.words or frozenset()) | (other.words or frozenset()) or None
    if host.headline and not other.headline:
        host.headline = False
    if not other.anaphoric or other.effects & {"failed", "disputed"}:
        host.effects |= other.effects - {"hypothetical"}
    if first is other and not other.anaphoric:
        host.draft = other.draft
        host.anaphoric = other.anaphoric
    host.risen = later is not None


def _tells_more(other: Statement, host: Statement) -> bool:
    """Tell whether a later telling is the fuller one: the body's, after a headline or a lead."""
    return not other.anaphoric and detail(other) > detail(host) + (not host.headline)


def _sides(first: Statement, actor: Party | None, target: Party | None) -> tuple[Party | None, Party | None]:
    """Return doer and done-to; where both would be one party, what the fuller telling says of it stands alone."""
    if actor is None or target is None or not actor.id or actor.id != target.id:
        return actor, target
    if first.target is not None and first.target.id == target.id:
        return None, target
    return actor, None


def _target(first: Statement, second: Statement) -> Party | None:
    """Return the target; a definite noun that points back knows no new one, but names the party."""
    if second.anaphoric and second.target is not None and not second.target.id and second.target.kind != "civilians":
        return first.target
    return _fuller(first.target, second.target)


def _joined_places(first: Statement, second: Statement) -> list[Place]:
    """Return the fuller telling's places; the other's count where there are none, or where one lies within another.

    A list of places told later says more than the two or three named first.
    """
    if not first.own_places:
        return second.places if second.own_places else first.places or second.places
    if second.own_places and len(second.places) >= len(first.places) + LISTED:
        return second.places
    if not second.own_places or shared(first.places, second.places):
        return first.places
    if _countries(first.places) and not _countries(second.places):
        return second.places
    held = [place for place in second.places if any(contains(known, place) for known in first.places)]
    return [known for known in first.places if not any(contains(known, place) for place in held)] + held


def _countries(places: list[Place]) -> bool:
    """Tell whether only countries are named: a town of whichever says more."""
    return all(place.precision == COUNTRY for place in places)


def _fuller(one: Party | None, other: Party | None) -> Party | None:
    """Keep the party that the registry knows, else the first."""
    if one is None or (not one.id and not one.name and other is not None and (other.id or other.name)):
        return other or one
    return one


def _toll(later: Statement | None, first: Statement, second: Statement, harm: str) -> Toll | None:
    """Return the toll that stands: what it has risen to, else the fuller one."""
    told: Toll | None = getattr(later, harm) if later is not None else None
    return told or _fuller_toll(getattr(first, harm), getattr(second, harm))


def _settle_victims(vague: Statement, told: Statement) -> None:
    """Take victims whom nobody counts for hurt, where the other telling counts the hurt and tells of nobody dead."""
    if told.injured is not None and _counts(told.injured) and told.killed is None and vague.killed is not None:
        victims = not _counts(vague.killed) and VICTIMS in vague.killed.text.split()
        vague.killed = None if victims else vague.killed


def _range(one: Toll | None, other: Toll | None) -> Toll | None:
    """Return what two accounts that contradict each other leave open: from the lower number to the higher.

    One alone may be any of those counted before.
    """
    if one is None or other is None or one.max is None or other.max is None:
        return None
    if min(one.min, other.min) < PAIR or (one.min, one.max) == (other.min, other.max):
        return None
    return one._replace(min=min(one.min, other.min), max=max(one.max, other.max))


def _fuller_toll(one: Toll | None, other: Toll | None) -> Toll | None:
    """Keep the toll that counts over the one that says only `قتلى`, and over one that is about so many."""
    if one is None or other is None:
        return one or other
    if _of_both(one) and _within(other, one):
        return other
    if _counts(other) and ABOUT.isdisjoint(other.text.split()) and not ABOUT.isdisjoint(one.text.split()):
        return other
    return other if not _counts(one) and other.min >= one.min and _counts(other) else one


def _of_both(toll: Toll) -> bool:
    """Tell whether only the sum of dead and hurt was told: `14 بين قتيل وجريح` is one to thirteen."""
    return toll.min == 1 and toll.max is not None and toll.max > 1


def _within(toll: Toll, all: Toll) -> bool:
    """Tell whether a toll fits what was told of dead and hurt together, and says more."""
    return _counts(toll) and not _of_both(toll) and (all.max is None or (toll.max or toll.min) <= all.max)


def _counts(toll: Toll) -> bool:
    """Tell whether a toll is a number, and not `قتلى` or `عدد من القتلى`."""
    return toll.max is not None or toll.min > PAIR


def leads(host: Statement) -> bool:
    """Tell whether a statement stands in the first words of a report, which sum up what follows."""
    return host.draft.sentence <= 1
