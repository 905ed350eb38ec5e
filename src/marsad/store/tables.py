"""The tables of a project's database; SQLite and PostgreSQL hold the same.

Days are ISO days and moments ISO times in UTC, both as text, which sorts as time does.  Ids are numbers given
by Marsad inside the writing transaction, one after the other.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy import UniqueConstraint as Unique

META = MetaData()


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _to(name: str, table: str, *, needed: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{table}.id"), nullable=not needed)


RUNS = Table(
    "runs",
    META,
    _id(),
    Column("command", Text, nullable=False),
    Column("arguments", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("marsad", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("state", Text, nullable=False),
    Column("counts", Text, nullable=False),
)
"""One command that changed something: who, when, with which arguments, how it ended."""

CAPTURES = Table(
    "captures",
    META,
    _id(),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("format", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("headers", Text),
    Column("given", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("deleted_at", Text),
    _to("run_id", "runs"),
    Unique("sha256", "origin"),
)
"""Raw bytes as they arrived: their hash, from where, when, how and by whom."""

REPORTS = Table(
    "reports",
    META,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False, unique=True),
    _to("capture_id", "captures"),
    Column("locator", Text, nullable=False),
    Column("published", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("title", Text),
    Column("country", Text),
    Column("meta", Text),
    Column("version", Integer, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("deleted_at", Text),
    _to("run_id", "runs"),
    Index("reports_published", "published"),
    Index("reports_outlet", "outlet", "published"),
    Index("reports_capture", "capture_id"),
)
"""One text published by one outlet; `key` is the hash of what it says, `version` its latest text."""

TEXTS = Table(
    "texts",
    META,
    Column("report_id", Integer, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("extractor", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    _to("run_id", "runs"),
)
"""A report's text as an extractor took it from the raw bytes; a new extraction is a new version."""

READINGS = Table(
    "readings",
    META,
    Column("report_id", Integer, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Column("assertions", Integer, nullable=False),
    Column("problem", Text),
    _to("run_id", "runs"),
    Index("readings_fingerprint", "fingerprint"),
)
"""Which text of a report was read last, by which codebook; another fingerprint makes it outdated."""

PARTIES = Table(
    "parties",
    META,
    _id(),
    Column("party", Text, nullable=False, unique=True),
    Column("name", Text),
    Column("name_ar", Text),
    Column("kind", Text, nullable=False),
)
"""Parties of the registry that an assertion names; `party` is the registry's id."""

PLACES = Table(
    "places",
    META,
    _id(),
    Column("place", Text, nullable=False, unique=True),
    Column("name", Text),
    Column("name_ar", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("cell", Integer),
    Column("feature", Text),
    Column("admin1", Text),
    Column("admin2", Text),
    Column("pcode", Text),
    Column("country", Text),
    Index("places_cell", "cell"),
)
"""Places of the gazetteer that an assertion names; `place` is the gazetteer's id, `cell` its half degree."""

ASSERTIONS = Table(
    "assertions",
    META,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    _to("report_id", "reports"),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("date_start", Text),
    Column("date_end", Text),
    _to("actor_id", "parties", needed=False),
    _to("target_id", "parties", needed=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("cell", Integer),
    Column("country", Text),
    Column("admin1", Text),
    Column("killed_min", Integer),
    Column("killed_max", Integer),
    Column("injured_min", Integer),
    Column("injured_max", Integer),
    Column("confidence", Float, nullable=False),
    Column("state", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index("assertions_report", "report_id"),
)
"""What one report states; `record` is the public event record, `state` current, withdrawn, deleted or added."""

ASSERTION_PLACES = Table(
    "assertion_places",
    META,
    Column("assertion_id", Integer, ForeignKey("assertions.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("role", Text, nullable=False),
    _to("place_id", "places"),
    Index("assertion_places_place", "place_id", "assertion_id"),
)
"""Every known place of an assertion, in the order told; role `at` or `to`."""

DECISIONS = Table(
    "decisions",
    META,
    _id(),
    _to("assertion_id", "assertions"),
    Column("decision", Text, nullable=False),
    Column("note", Text),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Index("decisions_assertion", "assertion_id"),
)
"""What a person decided about an assertion, and the digest of the record that was decided on."""

CORRECTIONS = Table(
    "corrections",
    META,
    _id(),
    _to("decision_id", "decisions"),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Index("corrections_decision", "decision_id"),
)
"""What a decision puts in the place of a field's value; `value` is JSON as the event record writes it."""

REMARKS = Table(
    "remarks",
    META,
    _id(),
    _to("assertion_id", "assertions"),
    Column("what", Text, nullable=False),
    Column("words", Text),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("remarks_assertion", "assertion_id"),
)
"""What a person says of an assertion without deciding on it: `what` is comment, flag, unflag or assign."""

QUEUES = Table(
    "queues",
    META,
    _id(),
    Column("name", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("closed_at", Text),
)
"""Filters that people keep under a name and share; `asked` is the query of the address that shows them."""

STANDS = Table(
    "stands",
    META,
    Column("assertion_id", Integer, ForeignKey("assertions.id"), primary_key=True, autoincrement=False),
    _to("report_id", "reports"),
    Column("published", Text, nullable=False),
    Column("outlet", Text),
    Column("first", Integer, nullable=False),
    Column("review", Text, nullable=False),
    Column("last", Integer, nullable=False),
    Column("flagged", Boolean, nullable=False),
    Column("assigned", Text),
    Column("comments", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("date_start", Text),
    Column("date_end", Text),
    Column("actor", Text),
    Column("target", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("cell", Integer),
    Column("radius_km", Float),
    Column("precision", Integer),
    Column("country", Text),
    Column("killed_min", Integer),
    Column("killed_max", Integer),
    Column("injured_min", Integer),
    Column("injured_max", Integer),
    Column("record", Text),
    Index("stands_report", "report_id"),
    Index("stands_queue", "review", "published", "report_id", "first", "assertion_id"),
    Index("stands_date", "date_start"),
    Index("stands_kind", "kind", "date_start"),
    Index("stands_status", "status", "date_start"),
    Index("stands_cell", "cell", "date_start", "kind", "lat", "lon"),
    Index("stands_actor", "actor", "date_start", "kind"),
    Index("stands_target", "target", "date_start", "kind"),
    Index("stands_country", "country", "date_start", "kind"),
    Index("stands_outlet", "outlet", "date_start"),
    Index("stands_killed", "killed_min", "date_start"),
    Index("stands_assigned", "assigned", "review"),
    Index("stands_point", "lat", "lon", "radius_km", "precision"),
)
"""What stands of each assertion that is stated now, after what people decided; made of the other tables at any time.

`record` is the corrected record, null where nothing is corrected; `published` is empty where the day is not known;
`review` is open or the decision that stands, `last` the latest decision on it, 0 where there is none.  Parties are ids
of the registry or folded words.
"""

STAND_PLACES = Table(
    "stand_places",
    META,
    Column("assertion_id", Integer, ForeignKey("assertions.id"), primary_key=True, autoincrement=False),
    Column("place", Text, primary_key=True),
    Index("stand_places_place", "place", "assertion_id"),
)
"""The places of what stands: ids of the gazetteer or folded words, and the folded names of the units that hold them."""

AUDIT = Table(
    "audit",
    META,
    _id(),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("run_id", Integer, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("subject_id", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("detail", Text),
    Column("hash", Text, nullable=False),
    Index("audit_subject", "subject", "subject_id", "id"),
)
"""Every change, chained: `hash` covers the row and the hash before it, `digest` what was written."""

WATCHES = Table(
    "watches",
    META,
    Column("source", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("next_at", Text, nullable=False),
    Column("failures", Integer, nullable=False),
)
"""When a feed or folder is looked at next, and what its server said last."""

SIGNATURES = Table(
    "signatures",
    META,
    Column("report_id", Integer, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("method", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""MinHash of a report's folded text; made again where it is missing."""

COPIES = Table(
    "copies",
    META,
    Column("report_id", Integer, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    _to("origin_id", "reports"),
    Column("similarity", Float, nullable=False),
    Index("copies_origin", "origin_id"),
)
"""Reports that tell one text: `origin_id` is the earliest of them, itself among its copies."""

JUDGEMENTS = Table(
    "judgements",
    META,
    _id(),
    _to("one_id", "assertions"),
    _to("other_id", "assertions"),
    Column("verdict", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text),
    Index("judgements_one", "one_id"),
    Index("judgements_other", "other_id"),
)
"""What a person judged of two assertions: same, different, unsure or withdrawn; the last on a pair stands."""

HAPPENINGS = Table(
    "happenings",
    META,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    _to("into_id", "happenings", needed=False),
    Column("kind", Text),
    Column("status", Text),
    Column("grade", Text),
    Column("date_start", Text),
    Column("date_end", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("cell", Integer),
    Column("country", Text),
    Column("admin1", Text),
    Column("wide", Boolean, nullable=False),
    Column("regions", Text, nullable=False),
    Column("killed_low", Integer),
    Column("killed_best", Integer),
    Column("killed_high", Integer),
    Column("origins", Integer, nullable=False),
    Column("accounts", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("happenings_date", "date_start"),
    Index("happenings_kind", "kind", "date_start"),
    Index("happenings_cell", "cell", "kind", "date_start"),
    Index("happenings_country", "country", "date_start"),
    Index("happenings_grade", "grade", "date_start"),
    Index("happenings_wide", "wide", "date_start"),
)
"""What several assertions tell together; `state` is current, blank (words deleted, to be merged anew) or gone, and
`into_id` what one that is gone leads to.  `wide` and `regions` are what totals of a day are found by."""

MEMBERS = Table(
    "members",
    META,
    Column("assertion_id", Integer, ForeignKey("assertions.id"), primary_key=True, autoincrement=False),
    _to("happening_id", "happenings"),
    Index("members_happening", "happening_id"),
)
"""Which happening an assertion tells of."""

BLOCKS = Table(
    "blocks",
    META,
    Column("assertion_id", Integer, ForeignKey("assertions.id"), primary_key=True, autoincrement=False),
    Column("ground", Text, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Index("blocks_key", "ground", "day"),
)
"""Under which ground and ordinal day an assertion is found by others that may tell of the same."""
