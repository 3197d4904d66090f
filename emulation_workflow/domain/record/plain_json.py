"""Plain values as JSON text, and back: what is hashed, sealed and kept.

By orjson: an act writes and reads some twenty such texts, and Python's own json would take a tenth of its time.
"""

from typing import Any

import orjson

_OPTIONS = (
    orjson.OPT_SORT_KEYS
    # Keys may be members of our enumerations, which are text.
    | orjson.OPT_NON_STR_KEYS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_DATACLASS
)


def as_json(value: object) -> str:
    """Return `value` as JSON with sorted keys, no spaces, Vietnamese unescaped: equal values give equal text.

    TypeError for what JSON has no type for, such as a day: the caller formats it.
    """
    return as_json_bytes(value).decode()


def as_json_bytes(value: object) -> bytes:
    """Return the same in UTF-8."""
    return orjson.dumps(value, option=_OPTIONS)


def from_json(text: str) -> Any:
    return orjson.loads(text)
