"""Check that delegate lists are as they were received, or erased as the record says: for `audit.audit`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from emulation_workflow.domain.delegates import DelegateListVersion, ListKind
from emulation_workflow.domain.record.rows import is_by_key
from emulation_workflow.domain.submissions import list_sha256
from emulation_workflow.ports import Delegates

Body = dict[str, Any]
Key = tuple[ListKind, str, int]

_COUNTS = ("official", "reserves", "women", "minorities")


def list_faults(delegates: Delegates, bodies: Sequence[Body]) -> Iterator[str]:
    """Yield where lists differ from the record's rows about them, `bodies`: the same people, or erased; no others."""
    received = {_key(body): body for body in bodies if body["what"].endswith("_list_received")}
    erased = {_key(body) for body in bodies if body["what"] == "list_erased"}
    people_of = delegates.people_kept()
    for key, body in received.items():
        version = delegates.get(*key)
        if version is None:
            yield f"{_name(key)} is missing"
        else:
            yield from _changed(version, body["facts"], is_erased=key in erased, people=people_of.get(key, 0))
    there = {(version.kind, version.unit, version.version) for version in delegates.lists()}
    yield from (f"{_name(key)} was never received" for key in sorted(there - received.keys()))


def erased_lists(bodies: Sequence[Body]) -> Iterator[str]:
    """Yield what was erased, as sentences for the operator."""
    for body in bodies:
        if body["what"] == "list_erased":
            people, day = body["facts"]["people"], body["at"][:10]
            by = f"{body['facts']['claimed']}, as {body['actor']} said" if "claimed" in body["facts"] else body["actor"]
            yield f"{_name(_key(body))}: {people} people erased on {day} by {by}"


def _changed(
    version: DelegateListVersion, details: Mapping[str, Any], *, is_erased: bool, people: int
) -> Iterator[str]:
    name = _name((version.kind, version.unit, version.version))
    if any(getattr(version, count) != details[count] for count in _COUNTS) or version.sha256 != details["list_sha256"]:
        yield f"the counts of {name} were changed after it was received"
    if is_erased:
        if people or version.erased_at is None:
            yield f"{name} was erased, but people of it are still there"
    elif version.erased_at is not None:
        yield f"{name} is marked as erased, but no row says so"
    elif _is_other(version):
        yield f"{name} was changed after it was received"


def _is_other(version: DelegateListVersion) -> bool:
    """Return whether the list is not the one that its SHA-256 is of; of one by key the digests of its rows tell."""
    return not is_by_key(version.sha256) and version.sha256 != list_sha256(
        version.delegates, header=version.as_received.header
    )


def _key(body: Body) -> Key:
    return ListKind(body["facts"]["list"]), body["unit"], body["version"]


def _name(key: Key) -> str:
    kind, unit, version = key
    return f"the {kind.value} delegate list of unit {unit}, version {version}"
