"""A few lines of a campaign file, a right and a wrong unit plan, and what the program says, as YAML files tell them."""

from pathlib import Path

import pytest

from tests.cases.campaign_cases import (
    KINDS,
    CampaignCase,
    called_in,
    cases,
    cited_in,
    faults_of,
    owed_in,
    page,
    passed_of,
    refused_in,
    said_of,
    steps_of,
    warnings_of,
)

PAGE = Path(__file__).parents[2] / "docs" / "campaign-cases.md"
EVERY = [(name, case) for name, listed in cases().items() for case in listed]


@pytest.mark.parametrize("case", [case for _, case in EVERY], ids=[f"{name}: {case.case}" for name, case in EVERY])
def test_what_a_few_lines_do(case: CampaignCase, tmp_path: Path) -> None:
    """The right plan is sound, the wrong one is told so in these words; days, steps, papers and faults as written."""
    if case.fault:
        told = faults_of(case, tmp_path)
        assert [sentence.startswith(case.fault) for sentence in told] == [True], told
        return
    if case.right is not None:
        assert said_of(case, case.right, tmp_path) == []
    if case.wrong is not None:
        assert said_of(case, case.wrong, tmp_path) == [case.says]
    owed = owed_in(case, tmp_path)
    assert {task: owed.get(task, "") for task in case.owes} == case.owes
    if case.refused:
        assert refused_in(case, tmp_path) == [case.refused]
    if case.passes:
        assert steps_of(case, tmp_path) == case.passes
    if case.passed:
        assert passed_of(case, tmp_path) == case.passed
    called = called_in(case, tmp_path)
    assert {code: called[code] for code in case.called} == case.called
    if case.warns:
        assert [told for told in warnings_of(case, tmp_path) if told.startswith(case.warns)] != []
    if case.papers:
        assert cited_in(case, tmp_path) == case.papers


def test_each_kind_that_a_plan_speaks_of_has_cases() -> None:
    """Windows, due days, numbers, bodies, history, orders: each with something right and something wrong or refused."""
    assert list(cases()) == list(KINDS)
    for listed in cases().values():
        assert any(case.wrong or case.fault or case.owes for case in listed)


def test_the_page_for_clerks_is_what_is_played_here() -> None:
    """`python -m tests.cases.campaign_cases > docs/campaign-cases.md` renews it."""
    assert PAGE.read_text(encoding="utf-8").strip() == page().strip()
