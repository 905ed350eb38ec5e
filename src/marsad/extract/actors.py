"""Who is named: parties by name, by a word that needs a context, or by a nationality.

`قصفت طائرات أمريكية مواقع تنظيم «داعش»` gives two mentions: `طائرات أمريكية` (us-air-force)
and `تنظيم «داعش»` (is).  Nothing is decided here that needs the country or the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.codebook.actors import Generic, Head, Name, Nationality, Registry
from marsad.extract.actor_parts import (
    REACH,
    Found,
    bare_of,
    before_hedge,
    join_part,
    of_its_own,
    of_nobody,
    parts_of,
    supposed,
)
from marsad.extract.matcher import Matcher, Pattern
from marsad.extract.place_words import behind_streets
from marsad.extract.units import find_units, tells_which
from marsad.model import Hit, Span
from marsad.text.clitics import has_article, stands_apart
from marsad.text.marks import closed
from marsad.text.tokens import Tokens

OPEN_USES = frozenset({"force", "attack", "member", "between", "unit", "formation", "office", "region", "part"})
LETTERS = frozenset({"و", "ف", "ب", "ل", "ك"})
ACCUSATIVE = "يا"
"""How an indefinite adjective ends as an object: it is none of what is definite, or no object: `أوقف الجيش سورياً`."""
MADE = "الصنع"
"""A word behind a nationality that then tells where a weapon was made: `صاروخ روسي الصنع`."""
VERBS = ("trigger", "light", "speech")
"""The tables of verbs and happenings; a word such as `الأخيرة` is a party right behind one: `ردت الأخيرة`."""
MANY = ("ين", "ون", "ان")

Heads = dict[str, dict[int, Hit]]


class ActorMention(NamedTuple):
    """Words that name a party: tokens `first` (inclusive) to `last` (exclusive), clitics cut away.

    `prefix` holds the clitics without the article; a ل fused with the article (`للطائرات`)
    stays in the words.  `ids` are the parties that the words may mean, `names` the rows of a
    name, `generic` the row that asks for a context, `nationality` the country of an adjective.
    `aircraft` tells that the words begin with aircraft (`طائرات الجيش`): the party's air force; `unit` that they name
    an organisation which no table knows, `branch` the organ of the state that it then belongs to; `adjective` is the
    nationality behind a name (`قوات النظام السعودي`).
    """

    first: int
    last: int
    prefix: str
    span: Span
    text: str
    ids: tuple[str, ...]
    names: tuple[Name, ...] = ()
    generic: Generic | None = None
    nationality: str | None = None
    aircraft: bool = False
    unit: bool = False
    branch: str = ""
    adjective: Nationality | None = None


def add_actor_patterns(matcher: Matcher, registry: Registry) -> None:
    """Add names, generic words, nationalities and heads to the patterns to be found."""
    matcher.add_all(_patterns(registry))


def _patterns(registry: Registry) -> Iterator[Pattern]:
    for name in registry.names:
        yield Pattern("actor", name.form, name)
    for generic in registry.generics:
        for form in generic.forms:
            yield Pattern("generic_actor", form, generic)
    for nationality in registry.nationalities:
        for form in nationality.forms:
            yield Pattern("nationality", form, nationality, open=True)
    for head in registry.heads:
        for form in head.forms:
            yield Pattern("actor_head", form, head, open=head.use in OPEN_USES)


def find_actors(tokens: Tokens, hits: dict[str, list[Hit]], people: bool = False) -> list[ActorMention]:
    """Return the mentions of parties in text order, none overlapping, the longest where they compete.

    `قوات الجيش السوري` is one mention; `غارة إسرائيلية` gives `إسرائيلية` alone, the attack
    being no part of the party; `الحدود التركية` gives none.  Nouns of persons that may mean a
    party met before (`المسلحون`) are left out unless `people` is asked for.
    """
    heads = _heads(hits.get("actor_head", ()))
    found = [*_named(hits, heads), *_national(tokens.words, hits, heads), *_generic(hits, people)]
    found += _units(tokens, hits, found)
    found.sort(key=lambda one: (one.first, -one.last, not one.names, one.nationality is None))
    kept: list[Found] = []
    streets = behind_streets(hits)
    for one in found:
        if one.first in streets and one.last == one.first + 1 and all(name.register == "short" for name in one.names):
            continue
        if kept and one.first < kept[-1].last:
            if (one.first, one.last) == (kept[-1].first, kept[-1].last):
                _merge(kept[-1], one)
            continue
        kept.append(one)
    return _finish(tokens, _drop_heads(kept, heads.get("name", {})), heads, hits)


def _units(tokens: Tokens, hits: dict[str, list[Hit]], found: list[Found]) -> list[Found]:
    """Return the organisations that no table knows; they may only take in a word that needs a context (`القوات`)."""
    fixed = {token for one in found for token in range(one.first, one.last) if one.ids or not one.generic}
    heads = {one.first: one.last for one in found if not one.ids and one.generic}
    return [
        Found(one.first, one.last, one.prefix, unit=True, branch=one.branch)
        for one in find_units(tokens, hits)
        if fixed.isdisjoint(range(one.first, one.last))
        and all(place == one.first or place not in heads for place in range(one.first, one.last))
        and (one.first not in heads or tells_which((*tokens.words[heads[one.first] :][:1], "")[0]))
    ]


def _drop_heads(kept: list[Found], joined: dict[int, Hit]) -> list[Found]:
    """Leave out a generic word that is only the head of the name behind it: `ميليشيات الدعم السريع`."""
    out: list[Found] = []
    for one in kept:
        head = joined.get(one.first)
        if (
            out
            and out[-1].generic
            and one.names
            and not one.prefix
            and head is not None
            and out[-1].first == head.first
        ):
            out.pop()
        out.append(one)
    return out


def _heads(hits: list[Hit] | tuple[Hit, ...]) -> Heads:
    """Order head words by use and by the token after them, the longest first."""
    heads: Heads = {}
    for hit in hits:
        row = hit.row
        assert isinstance(row, Head)
        heads.setdefault(row.use, {}).setdefault(hit.first if row.use == "after" else hit.last, hit)
    return heads


def _named(hits: dict[str, list[Hit]], heads: Heads) -> Iterator[Found]:
    people, locative, joined = heads.get("people", {}), heads.get("locative", {}), heads.get("name", {})
    for hit in hits.get("actor", ()):
        name = hit.row
        assert isinstance(name, Name)
        if name.register == "headed" and (hit.prefix or not (hit.first in people or hit.first in joined)):
            continue
        if name.register == "country" and (hit.first in locative or "ب" in hit.prefix):
            continue
        yield Found(hit.first, hit.last, hit.prefix, (name.id,), (name,))


def _generic(hits: dict[str, list[Hit]], people: bool) -> Iterator[Found]:
    verbs = {hit.last for table in VERBS for hit in hits.get(table, ()) if not has_article(hit.prefix)}
    for hit in hits.get("generic_actor", ()):
        assert isinstance(hit.row, Generic)
        if hit.row.takes == "behind_verb" and (hit.first not in verbs or hit.prefix != ""):
            continue
        if people or not hit.row.people:
            yield Found(hit.first, hit.last, hit.prefix, generic=hit.row)


def _national(words: list[str], hits: dict[str, list[Hit]], heads: Heads) -> Iterator[Found]:
    """Keep the adjectives that follow a military word, and join the word where it is a force."""
    accepted: dict[int, Hit] = {}
    between = heads.get("between", {})
    for hit in hits.get("nationality", ()):
        adjective = hit.row
        assert isinstance(adjective, Nationality)
        bare = bare_of(hit.prefix)
        if bare not in ("", "و") or (*words[hit.last : hit.last + 1], "")[0] == MADE:
            continue
        head = accepted.get(hit.first) or (
            None if bare else _head_before(before_hedge(words, hit.first), heads, between)
        )
        word, before = words[hit.last - 1], words[hit.first - 1]
        if head is None or (word.endswith(ACCUSATIVE) and (has_article(head.prefix) or stands_apart(word, before))):
            continue
        row = head.row
        assert isinstance(row, Head)
        if row.use == "member" and not adjective.of_a_party:
            continue
        ids = adjective.parties.get(row.branch, ())
        if ids:
            whole = row.use == "force" and hit.first not in accepted
            first, prefix = (head.first, head.prefix) if whole else (hit.first, hit.prefix)
            accepted[hit.last] = head
            yield Found(first, hit.last, prefix, ids, nationality=adjective)


def _head_before(end: int, heads: Heads, between: dict[int, Hit]) -> Hit | None:
    """Return the military word that ends at a token, words such as `جوية` between them skipped."""
    forces, attacks, members = (heads.get(use, {}) for use in ("force", "attack", "member"))
    for _ in range(REACH + 1):
        head = _longer(_longer(forces.get(end), attacks.get(end)), members.get(end))
        if head:
            return head
        if end not in between:
            return None
        end = between[end].first
    return None


def _longer(one: Hit | None, other: Hit | None) -> Hit | None:
    """Return the hit that begins earlier."""
    return other if one is None or (other is not None and other.first < one.first) else one


def _merge(kept: Found, other: Found) -> None:
    """Add another reading of the very same words."""
    if other.generic and not kept.nationality:
        kept.generic = kept.generic or other.generic
    if other.names:
        kept.names = (*kept.names, *(name for name in other.names if name not in kept.names))
        kept.ids = tuple(dict.fromkeys((*kept.ids, *other.ids)))


def _finish(tokens: Tokens, kept: list[Found], heads: Heads, hits: dict[str, list[Hit]]) -> list[ActorMention]:
    adjectives: dict[int, Hit] = {}
    for hit in hits.get("nationality", ()):
        if hit.prefix == "ال" and not tokens.words[hit.last - 1].endswith(MANY):
            adjectives.setdefault(hit.first, hit)
    wings = {hit.first for hit in hits.get("actor_head", ()) if getattr(hit.row, "branch", "") == "air_force"}
    parts = parts_of(hits)
    mentions: list[ActorMention] = []
    for place, one in enumerate(kept):
        floor = kept[place - 1].last if place else 0
        ceiling = kept[place + 1].first if place + 1 < len(kept) else len(tokens)
        if place and any(own(tokens.words, kept[place - 1], one) for own in (of_nobody, of_its_own, supposed)):
            mentions.pop()
            one.first, one.prefix = kept[place - 1].first, kept[place - 1].prefix
            floor = kept[place - 1].first
        _join_after(one, ceiling, heads.get("after", {}), adjectives)
        _join_before(one, floor, heads.get("name", {}))
        join_part(tokens.words, one, floor, parts, heads.get("between", {}))
        mentions.append(_mention(tokens, one, one.first in wings))
    return mentions


def _join_after(one: Found, ceiling: int, after: dict[int, Hit], adjectives: dict[int, Hit]) -> None:
    """Take in `الإرهابي` or `اللبناني` behind a name."""
    if not (one.names or one.nationality):
        return
    while one.last < ceiling:
        hit = after.get(one.last) or (adjectives.get(one.last) if one.names else None)
        if hit is None or hit.last > ceiling or bare_of(hit.prefix):
            return
        one.last = hit.last
        if one.names and isinstance(hit.row, Nationality):
            one.adjective = hit.row


def _join_before(one: Found, floor: int, joined: dict[int, Hit]) -> None:
    """Take in `تنظيم`, `قوات`, `طائرات` before a name."""
    while not one.prefix and one.first in joined and joined[one.first].first >= floor:
        hit = joined[one.first]
        one.first, one.prefix = hit.first, hit.prefix


def _mention(tokens: Tokens, one: Found, aircraft: bool) -> ActorMention:
    bare = bare_of(one.prefix)
    fused = bare.endswith("ل") and tokens.words[one.first].startswith("ل", len(bare))
    span = closed(tokens.text, tokens.span(one.first, one.last, len(bare) - fused))
    if not bare and one.first and tokens.words[one.first - 1] in LETTERS:
        bare = tokens.words[one.first - 1]
    country = one.nationality.country or None if one.nationality else None
    return ActorMention(
        one.first,
        one.last,
        bare,
        span,
        span.of(tokens.text),
        one.ids,
        one.names,
        one.generic,
        country,
        aircraft,
        one.unit,
        one.branch,
        one.adjective,
    )
