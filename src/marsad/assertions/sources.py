"""What to call a source that no table of parties knows: `مصادر محلية` is "local sources"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.codebook.sources import SourceName
from marsad.text.clitics import cuts
from marsad.text.fold import fold_word


class SourceNames:
    """English names for the words of sources."""

    def __init__(self, rows: Iterable[SourceName]) -> None:
        self._words = {fold_word(form): (row.part, row.english) for row in rows for form in row.forms}

    def english(self, words: Sequence[str]) -> str | None:
        """Return a source's English name; None where no word of it is known.  Words are folded.

        `["مصدر", "امني"]` gives `"security source"`.
        """
        noun, qualities = "", []
        for word in words:
            part, english = self._look_up(word)
            if part == "noun" and not noun:
                noun = english
            elif part == "quality" and noun and english not in qualities:
                qualities.append(english)
        return " ".join([*qualities, noun]) if noun else None

    def own(self, words: Sequence[str]) -> bool:
        """Tell whether the outlet's own people are meant: `مراسلنا`."""
        return bool(words) and self._look_up(words[0])[0] == "own"

    def _look_up(self, word: str) -> tuple[str, str]:
        return next((self._words[rest] for _, rest in cuts(word) if rest in self._words), ("", ""))
