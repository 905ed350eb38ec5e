"""Write `data/lexicon/verb_forms.tsv`: every third person form of every verb of the lexicon.

A developer's script, no part of the package: it needs libqutrub (GPL), which is best put in a
virtual environment of its own and is never a dependency.  Its output is data, reviewed by hand.

    python -m venv /tmp/conjugate && /tmp/conjugate/bin/pip install libqutrub
    PYTHONPATH=src /tmp/conjugate/bin/python scripts/conjugate.py
    PYTHONPATH=src python scripts/conjugate.py --check      (needs no libqutrub)
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marsad.codebook.tables import read_table
from marsad.paths import data_root
from marsad.text.fold import fold_word

TABLES = ("triggers.tsv", "light_verbs.tsv", "attribution.tsv")
OUTPUT = "verb_forms.tsv"
VOWELS = {"a": "فتحة", "u": "ضمة", "i": "كسرة", "": "فتحة"}
PERSONS = ("هو", "هي", "هما", "هما مؤ", "هم", "هن")
TENSES = {
    ("active", "past"): ("الماضي المعلوم",),
    ("passive", "past"): ("الماضي المجهول",),
    ("active", "present"): ("المضارع المعلوم", "المضارع المنصوب", "المضارع المجزوم"),
    ("passive", "present"): ("المضارع المجهول", "المضارع المجهول المنصوب", "المضارع المجهول المجزوم"),
}
MARKS = re.compile("[\u064b-\u0652\u0670]")
SHORT = 3
HEAD = """\
# Verb forms, third person, unvocalised; written by scripts/conjugate.py and reviewed: do not edit by hand.
# A form written alike in both voices stands in both rows.  False friends ("نقلا" citing, "عدن" Aden) are left
# out by the `drop` column of the tables that name the verbs; so are the shortest jussive and feminine plural forms.
verb\tvoice\ttense\tforms
"""


@dataclass
class Verb:
    """What the tables say of one verb."""

    vowel: str = ""
    transitive: bool = True
    drop: set[str] = field(default_factory=set)


def collect(root: Path) -> dict[str, Verb]:
    """Return the distinct verbs of all tables; a vowel said once holds for all rows."""
    verbs: dict[str, Verb] = {}
    for name in TABLES:
        path = root / "lexicon" / name
        for row in read_table(path, ("lemma",), []) if path.exists() else []:
            if row["verb"]:
                verb = verbs.setdefault(row["verb"], Verb())
                verb.vowel = verb.vowel or row["vowel"]
                verb.transitive = verb.transitive and row["transitive"] != "n"
                verb.drop.update(fold_word(form) for form in row.values("drop"))
    return verbs


def conjugate(spelling: str, verb: Verb) -> dict[tuple[str, str], list[str]]:
    """Return the forms of one verb by voice and tense."""
    library: Any = importlib.import_module("libqutrub.mosaref_main")
    table: Any = library.do_sarf(
        spelling, VOWELS[verb.vowel], alltense=False, past=True, future=True, passive=True, imperative=False,
        future_moode=True, confirmed=False, transitive=True, display_format="DICT",
    )  # fmt: skip
    if not isinstance(table, dict):
        sys.exit(f"{spelling}: libqutrub cannot conjugate it; write shadda and hamza")
    _mend(table)
    forms = {key: _forms(table, names, verb) for key, names in TENSES.items() if verb.transitive or key[0] == "active"}
    _spell_alike(forms)
    return {key: found for key, found in forms.items() if found}


def _mend(table: dict[str, dict[str, str]]) -> None:
    """Mend the passive past of verbs like توفّى, of which libqutrub loses the و: `تفي` for `توفي`."""
    active, passive = (table[TENSES[voice, "past"][0]] for voice in ("active", "passive"))
    for person, form in active.items():
        letters = MARKS.sub("", form)
        if letters.startswith("تو") and not MARKS.sub("", passive[person]).startswith("تو"):
            passive[person] = "تو" + MARKS.sub("", passive[person])[1:]


def _forms(table: dict[str, dict[str, str]], names: tuple[str, ...], verb: Verb) -> list[str]:
    """Return the forms of some tenses, each once, in the order of persons."""
    found: dict[str, None] = {}
    for name in names:
        for person in PERSONS:
            form = MARKS.sub("", table[name].get(person, ""))
            if not form or _too_short(form, person, name):
                continue
            for spelling in (form, form.replace("ؤوا", "أوا").replace("ؤون", "أون")):
                if fold_word(spelling) not in verb.drop:
                    found[spelling] = None
    return list(found)


def _too_short(form: str, person: str, tense: str) -> bool:
    """Tell the short forms that are mostly other words: `عدن` they (f.) returned, `يصب` jussive of أصاب."""
    return (person == "هن" and len(form) <= SHORT) or (tense.endswith("المجزوم") and len(form) <= SHORT)


def _spell_alike(forms: dict[tuple[str, str], list[str]]) -> None:
    """Spell a passive form that folds like an active one as that (`تبني`, `تبنى`), so that both rows agree."""
    for tense in ("past", "present"):
        active = {fold_word(form): form for form in forms.get(("active", tense), ())}
        passive = forms.get(("passive", tense), [])
        forms["passive", tense] = list(dict.fromkeys(active.get(fold_word(form), form) for form in passive))


def write(root: Path) -> None:
    """Conjugate every verb and write the table, sorted."""
    lines = []
    for spelling, verb in sorted(collect(root).items()):
        for (voice, tense), forms in conjugate(spelling, verb).items():
            lines.append(f"{spelling}\t{voice}\t{tense}\t{' '.join(forms)}\n")
    (root / "lexicon" / OUTPUT).write_text(HEAD + "".join(lines), encoding="utf-8")
    sys.stdout.write(f"{len(lines)} rows, {sum(line.count(' ') + 1 for line in lines)} forms\n")


def check(root: Path) -> int:
    """Say which verbs the table lacks or has too many of; 1 where it is stale."""
    wanted = set(collect(root))
    have = {row["verb"] for row in read_table(root / "lexicon" / OUTPUT, ("verb",), [])}
    for word, verbs in (("missing", wanted - have), ("not wanted", have - wanted)):
        if verbs:
            sys.stdout.write(f"{OUTPUT}: {word}: {' '.join(sorted(verbs))}\n")
    return int(wanted != have)


def main() -> int:
    """Write the table, or with --check tell whether it is stale."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="tell whether the table lacks a verb")
    arguments = parser.parse_args()
    if arguments.check:
        return check(data_root())
    write(data_root())
    return 0


if __name__ == "__main__":
    sys.exit(main())
