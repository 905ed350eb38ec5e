"""Cases with the answers that annotators gave, as they are noted report by report."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from marsad.evaluate import Annotated, align
from marsad.learn.watcher import Watcher


@dataclass(frozen=True, slots=True)
class Example:
    """A case: its features, whether the answer is yes, and the choice (of many in its report) it is a candidate of."""

    features: tuple[str, ...]
    right: bool
    choice: int
    report: str


def fold_of(report: str, folds: int) -> int:
    """Return the fold of a report, by its id: the same at every run."""
    return crc32(report.encode()) % folds


def noted(watcher: Watcher, report: Annotated) -> list[Example]:
    """Return the cases of a report that were noted of the question that was wanted."""
    if watcher.wanted == "event":
        return _worth(watcher, report)
    found: list[Example] = []
    choices: dict[int, int] = {}
    for _, about, features, answer in watcher.asked:
        if answer is not None:
            choice = choices.setdefault(id(about[0]), len(choices))
            found.append(Example(features, answer, choice, report.id))
    return found


def _worth(watcher: Watcher, report: Annotated) -> list[Example]:
    """Return the statements of a report; right are those that annotated events are found in."""
    right = {j for _, j in align(report.events, [watcher.told(statement) for _, statement, _, _ in watcher.asked])}
    return [
        Example(features, place in right, place, report.id) for place, (_, _, features, _) in enumerate(watcher.asked)
    ]
