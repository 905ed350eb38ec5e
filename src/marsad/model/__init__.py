"""The words of the project as frozen dataclasses; standard library only."""

from marsad.model.arrival import Arrival
from marsad.model.candidate import Candidate
from marsad.model.event import Event
from marsad.model.mention import Hit, Mention, Unresolved
from marsad.model.party import Attribution, Party
from marsad.model.place import Place
from marsad.model.report import Report
from marsad.model.span import Span
from marsad.model.toll import Among, Toll
from marsad.model.when import DateRange

__all__ = [
    "Among",
    "Arrival",
    "Attribution",
    "Candidate",
    "DateRange",
    "Event",
    "Hit",
    "Mention",
    "Party",
    "Place",
    "Report",
    "Span",
    "Toll",
    "Unresolved",
]
