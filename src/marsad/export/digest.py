"""A day told in short: what happened, by governorate, with tolls, what is new, revised or disputed, who took what.

Markdown in Arabic or English; the page is the same in HTML, right to left where it is Arabic.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from marsad.merge import Account, Happening
from marsad.merge.fuse import TollRange, day_of
from marsad.merge.totals import counts

WORDS = {
    "en": {
        "title": "Digest of {day}", "none": "No happening of that day is told.",
        "killed": "killed", "injured": "injured",
        "total": "{happenings} happenings, {killed} killed and {injured} injured by the rule '{rule}'.",
        "new": "new", "revised": "revised: {before} killed as told before", "disputed": "disputed",
        "control": "Changes of control", "taken": "{place}: {holder} since {day}", "unknown": "place not told",
        "sources": "{origins} independent origins, {reports} reports, {grade}", "sums": "a total of others, not added",
    },
    "ar": {
        "title": "حصيلة يوم {day}", "none": "لا تذكر التقارير حدثاً في هذا اليوم.", "killed": "قتلى", "injured": "جرحى",
        "total": "{happenings} حدثاً، {killed} قتيلاً و{injured} جريحاً بحسب قاعدة «{rule}».",
        "new": "جديد", "revised": "معدّل: {before} قتيلاً في ما ذُكر سابقاً", "disputed": "متنازع فيه",
        "control": "تبدّل السيطرة", "taken": "{place}: {holder} منذ {day}", "unknown": "مكان غير مذكور",
        "sources": "{origins} مصادر مستقلة، {reports} تقارير، {grade}", "sums": "مجموع لغيره، لا يضاف",
    },
}  # fmt: skip
GRADES = {
    "confirmed": "مؤكّد من الطرفين", "corroborated": "متعدد المصادر", "contested": "متنازع فيه",
    "single": "مصدر واحد", "claimed": "رواية طرف واحد",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """Who has held a place since the day."""

    place: str
    holder: str


def digest(
    happenings: Sequence[Happening],
    accounts: Mapping[str, Account],
    kinds: Mapping[str, Mapping[str, str]],
    day: int,
    language: str,
    changes: Sequence[Change] = (),
) -> str:
    """Return the Markdown of a day; `kinds` gives the name of each kind by language, `day` is ordinal."""
    words = WORDS[language]
    told = [one for one in happenings if one.first is not None and one.first <= day <= (one.last or one.first)]
    lines = [f"# {words['title'].format(day=day_of(day))}", ""]
    if not told:
        return "\n".join([*lines, words["none"], ""])
    rule = next((one.killed.rule for one in told if one.killed), "lowest")
    dead, hurt = (sum(_best(getattr(one, name)) for one in told if counts(one)) for name in ("killed", "injured"))
    lines += [words["total"].format(happenings=len(told), killed=dead, injured=hurt, rule=rule), ""]
    by_place: dict[str, list[Happening]] = defaultdict(list)
    for one in told:
        by_place[_governorate(one, words)].append(one)
    for name in sorted(by_place):
        lines += [f"## {name}", ""]
        lines += [_line(one, accounts, kinds, day, language) for one in by_place[name]]
        lines.append("")
    if changes:
        lines += [f"## {words['control']}", ""]
        lines += [f"- {words['taken'].format(place=c.place, holder=c.holder, day=day_of(day))}" for c in changes]
        lines.append("")
    return "\n".join(lines)


def _best(toll: TollRange | None) -> int:
    return toll.best if toll is not None else 0


def _governorate(one: Happening, words: Mapping[str, str]) -> str:
    place = one.place or {}
    return str(place.get("admin1") or place.get("country") or words["unknown"])


def _line(
    one: Happening, accounts: Mapping[str, Account], kinds: Mapping[str, Mapping[str, str]], day: int, language: str
) -> str:
    """Return a happening in a line: kind, place, who to whom, toll, how well it is known, what is new."""
    words = WORDS[language]
    where = _name(one.place, language)
    who = " ← ".join(name for name in (_name(one.target, language), _name(one.actor, language)) if name)
    parts = [f"**{kinds[language].get(one.kind, one.kind)}**", where, who]
    parts += [
        f"{_shown(toll)} {words[name]}" for name, toll in (("killed", one.killed), ("injured", one.injured)) if toll
    ]
    reports = len({accounts[name].report for name in one.accounts})
    grade = GRADES[one.grade.grade] if language == "ar" else one.grade.grade
    parts.append(words["sources"].format(origins=len(one.origins), reports=reports, grade=grade))
    parts += _news(one, accounts, day, words)
    mark = "، " if language == "ar" else ", "
    return f"- {mark.join(part for part in parts if part)}"


def _news(one: Happening, accounts: Mapping[str, Account], day: int, words: Mapping[str, str]) -> list[str]:
    """Say what is new since the day before, what was revised, what is disputed, what only sums up."""
    before = [accounts[name] for name in one.accounts if (accounts[name].published or day) < day]
    found = [] if before else [words["new"]]
    earlier = [account.killed[0] for account in before if account.killed]
    if one.killed is not None and earlier and max(earlier) != one.killed.best:
        found.append(words["revised"].format(before=max(earlier)))
    if one.status == "disputed":
        found.append(words["disputed"])
    return [*found, words["sums"]] if one.parts else found


def _shown(toll: TollRange) -> str:
    return str(toll.best) if toll.high in (None, toll.best) else f"{toll.low}-{toll.high}"


def _name(record: Mapping[str, Any] | None, language: str) -> str:
    if not record:
        return ""
    arabic = record.get("name_ar") or record.get("text")
    return str((arabic if language == "ar" else record.get("name") or record.get("text")) or "")


def to_html(markdown: str, language: str) -> str:
    """Return the digest as one page that opens from disk; only the marks that `digest` writes are known."""
    body: list[str] = []
    for line in markdown.split("\n"):
        text = escape(line)
        for mark, tag in (("# ", "h1"), ("## ", "h2")):
            if text.startswith(mark):
                body.append(f"<{tag}>{text.removeprefix(mark)}</{tag}>")
                break
        else:
            if text.startswith("- "):
                head, _, rest = text.removeprefix("- **").partition("**")
                body.append(f"<p class=row><b>{head}</b>{rest}</p>" if rest else f"<p class=row>{text[2:]}</p>")
            elif text:
                body.append(f"<p>{text}</p>")
    side = "rtl" if language == "ar" else "ltr"
    style = (
        "body{font:1.05rem/1.7 'Noto Naskh Arabic','Segoe UI',sans-serif;max-width:46rem;margin:2rem auto}"
        "h1{font-size:1.5rem}h2{font-size:1.15rem;border-bottom:1px solid #ccc}.row{margin:.4rem 0}"
        "@media(prefers-color-scheme:dark){body{background:#15181c;color:#e6e6e6}}"
    )
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{side}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{body[0][4:-5] if body else ""}</title>'
        f"<style>{style}</style>\n<body>\n" + "\n".join(body) + "\n</body></html>\n"
    )
