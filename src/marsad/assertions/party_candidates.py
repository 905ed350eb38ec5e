"""The parties that may have done what a statement tells, or to whom it was done, with what speaks for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from marsad.assertions.agreement import Parse, gender, parse, verb_form
from marsad.assertions.build import Resolved
from marsad.assertions.objects import object_of
from marsad.assertions.parties import PEOPLE, actor_of_phrase, party_of
from marsad.assertions.statement import Statement
from marsad.codebook.weights import RULES
from marsad.extract.drafts import Draft, Scene
from marsad.extract.phrases import Phrase
from marsad.extract.roles import is_number
from marsad.model import Party
from marsad.text.grammar import THAT

SLOTS = ("actor", "target")
FAR = ((1, "touching"), (3, "close"), (8, "near"), (16, "apart"))
Key = tuple[str | None, str]
Mention = tuple[Party, list[str]]
Near = tuple[Phrase, list[str]]
NEAR = 6
MOST = 8
"""How many phrases of a sentence are looked at."""


@dataclass(slots=True)
class Candidate:
    """A party that may fill the slot, and what speaks for it."""

    party: Party
    features: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Cast:
    """The parties of a report: the branch of each, and how often it is named, by id."""

    resolved: Resolved
    branches: dict[str, str]
    named: Counter[str]

    @classmethod
    def of(cls, resolved: Resolved) -> Cast:
        """Return the cast of a report."""
        known = [one.actor for one in resolved.actors if one.actor is not None]
        return cls(resolved, {a.id: a.branch or a.kind for a in known}, Counter(a.id for a in known))


def key_of(party: Party) -> Key:
    """Return what makes two mentions one candidate: the id, else the name, else the words."""
    return (party.id, "") if party.id else (None, party.name or party.text)


def candidates(
    slot: str,
    statement: Statement,
    earlier: Sequence[Statement],
    near: Sequence[Near],
    scene: Scene,
    cast: Cast,
) -> list[Candidate]:
    """Return every party that may fill a slot, one a key, with the features of all its mentions."""
    found: dict[Key, Candidate] = {}
    for party, features in _mentioned(slot, statement, earlier, near, scene, cast):
        candidate = found.setdefault(key_of(party), Candidate(party))
        candidate.features.update(features)
    frame, kind = statement.draft.frame.name, statement.kind
    speaker = _speaker(statement, cast.resolved)
    spoken = scene.reading.tokens.words[max(statement.draft.trigger.first - 1, 0)] in THAT
    for candidate in found.values():
        party = candidate.party
        sort, branch = sort_of(party), cast.branches.get(party.id or "", "-")
        candidate.features |= {f"sort:{sort}/{frame}", f"sort:{sort}/{kind}", f"branch:{branch}/{kind}"}
        if party.id is not None:
            says = party.id == speaker
            candidate.features |= {
                f"says so:{says}/{branch}",
                f"says so:{says}/{kind}",
                f"says so:{says}/that {spoken}",
            }
            candidate.features.add(f"named:{min(cast.named[party.id], 4)}/{frame}")
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
    earlier: Sequence[Statement],
    near: Sequence[Near],
    scene: Scene,
    cast: Cast,
) -> Iterator[Mention]:
    """Yield the parties that may be meant, each mention with its features."""
    yield from _by_rule(slot, statement)
    yield from _hurt(statement)
    read = actor_of_phrase if slot == "actor" else party_of
    for phrase, features in near:
        if slot == "target" or phrase.armed or phrase.persons is not None:
            party = read(scene.reading, phrase, cast.resolved.actors)
            if party is not None and not _only_tells(party, phrase, statement):
                yield party, features
    if slot == "target":
        yield from _struck(statement, scene, cast.resolved)
        yield from _object(statement, scene)
    if slot == "actor":
        yield from _declares(statement, scene)
    yield from _told_before(statement, earlier)


def _only_tells(party: Party, phrase: Phrase, statement: Statement) -> bool:
    """Tell whether persons whom no table knows are but those who say so: `أفاد مراسل الوكالة`."""
    credit = statement.credit
    return party.id is None and credit is not None and phrase.first < credit.last and credit.first < phrase.last


def _declares(statement: Statement, scene: Scene) -> Iterator[Mention]:
    """Yield the source that no table knows: `أعلن الوالي حالة الطوارئ`, who may have done what he tells."""
    credit, frame = statement.credit, statement.draft.frame.name
    if credit is not None and credit.actor is None:
        span = scene.reading.tokens.span(credit.first, credit.last)
        near = 0 <= statement.draft.trigger.first - credit.last <= NEAR
        found = Party(None, None, None, span.of(scene.reading.tokens.text), span)
        yield (
            found,
            ["declares", f"declares/{frame}", f"declares/near {near}", f"declares/{statement.kind}/near {near}"],
        )


def around(scene: Scene, draft: Draft) -> list[Near]:
    """Return the phrases nearest to a trigger, each with where it stands; bare numbers are none."""
    trigger = draft.trigger.first
    phrases = [phrase for phrase in scene.phrases if not is_number(phrase)]
    if len(phrases) > MOST:
        phrases = sorted(phrases, key=lambda phrase: abs(phrase.first - trigger))[:MOST]
    grammar = parse(scene, draft)
    return [(phrase, _position(scene, draft, phrase, grammar)) for phrase in phrases]


def _by_rule(slot: str, statement: Statement) -> Iterator[Mention]:
    """Yield what the rules took for doer and done-to."""
    frame, part = statement.draft.frame.name, statement.draft.part
    for name, party in zip(SLOTS, (statement.actor, statement.target), strict=True):
        if party is not None and not (slot == "actor" and party.name == PEOPLE["property"][0]):
            by = RULES if name == slot else "rules for the other"
            yield party, [by, f"{by}/{frame}", f"{by}/{part}", f"{by}/{sort_of(party)}"]


def _hurt(statement: Statement) -> Iterator[Mention]:
    """Yield those whose dead or injured are counted."""
    frame = statement.draft.frame.name
    for toll in (statement.killed, statement.injured):
        if toll is not None and toll.who is not None:
            yield toll.who, ["hurt", f"hurt/{frame}", f"hurt/{sort_of(toll.who)}"]


def _struck(statement: Statement, scene: Scene, resolved: Resolved) -> Iterator[Mention]:
    """Yield the places that may be the thing struck: `استهدف المستشفى`."""
    frame = statement.draft.frame.name
    for mention in statement.draft.places[:2]:
        place = scene.reading.places[mention]
        kind = place.kind or place.feature or "-"
        found = Party(None, resolved.places[mention].place.name, place.core, place.text, place.span)
        yield found, ["place", f"place/{frame}", f"place/{kind}", f"place/{kind}/{frame}"]


def _object(statement: Statement, scene: Scene) -> Iterator[Mention]:
    """Yield the words behind the trigger that no table knows: `أحرقوا معصرة زيتون`."""
    thing = object_of(scene, statement.draft)
    if thing is not None:
        frame, part = statement.draft.frame.name, statement.draft.part
        words = thing.span.of(scene.reading.tokens.text)
        how = f"{thing.prep or '-'}/{thing.near}"
        found = Party(None, None, None, words, thing.span)
        definite = words.startswith("ال")
        yield (
            found,
            [
                "object",
                f"object/{frame}",
                f"object/{part}",
                f"object/{statement.kind}",
                f"object/{how}/{part}",
                f"object/{how}/{frame}",
                f"object/definite {definite}/{part}/{how}",
                f"object/passive {statement.draft.passive}",
            ],
        )


def _told_before(statement: Statement, earlier: Sequence[Statement]) -> Iterator[Mention]:
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


def _position(scene: Scene, draft: Draft, phrase: Phrase, grammar: Parse) -> list[str]:
    """Describe where a phrase stands with respect to the trigger."""
    trigger, part, frame = draft.trigger, draft.part, draft.frame.name
    ahead = phrase.first >= trigger.last
    gap = phrase.first - trigger.last if ahead else trigger.first - phrase.last
    between = (trigger.last, phrase.first) if ahead else (phrase.last, trigger.first)
    side = "after" if ahead else "before"
    far = next((name for limit, name in FAR if gap <= limit), "far")
    prep = phrase.prep or "-"
    walls = scene.clauses.starts_between(*between)
    rivals = sum(other is not trigger for other in scene.items_between(*between, "trigger"))
    rank = sum(1 for other in scene.phrases_between(*between) if other is not phrase and not is_number(other))
    sort = "thing" if phrase.thing is not None else "party" if phrase.actor is not None else "persons"
    slots = draft.frame.verb if part == "verb" else draft.frame.noun
    asked = slots.get(phrase.prep or ("subject" if part == "verb" and not ahead else "of"), "-")
    voice = "passive" if draft.passive else "active"
    thing = phrase.thing.ref.cls if phrase.thing is not None else "-"
    who = phrase.persons.ref.person.who if phrase.persons is not None else "-"
    owned = f"{thing}/{who}/{'party' if phrase.party is not None else '-'}"
    form, sex = verb_form(scene, draft), gender(scene, phrase)
    parsed = next((name for name, found in grammar._asdict().items() if found is phrase), "-")
    counted = "counted" if phrase.quantity is not None else "named"
    rank, walls = min(rank, 3), min(walls, 2)
    return [
        f"thing:{thing}/{frame}",
        f"who:{who}/{frame}",
        f"phrase:{owned}/{side}",
        f"phrase:{owned}/{frame}",
        f"{side}/{prep}/{sort}/{part}/{far}",
        f"{counted}/{who}/{side}/{part}",
        f"{side}/rank {rank}/{frame}",
        f"{side}/{frame}/{prep}",
        f"{side}/{far}/{part}/{prep}",
        f"{side}/rank {rank}/{part}/{voice}",
        f"{side}/walls {walls}",
        f"{side}/other triggers {min(rivals, 2)}",
        f"{side}/strong {scene.clauses.strong_between(*between)}",
        f"slot {asked}/{side}",
        f"coordinated {phrase.coordinated}/{side}",
        f"light {draft.light.ref.owner.role if draft.light else '-'}/{side}/{prep}",
        f"agrees {form}/{sex}/{side}",
        f"agrees {form}/{sex}/{side}/rank {rank}",
        f"agrees {form}/{sex}/{prep}/walls {walls}",
        f"parsed {parsed}/{part}",
        f"parsed {parsed}/{frame}",
        f"parsed {parsed}/{voice}/{sort}",
    ]


def nobody(statement: Statement, ruled: Party | None) -> list[str]:
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
