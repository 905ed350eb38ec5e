"""Reports that tell one text: MinHash of folded words brings candidates, their shared words decide."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from typing import TypeVar

from marsad.errors import UsageError
from marsad.text.search import words_of

THRESHOLD = 0.5
"""Share of three-word runs that two texts must have in common."""
HASHES, BANDS, SEED, RUN = 128, 32, 42, 3
CROWD = 200
"""Reports of one band that are compared each with each; of more, each only with the first."""
WIDTH = 4 * HASHES // BANDS
Rank = TypeVar("Rank", tuple[str, int], tuple[int, int])


def need_library() -> None:
    """Raise UsageError where the library that signs texts is missing."""
    if find_spec("rensa") is None:
        raise UsageError("finding copies needs a library: pip install 'marsad[intake]' or 'marsad[scale]'")


def shingles(text: str) -> set[str]:
    """Return every run of three folded words: what is compared."""
    words = words_of(text)
    return {" ".join(words[place : place + RUN]) for place in range(max(1, len(words) - RUN + 1))}


def sign(runs: Iterable[str]) -> bytes:
    """Return the signature of a text's runs of words."""
    from rensa import RMinHash

    minhash = RMinHash(num_perm=HASHES, seed=SEED)
    minhash.update(sorted(runs))
    return struct.pack(f"<{HASHES}I", *minhash.digest())


def bands(signature: bytes) -> list[bytes]:
    """Cut a signature in bands; texts that share one are compared."""
    return [signature[band * WIDTH : (band + 1) * WIDTH] for band in range(BANDS)]


def couples(bucket: list[int]) -> Iterator[tuple[int, int]]:
    """Give the pairs of a band's reports that are compared."""
    if len(bucket) > CROWD:
        yield from ((bucket[0], other) for other in bucket[1:])
        return
    for place, first in enumerate(bucket):
        for second in bucket[place + 1 :]:
            yield first, second


def clusters(pairs: Iterable[tuple[int, int, float]], order: Mapping[int, Rank]) -> list[tuple[int, int, float]]:
    """Put each report with the earliest report that it is like itself: a chain of likenesses makes no cluster.

    Give report, origin and likeness of each report that is not alone, the origin itself among them.
    """
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for first, second, similarity in pairs:
        near[first][second] = near[second][first] = similarity
    origin: dict[int, tuple[int, float]] = {}
    for id in sorted(near, key=order.__getitem__):
        if id in origin:
            continue
        origin[id] = (id, 1.0)
        for other, similarity in near[id].items():
            if other not in origin:
                origin[other] = (id, similarity)
    sizes: dict[int, int] = defaultdict(int)
    for first, _ in origin.values():
        sizes[first] += 1
    return [(id, first, similarity) for id, (first, similarity) in sorted(origin.items()) if sizes[first] > 1]
