"""The whole codebook, loaded once; every fault of every table is reported together."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marsad.codebook.actors import Registry, load_actors
from marsad.codebook.calendar import Calendar, read_calendar
from marsad.codebook.cues import Cues, load_cues
from marsad.codebook.frames import Frame, load_frames
from marsad.codebook.kinds import Kind, load_kinds
from marsad.codebook.lexicon import Lexicon, load_lexicon
from marsad.codebook.numbers import NumberTables, read_numbers
from marsad.codebook.outlets import Outlets, load_outlets
from marsad.codebook.places import PlaceTables, load_places
from marsad.codebook.settings import Settings, load_settings
from marsad.codebook.sources import SourceName, load_source_names
from marsad.codebook.weights import Weights, load_weights
from marsad.errors import DataError, Fault


class Codebook(NamedTuple):
    """All tables of `data/`, immutable."""

    kinds: dict[str, Kind]
    frames: dict[str, Frame]
    lexicon: Lexicon
    cues: Cues
    actors: Registry
    outlets: Outlets
    places: PlaceTables
    calendar: Calendar
    numbers: NumberTables
    settings: Settings
    source_names: tuple[SourceName, ...]
    weights: Weights

    def outlet_side(self, name: str | None) -> str | None:
        """Return the id of the party that an outlet is close to."""
        outlet = self.outlets.find(name)
        return outlet.side if outlet else None


def load_codebook(root: Path) -> Codebook:
    """Read every table below the data folder; raises DataError with all faults found."""
    faults: list[Fault] = []
    actors = load_actors(root, faults)
    kinds = load_kinds(root, faults)
    frames = load_frames(root, faults)
    lexicon = load_lexicon(root, faults)
    book = Codebook(
        kinds=kinds,
        frames=frames,
        lexicon=lexicon,
        cues=load_cues(root, faults),
        actors=actors,
        outlets=load_outlets(root, frozenset(actors.actors), faults),
        places=load_places(root, faults),
        calendar=read_calendar(root / "calendar", faults),
        numbers=read_numbers(root / "lexicon", faults),
        settings=load_settings(root, faults),
        source_names=load_source_names(root, faults),
        weights=load_weights(root, faults),
    )
    for frame in frames.values():
        if frame.kind is not None and frame.kind not in kinds:
            faults.append(Fault(root / "frames", 0, frame.name, f"kind {frame.kind!r} is not in kinds.yaml"))
    for trigger in lexicon.triggers:
        if trigger.frame not in frames:
            faults.append(Fault(root / "lexicon" / "triggers.tsv", 0, trigger.lemma, f"no frame {trigger.frame!r}"))
    if faults:
        raise DataError(faults)
    return book
