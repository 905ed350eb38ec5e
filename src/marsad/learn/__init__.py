"""Weights learned from annotated reports: what `marsad train` does."""

from __future__ import annotations

from marsad.learn.tables import write_tables
from marsad.learn.train import Learned, Lesson, train

__all__ = ["Learned", "Lesson", "train", "write_tables"]
