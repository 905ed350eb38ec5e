"""Words for a sort of place that have the article: they point back, or an adjective tells which one is meant."""

from __future__ import annotations

from marsad.extract.place_mention import Draft
from marsad.extract.place_names import BUILT, Names
from marsad.model import Hit

ANY_ROAD = frozenset("العام العامه الرييسي الرييسيه".split())
"""Adjectives that do not tell which road is meant."""


class Backward(Names):
    """Names, and the places that are told without one."""

    def _adjoined(self, draft: Draft) -> Draft:
        """Take in the adjective that tells which one: `المطار العسكري`, `المسجد الكبير`."""
        draft.last += draft.kind in BUILT and self.words[draft.last] in self.lexicon.tails
        return draft

    def _one_of(self, hit: Hit, kind: str) -> Draft | None:
        """Read something built that an adjective alone names: `قرب الجامع الكبير`, `في الشارع التحتاني`."""
        if kind not in BUILT or hit.last >= self.size or self.words[hit.last] not in self.lexicon.tails:
            return None
        if kind == "road" and self.words[hit.last] in ANY_ROAD:
            return None
        draft = self._adjoined(self._back(hit, kind))
        draft.core, draft.anaphoric, draft.known = f"{draft.core} {self.words[hit.last]}", False, False
        return draft if self.words[hit.last].startswith("ال") else None

    def _part(self, hit: Hit, kind: str) -> Draft | None:
        """Read a part of a town or a land that its adjective names: `دخلوا المدينة القديمة`, `في الحي الصناعي`."""
        if hit.last >= self.size or hit.last in self.taken:
            return None
        draft = self._back(hit, kind)
        draft.core = f"{draft.core} {self.words[hit.last]}"
        if draft.core not in self.lexicon.parts:
            return None
        draft.last, draft.anaphoric, draft.known = hit.last + 1, False, False
        return draft

    def _back(self, hit: Hit, kind: str) -> Draft:
        cut = len(hit.prefix) - 2
        prefix = hit.prefix[:-1] if hit.prefix.endswith("لل") else hit.prefix[:-2]
        core = "ال" + self.words[hit.first][len(hit.prefix) :]
        return Draft(hit.first, hit.last, prefix, core, hit.first, cut, kind, kind, known=True, anaphoric=True)

    def _sided(self, hit: Hit, kind: str) -> Draft | None:
        """Read `الأحياء الشرقية`, `الريف الشمالي`: a side of the place spoken of."""
        row, last = self.lexicon.direction(self.words, hit.last)
        if row is None:
            return None
        draft = self._back(hit, kind)
        draft.last, draft.direction = last, row
        return draft
