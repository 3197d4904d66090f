"""Message-IDs: derived from what the record keeps of a letter, never stored.

A Message-ID begins with its letter's number, by which the letter is found; the rest follows from the letter's key and
from a salt that nobody outside knows: whoever answers a letter by its Message-ID has seen the letter.
"""

import hashlib
import re

_LOCAL_PART = re.compile(r"<(\d{1,18})\.[0-9a-f]+@")
_DIGITS = 40


def message_id(number: int, key: str, mail_domain: str, salt: str = "") -> str:
    """Return the Message-ID that this letter always has, so that a second copy is recognised as one."""
    return f"<{_local_part(number, key, salt)}@{mail_domain}>"


def number_in(message_id: str) -> int | None:
    """Return the number of the letter that has this Message-ID, None if it is not one of ours."""
    found = _LOCAL_PART.match(message_id)
    return int(found[1]) if found else None


def is_of(message_id: str, number: int, key: str, salt: str = "") -> bool:
    """Return whether this letter went out under this Message-ID, whatever the office's domain was then."""
    return message_id.startswith(f"<{_local_part(number, key, salt)}@")


def _local_part(number: int, key: str, salt: str) -> str:
    return f"{number}.{hashlib.sha256((salt + key).encode()).hexdigest()[:_DIGITS]}"
