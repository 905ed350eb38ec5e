"""From annotated reports to the tables of `data/weights/`: one question after the other, as reading asks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from sklearn.linear_model import LogisticRegression

from marsad.codebook.weights import QUESTIONS, RULES, SCALE, SHIFT, THRESHOLD
from marsad.evaluate import Annotated, Words
from marsad.learn.examples import Example, Watcher, gather
from marsad.learn.fit import Table, fit_binary, fit_choice, score, vocabulary
from marsad.pipeline import Coder

CHOICES = frozenset({"actor", "target", "kind", "date"})
STRENGTH = {"event": 0.15, "same": 0.3, "actor": 0.5, "target": 0.5, "kind": 0.3, "place": 0.3, "context": 0.3, "date": 0.3}
ORDER = ("place", "actor", "target", "kind", "same", "context", "date", "event")
FOLDS = 5
SMALL = 0.005


@dataclass(frozen=True, slots=True)
class Learned:
    """A question's table, and how well it answers reports that it was not fitted to."""

    question: str
    table: Table
    cases: int
    right_before: float
    right_after: float


def train(
    reports: Sequence[Annotated], words: Words, data: Path | None = None, tell: Callable[[str], None] = print
) -> Iterator[Learned]:
    """Learn every question in the order in which reading asks it, each with the weights learned before it."""
    watcher = Watcher({})
    coder = Coder(data, judge=watcher)
    for question in ORDER:
        examples, annotated = gather(coder, watcher, reports, words)
        learned = learn(question, examples[question], annotated)
        watcher.teach(question, learned.table)
        tell(f"{question}: {learned.cases} cases, {learned.right_before:.3f} right by rule, {learned.right_after:.3f} held out")
        yield learned


def learn(question: str, examples: Sequence[Example], annotated: int) -> Learned:
    """Fit one question; judge it by folds of reports."""
    fit = fit_choice if question in CHOICES else fit_binary
    strength = STRENGTH[question]
    held = np.zeros(len(examples))
    folds = [crc32(example.report.encode()) % FOLDS for example in examples]
    for fold in range(FOLDS):
        inside = [example for example, its in zip(examples, folds, strict=True) if its != fold]
        if len({example.right for example in inside}) < 2:
            continue
        table = fit(inside, strength)
        for place, example in enumerate(examples):
            if folds[place] == fold:
                held[place] = score(table, example)
    table = fit(examples, strength)
    table = {name: round(weight, 3) for name, weight in table.items() if abs(weight) >= SMALL}
    labels = np.array([example.right for example in examples])
    if question == "event":
        table |= _threshold(held, labels, annotated)
    if question in CHOICES:
        return Learned(question, table, len({e.choice for e in examples}), _won(examples, None), _won(examples, held))
    return Learned(question, table, len(examples), max(labels.mean(), 1 - labels.mean()), float(((held > 0) == labels).mean()))


def _won(examples: Sequence[Example], held: np.ndarray | None) -> float:
    """Return the share of choices whose best candidate is right: by the rules where no scores are given."""
    best: dict[int, tuple[float, bool]] = {}
    for place, example in enumerate(examples):
        ruled = any(f in ("rules", "none/rules none True", RULES) for f in example.features)
        value = float(ruled) if held is None else float(held[place])
        if example.choice not in best or value > best[example.choice][0]:
            best[example.choice] = value, example.right
    return sum(right for _, right in best.values()) / max(len(best), 1)


def _threshold(held: np.ndarray, labels: np.ndarray, annotated: int) -> Table:
    """Return the odds from which on keeping an event pays (by F1), and the line that makes odds mean what they say."""
    best, at = 0.0, 0.0
    for cut in np.round(np.arange(-2.0, 1.01, 0.1), 1):
        kept = held >= cut
        f1 = 2 * int((kept & labels).sum()) / (int(kept.sum()) + annotated)
        if f1 > best:
            best, at = f1, float(cut)
    tell_f1 = round(best, 3)
    print("   held-out event F1 at", at, tell_f1)
    line = LogisticRegression(C=100.0).fit(held.reshape(-1, 1), labels)
    return {THRESHOLD: at, SCALE: round(float(line.coef_[0][0]), 3), SHIFT: round(float(line.intercept_[0]), 3)}


def write_table(root: Path, learned: Learned, examples: Sequence[Example] | None = None) -> None:
    """Write a question's table, heaviest features first."""
    path = root / "weights" / f"{learned.question}.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"# Weights of the question '{learned.question}', written by `marsad train`: what a feature adds to the log-odds.", "feature\tweight"]
    special = [name for name in learned.table if name.startswith("(")]
    ranked = sorted((name for name in learned.table if name not in special), key=lambda name: (-abs(learned.table[name]), name))
    lines += [f"{name}\t{learned.table[name]:g}" for name in (*special, *ranked)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
