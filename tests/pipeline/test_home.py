"""Which country a report is about, where no place tells: the home of most parties that it names."""

from __future__ import annotations

import marsad
from marsad import Report


def test_a_name_of_one_country_alone_does_not_tell_the_country() -> None:
    told = marsad._coder().extract(Report("r", "قتلت القوات المشتركة أربعة من مسلحي داعش في هجوم."))
    assert [event.actor and event.actor.id for event in told] == [None]
