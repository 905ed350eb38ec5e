"""What a project is set to: a flag wins over `MARSAD_…`, that over `marsad.toml`, that over the default."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from marsad.errors import UsageError
from marsad.merge.fuse import RULES
from marsad.text.months import MONTHS

FILE = "marsad.toml"


class Key(NamedTuple):
    """One setting: where it stands in the file, its default, how words become its value, and what it is for."""

    table: str
    name: str
    default: Any
    read: Callable[[str], Any]
    about: str

    @property
    def variable(self) -> str:
        """Return the name of its variable of the environment."""
        return f"MARSAD_{self.name.upper()}"


class Setting(NamedTuple):
    """A value and who set it."""

    value: Any
    origin: str


def _number(words: str) -> int:
    number = int(words)
    if number < 0:
        raise ValueError(f"{number} is less than nothing")
    return number


def _percent(words: str) -> int:
    number = int(words)
    if not 0 <= number <= 100:
        raise ValueError(f"{number} is not from 0 to 100")
    return number


def _zone(words: str) -> str:
    try:
        ZoneInfo(words)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"{words!r} is no time zone; Asia/Damascus and UTC are") from None
    return words


def _flag(words: str) -> bool:
    if words.lower() not in ("true", "false"):
        raise ValueError(f"{words!r} is neither true nor false")
    return words.lower() == "true"


def _months(words: str) -> str:
    if words not in MONTHS:
        raise ValueError(f"{words!r} names no months; one of {', '.join(MONTHS)} does")
    return words


def _country(words: str) -> str:
    if len(words) not in (0, 2):
        raise ValueError(f"{words!r} is no country; write two letters, such as SY")
    return words.upper()


def _rule(words: str) -> str:
    if words not in RULES:
        raise ValueError(f"{words!r} is no rule; one of {', '.join(RULES)} is")
    return words


KEYS = (
    Key("project", "name", "", str, "What the project is called."),
    Key("project", "database", "marsad.db", str, "A file in the project's folder, or postgresql://user@host/name."),
    Key("project", "by", "", str, "Who works here, for the audit; else the name of the system's user."),
    Key("project", "months", "levant", _months, "Names of months in Arabic dates: levant, egypt or maghreb."),
    Key("reports", "country", "", _country, "Where to expect places first, as two letters."),
    Key("reports", "outlet", "", str, "Who published reports whose file does not tell it outright."),
    Key("reports", "timezone", "UTC", _zone, "In which zone the days of messages and feeds are counted."),
    Key("codebook", "overlay", "codebook", str, "A folder of your own tables, added to those of Marsad."),
    Key("codebook", "gazetteer", "", str, "A folder of places, in the place of data/places of Marsad."),
    Key(
        "codebook",
        "tens",
        0,
        _number,
        "How many persons \u2068عشرات\u2069 means at least; 0 leaves it to the codebook.",
    ),
    Key("merging", "tolls", "lowest", _rule, "Which toll of a happening is chosen: lowest, best or latest."),
    Key("coding", "double", 0, _percent, "How many in a hundred reports two coders are given apart from each other."),
    Key("coding", "coders", "", str, "Who codes twice, by name, with commas; else every user who is a coder."),
    Key("intake", "fetch", False, _flag, "Whether addresses may be fetched from the network without --fetch."),
    Key("intake", "max_file_mb", 2048, _number, "The longest file that is taken in."),
    Key("intake", "jobs", 0, _number, "How many processes read reports; 0 means one a core."),
)
_KNOWN = {(key.table, key.name): key for key in KEYS}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their origins, and what `watch` looks at."""

    values: Mapping[str, Setting]
    watched: tuple[Mapping[str, Any], ...] = ()

    def __getitem__(self, name: str) -> Any:
        return self.values[name].value


def load_settings(path: Path, environment: Mapping[str, str], flags: Mapping[str, str]) -> Settings:
    """Read a project's settings.

    Raises `UsageError` with every setting that is wrong.
    """
    told = _read(path) if path.exists() else {}
    faults = [f"{path}: {table}.{name}: is no setting; marsad config show lists them"
              for table, values in told.items() if isinstance(values, dict)
              for name in values if (table, name) not in _KNOWN]  # fmt: skip
    values: dict[str, Setting] = {}
    for key in KEYS:
        words, origin = _choice(key, told, environment, flags, path)
        try:
            values[key.name] = Setting(_value(key, words), origin)
        except (ValueError, TypeError) as error:
            faults.append(f"{origin}: {key.table}.{key.name}: {error}")
    if faults:
        raise UsageError("\n".join(faults))
    return Settings(values, tuple(told.get("watch", ())))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is not TOML: {error}") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None


def _choice(
    key: Key, told: Mapping[str, Any], environment: Mapping[str, str], flags: Mapping[str, str], path: Path
) -> tuple[Any, str]:
    if key.name in flags:
        return flags[key.name], "flag"
    if key.variable in environment:
        return environment[key.variable], key.variable
    table = told.get(key.table, {})
    if isinstance(table, dict) and key.name in table:
        return table[key.name], str(path)
    return key.default, "default"


def _value(key: Key, words: Any) -> Any:
    """Return a value of the kind that the setting has."""
    if isinstance(words, str):
        return key.read(words)
    if type(words) is not type(key.default):
        raise ValueError(f"{words!r} is not {'a number' if type(key.default) is int else 'true, false or words'}")
    return key.read(str(words)) if isinstance(words, int) and not isinstance(words, bool) else words


def template(name: str, database: str) -> str:
    """Return a `marsad.toml` for a new project: every setting with what it is for, defaults commented out."""
    chosen = {"name": name, "database": database}
    lines = [
        "# Settings of a Marsad project.  A flag wins over MARSAD_NAME in the environment, that over this file.",
        "",
    ]
    table = ""
    for key in KEYS:
        if key.table != table:
            table = key.table
            lines += ["", f"[{table}]"]
        lines.append(f"# {key.about}".replace("\u2068", "").replace("\u2069", ""))
        value = _toml(chosen.get(key.name, key.default))
        lines.append(f"{key.name} = {value}" if key.name in chosen else f"# {key.name} = {value}")
    lines += [
        "",
        "# What marsad watch looks at: feeds by address, folders by path.",
        "# [[watch]]",
        '# feed = "https://example.org/rss.xml"',
        '# outlet = "…"',
        "# [[watch]]",
        '# folder = "inbox"',
    ]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
