"""Careless spelling costs little: the same reports, written as people type, give nearly the same events."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from marsad import Coder, Report
from marsad.evaluate import Annotated, Score, from_record, load_gold, load_words

DEV = Path(__file__).resolve().parent.parent.parent / "gold" / "dev"
COST = 0.03
"""How much F1 careless spelling may cost."""
Careless = Callable[[str, random.Random], str]


def without_hamza(text: str, chance: random.Random) -> str:
    return text.translate(str.maketrans("أإآىة", "ااايه"))


def drawn_out(text: str, chance: random.Random) -> str:
    def draw(match: re.Match[str]) -> str:
        return match[1] + match[1][-1] * 3 + match[2] if chance.random() < 0.08 else match[0]

    return re.sub(r"\b(\w*?[اوي])(\w{2,})\b", draw, text)


def eastern_digits(text: str, chance: random.Random) -> str:
    return "".join(chr(0x660 + int(c)) if c in "0123456789" and chance.random() < 0.5 else c for c in text)


def hashtags(text: str, chance: random.Random) -> str:
    text = re.sub(r"(دير الزور|خان يونس|عين عيسى|رأس العين|بيت لاهيا|تل تمر)", lambda m: m[1].replace(" ", "_"), text)
    return re.sub(r"\b(مدينة|بلدة|قرية|حي) (?=\w)", r"\1 #", text)


def bullets(text: str, chance: random.Random) -> str:
    return "\n".join("🔴 " + line for line in text.split("\n"))


def one_paragraph(text: str, chance: random.Random) -> str:
    return text.replace("\n", " ")


def vocalised(text: str, chance: random.Random) -> str:
    return re.sub(r"([بتثجحخدذرزسشصضطظعغفقكلمنه])(?=[ء-ي])", lambda m: m[1] + chance.choice("ًَُِ"), text)


def stretched(text: str, chance: random.Random) -> str:
    return re.sub(r"(\w[بتسشمن])(?=\w)", lambda m: m[1] + "ـ" * chance.randint(0, 2), text)


@pytest.fixture(scope="module")
def reports(data: Path) -> list[Annotated]:
    return load_gold(DEV, load_words(data))[::4]


def f1(coder: Coder, data: Path, reports: list[Annotated], careless: Careless | None) -> float:
    """Return the event F1 of the reports, each rewritten; evidence is laid back on the text as it was."""
    score, chance = Score(load_words(data)), random.Random(7)  # noqa: S311
    for report in reports:
        text = report.text or ""
        changed = careless(text, chance) if careless else text
        day = date.fromisoformat(report.published) if report.published else None
        ratio = len(text) / len(changed)
        records = [event.to_dict() for event in coder.extract(Report(report.id, changed, day, report.outlet))]
        for record in records:
            record["evidence"] = [[int(a * ratio), int(b * ratio)] for a, b in record["evidence"]]
        score.add(report.id, report.events, [from_record(record, score.words) for record in records])
    return score.event.f1


@pytest.mark.parametrize(
    "careless",
    [without_hamza, drawn_out, eastern_digits, hashtags, bullets, one_paragraph, vocalised, stretched],
    ids=lambda careless: careless.__name__,
)
def test_careless_spelling_costs_little(careless: Careless, coder: Coder, data: Path, reports: list[Annotated]) -> None:
    assert f1(coder, data, reports, careless) >= f1(coder, data, reports, None) - COST
