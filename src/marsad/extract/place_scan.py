"""The grammar of place mentions: relation, sort of place, name, direction, lists."""

from __future__ import annotations

from functools import cached_property

from marsad.codebook.places import FeatureRow, RelationRow
from marsad.extract.place_lists import Lists
from marsad.extract.place_mention import Draft
from marsad.extract.place_names import ANY, BARE, BUILT, PREPOSED
from marsad.extract.place_words import SHORTEST
from marsad.model import Hit
from marsad.text.clitics import has_article
from marsad.text.grammar import IN
from marsad.text.tokens import among

GENERIC = frozenset(
    {
        "city",
        "town",
        "village",
        "quarter",
        "camp",
        "area",
        "governorate",
        "district",
        "subdistrict",
        "airport",
        "base",
        "mountain",
        "hill",
        "region",
    }
)
PARTIES = frozenset({"القاعده"})
"""Sorts of place that are the names of parties where they have the article."""
EACH = "each"
"""`كل من`: no sort of place, but a list begins."""
SILENT = frozenset({"toward", "inside", "between"})
"""Relations that are no part of the place's own words."""
BEHIND = 4
"""So many words before a name may stand the trigger that leads to it: `بسطت سيطرتها على جارف`."""
ON = "علي"
"""`على` folded; spelled so it is a man's name as often."""
NAMELY = frozenset("هي وهي ابرزها وابرزها اهمها واهمها بينها وبينها منها ومنها".split())
NAMED_WITHIN = 12
"""So many words behind `قرى` its villages may begin to be told."""
FRONTS = frozenset({"axis", "front"})
"""Relations to the place that a line of battle is called by."""
NEXT_TO = frozenset({"عند"})
"""What, like `في`, calls for a place, but makes no weak name count: `عند العصر`."""
TOWARD = frozenset({"الي", "نحو", "باتجاه", "صوب"})
AMBUSH = "كمين"
"""A checkpoint in Egypt; where it lies near something, an ambush everywhere: `كمين قرب سبها`."""


class Scan(Lists):
    """One pass over a report's tokens."""

    def run(self) -> list[Draft]:
        """Return the mentions in text order."""
        found: list[Draft] = []
        at = 0
        opened = self.tokens.among(self.lexicon.openers)
        for start in sorted({*self.names, *self.features, *self.relations, *opened, *self._calls, *self._members}):
            if start < at or start in self.taken:
                continue
            drafts = self._at(start, ANY if start in self._members else BARE)
            if drafts:
                found += drafts
                at = drafts[-1].last
        return found

    def _at(self, at: int, context: int) -> list[Draft]:
        """Return the mention that begins at a token, and the list that it heads."""
        draft = self._single(at, context)
        if draft is None:
            return []
        draft.group = self.groups
        self.groups += 1
        if at in self._members and draft.feature is None:
            draft.number = "pl"
        return [draft, *self._list(draft)]

    def _single(self, at: int, context: int) -> Draft | None:
        """Read one mention: the reading with more words wins, a known name before the others."""
        if at >= self.size or at in self.taken:
            return None
        found = self._readings(at, context)
        if not found:
            return None
        best = found[0]
        for draft in found:
            best = draft if draft.last > best.last else best
        if (
            not best.known
            and found[0].known
            and best.last == found[0].last + 1
            and self.words[best.last - 1] in self.lexicon.tails
        ):
            best = found[0]
            best.last += 1
        best.toward = best.toward or (at > 0 and self.words[at - 1] in TOWARD)
        self._far_end(best)
        if best.relation is None or best.direction is None:
            self._turn(best)
        self._nationality(best)
        return best

    def _readings(self, at: int, context: int) -> list[Draft]:
        """Read a token in each way that it may open."""
        readings: list[Draft | None] = []
        if at in self.names:
            readings.append(self._name(at, max(context, self._before(at))))
        if at in self.relations:
            readings.append(self._related(at))
        if at in self.features:
            readings.append(self._featured(at))
        if self.words[at] in self.lexicon.openers:
            readings += self._headed(at), self._border(at), self._away(at)
        found = [draft for draft in readings if draft is not None]
        return found or self._named_in(at)

    def _named_in(self, at: int) -> list[Draft]:
        """Read a name that no table knows where the word before calls for one: `في يختل`, `سيطروا على جارف`."""
        called = (at in self._calls or at in self._members) and at not in self.aged
        found = self._unheard(at) if called else None
        return [found] if found else []

    @cached_property
    def _members(self) -> set[int]:
        """The tokens where the members of several places begin to be told: `قرى ريف منبج وهي: | البوغاز، كاوكلي`."""
        rows = ((hit.last, hit.row) for hit in self.features.values())
        several = {last for last, row in rows if isinstance(row, FeatureRow) and row.number == "pl"}
        told = [at + 1 + (self.words[at + 1 : at + 2] == [":"]) for at in self.tokens.among(NAMELY)]
        return {at for at in told if at < self.size and not several.isdisjoint(range(at - NAMED_WITHIN, at))}

    @cached_property
    def _calls(self) -> set[int]:
        """The tokens that the word before calls a place."""
        behind = among(self.words[:-1], self.lexicon.prepositions | NEXT_TO, 1)
        return {at for at in behind if self._called_for(at)}

    def _called_for(self, at: int) -> bool:
        """Tell whether a preposition calls for a place: `في`, or another one behind a trigger."""
        word = self.words[at - 1]
        if word in IN or word in NEXT_TO:
            return True
        named = word == ON and self.tokens.text[self.tokens.starts[at - 1] : self.tokens.ends[at - 1]] == ON
        return not named and not self.told.isdisjoint(range(at - BEHIND, at))

    def _related(self, at: int) -> Draft | None:
        """Read a relation and the place that it is told by: `محيط مطار دير الزور`."""
        hit = self.relations.get(at)
        if hit is None or hit.last >= self.size:
            return None
        row = hit.row
        assert isinstance(row, RelationRow)
        if has_article(hit.prefix):
            return self._sided(hit, "area") if row.relation == "countryside" else None
        start = hit.last + (self.words[hit.last] == "من" and hit.last + 1 < self.size)
        inner = self._single(start, PREPOSED)
        if inner is None:
            inner = self._unheard(start) or self._along(start, row.relation)
        if inner is None or inner.prefix not in ("", "ل"):
            return None
        inner.prefix = hit.prefix
        inner.first = hit.first
        if row.relation in SILENT:
            inner.toward = row.relation == "toward"
            return inner
        if row.relation == "near":
            inner.relation, inner.distance_km = row, self._distance(hit.first)
            return inner
        inner.text_first, inner.cut = hit.first, len(hit.prefix)
        inner.relation, inner.distance_km = row, self._distance(hit.first)
        return inner

    def _along(self, at: int, relation: str) -> Draft | None:
        """Read what a line of battle is called by: `محور | الدغباجة`, `جبهة | شلمون | بريف حلب`."""
        if relation not in FRONTS or not self._wordy(at) or at in self.features or at in self.relations:
            return None
        word = self.words[at]
        named = (word.startswith("ال") and len(word) > SHORTEST + 2) or self.lexicon.uncommon(word)
        return self._made(at, at + 1) if named or (self._held(at + 1) and len(word) > SHORTEST) else None

    def _featured(self, at: int) -> Draft | None:
        """Read a sort of place and the name after it: `قرية الأغيبش`, `المدينة`."""
        hit = self.features.get(at)
        if hit is None:
            return None
        row = hit.row
        assert isinstance(row, FeatureRow)
        if has_article(hit.prefix):
            return self._generic(hit, row)
        if hit.last >= self.size or hit.last in self.taken:
            return None
        inner = self._called(hit.last, row)
        if inner is None or (inner.relation is not None and self.words[hit.last - 1].endswith(AMBUSH)):
            return None
        plural = row.number != "sg"
        inner.number = row.number
        inner.prefix, inner.first = hit.prefix, hit.first
        if inner.relation or inner.anaphoric:
            inner.text_first, inner.cut = (inner.text_first, inner.cut) if plural else (hit.first, len(hit.prefix))
            return inner
        if not plural and hit.last not in self.opened:
            inner.text_first, inner.cut = hit.first, len(hit.prefix)
        if row.feature == EACH:
            return inner
        inner.feature = row.feature
        inner.kind = row.feature if row.feature != "area" or not inner.known else inner.kind
        return inner

    def _called(self, at: int, row: FeatureRow) -> Draft | None:
        """Read the name after a sort of place, known or not."""
        known = self._name(at, ANY)
        if known and known.prefix:
            if self.words[at] not in self.lexicon.heads:
                return None
            known = None
        nested = None if row.feature == EACH else self._related(at) or self._featured(at)
        if (
            nested
            and nested.prefix == ""
            and (known is None or nested.last > known.last)
            and (
                row.number != "sg"
                or row.feature in BUILT
                or nested.relation
                or row.feature in ("area", "farm", "valley")
            )
        ):
            return nested
        end = self._unknown(at, row)
        if known and (known.last >= (end or 0) or self._whole(known, at)):
            return known
        if known and self.words[at] not in self.lexicon.heads and end:
            return known if row.feature not in BUILT else self._made(at, end)
        if end or row.follow == "n":
            return self._made(at, end) if end else None
        return self._unheard(at) or (self._uncommon(at, row) if row.number == "sg" else None)

    def _whole(self, known: Draft, at: int) -> bool:
        """Tell whether a known name of several words is all of it: `بلدة أبو حمام | طالت`, not `| الشرقية`."""
        following = self.words[known.last : known.last + 1]
        return known.last > at + 1 and not any(word.startswith("ال") for word in following)

    def _headed(self, at: int) -> Draft | None:
        """Read an unknown name by its first word, where a container follows: `في آل معيض بمديرية باقم`."""
        if not self._before(at) or self.words[at] not in self.lexicon.heads or not self._wordy(at + 1):
            return None
        holder = self.features.get(at + 2) or self.relations.get(at + 2)
        return self._made(at, at + 2) if holder and holder.prefix == "ب" else None

    def _generic(self, hit: Hit, row: FeatureRow) -> Draft | None:
        """Read a sort of place with the article: it points back, or names the side of something."""
        if row.feature == "capital":
            return self._name(hit.last, ANY) or self._back(hit, row.feature)
        part = self._part(hit, row.feature)
        if part:
            return part
        described = hit.last < self.size and self.words[hit.last].startswith("ال")
        number = self._numbered(hit.last + described)
        if number:
            numbered = self._made(hit.first, number, hit.prefix.removesuffix("ال"))
            numbered.feature = numbered.kind = row.feature
            return numbered
        sided = self._sided(hit, row.feature)
        if sided or row.number != "sg" or row.follow == "u":
            return sided
        if row.feature not in GENERIC or PARTIES.intersection(self.words[hit.first : hit.last]):
            return self._one_of(hit, row.feature)
        if (
            hit.last < self.size
            and self.words[hit.last].startswith("ال")
            and self.words[hit.last] not in self.lexicon.stops
        ):
            return None if row.feature in ("area", "base") else self._adjoined(self._back(hit, row.feature))
        return self._back(hit, row.feature)

    def _nationality(self, draft: Draft) -> None:
        """Take note of a nationality after the name: `الموصل العراقية`."""
        if draft.last < self.size:
            draft.country = self.lexicon.demonyms.get(self.words[draft.last])
