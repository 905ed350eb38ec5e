"""The kinds of the codebook and what they are called in ACLED, UCDP and PLOVER."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from marsad.errors import Fault

FAMILIES = frozenset({"remote", "battle", "civilians", "unrest", "other"})
UCDP = frozenset({"armed", "one_sided"})
_TEXTS = ("definition", "name_ar", "family")
_LISTS = ("includes", "excludes")
_SCHEMES = {"acled": {"event_type", "sub_event_type"}, "plover": {"event", "mode"}}
_FIELDS = frozenset({*_TEXTS, *_LISTS, *_SCHEMES, "ucdp", "lasts"})


class ByActor(NamedTuple):
    """A name that depends on whether the actor is a state: "Government regains territory" or not."""

    state: str
    other: str

    def of(self, *, state: bool) -> str:
        """Return the name for a state or another actor."""
        return self.state if state else self.other


class Kind(NamedTuple):
    """A category of events.

    `ucdp` tells whether it counts as organised violence: `armed` (the parties decide whether
    state-based, non-state or one-sided), `one_sided`, or None; `lasts` whether what is told `since` a day goes on.
    """

    name: str
    name_ar: str
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    family: str
    lasts: bool
    event_type: ByActor
    sub_event_type: ByActor
    ucdp: str | None
    plover_event: str | None
    plover_mode: str | None

    def acled(self, *, state: bool = False) -> dict[str, str | None]:
        """Return ACLED's types; `state` tells whether the actor is a state."""
        return {"event_type": self.event_type.of(state=state), "sub_event_type": self.sub_event_type.of(state=state)}

    def plover(self) -> dict[str, str | None]:
        """Return PLOVER's event and mode."""
        return {"event": self.plover_event, "mode": self.plover_mode}


def load_kinds(root: Path, faults: list[Fault]) -> dict[str, Kind]:
    """Read `codebook/kinds.yaml` of a data folder; return the kinds by name, in its order."""
    import yaml

    path = root / "codebook" / "kinds.yaml"
    try:
        tree = _compose(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        faults.append(Fault(path, _line_of(error), "", f"cannot be read: {error}"))
        return {}
    kinds: dict[str, Kind] = {}
    for name, line, body in _bodies(tree):
        found = [Fault(path, line, name, problem) for problem in _problems(body)]
        if name in kinds:
            found.append(Fault(path, line, name, "kind is defined twice"))
        faults.extend(found)
        if not found:
            kinds[name] = _kind(name, body)
    if not kinds and not faults:
        faults.append(Fault(path, 1, "", "holds no kinds"))
    return kinds


def _compose(path: Path) -> tuple[Any, Any]:
    """Return the file's tree of nodes, for the line numbers, and the loader that builds values."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(path.read_text(encoding="utf-8"))
    return loader, loader.get_single_node()


def _line_of(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark is not None else 0


def _bodies(tree: tuple[Any, Any]) -> Iterator[tuple[str, int, Any]]:
    """Give each kind's name, line and fields."""
    import yaml

    loader, root = tree
    if not isinstance(root, yaml.MappingNode):
        return
    for key, value in root.value:
        yield str(key.value), key.start_mark.line + 1, loader.construct_object(value, deep=True)


def _problems(body: Any) -> Iterator[str]:
    """Tell what is wrong with a kind."""
    if not isinstance(body, dict):
        yield "is not a mapping of a kind's fields"
        return
    for field in sorted(_FIELDS - body.keys()):
        yield f"{field} is missing"
    for field in sorted(body.keys() - _FIELDS):
        yield f"field {field!r} is not known"
    if body.get("family") not in FAMILIES:
        yield f"family {body.get('family')!r} is not known; write one of {', '.join(sorted(FAMILIES))}"
    if body.get("ucdp") is not None and body["ucdp"] not in UCDP:
        yield f"ucdp {body['ucdp']!r} is not known; write one of {', '.join(sorted(UCDP))}, null"
    if not isinstance(body.get("lasts", False), bool):
        yield "lasts is neither true nor false"
    yield from _shapes(body)


def _shapes(body: dict[str, Any]) -> Iterator[str]:
    """Tell which fields are not of their type."""
    for field in _TEXTS:
        if not isinstance(body.get(field, ""), str):
            yield f"{field} is not a text"
    for field in _LISTS:
        if not isinstance(body.get(field, []), list):
            yield f"{field} is not a list"
    for scheme, columns in _SCHEMES.items():
        names = body.get(scheme)
        if not isinstance(names, dict) or set(names) != columns:
            yield f"{scheme} must hold {' and '.join(sorted(columns))}"
        elif scheme == "acled" and not all(_is_name(names[column]) for column in columns):
            yield "acled: each of its names is a text, or one for `state` and one for `other`"


def _is_name(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, dict) and set(value) == {"state", "other"})


def _kind(name: str, body: dict[str, Any]) -> Kind:
    acled, plover = body["acled"], body["plover"]
    return Kind(
        name=name,
        name_ar=body["name_ar"],
        definition=body["definition"],
        includes=tuple(str(item) for item in body["includes"]),
        excludes=tuple(str(item) for item in body["excludes"]),
        family=body["family"],
        lasts=body["lasts"],
        event_type=_by_actor(acled["event_type"]),
        sub_event_type=_by_actor(acled["sub_event_type"]),
        ucdp=body["ucdp"],
        plover_event=plover["event"],
        plover_mode=plover["mode"],
    )


def _by_actor(value: str | dict[str, str]) -> ByActor:
    return ByActor(value, value) if isinstance(value, str) else ByActor(value["state"], value["other"])
