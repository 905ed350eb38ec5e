"""The cue words of `data/lexicon/`: means, persons, things, links, status, attribution, connectors.

`means.tsv` reads `سيارة مفخخة` as a car bomb, `links.tsv` `مما أدى إلى` as "its effect follows".
Forms are kept as the tables spell them; who matches them folds them.  Means, persons, things and
sources take the article and pronouns (`المقاتلين`, `مقاتليهم`); the other tables are as written.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marsad.codebook.numbers import one_of
from marsad.codebook.tables import Row, read_table
from marsad.errors import Fault

IMPLIED = frozenset(
    {
        "", "air_strike", "shelling", "ied", "suicide_bombing", "chemical_attack", "armed_clash", "civilian_attack",
        "gunfire",
    }
)  # fmt: skip
WHO = frozenset(
    {
        "civilian", "fighter", "soldier", "commander", "police", "security", "journalist", "medic", "aid_worker",
        "child", "woman", "man", "elder", "protester", "prisoner", "worker", "student", "pilgrim", "farmer", "tribal",
        "official", "person", "foreigner", "refugee",
    }
)  # fmt: skip
CLASSES = frozenset(
    {
        "military_post", "position", "headquarters", "camp", "vehicle", "military_vehicle", "convoy", "house",
        "building", "hospital", "school", "market", "mosque", "church", "infrastructure", "oil", "road", "checkpoint",
        "weapons", "depot", "farm", "property", "airport", "embassy", "media", "crowd", "land",
    }
)  # fmt: skip
HARMS = frozenset({"", "killed", "injured", "victim"})
YES_NO = frozenset({"", "y", "n"})
DIRECTIONS = frozenset({"effect", "cause", "after", "before", "then", "accompany", "despite"})
EFFECTS = frozenset(
    "negated hypothetical failed disputed claimed unconfirmed responsibility figurative accident plain".split()
)
SCOPES = frozenset({"next", "behind", "clause", "sentence", "market"})
TENSES = frozenset({"", "present", "past"})
SOURCE_CLASSES = frozenset({"speech", "according", "source"})
STANCES = frozenset({"", "says", "confirms", "denies", "claims", "accuses", "adds"})
VOWELS = frozenset({"", "a", "u", "i"})
CONNECTOR_EFFECTS = frozenset({"new_topic", "contrast", "clause", "plain"})


class Means(NamedTuple):
    """A weapon or tactic; `implies` is the kind it makes of a generic attack (`gunfire`: small arms).

    Where a word of `unless` stands in the same clause, the form means something else.
    """

    name: str
    implies: str
    forms: tuple[str, ...]
    unless: frozenset[str]
    example: str
    address: str


class Person(NamedTuple):
    """A noun for people: who they are, its forms by number, whether they are civilians (None: it does not tell).

    `harm` says that the noun is itself a toll (`قتيل`: killed); `adjective` that its singular
    is an adjective too (`هجوم مسلح`).
    """

    lemma: str
    who: str
    singular: tuple[str, ...]
    dual: tuple[str, ...]
    plural: tuple[str, ...]
    civilian: bool | None
    harm: str
    adjective: bool
    example: str
    address: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Return every form, each once."""
        return tuple(dict.fromkeys(self.singular + self.dual + self.plural))


class Thing(NamedTuple):
    """What is attacked, destroyed, seized or guarded; `civilian` None: the word does not tell."""

    lemma: str
    cls: str
    civilian: bool | None
    forms: tuple[str, ...]
    example: str
    address: str


class Link(NamedTuple):
    """Words that tie an event to its effect or cause; a word of `needs` must follow in the clause.

    In `needs` a single letter is a proclitic, and `toll`, `damage` and `event` stand for any such noun.
    """

    direction: str
    forms: tuple[str, ...]
    needs: frozenset[str]
    example: str
    address: str


class StatusCue(NamedTuple):
    """Words that change the status of what they bear on; `before` is the tense that must follow, or ""."""

    effect: str
    forms: tuple[str, ...]
    scope: str
    before: str
    example: str
    address: str


class Speech(NamedTuple):
    """A verb of saying, vocalised for the conjugator, and how its subject stands to what is said."""

    lemma: str
    verb: str
    vowel: str
    stance: str
    after: tuple[str, ...]
    example: str
    address: str


class Source(NamedTuple):
    """A noun that names a source (`source`), or "according to" (`according`)."""

    lemma: str
    cls: str
    forms: tuple[str, ...]
    example: str
    address: str


class Connector(NamedTuple):
    """Words between statements: a new topic, a contrast, a subordinate clause, or none of these (`plain`)."""

    effect: str
    forms: tuple[str, ...]
    example: str
    address: str


class Cues(NamedTuple):
    """All cue tables."""

    means: tuple[Means, ...]
    persons: tuple[Person, ...]
    things: tuple[Thing, ...]
    links: tuple[Link, ...]
    status: tuple[StatusCue, ...]
    speech: tuple[Speech, ...]
    sources: tuple[Source, ...]
    connectors: tuple[Connector, ...]


def load_cues(root: Path, faults: list[Fault]) -> Cues:
    """Read the cue tables of a data folder; every bad cell is added to `faults`."""
    folder = root / "lexicon"
    means = _rows(folder, "means", "name forms example", "implies unless", faults)
    persons = _rows(folder, "persons", "lemma who singular example", "dual plural civilian harm adjective", faults)
    things = _rows(folder, "things", "lemma class forms example", "civilian", faults)
    links = _rows(folder, "links", "direction forms example", "needs", faults)
    status = _rows(folder, "status", "effect forms scope example", "before", faults)
    said = _rows(folder, "attribution", "lemma class example", "verb forms stance vowel after", faults)
    connectors = _rows(folder, "connectors", "effect forms example", "", faults)
    return Cues(
        means=tuple(_means(row, faults) for row in means),
        persons=tuple(_person(row, faults) for row in persons),
        things=tuple(_thing(row, faults) for row in things),
        links=tuple(_link(row, faults) for row in links),
        status=tuple(_status(row, faults) for row in status),
        speech=tuple(_speech(row, faults) for row in said if row["class"] == "speech"),
        sources=tuple(_source(row, faults) for row in said if row["class"] != "speech"),
        connectors=tuple(_connector(row, faults) for row in connectors),
    )


def _rows(folder: Path, name: str, needed: str, optional: str, faults: list[Fault]) -> list[Row]:
    return read_table(folder / f"{name}.tsv", tuple(needed.split()), faults, tuple(optional.split()))


def _tell(row: Row, column: str, faults: list[Fault]) -> bool | None:
    """Return y as True, n as False, blank as None."""
    return {"y": True, "n": False}.get(one_of(row, column, YES_NO, faults))


def _means(row: Row, faults: list[Fault]) -> Means:
    implies = one_of(row, "implies", IMPLIED, faults)
    unless = frozenset(row.values("unless"))
    return Means(row["name"], implies, row.values("forms"), unless, row["example"], row.where())


def _person(row: Row, faults: list[Fault]) -> Person:
    return Person(
        lemma=row["lemma"],
        who=one_of(row, "who", WHO, faults),
        singular=row.values("singular"),
        dual=row.values("dual"),
        plural=row.values("plural"),
        civilian=_tell(row, "civilian", faults),
        harm=one_of(row, "harm", HARMS, faults),
        adjective=bool(_tell(row, "adjective", faults)),
        example=row["example"],
        address=row.where(),
    )


def _thing(row: Row, faults: list[Fault]) -> Thing:
    cls = one_of(row, "class", CLASSES, faults)
    return Thing(row["lemma"], cls, _tell(row, "civilian", faults), row.values("forms"), row["example"], row.where())


def _link(row: Row, faults: list[Fault]) -> Link:
    direction = one_of(row, "direction", DIRECTIONS, faults)
    return Link(direction, row.values("forms"), frozenset(row.values("needs")), row["example"], row.where())


def _status(row: Row, faults: list[Fault]) -> StatusCue:
    effect, scope = one_of(row, "effect", EFFECTS, faults), one_of(row, "scope", SCOPES, faults)
    before = one_of(row, "before", TENSES, faults)
    return StatusCue(effect, row.values("forms"), scope, before, row["example"], row.where())


def _speech(row: Row, faults: list[Fault]) -> Speech:
    if not row["verb"]:
        faults.append(row.fault("verb", "is empty; write the vocalised verb (أكّد)"))
    vowel, stance = one_of(row, "vowel", VOWELS, faults), one_of(row, "stance", STANCES, faults)
    return Speech(row["lemma"], row["verb"], vowel, stance, row.values("after"), row["example"], row.where())


def _source(row: Row, faults: list[Fault]) -> Source:
    if not row["forms"]:
        faults.append(row.fault("forms", "is empty; write every form"))
    cls = one_of(row, "class", SOURCE_CLASSES, faults)
    return Source(row["lemma"], cls, row.values("forms"), row["example"], row.where())


def _connector(row: Row, faults: list[Fault]) -> Connector:
    effect = one_of(row, "effect", CONNECTOR_EFFECTS, faults)
    return Connector(effect, row.values("forms"), row["example"], row.where())
