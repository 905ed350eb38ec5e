"""Places that are lines: a road or a stretch between two places, a border, and so many kilometres from a place."""

from __future__ import annotations

from abc import ABC, abstractmethod

from marsad.codebook.places import NameRow
from marsad.extract.place_back import Backward
from marsad.extract.place_mention import Draft
from marsad.extract.place_names import ANY, PREPOSED
from marsad.extract.place_words import BORDERS, KILOMETRES

DASHES = frozenset({"-", "–", "—", "/", "_", "ـ"})
LINES = frozenset({"road", "axis", "line"})
"""Relations whose place may have a second end."""
WITH = frozenset({"مع", "بين"})
AWAY = frozenset({"من", "عن"})


class Lines(Backward, ABC):
    """Names, and how two of them make one place."""

    def _far_end(self, draft: Draft) -> None:
        """Take the other end of a line: `طريق دمشق – السويداء`, `الطريق الرابط بين الدلنج وكادوقلي`."""
        if draft.relation is None or draft.relation.relation not in LINES or draft.far:
            return
        dash = draft.last < self.size and self.words[draft.last] in DASHES
        other = self._name(draft.last + dash, ANY)
        joined = "و" if draft.relation.relation == "line" else ""
        if other is None or other.kind == "country" or other.prefix not in ("", joined):
            return
        draft.far, draft.last = other.core, other.last

    def _border(self, at: int) -> Draft | None:
        """Read a border: `الحدود السورية التركية`, `الحدود مع تشاد`, `الشريط الحدودي مع تركيا`."""
        prefix, last = self._border_words(at)
        if not last:
            return None
        of: list[str] = []
        if one := self._nation(last):
            of, last = [one], last + 1
            dash = last < self.size and self.words[last] in DASHES
            if other := self._nation(last + dash):
                of, last = [one, other], last + dash + 1
        if last + 1 < self.size and self.words[last] in WITH and len(of) < 2:
            named = self._land(last + 1)
            if named:
                of, last = [*of, named.core], named.last
        if not of:
            return None
        return Draft(
            at,
            last,
            prefix,
            " ".join(self.words[at:last]),
            at,
            len(prefix),
            None,
            "border",
            known=True,
            border=tuple(of),
        )

    def _nation(self, at: int) -> str:
        """Return the country of an adjective, by its code, or of a name that reads like one: `السعودية`."""
        if at >= self.size:
            return ""
        word = self.words[at].removeprefix("و")
        land = self._land(at) if word.startswith("ال") else None
        return self.lexicon.demonyms.get(word, land.core if land and land.last == at + 1 else "")

    def _land(self, at: int) -> Draft | None:
        """Read a country, also where it was read as a party."""
        rows = ((hit, hit.row) for hit in self.names.get(at, ()) if isinstance(hit.row, NameRow))
        return next((self._draft(hit, row) for hit, row in rows if row.feature == "country"), None)

    def _border_words(self, at: int) -> tuple[str, int]:
        """Return the letters cut before the words for a border, and where they end (0: there are none)."""
        prefix, rest = BORDERS.get(self.words[at], ("", None))
        if rest is None or self.words[at + 1 : at + 1 + len(rest)] != rest:
            return "", 0
        return prefix, at + 1 + len(rest)

    def _away(self, at: int) -> Draft | None:
        """Read kilometres without a direction: `على بعد 10 كم من تدمر`."""
        if self.words[at] not in KILOMETRES or at + 2 >= self.size or self.words[at + 1] not in AWAY:
            return None
        far, near = self._distance(at + 1), self.lexicon.near
        inner = self._single(at + 2, PREPOSED) if far is not None and near is not None else None
        if inner is None or inner.relation is not None or inner.prefix or not inner.known:
            return None
        inner.first, inner.relation, inner.distance_km = at, near, far
        return inner

    @abstractmethod
    def _single(self, at: int, context: int) -> Draft | None:
        """Read one mention; the scan knows how."""

    def _distance(self, at: int) -> float | None:
        """Read the kilometres before a relation: `على بعد 20 كم شمال`, `(20 كم) شمال`."""
        at -= at >= 1 and self.words[at - 1] == ")"
        if at >= 2 and self.words[at - 1] in KILOMETRES:
            try:
                return float(self.words[at - 2].replace(",", ""))
            except ValueError:
                return None
        return None
