"""Mentions of places resolved against the gazetteer, with candidates and reasons.

`حي الرصافة` under the topic `دير الزور` is the quarter of Deir ez-Zor, not the one of Baghdad.
A place that no table knows keeps its words and gets the point of what holds it, coarsely.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.extract.places import PlaceMention, find_topics
from marsad.gazetteer import Entry, Gazetteer
from marsad.gazetteer.lookup import distance_km
from marsad.model import Candidate, Place
from marsad.resolve.place_point import Point, coarse, point_of
from marsad.resolve.place_score import ACCEPTED, LARGE, Setting, agrees, score
from marsad.text.tokens import Tokens

KEPT = 5
"""How many candidates are kept to explain a choice."""


class ResolvedPlace(NamedTuple):
    """A mention's place, the candidates for it, best first, and why it was chosen."""

    mention: int
    place: Place
    candidates: tuple[Candidate, ...]
    reasons: tuple[str, ...]


class Choice(NamedTuple):
    """The entry of a mention, or what holds it where the mention itself is not known.

    `meant` is the mention that words such as `القرية` stand for, where no table knows it: its words are taken.
    """

    entry: Entry | None
    exact: bool
    candidates: tuple[Candidate, ...]
    reasons: tuple[str, ...]
    meant: int | None = None


class PlaceResolver:
    """Resolves the place mentions of one report after the other."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.core = frozenset(row.country for row in gazetteer.tables.places if row.code)

    def resolve(
        self,
        mentions: Sequence[PlaceMention],
        tokens: Tokens,
        country: str | None,
        topics: Sequence[int | None] | None = None,
    ) -> list[ResolvedPlace]:
        """Return the place of each mention; `topics` is what `find_topics` gives, and found so if left out."""
        run = _Run(self, mentions, country, find_topics(mentions, tokens) if topics is None else topics)
        return [run.resolved(index) for index in range(len(mentions))]


def report_country(mentions: Sequence[PlaceMention], gazetteer: Gazetteer, prior: str | None) -> str | None:
    """Return the country that a report is about, by the votes of its places; None without any.

    `prior` is what the user or the outlet suggests: it counts as much as two towns.
    """
    votes: dict[str, float] = {prior: 2.0} if prior else {}
    for mention in mentions:
        if mention.anaphoric or not mention.known:
            continue
        entries = gazetteer.find(mention.core)
        weights = [_weight(entry, gazetteer.core) for entry in entries]
        total = sum(weights)
        for entry, weight in zip(entries, weights, strict=True):
            votes[entry.country] = votes.get(entry.country, 0.0) + weight / total
    likely = {country: vote * (1.0 if country in gazetteer.core else 0.4) for country, vote in votes.items()}
    return max(likely, key=lambda country: likely[country]) if likely else None


def _weight(entry: Entry, core: frozenset[str]) -> float:
    """Return how likely a name means an entry before anything is known."""
    size = 3.0 if entry.feature in ("country", "governorate", "region") else 1.0 + entry.population / 200_000
    return min(size, 4.0) * (1.0 if entry.country in core else 0.3)


class _Run:
    """The mentions of one report; a choice is made once, containers and topics before what they hold."""

    def __init__(
        self,
        resolver: PlaceResolver,
        mentions: Sequence[PlaceMention],
        country: str | None,
        topics: Sequence[int | None],
    ) -> None:
        self.gazetteer, self.core = resolver.gazetteer, resolver.core
        self.mentions, self.country, self.topics = mentions, country, topics
        self.choices: dict[int, Choice] = {}
        self.open: set[int] = set()
        self.seen: dict[str, list[int]] = {}
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
            made = self._refer(index) if mention.anaphoric else self._choose(index, mention)
            self.open.discard(index)
            self.choices[index] = made
        return self.choices[index]

    def _refer(self, index: int) -> Choice:
        """Choose for `المدينة`: what it refers to, what holds it, or the topic."""
        mention = self.mentions[index]
        for other in (*mention.within, mention.refers, self.topics[index]):
            entry = self.entry(other)
            if entry and other is not None and entry.feature != "country":
                exact, why = self.choice(other).exact, (f"refers to {self.mentions[other].text}",)
                if not exact and self._stands_for(mention, other):
                    return Choice(entry, False, (), why, other)
                return Choice(self._as_kind(entry, mention), exact, (), why)
        other = mention.refers
        if other is not None and self._stands_for(mention, other):
            return Choice(None, False, (), (f"refers to {self.mentions[other].text}",), other)
        return Choice(None, False, (), ("nothing before it to refer to",))

    def _stands_for(self, mention: PlaceMention, other: int) -> bool:
        """Tell whether a mention only points back to another one that has a name: `القرية`, not `شرق القرية`."""
        plain = mention.direction is None and mention.relation is None
        return plain and not self.mentions[other].anaphoric and other not in mention.within

    def _as_kind(self, entry: Entry, mention: PlaceMention) -> Entry:
        """Return the city for `المدينة` after its governorate, and the other way round."""
        wanted = {"city": "city", "governorate": "governorate"}.get(mention.kind)
        if wanted is None or entry.feature == wanted:
            return entry
        unit = entry if entry.feature == "governorate" else self.gazetteer.unit(entry.country, entry.admin1)
        if wanted == "governorate":
            return unit or entry
        for other in self.gazetteer.find(self._key(entry)):
            if other.country == entry.country and other.feature in ("city", "town"):
                return other
        return entry

    def _key(self, entry: Entry) -> str:
        return next(
            (m.core for i, m in enumerate(self.mentions) if i in self.choices and self.choices[i].entry == entry), ""
        )

    def _choose(self, index: int, mention: PlaceMention) -> Choice:
        """Score the candidates of a mention and take the best, or fall back on what holds it."""
        entries = self.gazetteer.candidates(mention.core, mention.feature)
        inland = [item for item in entries if item[1].country == self.country]
        if inland and not mention.country and len(entries) > len(inland):
            entries = inland + [item for item in entries if self._abroad(item[1])]
        setting = self._setting(index, mention, len(inland) == 1)
        scored = []
        for tier, entry in entries:
            value, reasons = score(mention, entry, tier, setting)
            scored.append((value, entry, reasons))
        scored.sort(key=lambda item: (-item[0], item[1].id))
        kept = tuple(Candidate(entry.id, entry.name, value, reasons) for value, entry, reasons in scored[:KEPT])
        if scored and scored[0][0] >= ACCEPTED:
            value, entry, reasons = scored[0]
            exact = mention.feature is None or agrees(mention.feature, entry.feature)
            return Choice(
                entry, exact, kept, reasons if exact else (*reasons, f"beside the {entry.feature} {entry.name}")
            )
        return self._fall_back(index, mention, setting, kept)

    def _abroad(self, entry: Entry) -> bool:
        """Tell whether a place of another country may still be meant."""
        return entry.country != self.country and (entry.country in self.core or entry.population >= LARGE)

    def _setting(self, index: int, mention: PlaceMention, alone: bool) -> Setting:
        holders = [(self.mentions[other], self.entry(other)) for other in mention.within]
        before = next(
            (c.entry for i in range(index - 1, -1, -1) if (c := self.choices.get(i)) and c.exact and c.entry), None
        )
        known = [(holder, entry) for holder, entry in holders if entry]
        return Setting(self.country, self.core, known, self.entry(self.topics[index]), alone, before)

    def _fall_back(self, index: int, mention: PlaceMention, setting: Setting, kept: tuple[Candidate, ...]) -> Choice:
        """Take the same words told earlier, a neighbour of the list, the container, or the topic."""
        for other in self.seen[mention.core]:
            if other < index and (choice := self.choices.get(other)) and choice.entry:
                return Choice(choice.entry, choice.exact, kept, ("as it was told before", *choice.reasons))
        if mention.known and mention.feature is None and not mention.relation and not setting.holders:
            return Choice(None, False, kept, ("no place of that name fits",))
        if setting.holders:
            return Choice(setting.holders[0][1], False, kept, (f"not known; in {setting.holders[0][1].name}",))
        for other in range(index - 1, -1, -1):
            if self.mentions[other].group != mention.group:
                break
            choice = self.choice(other)
            if choice.entry and choice.exact and choice.entry.feature != "country":
                return Choice(choice.entry, False, kept, (f"not known; told together with {choice.entry.name}",))
        if setting.topic:
            return Choice(setting.topic, False, kept, (f"not known; told under {setting.topic.name}",))
        return Choice(None, False, kept, ("in no table, and nothing tells where it lies",))

    def resolved(self, index: int) -> ResolvedPlace:
        """Return a mention's place."""
        mention, choice = self.mentions[index], self.choice(index)
        if choice.meant is not None:
            return self.resolved(choice.meant)._replace(mention=index, reasons=choice.reasons)
        within = self._within(index)
        entry = choice.entry
        if entry is None:
            return ResolvedPlace(
                index,
                Place(mention.text, mention.span, feature=mention.feature, within=within),
                choice.candidates,
                choice.reasons,
            )
        point = point_of(mention, entry) if choice.exact else coarse(mention, entry)
        place = _place(mention, entry, point, choice.exact, within)
        return ResolvedPlace(index, place, choice.candidates, choice.reasons)

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


def _place(mention: PlaceMention, entry: Entry, point: Point, exact: bool, within: tuple[str, ...]) -> Place:
    """Make the place of a mention; what no table knows has no name or id of its own."""
    return Place(
        mention.text,
        mention.span,
        entry.name if exact else None,
        entry.name_ar if exact else None,
        point.lat,
        point.lon,
        point.radius_km,
        point.precision,
        mention.feature or (entry.feature if exact else None),
        entry.id if exact else None,
        entry.admin1 or None,
        entry.admin2 or None,
        (entry.pcode or None) if exact else None,
        entry.country,
        within,
    )
