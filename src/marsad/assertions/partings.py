"""What parts two statements of a report, whatever speaks for one: other doers, another day, `فيما`, `وفي نابلس؛`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from marsad.assertions.absorb import leads
from marsad.assertions.hours import other_hour
from marsad.assertions.kinds import from_the_ground
from marsad.assertions.pointers import BLAST, FIRE, days_apart, taken_back
from marsad.assertions.said_days import days_said_apart
from marsad.assertions.sameness import elsewhere, other_place, overlap, swapped, uncertain_place
from marsad.assertions.statement import Statement
from marsad.extract.causes import came_before
from marsad.extract.drafts import Draft, Scene
from marsad.extract.units import tells_which
from marsad.model import Party
from marsad.text.grammar import IN, ONE_MORE

HEADS_OFF = frozenset("،,؛;:")
"""What stands behind a place that heads an item of a list."""
FOUGHT = frozenset({"advance", "clash"})
ALONGSIDE = frozenset("كما فيما بينما".split())
WHILE = ["في", "حين"]
"""Words behind which another happening of the same time is told."""
POLICED = frozenset({"arrest", "weapons_disrupted"})
"""What units do each by itself: a bulletin tells what every one of them found."""
UNITS = frozenset({"لواء", "فوج", "فرقه", "كتيبه", "سريه"})
BEHIND = 4
"""How many words behind them what happened is told: `كما جددت المدفعية قصف`."""


def set_apart(statement: Statement, other: Statement, scenes: Sequence[Scene]) -> bool:
    """Tell whether the words part two happenings: what one party says of another place, what alone is in doubt.

    A headline leaves out who says so, and gives places roughly.
    `تضاربت الأنباء عن` behind `في وقت` doubts its own clause alone; `الهجمات امتدت إلى` tells of other places.
    """
    if (spreads(statement) and elsewhere(statement, other)) or taken_back(statement, other):
        return True
    if _other_arms(statement, other) or _other_arms(other, statement) or _fired_at_each_other(statement, other):
        return True
    if days_apart(statement, other) and statement.draft.times and not statement.risen:
        return True
    if days_said_apart(statement, other, scenes):
        return True
    if statement.anaphoric:
        return False
    if _listed_apart(statement, other, scenes) or _other_unit(statement, other, scenes):
        return True
    if _other_day_and_dead(statement, other) or other_hour(statement, other, scenes):
        return True
    said_by_another = not other.headline and _says_so(statement) not in (None, _says_so(other))
    if said_by_another and elsewhere(statement, other):
        return True
    return _same_sentence(statement, other) and _apart_in_sentence(statement, other, scenes[statement.draft.sentence])


def _other_day_and_dead(statement: Statement, other: Statement) -> bool:
    """Tell whether a day of its own and other numbers of dead and hurt are told of a further happening.

    `استشهدت امرأة وأصيب ستة بلغم ... وقتل ثلاثة وأصيب ثلاثة في 3 نوفمبر بلغم`.
    """
    if not statement.draft.times or other.draft.times or statement.date is None or statement.risen:
        return False
    pairs = ((statement.killed, other.killed), (statement.injured, other.injured))
    known = [(one, two) for one, two in pairs if one is not None and two is not None and one.max and two.max]
    return len(known) == len(pairs) and all(not overlap(one, two) for one, two in known)


def _listed_apart(statement: Statement, other: Statement, scenes: Sequence[Scene]) -> bool:
    """Tell whether a statement is an item of a list by places, and another one of another place.

    A headline may tell what an item tells; a lead sums up items in wider places, the body of the report does not.
    """
    index = statement.draft.sentence
    if other.headline:
        return False
    if headed_by_place(scenes[index]):
        return other_place(statement, other) if leads(other) else _elsewhere_or_unknown(statement, other)
    return index > 0 and heads_the_next(scenes[index - 1]) and _elsewhere_or_unknown(statement, other)


def _other_unit(statement: Statement, other: Statement, scenes: Sequence[Scene]) -> bool:
    """Tell whether units of other numbers did it: `قوة من اللواء 43 اعتقلت ... وقوة من اللواء 59 اعتقلت`."""
    if statement.kind != other.kind or statement.kind not in POLICED:
        return False
    one = _numbers(statement.draft, scenes)
    told = [pair for draft in (other.draft, *other.folded) for pair in _numbers(draft, scenes)] if one else []
    return not one.intersection(told) and bool({unit for unit, _ in one} & {unit for unit, _ in told})


def _numbers(draft: Draft, scenes: Sequence[Scene]) -> set[tuple[str, str]]:
    """Return the units that a doer's words name, with their numbers: `فوج من اللواء 27` gives `لواء`, `27`."""
    doer, words = draft.actor, scenes[draft.sentence].reading.tokens.words
    if doer is None:
        return set()
    named = ((words[at].removeprefix("ال"), words[at + 1]) for at in range(doer.first, min(doer.last, len(words) - 1)))
    return {(unit, number) for unit, number in named if unit in UNITS and tells_which(number)}


def _elsewhere_or_unknown(statement: Statement, other: Statement) -> bool:
    """Tell whether both name places of their own, of which none is known to be in the other."""
    return elsewhere(statement, other) or uncertain_place(statement, other)


def _apart_in_sentence(statement: Statement, other: Statement, scene: Scene) -> bool:
    """Tell whether words of one sentence part two happenings: what came before, what alone is in doubt.

    So does a toll of one place with its weapon: `مقتل راع بلغم في حجة وإصابة امرأة برصاص قناص في تعز`.
    """
    if came_before(scene, statement.draft, other.draft):
        return True
    if other.draft.frame.group == "harm" and other.draft.means and _placed_apart(statement, other):
        return True
    doubt = ("disputed" in statement.effects) != ("disputed" in other.effects)
    return doubt and _parted(statement, other, scene)


def _placed_apart(statement: Statement, other: Statement) -> bool:
    """Tell whether و joins what happened at places told behind those of the other; one may hold the other."""
    behind = set(statement.draft.places) - set(other.draft.places)
    joined = any(item.joined for item in statement.draft.triggers)
    return joined and bool(behind) and bool(other.draft.places) and min(behind) > max(other.draft.places)


def another(statement: Statement, other: Statement, scenes: Sequence[Scene]) -> bool:
    """Tell whether a statement tells of another happening than the one that it is most like, and so of a new one."""
    if statement.anaphoric:
        return False
    scene = scenes[statement.draft.sentence]
    if _same_sentence(statement, other) and _parted(statement, other, scene):
        return _elsewhere_or_unknown(statement, other) or _told_alongside(statement, other, scene)
    return not other.headline and one_more(statement, scene) and not one_more(other, scenes[other.draft.sentence])


def _same_sentence(statement: Statement, other: Statement) -> bool:
    return statement.draft.sentence == other.draft.sentence


def _parted(statement: Statement, other: Statement, scene: Scene) -> bool:
    """Tell whether a connector such as `في حين` stands between two triggers of a sentence."""
    return scene.clauses.strong_between(other.draft.trigger.last, statement.draft.trigger.first)


def _told_alongside(statement: Statement, other: Statement, scene: Scene) -> bool:
    """Tell whether `كما` or `فيما` leads in a happening right behind it: `فيما ألقت المروحيات`.

    What was done to whom is no happening of its own (`كما أصيب`), and a lead may but count up what follows.
    """
    lead = other.headline or other.draft.sentence == 0
    if lead or {statement.draft.frame.group, other.draft.frame.group} != {"event"}:
        return False
    words, last = scene.reading.tokens.words, statement.draft.trigger.first
    ahead = range(max(last - BEHIND, scene.sentence.first), last)
    return any(words[at].removeprefix("و") in ALONGSIDE or words[at : at + 2] == WHILE for at in ahead)


def one_more(statement: Statement, scene: Scene) -> bool:
    """Tell whether words count off one more attack, what it was made with, or who found arms.

    `غارة رابعة`, `انفجرت عبوة أخرى`, `ضبطت قوة أخرى كدساً`.
    """
    draft, words = statement.draft, scene.reading.tokens.words
    near = [item.last for item in draft.means if abs(item.first - draft.trigger.first) <= 3 * BEHIND]
    if draft.actor is not None and statement.kind in POLICED:
        near += range(draft.actor.first + 1, draft.actor.last + 1)
    return any(not ONE_MORE.isdisjoint(words[at : at + 1]) for at in (draft.trigger.last, *near))


def _fired_at_each_other(statement: Statement, other: Statement) -> bool:
    """Tell whether two sides fired, each named beside its fire: `قصف الجيش البلدة ... وأطلقت الفصائل صواريخ`.

    A headline may name but one of them.
    """
    if statement.kind != other.kind or statement.kind not in FIRE or other.headline:
        return False
    if swapped(statement, other):
        return True
    named = statement.draft.actor is not None and other.draft.actor is not None
    return named and foes(statement.actor, other.actor)


def foes(one: Party | None, other: Party | None) -> bool:
    """Tell whether two parties fight for different sides: two states, or a state and those who bear arms for none."""
    if one is None or other is None or not one.id or not other.id:
        return False
    if one.id.startswith(other.id) or other.id.startswith(one.id):
        return False
    if one.kind == other.kind == "state":
        return one.id.split("-")[0] != other.id.split("-")[0]
    return "state" in (one.kind, other.kind) and {one.kind, other.kind}.isdisjoint({"unknown", "civilians"})


def spreads(statement: Statement) -> bool:
    """Tell whether the attack went on elsewhere: `الهجمات امتدت إلى`."""
    light = statement.draft.light
    return light is not None and light.ref.owner.effect == "spread"


def _other_arms(one: Statement, other: Statement) -> bool:
    """Tell whether two attacks were made with other arms: a raid and guns, a bomb and fire or a fight on foot.

    `أغارت الطائرات ... وقصف مدفعي طال`; `تقدموا في حيين، ففجروا سيارتين مفخختين`; an attack may be the bomb.
    """
    if one.kind == "air_strike":
        return other.kind == "shelling" and from_the_ground(other.draft)
    bomb = one.kind in BLAST and one.draft.frame.group == "event" and not one.anaphoric
    return bomb and (other.kind in FIRE or other.draft.frame.name in FOUGHT)


def headed_by_place(scene: Scene) -> bool:
    """Tell whether a sentence is an item of a list by places: `وفي نابلس: اعتقلت القوات شابين`."""
    at = _headed_until(scene)
    return bool(at) and scene.reading.tokens.words[at] in HEADS_OFF


def heads_the_next(scene: Scene) -> bool:
    """Tell whether a sentence is but the place that heads the next one: `وفي نابلس؛ اعتقلت القوات شابين`."""
    words, last = scene.reading.tokens.words, scene.sentence.last
    return _headed_until(scene) == last and not HEADS_OFF.isdisjoint(words[last : last + 1])


def _headed_until(scene: Scene) -> int:
    """Return where the places end with which a sentence opens, 0 where it opens with something else."""
    words, first = scene.reading.tokens.words, scene.sentence.first
    at = _end_of_place(scene, first + 1) if words[first] in IN else 0
    while at < len(words) and words[at] not in HEADS_OFF and (end := _end_of_place(scene, at)):
        at = end
    return at if at < len(words) else 0


def _end_of_place(scene: Scene, first: int) -> int:
    """Return where the place that begins at a token ends, 0 where none does."""
    places = scene.reading.places
    index = bisect_left(places, first, key=lambda place: place.first)
    return places[index].last if index < len(places) and places[index].first == first else 0


def _says_so(statement: Statement) -> int | None:
    """Return the mention of the party that says so, where one does."""
    return statement.credit.actor if statement.credit is not None else None
