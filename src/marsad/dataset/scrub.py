"""Phone numbers, addresses of e-mail and handles, found in any text."""

from __future__ import annotations

import re

REMOVED = "[removed]"
_EMAIL = r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+"
_LINK = r"(?:https?://|www\.|t\.me/|(?:twitter|x|facebook|instagram|wa)\.(?:com|me)/)\S+"
_HANDLE = r"@\w{2,}"
_PHONE = r"(?<![\w.])(?:\+|00)?[\d٠-٩۰-۹](?:[\s().\-/]{0,2}[\d٠-٩۰-۹]){6,14}(?![\w.])"
_DAY = re.compile(r"[12]\d{3}-\d{2}-\d{2}(?: 00:00:00\.000)?")
_ALL = re.compile(f"{_EMAIL}|{_LINK}|{_HANDLE}|{_PHONE}", re.IGNORECASE)


def scrub(text: str) -> str:
    """Take out what leads to a person: `اتصلوا على 0933123456` gives `اتصلوا على [removed]`."""
    return _ALL.sub(lambda found: found[0] if _DAY.fullmatch(found[0]) else REMOVED, text)
