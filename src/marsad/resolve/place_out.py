"""What was chosen for a mention, and the place written out of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.codebook.borders import BorderRow
from marsad.extract.places import PlaceMention
from marsad.gazetteer import Entry, Gazetteer, Tier
from marsad.model import Candidate, Place
from marsad.resolve.place_line import Geometry, along, between, side
from marsad.resolve.place_point import Point, coarse, point_of, widened
from marsad.resolve.place_score import Nearness, Part, in_words

SHOWN = 4
"""So many alternatives are written out."""
KEPT = 5
"""How many candidates are kept to explain a choice."""
Reason = str | Part
"""Why something was chosen: in words, or a part of its score."""


class Weighed(NamedTuple):
    """A place of the gazetteer that a mention may mean, its score, what it is made of, and how its name was found.

    Nothing makes up the score of the only one that can be meant, which is not weighed.
    """

    score: float
    entry: Entry
    parts: Sequence[Part]
    tier: Tier
    near: Nearness

    def rank(self) -> tuple[float, str]:
        """Return what sorts the likelier place first, and equals by their ids."""
        return -self.score, self.entry.id


class ResolvedPlace(NamedTuple):
    """A mention's place, what was weighed for it, best first, and why it was chosen."""

    mention: int
    place: Place
    weighed: Sequence[Weighed]
    why: tuple[Reason, ...]
    entry: Entry | None = None
    """The entry chosen, or of what holds the place where it is not known itself."""
    tier: Tier | None = None
    """How the name was found; None where it was not."""

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The candidates for it, best first."""
        return tuple(
            Candidate(one.entry.id, one.entry.name, one.score, tuple(in_words(part) for part in one.parts if part[0]))
            for one in self.weighed[:KEPT]
            if one.parts
        )

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it was chosen."""
        return spelled_out(self.why)

    @property
    def rivals(self) -> tuple[Entry, ...]:
        """Every entry that was weighed, the best first."""
        return tuple(one.entry for one in self.weighed)


def spelled_out(why: Sequence[Reason]) -> tuple[str, ...]:
    """Return reasons in words, those without weight left out."""
    return tuple(one if isinstance(one, str) else in_words(one) for one in why if isinstance(one, str) or one[0])


class Choice(NamedTuple):
    """The entry of a mention, or what holds it where the mention itself is not known."""

    entry: Entry | None
    exact: bool
    weighed: Sequence[Weighed]
    why: tuple[Reason, ...]
    tier: Tier | None = None
    stated: bool = True
    """Whether the text states what holds the place, where that stands in for it."""
    doubt_km: float = 0.0
    """How far off the entry's point may be, as far as can be told."""
    far: Entry | None = None
    """The other end of a road or stretch."""
    border: BorderRow | None = None
    beside: Entry | None = None
    """The place named beside a border, which tells the stretch."""
    meant: int | None = None
    """The mention that words such as `القرية` stand for, where no table knows it: its words are taken."""


def write_place(mention: PlaceMention, choice: Choice, within: tuple[str, ...], gazetteer: Gazetteer) -> Place:
    """Make the place of a mention; what no table knows has no name or id of its own."""
    entry, other = choice.entry, alternatives(choice)
    if entry is None:
        why = next(iter(spelled_out(choice.why)), None)
        return Place(mention.text, mention.span, feature=mention.feature, within=within, alternatives=other, reason=why)
    point, geometry = _where(mention, entry, choice)
    if choice.border:
        return _border(mention, choice, point, geometry, within, gazetteer)
    exact, far = choice.exact, choice.far
    name = f"{entry.name} – {far.name}" if far else entry.name
    name_ar = f"{entry.name_ar} – {far.name_ar}" if far else entry.name_ar
    return Place(
        mention.text, mention.span, name if exact else None, name_ar if exact else None,
        point.lat, point.lon, point.radius_km, point.precision, mention.feature or (entry.feature if exact else None),
        entry.id if exact else None, entry.admin1 or None, entry.admin2 or None,
        (entry.pcode or None) if exact else None, entry.country, within, entry.admin3 or None,
        tuple(unit.to_dict() for unit in gazetteer.units(entry)), geometry, other,
        None if exact else _reason(choice),
    )  # fmt: skip


def _where(mention: PlaceMention, entry: Entry, choice: Choice) -> tuple[Point, Geometry | None]:
    """Return the point of a choice, and its line or area where it is one."""
    if choice.border:
        return along(choice.border, choice.beside)
    if choice.far and choice.exact:
        return between(entry, choice.far)
    point = point_of(mention, entry) if choice.exact else coarse(mention, entry, choice.stated)
    wide = choice.exact and mention.direction is not None and point.precision >= 3
    geometry = side(mention, entry, max(point.radius_km * 2, entry.radius_km)) if wide else None
    return widened(point, choice.doubt_km), geometry


def _border(
    mention: PlaceMention, choice: Choice, point: Point, geometry: Geometry | None, within: tuple[str, ...],
    gazetteer: Gazetteer,
) -> Place:  # fmt: skip
    """Make the place of a border."""
    assert choice.border is not None
    assert choice.entry is not None
    pair = choice.border.countries
    names = [gazetteer.countries[code] for code in pair if code in gazetteer.countries]
    beside = choice.beside
    return Place(
        mention.text, mention.span, f"{'–'.join(one.name for one in names)} border",
        f"حدود {' – '.join(one.name_ar for one in names)}", point.lat, point.lon, point.radius_km, point.precision,
        "border", f"border:{'-'.join(pair)}", (beside.admin1 or None) if beside else None, country=choice.entry.country,
        within=within, geometry=geometry,
    )  # fmt: skip


def alternatives(choice: Choice) -> tuple[dict[str, object], ...]:
    """Return what else a name may mean, the likelier first, for a reviewer to pick from."""
    chosen = choice.entry.id if choice.entry and choice.exact else None
    others = [(one.score, one.entry) for one in choice.weighed[:KEPT] if one.entry.id != chosen]
    return tuple(
        {
            "gazetteer_id": entry.id,
            "name": entry.name,
            "admin1": entry.admin1 or None,
            "country": entry.country,
            "lat": entry.lat,
            "lon": entry.lon,
            "score": round(score, 2),
        }
        for score, entry in others[:SHOWN]
    )


def _reason(choice: Choice) -> str | None:
    """Return why a place has not its own point: what stands in for it."""
    said = spelled_out(choice.why)
    standing = (one for one in said if one.startswith(("not known", "beside", "as it was")))
    return next(standing, said[0] if said else None)
