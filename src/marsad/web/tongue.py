"""The desk's words in Arabic and English; `words.yaml` and `words_*.yaml` hold them, days and plurals are Babel's."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date

from marsad.codebook.kinds import Kind
from marsad.web.row import Named, Range

LANGUAGES = {"ar": "ar_SY", "en": "en_GB"}
_LEFT_TO_RIGHT = "\u2066{}\u2069"  # an isolate in which `3+` stays `3+` among Arabic
_ISOLATED = "\u2068{}\u2069"  # first strong isolate: a name of the other script moves nothing around it


@cache
def _words() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(Path(__file__).parent.glob("words*.yaml")):
        found |= yaml.safe_load(path.read_text("utf-8"))
    return found


class Tongue:
    """One language: `tongue("accept")` gives the word, `tongue.count("events", 3)` counts."""

    def __init__(self, lang: str, kinds: dict[str, Kind]) -> None:
        self.lang = lang
        self.dir = "rtl" if lang == "ar" else "ltr"
        self.other = "en" if lang == "ar" else "ar"
        self._locale = Locale.parse(LANGUAGES[lang])
        self._kinds = kinds

    def __call__(self, name: str, **values: object) -> str:
        """Return a word or sentence; a name that has none is shown as it is."""
        found = _words().get(name, {}).get(self.lang)
        return str(found).format(**values) if found is not None else name.replace("_", " ")

    def has(self, name: str) -> bool:
        """Tell whether a name has words."""
        return name in _words()

    def count(self, name: str, number: int) -> str:
        """Return a number of things: `حدثان`, `3 أحداث`, `11 حدثاً`."""
        forms = _words()[name][self.lang]
        form = forms.get(str(self._locale.plural_form(number))) or forms["other"]
        return str(form).format(n=f"{number:,}")

    def day(self, iso: str | None) -> str:
        """Return a day: `5 نيسان 2017`."""
        return format_date(date.fromisoformat(iso), "d MMMM y", locale=self._locale) if iso else "—"

    def month(self, month: str) -> str:
        """Return a month of a year: `نيسان 2017`."""
        return format_date(date.fromisoformat(f"{month}-01"), "MMMM y", locale=self._locale)

    def moment(self, at: str | None) -> str:
        """Return a moment of the audit, in UTC: `5 نيسان 2017، 13:40`."""
        if not at:
            return "—"
        comma = "، " if self.lang == "ar" else ", "
        return f"{self.day(at[:10])}{comma}{_LEFT_TO_RIGHT.format(at[11:16])}"

    def days(self, start: str | None, end: str | None) -> str:
        """Return a day, or the first and last of several: `12–13 تشرين الثاني 2024`."""
        if not start or not end or start == end:
            return self.day(start)
        if start[:7] == end[:7]:
            return f"{int(start[8:])}–{self.day(end)}"
        return f"{self.day(start)} – {self.day(end)}"

    def kind(self, name: str) -> str:
        """Return a kind's name."""
        if self.lang == "ar" and name in self._kinds:
            return self._kinds[name].name_ar
        return name.replace("_", " ").capitalize()

    def name(self, one: Named | dict[str, Any] | None) -> str:
        """Return the name of a party or place in this language, else in the other, else the report's words."""
        if one is None:
            return "—"
        get = one.get if isinstance(one, dict) else lambda field: getattr(one, field)
        first, second = ("name_ar", "name") if self.lang == "ar" else ("name", "name_ar")
        return str(get(first) or get(second) or get("text") or "—")

    def toll(self, toll: Range | dict[str, Any] | None) -> str:
        """Return a toll as a range: `3`, `3–5`, `3+`."""
        if toll is None:
            return "—"
        low, high = (toll["min"], toll.get("max")) if isinstance(toll, dict) else toll
        return _LEFT_TO_RIGHT.format(f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}")

    def isolated(self, words: str | None) -> str:
        """Return words of whatever script so that they leave what stands around them in its order."""
        return _ISOLATED.format(words) if words else ""
