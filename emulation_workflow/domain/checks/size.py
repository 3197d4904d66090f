"""Check how many may attend: caps, branches by head count, the gap between them (A01-A04), orders."""

from collections.abc import Iterator

from emulation_workflow.domain.campaign import EVERYBODY, AttendanceMode, SizeBranch
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict


def check_size(examination: Examination) -> Iterator[Finding]:
    """Check that the delegates, guests included (A03), keep within the branch for the unit's head count.

    A form that an order lays down replaces the plan's; a cap of an order is checked beside the plan's (A22). Where the
    plan leaves the number open, an order's alone counts.
    """
    size = examination.conference.size
    if not size.branches:
        yield from _decided_by_unit(examination, None)
        yield from _by_order(examination, examination.level.rule)
        return
    if not size.bases:
        yield from _decided_by_unit(examination, size.branches[0])
        yield from _within(examination, size.branches[0])
        yield from _by_order(examination, size.branches[0].rule)
        return
    yield from _base(examination)
    headcount = examination.headcount(size.bases) or None  # Nobody at all is a slip of the pen, and no branch.
    branch = size.branch_for(headcount) if headcount is not None else None
    yield from _decided_by_unit(examination, branch)
    if branch is not None:
        yield from _within(examination, branch, headcount)
    elif headcount is not None:
        yield _in_the_gap(examination, headcount)
    yield from _by_order(examination, branch.rule if branch else _base_rule(examination))


def _decided_by_unit(examination: Examination, branch: SizeBranch | None) -> Iterator[Finding]:
    """Confirm the number where the plan leaves it to the unit, in some plans in one branch only."""
    size = examination.conference.size
    of_other_branches = {other.rule for other in size.branches if other is not branch}
    if size.decided_by_unit_rule and size.decided_by_unit_rule not in of_other_branches:
        yield examination.finding(size.decided_by_unit_rule, Verdict.OK, "number_decided_by_unit")


def _base_rule(examination: Examination) -> str:
    return examination.conference.size.base_rule or examination.conference.size.branches[0].rule


def _base(examination: Examination) -> Iterator[Finding]:
    """Check that the head count is stated and dated, and that no other way of counting changes the branch (A02)."""
    size, rule, stated = examination.conference.size, _base_rule(examination), examination.plan.headcount
    count = examination.headcount(size.bases)
    if count is None:
        missing = examination.people(base for base in size.bases if examination.plan.counted(base) is None)
        yield examination.finding(rule, Verdict.ASK, "headcount_missing", base=size.base_words, missing=missing)
        return
    if not count:
        yield examination.finding(rule, Verdict.ASK, "headcount_zero", base=size.base_words)
        return
    if stated.as_of is None:
        yield examination.finding(rule, Verdict.ASK, "headcount_undated", base=size.base_words, count=count)
    elif stated.as_of > examination.as_of:
        yield examination.finding(rule, Verdict.ASK, "headcount_in_future", count=count, day=stated.as_of)
    else:
        params = {"base": size.base_words, "count": count, "day": stated.as_of}
        yield examination.finding(rule, Verdict.OK, "headcount_stated", **params)
    yield from _other_reading(examination, count)


def _other_reading(examination: Examination, count: int) -> Iterator[Finding]:
    size, rule = examination.conference.size, _base_rule(examination)
    stated = {base: examination.plan.counted(base) for base in size.other_bases}
    wider = count + sum(number for number in stated.values() if number is not None)
    branch = size.branch_for(count)
    params = {"base": size.base_words, "count": count}
    if size.branch_for(wider) != branch:
        others = examination.people(base for base, number in stated.items() if number)
        yield examination.finding(rule, Verdict.ASK, "headcount_other_branch", **params, others=others, wider=wider)
    elif None in stated.values() and (branch is None or branch.span.stop < EVERYBODY):
        unknown = examination.people(base for base, number in stated.items() if number is None)
        yield examination.finding(rule, Verdict.NOTE, "headcount_others_not_stated", **params, others=unknown)


def _within(examination: Examination, branch: SizeBranch, headcount: int | None = None) -> Iterator[Finding]:
    """Check the form and the cap of one branch. "Tối đa không quá" includes the figure itself (A04)."""
    if branch.mode is not None and examination.terms.mode is None:
        yield _form(examination, branch.rule, branch.mode, headcount)
    total = examination.delegates
    params: dict[str, object]
    if total is None:
        yield examination.finding(branch.rule, Verdict.ASK, "delegates_not_stated")
    elif not total:
        yield examination.finding(branch.rule, Verdict.ASK, "delegates_none")
    elif examination.terms.replaces_cap:
        return
    elif branch.at_least is not None and total < branch.at_least:
        params = {"total": total, "least": branch.at_least, "below": branch.at_least - total}
        yield examination.finding(branch.rule, Verdict.BREACH, "below_least", **params)
    elif (cap := branch.cap(headcount)) is None and branch.fixed_by:
        yield examination.finding(branch.rule, Verdict.NOTE, "number_fixed_by", total=total, body=branch.fixed_by)
    elif cap is None:
        yield examination.finding(branch.rule, Verdict.OK, "no_cap_here", total=total)
    elif total > cap:
        params = {"total": total, "cap": cap, "above": total - cap}
        code = "above_cap"
        if cap != branch.at_most:
            code, params["headcount"] = "above_cap_of_share", headcount
            params["percent"] = f"{100 * (branch.at_most_share or 0):.3g}"
        yield examination.finding(branch.rule, Verdict.BREACH, code, **params)
    else:
        yield examination.finding(branch.rule, Verdict.OK, "within_cap", total=total, cap=cap)


def _form(examination: Examination, rule: str, mode: AttendanceMode, headcount: int | None) -> Finding:
    planned, total, base = examination.plan.mode, examination.delegates, examination.conference.size.base_words
    if planned is None:
        return examination.finding(rule, Verdict.ASK, "form_not_stated", mode=mode)
    if planned is not mode:
        params = {"mode": mode, "planned": planned, "headcount": headcount, "base": base}
        return examination.finding(rule, Verdict.BREACH, "form_wrong", **params)
    own = total - examination.guests if total is not None else None
    if mode is AttendanceMode.PLENARY and headcount is not None and own is not None and own < headcount:
        params = {"own": own, "guests": examination.guests, "headcount": headcount, "base": base}
        return examination.finding(rule, Verdict.ASK, "plenary_of_too_few", **params)
    return examination.finding(rule, Verdict.OK, "form_right", mode=mode, headcount=headcount, base=base)


def _in_the_gap(examination: Examination, headcount: int) -> Finding:
    """Check a head count that the plan leaves out (100 in Kon Tum's, A01): right only if every reading allows it."""
    gap, total, planned = examination.conference.size.gap, examination.delegates, examination.plan.mode
    base = examination.conference.size.base_words
    if gap is None:
        rule = _base_rule(examination)
        params: dict[str, object] = {"headcount": headcount, "base": base}
        return examination.finding(rule, Verdict.NOT_SPECIFIED, "headcount_not_covered", **params)
    mode = examination.terms.mode or gap.mode
    params = {"headcount": headcount, "base": base, "mode": mode, "cap": gap.at_most}
    if planned is None or total is None:
        return examination.finding(gap.rule, Verdict.ASK, "gap_not_stated", **params)
    if planned is mode and (gap.at_most is None or total <= gap.at_most):
        return examination.finding(gap.rule, Verdict.OK, "gap_satisfied", **params, total=total)
    return examination.finding(gap.rule, Verdict.ASK, "gap_ask_the_board", **params, total=total, planned=planned)


def _by_order(examination: Examination, rule: str) -> Iterator[Finding]:
    """Check the form and the cap that orders lay down."""
    form, cap, total = examination.terms.orders.form, examination.terms.orders.cap, examination.delegates
    if form is not None and form.mode is not None:
        yield _form_by_order(examination, rule, form.mode, form.number)
    if cap is not None and cap.at_most is not None and total is not None:
        params = {"total": total, "cap": cap.at_most, "order": cap.number}
        if total > cap.at_most:
            yield examination.finding(rule, Verdict.BREACH, "above_cap_by_order", **params, above=total - cap.at_most)
        else:
            yield examination.finding(rule, Verdict.OK, "within_cap_by_order", **params)


def _form_by_order(examination: Examination, rule: str, mode: AttendanceMode, order: str) -> Finding:
    params = {"mode": mode, "order": order}
    if examination.plan.mode is None:
        return examination.finding(rule, Verdict.ASK, "form_not_stated_by_order", **params)
    if examination.plan.mode is mode:
        return examination.finding(rule, Verdict.OK, "form_right_by_order", **params)
    return examination.finding(rule, Verdict.BREACH, "form_wrong_by_order", **params, planned=examination.plan.mode)
