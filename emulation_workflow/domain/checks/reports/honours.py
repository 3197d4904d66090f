"""Who was honoured (I.2, II.1, 3.3): by which decision, how put forward, of which kind, field and movement.

Merit is never judged. Findings name rows of the report, not people: they are kept for ever.
"""

from collections.abc import Callable, Iterator, Sequence

from emulation_workflow.domain.campaign import CheckKind
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.checks.names import normalised
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.submissions.report import Honour, Party


def check_honours(x: Examination, honours: Sequence[Honour]) -> Iterator[Finding]:
    """All that the campaign asks of a list of honours; a campaign that does not ask gets no finding."""
    for kind, check in _CHECKS.items():
        if rule := x.rule_for(kind):
            yield from check(x, rule, honours)


def _decided(x: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    """An award is given by a decision."""
    if not honours:
        yield x.found(rule, Verdict.ASK, "honours_not_listed")
        return
    without = _rows(honours, lambda one: not one.decision.strip())
    if without:
        yield x.found(rule, Verdict.ASK, "award_without_decision", rows=without, total=len(honours))
    else:
        yield x.found(rule, Verdict.OK, "honours_listed", **_by_kind(honours))


def _kinds(x: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    if not honours:
        return
    counts = _by_kind(honours)
    code = "honoured_of_both_kinds" if all(counts.values()) else "honoured_of_one_kind"
    yield x.found(rule, Verdict.OK if all(counts.values()) else Verdict.NOTE, code, **counts)
    fields = _counted([one.field for one in honours])
    if fields:
        yield x.found(rule, Verdict.NOTE, "honoured_by_field", groups=fields)


def _put_forward(x: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    """Missing is asked about: the plan wants those that others put forward."""
    without = _rows(honours, lambda one: not one.put_forward.strip())
    if without:
        yield x.found(rule, Verdict.ASK, "put_forward_not_stated", rows=without, total=len(honours))
    elif honours:
        yield x.found(rule, Verdict.OK, "put_forward_stated", total=len(honours))


def _movements(x: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    """An honour may point to a movement, which then is one of the campaign's."""
    movements = _counted([one.movement for one in honours])
    known = {normalised(movement.name) for movement in x.campaign.movements}
    strangers = [one["name"] for one in movements if normalised(str(one["name"])) not in known]
    if strangers:
        yield x.found(rule, Verdict.ASK, "movement_unknown", movements=strangers)
    elif movements:
        yield x.found(rule, Verdict.NOTE, "honoured_by_movement", groups=movements)


def _fostering(x: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    fostered = sum(bool(one.fostering.strip()) for one in honours)
    if honours:
        yield x.found(rule, Verdict.NOTE, "fostering_counted", count=fostered, total=len(honours))


_CHECKS: dict[CheckKind, Callable[[Examination, str, Sequence[Honour]], Iterator[Finding]]] = {
    CheckKind.HONOURS: _decided,
    CheckKind.HONOURED_KINDS: _kinds,
    CheckKind.PUT_FORWARD: _put_forward,
    CheckKind.HONOURED_MOVEMENTS: _movements,
    CheckKind.FOSTERING: _fostering,
}


def _rows(honours: Sequence[Honour], is_meant: Callable[[Honour], bool]) -> list[int]:
    """The numbers of such rows in the report, from 1."""
    return [number for number, one in enumerate(honours, start=1) if is_meant(one)]


def _by_kind(honours: Sequence[Honour]) -> dict[str, int]:
    kinds = [one.kind for one in honours]
    return {"collectives": kinds.count(Party.COLLECTIVE), "individuals": kinds.count(Party.INDIVIDUAL)}


def _counted(names: Sequence[str]) -> list[dict[str, object]]:
    stated = [name for name in names if name]
    return [{"name": name, "count": stated.count(name)} for name in sorted(set(stated))]
