"""An export from end to end: items read, filtered, protected, written, and told in a manifest."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from marsad.dataset.codes import Codes
from marsad.dataset.filters import Filter
from marsad.dataset.item import Item
from marsad.dataset.layout import load_layout
from marsad.dataset.manifest import Tally, manifest, write_manifest
from marsad.dataset.profile import Profile, load_profile
from marsad.dataset.rows import Input, items, opened
from marsad.dataset.writers import FORMATS, Job, writer
from marsad.errors import UsageError

ACLED_TENS = 10
EVERYTHING = Filter()


class Origin(ABC):
    """Where items come from: files, a project, or the folder of a run."""

    __slots__ = ()

    @abstractmethod
    def given(self) -> AbstractContextManager[Input]:
        """Open the records that the items are made of."""

    @abstractmethod
    def paths(self) -> list[Path]:
        """Return the files, for the manifest."""

    @contextmanager
    def items(self, tens: int | None = None) -> Iterator[Iterator[Item]]:
        """Open the records and give their items; `tens` is what *عشرات* counts, None: as read."""
        with self.given() as given:
            yield items(given, tens)


@dataclass(frozen=True, slots=True)
class Files(Origin):
    """Files as `marsad merge` and `marsad extract` write them."""

    happenings: Path
    events: Path | None = None
    reports: Path | None = None

    def given(self) -> AbstractContextManager[Input]:
        """Open the files."""
        return opened(self.happenings, self.events, self.reports)

    def paths(self) -> list[Path]:
        """Return the files."""
        return [path for path in (self.happenings, self.events, self.reports) if path]


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: format, where to, filter, and the rules."""

    format: str
    out: Path
    made: datetime
    filter: Filter = EVERYTHING
    inter: str = "text"
    tens: int | None = None
    bom: bool = False
    profile: str | None = None
    restricted: tuple[str, ...] = ()
    delay_days: int | None = None
    smallest_cell: int | None = None


def export(files: Origin, order: Order, root: Path) -> dict[str, Any]:
    """Write the file and its manifest; return the manifest."""
    write = writer(order.format, order.out)
    tens = order.tens if order.tens is not None or order.format != "acled" else ACLED_TENS
    codes = Codes.load(root, order.inter, int(order.made.timestamp()))
    layout = load_layout(root, FORMATS[order.format].layout)
    tally = Tally()
    if order.out.resolve() in {path.resolve() for path in files.paths()}:
        raise UsageError(f"{order.out}: is one of the files that are read; name another with --out")
    profile = _profile(files, order, root, codes, tens)
    with files.items(tens) as found:
        kept = order.filter.keep(found)
        ready = profile[0].apply(kept, profile[1]) if profile else kept
        rows = write(Job(tally.watch(ready), layout, codes, order.out, order.bom))
    record = manifest(
        order.out, order.format, rows, tally, codes, () if profile else files.paths(),
        made=order.made.isoformat(timespec="seconds"), filter=order.filter.asked(), rules=_rules(order, tens),
        profile=profile[0].told() if profile else None, columns=list(layout.header),
    )  # fmt: skip
    write_manifest(order.out, record)
    return record


def _profile(files: Origin, order: Order, root: Path, codes: Codes, tens: int | None) -> tuple[Profile, Any] | None:
    """Return the profile and, where it suppresses small cells, what each cell holds: found in a first pass."""
    if order.profile is None:
        return None
    profile = load_profile(root, order.profile, codes, order.made.date(), order.restricted)
    if order.delay_days is not None:
        profile.delay_days = order.delay_days
    if order.smallest_cell is not None:
        profile.smallest_cell = order.smallest_cell
    if profile.smallest_cell <= 1:
        return profile, None
    with files.items(tens) as found:
        return profile, profile.cells(order.filter.keep(found))


def _rules(order: Order, tens: int | None) -> dict[str, Any]:
    """Return the rules in words, as far as they bear on the format."""
    rules: dict[str, Any] = {
        "added_up": "tolls of what happened, is disputed or failed; no claim of one side alone, no total of others",
        "tens": "as read" if tens is None else f"'عشرات' counts {tens}, 'مئات' 100",
    }
    if order.format == "acled":
        rules |= {
            "unit": "a row a place and day",
            "fatalities": "the lowest figure, divided evenly over the rows, the remainder to the first",
            "inter": order.inter,
        }
    if order.format == "ged":
        rules |= {"unit": "a row a happening with a death", "deaths": "low, best by the rule of merging, high"}
    return rules
