"""Check the annotated reports and count what there is: `python scripts/check_gold.py gold`, or `make gold`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from marsad.evaluate.balance import Least, shortages, table, weigh
from marsad.evaluate.corpus import load_rules, read_corpus
from marsad.paths import data_root


def main() -> int:
    """Print the totals, then every fault; return 1 where there is one."""
    parser = argparse.ArgumentParser(description="Check annotated reports, and count what there is.")
    parser.add_argument("folder", type=Path, help="a folder with a folder for each split")
    rules = load_rules(data_root())
    sheets, faults = read_corpus(parser.parse_args().folder, rules)
    balance = weigh(sheets, rules.kinds)
    faults += shortages(balance, Least())
    print(*table(balance), "", *faults, f"{len(faults):,} faults" if faults else "no faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
