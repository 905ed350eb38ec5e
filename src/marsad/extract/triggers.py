"""Which of the words that may signal an event do so here: by their clitics, and by what an ambiguous one asks for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from marsad.codebook.groups import DIGITS
from marsad.codebook.lexicon import Form, Lexicon
from marsad.model import Hit
from marsad.text.clitics import cuts, stems
from marsad.text.fold import fold_word
from marsad.text.grammar import COMMAS, RELATIVE, THAT

AFTER, BEFORE = 10, 5
STIPULATE = frozenset({"يقضي", "تقضي"})
KEPT = 4_000
"""How many words of texts are kept for each list of words that must stand near a trigger."""


class Wanted(dict[str, bool]):
    """Tells of each word of a text whether it, clitics cut away, is one of those that must stand near a trigger.

    Each word is looked at once. `pairs` are two words that must stand together, `seconds` the second of each.
    """

    def __init__(self, words: frozenset[str], pairs: frozenset[str]) -> None:
        super().__init__()
        self._words, self.pairs = words, pairs
        self.seconds = frozenset(pair.split(" ", 1)[1] for pair in pairs)

    def __missing__(self, word: str) -> bool:
        if len(self) > KEPT:
            self.clear()
        found = self[word] = not self._words.isdisjoint((DIGITS,) if word[:1].isdigit() else stems(word))
        return found


Guards = dict[tuple[str, ...], Wanted]
"""What must stand near an ambiguous trigger, or may not, by the row's own list."""


def guards_of(lexicon: Lexicon) -> Guards:
    """Return what must stand near each ambiguous trigger, or may not."""
    lists = {form.after for form in lexicon.forms} | {trigger.unless for trigger in lexicon.triggers}
    return {words: _wanted(map(fold_word, words)) for words in lists}


def _wanted(words: Iterable[str]) -> Wanted:
    listed = list(words)
    return Wanted(frozenset(w for w in listed if " " not in w), frozenset(w for w in listed if " " in w))


def find_triggers(words: list[str], hits: dict[str, list[Hit]], guards: Guards) -> list[Hit]:
    """Return the hits of triggers that signal an event; `words` are those of the report."""
    persons = {(hit.first, hit.last) for hit in hits.get("persons", ())}
    found: list[Hit] = []
    for hit in hits.get("trigger", ()):
        form: Form = hit.row  # type: ignore[assignment]
        if form.part == "participle" and hit.prefix.endswith("ال") and (hit.first, hit.last) in persons:
            continue  # rather a noun of persons: `خمسة من المهاجمين`
        if not carries(hit) or (form.text in STIPULATE and _stipulates(words, hit, guards[form.after])):
            continue
        if _barred(words, hit, guards):
            continue
        if not form.after or _guarded(words, hit, form, guards[form.after]):
            found.append(hit)
    return _nearest(words, found, guards, hits.get("place_name", []))


def _barred(words: list[str], hit: Hit, guards: Guards) -> bool:
    """Tell whether a word follows closely beside which a trigger says something else: `نقل موقع عن الجيش أن`."""
    unless = hit.row.owner.unless  # type: ignore[attr-defined]
    return bool(unless) and _any_known(words[hit.last : hit.last + AFTER], guards[unless])


def _stipulates(words: list[str], hit: Hit, wanted: Wanted) -> bool:
    """Tell whether `يقضي` stands with ب: `اتفاق يقضي بخروج المسلحين` kills nobody, `يقضي برصاص قناص` does."""
    behind = words[hit.last] if hit.last < len(words) else ""
    return behind.startswith("ب") and not wanted[behind]


def _nearest(words: list[str], hits: list[Hit], guards: Guards, places: list[Hit]) -> list[Hit]:
    """Of rows that ask for different words keep the one whose word is nearest: `ضبط أسلحة بحوزة متهم` is of weapons.

    A word in the name of a place is none: `سقطت مدينة ود مدني بيد`.
    """
    rivals: dict[tuple[int, int, str, str, str], list[Hit]] = {}
    for hit in hits:
        form: Form = hit.row  # type: ignore[assignment]
        if form.after:
            rivals.setdefault((*hit[:4], form.part), []).append(hit)
    lost: set[int] = set()
    for rows in rivals.values():
        if len(rows) > 1:
            first = rows[0].last
            named = {
                at - first for place in places if place.last - place.first > 1 for at in range(place.first, place.last)
            }
            near = [word if at not in named else "" for at, word in enumerate(words[first : first + AFTER])]
            nearest = min(rows, key=lambda hit: _distance(near, guards[hit.row.after]))  # type: ignore[attr-defined]
            lost.update(id(hit) for hit in rows if hit is not nearest)
    return [hit for hit in hits if id(hit) not in lost] if lost else hits


def _distance(near: list[str], wanted: Wanted) -> int:
    """Return how many words behind a trigger one stands that its row asks for; many where it stands before."""
    width = 2 if wanted.pairs else 1
    return next((at for at in range(len(near)) if _any_known(near[at : at + width], wanted)), AFTER)


def carries(hit: Hit) -> bool:
    """Tell whether a form may carry its clitics: no verb takes ب, ك or the article."""
    form: Form = hit.row  # type: ignore[assignment]
    if form.part != "verb" or not (hit.prefix or hit.suffix):
        return True
    bare = hit.prefix.removeprefix("و").removeprefix("ف")
    if bare and not (form.tense == "present" and bare in ("ل", "س")):
        return False
    return not hit.suffix or getattr(form.owner, "transitive", True)


def _guarded(words: list[str], hit: Hit, form: Form, wanted: Wanted) -> bool:
    """Tell whether a word that an ambiguous trigger asks for stands near: `أطلق` needs `النار` or `صاروخا`."""
    if _any_known(words[hit.last : hit.last + AFTER], wanted):
        return True
    behind = words[max(hit.first - BEFORE, 0) : hit.first]
    if bool(hit.suffix or behind[-1:] == ["التي"]) and _any_known(behind, wanted):
        return True
    if form.part != "verb" or hit.prefix[:1] in ("و", "ف"):
        return False
    stop = max(
        (place + 1 for place, word in enumerate(behind) if word in COMMAS or word in THAT or word in RELATIVE),
        default=0,
    )
    return _any_known(behind[stop:], wanted)


def _any_known(words: list[str], wanted: Wanted) -> bool:
    """Tell whether a word or two, clitics cut away, are among those wanted."""
    if any(map(wanted.__getitem__, words)):
        return True
    if not wanted.pairs or wanted.seconds.isdisjoint(words):
        return False
    return any(f"{rest} {after}" in wanted.pairs for word, after in pairwise(words) for _, rest in cuts(word))
