"""Happenings: which assertions tell one, what people judged of pairs, and how others are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["one_id"], ["assertions.id"]),
        sa.ForeignKeyConstraint(["other_id"], ["assertions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("judgements_one", "judgements", ["one_id"])
    op.create_index("judgements_other", "judgements", ["other_id"])
    op.create_table(
        "happenings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("date_start", sa.Text(), nullable=True),
        sa.Column("date_end", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("cell", sa.Integer(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.Column("regions", sa.Text(), nullable=False),
        sa.Column("killed_low", sa.Integer(), nullable=True),
        sa.Column("killed_best", sa.Integer(), nullable=True),
        sa.Column("killed_high", sa.Integer(), nullable=True),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("accounts", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["into_id"], ["happenings.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_index("happenings_cell", "happenings", ["cell", "kind", "date_start"])
    op.create_index("happenings_country", "happenings", ["country", "date_start"])
    op.create_index("happenings_date", "happenings", ["date_start"])
    op.create_index("happenings_grade", "happenings", ["grade", "date_start"])
    op.create_index("happenings_kind", "happenings", ["kind", "date_start"])
    op.create_table(
        "members",
        sa.Column("assertion_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("happening_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assertion_id"], ["assertions.id"]),
        sa.ForeignKeyConstraint(["happening_id"], ["happenings.id"]),
        sa.PrimaryKeyConstraint("assertion_id"),
    )
    op.create_index("members_happening", "members", ["happening_id"])
    op.create_table(
        "blocks",
        sa.Column("assertion_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["assertion_id"], ["assertions.id"]),
        sa.PrimaryKeyConstraint("assertion_id", "ground", "day"),
    )
    op.create_index("blocks_key", "blocks", ["ground", "day"])
