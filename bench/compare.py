"""Two results side by side: `python bench/compare.py OLD NEW`.

Compare by the ratio: it is to the limit measured in the same round, so that a busier machine changes it little.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def main(old: Path, new: Path) -> None:
    """Print a line for each step, process and peer that both have; name what only one has."""
    before, after = read(old), read(new)
    print(f"old: {title(before)}\nnew: {title(after)}\n")
    print(f"{'step':<14}{'old µs':>12}{'new µs':>12}{'change':>9}{'old ratio':>11}{'new ratio':>11}{'change':>9}")
    for name, (one, other) in pairs(before, after, "steps"):
        print(
            f"{name:<14}{one['us']:>12,.0f}{other['us']:>12,.0f}{change(one['us'], other['us']):>9}"
            f"{one['ratio']:>11,.1f}{other['ratio']:>11,.1f}{change(one['ratio'], other['ratio']):>9}"
        )
    for name, (one, other) in pairs(before, after, "processes"):
        print(
            f"{name:<38}{one['seconds']:>9.3f} s{other['seconds']:>9.3f} s{change(one['seconds'], other['seconds']):>9}"
            f"{one['mb']:>7.0f} MB{other['mb']:>7.0f} MB"
        )
    for name, (one, other) in pairs(before, after, "peers"):
        print(f"{name:<44}{one['to_ours']:>9,.1f}{other['to_ours']:>9,.1f}   times ours")


def read(path: Path) -> dict[str, Any]:
    """Read a result; ends with a word to the user where it is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict) or "steps" not in found:
            sys.exit(f"{path}: is no result of bench/run.py")
    except (OSError, ValueError) as error:
        sys.exit(f"{path}: {error}")
    return found


def title(found: dict[str, Any]) -> str:
    """Say when and on what a result was measured."""
    on = found["machine"]
    return f"{found['made']}, {on['commit']}, Python {on['python']}, {on['cores']} cores, load {on['load']}"


def pairs(before: dict[str, Any], after: dict[str, Any], part: str) -> list[tuple[str, tuple[Any, Any]]]:
    """Return what both have of a part, and say what only one has."""
    old, new = before.get(part, {}), after.get(part, {})
    for name in sorted(old.keys() ^ new.keys()):
        print(f"{name}: only in the {'old' if name in old else 'new'} one", file=sys.stderr)
    return [(name, (old[name], new[name])) for name in old if name in new]


def change(old: float, new: float) -> str:
    """Return by how much a figure changed: `-12 %`."""
    return f"{100 * (new / old - 1):+.0f} %"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python bench/compare.py OLD NEW")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
