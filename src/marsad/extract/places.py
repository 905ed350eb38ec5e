"""Where: every mention of a place, known or not, with what holds it and what it is listed with.

`انفجرت عبوة في قرية الشيحة في ريف محردة` gives `قرية الشيحة` within `ريف محردة`.
Nothing is decided here that needs coordinates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from marsad.codebook.places import NameRow, PlaceTables
from marsad.extract.matcher import Matcher, Pattern
from marsad.extract.place_links import find_topics, link
from marsad.extract.place_mention import Draft, PlaceMention
from marsad.extract.place_scan import Scan
from marsad.extract.place_words import PlaceWords, place_words
from marsad.model import Hit
from marsad.text.tokens import Tokens

__all__ = ["PlaceMention", "PlaceWords", "add_place_patterns", "find_places", "find_topics"]


def add_place_patterns(
    matcher: Matcher, names: Iterable[tuple[str, NameRow]], tables: PlaceTables, common: frozenset[str] = frozenset()
) -> PlaceWords:
    """Add names, sorts of place and relations; return the helping words that `find_places` needs.

    `common` are words of other tables: none of them is taken for the unknown name of a place.
    """
    named = list(names)
    matcher.add_folded("place_name", named)
    matcher.add_all(_patterns(tables))
    return place_words(tables, named, common)


def _patterns(tables: PlaceTables) -> Iterator[Pattern]:
    for feature in tables.features:
        for form in feature.forms:
            yield Pattern("place_feature", form, feature, open=True)
    for relation in tables.relations:
        if relation.use != "after":
            for form in relation.forms:
                yield Pattern("place_relation", form, relation, open=relation.relation == "countryside")


def find_places(
    tokens: Tokens, hits: dict[str, list[Hit]], lexicon: PlaceWords, taken: AbstractSet[int] = frozenset()
) -> list[PlaceMention]:
    """Return the place mentions in text order; tokens in `taken` belong to the names of parties.

    `سيطروا على قرى الغرّة والجفر` gives two mentions of one group, both villages.
    """
    drafts = Scan(tokens, hits, lexicon, taken).run()
    link(drafts, tokens, lexicon)
    return [_freeze(draft, tokens) for draft in drafts]


def _freeze(draft: Draft, tokens: Tokens) -> PlaceMention:
    """Make a mention of its draft."""
    span = tokens.span(draft.text_first, draft.last, draft.cut)
    return PlaceMention(
        draft.first,
        draft.last,
        draft.prefix,
        span,
        span.of(tokens.text),
        draft.core,
        draft.feature,
        draft.kind,
        draft.relation,
        draft.direction,
        draft.distance_km,
        tuple(draft.within),
        draft.group,
        draft.known,
        draft.anaphoric,
        draft.refers,
        draft.country,
        draft.toward,
        draft.far,
        draft.border,
    )
