"""Which party a mention means in this report: candidates, scored, with reasons.

A name that one party bears is clear; `الجيش` takes the army of the report's country that
existed on the day; `التنظيم` takes the organisation last named.  What stays open is said to be so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from marsad.codebook.actors import REFERRING, Actor, Generic, Name, Nationality, Registry
from marsad.extract.actors import ActorMention
from marsad.model import Candidate, Party, Unresolved
from marsad.resolve.antecedents import Memory
from marsad.text.tokens import Tokens, among

NAMED, SIDED, SIDE_UNKNOWN = 0.9, 0.95, 0.5
BEFORE, AFTER, OTHERWISE, COUNTRY, NATIONAL = 0.97, 0.6, 0.45, 0.8, 0.9
ELSEWHERE, OUT_OF_DATE, NEXT_BEST = 0.1, 0.5, 0.01
AT_HOME, LESS_SURE = 0.02, 0.05
HIRED = ("مرتزقة", "أذناب", "عملاء", "أدوات")
"""How names begin that say in whose pay a force is, not whose it is: `مرتزقة العدوان`."""
LEAST = 0.35
"""Scores of each way to a party, and what is taken off: not at home here, not at that time, not first choice;
below `LEAST` nobody is meant."""


class ResolvedActor(NamedTuple):
    """A mention with its party; `party` is None where the words name no party in this report.

    A party without an id is one that the words mean but that is not known (`مسلحون مجهولون`);
    `unresolved` then says why.  `flies` tells that an air force or aircraft of the party are meant.
    """

    mention: int
    party: Party | None
    actor: Actor | None
    candidates: tuple[Candidate, ...] = ()
    unresolved: Unresolved | None = None
    flies: bool = False


class _Setting(NamedTuple):
    """The report that a mention stands in."""

    country: str | None
    published: date | None
    side: str | None


class ActorResolver:
    """Turns mentions into parties by a registry; keeps nothing from one report to the next."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def resolve(
        self,
        mentions: list[ActorMention],
        tokens: Tokens,
        country: str | None = None,
        published: date | None = None,
        outlet_side: str | None = None,
    ) -> list[ResolvedActor]:
        """Resolve a report's mentions; the result has the same order and length.

        In `هاجم «داعش» القرية ثم انسحب التنظيم` both mentions are `is`.
        """
        setting = _Setting(country, published, outlet_side)
        memory = Memory()
        done: list[ResolvedActor | None] = [None] * len(mentions)
        for place, mention in enumerate(mentions):
            if not _refers(mention):
                owners = self._surnamed(mention, tokens.words, memory)
                found = list(self._own(mention, owners, setting))
                done[place] = resolved = self._decide(place, mention, found, setting)
                if resolved.actor:
                    memory.note(place, resolved.actor.id)
        paragraphs = _paragraphs(mentions, tokens.words)
        lines = _lines(mentions, tokens.words)
        for place, mention in enumerate(mentions):
            if done[place] is None:
                since = paragraphs[place] if mention.generic and mention.generic.takes == "met_near" else 0
                people = mention.generic is not None and mention.generic.people
                until = bisect_right(lines, lines[place] + 1) if people else len(mentions)
                referred = self._referred(place, mention.generic, memory, setting, since, until)
                found = [*referred, *self._own(mention, None, setting)]
                done[place] = resolved = self._decide(place, mention, found, setting)
                if resolved.actor:
                    memory.note(place, resolved.actor.id)
        return [one for one in done if one is not None]

    def _surnamed(self, mention: ActorMention, words: list[str], memory: Memory) -> Nationality | None:
        """Return whose a force is said to be by a nationality behind its name, or by that of the name in full before.

        `قوات الاحتلال` are Turkey's after `جيش الاحتلال التركي`.
        """
        if mention.names and mention.adjective is None:
            return memory.surnames.get(words[mention.last - 1])
        adjective = mention.adjective
        if mention.nationality and mention.last - mention.first > 1:
            adjective = next((n for n in self.registry.nationalities if n.key == mention.nationality), None)
        if adjective is not None and adjective.country:
            memory.surnames[words[mention.last - 2]] = adjective
        return mention.adjective

    def _own(self, mention: ActorMention, owner: Nationality | None, setting: _Setting) -> Iterator[Candidate]:
        """Yield the parties that the words mean by themselves, in this country and on this day."""
        for name in mention.names:
            yield from self._by_name(name, owner, setting)
        if not mention.names:
            for rank, id in enumerate(mention.ids):
                yield self._candidate(id, NATIONAL - rank * NEXT_BEST, f"nationality {mention.nationality}", setting)
        if mention.unit and mention.branch:
            yield from self._organ(mention.branch, setting)
        generic = mention.generic
        if generic and not _refers(mention) and generic.takes != "none":
            yield from self._by_country(generic, setting)

    def _organ(self, branch: str, setting: _Setting) -> Iterator[Candidate]:
        """Yield the country's army, police … that a unit without a name of its own belongs to: `الفرقة 17`.

        None where armies compete, as in Libya.
        """
        ids = self.registry.of_country(setting.country, branch)
        if all(self.registry.actors[id].kind == "state" for id in ids):
            for rank, id in enumerate(ids):
                yield self._candidate(id, COUNTRY - rank * NEXT_BEST, f"{branch} of {setting.country}", setting)

    def _by_name(self, name: Name, owner: Nationality | None, setting: _Setting) -> Iterator[Candidate]:
        actor = self.registry.actors[name.id]
        if owner is not None and _of_others(actor, name, owner):
            for id in owner.parties.get(actor.branch, ()):
                yield self._candidate(id, NATIONAL, f"name '{name.form}' of {owner.key}", setting)
            return
        if name.country and name.country != setting.country:
            return
        score = NAMED + AT_HOME * bool(name.country) - LESS_SURE * (name.register == "short")
        why = f"name '{name.form}' {name.where}"
        if name.side:
            if setting.side and setting.side != name.side:
                return
            score = SIDED if setting.side else SIDE_UNKNOWN
            why += f", outlet close to {name.side}" if setting.side else ", outlet's side not known"
        yield self._candidate(name.id, score, why, setting)

    def _by_country(self, generic: Generic, setting: _Setting) -> Iterator[Candidate]:
        """Yield the country's army, police …; for `قواتنا` the outlet's own side first, for `جنود` a state's alone."""
        if generic.takes == "state_army":
            yield from self._organ("army", setting)
            return
        branch = generic.takes.removeprefix("country_")
        if branch == "our_army":
            branch = "army"
            own = setting.side and self.registry.actors.get(setting.side)
            if own and own.branch != "government":
                yield self._candidate(own.id, SIDED, "the outlet's own side", setting)
        for rank, id in enumerate(self.registry.of_country(setting.country, branch)):
            yield self._candidate(id, COUNTRY - rank * NEXT_BEST, f"{branch} of {setting.country}", setting)

    def _referred(
        self, place: int, generic: Generic | None, memory: Memory, setting: _Setting, since: int, until: int
    ) -> Iterator[Candidate]:
        """Yield the antecedent, or the one named later, or the one usually meant."""
        if generic is None:
            return
        before, near = memory.before(place, generic.match, since), generic.takes == "met_near"
        found = before or (memory.after(place, generic.match, until) if generic.takes == "antecedent" else None)
        usual = self._usual(generic, setting)
        if near and found is None and usual is None:
            found = before = memory.before(place, generic.match) or memory.after(place, generic.match, until)
        if found:
            score, why = (BEFORE, "named before") if before else (AFTER, "named later")
            yield self._candidate(found, score, f"'{generic.key}': {why}", setting, dated=False)
        elif usual:
            yield self._candidate(usual, OTHERWISE, f"'{generic.key}': usual in {setting.country}", setting)

    def _usual(self, generic: Generic, setting: _Setting) -> str | None:
        """Return the party usually meant in the report's country, on its day."""
        for id in generic.otherwise:
            actor = self.registry.actors[id]
            if (not actor.operates or setting.country in actor.operates) and actor.valid_on(setting.published):
                return id
        return None

    def _candidate(self, id: str, score: float, why: str, setting: _Setting, dated: bool = True) -> Candidate:
        actor = self.registry.actors[id]
        reasons = [why]
        if setting.country and actor.operates and setting.country not in actor.operates:
            score -= ELSEWHERE
            reasons.append(f"does not act in {setting.country}")
        if dated and not actor.valid_on(setting.published):
            score -= OUT_OF_DATE
            reasons.append(f"not there on {setting.published}")
        return Candidate(id, actor.name, score, tuple(reasons))

    def _decide(self, place: int, mention: ActorMention, found: list[Candidate], setting: _Setting) -> ResolvedActor:
        """Choose the best candidate, or say why there is none."""
        ranked = tuple(sorted(found, key=lambda one: -one.score))
        if not ranked:
            return self._open(place, mention, ranked, _why_none(mention, setting))
        if ranked[0].score < LEAST:
            return self._open(place, mention, ranked, f"only {ranked[0].id}: " + ", ".join(ranked[0].reasons))
        rivals = {one.id for one in ranked if one.score == ranked[0].score}
        if len(rivals) > 1:
            return self._open(place, mention, ranked, "ambiguous: " + ", ".join(sorted(rivals)))
        actor = self.registry.actors[ranked[0].id]
        if mention.aircraft:
            actor = self.registry.actors[self.registry.air_forces.get(actor.id, actor.id)]
        party = Party(actor.id, actor.name, actor.name_ar, mention.text, mention.span, actor.kind)
        return ResolvedActor(place, party, actor, ranked, None, mention.aircraft or actor.branch == "air_force")

    def _open(self, place: int, mention: ActorMention, ranked: tuple[Candidate, ...], why: str) -> ResolvedActor:
        """Keep the words without an id; a name of another country and a common noun name no party here."""
        party = None
        if ranked or mention.unit or (mention.generic and mention.generic.takes not in ("met_before", "behind_verb")):
            party = Party(None, None, None, mention.text, mention.span)
        return ResolvedActor(place, party, None, ranked, Unresolved(why), mention.aircraft)


def _of_others(actor: Actor, name: Name, owner: Nationality) -> bool:
    """Tell whether what its foes call a state's force is said of another state: `قوات النظام السعودي`."""
    foreign = owner.country not in ("", actor.country, *actor.operates)
    return foreign and actor.kind == "state" and name.register == "partisan" and not name.form.startswith(HIRED)


def _paragraphs(mentions: list[ActorMention], words: list[str]) -> list[int]:
    """Return for each mention which is the first of its paragraph."""
    found: list[int] = []
    for place, mention in enumerate(mentions):
        apart = place == 0 or "\n" in words[mentions[place - 1].last : mention.first]
        found.append(place if apart else found[-1])
    return found


def _lines(mentions: list[ActorMention], words: list[str]) -> list[int]:
    """Return for each mention in which paragraph of the text it stands; empty lines count as none."""
    found: list[int] = []
    breaks = [place for place in among(words, ("\n",)) if place and words[place - 1] != "\n"]
    at = 0
    for mention in mentions:
        at = max(at, mention.first)
        found.append(bisect_left(breaks, at))
    return found


def _refers(mention: ActorMention) -> bool:
    return mention.generic is not None and mention.generic.takes in REFERRING


def _why_none(mention: ActorMention, setting: _Setting) -> str:
    """Say why no party is meant."""
    if mention.unit:
        return "an organisation that the registry does not know"
    if mention.generic is None:
        return f"a name in other countries or outlets only, not in {setting.country or 'a report of no known country'}"
    if mention.generic.takes == "none":
        return "the words say that it is not known"
    if _refers(mention):
        return f"'{mention.generic.key}' has no antecedent in the report"
    return f"no {mention.generic.takes.removeprefix('country_')} known for country {setting.country}"
