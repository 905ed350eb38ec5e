"""Reports to measure with, always alike: real in length and density, and kinds of sentence told again and again.

`told` joins annotated reports of `gold/` to 300 words each: some ten events, many words told once only.  `drawn` joins
sentences of the example reports, drawn by chance: twice as dense, of few words.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from marsad.model import Report
from marsad.paths import data_root

WORDS = 300
DAY = date(2017, 3, 14)
GOLD = Path(__file__).resolve().parent.parent / "gold"


def told(count: int) -> list[Report]:
    """Return so many reports, each of annotated ones joined and cut to 300 words."""
    chance = random.Random(7)  # noqa: S311
    texts = [json.loads(path.read_text(encoding="utf-8"))["text"] for path in sorted(GOLD.glob("*/*.json"))]
    chosen: list[str] = []
    reports: list[Report] = []
    while len(reports) < count:
        chosen = chosen or chance.sample(texts, len(texts))
        reports.append(Report(f"t{len(reports)}", "\n".join(_lines(chosen)), DAY))
    return reports


def _lines(chosen: list[str]) -> Iterator[str]:
    """Take texts off a list until there are words enough; of the last one what is wanted."""
    wanted = WORDS
    while wanted > 0 and chosen:
        words = chosen.pop().split(" ")
        yield " ".join(words[:wanted])
        wanted -= len(words)


def drawn(count: int, length: int = WORDS) -> list[Report]:
    """Return so many reports of sentences of the example reports, `length` words each."""
    chance = random.Random(20)  # noqa: S311
    lines = (data_root() / "examples" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    text = "\n".join(json.loads(line)["text"] for line in lines)
    sentences = [sentence for sentence in re.split(r"(?<=[.؟!])\s+|\n", text) if sentence]
    return [Report(f"r{number}", _text(sentences, chance, length), DAY) for number in range(count)]


def _text(sentences: list[str], chance: random.Random, length: int) -> str:
    chosen: list[str] = []
    words = 0
    while words < length:
        chosen.append(chance.choice(sentences))
        words += len(chosen[-1].split())
    return " ".join(chosen)


def as_lines(reports: list[Report], outlet: str = "SANA") -> bytes:
    """Return reports as JSON lines, no two of one text."""
    rows = [
        {"id": report.id, "text": f"{report.text} ({number})", "published": DAY.isoformat(), "outlet": outlet}
        for number, report in enumerate(reports)
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
