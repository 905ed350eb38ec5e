"""Triggers and light verbs: the words that signal an event, and those that carry or modify one.

`هجوم` is a form of the trigger هاجم (frame attack), `شنت` a form of the light verb شن (carrier).
Forms are kept as written; whoever matches them folds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from marsad.codebook.groups import noun_groups
from marsad.codebook.tables import Row, read_table
from marsad.errors import Fault

FRAMES = frozenset({
    "air_raid", "bombard", "target", "launch", "shoot", "bomb", "explode", "suicide", "chemical", "clash", "attack",
    "repel", "advance", "capture", "withdraw", "execute", "assault", "abduct", "arrest", "protest", "riot", "agree",
    "disrupt", "destroy", "burn", "deploy", "displace", "restrict", "aid", "kill", "injure", "lose", "threaten",
})  # fmt: skip
NEEDS = frozenset({"place", "target", "weapon", "party", "toll"})
ROLES = frozenset({"carrier", "presenter", "undergoer", "host", "helper", "attempt", "fail", "plan", "force"})
EFFECTS = frozenset({"", "attempted", "failed", "planned", "spread"})
PREPOSITIONS = frozenset({"", "من", "في", "ب", "على", "ل", "إلى", "عن", "مع"})
TRIGGER_COLUMNS = (
    "verb", "vowel", "transitive", "nouns", "participles", "after", "needs", "means", "drop", "note", "unless",
)  # fmt: skip
LIGHT_COLUMNS = ("verb", "vowel", "transitive", "prep", "effect", "nouns", "drop", "note")
HARM = frozenset({"kill", "injure"})
"""Frames whose verbs are said of those hurt."""
NO_TANWIN = ("ا", "ى", "ة", "ات", "اء", "ان", "ين", "ون")

Part = Literal["verb", "noun", "participle"]


class Conjugated(NamedTuple):
    """One written form of a verb: `voice` active, passive or either (`قتل`), `tense` past or present."""

    text: str
    voice: str
    tense: str


class Trigger(NamedTuple):
    """A word that signals an event.

    `after`: one of these must stand among the ten words after it (`#`: a number in digits); `unless`: none of
    these may.
    `needs`: each group must be met by an argument of its clause, one of the group's is enough
    (`party/place target`).  A trigger that is not `transitive` has no object: of `استشهد` the
    subject is the victim.
    """

    lemma: str
    frame: str
    verb: str
    transitive: bool
    means: str
    after: tuple[str, ...]
    needs: tuple[frozenset[str], ...]
    example: str
    where: str
    unless: tuple[str, ...] = ()

    def met(self, arguments: frozenset[str]) -> bool:
        """Tell whether a clause with these arguments has all that the trigger needs."""
        return all(group & arguments for group in self.needs)


class LightVerb(NamedTuple):
    """A verb that serves an event word: `شنّ` (carrier), `حاول` (attempt, effect attempted)."""

    lemma: str
    verb: str
    role: str
    prep: str
    effect: str
    example: str
    where: str


class Form(NamedTuple):
    """A written form of one or more words, and the row it belongs to; of nouns voice and tense are empty.

    `after` is the owner's, but for nouns of several words, which have said it all.
    """

    text: str
    owner: Trigger | LightVerb
    part: Part
    voice: str
    tense: str
    after: tuple[str, ...]


class Lexicon(NamedTuple):
    """All triggers and light verbs, their forms, and the forms of every verb by its spelling.

    Forms with `after` stand first: of rows that share a form, the one that says more is tried first.
    """

    triggers: tuple[Trigger, ...]
    light_verbs: tuple[LightVerb, ...]
    forms: tuple[Form, ...]
    conjugations: dict[str, tuple[Conjugated, ...]]


def load_lexicon(root: Path, faults: list[Fault]) -> Lexicon:
    """Read `triggers.tsv`, `light_verbs.tsv` and `verb_forms.tsv` of the lexicon folder."""
    folder = root / "lexicon"
    verbs = load_conjugations(root, faults)
    owners: list[Trigger | LightVerb] = []
    forms: list[Form] = []
    for row, owner in _owners(folder, faults):
        owners.append(owner)
        if row["verb"] and row["verb"] not in verbs:
            faults.append(row.fault("verb", f"no forms of {row['verb']} in verb_forms.tsv: run scripts/conjugate.py"))
        if not row["verb"] and not row["nouns"]:
            faults.append(row.fault("verb", "has neither verb nor nouns"))
        forms.extend(_forms(row, owner, verbs.get(row["verb"], ())))
    forms.sort(key=lambda form: not form.after)
    triggers = tuple(owner for owner in owners if isinstance(owner, Trigger))
    return Lexicon(triggers, tuple(o for o in owners if isinstance(o, LightVerb)), tuple(forms), verbs)


def load_conjugations(root: Path, faults: list[Fault]) -> dict[str, tuple[Conjugated, ...]]:
    """Return the forms of every verb of `verb_forms.tsv`: `قتل` gives `Conjugated("قتل", "either", "past")` …"""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for row in read_table(root / "lexicon" / "verb_forms.tsv", ("verb", "voice", "tense", "forms"), faults):
        voice, tense = row["voice"], row["tense"]
        if voice not in ("active", "passive"):
            faults.append(row.fault("voice", f"{voice!r} is not active or passive"))
        elif tense not in ("past", "present"):
            faults.append(row.fault("tense", f"{tense!r} is not past or present"))
        else:
            forms = found.setdefault(row["verb"], {})
            for text in row["forms"].split():
                forms[text, tense] = "either" if forms.get((text, tense), voice) != voice else voice
    return {verb: tuple(Conjugated(t, voice, tense) for (t, tense), voice in f.items()) for verb, f in found.items()}


def _owners(folder: Path, faults: list[Fault]) -> Iterator[tuple[Row, Trigger | LightVerb]]:
    """Yield the rows of both tables with what they say; no lemma twice in a table."""
    seen: set[str] = set()
    groups = noun_groups(folder)
    for row in read_table(folder / "triggers.tsv", ("lemma", "frame", "example"), faults, TRIGGER_COLUMNS):
        _once(row, seen, faults)
        yield row, _trigger(row, groups, faults)
    seen = set()
    for row in read_table(folder / "light_verbs.tsv", ("lemma", "role", "example"), faults, LIGHT_COLUMNS):
        _once(row, seen, faults)
        yield row, _light(row, faults)


def _once(row: Row, seen: set[str], faults: list[Fault]) -> None:
    if row["lemma"] in seen:
        faults.append(row.fault("lemma", f"{row['lemma']} stands twice"))
    seen.add(row["lemma"])


def _trigger(row: Row, groups: dict[str, tuple[str, ...]], faults: list[Fault]) -> Trigger:
    """Read one row of `triggers.tsv`."""
    _known(row, "frame", FRAMES, faults)
    _known(row, "transitive", frozenset({"", "y", "n"}), faults)
    needs = tuple(frozenset(group.split("/")) for group in row["needs"].split())
    unknown = frozenset().union(*needs) - NEEDS
    if unknown:
        faults.append(row.fault("needs", f"{' '.join(sorted(unknown))} is no argument ({' '.join(sorted(NEEDS))})"))
    return Trigger(
        row["lemma"].replace("_", " "), row["frame"], row["verb"], row["transitive"] != "n", row["means"],
        tuple(spelling for value in _near(row, groups, faults) for spelling in with_tanwin(value)),
        needs, row["example"], row.where(), row.values("unless"),
    )  # fmt: skip


def _near(row: Row, groups: dict[str, tuple[str, ...]], faults: list[Fault]) -> Iterator[str]:
    """Yield the words of a row's `after`, those of each group it names among them (`@road`)."""
    for value in row["after"].split():
        if value[0] != "@":
            yield value.replace("_", " ")
        elif value[1:] in groups:
            yield from groups[value[1:]]
        else:
            faults.append(row.fault("after", f"{value} is no group of things, persons or means"))


def _light(row: Row, faults: list[Fault]) -> LightVerb:
    """Read one row of `light_verbs.tsv`."""
    for column, known in (("role", ROLES), ("effect", EFFECTS), ("prep", PREPOSITIONS)):
        _known(row, column, known, faults)
    return LightVerb(
        row["lemma"].replace("_", " "), row["verb"], row["role"], row["prep"], row["effect"], row["example"],
        row.where(),
    )  # fmt: skip


def _known(row: Row, column: str, known: frozenset[str], faults: list[Fault]) -> None:
    if row[column] not in known:
        faults.append(row.fault(column, f"{row[column]!r} is not one of {' '.join(sorted(known - {''}))}"))


def _forms(row: Row, owner: Trigger | LightVerb, verb: tuple[Conjugated, ...]) -> Iterator[Form]:
    """Yield a row's verb forms, nouns (with tanwin) and participles, each once.

    `قتلا` is said of two who were killed, `قصفا` more often is the noun.
    """
    after = owner.after if isinstance(owner, Trigger) else ()
    for form in verb:
        yield Form(form.text, owner, "verb", form.voice, form.tense, after)
    drop = row["drop"].split()
    if isinstance(owner, Trigger) and owner.frame in HARM:
        drop += [form.text for form in verb if form.text.endswith("ا")]
    for noun in dict.fromkeys(spelling for value in row.values("nouns") for spelling in with_tanwin(value)):
        if noun not in drop:
            yield Form(noun, owner, "noun", "", "", () if " " in noun else after)
    for participle in dict.fromkeys(row.values("participles")):
        yield Form(participle, owner, "participle", "", "", after)


def with_tanwin(noun: str) -> tuple[str, ...]:
    """Return a noun and its accusative with alif, where spelling adds one.

    `هجوم` gives `هجوم`, `هجوما`; `غارة` only itself; of `قصف مدفعي`, a noun and its adjective,
    both words take it, of `إطلاق نار` neither.
    """
    words = noun.split()
    if noun.endswith(NO_TANWIN) or words[0].startswith("ال") or words[0].endswith(NO_TANWIN):
        return (noun,)
    if len(words) == 1:
        return noun, noun + "ا"
    if len(words) == 2 and words[1].endswith("ي") and not words[1].startswith("ال"):
        return noun, " ".join(word + "ا" for word in words)
    return (noun,)
