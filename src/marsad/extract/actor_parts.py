"""A mention of a party in the making, and the words for a part of a force that it takes in."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.codebook.actors import Generic, Head, Name, Nationality
from marsad.extract.units import ADJECTIVES
from marsad.model import Hit
from marsad.text.clitics import has_article

OF = frozenset("تابع تابعه تابعين تتبع يتبع تابعا تابعتين".split())
"""Words before ل that make something a part of a force."""
HEDGES = frozenset("يرجح ويرجح يعتقد ويعتقد يظن يشتبه ويشتبه يحتمل ويحتمل".split())
THEY = frozenset("انها انه انهما انهم بانها بانه بانهما بانهم".split())
"""Words between a force and whose it is said to be: `طائرات يرجح أنها روسية`, `طائرات يعتقد أنها للنظام`."""
BELONGING = frozenset(
    (
        "انتماءهم انتمايهم بانتماءهم بانتمايهم ينتمون ينتميان ينتمي منتمون منتمين محسوبون محسوبين يتبعون يتبعان يتبع "
        "موالون موالين خلايا خليه فلول صفوف عناصر"
    ).split()
)
GATHERED = ("مجموع", "مجاميع", "عناصر", "جماعات", "فصائل", "فصايل")
"""Beginnings of words for armed people of whom `من` tells whose they are."""
OF_IT = frozenset({"ابناء", "بقايا", "خلايا", "عناصر", "مسلحي", "مقاتلي"})
"""Words that may stand between `من` and the party: `مجموعات مسلحة من بقايا النظام`."""
TIES = frozenset({"من", "الي", "علي", "في"})
"""Words by which gunmen are counted with a party, and what joins them to it."""
LONGEST = 5
REACH = 3
"""How many words may stand between a head and its nationality (`غارات جوية عنيفة روسية`)."""


@dataclass(slots=True)
class Found:
    """A mention in the making."""

    first: int
    last: int
    prefix: str
    ids: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    generic: Generic | None = None
    nationality: Nationality | None = None
    unit: bool = False
    branch: str = ""
    adjective: Nationality | None = None


def parts_of(hits: dict[str, list[Hit]]) -> dict[int, Hit]:
    """Return the words for a part of a force (`قوة`, `طائرة`), by the token after them, the longest each."""
    found: dict[int, Hit] = {}
    for hit in hits.get("actor_head", ()):
        row = hit.row
        if isinstance(row, Head) and (row.use in ("unit", "formation", "part") or row.branch == "air_force"):
            found.setdefault(hit.last, hit)
    return found


def of_nobody(words: list[str], before: Found, one: Found) -> bool:
    """Tell whether a party says whose those before it are: `مجموعة مسلحة تابعة للجيش`, `طائرات حربية تابعة للنظام`.

    Words that mean a party in some countries alone (`الطيران الحربي`) name none where another is said to own it;
    of a unit that no table knows the owner is known: `قوات المهام الخاصة التابعة للأسايش`.
    """
    unknown = before.generic is not None and before.generic.takes == "none" and not before.ids
    local = bool(before.names) and all(name.register == "short" and name.country for name in before.names)
    of = words[one.first - 1].removeprefix("ال") in OF
    unit = before.unit and not before.branch and not before.ids and of
    if not (unknown or local or unit) or not (one.ids or one.unit) or bare_of(one.prefix) != "ل":
        return False
    end = one.first - of
    end = before_hedge(words, end)
    return end < one.first and end == before.last


def of_its_own(words: list[str], before: Found, one: Found) -> bool:
    """Tell whether armed groups before a party are its own: `مجموعات مسلحة من أبناء العشائر`."""
    if not before.unit or before.ids or before.generic or not one.ids:
        return False
    between = words[before.last : one.first]
    if bare_of(one.prefix) == "ل":
        return len(between) == 1 and between[0].removeprefix("ال") in OF
    gathered = words[before.first].startswith(GATHERED) and not one.prefix
    return gathered and (between == ["من"] or (len(between) == 2 and between[0] == "من" and between[1] in OF_IT))


def supposed(words: list[str], before: Found, one: Found) -> bool:
    """Tell whether gunmen before a party are supposed to be its own: `مسلحون يعتقد بانتمائهم إلى داعش`."""
    between = words[before.last : one.first]
    unknown = before.generic is not None and before.generic.takes == "none" and not before.ids
    if not unknown or not (one.ids or one.unit) or not between or len(between) > LONGEST:
        return False
    return bool(BELONGING & {*between}) and all(word in BELONGING | HEDGES | THEY | TIES for word in between)


def join_part(words: list[str], one: Found, floor: int, parts: dict[int, Hit], between: dict[int, Hit]) -> None:
    """Take in the part of a force before it: `قوة كبيرة من الجيش`, `طائرة مسيّرة تابعة للجيش`."""
    if not (one.ids or one.unit or (one.generic and one.generic.takes != "none")):
        return
    end, bare = one.first - 1, bare_of(one.prefix)
    of = (not bare and words[end] == "من") or (bare == "ل" and words[end].removeprefix("ال") in OF)
    if bare == "ل":
        end = before_hedge(words, end if of else one.first)
        of = of or end < one.first
    if end < floor or not of:
        return
    for _ in range(REACH):
        head = parts.get(end)
        if head is not None and head.first >= floor:
            if words[one.first - 1] != "من" or not has_article(head.prefix):
                wider = parts.get(head.first)
                head = wider if wider is not None and wider.first >= floor and not head.prefix else head
                one.first, one.prefix = head.first, head.prefix
            return
        if end - 1 < floor or (end not in between and words[end - 1] not in ADJECTIVES):
            return
        end = between[end].first if end in between else end - 1


def before_hedge(words: list[str], token: int) -> int:
    """Return where the hedge begins that ends at a token: `يرجح أنها`; the token itself where there is none."""
    hedged = token > 1 and words[token - 1] in THEY and words[token - 2] in HEDGES
    return token - 2 if hedged else token


def bare_of(prefix: str) -> str:
    """Return clitics without the article: `"وبال"` gives `"وب"`, `"لل"` gives `"ل"`."""
    if prefix.endswith("لل"):
        return prefix[:-1]
    return prefix[:-2] if has_article(prefix) else prefix
