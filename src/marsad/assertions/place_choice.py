"""Where it happened: every place of the sentence weighed, then what paragraph, lead and earlier events name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from marsad.assertions.build import Resolved
from marsad.assertions.context import topic
from marsad.assertions.judge import Group, Judge, grouped
from marsad.assertions.statement import Statement
from marsad.codebook.weights import RULES
from marsad.extract.drafts import Draft, Scene
from marsad.extract.place_mention import PlaceMention
from marsad.extract.reading import Item
from marsad.model import Place

BACK = 3
"""How many statements back a place may be taken over from."""
FIRES = frozenset({"bombard", "launch", "target", "air_raid", "disrupt"})
"""Frames of what is shot from one place at another."""
POSTS = ("مواقع", "مقرات", "مقار", "نقاط", "مرابض", "ثكنات", "قواعد", "معسكرات", "حواجز", "مراكز", "مناطق", "اماكن")
POSTED = ("المتمركز", "المتواجد", "المتموضع", "المرابط", "المنصوب")
"""Words for where guns stand: `من مواقعها في القرية`, `المدفعية المتمركزة في المعسكر`."""
FROM_WHERE = frozenset({"اتجاه", "اتجاهي", "جهه", "ناحيه", "فوق", "اجواء"})
"""Words for where a shot came from: `صواريخ من اتجاه الجولان`."""
POST_REACH = 4
"""So many words before a place they may stand."""
FAR, NAMES = (2, 5, 10, 20), ("touching", "close", "near", "apart", "far")


def choose_places(statements: Sequence[Statement], judge: Judge, scenes: Sequence[Scene], resolved: Resolved) -> None:
    """Give each statement the places of its sentence that are likely its own."""
    if not judge.knows("place"):
        return
    for statement in statements:
        if statement.to and not statement.places:
            continue
        scene = scenes[statement.draft.sentence]
        inside = _inside(scene, statement)
        odds = {
            mention: judge.odds("place", features, (statement, resolved.places[mention].place))
            for mention, features in zip(inside, place_features(statement, scene, inside), strict=True)
        }
        chosen = [mention for mention in inside if _with_its_list(mention, odds, scene) > 0]
        _settle(statement, scene, chosen, resolved)


def _with_its_list(mention: int, odds: dict[int, float], scene: Scene) -> float:
    """Return the mean odds of the places told in one list with this one: all of a list are chosen, or none."""
    group = scene.reading.places[mention].group
    if group < 0 or len(odds) == 1:
        return odds[mention]
    mates = [value for other, value in odds.items() if scene.reading.places[other].group == group]
    return sum(mates) / len(mates)


def _settle(statement: Statement, scene: Scene, chosen: list[int], resolved: Resolved) -> None:
    """Take the chosen mentions, without what only holds another."""
    mentions = scene.reading.places
    held = {container for mention in chosen for container in mentions[mention].within}
    places: list[Place] = []
    for mention in chosen:
        place = resolved.places[mention].place
        if mention not in held and not any(known.text == place.text for known in places):
            places.append(place)
    statement.places = places
    statement.own_places = bool(places)


def _inside(scene: Scene, statement: Statement) -> list[int]:
    """Return the place mentions of the sentence that are no destination, of this draft or of one told before it."""
    draft = statement.draft
    placed = [item for item in scene.all("place") if item.ref not in draft.to]
    found = [item.ref for item in placed if item.ref in draft.places or not _led_to(scene, draft, item)]
    if draft.frame.name not in FIRES:
        return found
    mentions = scene.reading.places
    guns = {mentions[mention].group for mention in found if _fired_from(scene, mentions[mention])} - {-1}
    return [mention for mention in found if mentions[mention].group not in guns] or found


def _fired_from(scene: Scene, place: PlaceMention) -> bool:
    """Tell whether guns stand at a place: `قصفت البلدة | من مواقعها في التل`, `الدبابات المتمركزة في المعسكر`."""
    words = scene.reading.tokens.words
    for at in range(max(place.first - POST_REACH, scene.sentence.first), place.first):
        if words[at].startswith(POSTED) and words[at].endswith(("ه", "ين", "ون")):
            return scene.reading.preposition(place.first, place.prefix) in ("في", "ب", "على") or at == place.first - 2
        if words[at] == "من" and words[at + 1].startswith(POSTS) and words[at + 1].endswith(("ه", "ها", "هم", "هما")):
            return True
        if words[at] == "من" and words[at + 1] in FROM_WHERE and at >= place.first - 3:
            return True
    return False


def _led_to(scene: Scene, draft: Draft, item: Item) -> bool:
    """Tell whether a place is only where another draft leads: `نقل عوائلهم باتجاه الموصل خوفاً من الغارات`."""
    toward = item.first < draft.trigger.first and scene.reading.places[item.ref].toward
    return toward and any(item.ref in other.to for other in scene.drafts)


def place_features(statement: Statement, scene: Scene, inside: Sequence[int]) -> Iterator[list[Group]]:
    """Yield the features of the question `place` for each of the mentions in the statement's own sentence."""
    if not inside:
        return
    draft, words, places = statement.draft, scene.reading.tokens.words, scene.reading.places
    trigger, frame, part = draft.trigger, draft.frame.name, draft.part
    free = "alone" if not draft.places else "others chosen"
    others = [mention for other in scene.drafts if other is not draft for mention in {*other.places, *other.to}]
    held = {holder for mention in inside for holder in places[mention].within}
    groups = {places[mention].group for mention in draft.places}
    for mention in inside:
        place = places[mention]
        ahead = place.first >= trigger.last
        side, first, last = ("after", trigger.last, place.first) if ahead else ("before", place.last, trigger.first)
        far = NAMES[bisect_left(FAR, last - first)]
        walls = min(scene.clauses.starts_between(first, last), 2)
        rivals = min(scene.triggers_between(first, last), 2)
        nearer = sum(item.ref != mention for item in scene.items_between(first, last, "place"))
        prep = scene.reading.preposition(place.first, place.prefix) or "-"
        before = words[place.first - 1] if place.first > scene.sentence.first else "^"
        strong = scene.clauses.strong_between(first, last)
        rules, taken = mention in draft.places, min(others.count(mention), 2)
        mates = "none" if place.group < 0 else "chosen" if place.group in groups else "not chosen"
        yield [
            _ruled(rules, free, side, far, taken, walls, rivals, mention in held),
            _where(side, far, part, prep, frame, min(nearer, 3), strong),
            _behind(before, side),
            _sort(_feature(place), frame, prep, place.anaphoric, side),
            _bound(place.relation.relation if place.relation else "-", side, place.known, place.toward, frame),
            _company(_origin(place, scene, words), side, mates),
        ]


@grouped
def _behind(before: str, side: str) -> Group:
    return (f"word before:{before}/{side}",)


@grouped
def _ruled(ruled: bool, free: str, side: str, far: str, others: int, walls: int, rivals: int, holds: bool) -> Group:
    return (
        RULES if ruled else "not by rules",
        f"rules:{ruled}/{free}",
        f"rules:{ruled}/{side}/{far}",
        f"rules:{ruled}/others {others}",
        f"rules:{ruled}/walls {walls}/{side}",
        f"rules:{ruled}/rivals {rivals}/{side}",
        f"rules:{ruled}/holds {holds}",
    )


@grouped
def _where(side: str, far: str, part: str, prep: str, frame: str, nearer: int, strong: bool) -> Group:
    return (
        f"{side}/{far}/{part}",
        f"{side}/{prep}/{frame}",
        f"{side}/{prep}/{far}",
        f"{side}/nearer {nearer}",
        f"{side}/strong {strong}",
    )


@grouped
def _sort(feature: str, frame: str, prep: str, anaphoric: bool, side: str) -> Group:
    return f"feature:{feature}/{frame}", f"feature:{feature}/{prep}", f"anaphoric:{anaphoric}/{side}"


@grouped
def _bound(relation: str, side: str, known: bool, toward: bool, frame: str) -> Group:
    return f"relation:{relation}/{side}", f"known:{known}", f"toward:{toward}/{frame}"


@grouped
def _company(origin: str, side: str, mates: str) -> Group:
    return f"origin:{origin}/{side}", f"group:{mates}"


def _origin(place: PlaceMention, scene: Scene, words: list[str]) -> str:
    """Tell whether people or things come from a place, and nothing happens there: `محتجون من الزاوية`."""
    at = place.first if place.prefix.endswith("من") else place.first - 1
    if at <= scene.sentence.first or words[at] != "من":
        return "-"
    if any(phrase.last == at and phrase.persons is not None for phrase in scene.phrases_between(at - 4, at)):
        return "persons"
    return "things" if words[at - 1].startswith(("المست", "المدعوم", "القادم", "المقرب", "المنحدر", "الات")) else "-"


def _feature(place: PlaceMention) -> str:
    return place.kind or place.feature or "-"


def fill_places(statements: Sequence[Statement], judge: Judge, scenes: Sequence[Scene], resolved: Resolved) -> None:
    """Give a statement without a place the likeliest of those that its surroundings name, if it is likely enough."""
    if not judge.knows("context"):
        return
    for order, statement in enumerate(statements):
        if statement.places or statement.to:
            continue
        best, chosen, why = judge.threshold("context"), None, ""
        for place, features in _around(statements[max(order - BACK, 0) : order], statement, scenes, resolved):
            odds = judge.odds("context", features, (statement, place))
            if odds > best:
                best, chosen, why = odds, place, features[0][0]
        if chosen is not None:
            statement.places = [chosen]
            statement.notes.append(f"place from the surroundings: {why}")


def _around(
    earlier: Sequence[Statement], statement: Statement, scenes: Sequence[Scene], resolved: Resolved
) -> Iterator[tuple[Place, list[Group]]]:
    """Yield the places of the surroundings: of the sentence, the paragraph before it, the statements and the lead."""
    scene, frame = scenes[statement.draft.sentence], statement.draft.frame.name
    trigger = statement.draft.trigger
    tail = statement.anaphoric, frame, statement.kind
    claimed = {place for draft in scene.drafts for place in (*draft.places, *draft.to)}
    for mention in _inside(scene, statement):
        place = scene.reading.places[mention]
        side = "before" if place.first < trigger.first else "after"
        taken = mention in claimed
        yield resolved.places[mention].place, _context(f"sentence/{side}/taken {taken}", place, *tail)
    for rank, mention in enumerate(topic(scenes, scene)[:4]):
        place = scene.reading.places[mention]
        apart = min(scene.index - _sentence_of(scenes, scene.index, place.first), 3)
        features = _context(f"paragraph/{apart}/rank {rank}", place, *tail)
        yield resolved.places[mention].place, [*features, (RULES,)] if rank == 0 else features
    for back, other in enumerate(reversed(earlier)):
        apart = min(statement.draft.sentence - other.draft.sentence, 3)
        same = "same kind" if other.kind == statement.kind else "other kind"
        for place in other.places[:1]:
            source = f"event before/{back}/{same}"
            yield place, [(source, f"{source}/{apart}", f"apart:{apart}"), _tail(source, *tail)]
    for item in [item for one in scenes[:2] for item in one.all("place")][:2]:
        mention = item.ref
        yield resolved.places[mention].place, _context("lead", scene.reading.places[mention], *tail)


def _context(source: str, place: PlaceMention, anaphoric: bool, frame: str, kind: str) -> list[Group]:
    told = _told(source, _feature(place), place.known, anaphoric)
    return [told, _tail(source.split("/", maxsplit=1)[0], anaphoric, frame, kind)]


@grouped
def _told(source: str, feature: str, known: bool, anaphoric: bool) -> Group:
    return source, f"{source}/{feature}", f"feature:{feature}", f"known:{known}", f"{source}/{anaphoric}"


@grouped
def _tail(source: str, anaphoric: bool, frame: str, kind: str) -> Group:
    return f"{source}/anaphoric:{anaphoric}", f"{source}/frame:{frame}", f"{source}/kind:{kind}"


def _sentence_of(scenes: Sequence[Scene], latest: int, token: int) -> int:
    """Return the sentence of a token, looked for backwards."""
    return next((index for index in range(latest, -1, -1) if scenes[index].sentence.first <= token), 0)
