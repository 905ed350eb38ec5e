"""followthemoney entities, a JSON object a line: an Event each, its parties, and the articles that tell of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha1
from typing import Any

from marsad.dataset.codes import NOTICE, PREFIX, Codes
from marsad.dataset.item import Item, Json, Source, name_of
from marsad.dataset.layouts.table import row_id
from marsad.dataset.writers import Job

SCHEMAS = {"state": "PublicBody", "rebel": "Organization", "militia": "Organization", "international": "Organization"}
Entity = dict[str, Any]


def write(job: Job) -> int:
    """Write each entity once; return how many items there are."""
    seen: set[str] = set()
    count = 0
    with job.out.open("w", encoding="utf-8") as file:
        for item in job.items:
            for entity in _entities(item, job.codes):
                if entity["id"] not in seen:
                    seen.add(entity["id"])
                    file.write(json.dumps(entity, ensure_ascii=False) + "\n")
            count += 1
    return count


def _entities(item: Item, codes: Codes) -> Iterator[Entity]:
    parties = [_party(party, codes) for party in (item.actor, item.target) if party and party["id"]]
    articles = [_article(source) for source in item.sources if source.report_id]
    yield from parties
    yield from articles
    place = item.places[0] if item.places else None
    killed = f"killed {item.killed.best}" if item.killed else None
    told = ", ".join(part for part in (item.kind.replace("_", " "), name_of(place), item.first) if part)
    yield _entity(
        row_id(item),
        "Event",
        name=told,
        startDate=item.first,
        endDate=item.last,
        location=name_of(place),
        country=(place.get("country") or "").lower() if place else None,
        summary="; ".join(part for part in (f"status {item.status}", killed) if part),
        notes=NOTICE,
        involved=[party["id"] for party in parties],
        proof=[article["id"] for article in articles],
        sourceUrl=[source.url for source in item.sources if source.url],
    )


def _party(party: Json, codes: Codes) -> Entity:
    country = codes.parties.get(party["id"], "").lower()
    schema = SCHEMAS.get(party["kind"], "LegalEntity")
    return _entity(f"{PREFIX}-party-{party['id']}", schema, name=name_of(party), alias=party["name_ar"],
                   country=country)  # fmt: skip


def _article(source: Source) -> Entity:
    name = sha1(source.report_id.encode(), usedforsecurity=False).hexdigest()[:16]
    return _entity(f"{PREFIX}-report-{name}", "Article", title=source.title or source.report_id,
                   publisher=source.outlet, publishedAt=source.published, sourceUrl=source.url)  # fmt: skip


def _entity(id: str, schema: str, **properties: Any) -> Entity:
    """Return an entity; what is not known is left out, every property is a list."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in properties.items() if value}
    return {"id": id, "schema": schema, "properties": lists}
