"""Whose `قواتنا` are in what a party says: `وقالت الأسايش إن مسيّرة استهدفت سيارة لقواتنا`."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.assertions.kinds import ARMED
from marsad.assertions.parties import OURS
from marsad.extract.attribution import Credit
from marsad.extract.reading import Reading
from marsad.resolve.actors import ResolvedActor


def with_ours(reading: Reading, actors: Sequence[ResolvedActor], credits: Sequence[Credit]) -> Sequence[ResolvedActor]:
    """Return the resolved mentions, each `قواتنا` being those of the armed party that speaks last before it."""
    ours = [at for at, mention in enumerate(reading.actors) if mention.generic and mention.generic.key in OURS]
    if not ours:
        return actors
    said = list(actors)
    for at in ours:
        voice = _voice(reading.actors[at].first, actors, credits)
        if voice is not None and voice.party is not None:
            span = reading.actors[at].span
            party = voice.party._replace(text=span.of(reading.tokens.text), span=span)
            said[at] = actors[at]._replace(party=party, actor=voice.actor)
    return said


def _voice(first: int, actors: Sequence[ResolvedActor], credits: Sequence[Credit]) -> ResolvedActor | None:
    """Return the party that speaks last before a token, if it bears arms."""
    heard = [credit.actor for credit in credits if credit.first < first and credit.actor is not None]
    voice = actors[heard[-1]] if heard else None
    return voice if voice is not None and voice.party is not None and voice.party.kind in ARMED else None
