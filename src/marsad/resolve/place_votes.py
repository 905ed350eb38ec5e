"""Which country a report is about, by its places."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.extract.places import PlaceMention
from marsad.gazetteer import Entry, Gazetteer
from marsad.resolve.place_score import minor

LEAST_VOTE = 1.0
MINOR = 0.15
"""The weight of a small place in the vote for a country: a large gazetteer has one of nearly every name."""


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
        total = max(sum(weights), LEAST_VOTE)
        for entry, weight in zip(entries, weights, strict=True):
            votes[entry.country] = votes.get(entry.country, 0.0) + weight / total
    likely = {country: vote * (1.0 if country in gazetteer.core else 0.4) for country, vote in votes.items()}
    return max(likely, key=lambda country: likely[country]) if likely else None


def _weight(entry: Entry, core: frozenset[str]) -> float:
    """Return how likely a name means an entry before anything is known."""
    if minor(entry):
        return MINOR
    size = 3.0 if entry.feature in ("country", "governorate", "region") else 1.0 + entry.population / 200_000
    return min(size, 4.0) * (1.0 if entry.country in core else 0.3)
