"""Names of places at a token: known ones, and unknown ones after a word for a sort of place."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from marsad.codebook.places import FeatureRow, NameRow
from marsad.extract.ages import aged_names
from marsad.extract.place_mention import Draft
from marsad.extract.place_words import CLITICS, NUMBER, ONES, PlaceWords, behind_streets
from marsad.model import Hit
from marsad.text.clitics import stems
from marsad.text.tokens import PUNCTUATION, Tokens

ANY, PREPOSED, BARE = 2, 1, 0
"""What stands before a name: a sort of place, a preposition or relation, nothing."""
NEEDS = {"": BARE, "preposition": PREPOSED, "feature": ANY}
WEEKDAYS = frozenset("الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت".split())
NAMED = frozenset({"village", "town", "city", "quarter", "camp"})
COMMAS = frozenset({"،", ","})
ALI = "علي"
QUOTED = 3
"""How many words a name in quotation marks has at most."""
AND_SHORT = 4
"""Longer words may begin with a joined و: `أحياء وسكان المدينة`, not `قرية ورد`."""
INHABITED = frozenset({"village", "town", "city", "quarter", "crossing", "camp"})
"""Sorts of place whose unknown names may end like a plural: `بلدة مجدلون`, `قرية بربزين`."""
HELD = frozenset({"area", "city", "town", "district"})
"""Sorts of place whose unknown name, without the article, is read where what holds it follows."""
NUMBERED = frozenset({"قطاع", "محلة"})
"""Parts of a city that have numbers for names: `قطاع 17`, `محلة 906`."""
LIVE = frozenset({"رصاص", "ذخيره"})
"""Behind these `الحي` is live, no quarter: `الرصاص الحي`."""
BUILT = frozenset("facility hospital base airport checkpoint road square crossing field dam port bridge".split())


class Names:
    """The hits of a report by token, and the names that can be read at one."""

    def __init__(
        self, tokens: Tokens, hits: dict[str, list[Hit]], lexicon: PlaceWords, taken: AbstractSet[int]
    ) -> None:
        self.tokens, self.words, self.lexicon, self.taken = tokens, tokens.words, lexicon, taken
        self.size = len(tokens.words)
        self.names: dict[int, list[Hit]] = {}
        self.features: dict[int, Hit] = {}
        self.relations: dict[int, Hit] = {}
        for hit in hits.get("place_feature", ()):
            live = hit.first and not LIVE.isdisjoint(stems(self.words[hit.first - 1]))
            if self._raw(hit) not in lexicon.raw and not live:
                self.features.setdefault(hit.first, hit)
        self.one = {hit.last for hit in hits.get("persons", ()) if self.words[hit.last - 1].endswith("ا")}
        for hit in hits.get("place_name", ()):
            if (
                hit.prefix in CLITICS
                and not self._common(hit)
                and not self._adjective(hit)
                and self._raw(hit) not in lexicon.raw
            ):
                self.names.setdefault(hit.first, []).append(hit)
        for hit in hits.get("place_relation", ()):
            self.relations.setdefault(hit.first, hit)
        forces = {hit.first for hit in hits.get("generic_actor", ()) if hit.last == hit.first + 1 and not hit.prefix}
        self.forces = forces & behind_streets(hits)
        self.told = {hit.first for hit in hits.get("trigger", ())}
        self.opened = {quote.first for quote in tokens.quotes}
        self.quoted = {quote.first: quote.last for quote in tokens.quotes}
        self.aged = aged_names(tokens, lexicon.prepositions)
        self.groups = 0

    def _raw(self, hit: Hit) -> str:
        """Return a hit's first word as it is spelled in the text."""
        return self.tokens.text[self.tokens.starts[hit.first] : self.tokens.ends[hit.first]]

    def _common(self, hit: Hit) -> bool:
        """Tell whether a name is but a word for a sort of place (`المدينة`, `وادي`)."""
        feature = self.features.get(hit.first)
        same = feature is not None and (feature.last, feature.prefix) == (hit.last, hit.prefix)
        return same or (hit.last == hit.first + 1 and self._head(hit) in self.lexicon.generics)

    def _adjective(self, hit: Hit) -> bool:
        """Tell whether the name of a country is a nationality: `22 مقاتلا سوريا`, `جنديا روسيا`."""
        return hit.first in self.one and hit.last == hit.first + 1 and self.words[hit.first].endswith("يا")

    def _head(self, hit: Hit) -> str:
        """Return the first word of a name, clitics cut: `للرقة` gives `الرقه`, `للبنان` gives `لبنان`."""
        rest = self.words[hit.first][len(hit.prefix) :]
        fused = hit.prefix.endswith("ل") and rest.startswith("ل") and rest not in self.lexicon.lams
        return "ا" + rest if fused else rest

    def _before(self, at: int) -> int:
        """Tell whether the word before calls for a place."""
        return PREPOSED if at and self.words[at - 1] in self.lexicon.prepositions else BARE

    def _name(self, at: int, context: int) -> Draft | None:
        """Read a known name, the longest whose need is met."""
        for hit in self.names.get(at, ()):
            row = hit.row
            assert isinstance(row, NameRow)
            if not self.taken.isdisjoint(range(hit.first, hit.last)) or (context < ANY and hit.first in self.aged):
                continue
            if NEEDS[row.need] <= max(context, self._clitic(hit)):
                return self._draft(hit, row)
        return None

    def _clitic(self, hit: Hit) -> int:
        """Tell whether an attached ب or ل calls for a place: before the article, or a long name."""
        word = self.words[hit.first]
        rest = word[len(hit.prefix) :]
        bound = hit.prefix[-1:] in ("ب", "ل")
        return PREPOSED if bound and (rest.startswith("ال") or word[-len(rest) - 1 :].startswith("لل")) else BARE

    def _draft(self, hit: Hit, row: NameRow) -> Draft:
        core = " ".join([self._head(hit), *self.words[hit.first + 1 : hit.last]])
        fused = core[:1] == "ا" and self.words[hit.first][len(hit.prefix) : len(hit.prefix) + 1] == "ل"
        return Draft(
            hit.first, hit.last, hit.prefix, core, hit.first, len(hit.prefix) - fused, None, row.feature, known=True
        )

    def _made(self, at: int, end: int, prefix: str = "") -> Draft:
        core = " ".join(self.words[at:end])[len(prefix) :]
        return Draft(at, end, prefix, core, at, len(prefix))

    def _unknown(self, at: int, row: FeatureRow) -> int | None:
        """Return where an unknown name that begins here ends, or None if it cannot be a name."""
        if self._numbered(at):
            return self._numbered(at)
        if at in self.forces and at not in self.taken:
            return at + 1
        if not NUMBERED.isdisjoint(row.forms) and at < self.size and self.words[at].isdigit():
            return at + 1
        if row.follow in ("n", "u") or not self._wordy(at) or (at in self.relations and self.relations[at].prefix):
            return None
        word = self.words[at]
        if self._in_quotes(at) and (row.number == "sg" or not self._lists(at)):
            return self.quoted[at]
        if word in self.lexicon.heads and (self._wordy(at + 1) or self._ali(at + 1)):
            twice = self.words[at + 1] in self.lexicon.heads and self._wordy(at + 2)
            return self._tailed(at + (3 if twice else 2), row)
        if word.startswith("ال") and len(word) > 3:
            return self._tailed(at + 1, row)
        bare = (
            (row.follow == "y" or (row.feature in HELD and self._held(at + 1)))
            and len(word) > 2
            and not word.endswith(("يه", "ها", "هم"))
            and not (word.endswith(("ون", "ين")) and (word in self.lexicon.common or row.feature not in INHABITED))
            and not self._begun(at)
            and not (word.startswith("و") and len(word) > AND_SHORT and not self.lexicon.unheard(word[1:]))
        )
        if not bare or (word.endswith("ت") and len(word) > 4):
            return None
        return at + 2 if row.feature in NAMED and self._second(at + 1) else self._tailed(at + 1, row)

    def _numbered(self, at: int) -> int | None:
        """Return where the number of a place ends: `الحي | رقم واحد`, `الحي السكني | رقم 2`; None if there is none."""
        if self.words[at : at + 1] != [NUMBER] or at + 1 >= self.size:
            return None
        number = self.words[at + 1]
        return at + 2 if number in ONES or number.isdecimal() else None

    def _ali(self, at: int) -> bool:
        """Tell whether a word is the name that folds like a preposition: `بني علي`."""
        return at < self.size and self.tokens.text[self.tokens.starts[at] : self.tokens.ends[at]] == ALI

    def _in_quotes(self, at: int) -> bool:
        """Tell whether quotation marks hold a few words from here on, which may be one name."""
        return at < self.quoted.get(at, 0) <= at + QUOTED

    def _lists(self, at: int) -> bool:
        """Tell whether the words in quotation marks are several names: `قريتا “دبس وكوبرلك”`."""
        return any(word in COMMAS or word.startswith("و") for word in self.words[at + 1 : self.quoted[at]])

    def _unheard(self, at: int, prefix: str = "") -> Draft | None:
        """Read a name of words that no other table knows: `يختل`, `أبو سروج`, `حتيتة التركمان`."""
        if not self._wordy(at) or (not prefix and (at in self.relations or at in self.features)):
            return None
        word = self.words[at][len(prefix) :]
        further = self._wordy(at + 1) and self.lexicon.unheard(self.words[at + 1])
        if word in self.lexicon.heads:
            return self._made(at, at + 2, prefix) if further else None
        if not self.lexicon.unheard(word):
            return None
        made = self._made(at, at + 1 + (further and self._second(at + 1)), prefix)
        known = self._name(at, ANY)
        return known if known and known.prefix == prefix and known.last == made.last else made

    def _uncommon(self, at: int, row: FeatureRow) -> Draft | None:
        """Read one word that no table has behind a word for a sort of place: `منطقة جرجيرة`, `موقع راميا`."""
        plain = self._wordy(at) and at not in self.relations and at not in self.features and not self._begun(at)
        return self._made(at, self._tailed(at + 1, row)) if plain and self.lexicon.uncommon(self.words[at]) else None

    def _held(self, at: int) -> bool:
        """Tell whether what holds a place is named right behind it: `منطقة غافرة | بمديرية الظاهر`, `| في البيضاء`."""
        inside = at < self.size and self.words[at] in ("في", "من")
        holder = at + inside
        named = self.features.get(holder) or self.relations.get(holder) or next(iter(self.names.get(holder, ())), None)
        return named is not None and (inside or named.prefix == "ب" or named is self.relations.get(holder))

    def _second(self, at: int) -> bool:
        """Tell whether a word with the article is the second of a name (`أورم الجوز`), and no adjective."""
        if not self._wordy(at) or self.words[at] in WEEKDAYS:
            return False
        word = self.words[at]
        noun = word.startswith("ال") and len(word) > 4 and not word.endswith(("يه", "ي", "ين", "ون", "ات"))
        return noun and word not in self.lexicon.tails and word not in self.lexicon.directions

    def _begun(self, at: int) -> bool:
        """Tell whether the word is a known word behind a clitic (`بريف`, `والجيش`)."""
        hits = [self.relations.get(at), self.features.get(at), *self.names.get(at, ())[:1]]
        word = self.words[at]
        return any(hit and hit.prefix for hit in hits) or word.startswith(("وال", "بال", "فال", "لل", "كال"))

    def _wordy(self, at: int) -> bool:
        """Tell whether a token may be (part of) a name."""
        if at >= self.size or at in self.taken:
            return False
        word = self.words[at]
        return (
            len(word) > 1
            and word[0] not in PUNCTUATION
            and not word[0].isdigit()
            and word not in self.lexicon.stops
            and word not in self.lexicon.prepositions
        )

    def _tailed(self, end: int, row: FeatureRow) -> int:
        """Take the adjective that belongs to a name: `محطة الوقود العسكرية`."""
        if end < self.size and end not in self.taken:
            word = self.words[end]
            if word in self.lexicon.tails and (row.feature in BUILT or word not in self.lexicon.directions):
                return end + 1
            if row.feature in ("facility", "hospital") and word.startswith("ال") and word.endswith(("يه", "ي")):
                nation = word in self.lexicon.demonyms or word in self.lexicon.directions
                return end if nation or word in self.lexicon.stops else end + 1
        return end
