"""Hashes by a key, as codes, tags in addresses and seals are: an act makes some forty of them."""

import hashlib
import hmac
from functools import lru_cache


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    """Return the HMAC-SHA256 of the message by the key."""
    by_key = _begun(key).copy()
    by_key.update(message)
    return by_key.digest()


@lru_cache(maxsize=16)
def _begun(key: bytes) -> hmac.HMAC:
    """Return the hash that has taken in the key: that takes as long as a message does, and the keys are few."""
    return hmac.new(key, digestmod=hashlib.sha256)
