"""What a gate does is said by its own steps: a plan that is only appraised gets no opinion in any letter."""

import dataclasses

import pytest

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.campaign import Gate, GateStep, GateWord, StepKind
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.messages import sentence
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.messages.names import (
    decision_named,
    decision_words,
    decisions_of_gate,
    gate_words,
    passed_words,
    plan_named,
    step_words,
)
from tests.support.builders import campaign


def _step(kind: StepKind, word: GateWord | None = None) -> GateStep:
    whole = campaign().gate
    assert whole is not None
    return dataclasses.replace(whole.steps[0], kind=kind, word=word)


def _gate(*steps: GateStep) -> Gate:
    whole = campaign().gate
    assert whole is not None
    return dataclasses.replace(whole, steps=steps)


APPRAISED, GIVEN = _step(StepKind.ENDORSEMENT), _step(StepKind.OPINION)
REVIEWED = _step(StepKind.ENDORSEMENT, GateWord.REVIEW)
COMMENTED = _step(StepKind.ENDORSEMENT, GateWord.COMMENT)
HEARD = _step(StepKind.ENDORSEMENT, GateWord.OPINION)
APPROVED = _step(StepKind.OPINION, GateWord.APPROVAL)
SIGNED = _step(StepKind.ENDORSEMENT, GateWord.APPROVAL)


@pytest.mark.parametrize(
    ("gate", "passed", "chain", "results"),
    [
        (_gate(APPRAISED, GIVEN), "được thẩm định và có ý kiến", "thẩm định và xin ý kiến", "thẩm định, ý kiến"),
        (_gate(APPRAISED), "được thẩm định", "thẩm định", "thẩm định"),
        (_gate(GIVEN), "có ý kiến", "xin ý kiến", "ý kiến"),
        (_gate(GIVEN, APPRAISED), "có ý kiến và được thẩm định", "xin ý kiến và thẩm định", "ý kiến, thẩm định"),
        (_gate(APPROVED), "được phê duyệt", "phê duyệt", "ý kiến phê duyệt"),
        (_gate(REVIEWED), "được xem xét", "xem xét", "xem xét"),
        (
            _gate(REVIEWED, HEARD, APPRAISED),
            "được xem xét, có ý kiến và được thẩm định",
            "xem xét, xin ý kiến và thẩm định",
            "xem xét, ý kiến, thẩm định",
        ),
        (_gate(HEARD, APPROVED), "có ý kiến và được phê duyệt", "xin ý kiến và phê duyệt", "ý kiến, ý kiến phê duyệt"),
    ],
)
def test_only_what_the_gate_does_is_said(gate: Gate, passed: str, chain: str, results: str) -> None:
    words = gate_words(campaign(gate=gate))
    assert (words["passed"], words["chain"], words["results"]) == (passed, chain, results)


@pytest.mark.parametrize(
    ("step", "does", "passes"),
    [
        (APPRAISED, "thẩm định", "Thẩm định đạt"),
        (REVIEWED, "xem xét", "Nhất trí"),
        (COMMENTED, "góp ý đối với", "Nhất trí"),
        (HEARD, "cho ý kiến đối với", "Nhất trí"),
        (APPROVED, "phê duyệt", "Phê duyệt"),
    ],
)
def test_each_step_is_said_in_the_plans_word_and_hands_on_only_where_a_step_follows(
    step: GateStep, does: str, passes: str
) -> None:
    """“Trình cấp có thẩm quyền” is false where nobody comes after."""
    assert step_words(step) == does
    assert passed_words(step, is_last=True) == passes
    assert passed_words(step, is_last=False) == f"{passes}, trình cấp có thẩm quyền"


@pytest.mark.parametrize(
    ("steps", "judge"),
    [((COMMENTED, APPRAISED, GIVEN), "thẩm định"), ((REVIEWED,), "xem xét"), ((GIVEN,), "thẩm định")],
)
def test_papers_speak_of_the_step_that_appraises(steps: tuple[GateStep, ...], judge: str) -> None:
    """Whoever comments first has written no report of appraisal."""
    assert gate_words(campaign(gate=_gate(*steps)))["judge"] == judge


def test_decisions_bear_the_plans_word_and_are_read_in_the_stored_spelling_too() -> None:
    """Nobody who comments is asked whether they appraise; forms that wait since before offer that spelling alone."""
    steps = (dataclasses.replace(COMMENTED, stage="COMMENT"), APPRAISED)
    asked, whole = _gate(*steps), campaign().gate
    assert whole is not None
    assert [*decision_words(asked, "COMMENT").values()] == ["Nhất trí, trình cấp có thẩm quyền", ACTS[Act.SEND_BACK]]
    assert decision_words(asked, APPRAISED.stage)[Act.ENDORSE] == "Thẩm định đạt"
    assert decisions_of_gate(asked)[Act.ENDORSE] == "Nhất trí, trình cấp có thẩm quyền / Thẩm định đạt"
    assert decision_words(whole, APPRAISED.stage) == {act: ACTS[act] for act in (Act.ENDORSE, Act.SEND_BACK)}
    names = {*decision_words(asked, "COMMENT").values(), *decisions_of_gate(asked).values(), "Thẩm định đạt"}
    assert {decision_named(asked, name) for name in names} == {Act.ENDORSE, Act.SEND_BACK}
    assert decision_named(asked, ACTS[Act.ENDORSE]) is Act.ENDORSE
    assert decision_named(asked, "Gật đầu") is None


def test_a_refused_act_is_called_by_the_plans_own_word() -> None:
    """Whoever reads that something cannot be done knows it by the name on the form."""
    refused = Problem(code=ProblemCode.ACT_NOT_ALLOWED, params={"stage": "Chờ góp ý", "act": Act.ENDORSE})
    told = {word: sentence(refused, campaign(gate=gate)) for word, gate in (("", None), ("Phê duyệt", _gate(SIGNED)))}
    assert [f"“{word or ACTS[Act.ENDORSE]}”" in words for word, words in told.items()] == [True, True]


@pytest.mark.parametrize(
    ("number", "named"),
    [
        ("2297/KH-UBND", "Kế hoạch số 2297/KH-UBND"),
        ("14/HD-BTV", "Hướng dẫn số 14/HD-BTV"),
        ("08-CTr/TU", "Chương trình số 08-CTr/TU"),
        ("05/qđ-ubnd", "Quyết định số 05/qđ-ubnd"),
        ("118/TCT", "Kế hoạch số 118/TCT"),
    ],
)
def test_a_plan_is_called_what_its_number_says_it_is(number: str, named: str) -> None:
    """A guidance is no plan to whoever received it."""
    whole = campaign()
    assert plan_named(dataclasses.replace(whole, plan=dataclasses.replace(whole.plan, number=number))) == named
