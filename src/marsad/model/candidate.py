"""One possible actor, place or frame for some words, scored, with reasons."""

from __future__ import annotations

from typing import NamedTuple


class Candidate(NamedTuple):
    """A candidate's id and name, its score (higher is better) and why it has it."""

    id: str
    name: str
    score: float
    reasons: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the candidate as `--explain` prints it."""
        return {"id": self.id, "name": self.name, "score": round(self.score, 3), "reasons": list(self.reasons)}
