"""Drafts and resolutions made into statements: parties, places, date, toll, kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.assertions.kinds import brought_down, decide_kind, means_of
from marsad.assertions.objects import object_of
from marsad.assertions.parties import REPORTERS, doer_of, party_of
from marsad.assertions.party_position import only_tells
from marsad.assertions.statement import Statement
from marsad.extract.attribution import Credit, credit_for
from marsad.extract.drafts import Draft, Scene, TollPart
from marsad.extract.headcount import counted
from marsad.extract.phrases import Phrase
from marsad.extract.reading import Reading
from marsad.model import Among, DateRange, Party, Place, Span, Toll, Unresolved
from marsad.resolve.actors import ResolvedActor
from marsad.resolve.place_out import ResolvedPlace

FACILITIES = frozenset(
    {"facility", "hospital", "base", "airbase", "airport", "port", "embassy", "crossing", "dam", "field"}
)
STRIKES = frozenset({"target", "bombard", "attack", "air_raid", "launch", "restrict"})
HEADLINE = 20
"""How many words a headline has at most."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Every mention of a report resolved; the lists are as long as the reading's."""

    actors: Sequence[ResolvedActor]
    places: Sequence[ResolvedPlace]
    dates: Sequence[DateRange | Unresolved]


def build_statements(
    reading: Reading, scenes: list[Scene], resolved: Resolved, credits: list[Credit]
) -> list[Statement]:
    """Return a statement for every draft, in text order."""
    found: list[Statement] = []
    for scene in scenes:
        for draft in scene.drafts:
            found.append(_statement(reading, scene, draft, resolved, credits))
    return found


def is_headline(reading: Reading, scene: Scene) -> bool:
    """Tell whether a sentence is a line of its own without a full stop: a headline or a pull quote."""
    first, last = scene.sentence.first, scene.sentence.last
    words = reading.tokens.words
    alone = (first == 0 or words[first - 1] == "\n") and last < len(words) and words[last] == "\n"
    return alone and last - first <= HEADLINE


def _statement(reading: Reading, scene: Scene, draft: Draft, resolved: Resolved, credits: list[Credit]) -> Statement:
    credit = credit_for(credits, draft)
    actor = doer_of(reading, draft, resolved.actors, credit, credits)
    struck = draft.target if not _only_tells(scene, draft.target, credit, resolved) else None
    target = party_of(reading, struck, resolved.actors) or _weapon(reading, draft, resolved)
    killed = _toll(reading, draft, "killed", resolved)
    injured = _toll(reading, draft, "injured", resolved)
    if target is None or (draft.target is not None and draft.target.thing is not None and target.id is None):
        target = _victims(actor, killed, injured, target) or target
    target = target or _facility(reading, draft, resolved) or _stopped(scene, draft)
    if draft.frame.name == "clash" and actor is None and target is not None:
        actor, target = _sides(target, killed)
    means, _ = means_of(draft)
    kind, why = decide_kind(draft, actor, target, _flies(draft, resolved))
    own = [place for place in draft.places if place < len(resolved.places)]
    return Statement(
        draft=draft,
        kind=kind,
        actor=actor,
        target=target,
        places=_places(own, resolved),
        to=_places(draft.to, resolved),
        date=_date(draft, resolved),
        killed=killed,
        injured=injured,
        means=means,
        evidence=[_evidence(reading, scene, draft)],
        credit=credit,
        effects=set(draft.effects),
        anaphoric=draft.anaphoric,
        own_places=bool(own),
        headline=is_headline(reading, scene),
        risen=draft.risen,
        rows=list(draft.rows),
        notes=[why],
    )


def _only_tells(scene: Scene, phrase: Phrase | None, credit: Credit | None, resolved: Resolved) -> bool:
    """Tell whether a monitor or outlet is but who says so: `قصف الطيران القرية، بحسب المرصد`."""
    known = resolved.actors[phrase.actor].actor if phrase is not None and phrase.actor is not None else None
    return (
        phrase is not None
        and known is not None
        and known.branch in REPORTERS
        and only_tells(scene, phrase, credit, True)
    )


def _weapon(reading: Reading, draft: Draft, resolved: Resolved) -> Party | None:
    """The weapon is the target where it is disrupted: `إسقاط طائرة مسيرة`."""
    if draft.frame.name != "disrupt" and not brought_down(draft):
        return None
    if draft.weapon is not None:
        return party_of(reading, draft.weapon, resolved.actors)
    if draft.trigger.last - draft.trigger.first < 2:
        return None
    span = reading.tokens.span(draft.trigger.first + 1, draft.trigger.last)
    return Party(None, None, None, span.of(reading.tokens.text), span)


def _facility(reading: Reading, draft: Draft, resolved: Resolved) -> Party | None:
    """A facility that is struck is the target too: `تعرض مطار أبها لقصف`, `استهدف المستشفى`."""
    if draft.frame.name not in STRIKES or not draft.places:
        return None
    mention = reading.places[draft.places[0]]
    if mention.kind not in FACILITIES or mention.relation is not None:
        return None
    place = resolved.places[draft.places[0]].place
    return Party(None, place.name, place.name_ar, mention.text, mention.span)


def _stopped(scene: Scene, draft: Draft) -> Party | None:
    """What is cut or shut is the target, where no table knows it: `قطعت السلطات خدمة الإنترنت`."""
    if draft.frame.name != "restrict" or draft.part != "verb" or draft.passive:
        return None
    thing = object_of(scene, draft)
    if thing is None or not thing.near or thing.prep:
        return None
    return Party(None, None, None, thing.span.of(scene.reading.tokens.text), thing.span)


def _sides(target: Party, killed: Toll | None) -> tuple[Party | None, Party]:
    """Read `قتل خمسون من النصرة خلال اشتباكات مع الجيش`: the dead are one side, `مع` names the other."""
    dead = killed.who if killed is not None else None
    return (target, dead) if dead is not None and dead.id and dead.id != target.id else (None, target)


def _victims(actor: Party | None, killed: Toll | None, injured: Toll | None, thing: Party | None) -> Party | None:
    """Where no target is named, it is those who were hurt, unless they are the doers; a party tops a thing."""
    for toll in (killed, injured):
        who = toll.who if toll is not None else None
        if who is None or (actor is not None and actor.id is not None and actor.id == who.id):
            continue
        if thing is None or who.id or who.kind == "civilians":
            return who
    return None


def _flies(draft: Draft, resolved: Resolved) -> bool:
    """Tell whether the doer is an air force, or aircraft of a party."""
    if draft.actor is None or draft.actor.actor is None:
        return False
    return resolved.actors[draft.actor.actor].flies


def _places(mentions: list[int], resolved: Resolved) -> list[Place]:
    found: list[Place] = []
    for mention in mentions:
        place = resolved.places[mention].place
        if not any(known.text == place.text for known in found):
            found.append(place)
    return found


def _date(draft: Draft, resolved: Resolved) -> DateRange | None:
    """Return the most precise day of the draft's own times."""
    dates = [resolved.dates[time] for time in draft.times]
    return next((date for date in dates if isinstance(date, DateRange)), None)


def _toll(reading: Reading, draft: Draft, harm: str, resolved: Resolved) -> Toll | None:
    """Add up the parts of one toll: `4 أطفال وامرأتين ورجل` is seven."""
    parts = [part for part in draft.toll if part.harm == harm]
    if not parts:
        return None
    high = None if any(part.max is None for part in parts) else sum(part.max or 0 for part in parts)
    span = reading.tokens.span(parts[0].first, parts[-1].last)
    who = next((party_of(reading, part.who, resolved.actors) for part in parts if part.who), None)
    low, text = sum(part.min for part in parts), span.of(reading.tokens.text)
    who = _of_party(reading, who, parts, resolved) or who
    return Toll(low, high, _known(who, parts), text, span, tuple(_among(reading, parts)))


def _among(reading: Reading, parts: list[TollPart]) -> Iterator[Among]:
    """Yield the parts of a toll that the words count apart."""
    for phrase in (phrase for part in parts for phrase in part.among):
        low, high = counted(phrase)
        span = reading.tokens.span(phrase.first, phrase.last)
        who = phrase.persons.ref.person.who if phrase.persons is not None else "person"
        yield Among(who, low, high, span.of(reading.tokens.text), span)


def _of_party(reading: Reading, who: Party | None, parts: list[TollPart], resolved: Resolved) -> Party | None:
    """Return the party of those counted apart, where most are of it: `أربعة بينهم ضابطان من الجيش`."""
    apart = [phrase for part in parts for phrase in part.among]
    sides = [party for phrase in apart if (party := party_of(reading, phrase, resolved.actors)) is not None]
    if (who is not None and who.id) or not sides or any(party.id != sides[0].id for party in sides):
        return None
    persons = [part.who.persons.ref.person for part in parts if part.who is not None and part.who.persons is not None]
    if any(person.civilian for person in persons) or sides[0].id is None:
        return None
    told = sum(counted(phrase)[0] for phrase in apart)
    return sides[0] if 2 * told >= sum(part.min for part in parts) else None


def _known(who: Party | None, parts: list[TollPart]) -> Party | None:
    """Keep whose the hurt were only where the words say it: `قتلى` alone says nothing."""
    if who is None or who.id or who.name:
        return who
    persons = parts[0].who.persons if parts[0].who else None
    return None if persons is not None and persons.ref.person.harm else who


def _evidence(reading: Reading, scene: Scene, draft: Draft) -> Span:
    """Return the shortest span that holds the triggers and what fills their slots."""
    firsts, lasts = [draft.first], [draft.last]
    for phrase in (draft.actor, draft.target, draft.weapon):
        if phrase is not None and scene.sentence.first <= phrase.first < scene.sentence.last:
            firsts.append(phrase.first)
            lasts.append(phrase.last)
    for part in draft.toll:
        lasts.append(part.last)
    for place in draft.places:
        mention = reading.places[place]
        if scene.sentence.first <= mention.first < scene.sentence.last:
            lasts.append(mention.last)
    return reading.tokens.span(min(firsts), max(lasts))
