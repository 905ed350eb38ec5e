"""Words of a small table, each under all the shapes that a text may give it: one lookup a token.

Unlike the matcher, which cuts clitics while it reads, this index writes every shape down
once: a few hundred words of numbers and dates make some thousand keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from marsad.text.clitics import ARTICLE
from marsad.text.fold import fold_word

T = TypeVar("T")
PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """A row under one of its shapes: the words that must follow, the clitics cut, the article kept."""

    rest: tuple[str, ...]
    prefix: str
    article: bool
    row: T


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A row found in a text: tokens `first` to `last` (exclusive), the clitics before it."""

    first: int
    last: int
    prefix: str
    article: bool
    row: T


class WordIndex(Generic[T]):
    """Folded shapes of the rows' forms; `heads` maps a first word to its rows, longest first."""

    def __init__(self) -> None:
        self.heads: dict[str, list[Shape[T]]] = {}

    def add(self, forms: Iterable[str], row: T, *, article: bool = False) -> None:
        """Add a row under each form with every clitic, and with the article too if it may take it."""
        for form in forms:
            first, *rest = fold_word(form).split()
            has = form.startswith(ARTICLE)  # not in its folded shape, where ألف begins like the article
            self._shapes(first, tuple(rest), row, has=has)
            if article and not has:
                self._shapes(ARTICLE + first, tuple(rest), row, has=True)

    def _shapes(self, first: str, rest: tuple[str, ...], row: T, *, has: bool) -> None:
        heads = self.heads
        for prefix in PREFIXES if first[0].isalpha() else ("",):
            heads.setdefault(prefix + first, []).append(Shape(rest, prefix, has, row))
            if has and prefix.endswith("ل"):
                heads.setdefault(prefix + first[1:], []).append(Shape(rest, prefix, has, row))

    def close(self) -> None:
        """Put the longest shapes first, and of equal ones those with fewer clitics."""
        for shapes in self.heads.values():
            shapes.sort(key=lambda shape: (-len(shape.rest), len(shape.prefix)))

    def all_at(self, words: list[str], at: int) -> list[Found[T]]:
        """Return every row found at a token, longest first."""
        out: list[Found[T]] = []
        for shape in self.heads.get(words[at], ()) if at < len(words) else ():
            rest = shape.rest
            last = at + 1 + len(rest)
            if not rest or tuple(words[at + 1 : last]) == rest:
                out.append(Found(at, last, shape.prefix, shape.article, shape.row))
        return out
