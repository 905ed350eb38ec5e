"""Lists of places: `قرى الغرّة والجفر والحسينية`, and a second side of one place."""

from __future__ import annotations

from abc import ABC

from marsad.extract.place_lines import Lines
from marsad.extract.place_mention import Draft
from marsad.extract.place_names import ANY, COMMAS, PREPOSED
from marsad.extract.place_words import OWNED, SHORTEST
from marsad.text.clitics import has_article

WIDE = frozenset({"governorate", "region", "district", "mountain", "plain", "country", "valley"})


class Lists(Lines, ABC):
    """Names, and the lists that they are told in."""

    def _list(self, head: Draft) -> list[Draft]:
        """Read the members of a list after its first: `قرى الغرّة والجفر والحسينية`."""
        found: list[Draft] = []
        last = self._up_to_comma(head) if head.number == "pl" else head
        while (head.number != "du" or not found) and not (head.anaphoric and head.direction):
            member = self._member(head, last)
            if member is None:
                break
            member.group, member.number = head.group, head.number
            if head.number != "sg":
                member.feature, member.kind = head.feature, head.feature or member.kind
            found.append(member)
            last = member
        return found

    def _member(self, head: Draft, last: Draft) -> Draft | None:
        """Read the next member of a list, known or, after a plural or between known ones, not."""
        comma = last.last < self.size and self.words[last.last] in COMMAS
        at = last.last + comma
        at += self.words[at : at + 1] == ["و"] and at + 1 in self.quoted
        if at >= self.size or at in self.taken:
            return None
        side = self._other_side(head, at)
        if side:
            return side
        joined = at in self.relations or at in self.features
        known = self._name(at, ANY if head.number != "sg" else PREPOSED)
        if known and (known.prefix == "و" or (comma and known.prefix == "")):
            self._turn(known) if head.relation else None
            return known
        word = self.words[at]
        prefix = "و" if word.startswith("و") and (not comma or self._headed_by(word[1:])) else ""
        if head.number == "pl" and not joined and self._quoted_name(at):
            return self._made(at, self.quoted[at])
        if joined or not (prefix or comma) or self.words[at] in self.lexicon.stops:
            return None
        return self._new_member(head, at, prefix)

    def _headed_by(self, rest: str) -> bool:
        """Tell whether a word without its و opens a name: `قرى الخوين، | وأم | الخلاخيل`."""
        return rest.startswith("ال") or rest in self.lexicon.heads

    def _quoted_name(self, at: int) -> bool:
        """Tell whether a name in quotation marks begins here, and no sentence that is quoted."""
        word = self.words[at]
        return self._in_quotes(at) and not self._lists(at) and not word.startswith("و") and self._wordy(at)

    def _new_member(self, head: Draft, at: int, prefix: str) -> Draft | None:
        """Read an unknown member of a list."""
        rest = self.words[at][len(prefix) :]
        other = head.number == "du" and bool(prefix)
        if (rest in self.lexicon.stops and not other) or not self._wordy(at):
            return None
        unheard = self._unheard(at, prefix) if head.number != "sg" else None
        if unheard:
            return self._up_to_comma(unheard) if head.number == "pl" else unheard
        two = self._wordy(at + 1) if rest in self.lexicon.heads else other and self._second(at + 1)
        end = at + 1 + two
        if end == at + 1 and not (rest.startswith("ال") and len(rest) > 4) and not self._due(head, rest, prefix):
            return None
        if head.number == "sg" and not self._goes_on(end):
            return None
        return self._made(at, end, prefix)

    def _due(self, head: Draft, rest: str, prefix: str) -> bool:
        """Tell whether a word must be a name as the list is told: the other of two, or one joined that no table has."""
        if not prefix or len(rest) < SHORTEST or rest.endswith(OWNED):
            return False
        return head.number == "du" or (head.number == "pl" and self.lexicon.uncommon(rest))

    def _up_to_comma(self, draft: Draft) -> Draft:
        """Take the second word of an unknown name that a comma or a quotation mark ends: `قرى دادا عبدال، مطمورة`."""
        at = draft.last
        second = self._wordy(at) and not self.words[at].startswith("و") and self.lexicon.unheard(self.words[at])
        alone = not draft.known and " " not in draft.core and second
        ends = self.words[at + 1 : at + 2]
        closed = any(quote.last == at + 1 for quote in self.tokens.quotes)
        if alone and (closed or (ends and ends[0] in COMMAS)):
            draft.last, draft.core = at + 1, f"{draft.core} {self.words[at]}"
        return draft

    def _goes_on(self, at: int) -> bool:
        """Tell whether a known place follows in the list."""
        for place in range(at, min(at + 3, self.size)):
            hits = [*self.names.get(place, ()), self.features.get(place), self.relations.get(place)]
            if any(hit and hit.prefix == "و" and not has_article(hit.prefix) for hit in hits):
                return True
        return False

    def _other_side(self, head: Draft, at: int) -> Draft | None:
        """Read a second direction: `ريف حمص الشمالي والشمالي الشرقي`."""
        word = self.words[at]
        if head.direction is None or head.relation is None or not word.startswith("وال"):
            return None
        row, last = self.lexicon.direction([word[1:], *self.words[at + 1 : at + 2]], 0)
        if row is None:
            return None
        return Draft(
            at, at + last, "و", head.core, at, 1, head.feature, head.kind, head.relation, row, None, head.known
        )

    def _turn(self, draft: Draft) -> None:
        """Take the direction after a wide place or a countryside: `ريف حماة الشمالي`."""
        countryside = draft.relation is not None and draft.relation.relation == "countryside"
        if countryside or (draft.kind in WIDE and not draft.anaphoric and draft.feature is None):
            row, last = self.lexicon.direction(self.words, draft.last)
            if row:
                draft.direction, draft.last = row, last
