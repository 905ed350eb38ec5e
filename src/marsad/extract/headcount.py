"""How many persons a phrase counts: `12 من عناصر اللواء`, `طفلان`, `4 أطفال وامرأتين ورجل`."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.extract.drafts import Scene, TollPart
from marsad.extract.phrases import Phrase
from marsad.text.clitics import ARTICLE
from marsad.text.grammar import AMONG, COMMAS, MOST, ONE_OF, RELATIVE

PART_OF = AMONG | MOST
OF_THEM = frozenset("منهم منها منهن".split())
TWO = ("َين", "َيْن", "َيْنِ", "َينِ")
OFFICES = frozenset("امير رييس زعيم نايب وزير".split())
"""Heads of the names of offices, of which one person dies: `مقتل رئيس حكومة الحوثيين`, `رئيس وزراء الحكومة`."""
GROUPS = frozenset({"عائلة", "طاقم"})
"""Nouns of several persons, whose number may be told behind `من`: `أسرة كاملة من 5 أفراد`."""
CUMULATIVE = 1000
"""A toll as high as this is that of a war, which reports repeat at their end; no single happening has it."""
APART = 5
"""So many tokens behind a toll its parts begin at the latest."""
NAME = 6
"""So many tokens a person's name takes at the most."""
OF = frozenset({"من", "في", "ل", "ب"})
"""Prepositions of what qualifies a noun of persons."""
FEW = 3
"""So many tokens behind those counted a phrase that qualifies them begins."""
TELLING = ("trigger", "link", "place", "time", "speech", "connector", "status", "light")
"""What ends the words that qualify a noun."""
ADDED = 10
"""So many tokens behind those counted more are added at the latest."""
CLOSE = 3
"""So many tokens before them the word stands that adds them."""
ADDS = frozenset("اضافه بالاضافه فضلا علاوه جانب".split())
"""Words that add to what was told: `إضافة إلى`, `فضلا عن`, `إلى جانب`."""
LISTED = 6
"""So many tokens behind `بينهم` what is joined by و is still among them."""
MADE_OF = 4
"""So many tokens behind a family or crew its number is told at the latest."""


def count(scene: Scene, phrase: Phrase) -> tuple[int, int | None] | None:
    """Return how many persons a phrase counts; None where it counts no persons, or a part of others (`بينهم طفلان`)."""
    quantity = phrase.quantity
    before = scene.reading.tokens.words[phrase.first - 1] if phrase.first > scene.sentence.first else ""
    if is_part(scene, phrase):
        return None
    if quantity is not None:
        if quantity.unit != "count" or quantity.min >= CUMULATIVE:
            return None
        if phrase.persons is None and phrase.thing is not None:
            return None
        return quantity.min, quantity.max
    if phrase.persons is None:
        return None
    number = phrase.persons.ref.number
    if phrase.persons.ref.person.lemma in GROUPS:
        return _made_of(scene, phrase)
    if number == "singular" and _construct(scene, phrase):
        return 2, 2
    if number == "singular" or _one_of(before) or before in OFFICES:
        return 1, 1
    return (2, 2) if number == "dual" or _written_dual(scene, phrase) else (1, None)


def _one_of(word: str) -> bool:
    """Tell whether a word makes one of many: `أحد عناصره`, `لأحد المهاجمين`."""
    return word in ONE_OF or word[1:] in ONE_OF


def _written_dual(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a vowel sign makes two of a word that may be many: `مقاتلَين`."""
    if phrase.persons is None:
        return False
    tokens = scene.reading.tokens
    return tokens.span(phrase.persons.first, phrase.persons.last).of(tokens.text).endswith(TWO)


def is_part(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a phrase says who was among those counted before: `بينهم طفلان`, `بينهم طفلان | وامرأة`.

    What stands right behind a death is the toll itself: `وقتلوا منهم أربعة`.
    """
    words, first = scene.reading.tokens.words, phrase.first
    left = max(first - LISTED if phrase.joined else first - 1, scene.sentence.first)
    at = next((at for at in range(first - 1, left - 1, -1) if words[at] in PART_OF or words[at] in COMMAS), None)
    if at is None or words[at] not in PART_OF or scene.items_between(at, first, "trigger"):
        return False
    return words[at] not in OF_THEM or not any(
        item.last == at and item.ref.owner.frame in ("kill", "injure") for item in scene.all("trigger")
    )


def _made_of(scene: Scene, phrase: Phrase) -> tuple[int, int | None]:
    """Return of how many a family or crew is made up: `طاقمها المؤلف من ثلاثة عناصر`."""
    for other in scene.phrases_between(phrase.last, phrase.last + MADE_OF):
        if other.quantity is not None and other.prep == "من" and other.persons is not None:
            return other.quantity.min, other.quantity.max
    return 1, None


def _construct(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a noun in ـا is two, a party right behind it: `رجلا شرطة`; one alone would be `رجلا من الشرطة`."""
    persons, party = phrase.persons, phrase.party
    if persons is None or party is None or party.first != persons.last or party.prefix:
        return False
    return not persons.suffix and scene.reading.tokens.words[persons.first].endswith("ا")


def joined_parts(scene: Scene, harm: str, head: Phrase, right: list[Phrase]) -> list[TollPart]:
    """Return the toll of a phrase and of those joined to it: `امرأة وطفلها`."""
    parts = [part_of(scene, harm, head)]
    for phrase in right[right.index(head) + 1 :]:
        if _qualifies(scene, parts[-1], phrase):
            continue
        joined = phrase.coordinated or any(tells(scene, parts[-1], phrase) for tells in (_named_too, _goes_on, _added))
        if not (joined and count(scene, phrase)) or names_harm(phrase):
            break
        parts.append(part_of(scene, harm, phrase))
    return parts


def _qualifies(scene: Scene, before: TollPart, phrase: Phrase) -> bool:
    """Tell whether a phrase only says which persons they are: `قاضيا في | النيابة`, `تسعة من | جامعي الكمأة`."""
    if phrase.quantity is not None or phrase.joined:
        return False
    words = scene.words_between(before.last, phrase.first)
    if words:
        told = phrase.prep in OF or not RELATIVE.isdisjoint(words)
        return told and len(words) <= FEW and COMMAS.isdisjoint(words)
    single = phrase.persons is not None and phrase.persons.ref.number == "singular"
    return (single or (phrase.persons is None and phrase.thing is not None)) and not phrase.prep


def _goes_on(scene: Scene, before: TollPart, phrase: Phrase) -> bool:
    """Tell whether one more is told behind words that qualify those before: `قاضيا في المحكمة ونجله وحارسا`."""
    if phrase.quantity is None and (phrase.persons is None or phrase.persons.ref.number == "plural"):
        return False
    words = scene.words_between(before.last, phrase.first)
    if not phrase.joined and words[-1:] != ["و"]:
        return False
    if phrase.persons is None and scene.reading.tokens.words[phrase.first].removeprefix("و").startswith(ARTICLE):
        return False
    others = scene.items_between(before.last, phrase.first, *TELLING)
    return len(words) <= NAME and COMMAS.isdisjoint(words) and not others


def _added(scene: Scene, before: TollPart, phrase: Phrase) -> bool:
    """Tell whether persons are added to those before: `خمسة عناصر إضافة إلى سائق`, `أربعة جنود إلى جانب ضابط`."""
    between = scene.words_between(before.last, phrase.first)
    others = scene.items_between(before.last, phrase.first, "trigger", "speech", "link")
    added = not ADDS.isdisjoint(word.removeprefix("و") for word in between[-CLOSE:])
    return added and len(between) <= ADDED and not others


def _named_too(scene: Scene, before: TollPart, phrase: Phrase) -> bool:
    """Tell whether more are told behind a person's name: `الطفلة مواهب حسان، والطفلة فرح`, `الملازم فارس و4 مجندين`."""
    one, other = before.who.persons if before.who is not None else None, phrase.persons
    if one is None or other is None or phrase.first - before.last > NAME:
        return False
    if not phrase.joined and scene.reading.tokens.words[phrase.first - 1] != "و":
        return False
    named = one.ref.number == "singular" and one.definite
    more = phrase.quantity is not None or (other.ref.number == "singular" and other.definite)
    return named and more and not any(before.last <= item.first < phrase.first for item in scene.items)


def names_harm(phrase: Phrase) -> str:
    """Return what the noun itself says, killed or injured (`وجرحى`); nothing where it says neither."""
    return str(phrase.persons.ref.person.harm) if phrase.persons is not None else ""


def part_of(scene: Scene, harm: str, phrase: Phrase) -> TollPart:
    """Return what one phrase counts as a part of a toll."""
    low, high = count(scene, phrase) or counted(phrase)
    return TollPart(harm, low, high, phrase, phrase.first, phrase.last, tuple(_among(scene, phrase)))


def _among(scene: Scene, phrase: Phrase) -> Iterator[Phrase]:
    """Yield the persons that are counted apart behind a toll: `12 مدنياً، بينهم ثلاثة أطفال وامرأة`."""
    words = scene.reading.tokens.words
    opening = next((at for at in range(phrase.last, min(phrase.last + APART, len(words))) if words[at] in AMONG), None)
    if opening is None:
        return
    expected = opening + 1
    for other in scene.phrases_between(opening + 1, scene.sentence.last):
        if other.persons is None or other.first > expected + (words[expected] in ONE_OF):
            return
        yield other
        expected = other.last


def counted(phrase: Phrase) -> tuple[int, int | None]:
    """Return how many persons a phrase counts, whatever stands before it."""
    if phrase.quantity is not None and phrase.quantity.unit == "count":
        return phrase.quantity.min, phrase.quantity.max
    number = phrase.persons.ref.number if phrase.persons is not None else "plural"
    return (1, 1) if number == "singular" else (2, 2) if number == "dual" else (1, None)
