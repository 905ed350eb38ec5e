"""Who guesses must wait, longer with each guess: counted by name and by address, in memory, for a bounded number."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

FREE = {"name": 5, "address": 20}
"""Failures that cost nothing: people mistype, and several sit behind one address."""
LONGEST = 900.0
"""The longest wait in seconds: a name is never shut for long by somebody else's guessing."""
_FORGOTTEN = timedelta(hours=12)
_MOST = 10_000


class Throttle:
    """Counts failures; `wait` tells how many seconds a name or address has to wait now."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._failed: OrderedDict[tuple[str, str], tuple[int, datetime]] = OrderedDict()
        self._lock = Lock()

    def wait(self, name: str, address: str) -> float:
        """Return the seconds that are left to wait before the next try; 0 where there are none."""
        with self._lock:
            return max(self._left("name", name.casefold()), self._left("address", address))

    def failed(self, name: str, address: str) -> None:
        """Count a failure against both."""
        with self._lock:
            for key in (("name", name.casefold()), ("address", address)):
                self._failed[key] = (self._count(key) + 1, self._clock())
                self._failed.move_to_end(key)
            while len(self._failed) > _MOST:
                self._failed.popitem(last=False)

    def passed(self, name: str, address: str) -> None:
        """Forget the failures of a name that was let in; of its address only this try: it may guess at others."""
        with self._lock:
            self._failed.pop(("name", name.casefold()), None)
            count, at = self._failed.get(("address", address), (1, self._clock()))
            self._failed["address", address] = (count - 1, at)

    def _count(self, key: tuple[str, str]) -> int:
        count, at = self._failed.get(key, (0, self._clock()))
        return count if self._clock() - at < _FORGOTTEN else 0

    def _left(self, sort: str, name: str) -> float:
        key = (sort, name)
        over = self._count(key) - FREE[sort]
        if over < 0:
            return 0.0
        until = self._failed[key][1] + timedelta(seconds=min(LONGEST, 2.0 ** min(over + 1, 20)))
        return max(0.0, (until - self._clock()).total_seconds())
