"""Check annotated reports: shape, words quoted as they stand, evidence, and counts of what is there.

Call it as `python scripts/check_gold.py gold`.  A note asks a reader to look; a fault is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

REPORT = {"id", "outlet", "conflict", "published", "text", "events"}
EVENT = {
    *("kind", "actor", "actor_text", "target", "target_text", "places", "to", "date", "date_text"),
    *("killed", "killed_who", "injured", "status", "attribution", "evidence"),
}
PLACE = {"text", "within", "latin", "lat", "lon"}
CONFLICTS = {"syria", "iraq", "yemen", "libya", "sudan", "gaza-israel", "lebanon", "other"}
STATUSES = {"happened", "claimed", "disputed", "failed", "hypothetical"}
# What the evidence of a kind has in it, somewhere: beginnings of words, read without vowel signs and hamzas.
TRIGGERS = {
    "air_strike": "غار طائر طيران طلعات براميل ضرب مسير جوي",
    "shelling": "قصف قذ صواريخ صاروخ مدفع",
    "ied": "لغم عبو مفخخ ملغم",
    "suicide_bombing": "انتحاري نفسه حزام",
    "explosion": "انفج فجر دوي",
    "chemical_attack": "كيم غاز كلور سارين",
    "armed_clash": "هجوم هاجم اشتب مواجه تسلل كمن كمين نار قنا تقتحم اجتياح تدمير معرك",
    "territory_captured": "سيطر حرر تحرير انتزع استعاد دخل",
    "territory_left": "انسحب انسحاب اخل سلم",
    "civilian_attack": "اغتال اعدم رصاص قتل ضرب عذب",
    "abduction": "خطف اختطف اقتاد اخفاء",
    "arrest": "اعتقل قبض توقيف احتجز",
    "protest": "تظاهر مظاهر اضراب اعتصام احتجاج وقفة",
    "riot": "اضرام احرق حرق رشق شغب",
    "agreement": "اتفاق هدنة تبادل تسوية مصالحة",
    "weapons_disrupted": "فكك تفكيك ضبط اسقط اعترض رفع ابطل صادر",
    "property_destruction": "قطع نسف هدم نهب حرق تدمير",
    "troop_movement": "رتل تعزيزات انتشار غادر انتقل دخول",
    "displacement": "نزح نزوح غادر فر خروج",
    "restriction": "حظر حصار اغلق اغلاق يحتجز قطع منع",
    "aid": "مساعد اغاث سلة قافل شاحن",
}
HAMZAS = str.maketrans("أإآى", "اااي", "ًٌٍَُِّْـ")


def quoted(words: str, text: str) -> bool:
    """Whether the words stand in the text as whole words (a preposition may be joined before them)."""
    return re.search(rf"(?<!\w)[وفبكل]{{0,2}}{re.escape(words)}(?!\w)", text) is not None


def toll_fault(toll: Any) -> bool:
    """Whether a toll is no [min, max]."""
    if toll is None:
        return False
    return not (isinstance(toll, list) and len(toll) == 2 and toll[0] >= 0 and (toll[1] is None or toll[1] >= toll[0]))


def word_faults(event: dict[str, Any], text: str) -> Iterator[str]:
    """Words that the event quotes and the report has not."""
    words = [event[name] for name in ("actor_text", "target_text", "date_text")]
    for place in [*event["places"], *event["to"]]:
        if set(place) != PLACE:
            yield f"fields of a place: {sorted(set(place) ^ PLACE)}"
            continue
        words += [place["text"], *place["within"]]
    yield from (f"not in the text: {each}" for each in words if each is not None and not quoted(each, text))


def event_faults(event: dict[str, Any], text: str) -> Iterator[str]:
    """All that is wrong with one event."""
    if set(event) != EVENT or event["kind"] not in TRIGGERS:
        yield f"kind {event.get('kind')}, fields {sorted(set(event) ^ EVENT)}"
        return
    yield from word_faults(event, text)
    if event["status"] not in STATUSES:
        yield f"status {event['status']}"
    yield from (f"{name} {event[name]}" for name in ("killed", "injured") if toll_fault(event[name]))
    try:
        days = [date.fromisoformat(day) for day in (event["date"] or "").split("/") if day]
        if days != sorted(days):
            yield f"date {event['date']}"
    except ValueError:
        yield f"date {event['date']}"
    first, last = event["evidence"]
    if not 0 <= first < last <= len(text) or text[first:last] != text[first:last].strip():
        yield f"evidence {event['evidence']}"
    usual = TRIGGERS[event["kind"]].replace(" ", "|")
    if not re.search(rf"\b\w{{0,3}}({usual})", text[first:last].translate(HAMZAS)):
        yield f"note: no usual word of {event['kind']} in its evidence"


def main() -> int:
    """Print faults, or else counts."""
    parser = argparse.ArgumentParser(description="Check annotated reports.")
    parser.add_argument("folder", type=Path)
    faults, seen, kinds, statuses = list[str](), set[str](), Counter[str](), Counter[str]()
    for path in sorted(parser.parse_args().folder.rglob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        if set(report) != REPORT or report["conflict"] not in CONFLICTS or report["id"] in {*seen, ""}:
            faults.append(f"{path}: fields, conflict or id")
            continue
        seen.add(report["id"])
        for number, event in enumerate(report["events"]):
            faults += [f"{path} event {number}: {fault}" for fault in event_faults(event, report["text"])]
            kinds[event.get("kind", "")] += 1
            statuses[event.get("status", "")] += 1
    print(*faults, f"{len(seen)} reports, {kinds.total()} events", dict(kinds), dict(statuses), sep="\n")
    return 1 if not seen or any(": note: " not in fault for fault in faults) else 0


if __name__ == "__main__":
    sys.exit(main())
