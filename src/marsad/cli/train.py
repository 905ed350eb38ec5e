"""`marsad train`: weights from annotated reports."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from marsad.cli.options import GAZETTEER
from marsad.codebook.weights import QUESTIONS
from marsad.errors import UsageError
from marsad.evaluate import load_gold, load_words
from marsad.paths import data_root


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--calibrate",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="GOLD",
    help="Fit the confidence on these annotated reports, which the weights never see; may be given again.",
)
@GAZETTEER
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(QUESTIONS),
    metavar="QUESTION",
    help="Learn this question alone (event, same, actor, ...); others keep their tables. May be given again.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the tables go; else the data folder that Marsad uses.",
)
def train(
    *,
    gold: tuple[Path, ...],
    calibrate: tuple[Path, ...],
    gazetteer: Path | None,
    only: tuple[str, ...],
    out: Path | None,
) -> None:
    """Learn the weights of competing answers from annotated reports, and write them as tables.

    Each question (which place, which actor, is it an event at all ...) is told with the share of its
    cases that rules alone answer right, and that the weights do in reports that they were not fitted to.
    The same reports give the same tables.  With --gazetteer, which place a name means is
    learned from its candidates in that file.

    \b
    Examples:
      marsad train gold/dev gold/dev2 --calibrate gold/blind
      marsad train gold/dev --out my-weights
      marsad train gold/dev --only kind --only event
    """
    if find_spec("sklearn") is None:
        raise UsageError("training needs scikit-learn: pip install 'marsad[train]'")
    from marsad.learn.run import learn, lines

    words = load_words(data_root())
    reports = [report for folder in gold for report in load_gold(folder, words)]
    aside = [load_gold(folder, words) for folder in calibrate]
    folder = out or data_root() / "weights"
    for text in lines(learn(reports, aside, words, folder, gazetteer, only)):
        click.echo(text)
    click.echo(f"written: {folder}")
