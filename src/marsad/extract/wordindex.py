"""Words of a small table, each under all the shapes that a text may give it: one lookup a token.

Unlike the matcher, which cuts clitics while it reads, this index writes every shape down
once: a few hundred words of numbers and dates make some thousand keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

from marsad.text.clitics import ARTICLE
from marsad.text.fold import fold_word

T = TypeVar("T")
PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
Shape = tuple[tuple[str, ...], str, bool, T]
"""A row under one of its shapes: the words that must follow, the clitics cut, whether the article stays."""


class Found(NamedTuple, Generic[T]):
    """A row found in a text: tokens `first` to `last` (exclusive), the clitics before it."""

    first: int
    last: int
    prefix: str
    article: bool
    row: T


class WordIndex(Generic[T]):
    """Folded shapes of the rows' forms; `heads` maps a first word to its shapes, longest first."""

    def __init__(self) -> None:
        self.heads: dict[str, list[Shape[T]]] = {}

    def add(self, forms: Iterable[str], row: T, *, article: bool = False, clitics: bool = True) -> None:
        """Add a row under each form, with every clitic and with the article if it may take them."""
        for form in forms:
            first, *rest = fold_word(form).split()
            has = form.startswith(ARTICLE)  # not in its folded shape, where ألف begins like the article
            prefixes = PREFIXES if clitics and first[0].isalpha() else ("",)
            self._shapes(first, prefixes, (tuple(rest), row, has))
            if article and not has:
                self._shapes(ARTICLE + first, prefixes, (tuple(rest), row, True))

    def _shapes(self, first: str, prefixes: Iterable[str], shape: tuple[tuple[str, ...], T, bool]) -> None:
        heads, (rest, row, has) = self.heads, shape
        for prefix in prefixes:
            heads.setdefault(prefix + first, []).append((rest, prefix, has, row))
            if has and prefix[-1:] == "ل":
                heads.setdefault(prefix + first[1:], []).append((rest, prefix, has, row))

    def close(self) -> None:
        """Put the longest shapes first, and of equal ones those with fewer clitics."""
        for shapes in self.heads.values():
            if len(shapes) > 1:
                shapes.sort(key=lambda shape: (-len(shape[0]), len(shape[1])))

    def all_at(self, words: list[str], at: int) -> list[Found[T]]:
        """Return every row found at a token, longest first."""
        shapes = self.heads.get(words[at], ()) if at < len(words) else ()
        return [
            Found(at, at + 1 + len(rest), prefix, article, row)
            for rest, prefix, article, row in shapes
            if not rest or tuple(words[at + 1 : at + 1 + len(rest)]) == rest
        ]

    def openings(self, keep: Callable[[T], bool]) -> dict[str, frozenset[str] | None]:
        """Return each first word with the words of which one must follow it, None if it may stand alone."""
        out: dict[str, frozenset[str] | None] = {}
        for word, every in self.heads.items():
            shapes = [shape for shape in every if keep(shape[3])]
            if shapes:
                alone = any(not shape[0] for shape in shapes)
                out[word] = None if alone else frozenset(shape[0][0] for shape in shapes)
        return out
