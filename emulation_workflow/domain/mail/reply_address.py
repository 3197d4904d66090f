"""Reply addresses: the office's own, with a signed tag after a plus sign that tells which unit was written to.

The tag is an HMAC over unit and purpose with the office's secret key: nobody can make up another unit's. It stands in
the local part of an address, where case may get lost, so it is lower case throughout.
"""

import base64
import hmac
from collections.abc import Iterable, Iterator
from enum import StrEnum

from emulation_workflow.domain.keyed import hmac_sha256

TAG_LENGTH = 20
"""Characters of base 32: a hundred bits."""

_LONGEST_LOCAL_PART = 64
"""RFC 5321, 4.5.3.1.1."""


class Purpose(StrEnum):
    """What is to be sent to a reply address."""

    PLAN = "plan"


def reply_tag(unit: str, purpose: Purpose, secret: bytes) -> str:
    """Return the tag for this unit's answers."""
    digest = hmac_sha256(secret, f"reply\n{unit}\n{purpose}".encode())
    return base64.b32encode(digest).decode().lower()[:TAG_LENGTH]


def tagged(address: str, tag: str) -> str:
    """Return `address` with the tag; unchanged where there is no tag, or no room for it."""
    local, at, domain = address.rpartition("@")
    name = f"{local}+{tag}"
    return f"{name}{at}{domain}" if tag and at and len(name) <= _LONGEST_LOCAL_PART else address


def tags_in(addresses: Iterable[str], own: str) -> Iterator[str]:
    """Yield the tags of those of `addresses` that are the office's `own` address with a tag."""
    own_local, _, own_domain = own.casefold().rpartition("@")
    for address in addresses:
        local, _, domain = address.casefold().rpartition("@")
        name, plus, tag = local.rpartition("+")
        if plus and (name, domain) == (own_local, own_domain):
            yield tag


def is_tag_of(tag: str, unit: str, purpose: Purpose, secret: bytes) -> bool:
    """Return whether this is the unit's tag, in constant time."""
    return hmac.compare_digest(tag.casefold().encode(), reply_tag(unit, purpose, secret).encode())
