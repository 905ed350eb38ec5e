"""Place mentions: words, containers, lists, what they refer to, and what is no place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.codebook.places import PlaceTables, load_places
from marsad.extract.matcher import Matcher
from marsad.extract.places import PlaceMention, PlaceWords, add_place_patterns, find_places, find_topics
from marsad.gazetteer import Gazetteer
from marsad.text.tokens import tokenize

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS = [
    "في", "قرية", "قرى", "حيي", "ريف", "محيط", "شمال", "شرق", "الشمالي", "المدينة", "الرقة", "وبحلب", "للرقة",
    "دير", "الزور", "بالقامشلي", "الأحياء", "الشرقية", "وأدى", "أبو", "تل", "،", ".", "\n", "«", "»", "(",
    ")", "والجفر", "٢٠", "كم", "وال", "ل", "و", "قُتِلَ", "مطار", "الـ", "بين",
]  # fmt: skip


def _load() -> tuple[PlaceTables, Matcher, PlaceWords]:
    tables = load_places(ROOT / "data", [])
    matcher = Matcher()
    words = add_place_patterns(matcher, Gazetteer.load(ROOT / "data", tables).names(), tables)
    return tables, matcher, words


TABLES, MATCHER, LEXICON = _load()


def find(text: str, taken: frozenset[int] = frozenset()) -> list[PlaceMention]:
    tokens = tokenize(text)
    return find_places(tokens, MATCHER.find(tokens), LEXICON, taken)


def texts(text: str) -> list[str]:
    return [mention.text for mention in find(text)]


def test_the_members_of_several_places_may_be_told_further_on() -> None:
    text = "قصفت المدفعية ست قرى غرب مدينة منبج وهي: الجاموسية، عرب حسن، كاوكلي وأم جلود."
    assert texts(text)[1:] == ["الجاموسية", "عرب حسن", "كاوكلي", "أم جلود"]
    assert texts("خرجت الدورية صباحا وهي تحمل كاوكلي إلى أهله") == []


@pytest.mark.parametrize("row", TABLES.features, ids=lambda row: row.where)
def test_example_of_every_sort_of_place(row: object) -> None:
    mentions = find(row.example)  # type: ignore[attr-defined]
    assert any(mention.feature == row.feature or mention.known for mention in mentions)  # type: ignore[attr-defined]


@pytest.mark.parametrize("row", TABLES.relations, ids=lambda row: row.where)
def test_example_of_every_relation(row: object) -> None:
    mentions = find(row.example)  # type: ignore[attr-defined]
    silent = row.relation in ("toward", "inside", "between")  # type: ignore[attr-defined]
    assert mentions
    assert silent or any(row in (mention.relation, mention.direction) for mention in mentions)


def test_parts_of_a_city_have_numbers_for_names() -> None:
    assert texts("انفجرت عبوة في قطاع 17 بمدينة الصدر")[0] == "قطاع 17"
    assert texts("اغتيل شرطي في محلة 906 جنوب بغداد")[0] == "محلة 906"


def test_what_is_made_at_home_is_no_place() -> None:
    assert find("ضبطوا صواريخ محلية الصنع") == []


def test_container_after_a_list_holds_every_member() -> None:
    mentions = find("قصفوا قرى الهبارية والشيحة والعنكاوي بريف حماة الغربي")
    assert [mention.within for mention in mentions] == [(3,), (3,), (3,), ()]
    assert len({mention.group for mention in mentions[:3]}) == 1
    assert {mention.feature for mention in mentions[:3]} == {"village"}


def test_dual_takes_two() -> None:
    assert texts("هاجموا حيي الخالدية والبياضة والجنود في مواقعهم")[:2] == ["الخالدية", "البياضة"]
    assert len(texts("هاجموا حيي الخالدية والبياضة والجنود في مواقعهم")) == 2


def test_chain_of_containers_is_nearest_first() -> None:
    first, *_ = find("انفجار في قرية الشيحة التابعة لناحية محردة في محافظة حماة")
    assert first.within == (1, 2)


def test_relation_and_name_are_one_mention() -> None:
    mention, *_ = find("سقطت قذائف في محيط مطار دير الزور ليلا")
    assert (mention.text, mention.relation and mention.relation.relation) == ("محيط مطار دير الزور", "around")


def test_distance_before_a_bearing() -> None:
    mention, *_ = find("انفجر لغم على بعد 12 كم جنوب شرق تدمر")
    assert (mention.distance_km, mention.relation and mention.relation.bearing) == (12.0, 135.0)


def test_direction_after_a_countryside() -> None:
    first, second = find("معارك في ريف حمص الشمالي والشمالي الشرقي")
    assert (first.direction and first.direction.bearing, second.direction and second.direction.bearing) == (0.0, 45.0)
    assert second.text == "الشمالي الشرقي"


def test_anaphora_points_back() -> None:
    mentions = find("دخلت القوات بلدة تادف. ثم غادرت البلدة مساء")
    assert mentions[1].anaphoric
    assert mentions[1].refers == 0


def test_nationality_after_a_place_is_its_country() -> None:
    assert find("نزحوا إلى مدينة الموصل العراقية")[0].country == "IQ"


def test_destination_is_told() -> None:
    assert [mention.toward for mention in find("انسحبوا من الرقة باتجاه مدينة الميادين")] == [False, True]


def test_unknown_village_keeps_its_words() -> None:
    mention, *_ = find("قتل راع في قرية أم شويحة ليلا")
    assert (mention.text, mention.known, mention.feature) == ("قرية أم شويحة", False, "village")


def test_words_of_parties_are_left_alone() -> None:
    tokens = tokenize("قال مجلس منبج العسكري إن القصف توقف")
    taken = frozenset({1, 2, 3})
    assert find_places(tokens, MATCHER.find(tokens), LEXICON, taken) == []


def test_sentence_opener_is_the_topic() -> None:
    tokens = tokenize("وفي الحسكة، انفجرت عبوة في حي غويران.\nوفي حلب، سقطت قذيفة على حي الشعار.")
    mentions = find_places(tokens, MATCHER.find(tokens), LEXICON)
    assert find_topics(mentions, tokens) == [None, 0, 0, 2]


@pytest.mark.parametrize(
    "text",
    [
        "أدى القصف إلى مقتل ثلاثة",
        "وأدى الانفجار إلى إصابة خمسة",
        "بعد القضاء على المسلحين",
        "عاد الهدوء إلى المناطق المحررة",
        "السلام والنور والوحدة شعار الحفل",
        "هاجم مقاتلو تنظيم القاعدة نقطة للشرطة",
        "قالت مصادر محلية إن الطريق مغلق",
        "كان معه في السيارة أبو فاطمة",
    ],
)
def test_no_place(text: str) -> None:
    assert texts(text) == []


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from([" ", "", "ـ ", "  "]))
def test_offsets_quote_the_text(words: list[str], glue: str) -> None:
    text = glue.join(words)
    mentions = find(text)
    for index, mention in enumerate(mentions):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert mention.text == mention.span.of(text)
        assert all(other > index for other in mention.within)
        assert mention.refers is None or mention.refers < index
    tokens = tokenize(text)
    assert len(find_topics(mentions, tokens)) == len(mentions)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("نزعت الفرق الهندسية عشرة ألغام في دغبلة", "دغبلة"),
        ("قتل راعيان قرب هلغوم ظهر السبت", "هلغوم"),
        ("خطف مسلحون طبيبا في منطقة خرنوص", "منطقة خرنوص"),
        ("هاجموا نقطة الشقلوبية ليلا", "نقطة الشقلوبية"),
        ("نهب مسلحون متاجر في أبو غربوش", "أبو غربوش"),
        ("قصفت المدفعية قريتي كفرطين وشلموت", "شلموت"),
        ('قصفوا قرى "كفرطين"، و"الشلموت"، و"أم دغبل"، وانسحبوا', "أم دغبل"),
        ("سقطت قذائف على قريتي “كفرطين وشلموت” ليلا", "شلموت"),
        ("نزحت أسر من قريتي الدغباجة وعجيبة ليلا", "عجيبة"),
        ("دمر القصف بيوتا في حيي الدغباجة وكرم المشمش", "كرم المشمش"),
        ("تقدموا في قرى الدغباجة وشلموت وزغبين، ثم انسحبوا", "زغبين"),
        ("دارت معارك في منطقة دغباجة يومين", "منطقة دغباجة"),
        ("أحبطوا تسللا على محور المشمشة فجرا", "محور المشمشة"),
        ("هاجموا ثكنة على محور شلمين بريف حماة", "محور شلمين"),
        ("نصبوا كمينا عند شلموت ليلا", "شلموت"),
        ("دهمت الشرطة الحي الصناعي ظهرا", "الحي الصناعي"),
        ("خرج الأهالي من البلدة القديمة", "البلدة القديمة"),
        ("انفجر لغم على الطريق الصحراوي ظهرا", "الطريق الصحراوي"),
    ],
)
def test_a_word_that_no_table_knows_is_a_name_where_one_is_called_for(text: str, name: str) -> None:
    assert name in [mention.text for mention in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "وضعت الجثامين في ثلاجة المستشفى",
        "عثروا على صندوق ذخيرة في قبو البناية",
        "قال قائد في كلمته إن الهجوم مستمر",
        "مقتل الشاب علي الدغبلي برصاص مجهولين",
        "فجر نفسه وسط تجمع لزوار المرقد",
        "اشتبكوا في بستانين عند الوادي",
        "استحدثوا سجنا في منطقة تديرها كتيبة",
        "قطع محتجون الطريق الرئيسي بالإطارات",
        "أقاموا حاجزا على الطريق العام",
        "تقدموا على محور القتال الأخير",
        "أوقفوا عند الفجر سيارتين",
    ],
)
def test_an_ordinary_word_is_no_name(text: str) -> None:
    assert [mention.text for mention in find(text) if not mention.known] == []
