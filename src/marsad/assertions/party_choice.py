"""Who did it and to whom: every party that may be meant, weighed; the frame's own choice is one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from marsad.assertions.build import Resolved
from marsad.assertions.judge import Judge
from marsad.assertions.parties import PEOPLE, actor_of_phrase, party_of
from marsad.assertions.statement import Statement
from marsad.codebook.weights import RULES
from marsad.extract.drafts import Draft, Scene
from marsad.extract.phrases import Phrase
from marsad.extract.roles import is_number
from marsad.model import Party

EARLIER = 3
"""How many statements back a party may be taken over from."""
FAR = ((1, "touching"), (3, "close"), (8, "near"), (16, "apart"))
Key = tuple[str | None, str]


@dataclass(slots=True)
class Candidate:
    """A party that may fill the slot, and what speaks for it."""

    party: Party
    features: set[str] = field(default_factory=set)
    phrase: Phrase | None = None


def choose_parties(statements: Sequence[Statement], judge: Judge, scenes: Sequence[Scene], resolved: Resolved) -> None:
    """Give each statement the likeliest doer, then the likeliest of the others it was done to."""
    for question in ("actor", "target"):
        if not judge.knows(question):
            return
    for order, statement in enumerate(statements):
        earlier = statements[max(order - EARLIER, 0) : order]
        scene = scenes[statement.draft.sentence]
        ruled = statement.actor, statement.target
        statement.actor = _choose("actor", statement, ruled, earlier, scene, resolved, judge)
        target = _choose("target", statement, ruled, earlier, scene, resolved, judge)
        statement.target = harmed(target) if statement.draft.frame.name not in ("protest", "riot") else target


def harmed(party: Party | None) -> Party | None:
    """Return those to whom something is done: demonstrators whom others attack or arrest are civilians."""
    if party is None or party.name != PEOPLE["protester"][0]:
        return party
    name, name_ar = PEOPLE["civilian"]
    return replace(party, name=name, name_ar=name_ar)


def _choose(
    slot: str,
    statement: Statement,
    ruled: tuple[Party | None, Party | None],
    earlier: Sequence[Statement],
    scene: Scene,
    resolved: Resolved,
    judge: Judge,
) -> Party | None:
    """Return the candidate with the best odds; none is a candidate too."""
    chosen = ruled[0 if slot == "actor" else 1]
    best = judge.odds(slot, _none(statement, chosen), (statement, None))
    party: Party | None = None
    taken = key_of(statement.actor) if slot == "target" and statement.actor is not None else None
    for candidate in candidates(slot, statement, ruled, earlier, scene, resolved):
        if key_of(candidate.party) == taken:
            continue
        odds = judge.odds(slot, sorted(candidate.features), (statement, candidate.party))
        if odds > best:
            best, party = odds, candidate.party
    return party


def key_of(party: Party) -> Key:
    """Return what makes two mentions one candidate: the id, else the name, else the words."""
    return (party.id, "") if party.id else (None, party.name or party.text)


def candidates(
    slot: str,
    statement: Statement,
    ruled: tuple[Party | None, Party | None],
    earlier: Sequence[Statement],
    scene: Scene,
    resolved: Resolved,
) -> list[Candidate]:
    """Return every party that may fill a slot, one a key, with the features of all its mentions."""
    found: dict[Key, Candidate] = {}
    for party, features in _mentioned(slot, statement, ruled, earlier, scene, resolved):
        candidate = found.setdefault(key_of(party), Candidate(party))
        candidate.features.update(features)
    frame = statement.draft.frame.name
    speaker = _speaker(statement, resolved)
    branches = {one.actor.id: one.actor.branch or one.actor.kind for one in resolved.actors if one.actor is not None}
    for candidate in found.values():
        party = candidate.party
        sort = sort_of(party)
        branch = branches.get(party.id or "", "-")
        candidate.features |= {f"sort:{sort}", f"sort:{sort}/{frame}", f"sort:{sort}/{statement.kind}"}
        candidate.features |= {f"branch:{branch}", f"branch:{branch}/{statement.kind}"}
        if party.id is not None:
            says = party.id == speaker
            candidate.features |= {f"says so:{says}/{branch}", f"says so:{says}/{statement.kind}"}
            named = sum(one.actor is not None and one.actor.id == party.id for one in resolved.actors)
            candidate.features.add(f"named:{min(named, 4)}/{frame}")
        if RULES not in candidate.features:
            candidate.features.add(f"not by rules/{frame}")
    return list(found.values())


def _speaker(statement: Statement, resolved: Resolved) -> str | None:
    """Return the id of the party that says so."""
    credit = statement.credit
    actor = resolved.actors[credit.actor].actor if credit is not None and credit.actor is not None else None
    return actor.id if actor is not None else None


def _mentioned(
    slot: str,
    statement: Statement,
    ruled: tuple[Party | None, Party | None],
    earlier: Sequence[Statement],
    scene: Scene,
    resolved: Resolved,
) -> Iterator[tuple[Party, list[str]]]:
    """Yield the parties that may be meant, each mention with its features."""
    yield from _by_rule(slot, statement, ruled)
    yield from _hurt(statement)
    for phrase in scene.phrases:
        if is_number(phrase):
            continue
        read = actor_of_phrase if slot == "actor" else party_of
        party = read(scene.reading, phrase, resolved.actors)
        if party is not None and (slot == "target" or phrase.armed or phrase.persons is not None):
            yield party, _position(scene, statement.draft, phrase)
    if slot == "target":
        yield from _struck(statement, scene, resolved, ruled[1])
    yield from _told_before(statement, earlier)


def _by_rule(
    slot: str, statement: Statement, ruled: tuple[Party | None, Party | None]
) -> Iterator[tuple[Party, list[str]]]:
    """Yield what the rules took for doer and done-to."""
    frame, part = statement.draft.frame.name, statement.draft.part
    for name, party in zip(("actor", "target"), ruled, strict=True):
        if party is not None:
            by = RULES if name == slot else "rules for the other"
            yield party, [by, f"{by}/{frame}", f"{by}/{part}", f"{by}/{sort_of(party)}"]


def _hurt(statement: Statement) -> Iterator[tuple[Party, list[str]]]:
    """Yield those whose dead or injured are counted."""
    frame = statement.draft.frame.name
    for toll in (statement.killed, statement.injured):
        if toll is not None and toll.who is not None:
            yield toll.who, ["hurt", f"hurt/{frame}", f"hurt/{sort_of(toll.who)}"]


def _struck(
    statement: Statement, scene: Scene, resolved: Resolved, ruled: Party | None
) -> Iterator[tuple[Party, list[str]]]:
    """Yield the places that may be the thing struck: `استهدف المستشفى`."""
    frame = statement.draft.frame.name
    for mention in statement.draft.places[:2]:
        place = scene.reading.places[mention]
        kind = place.kind or place.feature or "-"
        found = Party(None, resolved.places[mention].place.name, place.core, place.text, place.span)
        features = [f"place/{frame}", f"place/{kind}", f"place/{kind}/{frame}", f"place/{ruled is not None}"]
        yield found, ["place", *features]


def _told_before(statement: Statement, earlier: Sequence[Statement]) -> Iterator[tuple[Party, list[str]]]:
    """Yield the parties of the statements before."""
    part, frame = statement.draft.part, statement.draft.frame.name
    for back, before in enumerate(reversed(earlier), 1):
        apart = statement.draft.sentence - before.draft.sentence
        where = "same sentence" if apart == 0 else "sentence before" if apart == 1 else "earlier"
        for role, party in (("actor", before.actor), ("target", before.target)):
            if party is not None:
                features = [f"{role} before/{where}", f"{role} before/{where}/{part}/{statement.anaphoric}"]
                if back == 1:
                    features.append(f"{role} just before/{before.draft.frame.name}/{frame}")
                yield party, features


def _position(scene: Scene, draft: Draft, phrase: Phrase) -> list[str]:
    """Describe where a phrase stands with respect to the trigger."""
    trigger, part, frame = draft.trigger, draft.part, draft.frame.name
    ahead = phrase.first >= trigger.last
    gap = phrase.first - trigger.last if ahead else trigger.first - phrase.last
    between = (trigger.last, phrase.first) if ahead else (phrase.last, trigger.first)
    side = "after" if ahead else "before"
    far = next((name for limit, name in FAR if gap <= limit), "far")
    prep = phrase.prep or "-"
    walls = sum(between[0] <= start <= between[1] for start in scene.clauses.starts)
    rivals = sum(
        other.type == "trigger" and other is not trigger
        for other in scene.items_between(between[0], between[1], "trigger")
    )
    rank = sum(1 for other in scene.phrases_between(*between) if other is not phrase and not is_number(other))
    sort = "thing" if phrase.thing is not None else "party" if phrase.actor is not None else "persons"
    slots = draft.frame.verb if part == "verb" else draft.frame.noun
    asked = slots.get(phrase.prep or ("subject" if part == "verb" and not ahead else "of"), "-")
    voice = "passive" if draft.passive else "active"
    thing = phrase.thing.ref.cls if phrase.thing is not None else "-"
    who = phrase.persons.ref.person.who if phrase.persons is not None else "-"
    owned = f"{thing}/{who}/{'party' if phrase.party is not None else '-'}"
    counted = "counted" if phrase.quantity is not None else "named"
    return [
        f"thing:{thing}/{frame}",
        f"who:{who}/{frame}",
        f"phrase:{owned}/{side}",
        f"phrase:{owned}/{frame}",
        f"{side}/{prep}/{sort}/{part}/{far}",
        f"{counted}/{who}/{side}/{part}",
        f"{side}/rank {min(rank, 3)}/{frame}",
        f"{side}/{part}/{prep}/{voice}",
        f"{side}/{frame}/{prep}",
        f"{side}/{far}",
        f"{side}/{far}/{part}/{prep}",
        f"{side}/rank {min(rank, 3)}/{part}/{voice}",
        f"{side}/walls {min(walls, 2)}",
        f"{side}/other triggers {min(rivals, 2)}",
        f"{side}/{sort}/{part}",
        f"{side}/strong {scene.clauses.strong_between(*between)}",
        f"slot {asked}/{side}",
        f"coordinated {phrase.coordinated}/{side}",
        f"light {draft.light.ref.owner.role if draft.light else '-'}/{side}/{prep}",
    ]


def _none(statement: Statement, ruled: Party | None) -> list[str]:
    """Describe the case that nobody is named."""
    draft = statement.draft
    frame, part = draft.frame.name, draft.part
    return [
        "none" if ruled is not None else RULES,
        f"none/{frame}",
        f"none/{frame}/{part}",
        f"none/{statement.kind}",
        f"none/rules none {ruled is None}",
        f"none/rules none {ruled is None}/{frame}",
        f"none/passive {draft.passive}/{part}",
        f"none/light {draft.light.ref.owner.role if draft.light else '-'}",
        f"none/toll {statement.killed is not None or statement.injured is not None}",
    ]


def sort_of(party: Party) -> str:
    """Return what a party is: `state`, `rebel` …, `civilians`, `protesters`, or `words` that no table knows."""
    if party.kind in ("civilians", "unknown"):
        return party.name or ("words" if party.kind == "unknown" else party.kind)
    return party.kind
