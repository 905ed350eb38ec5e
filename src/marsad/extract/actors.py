"""Who is named: parties by name, by a word that needs a context, or by a nationality.

`قصفت طائرات أمريكية مواقع تنظيم «داعش»` gives two mentions: `طائرات أمريكية` (us-air-force)
and `تنظيم «داعش»` (is).  Nothing is decided here that needs the country or the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from marsad.codebook.actors import Generic, Head, Name, Nationality, Registry
from marsad.extract.matcher import Matcher, Pattern
from marsad.extract.units import ADJECTIVES, find_units
from marsad.model import Hit, Span
from marsad.text.clitics import has_article
from marsad.text.tokens import Tokens

OPEN_USES = frozenset({"force", "attack", "between", "unit", "formation", "office", "region", "part"})
LETTERS = frozenset({"و", "ف", "ب", "ل", "ك"})
CLOSING = {"»": "«", "”": "“", ")": "(", '"': '"'}
OPENING = {opening: closing for closing, opening in CLOSING.items()}
MANY = ("ين", "ون", "ان")
OF = frozenset("تابع تابعه تابعين تتبع يتبع تابعا تابعتين".split())
"""Words before ل that make something a part of a force."""
REACH = 3
"""How many words may stand between a head and its nationality (`غارات جوية عنيفة روسية`)."""

Heads = dict[str, dict[int, Hit]]


class ActorMention(NamedTuple):
    """Words that name a party: tokens `first` (inclusive) to `last` (exclusive), clitics cut away.

    `prefix` holds the clitics without the article; a ل fused with the article (`للطائرات`)
    stays in the words.  `ids` are the parties that the words may mean, `names` the rows of a
    name, `generic` the row that asks for a context, `nationality` the country of an adjective.
    `aircraft` tells that the words begin with aircraft (`طائرات الجيش`): the party's air force; `unit` that they name
    an organisation which no table knows, `branch` the organ of the state that it then belongs to.
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


@dataclass(slots=True)
class _Found:
    """A mention in the making."""

    first: int
    last: int
    prefix: str
    ids: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    generic: Generic | None = None
    nationality: Nationality | None = None
    unit: bool = False
    branch: str = ""


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
    found = [*_named(hits, heads), *_national(hits, heads), *_generic(hits, people)]
    found += _units(tokens, hits, found)
    found.sort(key=lambda one: (one.first, -one.last, not one.names, one.nationality is None))
    kept: list[_Found] = []
    for one in found:
        if kept and one.first < kept[-1].last:
            if (one.first, one.last) == (kept[-1].first, kept[-1].last):
                _merge(kept[-1], one)
            continue
        kept.append(one)
    return _finish(tokens, _drop_heads(kept, heads.get("name", {})), heads, hits)


def _units(tokens: Tokens, hits: dict[str, list[Hit]], found: list[_Found]) -> list[_Found]:
    """Return the organisations that no table knows; they may only take in a word that needs a context (`القوات`)."""
    fixed = {token for one in found for token in range(one.first, one.last) if one.ids or not one.generic}
    heads = {one.first: one.last for one in found if not one.ids and one.generic}
    return [
        _Found(one.first, one.last, one.prefix, unit=True, branch=one.branch)
        for one in find_units(tokens, hits)
        if fixed.isdisjoint(range(one.first, one.last))
        and all(place == one.first or place not in heads for place in range(one.first, one.last))
        and heads.get(one.first, one.first) < one.last
    ]


def _drop_heads(kept: list[_Found], joined: dict[int, Hit]) -> list[_Found]:
    """Leave out a generic word that is only the head of the name behind it: `ميليشيات الدعم السريع`."""
    out: list[_Found] = []
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


def _named(hits: dict[str, list[Hit]], heads: Heads) -> Iterator[_Found]:
    people, locative, joined = heads.get("people", {}), heads.get("locative", {}), heads.get("name", {})
    for hit in hits.get("actor", ()):
        name = hit.row
        assert isinstance(name, Name)
        if name.register == "headed" and (hit.prefix or not (hit.first in people or hit.first in joined)):
            continue
        if name.register == "country" and (hit.first in locative or "ب" in hit.prefix):
            continue
        yield _Found(hit.first, hit.last, hit.prefix, (name.id,), (name,))


def _generic(hits: dict[str, list[Hit]], people: bool) -> Iterator[_Found]:
    for hit in hits.get("generic_actor", ()):
        assert isinstance(hit.row, Generic)
        if people or not hit.row.people:
            yield _Found(hit.first, hit.last, hit.prefix, generic=hit.row)


def _national(hits: dict[str, list[Hit]], heads: Heads) -> Iterator[_Found]:
    """Keep the adjectives that follow a military word, and join the word where it is a force."""
    accepted: dict[int, Hit] = {}
    between = heads.get("between", {})
    for hit in hits.get("nationality", ()):
        adjective = hit.row
        assert isinstance(adjective, Nationality)
        bare = _bare(hit.prefix)
        if bare not in ("", "و"):
            continue
        head = accepted.get(hit.first) or (None if bare else _head_before(hit.first, heads, between))
        if head is None:
            continue
        row = head.row
        assert isinstance(row, Head)
        ids = adjective.parties.get(row.branch, ())
        if ids:
            whole = row.use == "force" and hit.first not in accepted
            first, prefix = (head.first, head.prefix) if whole else (hit.first, hit.prefix)
            accepted[hit.last] = head
            yield _Found(first, hit.last, prefix, ids, nationality=adjective)


def _head_before(end: int, heads: Heads, between: dict[int, Hit]) -> Hit | None:
    """Return the military word that ends at a token, words such as `جوية` between them skipped."""
    forces, attacks = heads.get("force", {}), heads.get("attack", {})
    for _ in range(REACH + 1):
        head = _longer(forces.get(end), attacks.get(end))
        if head:
            return head
        if end not in between:
            return None
        end = between[end].first
    return None


def _longer(one: Hit | None, other: Hit | None) -> Hit | None:
    """Return the hit that begins earlier."""
    return other if one is None or (other is not None and other.first < one.first) else one


def _merge(kept: _Found, other: _Found) -> None:
    """Add another reading of the very same words."""
    if other.generic and not kept.nationality:
        kept.generic = kept.generic or other.generic
    if other.names:
        kept.names = (*kept.names, *(name for name in other.names if name not in kept.names))
        kept.ids = tuple(dict.fromkeys((*kept.ids, *other.ids)))


def _finish(tokens: Tokens, kept: list[_Found], heads: Heads, hits: dict[str, list[Hit]]) -> list[ActorMention]:
    adjectives: dict[int, Hit] = {}
    for hit in hits.get("nationality", ()):
        if hit.prefix == "ال" and not tokens.words[hit.last - 1].endswith(MANY):
            adjectives.setdefault(hit.first, hit)
    wings = {hit.first for hit in hits.get("actor_head", ()) if getattr(hit.row, "branch", "") == "air_force"}
    parts = _parts(hits)
    mentions: list[ActorMention] = []
    for place, one in enumerate(kept):
        floor = kept[place - 1].last if place else 0
        ceiling = kept[place + 1].first if place + 1 < len(kept) else len(tokens)
        if place and _of_nobody(tokens.words, kept[place - 1], one):
            mentions.pop()
            one.first, one.prefix = kept[place - 1].first, kept[place - 1].prefix
            floor = kept[place - 1].first
        _join_after(one, ceiling, heads.get("after", {}), adjectives)
        _join_before(one, floor, heads.get("name", {}))
        _join_part(tokens.words, one, floor, parts, heads.get("between", {}))
        mentions.append(_mention(tokens, one, one.first in wings))
    return mentions


def _join_after(one: _Found, ceiling: int, after: dict[int, Hit], adjectives: dict[int, Hit]) -> None:
    """Take in `الإرهابي` or `اللبناني` behind a name."""
    if not (one.names or one.nationality):
        return
    while one.last < ceiling:
        hit = after.get(one.last) or (adjectives.get(one.last) if one.names else None)
        if hit is None or hit.last > ceiling or _bare(hit.prefix):
            return
        one.last = hit.last


def _join_before(one: _Found, floor: int, joined: dict[int, Hit]) -> None:
    """Take in `تنظيم`, `قوات`, `طائرات` before a name."""
    while not one.prefix and one.first in joined and joined[one.first].first >= floor:
        hit = joined[one.first]
        one.first, one.prefix = hit.first, hit.prefix


def _parts(hits: dict[str, list[Hit]]) -> dict[int, Hit]:
    """Return the words for a part of a force (`قوة`, `طائرة`), by the token after them, the longest each."""
    found: dict[int, Hit] = {}
    for hit in hits.get("actor_head", ()):
        row = hit.row
        if isinstance(row, Head) and (row.use in ("unit", "formation", "part") or row.branch == "air_force"):
            found.setdefault(hit.last, hit)
    return found


def _of_nobody(words: list[str], before: _Found, one: _Found) -> bool:
    """Tell whether a party says whose those before it are: `مجموعة مسلحة تابعة للجيش`."""
    unknown = before.generic is not None and before.generic.takes == "none" and not before.ids
    if not unknown or not (one.ids or one.unit) or one.first - before.last != 1:
        return False
    return _bare(one.prefix) == "ل" and words[before.last].removeprefix("ال") in OF


def _join_part(words: list[str], one: _Found, floor: int, parts: dict[int, Hit], between: dict[int, Hit]) -> None:
    """Take in the part of a force before it: `قوة كبيرة من الجيش`, `طائرة مسيّرة تابعة للجيش`."""
    if not (one.ids or one.unit or (one.generic and one.generic.takes != "none")):
        return
    end, bare = one.first - 1, _bare(one.prefix)
    whole = end >= floor and ((not bare and words[end] == "من") or (bare == "ل" and words[end].removeprefix("ال") in OF))
    if not whole:
        return
    for _ in range(REACH):
        head = parts.get(end)
        if head is not None and head.first >= floor:
            if words[one.first - 1] != "من" or not has_article(head.prefix):
                wider = parts.get(head.first)
                head = wider if wider is not None and wider.first >= floor and not head.prefix else head
                one.first, one.prefix = head.first, head.prefix
            return
        if end - 1 < floor or (end not in between and words[end - 1] not in ADJECTIVES):
            return
        end = between[end].first if end in between else end - 1


def _bare(prefix: str) -> str:
    """Return clitics without the article: `"وبال"` gives `"وب"`, `"لل"` gives `"ل"`."""
    if prefix.endswith("لل"):
        return prefix[:-1]
    return prefix[:-2] if has_article(prefix) else prefix


def _mention(tokens: Tokens, one: _Found, aircraft: bool) -> ActorMention:
    bare = _bare(one.prefix)
    fused = bare.endswith("ل") and tokens.words[one.first].startswith("ل", len(bare))
    span = _close(tokens.text, tokens.span(one.first, one.last, len(bare) - fused))
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
    )


def _close(text: str, span: Span) -> Span:
    """Take in the marks whose partner lies inside: `تنظيم «داعش` becomes `تنظيم «داعش»`."""
    while True:
        words, mark = span.of(text), text[span.end : span.end + 1]
        if not _lacks(words, mark):
            break
        span = Span(span.start, span.end + 1)
    before = text[span.start - 1 : span.start]
    closing = OPENING.get(before)
    if closing and before != closing and words.count(closing) > words.count(before):
        return Span(span.start - 1, span.end)
    return Span(span.start - 1, span.end) if before == '"' and words.count(before) % 2 else span


def _lacks(words: str, mark: str) -> bool:
    """Tell whether words need a closing mark: `تنظيم «داعش` needs `»`."""
    opening = CLOSING.get(mark)
    if opening is None:
        return False
    return words.count(opening) % 2 == 1 if opening == mark else words.count(opening) > words.count(mark)
