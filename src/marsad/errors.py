"""What can go wrong, and what a person can do about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class MarsadError(Exception):
    """Any error that Marsad raises on purpose."""


class UsageError(MarsadError):
    """Bad input from a person; the message says what to do about it."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One bad cell of a data file: where it is and what is wrong with it."""

    path: Path
    line: int
    column: str
    problem: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}"
        return f"{where}: {self.column}: {self.problem}" if self.column else f"{where}: {self.problem}"


class DataError(MarsadError):
    """Data files with faults; all of them are listed, not the first alone."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
