"""Mentions of places resolved against the gazetteer, with candidates and reasons.

`حي الرصافة` under the topic `دير الزور` is the quarter of Deir ez-Zor, not the one of Baghdad.
A place that no table knows keeps its words and gets the point of what holds it, coarsely.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence

from marsad.extract.places import PlaceMention, find_topics
from marsad.gazetteer import Entry, Gazetteer, Tier
from marsad.gazetteer.geometry import distance_km
from marsad.resolve.place_features import Learned, entry_features
from marsad.resolve.place_field import Field, Fields
from marsad.resolve.place_line import far_end
from marsad.resolve.place_out import Choice, Reason, ResolvedPlace, Weighed, write_place
from marsad.resolve.place_score import (
    ACCEPTED,
    MARGIN,
    NOWHERE_KM,
    Nearness,
    Setting,
    agrees,
    doubt_km,
    nearness,
    score,
)
from marsad.text.tokens import Tokens

CITIES = frozenset({"city", "town"})
PARTS = frozenset({"edge", "centre", "inside", "around"})
"""Relations that keep to the place itself, where it is small: `وسط القرية`."""
NOWHERE = Nearness([], None, None)
Notes = dict[int, list[tuple[Entry, list[str], float]]]
"""By mention, its candidates, each with its features and its score by hand."""
Watch = Callable[[Sequence[ResolvedPlace], Notes], None]
REACH = 100
"""How many mentions of the same words, or of the same list, are asked for a place that no table knows."""


class PlaceResolver:
    """Resolves the place mentions of one report after the other."""

    def __init__(self, gazetteer: Gazetteer, weights: Mapping[str, float] | None = None) -> None:
        self.gazetteer = gazetteer
        self.take(weights or {})
        self.watch: Watch | None = None
        """Called with the places of each report and what was weighed, by those who learn the weights."""
        self.core = frozenset(row.country for row in gazetteer.tables.places if row.code)
        self.fields = Fields(gazetteer, self.core)

    def take(self, weights: Mapping[str, float]) -> None:
        """Take the weights of the question `entry`."""
        self.learned = Learned(weights)

    def forget(self) -> None:
        """Drop the names looked up that are kept."""
        self.fields.forget()
        self.gazetteer.forget()

    def resolve(
        self,
        mentions: Sequence[PlaceMention],
        tokens: Tokens,
        country: str | None,
        topics: Sequence[int | None] | None = None,
    ) -> list[ResolvedPlace]:
        """Return the place of each mention; `topics` is what `find_topics` gives, and found so if left out."""
        run = _Run(self, mentions, country, find_topics(mentions, tokens) if topics is None else topics)
        found = [run.resolved(index) for index in range(len(mentions))]
        if self.watch is not None:
            self.watch(found, run.notes)
        return found


class _Run:
    """The mentions of one report; a choice is made once, containers and topics before what they hold."""

    def __init__(
        self,
        resolver: PlaceResolver,
        mentions: Sequence[PlaceMention],
        country: str | None,
        topics: Sequence[int | None],
    ) -> None:
        self.resolver, self.gazetteer = resolver, resolver.gazetteer
        self.mentions, self.country, self.topics = mentions, country, topics
        self.choices: dict[int, Choice] = {}
        self.open: set[int] = set()
        self.sure: list[int] = []
        """The mentions chosen that have an entry of their own, in text order."""
        self.cores: dict[str, int] = {}
        """The first mention chosen of each entry, by its id."""
        self.seen: dict[str, list[int]] = {}
        self.notes: Notes = {}
        for index, mention in enumerate(mentions):
            self.seen.setdefault(mention.core, []).append(index)

    def entry(self, index: int | None) -> Entry | None:
        """Return the entry of a mention; None where it has none, or is being chosen now."""
        if index is None or index in self.open:
            return None
        return self.choice(index).entry

    def choice(self, index: int) -> Choice:
        """Return the choice for a mention."""
        if index not in self.choices:
            self.open.add(index)
            mention = self.mentions[index]
            self._note(index, self._made(index, mention))
            self.open.discard(index)
        return self.choices[index]

    def _note(self, index: int, choice: Choice) -> None:
        """Keep a choice."""
        self.choices[index] = choice
        if choice.entry:
            self.cores[choice.entry.id] = min(index, self.cores.get(choice.entry.id, index))
            if choice.exact:
                insort(self.sure, index)

    def _sure_before(self, index: int) -> Entry | None:
        """Return the entry of the last mention before one that has its own."""
        place = bisect_left(self.sure, index)
        return self.choices[self.sure[place - 1]].entry if place else None

    def _made(self, index: int, mention: PlaceMention) -> Choice:
        if mention.border:
            return self._border(index, mention)
        if mention.kind == "capital":
            return self._capital(mention)
        if mention.anaphoric:
            return self._refer(index)
        choice = self._choose(index, mention)
        return self._line(mention, choice) if mention.far and choice.entry else choice

    def _border(self, index: int, mention: PlaceMention) -> Choice:
        """Choose a border: both countries are named, or one and the other is the report's own."""
        pair = [self.gazetteer.country_code(name) for name in mention.border]
        if len(pair) == 1 and self.country and pair[0] != self.country:
            pair.append(self.country)
        known = [code for code in pair if code]
        border = self.gazetteer.border(*known) if len(known) == 2 else None
        if border is None:
            return Choice(None, False, (), ("a border, but not told of which two countries, or not in the table",))
        home = self.country if self.country in border.countries else border.countries[0]
        beside = next((held for held in (*map(self.entry, mention.within), self._settled(index)) if held), None)
        return Choice(self.gazetteer.countries.get(home or ""), True, (), (border.where,), border=border, beside=beside)

    def _settled(self, index: int) -> Entry | None:
        """Return the topic, or the place chosen last, where it is no country."""
        before = self._sure_before(index)
        around = [self.entry(self.topics[index]), before]
        return next((one for one in around if one and one.feature != "country"), None)

    def _capital(self, mention: PlaceMention) -> Choice:
        """Choose for `العاصمة`: that of the country named beside it, else of the report's."""
        country = mention.country or self.country
        entry = self.gazetteer.capital(country) if country else None
        if entry is None:
            return Choice(None, False, (), ("a capital, but not told of which country",))
        return Choice(
            entry, True, [Weighed(0.0, entry, (), Tier.EXACT, NOWHERE)], (f"the capital of {country}",), Tier.EXACT
        )

    def _line(self, mention: PlaceMention, choice: Choice) -> Choice:
        """Add the other end of a road or stretch."""
        assert choice.entry is not None
        entries = [entry for _, entry in self.gazetteer.candidates(mention.far, None, self.country)]
        far = far_end(choice.entry, entries)
        return choice._replace(far=far, why=(*choice.why, f"to {far.name}" if far else "no other end found"))

    def _refer(self, index: int) -> Choice:
        """Choose for `المدينة`: what it refers to, what holds it, or the topic."""
        mention = self.mentions[index]
        for other in (*mention.within, mention.refers, self.topics[index]):
            entry = self.entry(other)
            if entry and other is not None and entry.feature != "country":
                return self._said_of(index, other, entry)
        other = mention.refers
        if other is not None and self._stands_for(mention, other):
            return Choice(None, False, (), (f"refers to {self.mentions[other].text}",), meant=other)
        return Choice(None, False, (), ("nothing before it to refer to",))

    def _said_of(self, index: int, other: int, entry: Entry) -> Choice:
        """Choose for `المدينة` where another mention has an entry."""
        mention = self.mentions[index]
        city = self._city_before(index) if mention.kind == "city" and self._has_no_city(entry) else None
        if city is not None:
            other, entry = city, self.choices[city].entry or entry
        exact, why = self.choice(other).exact, (f"refers to {self.mentions[other].text}",)
        if not exact and self._stands_for(mention, other):
            return Choice(entry, False, (), why, meant=other)
        return Choice(self._as_kind(entry, mention), exact, (), why)

    def _has_no_city(self, entry: Entry) -> bool:
        """Tell whether no city has the name of a governorate, so that `المدينة` is not said of it."""
        return entry.feature == "governorate" and self._namesake(entry) is None

    def _city_before(self, index: int) -> int | None:
        """Return the city or town last named before a mention, which `المدينة` is said of."""
        before = self.sure[: bisect_left(self.sure, index)]
        return next((one for one in reversed(before) if self._is_city(one)), None)

    def _is_city(self, index: int) -> bool:
        """Tell whether a mention that was chosen is a city itself, not what lies beside it."""
        entry, mention = self.choices[index].entry, self.mentions[index]
        within = mention.relation is None or mention.relation.relation in PARTS
        return entry is not None and entry.feature in CITIES and within and not mention.anaphoric

    def _stands_for(self, mention: PlaceMention, other: int) -> bool:
        """Tell whether a mention only points back to another one that has a name: `مدخل القرية`, not `شرق القرية`."""
        plain = mention.direction is None and (mention.relation is None or mention.relation.relation in PARTS)
        return plain and not self.mentions[other].anaphoric and other not in mention.within

    def _as_kind(self, entry: Entry, mention: PlaceMention) -> Entry:
        """Return the city for `المدينة` after its governorate, and the other way round."""
        wanted = {"city": "city", "governorate": "governorate"}.get(mention.kind)
        if wanted is None or entry.feature == wanted:
            return entry
        unit = entry if entry.feature == "governorate" else self.gazetteer.unit(entry.country, entry.admin1)
        if wanted == "governorate":
            return unit or entry
        return self._namesake(entry) or entry

    def _namesake(self, entry: Entry) -> Entry | None:
        """Return the city that has the name of a governorate."""
        same = (one for one in self.gazetteer.find(self._key(entry)) if one.country == entry.country)
        return next((one for one in same if one.feature in CITIES), None)

    def _key(self, entry: Entry) -> str:
        first = self.cores.get(entry.id)
        return "" if first is None else self.mentions[first].core

    def _choose(self, index: int, mention: PlaceMention) -> Choice:
        """Score the candidates of a mention and take the best, or fall back on what holds it."""
        field = self.resolver.fields.of(mention, self.country)
        setting = self._setting(index, mention, field)
        weighed = [self._weighed(index, mention, found, entry, setting) for found, entry in field.entries]
        weighed.sort(key=Weighed.rank)
        if weighed and weighed[0].score >= ACCEPTED:
            best, entry, parts, tier, near = weighed[0]
            exact = mention.feature is None or agrees(mention.feature, entry.feature)
            why: tuple[Reason, ...] = (*parts,) if exact else (*parts, f"beside the {entry.feature} {entry.name}")
            far = doubt_km(entry, tier, near, (one.entry for one in weighed[1:] if best - one.score < MARGIN))
            if far <= NOWHERE_KM:
                return Choice(entry, exact, weighed, why, tier, True, far)
        return self._fall_back(index, mention, setting, weighed)

    def _weighed(self, index: int, mention: PlaceMention, found: Tier, entry: Entry, setting: Setting) -> Weighed:
        """Score a candidate by hand, and by what was learned."""
        tier = Tier.EXACT if found == Tier.FOLDED and mention.text.endswith(entry.names) else found
        near = nearness(entry, setting)
        value, parts = score(mention, entry, tier, setting, near)
        if self.resolver.watch is not None:
            groups = entry_features(mention, entry, tier, setting, near)
            features = [feature for group in groups for feature in group]
            self.notes.setdefault(index, []).append((entry, features, value))
        if self.resolver.learned.weights:
            learned = self.resolver.learned.weigh(entry_features(mention, entry, tier, setting, near))
            parts.append((learned, "learned", ()))
            value += learned
        return Weighed(value, entry, parts, tier, near)

    def _setting(self, index: int, mention: PlaceMention, field: Field) -> Setting:
        holders = [(self.mentions[other], self.entry(other)) for other in mention.within]
        before = self._sure_before(index)
        known = [(holder, entry) for holder, entry in holders if entry]
        topic = self.entry(self.topics[index])
        return Setting(self.country, self.resolver.core, known, topic, field.alone, before, field.famous)

    def _fall_back(self, index: int, mention: PlaceMention, setting: Setting, kept: Sequence[Weighed]) -> Choice:
        """Take the same words told earlier, a neighbour of the list, the container, or the topic."""
        for other in self.seen[mention.core][:REACH]:
            if other < index and (choice := self.choices.get(other)) and choice.entry:
                return Choice(choice.entry, choice.exact, kept, ("as it was told before", *choice.why))
        if mention.known and mention.feature is None and not mention.relation and not setting.holders:
            return Choice(None, False, kept, ("no place of that name fits",))
        if setting.holders:
            return Choice(setting.holders[0][1], False, kept, (f"not known; in {setting.holders[0][1].name}",))
        for other in range(index - 1, max(index - REACH, 0) - 1, -1):
            if self.mentions[other].group != mention.group:
                break
            choice = self.choice(other)
            if choice.entry and choice.exact and choice.entry.feature != "country":
                return Choice(
                    choice.entry, False, kept, (f"not known; told together with {choice.entry.name}",), stated=False
                )
        if setting.topic:
            return Choice(setting.topic, False, kept, (f"not known; told under {setting.topic.name}",), stated=False)
        return Choice(None, False, kept, ("in no table, and nothing tells where it lies",))

    def resolved(self, index: int) -> ResolvedPlace:
        """Return a mention's place."""
        mention, choice = self.mentions[index], self.choice(index)
        if choice.meant is not None:
            return self.resolved(choice.meant)._replace(mention=index, why=choice.why)
        place = write_place(mention, choice, self._within(index), self.gazetteer)
        return ResolvedPlace(index, place, choice.weighed, choice.why, choice.entry, choice.tier)

    def _within(self, index: int) -> tuple[str, ...]:
        """Return the names of what holds a mention, nearest first."""
        mention = self.mentions[index]
        names: list[str] = []
        for other in mention.within or ([topic] if (topic := self._wider_topic(index)) is not None else []):
            held, entry = self.mentions[other], self.entry(other)
            countryside = held.relation is not None and held.relation.relation == "countryside"
            name = held.text if countryside or entry is None or not self.choice(other).exact else entry.name_ar
            if name not in names:
                names.append(name)
        return tuple(names)

    def _wider_topic(self, index: int) -> int | None:
        """Return the topic where it is wider than the mention."""
        topic, mention = self.topics[index], self.mentions[index]
        wider = topic is not None and (self.mentions[topic].rank > mention.rank or mention.anaphoric)
        entry, held = self.choice(index).entry, self.entry(topic)
        if not wider or held is None or entry is None or held == entry or held.country != entry.country:
            return None
        near = (
            held.admin1 == entry.admin1 or distance_km(held.lat, held.lon, entry.lat, entry.lon) < held.radius_km + 15.0
        )
        return topic if near or held.feature == "country" else None
