"""A happening in the making: a trigger's frame with the phrases, places and times around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from marsad.codebook.frames import Frame
from marsad.extract.brackets import closing_brackets
from marsad.extract.clauses import Clauses
from marsad.extract.phrases import Phrase, find_phrases, is_number, is_ridden
from marsad.extract.reading import Item, Reading
from marsad.text.sentences import Sentence


@dataclass(frozen=True, slots=True)
class TollPart:
    """Persons counted in one phrase: `max` None is open; `who` the phrase that says whose they were."""

    harm: str
    min: int
    max: int | None
    who: Phrase | None
    first: int
    last: int
    among: tuple[Phrase, ...] = ()


@dataclass(slots=True)
class Draft:
    """What one trigger and what joins it say; indexes point into the reading's mentions."""

    sentence: int
    trigger: Item
    frame: Frame
    left: int
    right: int
    triggers: list[Item] = field(default_factory=list)
    actor: Phrase | None = None
    target: Phrase | None = None
    weapon: Phrase | None = None
    means: list[Item] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    to: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    toll: list[TollPart] = field(default_factory=list)
    effects: set[str] = field(default_factory=set)
    light: Item | None = None
    passive: bool = False
    marked: bool = False
    cause: Draft | None = None
    shared: bool = False
    risen: bool = False
    countered: bool = False
    """Whether somebody tells its toll against what was told before: `لكن طبيبا تحدث عن تسعة قتلى`."""
    rows: list[str] = field(default_factory=list)
    part: str = field(init=False)
    """`verb`, `noun` or `participle`."""

    def __post_init__(self) -> None:
        self.part = str(self.trigger.ref.part)

    @property
    def anaphoric(self) -> bool:
        """Tell whether the trigger points back: `الهجوم`, `القصف`, without a complement of its own."""
        return self.part == "noun" and self.trigger.definite

    @property
    def first(self) -> int:
        """Return the first token of the evidence."""
        return min(item.first for item in self.triggers)

    @property
    def last(self) -> int:
        """Return the token after the evidence's last trigger."""
        return max(item.last for item in self.triggers)


@dataclass(slots=True)
class Scene:
    """One sentence being read; its phrases are looked for where something happens in it."""

    index: int
    reading: Reading
    sentence: Sentence
    items: list[Item]
    clauses: Clauses
    phrases: list[Phrase] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    named: list[Phrase] = field(init=False)
    """The phrases that are no bare numbers, nor what somebody rides."""
    by_type: dict[str, list[Item]] = field(init=False)
    """The items of each type."""
    item_firsts: list[int] = field(init=False)
    type_firsts: dict[str, list[int]] = field(default_factory=dict)
    """Where the items of each type begin, of those types that were asked for."""
    trigger_firsts: list[int] = field(init=False)
    phrase_firsts: list[int] = field(init=False)
    named_firsts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.item_firsts = [item.first for item in self.items]
        self.by_type = {}
        for item in self.items:
            self.by_type.setdefault(item.type, []).append(item)

    def all(self, type: str) -> Sequence[Item]:
        """Return the items of a type."""
        return self.by_type.get(type, ())

    def find_phrases(self) -> None:
        """Look for the phrases, and note where they and the triggers begin."""
        self.phrases = find_phrases(self.reading, self.items)
        self.trigger_firsts = [item.first for item in self.all("trigger")]
        self.phrase_firsts = [phrase.first for phrase in self.phrases]
        told_by = closing_brackets(self.reading.tokens, self.sentence)
        self.named = [
            phrase
            for phrase in self.phrases
            if not (is_number(phrase) or is_ridden(self.reading, phrase) or _told_by(phrase, told_by))
        ]
        self.named_firsts = [phrase.first for phrase in self.named]

    def phrases_between(self, first: int, last: int) -> list[Phrase]:
        """Return the phrases that begin in a range of tokens."""
        firsts = self.phrase_firsts
        return self.phrases[bisect_left(firsts, first) : bisect_left(firsts, last)]

    def named_phrases(self, first: int, last: int) -> list[Phrase]:
        """Return the phrases that begin in a range of tokens, bare numbers left out."""
        firsts = self.named_firsts
        return self.named[bisect_left(firsts, first) : bisect_left(firsts, last)]

    def items_between(self, first: int, last: int, type: str, *others: str) -> list[Item]:
        """Return the items of a type, or of some, that begin in a range of tokens."""
        if not others:
            return self._of_type(first, last, type)
        types, firsts = (type, *others), self.item_firsts
        return [
            item for item in self.items[bisect_left(firsts, first) : bisect_left(firsts, last)] if item.type in types
        ]

    def _of_type(self, first: int, last: int, type: str) -> list[Item]:
        typed = self.by_type.get(type)
        if typed is None:
            return []
        firsts = self.type_firsts.get(type)
        if firsts is None:
            firsts = self.type_firsts[type] = [item.first for item in typed]
        low = bisect_left(firsts, first)
        return typed[low : bisect_left(firsts, last, low)]

    def triggers_between(self, first: int, last: int) -> int:
        """Return how many triggers begin in a range of tokens."""
        return _between(self.trigger_firsts, first, last)

    def named_between(self, first: int, last: int) -> int:
        """Return how many phrases begin in a range of tokens, bare numbers left out."""
        return _between(self.named_firsts, first, last)

    def words_between(self, first: int, last: int) -> list[str]:
        """Return the folded words of a range of tokens."""
        return self.reading.tokens.words[first:last]


def _between(firsts: list[int], first: int, last: int) -> int:
    """Return how many of some tokens in order are in a range."""
    if last <= first or not firsts or firsts[-1] < first:
        return 0
    low = bisect_left(firsts, first)
    return bisect_left(firsts, last, low) - low


def row_of(item: Item) -> str:
    """Return the address of the row of data behind an item, as `--explain` prints it."""
    ref: Any = getattr(item.ref, "owner", item.ref)
    return str(getattr(ref, "where", getattr(ref, "address", "")))


def _told_by(phrase: Phrase, brackets: range) -> bool:
    """Tell whether a phrase is who says so, alone in the brackets that close an item: `(ناشطون)`."""
    alone = phrase.persons is not None and not phrase.prep and phrase.quantity is None
    return alone and (phrase.first, phrase.last) == (brackets.start, brackets.stop)
