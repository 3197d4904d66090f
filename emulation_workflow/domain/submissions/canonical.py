"""A plan or a report as canonical JSON: the bytes its identity, a SHA-256, is taken of, and what the record keeps."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any

from emulation_workflow.domain.campaign import AttendanceMode
from emulation_workflow.domain.delegates.lists import Delegate
from emulation_workflow.domain.record.plain_json import as_json, from_json
from emulation_workflow.domain.submissions.plan import AgendaItem, Attachment, Headcount, UnitPlan
from emulation_workflow.domain.submissions.report import Honour, PaperGiven, Party, ResultReport


def canonical_body(kept: UnitPlan | ResultReport) -> str:
    """`kept` as JSON with sorted keys and no spaces; its attachments' names, sizes and hashes are part of it.

    What stands at its default is left out, so that a field added later changes no plan's identity.
    """
    return as_json(_plain(kept))


def plan_sha256(body: str) -> str:
    """SHA-256 of a canonical body, lower-case hex."""
    return hashlib.sha256(body.encode()).hexdigest()


def list_sha256(delegates: Sequence[Delegate], *, facts: Mapping[str, str]) -> str:
    """SHA-256 of a delegate list and what is said of it as a whole, lower-case hex."""
    return plan_sha256(as_json({"delegates": _plain(tuple(delegates)), "facts": dict(facts)}))


def report_from_body(body: str) -> ResultReport:
    """The report whose canonical body this is, exactly."""
    read: dict[str, Any] = from_json(body)
    papers = tuple(PaperGiven(**{**one, "kind": Party(one["kind"])}) for one in read.pop("papers", ()))
    honours = tuple(
        Honour(**{**one, "kind": Party(one["kind"]), "signed_on": _day(one.get("signed_on"))})
        for one in read.pop("honours", ())
    )
    difficulties = tuple(read.pop("difficulties", ()))
    conference = _plan(read.pop("conference"))
    return ResultReport(conference=conference, papers=papers, honours=honours, difficulties=difficulties, **read)


def plan_from_body(body: str) -> UnitPlan:
    """The plan whose canonical body this is, exactly."""
    return _plan(from_json(body))


def _plan(read: Mapping[str, Any]) -> UnitPlan:
    rest = read.keys() - _NOT_PLAIN.keys()
    return UnitPlan(
        **{key: read[key] for key in rest},
        **{key: build(read[key]) for key, build in _NOT_PLAIN.items() if key in read},
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    match value:
        case str() | int() | None:
            return value
        case tuple():
            return [_plain(one) for one in value]
        case Mapping():
            return {key: _plain(one) for key, one in value.items()}
        case date() | time():
            return value.isoformat()
        case _:
            kind: Any = type(value)
            told = ((name, getattr(value, name), default) for name, default in _fields_of(kind))
            return {name: _plain(one) for name, one, default in told if one != default}


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, object], ...]:
    """Each field's name with its default; MISSING, which nothing is equal to, where it has none."""
    return tuple(
        (one.name, one.default if one.default_factory is MISSING else one.default_factory()) for one in fields(kind)
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def _hour(text: str | None) -> time | None:
    return time.fromisoformat(text) if text is not None else None


def _headcount(read: dict[str, Any]) -> Headcount:
    return Headcount(**{**read, "as_of": _day(read.get("as_of"))})


_NOT_PLAIN: Mapping[str, Any] = {
    "signed_on": _day,
    "held_on": _day,
    "ends_on": _day,
    "starts_at": _hour,
    "ends_at": _hour,
    "mode": lambda mode: AttendanceMode(mode) if mode is not None else None,
    "headcount": _headcount,
    "agenda": lambda rows: tuple(AgendaItem(**row) for row in rows),
    "report_points": tuple,
    "attachments": lambda rows: tuple(Attachment(**row) for row in rows),
}
"""The fields JSON has no type for, and how each is read back."""
