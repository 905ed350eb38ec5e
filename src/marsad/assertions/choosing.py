"""The choices between competing answers, one after the other: each changes the statements that the next one sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from marsad.assertions.build import Resolved
from marsad.assertions.context import carry_foes, fill_sides, name_protesters
from marsad.assertions.date_choice import choose_dates
from marsad.assertions.fitting import fit_targets
from marsad.assertions.judge import Judge
from marsad.assertions.kind_choice import choose_kinds, decide_anew
from marsad.assertions.lasting import stretch_dates
from marsad.assertions.party_choice import choose_parties
from marsad.assertions.place_choice import choose_places, fill_places
from marsad.assertions.repeats import join_repeats
from marsad.assertions.statement import Statement
from marsad.assertions.status import choose_statuses
from marsad.assertions.worth import weigh_worth
from marsad.codebook.kinds import Kind
from marsad.extract.drafts import Scene
from marsad.extract.reading import Reading


@dataclass(slots=True)
class Stated:
    """What a report states, as far as choices were made, and what it was read from."""

    statements: list[Statement]
    scenes: Sequence[Scene]
    reading: Reading
    resolved: Resolved
    published: date | None
    kinds: Mapping[str, Kind]

    def copy(self) -> Stated:
        """Return the same, with statements that are changed by themselves."""
        return replace(self, statements=[statement.copy() for statement in self.statements])


def _places(stated: Stated, judge: Judge) -> None:
    choose_places(stated.statements, judge, stated.scenes, stated.resolved)


def _parties(stated: Stated, judge: Judge) -> None:
    choose_parties(stated.statements, judge, stated.scenes, stated.resolved)


def _kinds(stated: Stated, judge: Judge) -> None:
    decide_anew(stated.statements, stated.resolved)
    choose_kinds(stated.statements, judge, stated.scenes)


def _repeats(stated: Stated, judge: Judge) -> None:
    stated.statements = join_repeats(stated.statements, judge, stated.scenes)


def _context(stated: Stated, judge: Judge) -> None:
    fill_places(stated.statements, judge, stated.scenes, stated.resolved)


def _dates(stated: Stated, judge: Judge) -> None:
    choose_dates(stated.statements, judge, stated.scenes, stated.resolved, stated.published)
    stretch_dates(stated.statements, stated.reading, stated.published, stated.kinds)


def _statuses(stated: Stated, judge: Judge) -> None:
    fill_sides(stated.statements)
    carry_foes(stated.statements)
    name_protesters(stated.statements, stated.reading)
    choose_statuses(stated.statements, judge, stated.resolved.actors)


def _worth(stated: Stated, judge: Judge) -> None:
    stated.statements = weigh_worth(stated.statements, judge, stated.scenes)
    fit_targets(stated.statements, stated.scenes)


class Choice(NamedTuple):
    """A step of the way: which questions it asks, and how it is made."""

    questions: tuple[str, ...]
    make: Callable[[Stated, Judge], None]


CHOICES = (
    Choice(("place",), _places),
    Choice(("actor", "target"), _parties),
    Choice(("kind",), _kinds),
    Choice(("same",), _repeats),
    Choice(("context",), _context),
    Choice(("date",), _dates),
    Choice(("status",), _statuses),
    Choice(("event",), _worth),
)


def choose(stated: Stated, judge: Judge, choices: Sequence[Choice] = CHOICES) -> Stated:
    """Make choices; all of them are the way of a report from what the rules say to its events."""
    for choice in choices:
        choice.make(stated, judge)
    return stated
