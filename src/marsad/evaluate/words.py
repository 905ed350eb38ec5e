"""What counts as the same words when events are compared: the tables of `data/evaluation`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from marsad.codebook.tables import Row, read_table
from marsad.errors import DataError, Fault
from marsad.text.fold import fold_word

_BREAKS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class PartyNames:
    """The names of one party, folded; it `hides` others unless one of the words `unless` stands there."""

    party: str
    names: tuple[str, ...]
    hides: frozenset[str]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Names of parties, words that say nothing by themselves, and the families of kinds."""

    parties: tuple[PartyNames, ...]
    generic: frozenset[str]
    articles: tuple[str, ...]
    families: dict[str, str]

    def parties_in(self, *texts: str | None) -> frozenset[str]:
        """Return the parties that words name: `parties_in("داعش في الرقة")` gives `{"islamic state"}`."""
        flat = " ".join(plain(text) for text in texts if text)
        named = [party for party in self.parties if any(name in flat for name in party.names)]
        hidden = {other for party in named if not any(word in flat for word in party.unless) for other in party.hides}
        return frozenset(party.party for party in named) - hidden

    def bare(self, text: str) -> frozenset[str]:
        """Return words without article and what stands before it: `bare("بالرقة")` gives `{"رقه"}`."""
        return frozenset(self._bare(word) for word in plain(text).split())

    def place(self, text: str) -> frozenset[str]:
        """Return the words that tell a place: `place("ريف إدلب الشمالي")` gives `{"ادلب"}`."""
        words = plain(text).split()
        telling = [word for word in words if not {word, self._bare(word)} & self.generic]
        return frozenset(self._bare(word) for word in telling or words)

    def _bare(self, word: str) -> str:
        for article in self.articles:
            if word.startswith(article) and len(word) - len(article) >= 2:
                return word[len(article) :]
        return word


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return folded lower-case words with a space between them: `plain("«الرقّة»!")` gives `"الرقه"`."""
    return _BREAKS.sub(" ", fold_word(text).lower()).strip()


def load_words(root: Path) -> Words:
    """Read the tables of `evaluation` below the data folder; raises `DataError` with every fault."""
    folder, faults = root / "evaluation", list[Fault]()
    parties = tuple(map(_party, read_table(folder / "parties.tsv", ("party", "names"), faults, ("hides", "unless"))))
    rows = read_table(folder / "words.tsv", ("role", "words"), faults)
    families = read_table(folder / "families.tsv", ("family", "kinds"), faults)
    faults += [row.fault("role", "is neither generic nor article") for row in rows if row["role"] not in _ROLES]
    if faults:
        raise DataError(faults)
    generic, articles = (
        [plain(word) for row in rows if row["role"] == role for word in row.values("words")] for role in _ROLES
    )
    kinds = {kind: row["family"] for row in families for kind in row["kinds"].split()}
    return Words(parties, frozenset(generic), tuple(articles), kinds)


_ROLES = ("generic", "article")


def _party(row: Row) -> PartyNames:
    (party,) = row.values("party")
    names = (party, *row.values("names"))
    unless = tuple(plain(word) for word in row.values("unless"))
    return PartyNames(party, tuple(map(plain, names)), frozenset(row.values("hides")), unless)
