"""Words of reminders, of the daily digest and of the tables of late units."""

from collections.abc import Mapping

from emulation_workflow.domain.campaign import Recipient
from emulation_workflow.domain.schedule.standing import DueStanding
from emulation_workflow.messages.formats import padded

RECIPIENTS: Mapping[Recipient, str] = {
    Recipient.UNIT: "đơn vị",
    Recipient.UNIT_HEAD: "người đứng đầu đơn vị",
    Recipient.UPPER_UNIT: "cơ quan cấp trên trực tiếp",
    Recipient.BOARD: "cơ quan thường trực",
    Recipient.COMMITTEE: "cơ quan có thẩm quyền",
}
"""Recipients of escalation steps; for Board and Committee the campaign's own name of the role is preferred."""

STANDINGS: Mapping[DueStanding, str] = {
    DueStanding.OVERDUE: "Quá hạn",
    DueStanding.SOON: "Sắp đến hạn",
    DueStanding.LATER: "Chưa đến hạn",
    DueStanding.NOT_STATED: "Chưa có mốc (kế hoạch không nêu)",
    DueStanding.SUSPENDED: "Tạm dừng",
    DueStanding.CANCELLED: "Không thực hiện",
    DueStanding.DONE: "Đã xong",
}

LATE = "quá hạn {days} ngày"
DUE_TODAY = "đến hạn hôm nay"
AHEAD = "còn {days} ngày"

ASKED_OF_BOARD = "Đề nghị {board} trực tiếp làm việc với các đơn vị này."
ASKED_OF_UPPER = "Đề nghị chỉ đạo, đôn đốc các đơn vị thực hiện."
FOR_INFORMATION = "Gửi để biết, theo dõi."
REPORTED = "{board} kính báo cáo tình hình thực hiện Kế hoạch của các đơn vị dưới đây, để Ông/Bà biết."
THE_UNITS = "các đơn vị nêu trên"


def days_words(days_late: int) -> str:
    """Return how many calendar days it is overdue, or how many are left."""
    if days_late > 0:
        return LATE.format(days=padded(days_late))
    return AHEAD.format(days=padded(-days_late)) if days_late else DUE_TODAY
