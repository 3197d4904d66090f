"""Words about difficulties, for staff and units."""

from collections.abc import Mapping

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.difficulties import BOARD, COMMITTEE, DifficultyStage, DifficultyStep
from emulation_workflow.messages.names import filled

STAGES: Mapping[DifficultyStage, str] = {
    DifficultyStage.WITH_BOARD: "{board} đang xem xét",
    DifficultyStage.WITH_COMMITTEE: "chờ cấp có thẩm quyền",
    DifficultyStage.CLOSED: "đã trả lời",
}

STEP_NAMES: Mapping[DifficultyStep, str] = {
    DifficultyStep.ANSWERED: "{board} trả lời đơn vị",
    DifficultyStep.TAKEN_UP: "Báo cáo cấp có thẩm quyền",
    DifficultyStep.SETTLED: "Cấp có thẩm quyền đã giải quyết",
    DifficultyStep.REOPENED: "Mở lại",
}


def step_names(campaign: Campaign) -> Mapping[DifficultyStep, str]:
    """Return what the steps are called, in the campaign's words."""
    return {step: filled(name, campaign) for step, name in STEP_NAMES.items()}


STANDS = "đang ở {holder}, {age} ngày kể từ ngày phản ánh"
CLOSED = "đã trả lời sau {age} ngày"

HOLDERS: Mapping[str, str] = {BOARD: "{board}", COMMITTEE: "cấp có thẩm quyền", "": ""}
"""Who is waited for, where the campaign names no role for it; filled with the campaign's words."""
