"""What statements become: ids, status, type of violence, evidence, places and dates carried over."""

from __future__ import annotations

from itertools import pairwise

import pytest

import marsad
from marsad import Event
from marsad.assertions.finish import _tidy, violence
from marsad.assertions.ids import event_id
from marsad.codebook.load import load_codebook
from marsad.model import Party, Span
from marsad.paths import data_root

KINDS = load_codebook(data_root()).kinds


def party(kind: str, name: str = "x") -> Party:
    """Return a party of a kind."""
    return Party(name, name, name, name, Span(0, 1), kind)  # type: ignore[arg-type]


def one(text: str, published: str | None = None) -> Event:
    """Return the only event of a text."""
    (event,) = marsad.extract(text, published=published)
    return event


def test_an_id_is_stable_and_its_own() -> None:
    ids = {
        event_id(report, kind, first, order) for report in "ab" for kind in "kl" for first in (0, 1) for order in (0, 1)
    }
    assert len(ids) == 16
    assert event_id("a", "air_strike", 3, 0) == event_id("a", "air_strike", 3, 0)
    assert all(name.startswith("mrs-") for name in ids)


@pytest.mark.parametrize(
    ("kind", "actor", "target", "wanted"),
    [
        ("armed_clash", "state", "rebel", 1),
        ("armed_clash", "rebel", "state", 1),
        ("armed_clash", "militia", "rebel", 2),
        ("air_strike", "state", "civilians", 3),
        ("civilian_attack", "rebel", "civilians", 3),
        ("protest", "civilians", "state", None),
        ("agreement", "state", "rebel", None),
    ],
)
def test_the_parties_decide_the_type_of_violence(kind: str, actor: str, target: str, wanted: int | None) -> None:
    given = violence(KINDS[kind], party(actor, "a"), party(target, "b"))
    assert given == (None if wanted is None else {"type_of_violence": wanted})


def test_a_state_s_strike_and_a_group_s_have_their_crosswalk() -> None:
    event = one("قصفت قوات النظام بلدة كفرنبل بالمدفعية")
    assert event.acled == {
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
    }
    assert event.plover == {"event": "ASSAULT", "mode": "heavy-weapons"}


def test_the_evidence_holds_the_trigger_and_its_parties() -> None:
    text = "وفي سياق متصل، قصفت قوات النظام بالمدفعية بلدة كفرنبل، وكان الطقس غائماً."
    (span,) = one(text).evidence
    assert span.of(text) == "قصفت قوات النظام بالمدفعية بلدة كفرنبل"


def test_events_come_in_the_order_told() -> None:
    text = "تظاهر مئات الأهالي في مدينة السويداء. وقصفت المدفعية بلدة رميلان. ونزحت عائلات من قرية حزوان."
    events = marsad.extract(text)
    assert [event.kind for event in events] == ["protest", "shelling", "displacement"]
    assert all(first.evidence[0] < second.evidence[0] for first, second in pairwise(events))


def test_without_a_day_of_publication_there_is_no_invented_date() -> None:
    assert one("قصفت قوات النظام بلدة كفرنبل أمس").date is None


def test_a_date_is_that_of_the_report_s_day() -> None:
    event = one("قصفت قوات النظام بلدة كفرنبل أمس", published="2019-05-05")
    assert event.date is not None
    assert (event.date.start.isoformat(), event.date.precision, event.date.text) == ("2019-05-04", "day", "أمس")


def test_a_text_without_a_time_tells_of_the_day_of_the_report() -> None:
    date = one("قصفت قوات النظام بلدة كفرنبل", published="2019-05-05").date
    assert date is not None
    assert (date.start.isoformat(), date.end.isoformat(), date.precision) == ("2019-05-05", "2019-05-05", "day")
    assert (date.text, date.span) == (None, None)


def test_without_a_time_and_a_day_of_publication_there_is_no_date() -> None:
    assert one("قصفت قوات النظام بلدة كفرنبل").date is None


def test_a_place_that_no_table_knows_keeps_its_words_and_has_no_point() -> None:
    event = one("قصفت قوات النظام قرية خرابيش")
    assert [(place.text, place.lat, place.gazetteer_id) for place in event.places] == [("قرية خرابيش", None, None)]


def test_a_party_that_the_registry_does_not_know_keeps_its_words() -> None:
    event = one("قصف لواء شهداء الوردة بلدة كفرنبل بقذائف الهاون")
    assert event.actor is not None
    assert (event.actor.id, event.actor.text) == (None, "لواء شهداء الوردة")


def test_what_a_headline_says_is_told_once() -> None:
    text = (
        "غارات روسية على بلدة حيان\nشنت طائرات حربية روسية، اليوم، غارتين على بلدة حيان شمال حلب، ما أدى إلى مقتل مدني."
    )
    event = one(text, published="2016-11-20")
    assert event.kind == "air_strike"
    assert event.killed is not None
    assert event.killed.min == event.killed.max == 1


def test_a_clause_without_a_place_keeps_that_of_the_paragraph() -> None:
    text = "شهدت مدينة الباب صباح اليوم توتراً أمنياً. وانفجرت عبوة ناسفة بسيارة أحد القادة."
    events = marsad.extract(text)
    assert [[place.text for place in event.places] for event in events] == [["مدينة الباب"]]


def test_confidence_rises_with_what_is_known() -> None:
    vague = one("انفجرت عبوة ناسفة بسيارة")
    full = one("انفجرت عبوة ناسفة بسيارة في بلدة كفرنبل أمس وقتلت ثلاثة مدنيين", published="2019-05-05")
    assert 0 <= vague.confidence < full.confidence <= 1


def test_evidence_keeps_its_order_and_loses_what_lies_inside_what_was_told_before() -> None:
    told = [Span(10, 20), Span(30, 40), Span(12, 18), Span(5, 25), Span(30, 40), Span(24, 26), Span(6, 24)]
    assert _tidy(told) == [Span(10, 20), Span(30, 40), Span(5, 25), Span(24, 26)]
