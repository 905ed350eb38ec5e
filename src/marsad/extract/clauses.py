"""Where a new clause begins: commas, connectors, links, `و` before a verb, `أن` after speech."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from marsad.extract.reading import Item, Reading
from marsad.text.grammar import COMMAS, RELATIVE, SIDES, THAT
from marsad.text.sentences import Sentence
from marsad.text.tokens import among

BREAKS = COMMAS | THAT | RELATIVE
OPENING = frozenset({"effect", "cause", "accompany", "despite"})
VERBAL = frozenset({"trigger", "light", "speech", "link"})


@dataclass(slots=True)
class Clauses:
    """Token indexes at which the clauses of a sentence begin, and which of them are strong."""

    starts: list[int]
    strong: set[int]
    topics: set[int]

    def start_of(self, token: int) -> int:
        """Return where the clause of a token begins."""
        place = bisect_right(self.starts, token)
        return self.starts[place - 1 if place else 0]

    def end_of(self, token: int, otherwise: int) -> int:
        """Return where the clause of a token ends."""
        place = bisect_right(self.starts, token)
        return self.starts[place] if place < len(self.starts) else otherwise

    def starts_between(self, first: int, last: int) -> int:
        """Return how many clauses begin from one token to another, both included."""
        if last < first or self.starts[-1] < first:
            return 0
        low = bisect_left(self.starts, first)
        return bisect_right(self.starts, last, low) - low

    def strong_between(self, first: int, last: int) -> bool:
        """Tell whether a connector such as `في حين` parts two tokens."""
        strong = self.strong
        return bool(strong) and any(first < start <= last for start in strong)


def find_clauses(reading: Reading, sentence: Sentence, items: list[Item]) -> Clauses:
    """Cut a sentence into clauses."""
    starts, strong, topics = {sentence.first}, set(), set()
    opposed: set[int] = set()
    words = reading.tokens.words
    named = {token for item in items if item.type == "party" for token in range(item.first + 1, item.last)}
    for token in among(words[sentence.first : sentence.last], BREAKS, sentence.first):
        if token in named:
            continue
        if closes_side(words, token):
            opposed.add(token)
            continue
        if words[token] in COMMAS or (words[token] in THAT and not _comes(items, token + 1)):
            starts.add(token + 1)
        elif words[token] in RELATIVE:
            starts.add(token)
    for item in items:
        type = item.type
        if type == "connector":
            if item.ref.effect == "plain" or _other_side(words, item, opposed, sentence.first):
                continue
            starts.add(item.first)
            if item.ref.effect != "clause":
                strong.add(item.first)
            if item.ref.effect == "new_topic":
                topics.add(item.first)
        elif type in VERBAL and (
            (type == "link" and item.ref.direction in OPENING) or (item.joined and is_finite(item))
        ):
            starts.add(item.first)
    return Clauses(sorted(start for start in starts if start < sentence.last), strong, topics)


def _comes(items: list[Item], token: int) -> bool:
    """Tell whether a verb in the present stands at a token."""
    return any(item.first == token and getattr(item.ref, "tense", "") == "present" for item in items)


def is_finite(item: Item) -> bool:
    """Tell whether an item is a conjugated verb."""
    return item.type in ("light", "speech") or getattr(item.ref, "part", "") == "verb"


def closes_side(words: list[str], comma: int) -> bool:
    """Tell whether a comma parts the sides of a fight, no clauses: `بين الجيش من جهة، والفصائل`."""
    told = comma > 1 and words[comma] in COMMAS and words[comma - 1] in SIDES and words[comma - 2] == "من"
    return told and comma + 1 < len(words) and words[comma + 1].startswith("و")


def _other_side(words: list[str], item: Item, opposed: set[int], first: int) -> bool:
    """Tell whether `من جهة أخرى` closes the second side of a fight, and leads in nothing new.

    With a comma behind the first side or without: `بين الأهالي من جهة وعناصر الحاجز من جهة أخرى في البلدة`.
    """
    if SIDES.isdisjoint(words[item.first : item.last]):
        return False
    if any(comma < item.first for comma in opposed):
        return True
    return not item.joined and any(_first_side(words, token) for token in range(first + 2, item.first - 1))


def _first_side(words: list[str], token: int) -> bool:
    """Tell whether a token closes the first side, and و joins the second: `من جهة و`."""
    return words[token] in SIDES and words[token - 1] == "من" and words[token + 1].startswith("و")
