"""Check who was honoured (I.2, II.1, 3.3): by which decision, how put forward, of which kind, field and movement.

Merit is never judged. Findings name rows of the report, not people: they are kept for ever.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from emulation_workflow.domain.campaign import CheckKind, Movement
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.checks.names import normalised
from emulation_workflow.domain.checks.stated import is_numbered, is_stated
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.submissions import Honour, Party


def check_honours(examination: Examination, honours: Sequence[Honour]) -> Iterator[Finding]:
    """Check a list of honours against the rules that the campaign has for it."""
    for kind, check in _CHECKS.items():
        if rule := examination.rule_for(kind):
            yield from check(examination, rule, honours)


def _decided(examination: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    """Check that each row says once who was honoured, with which award, by which decision before the report."""
    if not honours:
        yield examination.finding(rule, Verdict.ASK, "honours_not_listed")
        return
    undecided = _rows(honours, lambda honour: not is_numbered(honour.decision))
    incomplete = _rows(honours, lambda honour: not (is_stated(honour.honoured) and is_stated(honour.award)))
    reported = examination.plan.signed_on or examination.as_of
    repeated = _repeated(honours)
    later = _rows(honours, lambda honour: honour.signed_on is not None and honour.signed_on > reported)
    if incomplete:
        yield examination.finding(rule, Verdict.ASK, "honour_incomplete", rows=incomplete, total=len(honours))
    if later:
        yield examination.finding(rule, Verdict.ASK, "award_after_report", rows=later, signed=reported)
    if repeated:
        yield examination.finding(rule, Verdict.ASK, "honour_repeated", rows=repeated)
    if undecided:
        yield examination.finding(rule, Verdict.ASK, "award_without_decision", rows=undecided, total=len(honours))
    elif not (incomplete or repeated or later):
        yield examination.finding(rule, Verdict.OK, "honours_listed", **_by_kind(honours))


def _kinds(examination: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    if not honours:
        return
    counts = _by_kind(honours)
    code = "honoured_of_both_kinds" if all(counts.values()) else "honoured_of_one_kind"
    verdict = Verdict.OK if all(counts.values()) else examination.against(rule, Verdict.NOTE)
    yield examination.finding(rule, verdict, code, **counts)
    fields = _counted([honour.field for honour in honours])
    if fields:
        yield examination.finding(rule, Verdict.NOTE, "honoured_by_field", groups=fields)


def _put_forward(examination: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    """Ask how the honoured were put forward: the plan wants those whom others put forward."""
    unstated = _rows(honours, lambda honour: not is_stated(honour.put_forward))
    if unstated:
        yield examination.finding(rule, Verdict.ASK, "put_forward_not_stated", rows=unstated, total=len(honours))
    elif honours:
        yield examination.finding(rule, Verdict.OK, "put_forward_stated", total=len(honours))


def _movements(examination: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    """Check that a movement that an honour points to is one of the campaign's, whatever words stand round its name."""
    movements = _counted([_as_the_plan_names(honour.movement, examination.campaign.movements) for honour in honours])
    known = {movement.name: movement.period for movement in examination.campaign.movements}
    unknown = [counted["name"] for counted in movements if counted["name"] not in known]
    if unknown:
        verdict = examination.against(rule, Verdict.NOTE, binding=Verdict.ASK)
        yield examination.finding(rule, verdict, "movement_unknown", movements=unknown)
    elif movements:
        groups = [counted | {"name": _in_period(str(counted["name"]), known)} for counted in movements]
        yield examination.finding(rule, Verdict.NOTE, "honoured_by_movement", groups=groups)


def _as_the_plan_names(stated: str, movements: Sequence[Movement]) -> str:
    """Return the plan's name for the movement, which may stand among other words; what is stated if it is none."""
    words = f" {normalised(stated)} "
    return next((one.name for one in movements if f" {normalised(one.name)} " in words), stated)


def _in_period(name: str, periods: Mapping[str, str]) -> str:
    """Return the movement with the years that the plan gives it, if it gives any."""
    period = periods[name]
    return f"{name} {period}" if period and period not in name else name


def _fostering(examination: Examination, rule: str, honours: Sequence[Honour]) -> Iterator[Finding]:
    fostered = sum(bool(honour.fostering.strip()) for honour in honours)
    is_whole = fostered == len(honours)
    verdict = Verdict.NOTE if is_whole else examination.against(rule, Verdict.NOTE, binding=Verdict.ASK)
    if honours:
        yield examination.finding(rule, verdict, "fostering_counted", count=fostered, total=len(honours))


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


def _repeated(honours: Sequence[Honour]) -> list[int]:
    """Return the numbers of rows that say what a row before them says: who was honoured, how, by which decision."""
    said = [tuple(map(normalised, (one.honoured, one.award, one.decision))) for one in honours]
    return [number for number, row in enumerate(said, start=1) if row[0] and row in said[: number - 1]]


def _by_kind(honours: Sequence[Honour]) -> dict[str, int]:
    kinds = [honour.kind for honour in honours]
    return {"collectives": kinds.count(Party.COLLECTIVE), "individuals": kinds.count(Party.INDIVIDUAL)}


def _counted(names: Sequence[str]) -> list[dict[str, object]]:
    stated = [name for name in names if name]
    return [{"name": name, "count": stated.count(name)} for name in sorted(set(stated))]
