"""The only composer: one report through every room, in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from marsad import __version__
from marsad.assertions.build import Resolved, build_statements
from marsad.assertions.choosing import Stated, choose
from marsad.assertions.finish import Tools, finish
from marsad.assertions.judge import Judge, Witness
from marsad.assertions.ours import with_ours
from marsad.assertions.sources import SourceNames
from marsad.assertions.trace import trace_of
from marsad.codebook.actors import Name
from marsad.codebook.load import Codebook, load_codebook
from marsad.codebook.weights import ENTRY
from marsad.extract.actors import add_actor_patterns, find_actors
from marsad.extract.attribution import find_credits
from marsad.extract.counts import may_count
from marsad.extract.dates import find_dates
from marsad.extract.datewords import DateWords, calendar_words
from marsad.extract.happenings import read_sentence
from marsad.extract.holding import find_holdings, may_hold
from marsad.extract.matcher import Matcher
from marsad.extract.mentions import add_cues, add_lexicon, assemble
from marsad.extract.numbers import NumberWords
from marsad.extract.places import add_place_patterns, find_places, find_topics
from marsad.extract.quantities import find_quantities
from marsad.extract.reading import Reading
from marsad.extract.triggers import find_triggers, guards_of
from marsad.gazetteer.lookup import Gazetteer
from marsad.model import Event, Hit, Report
from marsad.paths import data_root
from marsad.resolve.actors import ActorResolver
from marsad.resolve.dates import resolve_dates
from marsad.resolve.place_out import ResolvedPlace
from marsad.resolve.place_votes import report_country
from marsad.resolve.places import PlaceResolver
from marsad.text.length import readable
from marsad.text.tokens import Tokens, tokenize

CORE = frozenset({"SY", "IQ", "YE", "LY", "SD", "LB", "PS"})
"""Countries whose own parties and outlets hint at where a report plays."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An event and how it came about: trigger, frame, rows of data, candidates with reasons."""

    event: Event
    trace: dict[str, object]


class _Words(NamedTuple):
    """The words of a report, the hits of each table, and those of triggers that signal an event."""

    tokens: Tokens
    hits: dict[str, list[Hit]]
    triggers: list[Hit]


class Coder:
    """Reads reports and codes their events; made once, it may serve many threads.

    `gazetteer` is a file made by `marsad gazetteer build`; without it, the places that come with Marsad serve.
    Raises DataError when the data files have faults.
    """

    def __init__(self, data: Path | None = None, judge: Judge | None = None, gazetteer: Path | None = None) -> None:
        root = data or data_root()
        self.codebook: Codebook = load_codebook(root)
        self.gazetteer = Gazetteer.load(root, self.codebook.places, gazetteer)
        self.extractor = f"marsad {__version__} / codebook {self.codebook.settings.version}"
        self._matcher = Matcher()
        self._guards = guards_of(self.codebook.lexicon)
        add_lexicon(self._matcher, self.codebook.lexicon, self.codebook.cues)
        add_cues(self._matcher, self.codebook.cues)
        add_actor_patterns(self._matcher, self.codebook.actors)
        common = self._matcher.words() | calendar_words(self.codebook.calendar)
        names = self.gazetteer.names(common)
        self._place_words = add_place_patterns(self._matcher, names, self.codebook.places, common)
        self._numbers = NumberWords(self.codebook.numbers)
        self._dates = DateWords(self.codebook.calendar, self._numbers)
        self._actors = ActorResolver(self.codebook.actors)
        self.place_resolver = PlaceResolver(self.gazetteer, self.codebook.weights.get(ENTRY))
        self.judge = judge or Judge(self.codebook.weights)
        self._tools = Tools(self.codebook.kinds, self.judge, SourceNames(self.codebook.source_names), self.extractor)

    def extract(self, report: Report) -> list[Event]:
        """Return the events of a report, in the order told; of a text that is too long the beginning is read."""
        return [event for event, _ in self.weigh(report)]

    def explain(self, report: Report) -> list[Explanation]:
        """Return the events of a report, each with how it came about."""
        witness = Witness(self.judge.weights)
        stated = self.state(report)
        if stated is None:
            return []
        choose(stated, witness)
        traces = [trace_of(one, stated.reading, stated.resolved, witness) for one in stated.statements]
        return [Explanation(event, trace) for event, trace in zip(self.events(report, stated), traces, strict=True)]

    def read(self, report: Report) -> Reading:
        """Return what the report names, unresolved: the first half of the way."""
        return self._assemble(self._find(report))

    def _find(self, report: Report) -> _Words:
        """Return the words of a report, and which rows of data they may stand for."""
        tokens = tokenize(readable(report.text))
        hits = self._matcher.find(tokens)
        return _Words(tokens, hits, find_triggers(tokens.words, hits, self._guards))

    def _assemble(self, found: _Words) -> Reading:
        """Return what the words of a report name."""
        tokens, hits, triggers = found
        times = find_dates(tokens, self._dates)
        actors = find_actors(tokens, hits, people=True)
        named = [actor for actor in actors if not (actor.generic and actor.generic.people)]
        taken = {token for actor in named for token in range(actor.first, actor.last)}
        places = find_places(tokens, hits, self._place_words, taken)
        quantities = find_quantities(tokens, self._numbers, times)
        return assemble(tokens, hits, triggers, actors, places, times, quantities)

    def places(self, report: Report, reading: Reading | None = None) -> Sequence[ResolvedPlace]:
        """Return every mention of a place in a report, resolved, with what was weighed; `reading` as for `state`."""
        return self._resolve(report, reading or self.read(report)).places

    def weigh(self, report: Report) -> list[tuple[Event, float]]:
        """Return the events of a report, each with its log-odds of being one; 0 where nothing was weighed."""
        stated = self.state(report)
        if stated is None:
            return []
        choose(stated, self.judge)
        odds = [statement.odds or 0.0 for statement in stated.statements]
        return list(zip(self.events(report, stated), odds, strict=True))

    def events(self, report: Report, stated: Stated) -> list[Event]:
        """Return the event of every statement of a report, once all choices are made."""
        return [
            finish(statement, order, report, stated.reading, stated.resolved.actors, self._tools)
            for order, statement in enumerate(stated.statements)
        ]

    def holdings(self, report: Report) -> list[dict[str, object]]:
        """Return who is said in passing to hold or besiege which place: records of place, party, state and words."""
        if not may_hold(report.text):
            return []
        reading = self.read(report)
        resolved = self._resolve(report, reading)
        found: list[dict[str, object]] = []
        for one in find_holdings(reading):
            span, party = reading.tokens.span(one.first, one.last), resolved.actors[one.actor].party
            if party is not None:
                place = resolved.places[one.place].place.to_dict()
                told = {"report_id": report.id, "place": place, "party": party.to_dict(), "state": one.state}
                found.append({**told, "span": span.to_list(), "text": span.of(report.text)})
        return found

    def state(self, report: Report, reading: Reading | None = None) -> Stated | None:
        """Return what a report states by rule, before answers are weighed; None once it is clear that this is nothing.

        `reading` is what `read` gave of it, where that was kept.
        """
        reading = reading or self._promising(report)
        if reading is None:
            return None
        scenes = [read_sentence(reading, index, self.codebook.frames) for index in range(len(reading.sentences))]
        if not any(scene.drafts for scene in scenes):
            return None
        resolved, credits = self._resolve(report, reading), find_credits(reading, scenes)
        resolved = replace(resolved, actors=with_ours(reading, resolved.actors, credits))
        statements = build_statements(reading, scenes, resolved, credits)
        return Stated(statements, scenes, reading, resolved, report.published, self.codebook.kinds)

    def _promising(self, report: Report) -> Reading | None:
        """Return what a report names, where its words may tell of an event."""
        found = self._find(report)
        if not found.triggers and not may_count(found.tokens.words, (hit.row for hit in found.hits["persons"])):
            return None
        return self._assemble(found)

    def _resolve(self, report: Report, reading: Reading) -> Resolved:
        """Resolve every mention: places first, for the country tells whose army `الجيش` is."""
        prior = report.country or self._home(reading) or self._published_in(report)
        country = report_country(reading.places, self.gazetteer, prior)
        topics = find_topics(reading.places, reading.tokens)
        places = self.place_resolver.resolve(reading.places, reading.tokens, country, topics)
        side = self.codebook.outlet_side(report.outlet)
        actors = self._actors.resolve(reading.actors, reading.tokens, country, report.published, side)
        return Resolved(actors, places, resolve_dates(reading.times, report.published))

    def _home(self, reading: Reading) -> str | None:
        """Return the country where most of the parties named are at home and nowhere else: `القوات العراقية`."""
        actors = self.codebook.actors.actors
        clear = [mention for mention in reading.actors if len(mention.ids) == 1 and not _local(mention.names)]
        named = [actors[mention.ids[0]] for mention in clear]
        homes = Counter(a.country for a in named if a.country in CORE and a.operates in ((), (a.country,)))
        return homes.most_common(1)[0][0] if homes else None

    def _published_in(self, report: Report) -> str | None:
        outlet = self.codebook.outlets.find(report.outlet)
        return outlet.country if outlet and outlet.country in CORE else None


def _local(names: Sequence[Name]) -> bool:
    """Tell whether names mean a party in reports of one country alone: they do not tell which country that is."""
    return bool(names) and all(name.country for name in names)
