"""The words that help to tell where the name of a place begins and ends, folded and by role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from marsad.codebook.places import FeatureRow, PlaceTables, RelationRow
from marsad.model import Hit
from marsad.text.clitics import cuts, has_article, tails
from marsad.text.fold import fold_plain, fold_word

CLITICS = frozenset({"", "و", "ب", "ل", "وب", "ول"})
"""What may stand attached before the name of a place."""
SHORTEST = 3
"""How many letters the name of a place that no table knows has at least."""
CUT = 4
"""How many letters must be left of a word whose clitics are cut: `للنازحين` is known, `باجل` is not `أجل`."""
OWNED = ("ها", "هم", "هما", "هن")
"""Pronouns that no name ends with."""
ENDINGS = ("ين", "ان", "ون", "ا", "ات", "تين", "تان")
"""What is cut behind a word before it is looked for among the ordinary ones."""
PLURAL = ("ين", "ون", "ات", "يه")
"""What ends a word for people or an adjective rather than a name: `منطقة سكنية`, `موقع مقاتلين`."""
STREETS = frozenset({"quarter", "road", "square", "bridge"})
"""Sorts of place that are named after forces: `حي الشرطة`, `شارع الجيش`."""
KILOMETRES = frozenset({"كم", "كلم", "كيلومتر", "كيلومترا", "كيلومترات", "كيلو"})

NUMBER, ONES = "رقم", frozenset("واحد اثنان اثنين ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره".split())
"""What a place that is numbered is told by: `الحي رقم واحد`, `البئر رقم 12`."""


_BORDERS = (("الحدود",), ("حدود",), ("الشريط", "الحدودي"), ("الحدودي",))
"""Words that a border is told by; `معبر` and `قرية حدودية` are told otherwise."""
BORDERS = {
    prefix + (head[1:] if prefix.endswith("ل") and head.startswith("ا") else head): (prefix, list(rest))
    for head, *rest in _BORDERS
    for prefix in ("", "و", "ب", "وب", "ل", "ول")
}
"""The first word of each, with what may stand attached before it: what was cut, and the words that follow."""


class PlaceWords(NamedTuple):
    """Folded words of `words.tsv` by role (`raw` ones as spelled), directions after a place, demonyms."""

    prepositions: frozenset[str]
    heads: frozenset[str]
    tails: frozenset[str]
    stops: frozenset[str]
    links: frozenset[str]
    generics: frozenset[str]
    raw: frozenset[str]
    directions: dict[str, RelationRow]
    demonyms: dict[str, str]
    openers: frozenset[str]
    """Words that a place may begin with beside its name and sort: heads of names, kilometres, words for a border."""
    lams: frozenset[str]
    """First words of names that begin with a lam: `للبنان` is not `البنان`."""
    common: frozenset[str] = frozenset()
    """Folded words that mean something else, too: persons, things, verbs, days."""
    near: RelationRow | None = None
    """The row for what lies near a place, for so many kilometres from it."""
    parts: frozenset[str] = frozenset()
    """Parts of a town or a land that an adjective names: `الحي الصناعي`."""
    ordinary: frozenset[str] = frozenset()
    """Folded words of everyday language, without article."""

    def unheard(self, word: str) -> bool:
        """Tell whether no table knows a word, whatever article, ending or pronoun is cut: it may be a name."""
        plain = word.removeprefix("ال")
        if len(plain) < SHORTEST or not plain.isalpha() or plain.endswith(OWNED):
            return False
        rests = {word, plain, *(rest for _, rest in tails(plain))}
        rests.update(rest for prefix, rest in cuts(word) if prefix not in ("", "ك") and len(rest) >= CUT)
        shorter = [plain[: -len(end)] for end in ENDINGS if plain.endswith(end) and len(plain) - len(end) >= SHORTEST]
        rests.update(rest + ending for rest in shorter for ending in ("", "ه"))
        return self.ordinary.isdisjoint(rests) and self.common.isdisjoint(rests)

    def uncommon(self, word: str) -> bool:
        """Tell whether no table has a word as it stands, so that behind a word for a sort of place it is a name."""
        if len(word) < SHORTEST or not word.isalpha() or word.endswith((*OWNED, *PLURAL)) or _done_to_him(word):
            return False
        forms = {word, word.removeprefix("ال"), *(rest for prefix, rest in cuts(word) if prefix and len(rest) >= CUT)}
        return self.ordinary.isdisjoint(forms) and self.common.isdisjoint(forms) and word not in self.stops

    def direction(self, words: list[str], at: int) -> tuple[RelationRow | None, int]:
        """Return the direction at a token, the longer first: `الشمالي الشرقي`."""
        if at < len(words):
            two = self.directions.get(" ".join(words[at : at + 2]))
            if two and at + 1 < len(words):
                return two, at + 2
            one = self.directions.get(words[at])
            if one:
                return one, at + 1
        return None, at


def behind_streets(hits: dict[str, list[Hit]]) -> set[int]:
    """Return the tokens right behind `حي` or `شارع`, where the word for a force is but a name: `حي الطيران`."""
    return {
        hit.last
        for hit in hits.get("place_feature", ())
        if isinstance(hit.row, FeatureRow)
        and hit.row.feature in STREETS
        and (hit.row.number, hit.row.follow) == ("sg", "y")
        and not has_article(hit.prefix)
    }


def _done_to_him(word: str) -> bool:
    """Tell whether a word looks like a verb with a pronoun: `تديره`."""
    return word[0] in "تي" and word.endswith("ه")


def place_words(
    tables: PlaceTables, names: Iterable[tuple[str, object]], common: frozenset[str] = frozenset()
) -> PlaceWords:
    """Fold the words of the tables and sort them by role."""
    roles: dict[str, set[str]] = {}
    for row in tables.words:
        roles.setdefault(row.role, set()).update(fold_word(form) for form in row.forms)
    directions = {fold_word(form): row for row in tables.relations if row.use != "before" for form in row.forms}
    demonyms = {fold_word(form): country.code for country in tables.countries for form in country.demonyms}
    words = {role: frozenset(found) for role, found in roles.items()}
    none: frozenset[str] = frozenset()
    raw = frozenset(form for row in tables.words if row.role == "raw" for form in row.forms)
    lams = frozenset(name.split(" ", 1)[0] for name, _ in names if name.startswith("ل"))
    return PlaceWords(
        prepositions=words.get("preposition", none),
        heads=words.get("head", none),
        tails=words.get("tail", none),
        stops=words.get("stop", none),
        links=words.get("link", none),
        generics=words.get("generic", none),
        raw=raw,
        directions=directions,
        demonyms=demonyms,
        openers=words.get("head", none) | KILOMETRES | BORDERS.keys(),
        lams=lams,
        common=common,
        near=next((row for row in tables.relations if row.relation == "near"), None),
        parts=words.get("part", none),
        ordinary=frozenset(fold_plain(tables.ordinary).split()) | words.get("stop", none) | words.get("generic", none),
    )
