"""What speaks for two statements of a report telling one and the same happening."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.assertions.judge import Group, grouped
from marsad.assertions.statement import Statement
from marsad.assertions.whereabouts import nearest
from marsad.codebook.weights import RULES
from marsad.extract.drafts import Scene
from marsad.model import Party, Toll
from marsad.text.clitics import bare

ATTACKS = frozenset(
    "air_strike shelling ied suicide_bombing explosion chemical_attack armed_clash civilian_attack".split()
)
WON = frozenset({("territory_captured", "armed_clash"), ("armed_clash", "territory_captured")})
MANY, REACH = 2, 8
STRETCH, SHORT = 20, 3
FURTHER = frozenset(
    "كما ايضا اخر اخري اخرين ثان ثانيه ثاني الثاني الثانيه كذلك وكذلك بدوره بدورها ومثله مماثل مماثله".split()
)

SERIES = frozenset("سلسله عده عشرات حمله حملات عدد ميات عشره وعشرات بسلسله بعده بعشرات لسلسله".split())


def comparable(statement: Statement, host: Statement) -> bool:
    """Tell whether two kinds may name one happening: the same, or two sorts of attack."""
    return comparable_kinds(statement.kind, host.kind)


def comparable_kinds(one: str, other: str) -> bool:
    """Tell whether two kinds may name one happening: the same, two sorts of attack, a fight and what it won."""
    if one == other or (one in ATTACKS and other in ATTACKS):
        return True
    return (one, other) in WON


def compatible(one: Statement, other: Statement) -> bool:
    """Tell whether nothing said sets two statements apart: place, day, doer, toll."""
    return (
        _parties(one.actor, other.actor) != "apart"
        and _tolls(one.killed, other.killed) != "apart"
        and _dates(one, other) != "apart"
        and _places(one, other) != "apart"
    )


def elsewhere(one: Statement, other: Statement) -> bool:
    """Tell whether both name places of their own, and none in common or inside another."""
    return _places(one, other) in ("apart", "close")


def uncertain_place(one: Statement, other: Statement) -> bool:
    """Tell whether both name places of their own, and nobody knows how these lie to each other."""
    return _places(one, other) == "unknown"


def other_place(one: Statement, other: Statement) -> bool:
    """Tell whether both name places of their own, and none in common; one may lie within the other."""
    return one.own_places and other.own_places and _places(one, other) != "shared"


def same_features(statement: Statement, host: Statement, ruled: bool, scenes: Sequence[Scene]) -> list[Group]:
    """Return the features of the question `same`; `ruled` tells that the rules would join the two."""
    draft, kind = statement.draft, statement.kind
    same = kind == host.kind
    alike, kinds = (
        ("same", "same") if same else ("other", "/".join(sorted((_sort_of_kind(statement), _sort_of_kind(host)))))
    )
    place, day = _places(statement, host), _dates(statement, host)
    rise = statement.risen or host.risen
    killed, injured = (
        _tolls(*pair, rise) for pair in ((statement.killed, host.killed), (statement.injured, host.injured))
    )
    actor, target = _parties(statement.actor, host.actor), _parties(statement.target, host.target)
    gap = draft.sentence - host.draft.sentence
    near = "same" if gap == 0 else "next" if gap == 1 else "near" if gap <= 3 else "far"
    first = "told" if host.retold else "headline" if host.headline else "lead" if host.draft.sentence <= 1 else "body"
    lemma = draft.trigger.ref.owner.lemma == host.draft.trigger.ref.owner.lemma
    scene = scenes[draft.sentence]
    return [
        _kinds(ruled, kinds, kind, alike, place),
        _where(place, alike, first, near, killed),
        _whom(killed, injured, first, alike),
        _parties_of(actor, target, place),
        _when(day, place, first, alike),
        _apart(near, alike, first, statement.anaphoric, lemma, draft.trigger.joined),
        _form(draft.frame.name, draft.part, host.draft.part, alike),
        _words(_likeness(statement, host, scenes), alike, place, first),
        _further(_also(statement, scene), alike, place),
        _rest(
            bool(scene.clauses.topics),
            near,
            statement.effects == host.effects,
            draft.frame.group == "harm",
            host.draft.frame.group == "harm",
        ),
        _told_by(_source(statement, host), first, near, alike),
        _what(swapped(statement, host), _named(statement.target, host.target), _means(statement, host), kind, alike),
        _series(_many(statement, scene), _many(host, scenes[host.draft.sentence]), place, alike),
    ]


def _sort_of_kind(statement: Statement) -> str:
    """Return the kind; a bombardment is bare where no weapon is told: it may be one from the air."""
    bare_fire = statement.kind == "shelling" and statement.means is None and statement.draft.frame.name == "bombard"
    return "bare shelling" if bare_fire and not statement.draft.means else statement.kind


@grouped
def _kinds(ruled: bool, kinds: str, kind: str, alike: str, place: str) -> Group:
    by = RULES if ruled else "not by rules"
    return by, f"rules:{ruled}/{alike}", f"rules:{ruled}/{place}", f"kinds:{kinds}", f"kind:{kind}/{alike}"


@grouped
def _where(place: str, alike: str, first: str, near: str, killed: str) -> Group:
    return (
        f"place:{place}",
        f"place:{place}/{alike}",
        f"place:{place}/{first}/{alike}",
        f"place:{place}/{near}",
        f"place:{place}/killed:{killed}",
    )


@grouped
def _whom(killed: str, injured: str, first: str, alike: str) -> Group:
    return f"killed:{killed}", f"killed:{killed}/{alike}", f"killed:{killed}/{first}", f"injured:{injured}"


@grouped
def _parties_of(actor: str, target: str, place: str) -> Group:
    both = f"parties:{actor}/{target}/{place}", f"place:{place}/{actor}/{target}"
    return f"actor:{actor}", f"target:{target}", *both


@grouped
def _when(day: str, place: str, first: str, alike: str) -> Group:
    return f"date:{day}", f"date:{day}/{place}", f"date:{day}/{first}/{alike}"


@grouped
def _apart(near: str, alike: str, first: str, anaphoric: bool, lemma: bool, joined: bool) -> Group:
    return (
        f"distance:{near}/{alike}",
        f"host:{first}/{alike}",
        f"points back:{anaphoric}/{near}",
        f"points back:{anaphoric}/{alike}",
        f"lemma:{lemma}/{alike}",
        f"lemma:{lemma}/{near}/{first}",
        f"joined:{joined}/{near}",
    )


@grouped
def _form(frame: str, part: str, other: str, alike: str) -> Group:
    return f"frame:{frame}/{alike}", f"form:{part}/{other}/{alike}"


@grouped
def _words(likeness: str, alike: str, place: str, first: str) -> Group:
    told = f"words:{likeness}"
    return told, f"{told}/{alike}", f"{told}/{place}", f"{told}/{first}"


@grouped
def _further(also: bool, alike: str, place: str) -> Group:
    return f"also:{also}", f"also:{also}/{alike}", f"also:{also}/{place}"


@grouped
def _rest(turns: bool, near: str, effects: bool, harm: bool, other: bool) -> Group:
    return f"turns:{turns}/{near}", f"effects:{effects}", f"harm:{harm}/{other}"


@grouped
def _told_by(source: str, first: str, near: str, alike: str) -> Group:
    return f"source:{source}/{first}", f"source:{source}/{near}/{first}", f"source:{source}/{alike}"


@grouped
def _what(swapped: bool, named: str, means: str, kind: str, alike: str) -> Group:
    return f"swapped:{swapped}/{kind}", f"victims:{named}/{alike}", f"means:{means}", f"means:{means}/{alike}"


@grouped
def _series(one: bool, host: bool, place: str, alike: str) -> Group:
    return f"series:{one}/{host}", f"series:{one}/{host}/{alike}", f"series:{one}/{host}/{place}"


def _source(statement: Statement, host: Statement) -> str:
    """Tell whether a source tells again what was told: by another one, by the same, or by nobody."""
    if statement.credit is None:
        return "none"
    return "same" if host.credit is not None and host.credit.first == statement.credit.first else "new"


def swapped(statement: Statement, host: Statement) -> bool:
    """Tell whether who did it to whom is the other way round: taken by one side, then by the other."""
    pairs = ((statement.actor, host.target), (statement.target, host.actor))
    return any(one is not None and other is not None and one.id and one.id == other.id for one, other in pairs)


def _named(one: Party | None, other: Party | None) -> str:
    """Compare the words that name two targets: `ستة عمال` and `ستة طلاب` are others."""
    if one is None or other is None or one.id or other.id:
        return "-"
    words, others = ({bare(word) for word in party.text.split() if len(word) > SHORT} for party in (one, other))
    return "some" if words & others else "other"


def _means(statement: Statement, host: Statement) -> str:
    if statement.means is None or host.means is None:
        return "none" if statement.means is None and host.means is None else "one"
    return "same" if statement.means == host.means else "other"


def _many(statement: Statement, scene: Scene) -> bool:
    """Tell whether the words tell of several at once: `سلسلة غارات`."""
    trigger = statement.draft.trigger
    return not SERIES.isdisjoint(scene.reading.tokens.words[max(trigger.first - 2, 0) : trigger.first])


def _likeness(statement: Statement, host: Statement, scenes: Sequence[Scene]) -> str:
    """Compare the words around two triggers: how large a part of the shorter telling is in the longer."""
    one, other = telling_words(statement, scenes), telling_words(host, scenes)
    share = len(one & other) / max(min(len(one), len(other)), 1)
    return (
        "none"
        if share < 0.1
        else "few"
        if share < 0.25
        else "some"
        if share < 0.4
        else "many"
        if share < 0.6
        else "most"
    )


def telling_words(statement: Statement, scenes: Sequence[Scene]) -> frozenset[str]:
    """Return the words of a statement's stretch of its sentence, without clitics and short words."""
    if statement.words is None:
        draft = statement.draft
        scene = scenes[draft.sentence]
        first, last = max(draft.left, draft.trigger.first - STRETCH), min(draft.right, draft.trigger.last + STRETCH)
        words = scene.reading.tokens.words[first:last]
        statement.words = frozenset(bare(word) for word in words if len(word) > SHORT)
    return statement.words


def _also(statement: Statement, scene: Scene) -> bool:
    """Tell whether the words say that it is a further happening: `كما`, `أيضاً`, `انفجار آخر`."""
    trigger = statement.draft.trigger
    words = scene.reading.tokens.words
    first = max(scene.clauses.start_of(trigger.first), trigger.first - REACH)
    return not FURTHER.isdisjoint(words[first : min(trigger.last + 2, scene.sentence.last)])


def _places(statement: Statement, host: Statement) -> str:
    """Compare places: shared, one within the other, close, apart, not to be told, or not named."""
    if not statement.own_places or not host.own_places:
        missing = (
            "none" if not statement.own_places and not host.own_places else "later" if host.own_places else "first"
        )
        return f"unnamed {missing}"
    return nearest(statement.places, host.places)


def _tolls(one: Toll | None, other: Toll | None, rise: bool = False) -> str:
    """Compare tolls; a number that both tell ties them the closer the higher it is, one that has risen says nothing."""
    if one is None or other is None:
        return "none" if one is None and other is None else "one"
    if (one.min, one.max) != (other.min, other.max):
        if 1 in (one.min, other.min) and None in (one.max, other.max):
            return "vague"
        return "risen" if rise else "overlap" if overlap(one, other) else "apart"
    return "same many" if one.min > MANY else "same"


def overlap(one: Toll, other: Toll) -> bool:
    """Tell whether two tolls may be one number: `8 بين قتيل وجريح` and `قتيلان`."""
    tops = [toll.max for toll in (one, other) if toll.max is not None]
    return not tops or max(one.min, other.min) <= min(tops)


def _parties(one: Party | None, other: Party | None) -> str:
    """Compare parties: the same, another, or not named."""
    if one is None or other is None:
        return "none" if one is None and other is None else "one"
    if one.id or other.id:
        return "same" if one.id == other.id else "apart"
    return "same" if one.name == other.name and (one.name or one.text == other.text) else "apart"


def _dates(statement: Statement, host: Statement) -> str:
    if statement.date is None or host.date is None:
        return "none" if statement.date is None and host.date is None else "one"
    if (statement.date.start, statement.date.end) == (host.date.start, host.date.end):
        return "same"
    meet = statement.date.start <= host.date.end and host.date.start <= statement.date.end
    return "overlap" if meet else "apart"
