"""How many may attend: caps, branches by head count, the gap between them (A01-A04), what orders lay down."""

from collections.abc import Iterator

from emulation_workflow.domain.campaign import AttendanceMode, SizeBranch
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict


def check_size(x: Examination) -> Iterator[Finding]:
    """The delegates, guests included (A03), keep within the branch that the unit's head count leads to.

    A form that an order lays down stands in place of the plan's; a cap of an order is held beside it (A22).
    """
    size = x.conference.size
    if not size.bases:
        yield from _decided_by_unit(x, size.branches[0])
        yield from _within(x, size.branches[0])
        yield from _by_order(x, size.branches[0].rule)
        return
    yield from _base(x)
    headcount = _counted(x, size.bases)
    branch = size.branch_for(headcount) if headcount is not None else None
    yield from _decided_by_unit(x, branch)
    if branch is not None:
        yield from _within(x, branch, headcount)
    elif headcount is not None:
        yield _in_the_gap(x, headcount)
    yield from _by_order(x, branch.rule if branch else _base_rule(x))


def _decided_by_unit(x: Examination, branch: SizeBranch | None) -> Iterator[Finding]:
    """Where the plan leaves the number to the unit; in some plans in one branch only."""
    size = x.conference.size
    of_other_branches = {one.rule for one in size.branches if one is not branch}
    if size.decided_by_unit_rule and size.decided_by_unit_rule not in of_other_branches:
        yield x.found(size.decided_by_unit_rule, Verdict.OK, "number_decided_by_unit")


def _counted(x: Examination, bases: tuple[str, ...]) -> int | None:
    """The head count over `bases`, or None if one of them is not stated: not stated is not nought."""
    counts = [getattr(x.plan.headcount, base) for base in bases]
    return None if None in counts else sum(counts)


def _base_rule(x: Examination) -> str:
    return x.conference.size.base_rule or x.conference.size.branches[0].rule


def _base(x: Examination) -> Iterator[Finding]:
    """The head count is stated on the plan's own base and dated, and no other reading changes the branch (A02)."""
    size, rule, stated = x.conference.size, _base_rule(x), x.plan.headcount
    count = _counted(x, size.bases)
    if count is None:
        missing = [base for base in size.bases if getattr(stated, base) is None]
        yield x.found(rule, Verdict.ASK, "headcount_missing", base=size.base_words, missing=missing)
        return
    if stated.as_of is None:
        yield x.found(rule, Verdict.ASK, "headcount_undated", base=size.base_words, count=count)
    elif stated.as_of > x.as_of:
        yield x.found(rule, Verdict.ASK, "headcount_in_future", count=count, day=stated.as_of.isoformat())
    else:
        facts = {"base": size.base_words, "count": count, "day": stated.as_of.isoformat()}
        yield x.found(rule, Verdict.OK, "headcount_stated", **facts)
    yield from _other_reading(x, count)


def _other_reading(x: Examination, count: int) -> Iterator[Finding]:
    size, rule = x.conference.size, _base_rule(x)
    stated = {base: getattr(x.plan.headcount, base) for base in size.other_bases}
    wider = count + sum(number for number in stated.values() if number is not None)
    branch = size.branch_for(count)
    facts = {"base": size.base_words, "count": count}
    if size.branch_for(wider) != branch:
        others = [base for base, number in stated.items() if number]
        yield x.found(rule, Verdict.ASK, "headcount_other_branch", **facts, others=others, wider=wider)
    elif None in stated.values() and (branch is None or branch.fewer_than is not None):
        unknown = [base for base, number in stated.items() if number is None]
        yield x.found(rule, Verdict.NOTE, "headcount_others_not_stated", **facts, others=unknown)


def _within(x: Examination, branch: SizeBranch, headcount: int | None = None) -> Iterator[Finding]:
    """The form and the cap of one branch. "Tối đa không quá" includes the figure itself (A04)."""
    if branch.mode is not None and x.terms.mode is None:
        yield _form(x, branch.rule, branch.mode, headcount)
    total = x.delegates
    if total is None:
        yield x.found(branch.rule, Verdict.ASK, "delegates_not_stated")
    elif branch.at_most is None:
        yield x.found(branch.rule, Verdict.OK, "no_cap_here", total=total)
    elif total > branch.at_most:
        above = total - branch.at_most
        yield x.found(branch.rule, Verdict.BREACH, "above_cap", total=total, cap=branch.at_most, above=above)
    else:
        yield x.found(branch.rule, Verdict.OK, "within_cap", total=total, cap=branch.at_most)


def _form(x: Examination, rule: str, mode: AttendanceMode, headcount: int | None) -> Finding:
    planned, total = x.plan.mode, x.delegates
    if planned is None:
        return x.found(rule, Verdict.ASK, "form_not_stated", mode=mode.value)
    if planned is not mode:
        return x.found(rule, Verdict.BREACH, "form_wrong", mode=mode.value, planned=planned.value, headcount=headcount)
    too_few = headcount is not None and total is not None and total < headcount
    if mode is AttendanceMode.PLENARY and too_few:
        return x.found(rule, Verdict.ASK, "plenary_too_few", total=total, headcount=headcount)
    return x.found(rule, Verdict.OK, "form_right", mode=mode.value, headcount=headcount)


def _in_the_gap(x: Examination, headcount: int) -> Finding:
    """A head count the plan leaves out (exactly 100 in Kon Tum's, A01): in order only if every reading allows it."""
    gap, total, planned = x.conference.size.gap, x.delegates, x.plan.mode
    if gap is None:
        return x.found(_base_rule(x), Verdict.NOT_SPECIFIED, "headcount_not_covered", headcount=headcount)
    mode = x.terms.mode or gap.mode
    facts = {"headcount": headcount, "mode": mode.value, "cap": gap.at_most}
    if planned is None or total is None:
        return x.found(gap.rule, Verdict.ASK, "gap_not_stated", **facts)
    if planned is mode and total <= gap.at_most:
        return x.found(gap.rule, Verdict.OK, "gap_satisfied", **facts, total=total)
    return x.found(gap.rule, Verdict.ASK, "gap_ask_the_board", **facts, total=total, planned=planned.value)


def _by_order(x: Examination, rule: str) -> Iterator[Finding]:
    """The form and the cap that orders lay down."""
    form, cap, total = x.terms.orders.form, x.terms.orders.cap, x.delegates
    if form is not None and form.mode is not None:
        yield _form_by_order(x, rule, form.mode, form.number)
    if cap is not None and cap.at_most is not None and total is not None:
        facts = {"total": total, "cap": cap.at_most, "order": cap.number}
        if total > cap.at_most:
            yield x.found(rule, Verdict.BREACH, "above_cap_by_order", **facts, above=total - cap.at_most)
        else:
            yield x.found(rule, Verdict.OK, "within_cap_by_order", **facts)


def _form_by_order(x: Examination, rule: str, mode: AttendanceMode, order: str) -> Finding:
    facts = {"mode": mode.value, "order": order}
    if x.plan.mode is None:
        return x.found(rule, Verdict.ASK, "form_not_stated_by_order", **facts)
    if x.plan.mode is mode:
        return x.found(rule, Verdict.OK, "form_right_by_order", **facts)
    return x.found(rule, Verdict.BREACH, "form_wrong_by_order", **facts, planned=x.plan.mode.value)
