"""What has gone on since a day is told until the report's own: `تشن القوات منذ 4 أبريل هجوما` lasts until today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from marsad.assertions.statement import Statement
from marsad.codebook.kinds import Kind
from marsad.extract.dates import SINCE
from marsad.extract.reading import Reading
from marsad.resolve.dates import own_day


def stretch_dates(
    statements: Sequence[Statement], reading: Reading, published: date | None, kinds: Mapping[str, Kind]
) -> None:
    """Let what lasts, and is told with `منذ`, end on the report's day; what was done at once keeps its day.

    Who was abducted `منذ أسبوع` was abducted then; kinds of events say whether they last.
    """
    today = own_day(reading.times, published)
    if today is None:
        return
    since = {mention.span for mention in reading.times if mention.relation == SINCE}
    for statement in statements:
        found = statement.date
        if found is not None and found.span in since and kinds[statement.kind].lasts and found.start < today:
            statement.date = found._replace(end=today)
