"""What stands of assertions after people's decisions, what people remark, and the queues that they keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOVED = ("date", "kind", "status", "cell", "actor", "target", "country")
"""Indexes that questions use no more: what stands is asked instead of what was read."""
_INDEXES = {
    "report": ["report_id"],
    "queue": ["review", "published", "report_id", "first", "assertion_id"],
    "date": ["date_start"],
    "kind": ["kind", "date_start"],
    "status": ["status", "date_start"],
    "cell": ["cell", "date_start", "kind", "lat", "lon"],
    "actor": ["actor", "date_start", "kind"],
    "target": ["target", "date_start", "kind"],
    "country": ["country", "date_start", "kind"],
    "outlet": ["outlet", "date_start"],
    "killed": ["killed_min", "date_start"],
    "assigned": ["assigned", "review"],
    "point": ["lat", "lon", "radius_km", "precision"],
}


def upgrade() -> None:
    """Make the tables; `marsad.store.stands.fill` puts in what stands."""
    for name in _MOVED:
        op.drop_index(f"assertions_{name}", "assertions")
    op.create_index("happenings_wide", "happenings", ["wide", "date_start"])
    _remarks()
    op.create_table(
        "stands",
        sa.Column("assertion_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("review", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("assigned", sa.Text(), nullable=True),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("date_start", "date_end", "actor", "target")),
        *(sa.Column(name, sa.Float(), nullable=True) for name in ("lat", "lon")),
        sa.Column("cell", sa.Integer(), nullable=True),
        sa.Column("radius_km", sa.Float(), nullable=True),
        sa.Column("precision", sa.Integer(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        *(sa.Column(f"{toll}_{end}", sa.Integer(), nullable=True)
          for toll in ("killed", "injured") for end in ("min", "max")),
        sa.Column("record", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["assertion_id"], ["assertions.id"]),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"]),
        sa.PrimaryKeyConstraint("assertion_id"),
    )  # fmt: skip
    for name, columns in _INDEXES.items():
        op.create_index(f"stands_{name}", "stands", columns)
    op.create_table(
        "stand_places",
        sa.Column("assertion_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assertion_id"], ["assertions.id"]),
        sa.PrimaryKeyConstraint("assertion_id", "place"),
    )
    op.create_index("stand_places_place", "stand_places", ["place", "assertion_id"])


def _remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("assertion_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assertion_id"], ["assertions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("remarks_assertion", "remarks", ["assertion_id"])
    op.create_table(
        "queues",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
