"""Groups of nouns that triggers ask for by name."""

from __future__ import annotations

import shutil
from pathlib import Path

from marsad.codebook.groups import noun_groups
from marsad.codebook.lexicon import load_lexicon
from marsad.errors import Fault
from marsad.paths import data_root

LEXICON = data_root() / "lexicon"


def test_groups_are_the_tables_own_words() -> None:
    groups = noun_groups(LEXICON)
    assert {"طريق", "طريقا", "أوتوستراد"} <= set(groups["road"])
    assert {"جندي", "جنود"} <= set(groups["soldier"]) <= set(groups["people"])
    assert "لغم أرضي" in groups["ied"]


def test_nationalities_are_no_people_for_they_qualify_forces() -> None:
    groups = noun_groups(LEXICON)
    assert "يمني" in groups["person"]
    assert "يمني" not in groups["people"]


def test_numbers_are_counted_but_not_ordinals() -> None:
    count = noun_groups(LEXICON)["count"]
    assert "ثلاثة" in count
    assert "الثالث" not in count


def test_a_noun_added_to_its_table_serves_the_triggers_that_ask_for_its_group(tmp_path: Path) -> None:
    shutil.copytree(LEXICON, tmp_path / "lexicon")
    with (tmp_path / "lexicon" / "things.tsv").open("a", encoding="utf-8") as table:
        table.write("زقاق\troad\t\tزقاق أزقة\tأغلقوا زقاقا\n")
    faults: list[Fault] = []
    closed = next(one for one in load_lexicon(tmp_path, faults).triggers if one.lemma == "أغلق")
    assert "أزقة" in closed.after
    assert not faults


def test_a_group_that_no_table_knows_is_a_fault(tmp_path: Path) -> None:
    shutil.copytree(LEXICON, tmp_path / "lexicon")
    path = tmp_path / "lexicon" / "triggers.tsv"
    path.write_text("lemma\tframe\tnouns\tafter\texample\nسد\trestrict\tسد\t@rood\tسد الطريق\n", encoding="utf-8")
    faults: list[Fault] = []
    load_lexicon(tmp_path, faults)
    assert [(fault.line, fault.column) for fault in faults] == [(2, "after")]
    assert "@rood" in faults[0].problem
