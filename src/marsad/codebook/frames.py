"""Frames: which slot of a clause holds the actor, the target, the place, the toll."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from marsad.errors import Fault

ROLES = frozenset({"actor", "target", "agent", "both", "from", "to", "place", "toll", "weapon", "none"})
_KNOWN = frozenset({"kind", "refine", "verb", "noun", "group", "defeat", "example", "expect", "counter", "note"})


class Expected(NamedTuple):
    """What a frame's example must give."""

    kind: str
    actor: str | None
    target: str | None
    places: tuple[str, ...]


class Frame(NamedTuple):
    """A pattern shared by many triggers.

    `kind` is what it codes; `refine` the kinds into which a named weapon may turn it.  `verb`
    and `noun` say which role stands in which slot: `subject`, `object`, `of` (the noun's
    complement) or a preposition.  `group` is `event`, `harm` (it adds a toll to an event) or
    `repel` (its subject defends).  `agent` means: a bare party acts, anything else is the target.
    """

    name: str
    kind: str | None
    refine: frozenset[str]
    verb: dict[str, str]
    noun: dict[str, str]
    group: str
    example: str
    expect: Expected | None
    counter: str
    where: str


def load_frames(root: Path, faults: list[Fault]) -> dict[str, Frame]:
    """Read every file of `data/frames/`; return frames by name."""
    frames: dict[str, Frame] = {}
    for path in sorted((root / "frames").glob("*.yaml")):
        for name, body in _bodies(path, faults):
            if name in frames:
                faults.append(Fault(path, 0, name, "frame is defined twice"))
            frames[name] = _frame(path, name, body, faults)
    return frames


def _bodies(path: Path, faults: list[Fault]) -> Iterator[tuple[str, dict[str, Any]]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - a safe loader either way
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        faults.append(Fault(path, 0, "", f"cannot be read: {error}"))
        return
    for name, body in (data or {}).items():
        if isinstance(body, dict):
            yield str(name), body
        else:
            faults.append(Fault(path, 0, str(name), "is not a mapping of a frame's fields"))


def _frame(path: Path, name: str, body: dict[str, Any], faults: list[Fault]) -> Frame:
    for field in body:
        if field not in _KNOWN:
            faults.append(Fault(path, 0, name, f"field {field!r} is not known"))
    for slots in ("verb", "noun"):
        for slot, role in (body.get(slots) or {}).items():
            if role not in ROLES:
                faults.append(Fault(path, 0, name, f"{slots}.{slot}: role {role!r} is not known"))
    expect = body.get("expect")
    return Frame(
        name=name,
        kind=body.get("kind"),
        refine=frozenset(body.get("refine") or ()),
        verb=dict(body.get("verb") or {}),
        noun=dict(body.get("noun") or {}),
        group=str(body.get("group", "event")),
        example=str(body.get("example", "")),
        expect=_expected(expect) if isinstance(expect, dict) else None,
        counter=str(body.get("counter", "")),
        where=f"{path.name}: {name}",
    )


def _expected(body: dict[str, Any]) -> Expected:
    return Expected(str(body.get("kind")), body.get("actor"), body.get("target"), tuple(body.get("places") or ()))
