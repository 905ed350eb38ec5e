"""What sources of places call a sort of place, and where their files are to be had."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marsad.codebook.tables import read_table
from marsad.errors import DataError, Fault

SETTLEMENT = "settlement"
"""A code for city, town or village: which, its inhabitants tell."""


class Download(NamedTuple):
    """A file of a source for a country (`*` for all): its name in a folder, address, licence, whether it may lack."""

    source: str
    country: str
    file: str
    url: str
    licence: str


class PlaceSources(NamedTuple):
    """The tables for making a gazetteer."""

    codes: dict[tuple[str, str], str]
    downloads: tuple[Download, ...]

    def feature(self, source: str, code: str, population: int = 0) -> str:
        """Return the sort of place of a source's code; empty where it is none that a gazetteer takes."""
        feature = self.codes.get((source, code), "")
        return size(population) if feature == SETTLEMENT else feature

    def licence(self, source: str) -> str:
        """Return the licence of a source; empty where the tables do not know it."""
        return next((row.licence for row in self.downloads if row.source == source), "")


def size(population: int) -> str:
    """Return the sort of settlement with so many inhabitants; an unknown number is 0 and makes a village."""
    return "city" if population >= 50_000 else "town" if population >= 5_000 else "village"


def load_place_sources(root: Path) -> PlaceSources:
    """Read both tables from the data folder; raises `DataError` with every fault."""
    folder, faults = root / "places", list[Fault]()
    codes: dict[tuple[str, str], str] = {}
    for row in read_table(folder / "feature_codes.tsv", ("source", "code", "feature"), faults):
        if (row["source"], row["code"]) in codes:
            faults.append(row.fault("code", f"{row['code']} stands twice"))
        codes[row["source"], row["code"]] = row["feature"]
    downloads = []
    for row in read_table(folder / "downloads.tsv", ("source", "country", "file", "url", "licence"), faults):
        if not row["url"].startswith("https://"):
            faults.append(row.fault("url", "does not begin with https://"))
        downloads.append(Download(row["source"], row["country"], row["file"], row["url"], row["licence"]))
    if faults:
        raise DataError(faults)
    return PlaceSources(codes, tuple(downloads))
