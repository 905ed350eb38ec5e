"""Work shared among processes: tasks out, answers back, whoever dies meanwhile."""

from marsad.work.limits import cores, within

__all__ = ["cores", "within"]
