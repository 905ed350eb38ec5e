"""The lexicon of triggers and light verbs: every row's example, its verbs' forms, and faults in a broken copy."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import time
from functools import cache
from pathlib import Path

import pytest

from marsad.codebook.lexicon import FRAMES, Form, Lexicon, LightVerb, Trigger, load_lexicon, with_tanwin
from marsad.codebook.tables import read_table
from marsad.errors import Fault
from marsad.extract.matcher import Matcher
from marsad.model import Hit
from marsad.paths import data_root
from marsad.text.clitics import cuts, tails
from marsad.text.fold import fold_word
from marsad.text.tokens import Tokens, tokenize

REACH = 6
ROOT = data_root()


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, loaded once."""
    return load_lexicon(ROOT, [])


@cache
def matcher() -> Matcher:
    """Return a matcher of all forms: nouns open, all with pronouns."""
    found = Matcher()
    for form in lexicon().forms:
        found.add("lexicon", form.text, form, open=form.part != "verb", pronouns=True)
    return found


def hits_of(text: str, owner: Trigger | LightVerb) -> list[tuple[Tokens, Hit, Form]]:
    """Return the hits of one row in a text."""
    tokens = tokenize(text)
    found = []
    for hit in matcher().find(tokens).get("lexicon", []):
        form = hit.row
        assert isinstance(form, Form)
        if form.owner is owner:
            found.append((tokens, hit, form))
    return found


def follows(tokens: Tokens, hit: Hit, form: Form) -> bool:
    """Tell whether one of the form's `after` words stands among the six words after the hit."""
    wanted = {tuple(fold_word(value).split()) for value in form.after}
    for place in range(hit.last, min(hit.last + REACH, len(tokens))):
        for words in wanted:
            near = tokens.words[place : place + len(words)]
            if len(near) == len(words) and words[0] in spellings(near[0]) and tuple(near[1:]) == words[1:]:
                return True
    return not wanted


def spellings(word: str) -> set[str]:
    """Return a word without its clitics and pronouns, in all ways."""
    bare = {rest for _, rest in cuts(word)}
    return bare | {stem for rest in bare for _, stem in tails(rest)}


def texts(owner: str, part: str) -> set[str]:
    """Return the written forms of a trigger's lemma."""
    return {form.text for form in lexicon().forms if form.owner.lemma == owner and form.part == part}


def test_data_is_sound() -> None:
    faults: list[Fault] = []
    load_lexicon(ROOT, faults)
    assert faults == []


def test_every_frame_has_triggers() -> None:
    assert {trigger.frame for trigger in lexicon().triggers} == FRAMES


@pytest.mark.parametrize("owner", [*lexicon().triggers, *lexicon().light_verbs], ids=lambda owner: owner.where)
def test_example_holds_a_form(owner: Trigger | LightVerb) -> None:
    found = hits_of(owner.example, owner)
    assert found, f"no form of {owner.lemma} in {owner.example}"
    assert any(follows(*hit) for hit in found), f"{owner.lemma}: no word of `after` follows in {owner.example}"
    assert 5 <= len(owner.example.split()) <= 20


def test_every_verb_is_conjugated() -> None:
    path = ROOT / "lexicon"
    wanted = {
        row["verb"]
        for name in ("triggers.tsv", "light_verbs.tsv", "attribution.tsv")
        for row in (read_table(path / name, ("lemma",), []) if (path / name).exists() else [])
        if row["verb"]
    }
    assert wanted <= set(lexicon().conjugations)


def test_check_mode_agrees() -> None:
    spec = importlib.util.spec_from_file_location("conjugate", ROOT.parent / "scripts" / "conjugate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["conjugate"] = module  # its dataclass looks itself up
    spec.loader.exec_module(module)
    assert module.check(ROOT) == 0


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("استهدف", "استهدف استهدفت استهدفوا استهدفا استهدفتا يستهدف تستهدف يستهدفون يستهدفوا"),
        ("شنّ", "شن شنت شنوا يشن تشن يشنون يشنوا"),
        ("أصاب", "أصاب أصابت أصابوا أصيب أصيبت أصيبوا يصيب يصاب"),
        ("اغتال", "اغتال اغتالت اغتيل اغتيلت يغتال"),
        ("تصدّى", "تصدى تصدت تصدوا يتصدى تتصدى يتصدون"),
        ("هاجم", "هاجم هاجمت هوجم هوجمت يهاجم"),
        ("بدأ", "بدأ بدأت بدأوا بدؤوا يبدأ يبدأون"),
        ("لقي", "لقي لقيت لقوا لقيا يلقى"),
        ("نقل", "نقل نقلت نقلوا ينقل"),
    ],
)
def test_forms_of_verbs(verb: str, forms: str) -> None:
    assert set(forms.split()) <= {form.text for form in lexicon().conjugations[verb]}


@pytest.mark.parametrize(("verb", "form"), [("عاد", "عدن"), ("نقل", "نقلا"), ("استعاد", "يستعد"), ("سيطر", "سوطر")])
def test_false_friends_are_left_out(verb: str, form: str) -> None:
    assert form not in {conjugated.text for conjugated in lexicon().conjugations[verb]}


def test_voices_written_alike_are_one_form() -> None:
    past = [form for form in lexicon().forms if form.owner.lemma == "قصف" and form.text == "قصف"]
    assert [(form.part, form.voice) for form in past] == [("verb", "either"), ("noun", "")]
    assert {(form.voice, form.tense) for form in lexicon().forms if form.text == "هوجمت"} == {("passive", "past")}


def test_nouns_take_tanwin() -> None:
    assert with_tanwin("هجوم") == ("هجوم", "هجوما")
    assert with_tanwin("غارة") == ("غارة",)
    assert with_tanwin("اشتباكات") == ("اشتباكات",)
    assert with_tanwin("قصف مدفعي") == ("قصف مدفعي", "قصفا مدفعيا")
    assert with_tanwin("إطلاق نار") == ("إطلاق نار",)
    assert {"هجوم", "هجوما", "هجمات"} <= texts("هاجم", "noun")
    assert "فجرا" not in texts("فجر", "verb") | texts("فجر", "noun")


@pytest.mark.parametrize(
    "text",
    [
        "ضرب الوزير موعدا للقاء نظيره في العاصمة",
        "سقط المطر بغزارة على سهول المدينة",
        "قطعت الحكومة علاقاتها مع الدولة المجاورة",
        "أطلق المجلس مبادرة لدعم التعليم",
        "نقلا عن مصادر فإن اللقاء سيعقد فجرا في مدينة عدن دون حضور الصحافة",
        "رفعت الحكومة أسعار الوقود وكسر اللاعب الرقم القياسي",
        "ارتفعت أسعار النفط وصولا إلى أعلى مستوى منذ عام",
        "هطلت الأمطار على مناطق واسعة من الساحل",
        "وصل وزير الخارجية إلى بيروت ونقل رسالة خطية",
    ],
)
def test_everyday_words_need_their_company(text: str) -> None:
    """Words of every day carry `after` or `needs`, so that plain prose does not fire."""
    tokens = tokenize(text)
    for hit in matcher().find(tokens).get("lexicon", []):
        form = hit.row
        assert isinstance(form, Form)
        if isinstance(form.owner, Trigger):
            assert form.owner.needs or not follows(tokens, hit, form), form.owner.lemma


def test_needs_are_met_by_groups() -> None:
    trigger = next(trigger for trigger in lexicon().triggers if trigger.lemma == "دخل")
    assert trigger.met(frozenset({"place", "party"}))
    assert not trigger.met(frozenset({"place"}))


def test_faults_name_line_and_column(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "lexicon", tmp_path / "lexicon")
    path = tmp_path / "lexicon" / "triggers.tsv"
    header = "lemma\tframe\tverb\ttransitive\tnouns\tneeds\texample\n"
    path.write_text(
        header
        + "غارة\tair\t\t\tغارة\t\tغارة على بلدة\n"
        + "غارة\tair_raid\t\t\tغارة\tweather\tغارة على بلدة\n"
        + "ثرثر\tattack\tثرثر\tmaybe\t\t\tثرثر الرجل\n"
        + "فراغ\tattack\t\t\t\t\t\n",
        encoding="utf-8",
    )
    faults: list[Fault] = []
    load_lexicon(tmp_path, faults)
    assert [(fault.path, fault.line, fault.column) for fault in sorted(faults)] == [
        (path, 2, "frame"),
        (path, 3, "lemma"),
        (path, 3, "needs"),
        (path, 4, "transitive"),
        (path, 4, "verb"),
        (path, 5, "example"),
    ]


def test_loads_fast() -> None:
    best = min(_seconds() for _ in range(5))
    assert best < 0.25  # far above what it takes (0.04), for slow machines


def _seconds() -> float:
    start = time.process_time()
    load_lexicon(ROOT, [])
    return time.process_time() - start
