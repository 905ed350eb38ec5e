"""From a phrase to the party it names: the registry's, civilians, or just the words."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.assertions.kinds import ARMED
from marsad.codebook.cues import Person
from marsad.extract.attribution import Credit
from marsad.extract.drafts import Draft
from marsad.extract.phrases import Phrase
from marsad.extract.reading import Reading
from marsad.extract.roles import AGENTS
from marsad.model import Party, Span
from marsad.resolve.actors import ResolvedActor

PEOPLE = {
    "protester": ("protesters", "المحتجون"),
    "civilian": ("civilians", "المدنيون"),
    "property": ("civilian property", "ممتلكات مدنية"),
}
REPORTERS = frozenset({"monitor", "media", "medical"})
FOUND = frozenset({"عثر على جثة", "وجد مقتولا", "انتشل جثة"})
"""Triggers that tell who found the dead, not who killed them."""
UNIDENTIFIED = frozenset({"مجهول", "ملثم"})
NOBODY = frozenset("انتحاري انتحاريا انتحاريه ارهابي ارهابيا ارهابيون ارهابيين مهاجمون مهاجمين".split())
"""Words for doers that say no more than what they did."""
COUNTED = frozenset("مقتل اصابه استشهاد جرح سقوط وفاه مصرع ارتقاء".split())
"""Words that count the dead and hurt at the head of a line; who kills says otherwise what he did."""
HEAD = 3
"""So many words behind the party that heads a line may stand what it did."""
MEMBER = "فرد"
FORCES = frozenset(
    "دوريه قوه مجموعه خليه عصابه حاجز بوابه نقطه كمين كتيبه سريه فصيل ميليشيا مليشيا حمايه حراسه موقع ثكنه".split()
)
"""Words for a force, behind `أفراد`."""
UNARMED = frozenset({"person", "man", "foreigner", "refugee", "tribal", "official"})


THEIRS, OURS = "own_forces", frozenset({"our_army", "our_fighters"})
"""Words for the forces of one spoken of (in what somebody says, the speaker): `قواته`; and of who speaks: `قواتنا`."""


def party_of(reading: Reading, phrase: Phrase | None, actors: Sequence[ResolvedActor]) -> Party | None:
    """Return the party that a phrase names; a thing or persons of nobody keep their words.

    `مواقع تنظيم «داعش»` gives Islamic State, `4 أطفال` civilians, `مبنى` a party without an id.
    """
    if phrase is None:
        return None
    if phrase.actor is not None:
        resolved = actors[phrase.actor]
        if resolved.party is not None:
            return resolved.party
    span = words_of(reading, phrase)
    text = span.of(reading.tokens.text)
    if phrase.persons is not None and phrase.thing is None:
        if _of_a_force(reading, phrase):
            return Party(None, None, None, text, span)
        return _people(phrase.persons.ref.person, text, span)
    if phrase.thing is not None and phrase.persons is not None and phrase.persons.ref.person.civilian:
        return Party(None, *PEOPLE["civilian"], text, span, "civilians")
    if phrase.thing is not None and phrase.thing.ref.civilian:
        return Party(None, *PEOPLE["property"], text, span, "civilians")
    return Party(None, None, None, text, span)


def _of_a_force(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether `أفراد` are those of a force: `أفرادها`, `أفراد الدورية`; `أفراد أسرته` are not."""
    if phrase.persons is None or phrase.persons.ref.person.lemma != MEMBER:
        return False
    following = reading.tokens.words[phrase.last : phrase.last + 1]
    return bool(phrase.suffix) or any(word.removeprefix("ال") in FORCES for word in following)


def doer_of(
    reading: Reading,
    draft: Draft,
    actors: Sequence[ResolvedActor],
    credit: Credit | None,
    credits: Sequence[Credit] = (),
) -> Party | None:
    """Return who did it; `مجهولون` and `ملثمون` name nobody, those who demonstrate are protesters.

    `credits` are the sources of the report: `قواتنا` are those of the armed party that speaks.
    """
    phrase = draft.actor
    if draft.trigger.ref.owner.lemma in FOUND and (phrase is None or phrase.prep != "by"):
        return None
    meant = reading.actors[phrase.actor].generic if phrase is not None and phrase.actor is not None else None
    if meant is not None and meant.key == THEIRS and credit is not None:
        return actors[credit.actor].party if credit.actor is not None else None
    if meant is not None and meant.key in OURS and (voice := _voice(credits, draft, actors)):
        return voice
    if phrase is None and (ours := _ours(reading, draft, actors, credit)):
        return ours
    unrest = draft.frame.name in ("protest", "riot")
    if unrest and phrase is not None and phrase.persons is not None and phrase.actor is None and phrase.thing is None:
        span = words_of(reading, phrase)
        if phrase.persons.ref.person.lemma not in UNIDENTIFIED:
            return Party(None, *PEOPLE["protester"], span.of(reading.tokens.text), span, "civilians")
    return actor_of_phrase(reading, phrase, actors)


def actor_of_phrase(reading: Reading, phrase: Phrase | None, actors: Sequence[ResolvedActor]) -> Party | None:
    """Return the party of a phrase that may act; None for `مجهولون`, those who only report, and mere weapons."""
    if phrase is not None and (_mere_weapon(phrase) or _says_nothing(reading, phrase, actors)):
        return None
    if phrase is not None and announces(reading, phrase):
        return None
    if phrase is not None and phrase.actor is not None and _never_acts(reading, phrase.actor, actors):
        return None
    if phrase is not None and phrase.persons is not None and phrase.actor is None and phrase.thing is None:
        person = phrase.persons.ref.person
        if person.who == "official":
            return _in_office(reading, phrase)
        return None if person.lemma in UNIDENTIFIED else party_of(reading, phrase, actors)
    return party_of(reading, phrase, actors)


def _ours(reading: Reading, draft: Draft, actors: Sequence[ResolvedActor], credit: Credit | None) -> Party | None:
    """Return who speaks of what `we` did: `سرايا القدس: قصفنا تجمعا للجنود`."""
    trigger, words = draft.trigger, reading.tokens.words
    if draft.part != "verb" or not words[trigger.last - 1].endswith("نا"):
        return None
    if credit is not None and credit.actor is not None:
        return actors[credit.actor].party
    heads = (at for at, one in enumerate(reading.actors) if 0 < trigger.first - one.last <= HEAD)
    return next((actors[at].party for at in heads if words[reading.actors[at].last] == ":"), None)


def announces(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether a party only heads a line that counts the dead or hurt: `التحالف: إصابة أربعة في هجوم`."""
    words, behind = reading.tokens.words, phrase.last + 1
    return behind < len(words) and words[phrase.last] == ":" and words[behind] in COUNTED


def _in_office(reading: Reading, phrase: Phrase) -> Party:
    """Return an official as a doer: his own words, and the place he governs: `محافظ كركوك`."""
    span = words_of(reading, phrase)
    place = next((place for place in reading.places if place.first == phrase.last), None)
    span = Span(span.start, place.span.end) if place is not None else span
    return Party(None, None, None, span.of(reading.tokens.text), span)


def _mere_weapon(phrase: Phrase) -> bool:
    """Tell whether a phrase names a weapon that nobody is in or behind: `سقطت القذائف`, not `قصفت المدفعية`."""
    alone = phrase.actor is None and phrase.persons is None and phrase.thing is None
    return alone and phrase.means is not None and getattr(phrase.means.ref, "name", "") not in AGENTS


def _says_nothing(reading: Reading, phrase: Phrase, actors: Sequence[ResolvedActor]) -> bool:
    """Tell whether a phrase is but `انتحاري`, `المهاجمون`: whose they were is not said; `انتحاريان` keeps its words."""
    known = phrase.actor is not None and actors[phrase.actor].actor is not None
    alone = not known and phrase.thing is None and phrase.quantity is None
    return alone and reading.tokens.words[phrase.last - 1].removeprefix("ال") in NOBODY


def _voice(credits: Sequence[Credit], draft: Draft, actors: Sequence[ResolvedActor]) -> Party | None:
    """Return the armed party that speaks in a report: the source of a draft, or the last one named before it."""
    heard = [one for one in credits if one.first < draft.trigger.first and one.actor is not None]
    party = actors[heard[-1].actor or 0].party if heard else None
    return party if party is not None and party.kind in ARMED else None


def _never_acts(reading: Reading, mention: int, actors: Sequence[ResolvedActor]) -> bool:
    """Tell whether a mention names nobody (`مسلحون مجهولون`), or one who only reports (`المرصد`)."""
    generic = reading.actors[mention].generic
    actor = actors[mention].actor
    return (generic is not None and generic.takes == "none") or (actor is not None and actor.branch in REPORTERS)


def _people(person: Person, text: str, span: Span) -> Party:
    """Return protesters or civilians; persons not said to be armed are civilians, as ACLED codes them."""
    if person.who in PEOPLE:
        return Party(None, *PEOPLE[person.who], text, span, "civilians")
    if person.civilian or (person.civilian is None and person.who in UNARMED and not person.harm):
        return Party(None, *PEOPLE["civilian"], text, span, "civilians")
    return Party(None, None, None, text, span)


def words_of(reading: Reading, phrase: Phrase) -> Span:
    """Return the span of a phrase, clitics cut away."""
    prefix = phrase.prefix
    if not prefix:
        return reading.tokens.span(phrase.first, phrase.last)
    cut = len(prefix) - 2 if prefix.endswith("ال") else len(prefix) - 1 if prefix.endswith("لل") else len(prefix)
    return reading.tokens.span(phrase.first, phrase.last, max(cut, 0))


def same_party(one: Party | None, other: Party | None) -> bool:
    """Tell whether two parties may be one: either is unknown, or ids or words agree."""
    if one is None or other is None:
        return True
    if one.id and other.id:
        return one.id == other.id
    return one.name == other.name if one.name and other.name else not (one.id or other.id) or one.kind == other.kind
