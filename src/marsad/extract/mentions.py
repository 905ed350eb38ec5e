"""Everything that a report names, found in one pass: content items without overlaps, cues beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from marsad.codebook.cues import Cues, Person, Speech
from marsad.codebook.lexicon import Form, Lexicon, LightVerb
from marsad.extract.matcher import Matcher, Pattern
from marsad.extract.reading import Item, Reading, preposition_at
from marsad.extract.triggers import carries
from marsad.model import Hit
from marsad.text.clitics import ARTICLE, stands_apart
from marsad.text.fold import fold_word
from marsad.text.grammar import PARTICLES, RELATIVE, THAT
from marsad.text.sentences import split_sentences
from marsad.text.tokens import PUNCTUATION, Tokens

ABOUT = 4
"""Among so many words stands `عن` behind a verb of saying that is spelled like another: `تحدث سكان عن`."""
CAUGHT, INTO = ("undergoer", "في"), "في"
AMBUSH, FALLS = frozenset("كمين كمينا كماين الكمين".split()), 12
"""`وقع في كمين`: what those fall into, and how far behind the verb it stands."""
ADVERBS = frozenset({"عسكريا", "اعلاميا", "دبلوماسيا"})
"""Adjectives of persons that mostly say in which respect something is done, in the accusative."""
CONTENT = ("trigger", "light", "means", "persons", "thing", "speech", "source", "according")
CUES = ("link", "status", "connector")
SAID_AFTER = 8
"""How many words behind a verb of saying its own word is looked for: `نقل ... عن`."""
ON_PERSONS = frozenset({"kill", "injure", "execute", "assault", "abduct", "arrest"})
ON_ONE = frozenset({"قتل", "خطف", "ذبح", "طعن", "دهس", "أسر"})
"""What befalls a person named right before it (`طبيب خطف`), where verb and noun are spelled alike."""
OPENERS = PUNCTUATION | PARTICLES | THAT | RELATIVE | frozenset({"حيث", "فيما", "بينما", "حين", "عندما", "كما"})


class Counted(NamedTuple):
    """A noun of persons with the number that its form tells: singular, dual or plural."""

    person: Person
    number: str
    owned: bool = False
    """A dual without its ن, which only a pronoun behind it makes one: `طفليها`, `طفلاها`."""


def add_lexicon(matcher: Matcher, lexicon: Lexicon, cues: Cues) -> None:
    """Add the forms of triggers, light verbs and verbs of saying."""
    matcher.add_all(_forms(lexicon, cues))


def _forms(lexicon: Lexicon, cues: Cues) -> Iterator[Pattern]:
    for form in lexicon.forms:
        table = "light" if isinstance(form.owner, LightVerb) else "trigger"
        yield Pattern(table, form.text, form, open=form.part != "verb", pronouns=True)
    for speech in cues.speech:
        for conjugated in lexicon.conjugations.get(speech.verb, ()):
            yield Pattern("speech", conjugated.text, speech)


def add_cues(matcher: Matcher, cues: Cues) -> None:
    """Add means, persons, things, links, status cues, sources and connectors."""
    matcher.add_all(
        Pattern(table, form, row, open, open) for table, forms, row, open in _cue_rows(cues) for form in forms
    )


def _cue_rows(cues: Cues) -> Iterator[tuple[str, Iterable[str], object, bool]]:
    """Give each row with its table, its forms and whether these take the article and pronouns."""
    for means in cues.means:
        yield "means", means.forms, means, True
    for person in cues.persons:
        dual = tuple(form for form in person.dual if form not in person.plural)
        for number, forms in (("singular", person.singular), ("dual", dual), ("plural", person.plural)):
            yield "persons", forms, Counted(person, number), True
        owned = tuple(form[:-1] for form in dual if form.endswith(("ين", "ان")) and " " not in form)
        yield "persons", owned, Counted(person, "dual", owned=True), True
    for thing in cues.things:
        yield "thing", thing.forms, thing, True
    for link in cues.links:
        yield "link", link.forms, link, False
    for status in cues.status:
        yield "status", status.forms, status, False
    for connector in cues.connectors:
        yield "connector", connector.forms, connector, False
    for source in cues.sources:
        yield source.cls, source.forms, source, source.cls == "source"


def assemble(
    tokens: Tokens,
    hits: dict[str, list[Hit]],
    triggers: list[Hit],
    actors: list[Any],
    places: list[Any],
    times: list[Any],
    quantities: list[Any],
) -> Reading:
    """Return the reading of a report from all that was found in it; of the triggers those given count."""
    taken = [False] * len(tokens)
    items: list[Item] = []
    _mentions(items, taken, "time", times)
    people = {actor.first: index for index, actor in enumerate(actors) if actor.generic and actor.generic.people}
    said = {(hit.first, hit.last) for hit in triggers if hit.last - hit.first > 2}
    _mentions(
        items, taken, "party", actors, lambda actor: bool(actor.generic and actor.generic.people) or _told(actor, said)
    )
    asked = {hit.first for hit in triggers if hit.row.after}  # type: ignore[attr-defined]
    verbs = {hit.first for hit in triggers if hit.row.part == "verb"}  # type: ignore[attr-defined]
    links = {hit.first for hit in hits.get("link", ()) if hit.last - hit.first > 1}
    _mentions(items, taken, "place", places, lambda place: _false_friend(tokens, place, verbs, links, asked))
    _content(tokens, items, taken, {**hits, "trigger": triggers})
    _quantities(tokens, items, taken, quantities)
    for table in CUES:
        _cues(items, hits.get(table, []), table)
    items.sort(key=lambda item: (item.first, -item.last))
    counts = {item.last: (item.first, item.prefix) for item in items if item.type == "quantity"}
    return Reading(tokens, split_sentences(tokens), items, actors, places, times, quantities, people, counts)


def _told(actor: Any, said: set[tuple[int, int]]) -> bool:
    """Tell whether the words of a party tell a happening as they stand: `منطقة عسكرية مغلقة`."""
    return (actor.first, actor.last) in said


def _false_friend(tokens: Tokens, place: Any, verbs: set[int], links: set[int], asked: set[int]) -> bool:
    """Tell whether a place is rather a verb or a link spelled alike: `دمّر`, `وأدى إلى`, `سد محتجون`."""
    if place.first in links or (place.anaphoric and place.first in asked):
        return True
    if not place.known and place.feature and place.first in asked & verbs:
        return True
    if place.first > 1 and tokens.words[place.first - 2].lstrip("ال").startswith("مدعوم"):
        return True
    alone = place.last - place.first == 1 and place.feature is None and place.prefix in ("", "و", "ف")
    return alone and place.first in verbs and preposition_at(tokens.words, place.first, place.prefix) == ""


def _mentions(
    items: list[Item],
    taken: list[bool],
    type: str,
    mentions: list[Any],
    unwanted: Callable[[Any], bool] = lambda _: False,
) -> None:
    for index, mention in enumerate(mentions):
        first, last = mention.first, mention.last
        if True in taken[first:last] or unwanted(mention):
            continue
        taken[first:last] = [True] * (last - first)
        items.append(Item(type, first, last, index, getattr(mention, "prefix", "")))


def _quantities(tokens: Tokens, items: list[Item], taken: list[bool], quantities: list[Any]) -> None:
    for quantity in quantities:
        if quantity.unit == "count" and True not in taken[quantity.first : quantity.last]:
            cut = fold_word(tokens.text[tokens.starts[quantity.first] : quantity.span.start])
            items.append(Item("quantity", quantity.first, quantity.last, quantity, cut))


def _content(tokens: Tokens, items: list[Item], taken: list[bool], hits: dict[str, list[Hit]]) -> None:
    """Keep the longest reading of each stretch; among equals the order of `CONTENT` decides."""
    nouns = _noun_ends(hits)
    ranked: list[tuple[int, int, int, int, int, Hit, str]] = []
    hurt = {(hit.first, hit.last) for hit in hits.get("persons", ()) if hit.row.person.harm}  # type: ignore[attr-defined]
    subjects = {item.last for item in items if item.type == "party"} | _named_before(tokens, hits)
    struck = _persons_before(hits)
    said = {
        (hit.first, hit.last) for hit in hits.get("speech", ()) if "عن" in tokens.words[hit.last : hit.last + ABOUT]
    }
    weapons, named = _bare_weapons(tokens, hits), {item.first for item in items if item.type == "party"}
    named |= {hit.first for hit in hits.get("persons", ())}
    hurt_or_held = {hit.first for hit in hits.get("persons", ())}
    for rank, table in enumerate(CONTENT):
        verbal = table in ("trigger", "light")
        for hit in hits.get(table, ()):
            first, last, prefix, suffix, row = hit
            if taken[first]:
                continue
            if table == "speech" and not _says(tokens, hit):
                continue
            if table == "light" and (not carries(hit) or (first, last) in said):
                continue
            if verbal and row.part != "verb" and (first, last) in hurt:  # type: ignore[attr-defined]
                continue
            if table == "persons" and (_qualifies(tokens, hit, nouns) or not _owned_rightly(tokens, hit)):
                continue
            caught = table == "light" and (row.owner.role, row.owner.prep) == CAUGHT  # type: ignore[attr-defined]
            if caught and not _into_ambush(tokens, hit):
                continue
            owners = subjects | struck if verbal and row.owner.lemma in ON_ONE else subjects  # type: ignore[attr-defined]
            order = rank * 2 + (verbal and _unlikely(tokens, hit, owners, weapons & {first} and named)) - caught
            length = -1 if table == "source" and first in hurt_or_held else first - last
            ranked.append((length, len(prefix) + len(suffix), order, first, len(ranked), hit, table))
    ranked.sort()
    for *_, (first, last, prefix, suffix, row), table in ranked:
        if True not in taken[first:last]:
            taken[first:last] = [True] * (last - first)
            items.append(Item(table, first, last, row, prefix, suffix))


def _into_ambush(tokens: Tokens, hit: Hit) -> bool:
    """Tell whether somebody falls into an ambush, and no ambush happens: `وقعت الدورية في كمين`."""
    behind = tokens.words[hit.last : hit.last + FALLS]
    at = behind.index(INTO) if INTO in behind else len(behind)
    return not AMBUSH.isdisjoint(behind[at : at + 3]) and AMBUSH.isdisjoint(behind[:at])


def _owned_rightly(tokens: Tokens, hit: Hit) -> bool:
    """Tell whether a pronoun stands where it must, and not where it cannot: `طفلاها` is no `طفلا`."""
    counted: Counted = hit.row  # type: ignore[assignment]
    if counted.owned or not hit.suffix or counted.number != "singular":
        return bool(hit.suffix) or not counted.owned
    return not tokens.words[hit.last - 1].removesuffix(hit.suffix).endswith("ا")


def _says(tokens: Tokens, hit: Hit) -> bool:
    """Tell whether a verb of saying is one here: no ب before it, and `عن` after `نقل`."""
    row: Speech = hit.row  # type: ignore[assignment]
    bare = hit.prefix.removeprefix("و").removeprefix("ف")
    following = tokens.words[hit.last : hit.last + SAID_AFTER]
    return bare in ("", "س", "ل") and (not row.after or any(fold_word(word) in following for word in row.after))


def _unlikely(tokens: Tokens, hit: Hit, subjects: AbstractSet[int], doers: AbstractSet[int]) -> bool:
    """Tell whether a form spelled as verb and as noun is the less likely one here.

    A verb opens its clause, follows a particle or its subject: `قصف الجيش`, `قد قصف`, `الجيش قصف`; so does one
    with a pronoun that stands between a weapon and one of the `doers`: `عبوة زرعها مسلحون`.
    A noun follows a preposition or another noun: `بعد قصف`, `محاولة تقدم`.
    """
    form: Form = hit.row  # type: ignore[assignment]
    before = tokens.words[hit.first - 1] if hit.first else "\n"
    relative = bool(hit.suffix) and not hit.prefix and hit.last in doers
    opens = before in OPENERS or hit.prefix in ("و", "ف") or hit.first in subjects or relative
    return opens != (form.part == "verb")


def _bare_weapons(tokens: Tokens, hits: dict[str, list[Hit]]) -> AbstractSet[int]:
    """Return where weapons without an article end, and what goes off with them: `انفجار عبوة`."""
    ends = {hit.last for hit in hits.get("means", ())}
    ends |= {hit.last for hit in hits.get("trigger", ()) if hit.row.owner.frame == "bomb"}  # type: ignore[attr-defined]
    return {end for end in ends if not tokens.words[end - 1].startswith(ARTICLE)}


def _named_before(tokens: Tokens, hits: dict[str, list[Hit]]) -> AbstractSet[int]:
    """Return where persons in the accusative end, the subject of what follows: `أن رجلا قتل`, `أن مدنيا واحدا قتل`."""
    ends = {hit.last for hit in hits.get("persons", ()) if tokens.words[hit.last - 1].endswith("ا")}
    return ends | {end + 1 for end in ends if end < len(tokens) and tokens.words[end] in ("واحدا", "اخر")}


def _persons_before(hits: dict[str, list[Hit]]) -> AbstractSet[int]:
    """Return where bare persons end, whom something befell: `طبيب خطف`, not `لطبيب خطف`, `ضحايا خطف`."""
    persons = (hit for hit in hits.get("persons", ()) if not hit.prefix)
    return {hit.last for hit in persons if not hit.row.person.harm}  # type: ignore[attr-defined]


def _noun_ends(hits: dict[str, list[Hit]]) -> frozenset[int]:
    """Return where the nouns end that a noun of persons behind them may qualify: `هجوم مسلح`."""
    nouns = {hit.last for table in ("thing", "means", "actor", "persons") for hit in hits.get(table, ())}
    attacks = {
        hit.last
        for hit in hits.get("trigger", ())
        if hit.row.part == "noun" and hit.row.owner.frame not in ON_PERSONS  # type: ignore[attr-defined]
    }
    return frozenset(nouns | attacks)


def _qualifies(tokens: Tokens, hit: Hit, nouns: frozenset[int]) -> bool:
    """Tell whether a noun of persons is an adjective here: `هجوم مسلح`, `انفجار مجهول السبب`.

    One in the accusative qualifies only what is in the accusative too: `قتل مسلحون مدنيا`, `قتل قناص صحافيا`.
    """
    counted: Counted = hit.row  # type: ignore[assignment]
    if not counted.person.adjective or counted.number != "singular" or hit.first not in nouns:
        return False
    word, before = tokens.words[hit.last - 1], tokens.words[hit.first - 1]
    return not hit.prefix.startswith("و") and (word in ADVERBS or not stands_apart(word, before))


def _cues(items: list[Item], hits: list[Hit], table: str) -> None:
    """Add the cues of one table, the longest first, none of one table overlapping."""
    last = -1
    for hit in hits:
        if hit.first >= last:
            items.append(Item(table, hit.first, hit.last, hit.row, hit.prefix, hit.suffix))
            last = hit.last
