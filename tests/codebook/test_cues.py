"""Every row of the cue tables finds its example, and a bad row is reported where it stands."""

import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from marsad.codebook.cues import Cues, load_cues
from marsad.errors import Fault
from marsad.extract.matcher import Matcher, longest
from marsad.model import Hit
from marsad.paths import data_root
from marsad.text.fold import fold_word
from marsad.text.tokens import tokenize

TABLES = ("means", "persons", "things", "links", "status", "sources", "connectors")
OPEN = frozenset({"means", "persons", "things", "sources"})


def load() -> Cues:
    faults: list[Fault] = []
    cues = load_cues(data_root(), faults)
    assert faults == []
    return cues


CUES = load()


def matcher_of(cues: Cues) -> Matcher:
    matcher = Matcher()
    for table in TABLES:
        for row in getattr(cues, table):
            is_open = table in OPEN and getattr(row, "cls", "") != "according"
            for form in row.forms:
                matcher.add(table, form, row, open=is_open, pronouns=is_open)
    return matcher


MATCHER = matcher_of(CUES)


def found(text: str, table: str) -> list[Hit]:
    return longest(MATCHER.find(tokenize(text)).get(table, []))


@pytest.mark.parametrize("table", TABLES)
def test_each_example_holds_one_of_its_row_s_forms(table: str) -> None:
    rows = getattr(CUES, table)
    missing = [
        f"{row.address}: {row.example}" for row in rows if all(hit.row is not row for hit in found(row.example, table))
    ]
    assert missing == []


def test_each_verb_of_saying_is_spelled_for_the_conjugator() -> None:
    assert [speech.address for speech in CUES.speech if not speech.verb or not speech.stance] == []
    assert len({speech.verb for speech in CUES.speech}) == len(CUES.speech)


def sense(table: str, row: Any) -> tuple[object, ...]:
    """Return what a row says of its forms."""
    fields = {
        "means": ("name", "implies"), "persons": ("lemma",), "things": ("lemma",), "links": ("direction", "needs"),
        "status": ("effect", "scope", "before"), "sources": ("lemma",), "connectors": ("effect",),
    }  # fmt: skip
    return tuple(getattr(row, field) for field in fields[table])


# A form may stand in two rows of a table where both are right.
TWICE = {
    "status": {"قد"},
}


@pytest.mark.parametrize("table", TABLES)
def test_no_form_has_two_senses_in_one_table(table: str) -> None:
    senses: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for row in getattr(CUES, table):
        for form in row.forms:
            senses[fold_word(form)].add(sense(table, row))
    allowed = {fold_word(form) for form in TWICE.get(table, ())}
    assert {
        form: sorted(map(str, senses[form])) for form in senses if len(senses[form]) > 1 and form not in allowed
    } == {}


def effects(text: str) -> list[str]:
    return [hit.row.effect for hit in found(text, "status")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("لم تقصف الطائرات البلدة", ["negated"]),
        ("منع الحاجز دخول القافلة", []),
        ("قتل ما لا يقل عن سبعة", ["plain"]),
        ("لا تزال المعارك مستمرة", ["plain"]),
        ("سقطت طائرة من دون طيار", ["plain"]),
        ("سقط صاروخ من دون وقوع إصابات", ["negated"]),
        ("هاجموا البلدة في محاولة لاستعادتها", ["hypothetical"]),
        ("أحبطت القوة محاولة تسلل", ["failed", "failed"]),
        ("هاجموا التل من دون تحقيق تقدم", ["failed"]),
        ("تبنت الجماعة الهجوم", ["responsibility"]),
        ("وسط أنباء عن أسر قائد", ["unconfirmed"]),
    ],
)
def test_status_tells_negation_from_what_only_looks_like_it(text: str, expected: list[str]) -> None:
    assert effects(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("بالسيارات المفخخة", "car bomb"),
        ("وبالطائرات المسيرة", "drone"),
        ("بطائرة من دون طيار", "drone"),
        ("بصاروخين باليستيين", "ballistic missile"),
        ("للبراميل المتفجرة", "barrel bomb"),
        ("وبقذائف الهاون", "mortar"),
        ("والعبوتان الناسفتان", "IED"),
    ],
)
def test_means_are_found_behind_clitics(text: str, name: str) -> None:
    assert [hit.row.name for hit in found(text, "means")] == [name]


@pytest.mark.parametrize(
    ("text", "lemma", "number"),
    [
        ("ومقاتليهم", "مقاتل", "plural"),
        ("للمدنيين", "مدني", "plural"),
        ("قتيلان", "قتيل", "dual"),
        ("قتيلاً", "قتيل", "singular"),
        ("بجنوده", "جندي", "plural"),
        ("المرأة", "امرأة", "singular"),
        ("وطفلتين", "طفل", "dual"),
        ("وجرحاهم", "جريح", "plural"),
    ],
)
def test_persons_are_found_with_their_number(text: str, lemma: str, number: str) -> None:
    hits = found(text, "persons")
    assert {hit.row.lemma for hit in hits} == {lemma}
    word = tokenize(text).words[0]
    forms = [fold_word(form) for form in getattr(hits[0].row, number)]
    assert any(form[:-1] in word for form in forms)


@pytest.mark.parametrize("text", ["محافظة إدلب", "عملية عسكريةً", "سوريا", "أحزاب كردية", "صدى"])
def test_the_feminine_ending_is_no_pronoun(text: str) -> None:
    assert found(text, "persons") == []
    assert effects(text) == []


def test_bad_cells_are_reported_with_file_line_and_column(tmp_path: Path) -> None:
    shutil.copytree(data_root() / "lexicon", tmp_path / "lexicon")
    (tmp_path / "lexicon" / "links.tsv").write_text(
        "direction\tforms\tneeds\texample\nsideways\tإثر\t\tقتل رجل إثر قصف\ncause\t\t\tقتل رجل\n", encoding="utf-8"
    )
    (tmp_path / "lexicon" / "attribution.tsv").write_text(
        "lemma\tclass\tverb\tforms\tstance\tvowel\texample\nقال\tspeech\t\t\tmaybe\tu\tقال رجل\n", encoding="utf-8"
    )
    (tmp_path / "lexicon" / "means.tsv").unlink()
    faults: list[Fault] = []
    load_cues(tmp_path, faults)
    assert {(fault.path.name, fault.line, fault.column) for fault in faults} == {
        ("links.tsv", 2, "direction"),
        ("links.tsv", 3, "forms"),
        ("attribution.tsv", 2, "verb"),
        ("attribution.tsv", 2, "stance"),
        ("means.tsv", 0, ""),
    }
