"""The network, only where it was asked for: addresses are resolved once, checked, and held to."""

from __future__ import annotations

from marsad.fetch.address import FetchError, Target, resolve
from marsad.fetch.client import Fetched, Fetcher

__all__ = ["FetchError", "Fetched", "Fetcher", "Target", "resolve"]
