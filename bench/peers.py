"""What others take for steps of the way, on texts given as JSON; printed as JSON: `python bench/peers.py NAMES`.

Runs where `bench/requirements.txt` is installed and knows nothing of Marsad.  NAMES is a table of places, whose Arabic
names are sought.  No peer does all that the step beside it does: it is the nearest that can be had.
"""

from __future__ import annotations

import csv
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

SECONDS = 8.0
"""After so many seconds of processor time no further text is read."""
PATTERNS = 300
WORDS = "غارة غارات قصف هجوم اشتباكات مقتل قتلى جرحى اعتقال انفجار تفجير عبوة سيارة مفخخة سيطرة انسحاب"


def main(names: list[str], texts: list[str]) -> None:
    """Measure each peer; print microseconds a text and the step that it stands beside."""
    found = {}
    for title, beside, run in peers(names):
        run(texts[0])
        started, done = time.process_time(), 0
        while done < len(texts) and time.process_time() - started < SECONDS:
            run(texts[done])
            done += 1
        spent = time.process_time() - started
        found[title] = {"beside": beside, "us": 1e6 * spent / done, "texts": done}
    json.dump(found, sys.stdout, ensure_ascii=False)


def peers(names: list[str]) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    """Yield each peer: its name, the step beside it, and what it does with a text."""
    import rapidfuzz
    import spacy
    from dateparser.search import search_dates
    from spacy.matcher import Matcher, PhraseMatcher

    arabic = spacy.blank("ar")
    yield "spaCy, blank Arabic tokenizer", "tokenise", arabic
    phrases = PhraseMatcher(arabic.vocab)
    phrases.add("names", [arabic.make_doc(name) for name in names])
    yield f"spaCy, PhraseMatcher, {len(names):,} names", "match", lambda text: phrases(arabic.make_doc(text))
    matcher = Matcher(arabic.vocab)
    for number, word in enumerate((WORDS.split() * PATTERNS)[:PATTERNS]):
        gap = {"OP": "?"} if number % 2 else {}
        matcher.add(
            f"p{number}", [[{"LOWER": word}, {"IS_PUNCT": False, **gap}, {"LOWER": names[number % len(names)]}]]
        )
    yield f"spaCy, Matcher, {PATTERNS} patterns", "match", lambda text: matcher(arabic.make_doc(text))
    yield "dateparser, search_dates", "dates", lambda text: search_dates(text, languages=["ar"])
    some = names[:2000]
    scan = rapidfuzz.fuzz.partial_ratio
    yield (f"RapidFuzz, partial_ratio, {len(some):,} names", "match",
           lambda text: [name for name in some if scan(name, text, score_cutoff=95)])  # fmt: skip


def arabic_names(table: Path) -> list[str]:
    """Return the names of a table of places, each once."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((row for row in file if not row.startswith("#")), delimiter="\t")
        return list(dict.fromkeys(name.replace("_", " ") for row in rows for name in row["names"].split()))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(arabic_names(Path(sys.argv[1])), json.load(sys.stdin))
