"""The parties that may have done what a statement tells, or to whom it was done, with what speaks for each.

What speaks for a mention comes in groups of features, each told by a few words: a group is put together once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from marsad.assertions.agreement import parse
from marsad.assertions.build import Resolved
from marsad.assertions.judge import Group, grouped
from marsad.assertions.objects import object_of
from marsad.assertions.parties import PEOPLE, REPORTERS, actor_of_phrase, party_of
from marsad.assertions.party_position import housed, only_tells, passed_by, planted_it, positions
from marsad.assertions.statement import Statement
from marsad.codebook.weights import RULES
from marsad.extract.drafts import Draft, Scene
from marsad.extract.guards import guards
from marsad.extract.phrases import Phrase
from marsad.extract.reading import Reading
from marsad.extract.roles import GO_OFF
from marsad.model import Party
from marsad.text.grammar import THAT

SLOTS = ("actor", "target")
Key = str | tuple[None, str]
Mention = tuple[Party, Sequence[Group]]
Near = tuple[Phrase, Sequence[Group]]
BY = "by"
"""What stands before who did it: `من قبل مجهولين`, `على يد مسلحين`."""
NEAR = 6
MOST = 8
"""How many phrases of a sentence are looked at."""


@dataclass(slots=True)
class Candidate:
    """A party that may fill the slot, and what speaks for it; `ruled`: the rules chose it.

    `mentions` counts those that may have features in common, which are all but the rules' own.
    """

    party: Party
    groups: list[Group]
    mentions: int = 0
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """The parties of a report: the branch of each, and how often it is named, by id; and what its phrases name."""

    resolved: Resolved
    branches: dict[str, str]
    named: Counter[str]
    read: dict[tuple[str, int], Party | None] = field(default_factory=dict)

    @classmethod
    def of(cls, resolved: Resolved) -> Cast:
        """Return the cast of a report."""
        known = [one.actor for one in resolved.actors if one.actor is not None]
        return cls(resolved, {a.id: a.branch or a.kind for a in known}, Counter(a.id for a in known))

    def party(self, slot: str, reading: Reading, phrase: Phrase) -> Party | None:
        """Return the party that a phrase of the report names for a slot, read once."""
        key = slot, id(phrase)
        if key not in self.read:
            read = actor_of_phrase if slot == "actor" else party_of
            self.read[key] = read(reading, phrase, self.resolved.actors)
        return self.read[key]


def key_of(party: Party) -> Key:
    """Return what makes two mentions one candidate: the id, else the name, else the words."""
    return party.id or (None, party.name or party.text)


def candidates(
    slot: str, statement: Statement, mentions: Sequence[Mention], scene: Scene, cast: Cast
) -> Iterable[Candidate]:
    """Return every party that may fill a slot, one a key, with the features of all its mentions."""
    found: dict[Key, Candidate] = {}
    for party, group in _by_rule(slot, statement):
        key, ruled = key_of(party), group[0] == RULES
        if key in found:
            found[key].groups.append(group)
            found[key].ruled |= ruled
        else:
            found[key] = Candidate(party, [group], 0, ruled)
    for party, groups in mentions:
        key = key_of(party)
        known = found.get(key)
        if known is None:
            found[key] = Candidate(party, [*groups], 1)
        else:
            known.groups += groups
            known.mentions += 1
    frame, kind = statement.draft.frame.name, statement.kind
    speaker = _speaker(statement, cast.resolved)
    spoken = scene.reading.tokens.words[max(statement.draft.trigger.first - 1, 0)] in THAT
    branches, named = cast.branches, cast.named
    for candidate in found.values():
        party = candidate.party
        if party.id is None:
            candidate.groups.append(_sort(sort_of(party), "-", frame, kind, candidate.ruled))
        else:
            branch = branches.get(party.id, "-")
            often = min(named[party.id], 4)
            candidate.groups += (
                _sort(sort_of(party), branch, frame, kind, candidate.ruled),
                _voice(party.id == speaker, branch, kind, spoken, often, frame),
            )
    return found.values()


@grouped
def _sort(sort: str, branch: str, frame: str, kind: str, ruled: bool) -> Group:
    found = _once(f"sort:{sort}/{frame}", f"sort:{sort}/{kind}", f"branch:{branch}/{kind}")
    return found if ruled else (*found, f"not by rules/{frame}")


@grouped
def _voice(says: bool, branch: str, kind: str, spoken: bool, named: int, frame: str) -> Group:
    said = _once(f"says so:{says}/{branch}", f"says so:{says}/{kind}", f"says so:{says}/that {spoken}")
    return (*said, f"named:{named}/{frame}")


def _once(*features: str) -> Group:
    """Return the features, each once: a frame, a kind and a branch may bear one name."""
    return tuple(dict.fromkeys(features))


def _speaker(statement: Statement, resolved: Resolved) -> str | None:
    """Return the id of the party that says so."""
    credit = statement.credit
    actor = resolved.actors[credit.actor].actor if credit is not None and credit.actor is not None else None
    return actor.id if actor is not None else None


def mentioned(statement: Statement, earlier: Sequence[Statement], scene: Scene, cast: Cast) -> dict[str, list[Mention]]:
    """Return for each slot the parties that may be meant, each mention with its features."""
    near = _around(scene, statement.draft)
    hurt, before = list(_hurt(statement)), list(_told_before(statement, earlier))
    doers = list(_named("actor", near, statement, scene, cast))
    struck = list(_named("target", near, statement, scene, cast))
    return {
        "actor": [*hurt, *doers, *_declares(statement, scene), *before],
        "target": [*hurt, *struck, *_struck(statement, scene, cast.resolved), *_object(statement, scene), *before],
    }


def _named(slot: str, near: Sequence[Near], statement: Statement, scene: Scene, cast: Cast) -> Iterator[Mention]:
    """Yield the parties of the phrases around; who acts is a party or persons, and is not who it is done to."""
    for phrase, groups in near:
        if slot == "target" and phrase.prep == BY and phrase.armed:
            continue
        if _ruled_out(slot, statement, scene, phrase):
            continue
        fits = not guards(scene, phrase) if slot == "target" else phrase.armed or phrase.persons is not None
        if fits and (slot == "target" or not housed(scene, phrase)):
            party = cast.party(slot, scene.reading, phrase)
            if party is None:
                continue
            tells = party.id is None or cast.branches.get(party.id) in REPORTERS
            if not (tells and only_tells(scene, phrase, statement.credit, party.id is not None)):
                yield party, groups


def _ruled_out(slot: str, statement: Statement, scene: Scene, phrase: Phrase) -> bool:
    """Tell whether the words say that a party had the other part: who laid a mine did not clear it, nor was it hit."""
    frame = statement.draft.frame.name
    if frame == "disrupt":
        return slot == "actor" and planted_it(scene, phrase)
    if frame not in GO_OFF:
        return False
    return planted_it(scene, phrase) if slot == "target" else passed_by(scene, phrase)


def _declares(statement: Statement, scene: Scene) -> Iterator[Mention]:
    """Yield the source that no table knows: `أعلن الوالي حالة الطوارئ`, who may have done what he tells."""
    credit, frame = statement.credit, statement.draft.frame.name
    if credit is not None and credit.actor is None:
        span = scene.reading.tokens.span(credit.first, credit.last)
        near = 0 <= statement.draft.trigger.first - credit.last <= NEAR
        found = Party(None, None, None, span.of(scene.reading.tokens.text), span)
        yield found, (_declaring(frame, statement.kind, near),)


@grouped
def _declaring(frame: str, kind: str, near: bool) -> Group:
    return "declares", f"declares/{frame}", f"declares/near {near}", f"declares/{kind}/near {near}"


def _around(scene: Scene, draft: Draft) -> list[Near]:
    """Return the phrases nearest to a trigger, each with where it stands; bare numbers are none."""
    trigger, phrases = draft.trigger.first, scene.named
    if len(phrases) > MOST:
        phrases = sorted(phrases, key=lambda phrase: abs(phrase.first - trigger))[:MOST]
    return list(zip(phrases, positions(scene, draft, phrases, parse(scene, draft)), strict=True))


def _by_rule(slot: str, statement: Statement) -> Iterator[tuple[Party, Group]]:
    """Yield what the rules took for doer and done-to."""
    frame, part = statement.draft.frame.name, statement.draft.part
    for name, party in zip(SLOTS, (statement.actor, statement.target), strict=True):
        if party is not None and not (slot == "actor" and party.name == PEOPLE["property"][0]):
            by = RULES if name == slot else "rules for the other"
            found = statement.draft.actor if name == "actor" else statement.draft.target
            heard = found is None or found.known or party.id is not None
            yield party, _ruled(by, frame, part, sort_of(party) if heard else "unheard of")


@grouped
def _ruled(by: str, frame: str, part: str, sort: str) -> Group:
    return _once(by, f"{by}/{frame}", f"{by}/{part}", f"{by}/{sort}")


def _hurt(statement: Statement) -> Iterator[Mention]:
    """Yield those whose dead or injured are counted."""
    frame = statement.draft.frame.name
    for toll in (statement.killed, statement.injured):
        if toll is not None and toll.who is not None:
            yield toll.who, (_hurting(frame, sort_of(toll.who)),)


@grouped
def _hurting(frame: str, sort: str) -> Group:
    return _once("hurt", f"hurt/{frame}", f"hurt/{sort}")


def _struck(statement: Statement, scene: Scene, resolved: Resolved) -> Iterator[Mention]:
    """Yield the places that may be the thing struck: `استهدف المستشفى`."""
    frame = statement.draft.frame.name
    for mention in statement.draft.places[:2]:
        place = scene.reading.places[mention]
        kind = place.kind or place.feature or "-"
        found = Party(None, resolved.places[mention].place.name, place.core, place.text, place.span)
        yield found, (_placed(frame, kind),)


@grouped
def _placed(frame: str, kind: str) -> Group:
    return _once("place", f"place/{frame}", f"place/{kind}", f"place/{kind}/{frame}")


def _object(statement: Statement, scene: Scene) -> Iterator[Mention]:
    """Yield the words behind the trigger that no table knows: `أحرقوا معصرة زيتون`."""
    thing = object_of(scene, statement.draft)
    if thing is not None:
        draft = statement.draft
        words = thing.span.of(scene.reading.tokens.text)
        how = f"{thing.prep or '-'}/{thing.near}"
        found = Party(None, None, None, words, thing.span)
        definite = words.startswith("ال")
        yield found, (_unknown(how, definite, draft.frame.name, draft.part, statement.kind, draft.passive),)


@grouped
def _unknown(how: str, definite: bool, frame: str, part: str, kind: str, passive: bool) -> Group:
    return _once(
        "object",
        f"object/{frame}",
        f"object/{part}",
        f"object/{kind}",
        f"object/{how}/{part}",
        f"object/{how}/{frame}",
        f"object/definite {definite}/{part}/{how}",
        f"object/passive {passive}",
    )


def _told_before(statement: Statement, earlier: Sequence[Statement]) -> Iterator[Mention]:
    """Yield the parties of the statements before."""
    part, frame = statement.draft.part, statement.draft.frame.name
    for back, before in enumerate(reversed(earlier), 1):
        apart = statement.draft.sentence - before.draft.sentence
        where = "same sentence" if apart == 0 else "sentence before" if apart == 1 else "earlier"
        for role, party in (("actor", before.actor), ("target", before.target)):
            if party is not None:
                told = before.draft.frame.name if back == 1 else ""
                yield party, (_before(role, where, part, statement.anaphoric, told, frame),)


@grouped
def _before(role: str, where: str, part: str, anaphoric: bool, told: str, frame: str) -> Group:
    found = f"{role} before/{where}", f"{role} before/{where}/{part}/{anaphoric}"
    return (*found, f"{role} just before/{told}/{frame}") if told else found


def nobody(statement: Statement, ruled: Party | None) -> Group:
    """Describe the case that nobody is named."""
    draft = statement.draft
    light = draft.light.ref.owner.role if draft.light else "-"
    tolled = statement.killed is not None or statement.injured is not None
    named = draft.actor is not None and statement.actor is None
    return _nobody(ruled is None, draft.frame.name, draft.part, statement.kind, draft.passive, light, tolled, named)


@grouped
def _nobody(
    ruled: bool, frame: str, part: str, kind: str, passive: bool, light: str, tolled: bool, named: bool
) -> Group:
    return (
        RULES if ruled else "none",
        f"none/{frame}",
        f"none/{frame}/{part}",
        f"none/{kind}",
        f"none/rules none {ruled}",
        f"none/rules none {ruled}/{frame}",
        f"none/passive {passive}/{part}",
        f"none/light {light}",
        f"none/toll {tolled}",
        f"none/doer not known {named}",
    )


def sort_of(party: Party) -> str:
    """Return what a party is: `state`, `rebel` …, `civilians`, `protesters`, or `words` that no table knows."""
    if party.kind in ("civilians", "unknown"):
        return party.name or ("words" if party.kind == "unknown" else party.kind)
    return party.kind
