"""What a gate does is said by its own steps: a plan that is only appraised gets no opinion in any letter."""

import dataclasses

import pytest

from emulation_workflow.domain.campaign import Gate, GateStep, GateWord, StepKind
from emulation_workflow.messages.names import gate_words
from tests.support.builders import campaign

APPRAISED, GIVEN = StepKind.ENDORSEMENT, StepKind.OPINION


def _gate(*kinds: StepKind, word: GateWord = GateWord.OPINION) -> Gate:
    whole = campaign().gate
    assert whole is not None
    step: GateStep = whole.steps[0]
    return dataclasses.replace(whole, steps=tuple(dataclasses.replace(step, kind=kind, word=word) for kind in kinds))


@pytest.mark.parametrize(
    ("gate", "passed", "chain", "results"),
    [
        (_gate(APPRAISED, GIVEN), "được thẩm định và có ý kiến", "thẩm định và xin ý kiến", "thẩm định, ý kiến"),
        (_gate(APPRAISED), "được thẩm định", "thẩm định", "thẩm định"),
        (_gate(GIVEN), "có ý kiến", "xin ý kiến", "ý kiến"),
        (_gate(GIVEN, APPRAISED), "có ý kiến và được thẩm định", "xin ý kiến và thẩm định", "ý kiến, thẩm định"),
        (_gate(GIVEN, word=GateWord.APPROVAL), "được phê duyệt", "phê duyệt", "ý kiến phê duyệt"),
    ],
)
def test_only_what_the_gate_does_is_said(gate: Gate, passed: str, chain: str, results: str) -> None:
    words = gate_words(campaign(gate=gate))
    assert (words["passed"], words["chain"], words["results"]) == (passed, chain, results)
