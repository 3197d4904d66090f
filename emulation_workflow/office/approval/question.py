"""What the acting party is asked at a stage of the chain."""

from emulation_workflow.domain.campaign import StepKind
from emulation_workflow.messages.names import decision_words, step_words
from emulation_workflow.office.approval.docket import Docket
from emulation_workflow.office.letters import letter_context


def question_at_stage(docket: Docket) -> letter_context.Context:
    """Return what the acting party is asked at this stage, in the words of form and letter."""
    step = docket.gate.step(docket.case.stage)
    kinds = {StepKind.ENDORSEMENT: "endorsement", StepKind.OPINION: "opinion"}
    pilot = docket.pilot_without_day if is_day_asked(docket) else None
    return {
        "asks": kinds[step.kind] if step else "confirmation",
        "gives": step_words(step) if step else "",
        "stage_name": docket.stage_name,
        "choices": [*decision_words(docket.gate, docket.case.stage).values()],
        "asked_changes": docket.case.asked_changes,
        "recorded_by": docket.office.campaign.role(docket.gate.recorded_by).name if docket.gate.recorded_by else "",
        "asks_day": pilot is not None,
        "proposal_words": pilot.proposal_words if pilot else "",
    }


def is_day_asked(docket: Docket) -> bool:
    """Return whether an opinion is asked to fix the day: only for a pilot that the plan gives none (A07)."""
    step = docket.gate.step(docket.case.stage)
    return step is not None and step.kind is StepKind.OPINION and docket.pilot_without_day is not None
