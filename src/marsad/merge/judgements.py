"""What people have judged of two accounts: data, kept apart from what the machine suggests, and never overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from marsad.errors import UsageError

VERDICTS = ("same", "different", "unsure", "withdrawn")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One verdict on two accounts: by whom, when (ISO), why.  The last on a pair counts; `withdrawn` undoes it."""

    one: str
    other: str
    verdict: str
    by: str
    when: str
    why: str = ""


def load_judgements(path: Path) -> list[Judgement]:
    """Read judgements, one a line of JSON, oldest first."""
    found: list[Judgement] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found.append(Judgement(**{key: str(value) for key, value in row.items()}))
        except (ValueError, TypeError, AttributeError) as error:
            raise UsageError(f"{path}:{number}: no judgement ({error}); see docs/merging.md") from None
        if found[-1].verdict not in VERDICTS:
            raise UsageError(f"{path}:{number}: '{found[-1].verdict}' is none of {', '.join(VERDICTS)}")
    return found


def standing(judgements: Iterable[Judgement]) -> dict[tuple[str, str], str]:
    """Return the verdict that stands on each pair: the last one, unless it was withdrawn."""
    found: dict[tuple[str, str], str] = {}
    for one in judgements:
        key = (one.one, one.other) if one.one < one.other else (one.other, one.one)
        found.pop(key, None)
        if one.verdict != "withdrawn":
            found[key] = one.verdict
    return found
