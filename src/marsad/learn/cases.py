"""The cases of a question as a table: a row a case, a column a feature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from marsad.codebook.weights import BIAS
from marsad.learn.examples import Example

WHOLE = 100
"""Weights are summed up in whole hundredths, as reading does, so that no sum depends on an order."""
LEAST = 3
"""A feature seen in fewer reports is left out."""
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases in the order of their `reports`: how often each has which feature, its report, the choice it belongs to."""

    names: list[str]
    rows: csr_matrix
    right: Bools
    report: Ints
    choice: Ints
    reports: list[str]

    @classmethod
    def of(cls, examples: Sequence[Example], reports: Sequence[str] = ()) -> Self:
        """Return examples as a table; `reports` has the ids of theirs in order, else they are in the order met."""
        order = list(reports or dict.fromkeys(example.report for example in examples))
        place = {report: number for number, report in enumerate(order)}
        examples = sorted(examples, key=lambda example: place[example.report])
        names = sorted({name for example in examples for name in example.features})
        column = {name: number for number, name in enumerate(names)}
        ends = np.cumsum([0, *(len(example.features) for example in examples)])
        columns = np.fromiter((column[name] for one in examples for name in one.features), np.int32, ends[-1])
        rows = csr_matrix((np.ones(len(columns), np.int8), columns, ends), (len(examples), len(names)))
        rows.sum_duplicates()
        report = np.array([place[example.report] for example in examples], np.int64)
        right = np.array([example.right for example in examples], bool)
        return cls(names, rows, right, report, _numbered(report, [example.choice for example in examples]), order)

    def only(self, which: Bools) -> Cases:
        """Return some of the cases."""
        return Cases(
            self.names, self.rows[which], self.right[which], self.report[which], self.choice[which], self.reports
        )

    def columns(self, names: Iterable[str]) -> csr_matrix:
        """Return which cases have the features named, in that order."""
        found = self._with(names).astype(np.float64)
        found.data[:] = 1
        return found

    def _with(self, names: Iterable[str]) -> csr_matrix:
        place = {name: number for number, name in enumerate(self.names)}
        found = self.rows[:, [place[name] for name in names]]
        found.sort_indices()
        return found

    def vocabulary(self) -> list[str]:
        """Return the features seen in enough reports; that of an answer (` > `) must have been right as often."""
        arrow = np.array([" > " in name for name in self.names], bool)
        seen = np.where(arrow, self._seen(self.right), self._seen(np.ones_like(self.right)))
        return [self.names[place] for place in np.flatnonzero(seen >= LEAST)]

    def _seen(self, which: Bools) -> Ints:
        """Return in how many reports each feature is seen, in some of the cases."""
        shape = (len(self.reports), len(self.right))
        told = csr_matrix((which.astype(np.int32), (self.report, np.arange(shape[1]))), shape)
        told.eliminate_zeros()
        return np.asarray((told @ self.rows.astype(np.int32)).getnnz(axis=0), np.int64)

    def pruned(self) -> Cases:
        """Return the same without the features that are seen too seldom."""
        names = self.vocabulary()
        return Cases(names, self._with(names), self.right, self.report, self.choice, self.reports)

    def odds(self, table: Mapping[str, float]) -> Floats:
        """Return the log-odds of each case."""
        weights = np.array([round(table.get(name, 0.0) * WHOLE) for name in self.names], np.int64)
        summed = self.rows.astype(np.int64) @ weights + round(table.get(BIAS, 0.0) * WHOLE)
        return np.asarray(summed / WHOLE, np.float64)

    def has(self, name: str) -> Bools:
        """Tell which cases have a feature."""
        return np.asarray(self.columns([name]).toarray()[:, 0] > 0) if name in self.names else np.zeros_like(self.right)


def joined(parts: Sequence[Cases], reports: Sequence[str]) -> Cases:
    """Return the cases of several tables as one, in the order of the reports."""
    names = sorted(set(chain.from_iterable(part.names for part in parts)))
    column = {name: number for number, name in enumerate(names)}
    place = {report: number for number, report in enumerate(reports)}
    report = np.concatenate([np.array([place[id] for id in part.reports], np.int64)[part.report] for part in parts])
    order = np.argsort(report, kind="stable")
    spread = [_spread(part.rows, [column[name] for name in part.names], len(names)) for part in parts]
    rows = vstack(spread, "csr")[order]
    rows.sort_indices()
    right, choice = (np.concatenate([getattr(part, of) for part in parts])[order] for of in ("right", "choice"))
    return Cases(names, rows, right, report[order], _numbered(report[order], choice), list(reports))


def _spread(rows: csr_matrix, columns: Sequence[int], width: int) -> csr_matrix:
    """Return rows whose columns have new numbers."""
    return csr_matrix((rows.data, np.array(columns, np.int32)[rows.indices], rows.indptr), (rows.shape[0], width))


def _numbered(report: Ints, choice: Sequence[int] | Ints) -> Ints:
    """Return choices counted through all reports."""
    _, numbers = np.unique(np.column_stack([report, np.asarray(choice, np.int64)]), axis=0, return_inverse=True)
    return np.asarray(numbers, np.int64).reshape(-1)
