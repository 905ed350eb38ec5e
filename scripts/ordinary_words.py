"""Write the last rows of `data/places/ordinary.tsv` anew: words of gold/dev that no row above has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from marsad.extract.place_words import SHORTEST
from marsad.model import Report
from marsad.pipeline import Coder
from marsad.text.fold import fold_words
from marsad.text.tokens import Tokens, tokenize

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "data" / "places" / "ordinary.tsv"
TOPIC = "written reports"
ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال")
A_LINE = 60


def main() -> None:
    """Keep the rows written by hand, and collect the others."""
    kept = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith(TOPIC)]
    known = set(fold_words(word for line in kept if "\t" in line for word in line.split("\t")[1].split()))
    words = sorted(collected() - known)
    rows = [f"{TOPIC}\t{' '.join(words[at : at + A_LINE])}" for at in range(0, len(words), A_LINE)]
    TABLE.write_text("\n".join([*kept, *rows]) + "\n", encoding="utf-8")
    print(f"{len(known)} written by hand, {len(words)} collected")


def collected() -> set[str]:
    """Return the words that stand in a name of a place or party more seldom than outside, or where one may stand."""
    coder = Coder()
    inside, outside, once = Counter[str](), Counter[str](), set[str]()
    for path in sorted((ROOT / "gold" / "dev").glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        tokens = tokenize(report["text"])
        named = set(names(coder, report, tokens))
        seen = set[str]()
        for at, word in enumerate(tokens.words):
            bare = plain(word)
            if len(bare) >= SHORTEST and bare.isalpha() and not bare.isascii():
                (inside if at in named else outside)[bare] += at in named or bare not in seen
                seen.add(bare)
                if at and called_for(coder, tokens.words[at - 1]):
                    once.add(bare)
    return {word for word, often in outside.items() if often > inside[word] and (often > 1 or word not in once)}


def names(coder: Coder, report: dict[str, object], tokens: Tokens) -> Iterator[int]:
    """Yield the tokens of annotated and of read places, and of parties."""
    published = report["published"]
    one = Report("", str(report["text"]), date.fromisoformat(str(published)) if published else None)
    reading = coder.read(one)
    for mention in (*reading.places, *reading.actors):
        yield from range(mention.first, mention.last)
    for event in report["events"]:
        for place in (*event["places"], *event["to"]):
            for text in (place["text"], *place["within"]):
                yield from found(text, one.text, tokens)


def found(words: str, text: str, tokens: Tokens) -> Iterator[int]:
    """Yield the tokens of every place where words stand in a text."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        yield from (at for at, first in enumerate(tokens.starts) if first < end and tokens.ends[at] > start)
        start = text.find(words, end)


def called_for(coder: Coder, before: str) -> bool:
    """Tell whether the word before may lead to the name of a place."""
    hits = coder._matcher.find(tokenize(before))  # noqa: SLF001
    words = coder._place_words  # noqa: SLF001
    return before in words.prepositions or any(hits.get(table) for table in ("place_relation", "place_feature"))


def plain(word: str) -> str:
    """Return a folded word without its article."""
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= SHORTEST:
            return word[len(article) :]
    return word


if __name__ == "__main__":
    main()
