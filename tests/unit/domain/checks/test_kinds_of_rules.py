"""The campaign decides how grave it is to go against a rule: its kind weighs what a check finds."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from emulation_workflow.domain.campaign import Campaign, CheckKind, RuleKind
from emulation_workflow.domain.checks import Neighbour
from emulation_workflow.domain.checks.delegate_lists import Adopted, ListExamination, check_list
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.orders.order import OrderKind
from emulation_workflow.domain.submissions.plan import AgendaItem
from emulation_workflow.messages import finding_sentence
from tests.support import checking, good_reports
from tests.support.builders import CHECKS_BY_RULE, CITY, COMMUNE, DISTRICT, PILOT_COMMUNE, campaign
from tests.support.good_reports import HONOURS, PAPERS
from tests.support.samples.delegates import attending_list, delegate
from tests.support.samples.orders import order

RULE_OF = {check: rule for rule, check in CHECKS_BY_RULE.items()}

BREACH, ASK, NOTE, OK, OPEN = Verdict.BREACH, Verdict.ASK, Verdict.NOTE, Verdict.OK, Verdict.NOT_SPECIFIED

Weights = tuple[Verdict, Verdict, Verdict, Verdict, Verdict]
"""Of a rule that is HARD, HARD-by-reader, SOFT, OPEN, and of every other kind."""

BROKEN: Weights = (BREACH, ASK, NOTE, ASK, BREACH)
"""Somebody states what the rule rules out."""
POINTED_OUT: Weights = (BREACH, ASK, NOTE, NOTE, NOTE)
"""The same, of what is usual but no ban, unless the campaign makes it one."""
LACKING: Weights = (ASK, ASK, NOTE, NOTE, NOTE)
"""Something is not stated that a rule that binds asks for."""
UNKNOWN: Weights = (ASK, ASK, ASK, ASK, ASK)
"""It cannot be told from what was sent: nobody breaks a rule by saying nothing."""
KEPT: Weights = (OK, OK, OK, OK, OK)
"""What is said where it is kept; who goes against it is told under the rule of the level."""

SUNDAY = date(2020, 3, 15)

OF_PLANS: dict[CheckKind, tuple[Weights, Any, dict[str, Any]]] = {
    CheckKind.PLAN_PAPER: (UNKNOWN, COMMUNE, {"number": ""}),
    CheckKind.NO_APPRAISAL: (KEPT, COMMUNE, {}),
    CheckKind.PILOT_NUMBER: ((NOTE, NOTE, NOTE, OPEN, NOTE), PILOT_COMMUNE, {}),
    CheckKind.PILOT_FIRST_OF_DIRECTOR: (
        BROKEN,
        PILOT_COMMUNE,
        {"held_on": date(2020, 3, 5), "neighbours": (Neighbour(unit=COMMUNE, held_on=date(2020, 3, 4)),)},
    ),
    CheckKind.PILOT_FIRST_OF_LEVEL: (
        POINTED_OUT,
        CITY,
        {"neighbours": (Neighbour(unit=DISTRICT, held_on=date(2020, 4, 1)),)},
    ),
    CheckKind.PAPERS: (UNKNOWN, COMMUNE, {"individual_papers": 0, "collective_papers": 0}),
    CheckKind.AGENDA_TIME: (POINTED_OUT, COMMUNE, {"agenda": (AgendaItem(content="report", minutes=500),)}),
    CheckKind.STAGING: (POINTED_OUT, COMMUNE, {"is_online": True}),
    CheckKind.DATES_IN_ORDER: (BROKEN, COMMUNE, {"signed_on": date(2020, 3, 13)}),
    CheckKind.ONE_HALF_DAY: (KEPT, COMMUNE, {}),
    CheckKind.DAY_OFF: (POINTED_OUT, COMMUNE, {"held_on": SUNDAY}),
    CheckKind.COVERED_BY_ORDER: (KEPT, COMMUNE, {"held_on": date(2020, 6, 4), "orders": (order(OrderKind.MOVE),)}),
    CheckKind.SUMS: (BROKEN, COMMUNE, {"total": 1}),
}

OF_REPORTS: dict[CheckKind, tuple[Weights, dict[str, Any]]] = {
    CheckKind.HONOURS: (UNKNOWN, {"honours": ()}),
    CheckKind.HONOURED_KINDS: (POINTED_OUT, {"honours": HONOURS[:1]}),
    CheckKind.PUT_FORWARD: (UNKNOWN, {"honours": (replace(HONOURS[0], put_forward=""),)}),
    CheckKind.HONOURED_MOVEMENTS: (LACKING, {"honours": (replace(HONOURS[0], movement="Phong trào khác"),)}),
    CheckKind.FOSTERING: (LACKING, {}),
    CheckKind.PAPER_FIELDS: (LACKING, {"papers": (replace(PAPERS[0], field=""),)}),
    CheckKind.LESSONS: (LACKING, {"lessons": ""}),
}

OF_LISTS: dict[CheckKind, Weights] = {CheckKind.ADOPTED_LIST: BROKEN}


def weighed(rule: str, kind: RuleKind) -> Campaign:
    """The made-up province, whose plan has this rule as one of this kind."""
    rules = (replace(entry, kind=kind) if entry.id == rule else entry for entry in campaign().rules)
    return campaign(rules=tuple(rules))


def of_list(of: Campaign, rule: str) -> Finding:
    """What is found of a list with somebody on it whom nobody adopted."""
    unknown = attending_list("H2", [delegate("Lê Thị Chi")])
    examination = ListExamination(
        delegate_list=unknown,
        upper=DISTRICT,
        senders={"X1"},
        names={},
        adopted={"X1": Adopted(delegates=(delegate("Lê Văn An"),))},
        quotas={"X1": 1},
        categories={"exemplar": "Gương tiêu biểu"},
        clauses={entry.id: entry.clause for entry in of.rules},
        rule="T120",
        derived=rule,
    )
    return next(finding for finding in check_list(examination, of) if finding.rule == rule)


def found(check: CheckKind, kind: RuleKind) -> Finding:
    """What is found under the rule of this check, of this kind, where somebody goes against it."""
    rule = RULE_OF[check]
    of = weighed(rule, kind)
    if check in OF_PLANS:
        _, unit, changes = OF_PLANS[check]
        return checking.findings_of(unit, of=of, **changes)[rule]
    if check in OF_REPORTS:
        return good_reports.findings_of(COMMUNE, of=of, **OF_REPORTS[check][1])[rule]
    return of_list(of, rule)


def test_every_check_is_weighed() -> None:
    """A check that is added says here what each kind of rule makes of it."""
    assert {*OF_PLANS, *OF_REPORTS, *OF_LISTS} == set(CheckKind)


@pytest.mark.parametrize("check", CheckKind)
@pytest.mark.parametrize("kind", RuleKind)
def test_the_campaigns_kind_decides_the_weight(check: CheckKind, kind: RuleKind) -> None:
    """A rule that binds is broken; one that encourages, leaves open or is for a reader to judge, by nobody."""
    told = {**{key: row[0] for key, row in OF_PLANS.items()}, **{key: row[0] for key, row in OF_REPORTS.items()}}
    weights = (told | OF_LISTS)[check]
    column = [RuleKind.HARD, RuleKind.READER, RuleKind.SOFT, RuleKind.OPEN]
    finding = found(check, kind)
    assert finding.verdict is weights[column.index(kind) if kind in column else -1]
    assert "{" not in finding_sentence(finding)


@pytest.mark.parametrize(
    ("kind", "words"), [(RuleKind.HARD, "không đúng quy định"), (RuleKind.SOFT, "kế hoạch không cấm")]
)
def test_a_ban_is_not_told_as_none(kind: RuleKind, words: str) -> None:
    """Whoever meets on a day off reads whether the plan forbids it, of a plan and of a report."""
    of = weighed("T146", kind)
    for found_on in (checking.findings_of, good_reports.findings_of):
        assert words in finding_sentence(found_on(COMMUNE, of=of, held_on=SUNDAY)["T146"])


@pytest.mark.parametrize("rule", ["T041", "T047", "T049", "T119"])
def test_what_a_level_names_is_weighed_too(rule: str) -> None:
    """Name, cap, window, period: where the plan only encourages them, another one is noted."""
    wrong: dict[str, Any] = {
        "conference_name": "Hội nghị khác",
        "delegates": {"exemplar": 101},
        "total": 101,
        "held_on": date(2020, 4, 2),
        "launch_period": "2021-2026",
    }
    kinds = {RuleKind.HARD: BREACH, RuleKind.DATA: BREACH, RuleKind.SOFT: NOTE, RuleKind.READER: ASK}
    for kind, verdict in kinds.items():
        assert checking.findings_of(COMMUNE, of=weighed(rule, kind), **wrong)[rule].verdict is verdict


def test_an_order_binds_whatever_the_plans_own_rule_does() -> None:
    """A window that the plan recommends and an order lays down."""
    moved = (order(OrderKind.MOVE),)
    given = checking.findings_of(COMMUNE, of=weighed("T049", RuleKind.SOFT), held_on=date(2020, 7, 2), orders=moved)
    assert given["T049"].verdict is BREACH
