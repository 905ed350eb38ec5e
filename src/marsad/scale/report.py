"""What a run did, for people: a page and the same as JSON."""

from __future__ import annotations

from collections import Counter, defaultdict
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

from marsad import __version__
from marsad.scale.files import put, put_json, read_json
from marsad.scale.plan import Plan

SLOWEST = 20
SHOWN = 200
"""So many rows of a table the page shows; all are in the JSON and the manifests."""
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{padding:.15rem .8rem .15rem 0;text-align:start;"
    "border-bottom:1px solid #ddd}td.n{text-align:end;font-variant-numeric:tabular-nums}"
    ".wide{overflow-x:auto}@media(prefers-color-scheme:dark){body{background:#161616;color:#ddd}th,td{border-color:#444}}"
)


def write_report(plan: Plan, manifests: list[dict[str, Any]], merged: dict[str, Any] | None) -> dict[str, Any]:
    """Write `report.json` and `report.html` into the folder of a run; return what the first holds."""
    told = _told(plan, manifests, merged)
    out = Path(plan.settings.out)
    put_json(out / "report.json", told)
    put(out / "report.html", lambda aside: _write(aside, page(told)))
    return told


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _told(plan: Plan, manifests: list[dict[str, Any]], merged: dict[str, Any] | None) -> dict[str, Any]:
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    shards: list[dict[str, Any]] = []
    slowest: list[list[Any]] = []
    for shard, one in zip(plan.shards, manifests, strict=True):
        spent = read_json(plan.settings.file("shards", f"{shard.key}.time.json"))
        rate = round(one["reports"] / spent["seconds"], 1) if spent["seconds"] else None
        counts = {"reports": one["reports"], "assertions": one["assertions"], "rejects": len(one["rejects"])}
        shards.append({**one["shard"], **counts, "seconds": spent["seconds"], "reports_a_second": rate})
        slowest += spent["slowest"]
        for month, row in one["kinds_by_month"].items():
            kinds[month].update(row)
    rejects = [row for one in manifests for row in one["rejects"]]
    return {
        "marsad": __version__,
        "codebook": sorted({one["codebook"] for one in manifests}),
        "reports": sum(one["reports"] for one in manifests),
        "passed_over": sum(one["passed_over"] for one in manifests),
        "characters": sum(one["characters"] for one in manifests),
        "assertions": sum(one["assertions"] for one in manifests),
        "rejects_by_cause": dict(Counter(row["cause"] for row in rejects).most_common()),
        "rejects": rejects,
        "shortened": [row for one in manifests for row in one["shortened"]],
        "seconds_of_workers": round(sum(row["seconds"] for row in shards), 1),
        "slowest": [{"seconds": s, "report": id, "characters": size}
                    for s, id, size in sorted(slowest, reverse=True)[:SLOWEST]],
        "kinds_by_month": {month: dict(sorted(row.items())) for month, row in sorted(kinds.items())},
        "shards": shards,
        "merging": merged,
    }  # fmt: skip


def page(told: dict[str, Any]) -> str:
    """Return the page."""
    rates = [row["reports_a_second"] for row in told["shards"] if row["reports_a_second"]]
    facts = [
        ("reports read", told["reports"]), ("assertions", told["assertions"]),
        ("rejected", sum(told["rejects_by_cause"].values())), ("shortened", len(told["shortened"])),
        ("shards", len(told["shards"])), ("seconds of all workers", told["seconds_of_workers"]),
        ("reports a second and worker, median shard", round(median(rates), 1) if rates else "-"),
    ]  # fmt: skip
    merging = told["merging"] or {}
    names = ("happenings", "copies", "rule", "told_twice_under_one_id", "blocks", "largest_block")
    facts += [(name.replace("_", " "), merging[name]) for name in names if name in merging]
    split, chains = merging.get("blocks_split", []), merging.get("chains_cut", [])
    months = [{"month": month, **row} for month, row in told["kinds_by_month"].items()]
    common = Counter({kind: n for row in told["kinds_by_month"].values() for kind, n in row.items()})
    columns = ["month", *sorted(common)]
    sections = [
        _table("The run", ["what", "how many"], [{"what": name, "how many": value} for name, value in facts]),
        _table("Rejected, by cause", ["cause", "reports"],
               [{"cause": name, "reports": n} for name, n in told["rejects_by_cause"].items()]),
        _table("Rejected", ["cause", "where", "problem"], told["rejects"]),
        _table("Shortened", ["report"], [{"report": row} for row in told["shortened"]]),
        _table("Slowest reports", ["seconds", "report", "characters"], told["slowest"]),
        _table("Blocks split, being too large", ["ground", "stretch", "assertions", "by"], split),
        _table("Chains cut, being too long", ["first", "assertions", "bits"], chains),
        _table("Kinds by month", columns, months),
        _table("Shards", ["file", "first", "last", "reports", "assertions", "rejects", "seconds", "reports_a_second"],
               told["shards"]),
    ]  # fmt: skip
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Marsad: a run</title><style>{_STYLE}</style></head><body><h1>Marsad: a run</h1>"
        f"<p>Marsad {escape(told['marsad'])}, codebook {escape(', '.join(map(str, told['codebook'])))}.</p>"
        f"{''.join(sections)}</body></html>\n"
    )


def _table(title: str, columns: list[str], rows: list[dict[str, Any]]) -> str:
    """Return a table; nothing where there are no rows."""
    if not rows:
        return ""
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in columns)
    body = "".join("<tr>" + "".join(_cell(row.get(name)) for name in columns) + "</tr>" for row in rows[:SHOWN])
    more = f"<p>{len(rows) - SHOWN:,} more in report.json.</p>" if len(rows) > SHOWN else ""
    return f'<h2>{escape(title)}</h2><div class="wide"><table><tr>{head}</tr>{body}</table></div>{more}'


def _cell(value: object) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, int | float):
        return f'<td class="n">{value:,}</td>'
    return f"<td><bdi>{escape(str(value))}</bdi></td>"
