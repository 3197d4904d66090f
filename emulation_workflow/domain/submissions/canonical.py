"""A plan or a report as canonical JSON: the bytes its identity, a SHA-256, is taken of, and what the record keeps.

Fields follow from the dataclasses: what is added there is written and read without a word here.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from emulation_workflow.domain.delegates import Delegate
from emulation_workflow.domain.keyed import hmac_sha256
from emulation_workflow.domain.record.plain_json import as_json, from_json
from emulation_workflow.domain.record.rows import digest_by_key
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.domain.submissions.report import ResultReport

Kept = TypeVar("Kept", bound=UnitPlan | ResultReport)


def canonical_body(kept: UnitPlan | ResultReport) -> str:
    """Return `kept` as JSON with sorted keys and no spaces, with the names, sizes and hashes of its attachments.

    What stands at its default is left out, so that a field added later changes no plan's identity.
    """
    return as_json(_plain(kept))


def plan_sha256(body: str) -> str:
    """Return the SHA-256 of a canonical body, in lower-case hex."""
    return hashlib.sha256(body.encode()).hexdigest()


def list_digest(delegates: Sequence[Delegate], *, header: Mapping[str, str], secret: bytes) -> str:
    """Return the digest of a delegate list with its header, by a key that derives from the office's secret.

    It stays when the people are erased: who has not the key cannot tell from it whether they have guessed the list.
    """
    return digest_by_key(_list_text(delegates, header).encode(), hmac_sha256(secret, b"delegate lists"))


def list_sha256(delegates: Sequence[Delegate], *, header: Mapping[str, str]) -> str:
    """Return the SHA-256 that earlier versions used in its place, in lower-case hex."""
    return plan_sha256(_list_text(delegates, header))


def _list_text(delegates: Sequence[Delegate], header: Mapping[str, str]) -> str:
    return as_json({"delegates": _plain(tuple(delegates)), "facts": dict(header)})


def report_from_body(body: str) -> ResultReport:
    """Return the report whose canonical body this is, exactly."""
    return from_body(ResultReport, body)


def plan_from_body(body: str) -> UnitPlan:
    """Return the plan whose canonical body this is, exactly."""
    return from_body(UnitPlan, body)


def from_body(kind: type[Kept], body: str) -> Kept:
    """Return the plan or report of this kind. KeyError, TypeError or ValueError if it is none."""
    kept: Kept = _build(kind, from_json(body))
    return kept


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    match value:
        case str() | int() | None:
            return value
        case tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
        case date() | time():
            return value.isoformat()
        case _:
            kind: Any = type(value)
            held = ((name, getattr(value, name), default) for name, default in _fields_of(kind))
            return {name: _plain(item) for name, item, default in held if item != default}


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, object], ...]:
    """Return each field's name with its default; MISSING, which nothing is equal to, where it has none."""
    return tuple(
        (field.name, field.default if field.default_factory is MISSING else field.default_factory())
        for field in fields(kind)
    )


def _build(kind: Any, read: Mapping[str, Any]) -> Any:
    readers = _readers(kind)
    return kind(**{key: readers[key](value) for key, value in read.items()})


@cache
def _readers(kind: Any) -> Mapping[str, Callable[[Any], Any]]:
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return how a value of this type is read back from what JSON has for it."""
    parts = get_args(hint)
    if NoneType in parts:
        read = _reader(parts[0])
        return lambda value: None if value is None else read(value)
    if get_origin(hint) is tuple:
        read = _reader(parts[0])
        return lambda values: tuple(map(read, values))
    if is_dataclass(hint):
        return lambda value: _build(hint, value)
    if hint in (date, time):
        reader: Callable[[Any], Any] = hint.fromisoformat
        return reader
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return lambda value: value
