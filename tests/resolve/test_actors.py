"""Which party is meant: cases an analyst can write, and every example of the registry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from marsad.codebook.actors import Actor, Registry, load_actors
from marsad.codebook.tables import Row, read_table
from marsad.errors import Fault
from marsad.extract.actors import add_actor_patterns, find_actors
from marsad.extract.matcher import Matcher
from marsad.resolve.actors import ActorResolver, ResolvedActor
from marsad.text.tokens import tokenize

CASES = Path(__file__).parent.parent / "cases" / "actors.tsv"
Resolve = Callable[..., list[ResolvedActor]]


@pytest.fixture(scope="module")
def registry(data: Path) -> Registry:
    return load_actors(data, [])


@pytest.fixture(scope="module")
def resolve(registry: Registry) -> Resolve:
    matcher = Matcher()
    add_actor_patterns(matcher, registry)
    resolver = ActorResolver(registry)

    def run(
        text: str, country: str | None = None, day: date | None = None, side: str | None = None, people: bool = False
    ) -> list[ResolvedActor]:
        tokens = tokenize(text)
        mentions = find_actors(tokens, matcher.find(tokens), people)
        return resolver.resolve(mentions, tokens, country, day, side)

    return run


def ids(found: list[ResolvedActor]) -> list[str]:
    return [one.actor.id if one.actor else "-" for one in found]


def cases() -> list[Row]:
    faults: list[Fault] = []
    rows = read_table(CASES, ("sentence",), faults, ("country", "published", "outlet_side", "expected"))
    assert faults == []
    return rows


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.where())
def test_case(case: Row, resolve: Resolve) -> None:
    day = date.fromisoformat(case["published"]) if case["published"] else None
    found = resolve(case["sentence"], case["country"] or None, day, case["outlet_side"] or None)
    assert ids(found) == case["expected"].split()


def test_every_party_is_found_in_its_example(registry: Registry, resolve: Resolve) -> None:
    missed = []
    for actor in registry.actors.values():
        country = (*actor.operates, actor.country)[0] or None
        if actor.id not in ids(resolve(actor.example, country, a_day_of(actor))):
            missed.append(actor.id)
    assert missed == []


def a_day_of(actor: Actor) -> date:
    """Return a day on which the party existed."""
    if actor.valid_from:
        return actor.valid_from + timedelta(days=1)
    return actor.valid_to - timedelta(days=1) if actor.valid_to else date(2016, 6, 1)


def test_what_stays_open_keeps_its_words_and_says_why(resolve: Resolve) -> None:
    (found,) = resolve("انتشرت القوات عند المفرق", "LB")
    assert found.actor is None
    assert found.party is not None
    assert (found.party.id, found.party.text) == (None, "القوات")
    assert found.unresolved is not None
    assert "no antecedent" in found.unresolved.reason


def test_a_name_of_another_country_names_nobody(resolve: Resolve) -> None:
    (found,) = resolve("انهار النظام المصرفي وأغلق المرصد الجوي", "LB")[1:] or [None]
    assert found is not None
    assert found.actor is None


def test_two_equal_readings_stay_open(resolve: Resolve) -> None:
    (found,) = resolve("داهمت قوى الأمن الداخلي المنزل", "SY", date(2015, 5, 5))
    assert ids([found]) == ["asayish-sy"]
    assert [candidate.id for candidate in found.candidates] == ["asayish-sy", "sy-general-security"]
    assert found.candidates[0].score > found.candidates[1].score


def test_the_reason_names_the_row(resolve: Resolve) -> None:
    (found,) = resolve("تقدمت قوات الأسد", "SY", date(2014, 1, 1))
    assert found.candidates[0].reasons[0].startswith("name 'قوات الأسد' names.tsv:")


def test_a_name_used_after_its_time_still_means_its_party(resolve: Resolve) -> None:
    (found,) = resolve("كانت قوات النظام قصفت الحي", "SY", date(2025, 6, 1))
    assert ids([found]) == ["sy-army"]
    assert found.candidates[0].reasons[1] == "not there on 2025-06-01"


def test_an_undated_report_takes_the_first_of_two_armies(resolve: Resolve) -> None:
    assert ids(resolve("دخل الجيش البلدة", "SY")) == ["sy-army"]


def test_aircraft_of_a_coalition_fly_though_it_has_no_air_force(resolve: Resolve) -> None:
    (found,) = resolve("أغار طيران التحالف على الجبل", "YE", date(2017, 1, 1))
    assert (ids([found]), found.flies) == (["sa-coalition"], True)
    (found,) = resolve("تقدمت قوات التحالف نحو الجبل", "YE", date(2017, 1, 1))
    assert not found.flies


def test_persons_take_the_group_last_named(resolve: Resolve) -> None:
    text = "هاجم داعش القرية وصدّ الجيش الهجوم وقُتل عدد من المسلحين"
    assert ids(resolve(text, "SY", date(2016, 1, 1), None, True)) == ["is", "sy-army", "is"]


def test_unknown_gunmen_stay_unknown(resolve: Resolve) -> None:
    (found,) = resolve("اغتال مسلحون مجهولون شيخاً", "SY", date(2016, 1, 1), None, True)
    assert found.actor is None
    assert found.unresolved is not None
    assert found.unresolved.reason == "the words say that it is not known"


def test_the_result_has_the_order_of_the_mentions(resolve: Resolve) -> None:
    found = resolve("انسحب التنظيم ثم هاجم داعش الجيش", "IQ", date(2016, 1, 1))
    assert [one.mention for one in found] == [0, 1, 2]
    assert ids(found) == ["is", "is", "iq-army"]


def test_terrorists_are_those_named_in_the_paragraph_else_those_usually_meant(resolve: Resolve) -> None:
    told = "قصف الجيش مواقع داعش في التلال\nوسيطرت وحدات الجيش على القرية بعد مقتل عدد من الإرهابيين"
    assert ids(resolve(told, "SY", date(2016, 5, 1), people=True))[-1] == "sy-opposition"
    assert ids(resolve(told.replace("\n", " "), "SY", date(2016, 5, 1), people=True))[-1] == "is"
    assert ids(resolve(told, "LB", date(2016, 5, 1), people=True))[-1] == "is"
