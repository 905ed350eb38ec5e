"""The tables of the calendar, folded and indexed for reading."""

from __future__ import annotations

from marsad.codebook.calendar import Calendar, CalendarWord
from marsad.extract.numbers import NumberWords
from marsad.extract.wordindex import PREFIXES, Found, WordIndex
from marsad.text.clitics import ARTICLE
from marsad.text.fold import fold_word

HEADS = frozenset(
    {
        "month", "weekday", "part", "offset", "last_night", "anaphor", "this", "unit", "ago", "during", "during_last",
        "within", "edge", "day_word", "on",
    }
)  # fmt: skip
LEADS = frozenset({"before_name", "during", "relation", "opens", "joins", "edge"})
FOLLOWERS = frozenset({"turn", "then", "same", "of_it", "era", "several", "little"})
READERS = {
    "day": frozenset({"part", "day_word", "on", "anaphor", "last_night", "offset", "weekday"}),
    "ago": frozenset({"ago", "within"}),
    "rolling": frozenset({"during", "during_last", "within", "unit"}),
    "period": frozenset({"edge", "this", "unit"}),
    "month": frozenset({"month", "unit"}),
    "year": frozenset({"unit"}),
    "part": frozenset({"part"}),
}
"""The roles of the words that a reader may begin with."""
NONE: frozenset[str] = frozenset()
READERS_OF = {role: [name for name, opened in READERS.items() if role in opened] for role in HEADS}


class DateWords:
    """Rows of the calendar by their words, the words a date may begin with, and what excludes one."""

    def __init__(self, calendar: Calendar, numbers: NumberWords) -> None:
        self.numbers = numbers
        self.week_start = calendar.week_start
        self.index: WordIndex[CalendarWord] = WordIndex()
        self.relations: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for word in calendar.words:
            self.index.add(word.forms, word, article=word.role == "unit", clitics=word.role not in FOLLOWERS)
            if word.role == "relation":
                self._relation(word)
        self.index.close()
        self._roles = {word: frozenset(shape[3].role for shape in shapes) for word, shapes in self.index.heads.items()}
        self.heads = self.index.openings(lambda row: row.role in HEADS)
        self.heads |= dict.fromkeys([*numbers.ordinals.heads, ARTICLE])
        self.leads = self._with_roles(LEADS)
        self.year_leads = self._with_roles(frozenset({"before_name", "during", "relation"}))
        self.readers = {word: self._readers(word) for word in self.heads}
        self.excluded: dict[tuple[str, str], frozenset[str]] = {}
        for name in calendar.exclusions:
            key = (name.side, name.role)
            self.excluded[key] = self.excluded.get(key, frozenset()) | _names(name.words)

    def at(self, words: list[str], at: int, *roles: str) -> Found[CalendarWord] | None:
        """Return the first row at a token with one of the roles, the longest first."""
        word = words[at] if at < len(words) else ""
        if self._roles.get(word, NONE).isdisjoint(roles):
            return None
        for rest, prefix, article, row in self.index.heads[word]:
            if row.role in roles:
                last = at + 1 + len(rest)
                if not rest or tuple(words[at + 1 : last]) == rest:
                    return Found(at, last, prefix, article, row)
        return None

    def relation_before(self, words: list[str], at: int) -> str:
        """Return how a date bears on what is told, by the words before it: `منذ` gives `since`."""
        for phrase, relation in self.relations.get(words[at - 1], ()) if at else ():
            first = at - len(phrase)
            if first >= 0 and tuple(words[first:at]) == phrase:
                return relation
        return ""

    def excludes(self, role: str, words: list[str], first: int, last: int) -> bool:
        """Tell whether a neighbour makes tokens `first` to `last` a name: `سوق | الخميس`."""
        before, after = self.excluded.get(("before", role)), self.excluded.get(("after", role))
        return bool(
            (before and first and words[first - 1] in before) or (after and last < len(words) and words[last] in after)
        )

    def _readers(self, word: str) -> frozenset[str]:
        named = {name for role in self._roles.get(word, ()) for name in READERS_OF.get(role, ())}
        return frozenset(named | {"date"} if word in self.numbers.ordinals.heads else named)

    def _relation(self, word: CalendarWord) -> None:
        for form in word.forms:
            first, *rest = fold_word(form).split()
            for prefix in PREFIXES:
                phrase = (prefix + first, *rest)
                self.relations.setdefault(phrase[-1], []).append((phrase, word.unit))
        for phrases in self.relations.values():
            phrases.sort(key=lambda entry: -len(entry[0]))

    def _with_roles(self, roles: frozenset[str]) -> frozenset[str]:
        return frozenset(word for word, found in self._roles.items() if not roles.isdisjoint(found))


def _names(words: tuple[str, ...]) -> frozenset[str]:
    folded = {fold_word(word) for word in words}
    return frozenset(prefix + word for word in folded for prefix in ("", "و", "ب"))


def calendar_words(calendar: Calendar) -> frozenset[str]:
    """Return the folded single words of the calendar: `صباح`, `السبت`, `امس`."""
    forms = (fold_word(form) for word in calendar.words for form in word.forms)
    return frozenset(form for form in forms if " " not in form)
