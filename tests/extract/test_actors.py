"""Mentions of parties: where they begin and end, and what they may mean."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from marsad import Coder, Report
from marsad.codebook.actors import Registry, load_actors
from marsad.extract.actors import ActorMention, add_actor_patterns, find_actors
from marsad.extract.matcher import Matcher
from marsad.text.tokens import tokenize


@pytest.fixture(scope="module")
def registry(data: Path) -> Registry:
    return load_actors(data, [])


@pytest.fixture(scope="module")
def matcher(registry: Registry) -> Matcher:
    matcher = Matcher()
    add_actor_patterns(matcher, registry)
    return matcher


def mentions(matcher: Matcher, text: str, people: bool = False) -> list[ActorMention]:
    tokens = tokenize(text)
    found = find_actors(tokens, matcher.find(tokens), people)
    for mention in found:
        assert mention.span.of(text) == mention.text
    assert all(one.last <= other.first for one, other in pairwise(found))
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("هاجم تنظيم «داعش» القرية", ["تنظيم «داعش»"]),
        ("هاجم مقاتلو «داعش» القرية", ["داعش"]),
        ("قُتل عنصر من «وحدات حماية الشعب»", ["وحدات حماية الشعب"]),
        ("تعرضت مواقع لـ«داعش» للقصف", ["داعش"]),
        ("أغارت طائرات «التحالف الدولي» ليلاً", ["طائرات «التحالف الدولي»"]),
        ("قُصفت مقار لقوات الجيش السوري", ["قوات الجيش السوري"]),
        ("بغارات للطائرات الروسية", ["للطائرات الروسية"]),
        ("قُتل قيادي في حزب الله اللبناني", ["حزب الله اللبناني"]),
        ("قصف تنظيم داعش الإرهابي الحي", ["تنظيم داعش الإرهابي"]),
        ("اتفقت حركة حماس والجهاد الإسلامي", ["حركة حماس", "الجهاد الإسلامي"]),
        ("استهدفت غارة إسرائيلية سيارة", ["إسرائيلية"]),
        ("أصيب جندي تركي بلغم", ["تركي"]),
        ("دمّرت الغارات الأميركية والبريطانية الرصيف", ["الأميركية", "البريطانية"]),
        ("عند الحدود التركية قرب المدينة السورية", []),
        ("فتح باب الحوار", []),
        ('هاجموا "وحدات حماية الشعب" الكردية ليلاً', ['"وحدات حماية الشعب" الكردية']),
        ("قُتل مسلح من تنظيم ((داعش)) أمس", ["تنظيم ((داعش))"]),
        ("قال مصدر («داعش» انسحب)", ["داعش"]),
    ],
)
def test_where_a_mention_begins_and_ends(matcher: Matcher, text: str, words: list[str]) -> None:
    assert [mention.text for mention in mentions(matcher, text)] == words


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("وداعش", "و"),
        ("وبالجيش", "وب"),
        ("لقسد", "ل"),
        ("مواقع لـ«داعش»", "ل"),
        ("للجيش اللبناني", "ل"),
        ("الجيش اللبناني", ""),
    ],
)
def test_clitics_are_kept_beside(matcher: Matcher, text: str, prefix: str) -> None:
    assert [mention.prefix for mention in mentions(matcher, text)] == [prefix]


def test_marks_do_not_shift_the_span(matcher: Matcher) -> None:
    assert [mention.text for mention in mentions(matcher, "وَبِالجَيشِ اللُّبنانيِّ")] == ["الجَيشِ اللُّبنانيِّ"]


def test_nationality_tells_its_country(matcher: Matcher) -> None:
    (mention,) = mentions(matcher, "قُتل رجل في قصف تركي")
    assert (mention.nationality, mention.ids) == ("TR", ("tr-army",))


def test_aircraft_are_marked(matcher: Matcher) -> None:
    flags = [mention.aircraft for mention in mentions(matcher, "طائرات الجيش وقوات الجيش وطيران التحالف")]
    assert flags == [True, False, True]


def test_persons_are_mentions_on_request(matcher: Matcher) -> None:
    text = "هاجم داعش القرية وفرّ المسلحون"
    assert [mention.text for mention in mentions(matcher, text)] == ["داعش"]
    assert [mention.text for mention in mentions(matcher, text, people=True)] == ["داعش", "المسلحون"]


def test_a_country_is_no_party_after_a_preposition_of_place(matcher: Matcher) -> None:
    assert [mention.ids for mention in mentions(matcher, "نددت تركيا بالهجوم")] == [("tr-gov",)]
    assert mentions(matcher, "لجأ إلى تركيا ثم عاش بتركيا") == []


def read_whole(text: str) -> list[ActorMention]:
    """Return the parties of a text read with all tables, those of verbs among them."""
    return list(Coder().read(Report("r", text, None)).actors)


@pytest.mark.parametrize(
    ("text", "place"), [("اشتباكات في حي الجيش بكركوك", "حي الجيش"), ("انفجرت عبوة في شارع الشرطة", "شارع الشرطة")]
)
def test_a_quarter_may_be_named_after_a_force(text: str, place: str) -> None:
    reading = Coder().read(Report("r", text, None))
    assert (list(reading.actors), reading.places[0].text) == ([], place)


def test_every_row_is_found_in_its_example(matcher: Matcher, registry: Registry) -> None:
    for nationality in registry.nationalities:
        assert any(m.nationality == nationality.country for m in mentions(matcher, nationality.example)), nationality
    for generic in registry.generics:
        verbs = generic.takes == "behind_verb"
        found = read_whole(generic.example) if verbs else mentions(matcher, generic.example, people=True)
        assert any(m.generic and m.generic.key == generic.key for m in found), generic
    for head in registry.heads:
        found = mentions(matcher, head.example)
        assert bool(found) == (head.use != "locative"), head


@pytest.mark.parametrize("text", ["انسحبت من القرية القوات المسلحة", "دخلت القرية قوات الأمن"])
def test_a_report_may_end_in_a_generic_word(text: str) -> None:
    coder = Coder()
    assert [actor.text for actor in coder.read(Report("r", text, None)).actors][-1:] == [" ".join(text.split()[-2:])]
