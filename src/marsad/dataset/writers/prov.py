"""PROV-JSON: which row comes from which events, these from which reports, and what made them."""

from __future__ import annotations

import json
from typing import Any

from marsad.dataset.codes import NOTICE
from marsad.dataset.item import Item
from marsad.dataset.layouts.table import row_id
from marsad.dataset.writers import Job

SECTIONS = ("entity", "activity", "agent", "wasGeneratedBy", "wasDerivedFrom", "wasAttributedTo", "wasAssociatedWith")


def write(job: Job) -> int:
    """Write the document; return how many items it tells of."""
    made: dict[str, dict[str, Any]] = {name: {} for name in SECTIONS}
    made["agent"]["m:marsad"] = {"prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"}}
    for name in ("extraction", "merging"):
        made["activity"][f"m:{name}"] = {"prov:label": name}
        made["wasAssociatedWith"][f"_:with-{name}"] = {"prov:activity": f"m:{name}", "prov:agent": "m:marsad"}
    count = 0
    for item in job.items:
        _add(made, item)
        count += 1
    document = {"prefix": {"m": "urn:marsad:"}, **{name: part for name, part in made.items() if part}}
    document["entity"]["m:notice"] = {"prov:label": NOTICE}
    job.out.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return count


def _add(made: dict[str, dict[str, Any]], item: Item) -> None:
    """Add an item: its events, their reports, and the outlets."""
    row = f"m:{row_id(item)}"
    label = f"{item.kind}, {item.first or 'day not told'}"
    made["entity"][row] = {"prov:label": label, "m:status": item.status}
    _relate(made, "wasGeneratedBy", {"prov:entity": row, "prov:activity": "m:merging"})
    for account in item.accounts:
        made["entity"][f"m:{account}"] = {"prov:label": "event"}
        _relate(made, "wasGeneratedBy", {"prov:entity": f"m:{account}", "prov:activity": "m:extraction"})
        _relate(made, "wasDerivedFrom", {"prov:generatedEntity": row, "prov:usedEntity": f"m:{account}"})
    for source in item.sources:
        report = f"m:report-{source.report_id or source.outlet}"
        about = {"prov:label": source.title or source.report_id, "m:published": source.published, "m:url": source.url}
        made["entity"][report] = {name: value for name, value in about.items() if value}
        _relate(made, "wasDerivedFrom", {"prov:generatedEntity": row, "prov:usedEntity": report})
        if source.outlet:
            made["agent"][f"m:outlet-{source.outlet}"] = {"prov:label": source.outlet}
            _relate(made, "wasAttributedTo", {"prov:entity": report, "prov:agent": f"m:outlet-{source.outlet}"})


def _relate(made: dict[str, dict[str, Any]], name: str, relation: dict[str, str]) -> None:
    made[name]["_:" + "|".join((name, *relation.values()))] = relation
