"""Reports by chance, always alike: `python bench/make_reports.py COUNT FILE [WORDS]`, JSON lines by the file's ending.

A day has some happenings (a doer, a deed, a place, a toll); a report tells one to three of its day, or of the day
before, in sentences drawn from many, with tolls that differ, and sentences that tell of no event between them.  So
reports differ from one another, and what one tells others tell too.  The events are invented.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from marsad.paths import data_root

START, DAYS, EACH = date(2014, 1, 1), 2_000, 25
"""The first day, how many days there are at most, and so many happenings a day."""
DOERS = {
    "SY": ["الطيران الحربي الروسي", "قوات النظام", "طائرات حربية تابعة للنظام السوري", "تنظيم الدولة",
           "هيئة تحرير الشام", "قوات سوريا الديمقراطية", "الجيش التركي", "فصائل المعارضة", "مسلحون مجهولون", "جيش الإسلام"],
    "IQ": ["تنظيم الدولة الإسلامية", "الجيش العراقي", "الحشد الشعبي", "مسلحون مجهولون", "البيشمركة", "قوات الأمن العراقية"],
    "YE": ["طيران التحالف العربي", "الحوثيون", "القوات الحكومية", "تنظيم القاعدة", "مسلحون مجهولون"],
    "LY": ["قوات حفتر", "قوات حكومة الوفاق", "مسلحون مجهولون", "طيران مجهول"],
}  # fmt: skip
DEEDS = {
    "raid": ["شنّ {doer} {n} غارات على {place}", "استهدف {doer} {place} بعدة غارات جوية", "قصف {doer} {place} بالصواريخ",
             "أغار {doer} على أطراف {place}", "نفّذ {doer} غارات مكثفة على {place}"],
    "shelling": ["قصف {doer} {place} بالمدفعية الثقيلة", "سقطت قذائف هاون على {place} مصدرها {doer}",
                 "استهدف {doer} منازل المدنيين في {place} براجمات الصواريخ", "تعرضت {place} لقصف مدفعي من قبل {doer}"],
    "clash": ["اندلعت اشتباكات عنيفة بين {doer} ومسلحين في {place}", "هاجم {doer} مواقع عسكرية قرب {place}",
              "دارت معارك بين {doer} وقوات معادية على أطراف {place}"],
    "blast": ["انفجرت سيارة مفخخة في {place}", "انفجرت عبوة ناسفة زرعها {doer} قرب {place}",
              "هزّ انفجار عنيف وسط {place}", "انفجر لغم أرضي بسيارة مدنية في محيط {place}"],
    "arrest": ["اعتقل {doer} عدداً من الشبان في {place}", "نفّذ {doer} حملة دهم واعتقال في {place}"],
    "protest": ["خرجت مظاهرة حاشدة في {place} تطالب بتحسين الأوضاع", "تظاهر العشرات من أهالي {place} احتجاجاً على الغلاء"],
}  # fmt: skip
TOLLS = ["، ما أدى إلى مقتل {k} مدنيين وإصابة {w} آخرين", "، وأسفر ذلك عن مقتل {k} أشخاص وجرح {w}",
         ". وقتل في الهجوم {k} أشخاص بينهم أطفال", "، وأوقع {k} قتلى و{w} جرحى", ". وأصيب {w} أشخاص بجروح متفاوتة"]  # fmt: skip
WHENS = ["أمس", "صباح اليوم", "مساء أمس", "فجر اليوم", "اليوم", ""]
SAID = ["قال مراسلنا إن", "ذكر الدفاع المدني أن", "أفادت مصادر محلية بأن", "بحسب ناشطين،", "أعلن المرصد السوري لحقوق الإنسان أن",
        "نقلت وكالة الأنباء عن مصدر عسكري أن", ""]  # fmt: skip
BETWEEN = [
    "وتشهد المنطقة أوضاعاً إنسانية صعبة منذ أشهر.", "وناشد الأهالي المنظمات الإنسانية تقديم المساعدة.",
    "وتوجهت فرق الإسعاف إلى المكان.", "ولم يصدر أي تعليق رسمي حتى ساعة إعداد الخبر.", "وتعاني المدينة من انقطاع الكهرباء والمياه.",
    "وتأتي هذه التطورات بعد أيام من الهدوء النسبي.", "وأغلقت المدارس أبوابها خوفاً على الطلاب.",
    "وارتفعت أسعار الخبز والمحروقات في الأسواق.", "ويعيش في البلدة آلاف النازحين من القرى المجاورة.",
    "وقالت الأمم المتحدة إن ملايين السكان بحاجة إلى الغذاء.", "وكانت المفاوضات قد تعثرت الأسبوع الماضي في جنيف.",
    "وانتشرت صور المكان على مواقع التواصل الاجتماعي.", "ويبلغ عدد سكان المنطقة نحو خمسين ألف نسمة.",
]  # fmt: skip
OUTLETS = ["عنب بلدي", "سانا", "الجزيرة", "العربية", "رويترز", "المرصد السوري لحقوق الإنسان", "شبكة شام", "السومرية نيوز",
           "المصدر أونلاين", "بوابة الوسط", "الأناضول", "فرانس برس"]  # fmt: skip
FEW = ["اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]


@lru_cache
def _places() -> dict[str, list[str]]:
    """Return the Arabic names of the places that come with Marsad, by country."""
    lines = (data_root() / "places" / "seed.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    head = rows[0]
    name, country, feature = (head.index(column) for column in ("names", "country", "feature"))
    kinds = {"village": "قرية", "town": "بلدة", "city": "مدينة"}
    found: dict[str, list[str]] = {land: [] for land in DOERS}
    for row in rows[1:]:
        if row[country] in found and row[name]:
            found[row[country]].append(f"{kinds.get(row[feature], 'منطقة')} {row[name].split()[0].replace('_', ' ')}")
    return found


@lru_cache(maxsize=8)
def _happenings(day: int) -> list[dict[str, Any]]:
    """Return what happens on a day."""
    chance = random.Random(f"day {day}")  # noqa: S311 - invented
    found = []
    for _ in range(EACH):
        land = chance.choices(list(DOERS), (6, 3, 2, 1))[0]
        found.append({
            "doer": chance.choice(DOERS[land]), "place": chance.choice(_places()[land]), "deed": chance.choice(list(DEEDS)),
            "k": chance.randrange(9), "w": chance.randrange(9),
        })  # fmt: skip
    return found


def report(number: int, count: int, words: int = 90) -> dict[str, Any]:
    """Return report `number` of `count`."""
    chance = random.Random(f"report {number}")  # noqa: S311 - invented
    days = max(1, min(DAYS, count // 50))
    day = number * days // count
    sentences = [_told(one, chance) for one in chance.sample(_happenings(day), chance.choice((1, 1, 2, 3)))]
    while sum(sentence.count(" ") + 1 for sentence in sentences) < words:
        more = BETWEEN if chance.random() < 0.8 else [_told(chance.choice(_happenings(day)), chance)]
        sentences.insert(chance.randint(1, len(sentences)), chance.choice(more))
    published = START + timedelta(days=day)
    return {"id": f"g{number}", "text": " ".join(sentences), "published": published.isoformat(),
            "outlet": chance.choice(OUTLETS)}  # fmt: skip


def _told(one: dict[str, Any], chance: random.Random) -> str:
    """Tell a happening in one of many ways; who tells it may have counted other."""
    toll = chance.choice(TOLLS) if one["deed"] not in ("arrest", "protest") and chance.random() < 0.8 else ""
    counted = {name: FEW[max(0, min(8, one[name] + chance.choice((0, 0, 0, 1))))] for name in "kw"}
    deed = chance.choice(DEEDS[one["deed"]]) + toll
    told = deed.format(doer=one["doer"], place=one["place"], n=chance.choice(FEW), **counted)
    return " ".join(f"{chance.choice(SAID)} {told} {chance.choice(WHENS)}".split()) + "."


def reports(count: int, words: int = 90) -> Iterator[dict[str, Any]]:
    """Give so many reports."""
    return (report(number, count, words) for number in range(count))


def write(count: int, path: Path, words: int = 90) -> None:
    """Write so many reports as JSON lines, packed where the file's name ends in .gz."""
    with gzip.open(path, "wt", encoding="utf-8") if path.suffix == ".gz" else path.open("w", encoding="utf-8") as file:
        for one in reports(count, words):
            file.write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 90)
