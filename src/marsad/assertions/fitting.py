"""Whom a happening of a kind cannot be done to: the likeliest target that is none is passed over for the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from marsad.assertions.parties import PEOPLE, words_of
from marsad.assertions.party_candidates import key_of
from marsad.assertions.statement import Statement
from marsad.extract.drafts import Scene
from marsad.extract.phrases import Phrase
from marsad.model import Party

Phrases = Mapping[int, Phrase]
"""The phrases of a report, by where their words begin."""
UNDIRECTED = frozenset({"protest", "troop_movement"})
"""Kinds that are done to nobody."""


def fit_targets(statements: Sequence[Statement], scenes: Sequence[Scene]) -> None:
    """Give each statement whose target its kind rules out the next likely one, or none."""
    phrases = _phrases(scenes)
    for statement in statements:
        target = statement.target
        if target is not None and not (_against(statement, target) or _could_be(statement, target, phrases)):
            rest = (one for one in statement.rivals if one is None or _may_be(statement, one, phrases))
            statement.target = next(rest, None)
            statement.notes.append("a target that its kind rules out")


def _against(statement: Statement, target: Party) -> bool:
    """Tell whether a march is said to be against a party: `تظاهروا ضد قوات سوريا الديمقراطية`."""
    phrase = statement.draft.target
    named = phrase is not None and phrase.prep == "ضد" and phrase.actor is not None
    return statement.kind == "protest" and named and target.id is not None


def _phrases(scenes: Iterable[Scene]) -> Phrases:
    return {words_of(scene.reading, phrase).start: phrase for scene in scenes for phrase in scene.phrases}


def _may_be(statement: Statement, party: Party, phrases: Phrases) -> bool:
    """Tell whether a party may take the place of a target that was ruled out: it fits, and is not the doer."""
    itself = statement.actor is not None and key_of(statement.actor) == key_of(party)
    return not itself and _could_be(statement, party, phrases)


def _could_be(statement: Statement, party: Party, phrases: Phrases) -> bool:
    """Tell whether a statement's kind may be done to a party, which is not but the place of a fight."""
    return _fits(statement.kind, party, phrases) and not _is_ground(statement, party)


def _is_ground(statement: Statement, party: Party) -> bool:
    """Tell whether fighting is only said to be in a place: `اشتباكات شهدتها مدينة صبراتة`."""
    fought = statement.kind == "armed_clash" and statement.draft.frame.name == "clash"
    return fought and party.id is None and any(place.span == party.span for place in statement.places)


def _fits(kind: str, party: Party, phrases: Phrases) -> bool:
    """Tell whether a kind may be done to a party.

    Fighting is between armed men, no civilians are a side of it; what is defused or shot down is no person.
    """
    if kind in UNDIRECTED:
        return False
    if kind == "armed_clash":
        return party.id is not None or party.kind != "civilians"
    if kind == "weapons_disrupted":
        return party.id is not None or not _are_people(party, phrases.get(party.span.start))
    return True


def _are_people(party: Party, phrase: Phrase | None) -> bool:
    """Tell whether words that no table knows as a party name persons alone: `الخبير`, `خمسة قتلى`."""
    if party.name == PEOPLE["civilian"][0]:
        return True
    return phrase is not None and phrase.persons is not None and phrase.thing is None and phrase.means is None
