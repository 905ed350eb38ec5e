"""The reasons for an event, as indented lines."""

from __future__ import annotations

from collections.abc import Iterator


def lines(trace: object, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Give each line of a trace with its depth.

    >>> list(lines({"frame": "arrest", "actor": [{"name": "police", "score": 0.9}]}))
    [(0, 'frame: arrest'), (0, 'actor:'), (1, '- name police, score 0.9')]
    """
    if isinstance(trace, dict):
        for key, value in trace.items():
            yield from _item(f"{key}:", value, depth)
    elif isinstance(trace, list | tuple):
        for value in trace:
            yield from _item("-", value, depth)
    else:
        yield depth, _flat(trace)


def _item(head: str, value: object, depth: int) -> Iterator[tuple[int, str]]:
    if _is_flat(value):
        yield depth, f"{head} {_flat(value)}"
    else:
        yield depth, head
        yield from lines(value, depth + 1)


def _is_flat(value: object) -> bool:
    """Tell whether a value goes on one line: a plain one, a list of plain ones, or an object of such."""
    if isinstance(value, dict):
        return all(not isinstance(item, dict) and _is_flat(item) for item in value.values())
    if isinstance(value, list | tuple):
        return not any(isinstance(item, dict | list | tuple) for item in value)
    return True


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_flat(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)
