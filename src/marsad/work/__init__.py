"""Work shared among processes: tasks out, answers back, whoever dies meanwhile."""

from marsad.work.limits import within
from marsad.work.pool import Lost, Pool, cores

__all__ = ["Lost", "Pool", "cores", "within"]
