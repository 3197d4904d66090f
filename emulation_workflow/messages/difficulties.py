"""Words about difficulties, for staff and units."""

from collections.abc import Mapping

from emulation_workflow.domain.difficulties import BOARD, COMMITTEE, DifficultyStage, DifficultyStep

STAGES: Mapping[DifficultyStage, str] = {
    DifficultyStage.WITH_BOARD: "Ban đang xem xét",
    DifficultyStage.WITH_COMMITTEE: "chờ cấp có thẩm quyền",
    DifficultyStage.CLOSED: "đã trả lời",
}

STEP_NAMES: Mapping[DifficultyStep, str] = {
    DifficultyStep.ANSWERED: "Ban trả lời đơn vị",
    DifficultyStep.TAKEN_UP: "Báo cáo cấp có thẩm quyền",
    DifficultyStep.SETTLED: "Cấp có thẩm quyền đã giải quyết",
    DifficultyStep.REOPENED: "Mở lại",
}

STANDS = "đang ở {holder}, {age} ngày kể từ ngày phản ánh"
CLOSED = "đã trả lời sau {age} ngày"

HOLDERS: Mapping[str, str] = {BOARD: "Ban", COMMITTEE: "cấp có thẩm quyền", "": ""}
"""Who is waited for, where the campaign names no role for it."""
