"""What merging knows beside the accounts: who belongs to whom, which outlet is which, the parts of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marsad.codebook.load import load_codebook
from marsad.codebook.tables import read_table
from marsad.errors import Fault
from marsad.text.fold import fold_word

INSIDE = frozenset("في من على وسط قرب داخل مركز شمال جنوب شرق غرب شمالي جنوبي شرقي غربي".split())


@dataclass(frozen=True, slots=True)
class World:
    """Parents of parties, outlets by name, families of kinds, words for the parts of a day."""

    parents: Mapping[str, str | None]
    outlets: Any
    families: Mapping[str, str]
    parts: tuple[tuple[str, str], ...]
    agencies: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()

    @classmethod
    def load(cls, root: Path) -> World:
        """Read what is needed below the data folder."""
        book = load_codebook(root)
        faults: list[Fault] = []
        rows = read_table(root / "evaluation" / "families.tsv", ("family", "kinds"), faults, ("note",))
        families = {kind: row["family"] for row in rows for kind in row["kinds"].split()}
        parts = read_table(root / "calendar" / "parts_of_day.tsv", ("forms", "part"), faults, ("alone", "example"))
        forms = [(fold_word(form).strip(), row["part"]) for row in parts for form in row.values("forms")]
        actors = book.actors.actors
        agencies = {name.form: name.id for name in book.actors.names}
        return cls(
            {actor.id: actor.parent for actor in actors.values()},
            book.outlets,
            families,
            tuple(sorted(forms, key=lambda one: -len(one[0]))),
            {fold_word(form).strip(): party for form, party in agencies.items()},
            {actor.name.lower().split(" (")[0]: actor.id for actor in actors.values()},
            frozenset(word for row in book.places.features for form in row.forms for word in fold_word(form).split())
            | frozenset(word for row in book.places.relations for form in row.forms for word in fold_word(form).split())
            | INSIDE,
        )

    def telling(self, place: str) -> frozenset[str]:
        """Return the words of a place's folded name that tell which: `بلده اورم الجوز` gives `اورم` and `جوز`."""
        bare = [word.removeprefix("ال") for word in place.split() if word.removeprefix("ال") not in self.plain]
        return frozenset(bare) or frozenset(place.split())

    def outlet(self, name: object) -> str:
        """Return what an outlet is known by: as a party where it is one, else its name in the table, else as given.

        So its own word and that of others who credit it are one origin.
        """
        if not name:
            return "-"
        known = self.outlets.find(str(name))
        for form in (str(name), *(known.forms if known else ())):
            party = self.agencies.get(fold_word(form.replace("_", " ")).strip())
            if party:
                return party
        return str(known.name) if known else fold_word(str(name)).strip()

    def source(self, credit: Mapping[str, Any]) -> str:
        """Return what the one is known by whom a report credits."""
        if credit.get("id"):
            return str(credit["id"])
        return "said:" + fold_word(str(credit.get("name") or credit.get("text") or "")).strip()

    def part_of_day(self, words: str) -> str:
        """Return the part of the day that the words of a date name, or ""; `فجر اليوم` is the dawn."""
        text = f" {fold_word(words)} "
        return next((part for form, part in self.parts if f" {form} " in text or f" ال{form} " in text), "")

    def line(self, party: str | None) -> list[str]:
        """Return a party and all that it belongs to, the nearest first."""
        found: list[str] = []
        while party is not None and party not in found:
            found.append(party)
            party = self.parents.get(party)
        return found

    def family(self, kind: str) -> str:
        """Return the family of a kind: shelling and air strikes are of one."""
        return self.families.get(kind, kind)
