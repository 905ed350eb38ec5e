"""Noun phrases that may act or suffer: a count, persons or things, and the party they belong to.

`خمسة عناصر من «وحدات حماية المرأة»` is one phrase: five, عناصر, a party.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marsad.extract.reading import Item, Reading
from marsad.text.clitics import ARTICLE
from marsad.text.grammar import COMMAS, GLUE, SIDES

CUES = frozenset({"link", "status", "connector"})
HEADS = frozenset({"quantity", "persons", "thing", "party", "means"})
GAP = 3
BODIES, FAMILY = "جثة", "عائلة"
MEMBERS = frozenset({"فرد", "عنصر", "منتسب"})
"""Persons who are but some of a party: `من أفراد القوات`."""
PLURALS = frozenset({"ون", "ين"})
RIDES = frozenset("يستقل تستقل يستقلون يستقلان يستقلن مستقلا مستقلين يركبون يمتطون متن".split())
"""Verbs of riding, and `على متن`; what was ridden by one who was struck has its verb behind it: `سيارة يستقلها`."""
LEADERS = frozenset({"commander", "fighter", "officer", "official"})
"""Persons who are something *in* a party: `القيادي البارز في الحركة`."""
SERVING = frozenset({"commander", "fighter", "police", "security", "soldier"})
"""Persons who serve in a force: `مقاتل بقوات النظام`."""


@dataclass(slots=True)
class Phrase:
    """Tokens `first` to `last` (exclusive) and what they name; `prep` governs the whole of it."""

    first: int
    last: int
    prep: str
    prefix: str = ""
    actor: int | None = None
    persons: Item | None = None
    thing: Item | None = None
    means: Item | None = None
    quantity: Any = None
    party: Item | None = None
    coordinated: bool = False
    suffix: str = ""

    @property
    def armed(self) -> bool:
        """Tell whether the phrase names a party without a thing of it: it may act."""
        return self.actor is not None and self.thing is None

    @property
    def known(self) -> bool:
        """Tell whether a table knows any of its words."""
        return any(one is not None for one in (self.actor, self.persons, self.thing, self.means, self.quantity))

    @property
    def is_road(self) -> bool:
        """Tell whether it names a road alone."""
        return self.thing is not None and self.actor is None and self.thing.ref.cls == "road"

    @property
    def joined(self) -> bool:
        """Tell whether the phrase begins with و or ف."""
        return self.prefix[:1] in ("و", "ف")


def is_number(phrase: Phrase) -> bool:
    """Tell whether a phrase is a number without the thing counted: `غارات عدة`."""
    named = phrase.persons or phrase.thing or phrase.party or phrase.means
    return phrase.quantity is not None and named is None and phrase.last <= phrase.quantity.last


def is_ridden(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether a phrase is only what somebody rides: `مسلحون يستقلون دراجة نارية`."""
    return phrase.thing is not None and phrase.first > 0 and reading.tokens.words[phrase.first - 1] in RIDES


def find_phrases(reading: Reading, items: list[Item]) -> list[Phrase]:
    """Group the items of a sentence into phrases, in text order."""
    found: list[Phrase] = []
    items = [item for item in items if item.type not in CUES]
    begun = {item.first: item.type for item in items}
    place = 0
    while place < len(items):
        item = items[place]
        if item.type not in HEADS:
            place += 1
            continue
        phrase = _open(reading, item)
        place = _extend(reading, phrase, items, place + 1)
        if item.type == "quantity" and phrase.last == item.last:
            _counted(phrase, begun)
        _coordinate(reading, phrase, found)
        found.append(phrase)
    return found


def _counted(phrase: Phrase, begun: dict[int, str]) -> None:
    """Take in the counted noun that no table knows: `العديد من الأسر`."""
    at = phrase.quantity.counted_at
    if at is not None and phrase.last <= at <= phrase.last + 1 and at not in begun:
        phrase.last = at + 1


def _open(reading: Reading, item: Item) -> Phrase:
    phrase = Phrase(item.first, item.last, reading.preposition(item.first, item.prefix), item.prefix)
    _take(reading, phrase, item)
    return phrase


def _take(reading: Reading, phrase: Phrase, item: Item) -> None:
    """Let a phrase take in one more item."""
    phrase.last = max(phrase.last, item.last)
    phrase.suffix = item.suffix
    if item.type == "quantity":
        phrase.quantity = item.ref
    elif item.type == "persons":
        phrase.persons = phrase.persons or item
        if phrase.actor is None and item.first in reading.people:
            phrase.actor = reading.people[item.first]
    elif item.type == "thing":
        phrase.thing = phrase.thing or item
    elif item.type == "means":
        phrase.means = phrase.means or item
    else:
        phrase.actor = item.ref
        phrase.party = item


def _extend(reading: Reading, phrase: Phrase, items: list[Item], place: int) -> int:
    """Take in the items that belong to the phrase; return where the next phrase may begin."""
    while place < len(items):
        item = items[place]
        if item.type == "party" and _names_force(reading, phrase, item):
            phrase.actor, phrase.last, phrase.party = item.ref, item.last, item
            place += 1
            continue
        named = phrase.party is not None or (phrase.persons is not None and phrase.persons.definite)
        if named and item.type in ("persons", "thing") and _adjective(phrase, item):
            phrase.last = item.last
            place += 1
            continue
        if item.type == "persons" and (phrase.persons or phrase.party) and _qualified(reading, phrase, item):
            phrase.last = item.last
            place += 1
            continue
        if item.type == "persons" and _out_of_theirs(reading, phrase, items[place : place + 2]):
            _take(reading, phrase, items[place + 1])
            place += 2
            continue
        if item.type == "persons" and _of_a_family(phrase, item):
            one = place + 1 < len(items) and items[place + 1].type == "quantity" and items[place + 1].first == item.last
            phrase.last = items[place + one].last
            place += 1 + one
            continue
        if item.type == "quantity" and _counts(reading, phrase, item):
            phrase.quantity = item.ref
            phrase.last = item.last
            place += 1
            continue
        if phrase.party is not None or item.type not in HEADS or item.type == "quantity":
            break
        if not _belongs(reading, phrase, item):
            break
        _take(reading, phrase, item)
        place += 1
    return place


def _out_of_theirs(reading: Reading, phrase: Phrase, items: list[Item]) -> bool:
    """Tell whether persons are said to be of a party's own: `جندي | من أفراد | القوات المشتركة`."""
    if len(items) < 2 or phrase.persons is None or phrase.party is not None or phrase.thing is not None:
        return False
    own, party = items
    if own.ref.person.lemma not in MEMBERS or own.suffix or reading.tokens.words[phrase.last : own.first] != ["من"]:
        return False
    return party.type == "party" and party.first == own.last and not party.prefix.removesuffix(ARTICLE)


def _of_a_family(phrase: Phrase, item: Item) -> bool:
    """Tell whether a family is that of its members, who are those counted: `من أفراد | أسرة واحدة`."""
    members = phrase.persons is not None and phrase.persons.ref.person.lemma in MEMBERS
    return members and item.first == phrase.last and not item.prefix and item.ref.person.lemma == FAMILY


def _counts(reading: Reading, phrase: Phrase, item: Item) -> bool:
    """Tell whether a number counts the persons right before it: `أطفالها الأربعة`, `وأطفالهما الثلاثة`, `جثث سبعة`."""
    if phrase.quantity is not None or phrase.persons is None:
        return False
    if phrase.persons.ref.person.lemma == BODIES and item.first == phrase.last:
        return True
    if phrase.suffix and item.first == phrase.last and reading.tokens.words[item.first].startswith(ARTICLE):
        return True
    return bool(phrase.first <= (item.ref.counted_at or -1) < phrase.last == item.first)


def _names_force(reading: Reading, phrase: Phrase, item: Item) -> bool:
    """Tell whether a party says whose a generic force is: `القوات القتالية للتحالف الدولي`."""
    if phrase.party is None or phrase.actor is None or not item.prefix.startswith("ل"):
        return False
    return reading.actors[phrase.actor].generic is not None and item.first - phrase.last <= 1


def _qualified(reading: Reading, phrase: Phrase, item: Item) -> bool:
    """Tell whether a noun of persons says of what sort those before it are: `مسلحون مجهولون`, `مستوطنون مسلحون`."""
    if item.first != phrase.last or item.prefix:
        return False
    words = reading.tokens.words
    ending = words[item.first][-2:]
    return item.ref.person.lemma == "مجهول" or (ending in PLURALS and words[item.first - 1].endswith(ending))


def _adjective(phrase: Phrase, item: Item) -> bool:
    """Tell whether a definite noun of persons right behind a party qualifies it: `التنظيم الأجانب`."""
    return item.first == phrase.last and item.prefix == "ال"


def _belongs(reading: Reading, phrase: Phrase, item: Item) -> bool:
    """Tell whether an item continues the phrase before it."""
    words = reading.tokens.words
    gap = [word.lstrip("ال") if word.startswith("ال") else word for word in words[phrase.last : item.first]]
    if len(gap) > GAP or any(word in "،.:؛" for word in gap):
        return False
    if item.joined:
        return item.type == "thing" and phrase.thing is not None and phrase.actor is None and len(gap) <= 1
    if item.type == "means":
        return phrase.quantity is not None and phrase.persons is None and not gap
    bare = item.prefix.removesuffix("ال")
    if phrase.quantity is not None and phrase.persons is None and phrase.thing is None:
        if item.type == "party":
            return gap == ["من"] and bare == ""
        return item.type in ("persons", "thing") and all(word in GLUE for word in gap) and bare in ("", "ل")
    if item.type == "party":
        return _owned(phrase, bare, gap) or _serves(reading, phrase, item, bare, gap)
    if item.type == "persons" and phrase.persons is None and phrase.thing is not None:
        return (not gap and bare == "") or (bare == "ل" and len(gap) <= 1)
    if item.type in ("thing", "persons") and bare == "" and phrase.persons is None:
        return not gap and phrase.means is None
    return False


def _owned(phrase: Phrase, bare: str, gap: list[str]) -> bool:
    """Tell whether a party owns the persons or things named before it."""
    if phrase.means is not None and phrase.thing is None and phrase.persons is None:
        return bare in ("", "ل") and (not gap or gap == ["من"])
    if bare == "ل":
        return len(gap) <= 2
    if bare:
        return False
    if gap and gap[-1] in ("في", "لدي") and phrase.persons is not None and phrase.persons.ref.person.who in LEADERS:
        return len(gap) <= 3
    return not gap or all(word in GLUE for word in gap) or (len(gap) <= 2 and gap[-1] in ("من", "صفوف", "ل"))


def _serves(reading: Reading, phrase: Phrase, item: Item, bare: str, gap: list[str]) -> bool:
    """Tell whether ب joins persons to the force they serve in: `عنصر آخر بقوات النظام`, not `عنصر بقصف الجيش`."""
    if bare != "ب" or len(gap) > 1 or phrase.persons is None or phrase.persons.ref.person.who not in SERVING:
        return False
    mention = reading.actors[item.ref]
    return mention.first == item.first and not mention.aircraft


def _coordinate(reading: Reading, phrase: Phrase, found: list[Phrase]) -> None:
    """Give a phrase joined by و the preposition of the one before it."""
    if not found or phrase.prep:
        return
    before = found[-1]
    gap = [word for word in reading.tokens.words[before.last : phrase.first] if word != "/"]
    if phrase.joined and len(gap) > 2 and gap[-3] == "من" and gap[-2] in SIDES and gap[-1] in COMMAS:
        before, gap = next((one for one in reversed(found) if one.prep == "بين"), before), []
    if not phrase.joined and gap[-1:] != ["و"]:
        return
    if len(gap) <= 1 and not any(word in "،.:؛" for word in gap):
        phrase.prep = before.prep
        phrase.coordinated = True
