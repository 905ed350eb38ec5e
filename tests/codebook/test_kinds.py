"""The codebook holds exactly its kinds, each with a name in the other schemes."""

from pathlib import Path

import pytest
import yaml

from marsad.codebook.kinds import Kind, load_kinds
from marsad.errors import Fault
from marsad.model import Event
from marsad.paths import data_root

NAMES = (
    "air_strike", "shelling", "ied", "suicide_bombing", "explosion", "chemical_attack", "armed_clash",
    "territory_captured", "territory_left", "civilian_attack", "abduction", "arrest", "protest", "riot", "agreement",
    "weapons_disrupted", "property_destruction", "troop_movement", "displacement", "restriction", "aid",
)  # fmt: skip
ACLED = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Protests": {"Excessive force against protesters", "Protest with intervention", "Peaceful protest"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    },
}  # fmt: skip
PLOVER = {
    "AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "CONSULT", "RETREAT", "REQUEST", "REJECT", "ACCUSE", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def load() -> dict[str, Kind]:
    faults: list[Fault] = []
    kinds = load_kinds(data_root(), faults)
    assert faults == []
    return kinds


KINDS = load()


def test_the_kinds_are_those_of_the_codebook() -> None:
    assert tuple(KINDS) == NAMES


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_each_kind_has_its_names_in_other_schemes(kind: Kind) -> None:
    for state in (True, False):
        names = kind.acled(state=state)
        assert names["sub_event_type"] in ACLED[names["event_type"] or ""]
    assert kind.plover_event is None or kind.plover_event in PLOVER
    assert kind.definition.endswith(".")
    assert kind.includes
    assert kind.excludes


def test_acled_depends_on_the_actor_where_it_must() -> None:
    captured = KINDS["territory_captured"]
    assert captured.acled(state=True)["sub_event_type"] == "Government regains territory"
    assert captured.acled()["sub_event_type"] == "Non-state actor overtakes territory"
    assert KINDS["arrest"].acled(state=True) == {"event_type": "Strategic developments", "sub_event_type": "Arrests"}


BROKEN = """
air_strike:
  name_ar: غارة
  definition: An attack from the air.
  includes: [bombs]
  excludes: [shells]
  family: sky
  lasts: often
  acled: {event_type: Battles}
  ucdp: maybe
  plover: {event: ASSAULT, mode: aerial}
shelling:
  definition: Fire.
protest: nothing
"""


def test_faults_are_reported_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "codebook").mkdir()
    path = tmp_path / "codebook" / "kinds.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    faults: list[Fault] = []
    assert load_kinds(tmp_path, faults) == {}
    assert {fault.path for fault in faults} == {path}
    assert {fault.line for fault in faults if fault.column == "air_strike"} == {2}
    assert sum(fault.column == "air_strike" for fault in faults) == 4
    assert {fault.line for fault in faults if fault.column == "shelling"} == {12}
    assert [str(fault) for fault in faults if fault.column == "protest"] == [
        f"{path}:14: protest: is not a mapping of a kind's fields"
    ]


def test_a_file_that_is_no_yaml_is_one_fault(tmp_path: Path) -> None:
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "kinds.yaml").write_text("a: [1\nb: 2\n", encoding="utf-8")
    faults: list[Fault] = []
    assert load_kinds(tmp_path, faults) == {}
    assert len(faults) == 1
    assert faults[0].line > 0


def test_the_fields_are_those_of_the_event_record() -> None:
    fields = yaml.safe_load((data_root() / "codebook" / "fields.yaml").read_text(encoding="utf-8"))
    assert set(fields["record"]) == set(Event._fields)
    assert set(fields["status"]) == {"happened", "claimed", "disputed", "failed", "hypothetical"}
    assert set(fields["place_precision"]) == set(range(1, 8))
