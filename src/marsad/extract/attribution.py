"""Who says so: speech verbs and `بحسب`, with the source they name and the words they cover.

`وقالت مصادر محلية إن ...` credits مصادر محلية with the rest of the sentence; `وأضافت` without a
subject goes on with the same source; a quotation over several sentences keeps its source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marsad.extract.brackets import closing_brackets
from marsad.extract.drafts import Draft, Scene
from marsad.extract.phrases import Phrase
from marsad.extract.reading import Item, Reading
from marsad.text.grammar import COMMAS, PREPOSITIONS, THAT
from marsad.text.tokens import Quote

SPOKESMEN = frozenset({"ناطق", "خلية الإعلام", "مدير"})
SOURCE_REACH = 6
NEAR = 20
"""How many credits that begin before a word are asked whether they cover it."""
SELF = frozenset("نفسه نفسها ذاته ذاتها".split())
"""Words behind a noun that is said again: `المصدر نفسه`."""
AGAIN = frozenset({"كما", "ثم"})
"""Words before a verb of saying that go on with who spoke before."""
OWN = frozenset({"يذكر", "يشار"})
"""Verbs by which the report itself reminds of something: `يذكر أن`, `ويشار إلى أن`."""
URGENT = frozenset("عاجل هام متابعه محدث خبر".split())
"""Words before a line of news that are no part of it."""
HEADED = 8
"""Within how many words a source heads a line."""
STOPS = COMMAS | THAT | frozenset({"لـ", "ل"})


@dataclass(slots=True)
class Credit:
    """A source and what it covers: tokens `start` (inclusive) to `stop` (exclusive)."""

    start: int
    stop: int
    first: int
    last: int
    actor: int | None
    stance: str
    military: bool
    row: str


def find_credits(reading: Reading, scenes: list[Scene]) -> list[Credit]:
    """Return every credit of a report, in text order."""
    found: list[Credit] = []
    for scene, running in zip(scenes, _running(reading.tokens.quotes, scenes), strict=True):
        _carry(running, scene, found)
        speeches = scene.all("speech")
        for place, item in enumerate(speeches):
            stop = speeches[place + 1].first if place + 1 < len(speeches) else scene.sentence.last
            credit = _spoken(reading, scene, item, stop, found)
            if credit:
                found.append(credit)
        for item in scene.all("according"):
            credit = _according(reading, scene, item, found)
            if credit:
                found.append(credit)
        found.extend(credit for credit in (_heading(reading, scene), _bracketed(reading, scene)) if credit)
    found.sort(key=lambda credit: credit.start)
    return found


def credit_for(credits: list[Credit], draft: Draft) -> Credit | None:
    """Return the closest credit that covers a draft's trigger."""
    token = draft.trigger.first
    ahead = bisect_right(credits, token, key=lambda credit: credit.start)
    return next((credit for credit in credits[max(ahead - NEAR, 0) : ahead][::-1] if token < credit.stop), None)


def _spoken(reading: Reading, scene: Scene, item: Item, stop: int, found: list[Credit]) -> Credit | None:
    """Read a verb of saying: its subject after it, or before it, or the source of the sentence before."""
    source = _source_after(reading, scene, item.last) or _source_before(reading, scene, item)
    stance = str(item.ref.stance)
    if source is None:
        before = _spoke_before(reading, scene, item, found)
        return before and replace(before, start=item.last, stop=stop, stance=stance)
    first, last_token, actor, military = source
    meant = _meant_before(reading, scene, source, found)
    if meant is not None:
        return replace(meant, start=item.last, stop=stop, stance=stance)
    return Credit(item.last, stop, first, last_token, actor, stance, military, "attribution.tsv")


def _spoke_before(reading: Reading, scene: Scene, item: Item, found: list[Credit]) -> Credit | None:
    """Return the credit that a verb of saying without a source of its own goes on with."""
    words = reading.tokens.words
    if not found or words[item.first].removeprefix("و") in OWN:
        return None
    behind = words[item.last] if item.last < scene.sentence.last else ""
    again = _said_by(behind[2:], words, found) if behind.startswith("ال") else None
    return again or (found[-1] if item.joined or _goes_on(reading, scene, item) else None)


def _goes_on(reading: Reading, scene: Scene, item: Item) -> bool:
    """Tell whether a verb that names nobody goes on with who spoke before: `كما أشار إلى أن`."""
    words, first, last = reading.tokens.words, item.first, item.last
    last += words[last : last + 1] == ["الي"]
    opens = first == scene.sentence.first or words[first - 1] in AGAIN
    return opens and last < scene.sentence.last and words[last] in THAT


def _meant_before(reading: Reading, scene: Scene, source: Source, found: list[Credit]) -> Credit | None:
    """Return the credit that a bare definite noun points back to: `وأضاف المصدر`, if any has it the one of its word."""
    first, last, actor, _ = source
    words = reading.tokens.words
    alone = actor is None and found and SELF.issuperset(words[first + 1 : last])
    item = next((i for i in scene.all("source") if i.first == first), None) if alone else None
    if item is None or not item.prefix.endswith(("ال", "لل")):
        return None
    return _said_by(words[first][len(item.prefix) :], words, found) or found[-1]


def _said_by(noun: str, words: list[str], found: list[Credit]) -> Credit | None:
    """Return the last credit that a noun is a word of: `الاتحاد` behind `اتحاد تنسيقيات الثورة`."""
    return next((one for one in reversed(found) if noun in words[one.first : one.last]), None)


Source = tuple[int, int, int | None, bool]


def _source_after(reading: Reading, scene: Scene, start: int) -> Source | None:
    """Return the source named right after a verb of saying or `بحسب`."""
    end = min(start + SOURCE_REACH, scene.sentence.last)
    words = reading.tokens.words
    for place in range(start, end):
        if words[place] in STOPS:
            end = place
            break
    inside = scene.items_between(start, end, "source", "party", "persons")
    for item in inside:
        if item.type == "persons" and (item.first != start or not _speaks(item)):
            continue
        bare = item.prefix.removesuffix("ال")
        if bare.endswith("ل") and item.first != start:
            continue
        return _as_source(reading, scene, item, end)
    return None


def _speaks(item: Item) -> bool:
    """Tell whether people may be who says so: `أفاد مسؤولون`, not `سجل المركز قتلى`."""
    return not item.ref.person.harm and not item.prefix


def _source_before(reading: Reading, scene: Scene, item: Item) -> Source | None:
    """Return the source that stands before the verb: `مصدر ميداني قال`."""
    if item.joined:
        return None
    left = scene.clauses.start_of(item.first)
    inside = scene.items_between(left, item.first, "source", "party")
    return _as_source(reading, scene, inside[0], item.first) if inside else None


def _as_source(reading: Reading, scene: Scene, item: Item, end: int) -> Source:
    """Widen a source to the adjectives and the place behind it: `مصادر من داخل مدينة الرقة`."""
    words = reading.tokens.words
    last = item.last
    actor = item.ref if item.type == "party" else None
    people = item.type in ("source", "persons")
    military = people and any("عسكري" in word for word in words[item.first : item.last])
    if people:
        begun = {other.first for other in scene.items}
        while last < end and words[last] not in STOPS and words[last] not in PREPOSITIONS and last - item.last < 2:
            if last in begun:
                break
            military = military or "عسكري" in words[last]
            last += 1
        for other in scene.items:
            if last <= other.first <= last + 3 and other.first < end and other.type in ("place", "party"):
                last = min(max(other.last, last), end)
                if other.type == "party" and actor is None and not _told_to(item, other):
                    actor = other.ref
                break
    return item.first, max(last, item.last), actor, military


def _told_to(source: Item, other: Item) -> bool:
    """Tell whether a source speaks to a party, not for it: `مصدر أمني لوكالة الأنباء`."""
    return other.prefix.endswith("ل") and (source.type == "persons" or source.ref.lemma not in SPOKESMEN)


def _according(reading: Reading, scene: Scene, item: Item, found: list[Credit]) -> Credit | None:
    """Read `بحسب المرصد`: it covers the sentence, or the rest of it where it opens the sentence."""
    source = _source_after(reading, scene, item.last)
    if source is None:
        return None
    first, last, actor, military = source
    sentence = scene.sentence
    start = item.first if item.first - sentence.first <= 2 else _clause_before(scene, item)
    meant = _meant_before(reading, scene, source, found)
    if meant is not None:
        return replace(meant, start=start, stop=sentence.last, stance="says")
    return Credit(start, sentence.last, first, last, actor, "says", military, "attribution.tsv")


def _heading(reading: Reading, scene: Scene) -> Credit | None:
    """Read the source that heads a line of news: `مصدر أمني: مقتل عنصرين`."""
    words, first = reading.tokens.words, scene.sentence.first
    while first < scene.sentence.last and (not words[first].isalnum() or words[first] in URGENT):
        first += 1
    colon = next((at for at in range(first, min(first + HEADED, scene.sentence.last)) if words[at] == ":"), None)
    if colon is None or colon + 1 == scene.sentence.last or words[colon - 1].isdecimal():
        return None
    item = next(iter(scene.items_between(first, first + 1, "source", "party")), None)
    if item is None or item.prefix.endswith(("ب", "ل", "في")):
        return None
    start, last, actor, military = _as_source(reading, scene, item, colon)
    return Credit(colon + 1, scene.sentence.last, start, last, actor, "says", military, "attribution.tsv")


def _bracketed(reading: Reading, scene: Scene) -> Credit | None:
    """Read the source in brackets that closes an item of a bulletin: `قصف على قرية المنصورة (ناشطون)`."""
    inside = closing_brackets(reading.tokens, scene.sentence)
    named = scene.items_between(inside.start, inside.start + 1, "source", "party", "persons") if inside else []
    if not named or (named[0].type == "persons" and not _speaks(named[0])):
        return None
    start, last, actor, military = _as_source(reading, scene, named[0], inside.stop)
    return Credit(scene.sentence.first, inside.start, start, last, actor, "says", military, "attribution.tsv")


def _clause_before(scene: Scene, item: Item) -> int:
    strong = [start for start in scene.clauses.strong if start < item.first]
    return max(strong, default=scene.sentence.first)


def _running(quotes: Sequence[Quote], scenes: Sequence[Scene]) -> Iterator[list[Quote]]:
    """Yield for each sentence the quotations that began before it and run on into it, in text order."""
    running: list[Quote] = []
    place = 0
    for scene in scenes:
        first = scene.sentence.first
        while place < len(quotes) and quotes[place].first < first:
            running.append(quotes[place])
            place += 1
        running = [quote for quote in running if quote.last > first]
        yield running


def _carry(running: Sequence[Quote], scene: Scene, found: list[Credit]) -> None:
    """Let a quotation that runs on into this sentence keep its source."""
    quote = next((quote for quote in running if found and found[-1].start <= quote.first + 1), None)
    if quote is not None:
        found.append(replace(found[-1], start=scene.sentence.first, stop=min(quote.last, scene.sentence.last)))


def speaker(phrase: Phrase | None) -> int | None:
    """Return the party of a phrase that speaks, if it names one."""
    return phrase.actor if phrase else None
