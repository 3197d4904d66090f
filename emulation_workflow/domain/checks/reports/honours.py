"""Check who was honoured (I.2, II.1, 3.3): by which decision, how put forward, of which kind, field and movement.

Merit is never judged. Findings name rows of the report, not people: they are kept for ever.
"""

from collections.abc import Callable, Iterator, Sequence

from emulation_workflow.domain.campaign import CheckKind
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.checks.names import normalised
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.submissions import Honour, Party


def check_honours(examination: Examination, honours: Sequence[Honour]) -> Iterator[Finding]:
    """Check a list of honours against the rules that the campaign has for it."""
    for kind, check in _CHECKS.items():
        if rule := examination.rule_for(kind):
            yield from check(examination, rule, honours)


def _decided(examination: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    """Check that a decision gave each award."""
    if not honours:
        yield examination.finding(rule, Verdict.ASK, "honours_not_listed")
        return
    undecided = _rows(honours, lambda honour: not honour.decision.strip())
    if undecided:
        yield examination.finding(rule, Verdict.ASK, "award_without_decision", rows=undecided, total=len(honours))
    else:
        yield examination.finding(rule, Verdict.OK, "honours_listed", **_by_kind(honours))


def _kinds(examination: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    if not honours:
        return
    counts = _by_kind(honours)
    code = "honoured_of_both_kinds" if all(counts.values()) else "honoured_of_one_kind"
    yield examination.finding(rule, Verdict.OK if all(counts.values()) else Verdict.NOTE, code, **counts)
    fields = _counted([honour.field for honour in honours])
    if fields:
        yield examination.finding(rule, Verdict.NOTE, "honoured_by_field", groups=fields)


def _put_forward(examination: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    """Ask how the honoured were put forward: the plan wants those whom others put forward."""
    unstated = _rows(honours, lambda honour: not honour.put_forward.strip())
    if unstated:
        yield examination.finding(rule, Verdict.ASK, "put_forward_not_stated", rows=unstated, total=len(honours))
    elif honours:
        yield examination.finding(rule, Verdict.OK, "put_forward_stated", total=len(honours))


def _movements(examination: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    """Check that a movement that an honour points to is one of the campaign's."""
    movements = _counted([counted.movement for counted in honours])
    known = {normalised(movement.name) for movement in examination.campaign.movements}
    unknown = [counted["name"] for counted in movements if normalised(str(counted["name"])) not in known]
    if unknown:
        yield examination.finding(rule, Verdict.ASK, "movement_unknown", movements=unknown)
    elif movements:
        yield examination.finding(rule, Verdict.NOTE, "honoured_by_movement", groups=movements)


def _fostering(examination: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    fostered = sum(bool(honour.fostering.strip()) for honour in honours)
    if honours:
        yield examination.finding(rule, Verdict.NOTE, "fostering_counted", count=fostered, total=len(honours))


_CHECKS: dict[CheckKind, Callable[[Examination, str, Sequence[Honour]], Iterator[Finding]]] = {
    CheckKind.HONOURS: _decided,
    CheckKind.HONOURED_KINDS: _kinds,
    CheckKind.PUT_FORWARD: _put_forward,
    CheckKind.HONOURED_MOVEMENTS: _movements,
    CheckKind.FOSTERING: _fostering,
}


def _rows(honours: Sequence[Honour], is_meant: Callable[[Honour], bool]) -> list[int]:
    """Return the numbers of such rows in the report, from 1."""
    return [number for number, honour in enumerate(honours, start=1) if is_meant(honour)]


def _by_kind(honours: Sequence[Honour]) -> dict[str, int]:
    kinds = [honour.kind for honour in honours]
    return {"collectives": kinds.count(Party.COLLECTIVE), "individuals": kinds.count(Party.INDIVIDUAL)}


def _counted(names: Sequence[str]) -> list[dict[str, object]]:
    stated = [name for name in names if name]
    return [{"name": name, "count": stated.count(name)} for name in sorted(set(stated))]
