"""Find reports that tell one text: MinHash of folded words brings candidates, their shared words decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, and_, delete, insert, or_, select

from marsad.merge.copies import HASHES, RUN, THRESHOLD, bands, clusters, couples, need_library, shingles, sign
from marsad.project.project import Project
from marsad.store.ledger import Ledger, digest
from marsad.store.tables import COPIES, REPORTS, SIGNATURES, TEXTS

METHOD = f"minhash {HASHES}, {RUN} words"
_PIECE = 500


def find_copies(project: Project, ledger: Ledger, threshold: float = THRESHOLD) -> dict[str, int]:
    """Sign the reports that have no signature yet, put copies together, and keep the clusters.

    Raises `UsageError` where the library for it is missing.
    """
    need_library()
    signed = sum(_sign(project, ledger))
    with project.database.read() as connection:
        pairs = _pairs(connection, threshold)
        order = _order(connection, {id for pair in pairs for id in pair[:2]})
    rows = [
        {"report_id": id, "origin_id": first, "similarity": similarity}
        for id, first, similarity in clusters(pairs, order)
    ]
    with project.database.write() as connection:
        before = [dict(row) for row in connection.execute(select(COPIES).order_by(COPIES.c.report_id)).mappings()]
        if before != rows:
            ledger.begin(connection)
            connection.execute(delete(COPIES))
            if rows:
                connection.execute(insert(COPIES), rows)
            ledger.note("cluster", "copies", 0, digest(*rows), {"method": METHOD, "threshold": threshold})
            ledger.commit(connection)
    return {"signed": signed, "copies": len(rows), "origins": len({row["origin_id"] for row in rows})}


def _sign(project: Project, ledger: Ledger) -> Iterator[int]:
    """Sign reports, a few hundred in a transaction; give how many."""
    unsigned = (
        select(REPORTS.c.id, REPORTS.c.version, TEXTS.c.text)
        .join(TEXTS, and_(TEXTS.c.report_id == REPORTS.c.id, TEXTS.c.version == REPORTS.c.version))
        .outerjoin(SIGNATURES, SIGNATURES.c.report_id == REPORTS.c.id)
        .where(REPORTS.c.deleted_at.is_(None), SIGNATURES.c.report_id.is_(None))
        .limit(_PIECE)
    )
    while True:
        with project.database.read() as connection:
            found = connection.execute(unsigned).all()
        if not found:
            return
        made = []
        for id, version, text in found:
            signature = sign(shingles(text))
            made.append({"report_id": id, "version": version, "method": METHOD, "signature": signature})
        with project.database.write() as connection:
            ledger.begin(connection)
            connection.execute(insert(SIGNATURES), made)
            ledger.commit(connection)
        yield len(made)


def _pairs(connection: Connection, threshold: float) -> list[tuple[int, int, float]]:
    """Return the pairs of reports that share enough, each candidate pair compared by its own words."""
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for id, signature in connection.execute(select(SIGNATURES.c.report_id, SIGNATURES.c.signature)):
        for number, band in enumerate(bands(signature)):
            buckets[number, band].append(id)
    candidates = {pair for bucket in buckets.values() if len(bucket) > 1 for pair in couples(sorted(bucket))}
    shared = _Shared(connection)
    found = []
    for first, second in sorted(candidates):
        similarity = shared.similarity(first, second)
        if similarity >= threshold:
            found.append((first, second, similarity))
    return found


class _Shared:
    """Shares of words between texts; the texts asked for last are kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: dict[int, frozenset[int]] = {}

    def similarity(self, first: int, second: int) -> float:
        """Return the share of runs of words that two reports have in common (Jaccard)."""
        one, other = self._of(first), self._of(second)
        return round(len(one & other) / max(1, len(one | other)), 4)

    def _of(self, id: int) -> frozenset[int]:
        if id not in self._kept:
            if len(self._kept) > 20_000:
                self._kept.clear()
            query = (
                select(TEXTS.c.text)
                .join(REPORTS, and_(TEXTS.c.report_id == REPORTS.c.id, TEXTS.c.version == REPORTS.c.version))
                .where(REPORTS.c.id == id)
            )
            self._kept[id] = frozenset(map(hash, shingles(self._connection.scalar(query) or "")))
        return self._kept[id]


def _order(connection: Connection, ids: set[int]) -> dict[int, tuple[str, int]]:
    """Return what sorts reports by time: the day of publication, then the order of arrival."""
    if not ids:
        return {}
    listed = sorted(ids)
    found: dict[int, tuple[str, int]] = {}
    for start in range(0, len(listed), _PIECE):
        part = listed[start : start + _PIECE]
        query = select(REPORTS.c.id, REPORTS.c.published).where(or_(REPORTS.c.id.in_(part)))
        found |= {id: (published or "9999", id) for id, published in connection.execute(query)}
    return found
