"""What holds what, what is told together, and what a place is told under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import filterfalse

from marsad.extract.place_mention import Draft, PlaceMention
from marsad.extract.place_names import COMMAS
from marsad.extract.place_words import PlaceWords
from marsad.text.tokens import BRACKETS, Tokens

INSIDE = frozenset({"في", "من", "ضمن", "داخل", "على", "ب"})
STOPS = frozenset({".", "\n", "!", "؟", "?", "؛"})
BEARINGS = frozenset({"bearing", "near", "around", "edge", "centre", "countryside"})
STATED = frozenset({"governorate", "district", "subdistrict", "country", "region"})
SMALL = frozenset({"village", "quarter", "hill", "camp", "farm", "checkpoint"})
MEASURED = 7
"""At most so many words stand between a place and the one it is so many kilometres from."""
SIDES = frozenset("شمالها جنوبها شرقها غربها شماليها جنوبيها شرقيها غربيها المجاوره القريبه".split())
"""What may be said of a member of a list, by the place told before."""
REACH = 4
"""At most so many words stand between a place and what holds it."""


def link(drafts: list[Draft], tokens: Tokens, lexicon: PlaceWords) -> None:
    """Fill in groups, containers and what anaphoric mentions refer to."""
    opened = {quote.first for quote in tokens.quotes if quote.mark in BRACKETS}
    for place, draft in enumerate(drafts[1:], 1):
        before = drafts[place - 1]
        if place > 1 and _only_holds(drafts[place - 2], before, tokens.words):
            before = drafts[place - 2]
            together = _told_together(drafts[place - 1], draft, tokens.words)
        else:
            together = _told_together(before, draft, tokens.words)
        if together:
            draft.group = before.group
    for place in range(len(drafts) - 2, -1, -1):
        _contain(drafts, place, tokens.words, lexicon, opened)
    _point_back(drafts)


def _only_holds(draft: Draft, holder: Draft, words: list[str]) -> bool:
    """Tell whether the next mention only holds a member of a list: in `عزون في قلقيلية ومردا`, `قلقيلية`."""
    return words[draft.last : holder.first] == ["في"] and draft.rank <= holder.rank and draft.group != holder.group


def _told_together(before: Draft, draft: Draft, words: list[str]) -> bool:
    """Tell whether two mentions are members of one list."""
    if before.group == draft.group:
        return True
    gap = [*filterfalse(SIDES.__contains__, words[before.last : draft.first])]
    joined = (not gap and draft.prefix == "و") or (len(gap) == 1 and gap[0] in COMMAS and draft.prefix in ("", "و"))
    return joined and abs(before.rank - draft.rank) < 2


def _contain(drafts: list[Draft], place: int, words: list[str], lexicon: PlaceWords, opened: set[int]) -> None:
    """Give a place, and the list that it ends, the next mention as container where the words say so."""
    draft, holder = drafts[place], drafts[place + 1]
    if not _holds(draft, holder, words, lexicon, opened):
        return
    chain = [place + 1, *holder.within]
    for other in range(place, -1, -1):
        if drafts[other].group != draft.group:
            return
        drafts[other].within = chain


def _holds(draft: Draft, holder: Draft, words: list[str], lexicon: PlaceWords, opened: set[int]) -> bool:
    if draft.group == holder.group or holder.toward or holder.last - draft.last > 12:
        return False
    gap = [word for word in words[draft.last : holder.first] if word not in lexicon.demonyms]
    if holder.distance_km is not None and len(gap) <= MEASURED and STOPS.isdisjoint(gap):
        return True
    smaller = draft.rank < holder.rank or _inside(draft, holder) or holder.anaphoric
    if not gap:
        bearing = holder.relation is not None and holder.relation.relation in BEARINGS and not holder.prefix
        near = bearing and (draft.rank <= holder.rank or not draft.known)
        return near or (smaller and (holder.prefix in ("ب", "ل") or holder.first in opened or holder.kind in STATED))
    if len(gap) <= REACH and all(word in INSIDE or word in lexicon.links for word in gap):
        return smaller and holder.prefix in ("", "ب", "ل")
    if gap[0] not in COMMAS or not smaller:
        return False
    stated = holder.feature in STATED or holder.relation is not None or holder.prefix == "ب"
    return (len(gap) == 1 and stated and holder.prefix in ("", "ب")) or (gap[1:] == ["في"] and stated)


def _inside(draft: Draft, holder: Draft) -> bool:
    """Tell whether a small place may lie in another small one: a street in a quarter or camp."""
    if draft.rank != 1 or holder.rank != 1:
        return False
    return draft.kind in SMALL or (holder.kind in ("quarter", "camp") and draft.kind != holder.kind)


@dataclass(slots=True)
class _Named:
    """The places named so far that may be pointed back to: the latest of each sort, town or governorate, and any."""

    latest: dict[str, int] = field(default_factory=dict)
    city: int | None = None
    area: int | None = None

    def note(self, place: int, draft: Draft) -> None:
        """Take note of a mention, in text order; the countryside of a place is not pointed back to."""
        if draft.relation and draft.relation.relation == "countryside":
            return
        self.latest[draft.kind] = place
        if draft.feature:
            self.latest[draft.feature] = place
        if draft.known and draft.kind in ("city", "governorate", "town") and not draft.relation:
            self.city = place
        if draft.kind not in ("country", "governorate"):
            self.area = place

    def meant(self, draft: Draft) -> int | None:
        """Return the mention that `المدينة`, `القرية` or `الأحياء الشرقية` points back to."""
        kind = draft.kind
        wide = draft.direction is not None and kind not in ("village", "town")
        named = None if wide else self.latest.get(kind)
        if wide or kind in ("city", "governorate", "region"):
            return max((place for place in (named, self.city) if place is not None), default=None)
        return self.area if named is None and kind in ("area", "town") else named


def _point_back(drafts: list[Draft]) -> None:
    """Fill in what anaphoric mentions refer to."""
    named = _Named()
    for place, draft in enumerate(drafts):
        if draft.anaphoric:
            draft.refers = named.meant(draft)
        else:
            named.note(place, draft)


def find_topics(mentions: Sequence[PlaceMention], tokens: Tokens) -> list[int | None]:
    """Return for each mention the mention that it is told under.

    `وفي دير الزور، انفجرت عبوة في حي الصناعة` puts `حي الصناعة` under `دير الزور`; a place
    that opens a sentence so holds until the next one, others until a wider place is named.
    """
    topics: list[int | None] = []
    topic: int | None = None
    strong = -1
    paragraph = 0
    ends = tokens.among(("\n",))
    for place, mention in enumerate(mentions):
        while paragraph < len(ends) and ends[paragraph] < mention.first:
            paragraph += 1
        topics.append(topic if topic is None or mentions[topic].core != mention.core else None)
        if not mention.known or mention.anaphoric or mention.toward or mention.rank < 3 or mention.kind == "country":
            continue
        if _opens(mention, tokens.words):
            topic, strong = place, paragraph
        elif strong != paragraph or topic is None:
            topic = place
    first = next((topic for topic in topics if topic is not None), topic)
    ahead = first is not None and "\n" not in tokens.words[: mentions[first].first]
    return [first if topic is None and ahead and place < (first or 0) else topic for place, topic in enumerate(topics)]


def _opens(mention: PlaceMention, words: list[str]) -> bool:
    """Tell whether a mention opens its sentence: `وفي الحسكة، ...`."""
    start = mention.first
    while start > 0 and words[start - 1] not in STOPS and mention.first - start < 3:
        start -= 1
    if start > 0 and words[start - 1] not in STOPS:
        return False
    return mention.prefix.endswith("ب") or any(
        word in ("في", "وفي", "اما", "ب") for word in words[start : mention.first]
    )
