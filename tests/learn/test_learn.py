"""Weights are learned from annotated reports: the same ones each time, and such that held-out answers get better."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from marsad.codebook.load import load_codebook
from marsad.codebook.weights import BIAS, QUESTIONS, RULES, SCALE, SUREST, THRESHOLD
from marsad.evaluate import Annotated, Words, load_gold, load_words
from marsad.learn.calibrate import best_threshold, line, surest_needed
from marsad.learn.examples import Example, Watcher, gather
from marsad.learn.fit import fit, score
from marsad.learn.folds import Lent, gather_in, reader
from marsad.learn.run import learn
from marsad.learn.tables import written
from marsad.learn.train import LESSONS, Learned, train
from marsad.pipeline import Coder
from marsad.work.pool import Pool

GOLD = Path(__file__).resolve().parent.parent.parent / "gold"


def example(features: str, right: bool, choice: int, report: str) -> Example:
    return Example(tuple(features.split()), right, choice, report)


def test_a_feature_of_right_answers_gets_a_weight_and_one_of_two_reports_none() -> None:
    cases = [example("good", True, 0, f"r{n}") for n in range(6)] + [
        example("bad", False, 0, f"s{n}") for n in range(6)
    ]
    cases += [example("rare bad", False, 0, f"t{n}") for n in range(2)]
    table = fit(cases, choice=False, strength=1.0, least=0.01)
    assert table["good"] > 0 > table["bad"]
    assert "rare" not in table
    assert BIAS in table


def test_of_many_candidates_the_right_one_wins() -> None:
    cases = []
    for n in range(8):
        cases += [example("near subject", True, n, f"r{n}"), example("far object", False, n, f"r{n}")]
    table = fit(cases, choice=True, strength=1.0, least=0.01)
    right, wrong = cases[0], cases[1]
    assert score(table, right) > score(table, wrong)


def test_decisions_follow_the_odds() -> None:
    odds, labels = np.array([2.0, 1.0, 0.5, -1.5]), np.array([True, True, False, False])
    assert 0.5 < best_threshold(odds, labels, annotated=2) <= 1.0
    assert 0.0 < surest_needed(np.array([-0.5, 0.0]), np.array([0.5, 1.0])) <= 0.5
    scale, _ = line(odds, labels)
    assert scale > 0


def test_a_table_is_written_heaviest_first_and_without_zeros() -> None:
    text = written("place", {"b": 0.5, RULES: 0.1, "a": -2.0, "none": 0.0})
    assert text.splitlines()[1:] == ["feature\tweight", "(rules)\t0.1", "a\t-2", "b\t0.5"]


@pytest.fixture(scope="module")
def words(data: Path) -> Words:
    return load_words(data)


@pytest.fixture(scope="module")
def few(words: Words) -> list[Annotated]:
    """Return every sixth report: enough to learn something in seconds."""
    return load_gold(GOLD / "dev", words)[::6]


def lessons(few: list[Annotated], words: Words) -> list[Learned]:
    watcher = Watcher(words)
    read = partial(gather, Coder(judge=watcher), watcher, few, words)
    return list(train(read, few, [], LESSONS))


def test_folds_read_side_by_side_give_the_same_examples(few: list[Annotated], words: Words, data: Path) -> None:
    entries = load_codebook(data).weights["entry"]
    coder, watcher = reader(words, entries)
    held = [{"place": {"(bias)": -1.0}}, {}]
    with Pool(2) as pool:
        assert gather_in(pool, Lent(few[:12], words, entries))(held, "place") == gather(
            coder, watcher, few[:12], words, held, "place"
        )


def test_the_same_reports_give_the_same_weights_and_better_answers(few: list[Annotated], words: Words) -> None:
    first, second = lessons(few, words), lessons(few, words)
    assert [one.table for one in first] == [one.table for one in second]
    assert {one.question for one in first} == set(QUESTIONS)
    by = {one.question: one for one in first}
    assert by["actor"].held_out > by["actor"].by_rule
    assert by["target"].held_out > by["target"].by_rule
    assert {THRESHOLD, SUREST, SCALE} <= set(by["event"].table)


def test_a_question_learned_alone_leaves_the_other_tables_as_they_are(
    few: list[Annotated], words: Words, tmp_path: Path
) -> None:
    learned = [one for one in learn(few[:20], [], words, tmp_path, only=("kind",)) if isinstance(one, Learned)]
    assert [one.question for one in learned] == ["kind"]
    assert [path.name for path in tmp_path.iterdir()] == ["kind.tsv"]


def test_each_folder_counts_for_as_much_in_the_line_of_the_confidence() -> None:
    odds = np.array([0.0] * 10 + [0.0] * 90)
    right = np.array([True] * 10 + [False] * 90)
    _, plain = line(odds, right)
    _, even = line(odds, right, np.array([1 / 10] * 10 + [1 / 90] * 90))
    assert plain < -2 < -0.1 < even < 0.1
