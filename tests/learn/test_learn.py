"""Weights are learned from annotated reports: the same ones each time, and such that held-out answers get better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from marsad.codebook.load import load_codebook
from marsad.codebook.weights import BIAS, QUESTIONS, RULES, SCALE, SUREST, THRESHOLD
from marsad.evaluate import Annotated, Words, load_gold, load_words
from marsad.learn.calibrate import best_threshold, line, surest_needed
from marsad.learn.cases import Cases, joined
from marsad.learn.course import Course
from marsad.learn.examples import Example
from marsad.learn.fit import fit
from marsad.learn.reading import report_of, told
from marsad.learn.run import learn
from marsad.learn.shares import Shares
from marsad.learn.tables import written
from marsad.learn.train import LESSONS, Learned, train
from marsad.learn.watcher import Watcher
from marsad.paths import data_root
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
    table = fit(Cases.of(cases), choice=False, strength=1.0, least=0.01)
    assert table["good"] > 0 > table["bad"]
    assert "rare" not in table
    assert BIAS in table


def test_of_many_candidates_the_right_one_wins() -> None:
    cases = []
    for n in range(8):
        cases += [example("near subject", True, n, f"r{n}"), example("far object", False, n, f"r{n}")]
    table = fit(Cases.of(cases), choice=True, strength=1.0, least=0.01)
    right, wrong = Cases.of(cases).odds(table)[:2]
    assert right > wrong


def test_cases_of_several_tables_are_the_same_as_those_of_one() -> None:
    told = [example("a b a", True, 0, "r1"), example("c", False, 0, "r1"), example("b c", True, 1, "r2")]
    told += [example("a d", False, 0, "r3"), example("d", True, 1, "r3")]
    order = ["r3", "r1", "r2"]
    one, parts = Cases.of(told, order), joined([Cases.of(told[:2]), Cases.of(told[2:])], order)
    assert one.names == parts.names == ["a", "b", "c", "d"]
    assert (one.rows != parts.rows).nnz == 0
    assert [one.right.tolist(), one.choice.tolist()] == [parts.right.tolist(), parts.choice.tolist()]
    assert one.choice.tolist() == [0, 1, 2, 2, 3]
    assert one.odds({"a": 0.1, "b": 0.2, BIAS: 1.0}).tolist() == [1.1, 1.0, 1.4, 1.0, 1.2]


def test_a_feature_of_too_few_reports_or_seldom_right_is_no_word_of_the_vocabulary() -> None:
    cases = [Example(("sign", "sign > right", "sign > seldom right"), True, 0, f"r{n}") for n in range(3)]
    cases += [Example(("twice", "sign > wrong"), False, 1, f"r{n}") for n in range(2)]
    cases += [Example(("sign > seldom right", "sign > wrong"), n < 1, 0, f"s{n}") for n in range(4)]
    cases = [replace(one, features=one.features[:-1]) if one.report in ("r0", "r1") else one for one in cases]
    assert Cases.of(cases).vocabulary() == Cases.of(cases).pruned().names == ["sign", "sign > right"]


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


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2) as pool:
        yield pool


def lessons(shares: Shares, few: list[Annotated]) -> list[Learned]:
    return list(train(shares, few, [], LESSONS))


def coder(words: Words) -> tuple[Coder, Watcher]:
    watcher = Watcher(words)
    return Coder(judge=watcher), watcher


def test_shares_read_side_by_side_give_the_same_cases(few: list[Annotated], words: Words, pool: Pool) -> None:
    held = [{"place": {"(bias)": -1.0}}, {}]
    shares = Shares(pool, few[:12], words)
    shares.entries = load_codebook(data_root()).weights["entry"]
    read = Cases.of(Course(*coder(words), few[:12]).examples(held, "actor"), [report.id for report in few[:12]])
    found = shares.cases(held, "actor")
    assert found.names == read.pruned().names
    assert (found.rows != read.pruned().rows).nnz == 0
    assert [found.right.tolist(), found.choice.tolist()] == [read.right.tolist(), read.choice.tolist()]


def test_what_is_kept_between_questions_is_what_reading_anew_gives(few: list[Annotated], words: Words) -> None:
    held = [load_codebook(data_root()).weights] * 2
    course, done = Course(*coder(words), few[:30]), list[str]()
    for lesson in LESSONS:
        weights = [{question: table[question] for question in done} for table in held]
        assert course.examples(weights, lesson.question) == Course(*coder(words), few[:30]).examples(
            weights, lesson.question
        )
        done.append(lesson.question)
    found = course.found(held)
    plain = Coder()
    plain.place_resolver.take(held[0]["entry"])
    for report in few[:30]:
        assert found.get(report.id, []) == told(plain.extract(report_of(report)), words)


def test_the_same_reports_give_the_same_weights_and_better_answers(
    few: list[Annotated], words: Words, pool: Pool
) -> None:
    shares = Shares(pool, few, words)
    first, second = lessons(shares, few), lessons(shares, few)
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
