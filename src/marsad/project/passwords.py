"""Passwords and one-time codes: made, judged, hashed and compared; argon2 and TOTP are others' work."""

from __future__ import annotations

import secrets
import unicodedata
from threading import BoundedSemaphore
from typing import Any

from marsad.errors import UsageError

SHORTEST, LONGEST = 12, 512
STEP = 30
"""Seconds that a one-time code holds."""
_AT_ONCE = BoundedSemaphore(2)
"""Each hash takes 64 MB: two at a time, whoever knocks."""
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def _hasher() -> Any:
    try:
        from argon2 import PasswordHasher
    except ModuleNotFoundError:
        raise UsageError("users need a library: pip install 'marsad[web]'") from None
    return PasswordHasher()


def plain(password: str) -> str:
    """Return a password as it is hashed: the same letters however a keyboard puts them together."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, name: str) -> None:
    """Raise `UsageError` where a password is too short, too long, or the name over again."""
    words = plain(password)
    if not SHORTEST <= len(words) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} letters or more, up to {LONGEST}: a few words make a good one")
    if name.casefold() in words.casefold() and len(words) < SHORTEST + len(name):
        raise UsageError("a password that is mostly the name is soon guessed; choose another")
    if len(set(words)) < 5:
        raise UsageError("a password of so few different letters is soon guessed; choose another")


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    with _AT_ONCE:
        return str(_hasher().hash(plain(password)))


def matches(kept: str | None, password: str) -> bool:
    """Tell whether a password is the kept one; where none is kept, it takes as long and is not."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST:
        return False
    with _AT_ONCE:
        try:
            _hasher().verify(kept or _NOBODY, plain(password))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$MTIzNDU2Nzg5MDEyMzQ1Ng$MnB6UyVz0pYqz6kXGSrTzXhPpwHFDGvmx8F0tZx2cLs"
"""A hash that no password is known to have."""


def outdated(kept: str) -> bool:
    """Tell whether a hash was made with weaker settings than today's."""
    return bool(_hasher().check_needs_rehash(kept))


def made_up() -> str:
    """Return a new password: four groups of five letters that are not mistaken for each other (100 bits)."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def new_totp() -> str:
    """Return the secret of a new authenticator."""
    import pyotp

    return pyotp.random_base32()


def totp_address(secret: str, name: str, project: str) -> str:
    """Return the address that an authenticator takes a secret from."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=f"Marsad {project}")


def step_of(secret: str, code: str, now: float, last: int | None) -> int | None:
    """Return the step that a code belongs to; None where it is wrong, or no later than the last one used.

    A clock may be one step off either way.
    """
    import pyotp

    code = "".join(code.split()).translate(_DIGITS)
    at, totp = int(now) // STEP, pyotp.TOTP(secret)
    for step in (at - 1, at, at + 1):
        if (last is None or step > last) and secrets.compare_digest(totp.at(step * STEP).encode(), code.encode()):
            return step
    return None


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def is_totp(secret: str) -> bool:
    """Tell whether words are a secret as `new_totp` makes them."""
    return len(secret) == 32 and set(secret) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
