"""Numbers are read with their hedges, ranges and units, as the cases of `quantities.tsv` say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.codebook.calendar import read_calendar
from marsad.codebook.numbers import read_numbers
from marsad.codebook.tables import Row, read_table
from marsad.errors import Fault
from marsad.extract.dates import find_dates
from marsad.extract.datewords import DateWords
from marsad.extract.numbers import NumberWords, figure, hedge_after, hedge_before, read_number
from marsad.extract.quantities import Quantity, find_quantities
from marsad.paths import data_root
from marsad.text.tokens import tokenize

FAULTS: list[Fault] = []
TABLES = read_numbers(data_root() / "lexicon", FAULTS)
INDEX = NumberWords(TABLES)
DATES = DateWords(read_calendar(data_root() / "calendar", FAULTS), INDEX)
CASES = read_table(Path(__file__).parents[1] / "cases" / "quantities.tsv", ("text", "expected"), FAULTS)


def quantities(text: str) -> list[Quantity]:
    tokens = tokenize(text)
    return find_quantities(tokens, INDEX, find_dates(tokens, DATES))


def shown(quantity: Quantity) -> str:
    most = "" if quantity.max is None else quantity.max
    about = "~" if quantity.approximate else ""
    return f"{quantity.min}..{most}{about} {quantity.unit} {quantity.counted or '-'}"


def test_the_tables_have_no_fault() -> None:
    assert FAULTS == []
    assert len(CASES) >= 90


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where())
def test_cases(case: Row) -> None:
    assert (" ; ".join(map(shown, quantities(case["text"]))) or "none") == case["expected"]


def test_the_words_begin_with_the_hedge() -> None:
    text = "قُتل ما لا يقلّ عن ١٢ من عناصر اللواء"
    (quantity,) = quantities(text)
    assert quantity.text == "ما لا يقلّ عن ١٢" == text[quantity.span.start : quantity.span.end]
    assert quantity.counted_at is not None
    assert tokenize(text).words[quantity.counted_at] == quantity.counted == "عناصر"


def test_a_clitic_before_the_hedge_is_cut() -> None:
    assert [quantity.text for quantity in quantities("شارك بنحو 300 مقاتل")] == ["نحو 300"]


@pytest.mark.parametrize(
    ("word", "value"),
    [("12", 12), ("1,200", 1200), ("1.200", 1200), ("1,200,000", 1200000), ("1.5", 1.5), ("21.10.2014", None),
     ("0.125", 0.125), ("9" * 13, None)],
)  # fmt: skip
def test_figures(word: str, value: float | None) -> None:
    assert figure(word) == value


@pytest.mark.parametrize("word", TABLES.words, ids=lambda word: word.forms[0])
def test_each_word_of_numbers_reads_its_example(word: object) -> None:
    example = getattr(word, "example", "")
    words = tokenize(example).words
    index = INDEX.ordinals if str(getattr(word, "role", "")).startswith("ordinal") else INDEX.words
    assert any(found.row is word for at in range(len(words)) for found in index.all_at(words, at))


@pytest.mark.parametrize("hedge", TABLES.hedges, ids=lambda hedge: hedge.forms[0])
def test_each_hedge_reads_its_example(hedge: object) -> None:
    (quantity,) = quantities(getattr(hedge, "example", ""))
    role = getattr(hedge, "role", "")
    if role == "vague":
        assert (quantity.min, quantity.max) == (getattr(hedge, "min", 0), getattr(hedge, "max", 0))
    elif role in ("at_least", "about", "at_most"):
        told = "about" if quantity.approximate else "at_least" if quantity.max is None else "at_most"
        assert told == role
    elif role in ("between", "to", "or", "dash"):
        assert quantity.max is not None
        assert quantity.max > quantity.min


@pytest.mark.parametrize("unit", TABLES.units, ids=lambda unit: f"{unit.unit} {unit.place}")
def test_each_unit_reads_its_example(unit: object) -> None:
    assert {quantity.unit for quantity in quantities(getattr(unit, "example", ""))} == {getattr(unit, "unit", "")}


def test_hedges_of_words_without_a_number_can_be_asked_for() -> None:
    words = tokenize("ما لا يقل عن قتيلين على الأقل").words
    before, after = hedge_before(words, 4, INDEX), hedge_after(words, 5, INDEX)
    assert before is not None
    assert (before.row.role, before.first) == ("at_least", 0)
    assert after is not None
    assert after.row.role == "at_least"


SPELLED = [
    "ثلاثة", "خمسة", "وعشرون", "عشر", "مئة", "وثلاثمئة", "ألف", "آلاف", "مليون", "و", "12", "3.5", "اثنا", "أحد", "نحو",
    "بين", "إلى", "-", "على", "الأقل", "عشرات", "قتيلا", "كم", "%", "من", "الـ", "،", "عدة", "F", "(", ")",
]  # fmt: skip


@given(st.lists(st.sampled_from(SPELLED)))
def test_no_row_of_words_breaks_the_reader(words: list[str]) -> None:
    text = " ".join(words)
    last = 0
    for quantity in quantities(text):
        assert quantity.text == quantity.span.of(text) != ""
        assert quantity.max is None or 0 <= quantity.min <= quantity.max
        assert quantity.first >= last
        last = quantity.last


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    for quantity in quantities(text):
        assert quantity.text == quantity.span.of(text)


@given(st.integers(0, 999_999_999))
def test_every_figure_reads_back(value: int) -> None:
    number = read_number([str(value)], 0, INDEX)
    assert number is not None
    assert number.value == value
