"""The public event record, back into an `Event`, so that every output format can write what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from marsad.model import Event, Span


def to_event(record: Mapping[str, Any]) -> Event:
    """Return the event that a record was written from; `to_event(event.to_dict())` equals the event.

    What an older Marsad did not write yet has its default; what it does not know is passed over.
    """
    event: Event = _build(Event, record)
    return event


def _build(kind: Any, value: Any) -> Any:
    """Return a value of the model's types from what JSON holds of it."""
    if value is None:
        return None
    if get_origin(kind) in (Union, UnionType):
        return _build(next(part for part in get_args(kind) if part is not NoneType), value)
    if get_origin(kind) is tuple:
        return tuple(_build(get_args(kind)[0], item) for item in value)
    if kind is Span:
        return Span(*value)
    if kind is date:
        return date.fromisoformat(value)
    if hasattr(kind, "_fields"):
        model: Any = kind
        hints = _fields(model)
        return model(**{name: _build(hints[name], value[name]) for name in hints if name in value})
    return value


@cache
def _fields(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def spans(record: Mapping[str, Any]) -> list[tuple[Span, str | None]]:
    """Return every span of a record with the words that it must quote; None where it quotes none."""
    return [(Span(*span), None) for span in record["evidence"]] + list(_quoted(record))


def _quoted(value: Any) -> Iterator[tuple[Span, str | None]]:
    """Give the span and words of every part of a record that has both."""
    if isinstance(value, Mapping):
        if value.get("span"):
            yield Span(*value["span"]), value["text"]
        for part in value.values():
            yield from _quoted(part)
    elif isinstance(value, list):
        for part in value:
            yield from _quoted(part)
