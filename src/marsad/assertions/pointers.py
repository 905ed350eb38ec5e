"""Words that settle whether two statements are one: `الانفجار` after a bomb, the same dead, a place taken back."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.assertions.absorb import leads
from marsad.assertions.parties import same_party
from marsad.assertions.sameness import ATTACKS, overlap, swapped
from marsad.assertions.statement import Statement
from marsad.assertions.whereabouts import nearest
from marsad.extract.drafts import Scene
from marsad.extract.happenings import taken_by_pronoun
from marsad.extract.reading import Item
from marsad.model import DateRange, Party
from marsad.text.fold import fold_word
from marsad.text.grammar import LIKE_IT

BACK = 2
"""How many sentences back a definite noun finds what it takes up."""
SEVERAL = 3
"""So many dead, counted alike, are the same dead."""
WEEK = 6
HELD = frozenset({"abduction", "arrest"})
BLAST = frozenset({"ied", "suicide_bombing"})
BLASTS = BLAST | {"explosion"}
FIRE = frozenset({"air_strike", "shelling"})


COUNTED_OFF = frozenset({"ied", "suicide_bombing", "explosion", "air_strike", "shelling"})
ONE_OF_THEM = frozenset(
    "الاول الاولي الثاني الثانيه الثالث الثالثه الرابع الرابعه الخامس الخامسه احدها احداها احدهما احداهما".split()
)
"""Words that count off blasts and strikes told before."""


def recast(statement: Statement, kept: Sequence[Statement], scene: Scene) -> None:
    """Give a definite noun the kind of what it takes up: `انفجرت عبوة ... ووقع الانفجار قرب المدرسة` is the bomb.

    `القصف` takes up an air strike only where it names no place of its own; `قصف مماثل` is of the kind told before.
    """
    if _counted_off(statement):
        _one_of_them(statement, kept)
    if _alike(statement, scene):
        _of_that_kind(statement, kept)
    if not statement.anaphoric or statement.means is not None:
        return
    kinds = _taken_up(statement)
    host = next((host for host in reversed(kept) if host.kind in ATTACKS), None) if kinds else None
    if host is None or host.kind not in kinds or statement.draft.sentence - host.draft.sentence > BACK:
        return
    statement.notes.append(f"takes up the {host.kind} told before")
    statement.kind = host.kind


def _alike(statement: Statement, scene: Scene) -> bool:
    """Tell whether an attack is said to be like the one before: `سقط قتيلان بقصف مماثل`."""
    at = statement.draft.trigger.last
    return statement.kind in ATTACKS and not LIKE_IT.isdisjoint(scene.reading.tokens.words[at : at + 1])


def _of_that_kind(statement: Statement, kept: Sequence[Statement]) -> None:
    """Take the kind of the attack told before."""
    sort = next((sort for sort in (FIRE, BLASTS) if statement.kind in sort), ATTACKS)
    host = next((host for host in reversed(kept) if host.kind in sort), None)
    if host is not None and statement.draft.sentence - host.draft.sentence <= BACK:
        statement.kind = host.kind
        statement.notes.append(f"like the {host.kind} told before")


def _counted_off(statement: Statement) -> bool:
    """Tell whether the doer is but one of several blasts or strikes: `استهدف الثاني مطعما`."""
    actor = statement.actor
    return actor is not None and actor.id is None and fold_word(actor.text) in ONE_OF_THEM


def _one_of_them(statement: Statement, kept: Sequence[Statement]) -> None:
    """Take kind, doer and means from the attack whose blasts or strikes are counted off."""
    near = (host for host in reversed(kept) if statement.draft.sentence - host.draft.sentence <= BACK)
    host = next((host for host in near if host.kind in COUNTED_OFF), None)
    if host is not None and statement.kind in (*ATTACKS, "civilian_attack", "armed_clash", "property_destruction"):
        statement.kind, statement.actor, statement.means = host.kind, host.actor, host.means
        statement.notes.append(f"one of the {host.kind} counted off")


def _taken_up(statement: Statement) -> frozenset[str]:
    """Return the kinds that a definite noun may take up beside its own."""
    if statement.kind == "explosion":
        return BLAST
    bare = statement.kind == "shelling" and statement.draft.frame.name == "bombard" and not statement.own_places
    return frozenset({"air_strike"}) if bare else frozenset()


def counted_alike(statement: Statement, other: Statement) -> bool:
    """Tell whether two attacks of a kind killed the very same number, of places that may be one.

    That number is of several, or a definite noun takes the victims up: `مقتل عاملين ... وقتل العاملين`.
    """
    one, two = statement.killed, other.killed
    if one is None or two is None or one.max is None or (one.min, one.max) != (two.min, two.max):
        return False
    if not statement.kind == other.kind in ATTACKS or _sort(statement.target) != _sort(other.target):
        return False
    if one.min < SEVERAL and not _victims_again(statement, other):
        return False
    if statement.injured and other.injured and not overlap(statement.injured, other.injured):
        return False
    return nearest(statement.places, other.places) not in ("close", "apart")


def _victims_again(statement: Statement, other: Statement) -> bool:
    """Tell whether a definite noun names the dead as those told before: `العاملين` after `عاملين`."""
    here, there = _victims(statement), _victims(other)
    if here is None or there is None or here.ref.person.lemma != there.ref.person.lemma:
        return False
    return here.prefix.endswith("ال") and not there.prefix.endswith("ال")


def _victims(statement: Statement) -> Item | None:
    who = next((part.who for part in statement.draft.toll if part.harm == "killed" and part.who), None)
    return who.persons if who is not None else None


def _sort(party: Party | None) -> bool:
    """Tell whether a party bears arms: three civilians and three soldiers are not the same dead."""
    return party is not None and party.id is not None and party.kind != "civilians"


def taken_back(statement: Statement, other: Statement) -> bool:
    """Tell whether a place was taken by one side, then by the other: `سيطر الثوار على التل ... ثم استعاده الجيش`."""
    if not statement.kind == other.kind == "territory_captured":
        return False
    retaken = taken_by_pronoun(statement.draft) and not same_party(statement.actor, other.actor)
    return retaken or swapped(statement, other)


def days_apart(statement: Statement, other: Statement) -> bool:
    """Tell whether both have days, and none in common; a time to come tells of no day: `في الأيام المقبلة`."""
    one, two = statement.date, other.date
    if one is None or two is None or (one.start <= two.end and two.start <= one.end):
        return False
    return not (_to_come(one, two) or _to_come(two, one))


def _to_come(date: DateRange, known: DateRange) -> bool:
    """Tell whether days lie ahead of a known one, and are many."""
    return date.start > known.end and (date.end - date.start).days >= WEEK


def taken_again(statement: Statement, other: Statement) -> bool:
    """Tell whether a lead counts those of whom the report then tells: `خطف ثلاثة من الصيادين` and again."""
    if not statement.kind == other.kind in HELD or not leads(other) or days_apart(statement, other):
        return False
    one, two = statement.draft.target, other.draft.target
    if one is None or two is None or one.quantity is None or two.quantity is None:
        return False
    return statement.target is not None and other.target is not None and statement.target.text == other.target.text
