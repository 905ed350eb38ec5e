"""The registry of parties and the table of outlets: sound data, faults told with their place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from marsad.codebook.actors import Registry, load_actors
from marsad.codebook.outlets import Outlets, load_outlets
from marsad.errors import Fault

ACTORS = "id\tname\tname_ar\tkind\tcountry\toperates\tvalid_from\tvalid_to\tparent\tbranch\texample\tnote\n"
FILES = {
    "actors.tsv": ACTORS + "a\tA\tأ\trebel\tSY\t\t\t\t\t\tتقدم أ\n",
    "names.tsv": "id\tform\tregister\tcountry\toutlet_side\na\tأ\tneutral\n",
    "generic.tsv": "key\tforms\ttakes\tmatch\totherwise\tpeople\texample\tnote\n"
    "army\tالجيش\tcountry_army\t\t\t\tدخل الجيش\n",
    "nationalities.tsv": "key\tforms\tcountry\tarmy\texample\nSY\tسوري\tSY\ta\tقصف سوري\n",
    "heads.tsv": "key\tforms\tuse\tbranch\texample\nshelling\tقصف\tattack\tarmy\tقصف سوري\n",
}


@pytest.fixture(scope="module")
def registry(data: Path) -> Registry:
    faults: list[Fault] = []
    found = load_actors(data, faults)
    assert faults == []
    return found


@pytest.fixture(scope="module")
def outlets(data: Path, registry: Registry) -> Outlets:
    faults: list[Fault] = []
    found = load_outlets(data, frozenset(registry.actors), faults)
    assert faults == []
    return found


def faults_of(tmp_path: Path, file: str, line: str) -> list[str]:
    """Load a small sound registry with one more line in one file."""
    folder = tmp_path / "actors"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text + (line + "\n" if name == file else ""), encoding="utf-8")
    faults: list[Fault] = []
    load_actors(tmp_path, faults)
    return [f"{fault.path.name}:{fault.line}:{fault.column}" for fault in faults]


def test_the_small_registry_is_sound(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "", "") == []


@pytest.mark.parametrize(
    ("file", "line", "fault"),
    [
        ("actors.tsv", "a\tB\tب\trebel\tSY\t\t\t\t\t\tتقدم ب", "actors.tsv:3:id"),
        ("actors.tsv", "b\tB\tب\tarmy\tSY\t\t\t\t\t\tتقدم ب", "actors.tsv:3:kind"),
        ("actors.tsv", "b\tB\tب\trebel\tSyria\t\t\t\t\t\tتقدم ب", "actors.tsv:3:country"),
        ("actors.tsv", "b\tB\tب\trebel\tSY\t\t2011-02-30\t\t\t\tتقدم ب", "actors.tsv:3:valid_from"),
        ("actors.tsv", "b\tB\tب\trebel\tSY\t\t2012-01-01\t2011-01-01\t\t\tتقدم ب", "actors.tsv:3:valid_to"),
        ("actors.tsv", "b\tB\tب\trebel\tSY\t\t\t\tc\t\tتقدم ب", "actors.tsv:3:parent"),
        ("actors.tsv", "b\tB\tب\trebel\tSY\t\t\t\t\tfleet\tتقدم ب", "actors.tsv:3:branch"),
        ("actors.tsv", "b\tB\tب\trebel\tSY", "actors.tsv:3:example"),
        ("names.tsv", "b\tب\tneutral", "names.tsv:3:id"),
        ("names.tsv", "a\tب\trude", "names.tsv:3:register"),
        ("names.tsv", "a\tب\tneutral\t\tb", "names.tsv:3:outlet_side"),
        ("names.tsv", "a\tأ\tneutral", "names.tsv:3:form"),
        ("generic.tsv", "x\tالتنظيم\tantecedent\t\t\t\tانسحب التنظيم", "generic.tsv:3:match"),
        ("generic.tsv", "x\tالتنظيم\tantecedent\tb\t\t\tانسحب التنظيم", "generic.tsv:3:match"),
        ("generic.tsv", "x\tالتنظيم\tguess\t\t\t\tانسحب التنظيم", "generic.tsv:3:takes"),
        ("nationalities.tsv", "TR\tتركي\tTR\ttr\tقصف تركي", "nationalities.tsv:3:army"),
        ("heads.tsv", "x\tغارة\tattack\t\tغارة سورية", "heads.tsv:3:branch"),
        ("heads.tsv", "x\tغارة\tbehind\t\tغارة سورية", "heads.tsv:3:use"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, file: str, line: str, fault: str) -> None:
    assert faults_of(tmp_path, file, line) == [fault]


def test_names_are_english_and_arabic(registry: Registry) -> None:
    for actor in registry.actors.values():
        assert not any("\u0600" <= char <= "\u06ff" for char in actor.name), actor.id
        assert not any("a" <= char <= "z" for char in actor.name_ar), actor.id


def test_every_party_has_a_way_to_be_named(registry: Registry) -> None:
    named = {name.id for name in registry.names}
    named |= {id for row in registry.nationalities for ids in row.parties.values() for id in ids}
    assert set(registry.actors) <= named


def test_a_party_exists_from_its_first_day_to_its_last(registry: Registry) -> None:
    nusra = registry.actors["nusra"]
    assert nusra.valid_on(date(2012, 1, 23))
    assert nusra.valid_on(date(2016, 7, 28))
    assert not nusra.valid_on(date(2012, 1, 22))
    assert not nusra.valid_on(date(2016, 7, 29))
    assert nusra.valid_on(None)


def test_syria_has_two_armies_one_after_the_other(registry: Registry) -> None:
    assert registry.of_country("SY", "army") == ("sy-army", "sy-new-army")
    assert registry.of_country("XX", "army") == ()
    assert registry.of_country(None, "army") == ()


def test_an_antecedent_may_be_of_the_kind_asked_for_or_below_the_party(registry: Registry) -> None:
    match = {generic.key: generic.match for generic in registry.generics}
    assert "is-sinai" in match["the_organisation"]
    assert "sd-rsf" in match["the_militia"]
    assert "sy-army" not in match["the_militia"]
    assert {"sy-army", "sdf"} <= match["the_forces"]
    assert "sy-health" not in match["the_forces"]


def test_outlets_are_found_by_any_name(outlets: Outlets) -> None:
    for name in ("SANA", "sana", "سانا", " وكالة  سانا "):
        found = outlets.find(name)
        assert found is not None
        assert found.side == "sy-gov"
    assert outlets.find("صحيفة لا وجود لها") is None
    assert outlets.find(None) is None


def test_of_two_names_the_first_known_counts(outlets: Outlets) -> None:
    found = outlets.find("موقع محلي (شينخوا)")
    assert found is not None
    assert found.name == "Xinhua"


def test_outlet_faults_are_told(tmp_path: Path) -> None:
    (tmp_path / "outlets.tsv").write_text(
        "name\tforms\tcountry\tside\tkind\nA\tأ\tSY\tnobody\tpaper\nB\tأ\tSY\t\tpigeon\n", encoding="utf-8"
    )
    faults: list[Fault] = []
    load_outlets(tmp_path, frozenset({"a"}), faults)
    assert [(fault.line, fault.column) for fault in faults] == [(2, "side"), (3, "kind"), (3, "forms")]
