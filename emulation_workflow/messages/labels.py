"""Names of verdicts, acts, forms and counts on screen, on paper and in letters."""

from collections.abc import Mapping

from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.calendar import EXTRA_DAY_OFF, SWAPPED_DAY_OFF, WEEKEND
from emulation_workflow.domain.campaign import AttendanceMode, Campaign
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import Party

VERDICTS: Mapping[Verdict, str] = {
    Verdict.OK: "Đạt",
    Verdict.BREACH: "Trái quy định",
    Verdict.ASK: "Cần làm rõ",
    Verdict.NOT_SPECIFIED: "Kế hoạch không nêu",
    Verdict.NOTE: "Lưu ý",
}

ATTENDANCE: Mapping[AttendanceMode, str] = {
    AttendanceMode.PLENARY: "hội nghị toàn thể",
    AttendanceMode.DELEGATES: "hội nghị đại biểu",
}

PARTIES: Mapping[Party, str] = {Party.COLLECTIVE: "tập thể", Party.INDIVIDUAL: "cá nhân"}

HEADCOUNT: Mapping[str, str] = {
    "cadres": "cán bộ",
    "civil_servants": "công chức",
    "public_employees": "viên chức",
    "employees": "người lao động",
}

PAPER_PARTS: Mapping[str, str] = {"number": "số, ký hiệu", "date": "ngày ký", "signer": "người ký"}

DAYS_OFF: Mapping[str, str] = {
    WEEKEND: "cuối tuần",
    EXTRA_DAY_OFF: "ngày nghỉ riêng",
    SWAPPED_DAY_OFF: "ngày nghỉ hoán đổi",
}
"""Reasons other than holidays, which have names of their own."""

ACTS: Mapping[Act, str] = {
    Act.SUBMIT: "Trình kế hoạch",
    Act.ENDORSE: "Thẩm định đạt, trình cấp có thẩm quyền",
    Act.SEND_BACK: "Trả lại để hoàn thiện",
    Act.AGREE: "Đồng ý",
    Act.AGREE_WITH_CHANGES: "Đồng ý, có yêu cầu chỉnh sửa",
    Act.DISAGREE: "Không đồng ý",
    Act.CONFIRM: "Xác nhận đã chỉnh sửa",
    Act.WITHDRAW: "Rút kế hoạch",
    Act.CHANGE_PLAN: "Thay đổi kế hoạch",
}

CHANNELS: Mapping[Channel, str] = {
    Channel.RUN_FORM: "biểu mẫu trả lời",
    Channel.PAPER: "văn bản giấy",
    Channel.INTAKE_FORM: "biểu mẫu tiếp nhận",
    Channel.INTAKE_FOLDER: "tệp do đơn vị gửi",
    Channel.MAILBOX: "thư điện tử",
    Channel.COMMAND: "{board} nhập từ văn bản giấy",
    Channel.PAGE: "trang làm việc",
}

WORDS_FORGOTTEN = "(Thư đã gửi quá thời hạn lưu, nội dung không còn được giữ.)"
NO_LINK = "theo địa chỉ đã thông báo"
"""Stands in a letter where the link to the pages would, while they are reached from one machine alone."""

SEAL_KEEPER = "Nơi lưu niêm phong hồ sơ"
"""Whom the letter with a day's seal addresses: whoever keeps it, by no name that is known."""

CONFERENCE = "Hội nghị"
"""What a conference is called where the plan fixes no name."""


def event_name(campaign: Campaign, unit_level: str) -> str:
    """Return what the plan calls the conference of units of this level, or the congress."""
    level = campaign.level_of(unit_level)
    if level is not None and level.conference is not None:
        return next(iter(level.conference.names), CONFERENCE)
    return campaign.congress.name if campaign.congress else CONFERENCE


def conference_of(campaign: Campaign, unit: Unit) -> str:
    """Return what the plan calls the unit's own conference, with its place, for several have that name."""
    name, level = event_name(campaign, unit.level), campaign.level_of(unit.level)
    if level is None or level.conference is None:
        return name
    return f"{name} {unit.name[:1].lower()}{unit.name[1:]}"
