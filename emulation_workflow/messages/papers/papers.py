"""What stands on every paper whatever it is about, and what staff read where papers are made."""

from collections.abc import Mapping
from datetime import date, time

from emulation_workflow.domain.campaign import HalfDay
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.forms.fields import FieldWords

KINDS: Mapping[PaperKind, str] = {
    PaperKind.APPRAISAL_REPORT: "Báo cáo thẩm định",
    PaperKind.SUBMISSION: "Tờ trình",
    PaperKind.OPINION: "Công văn cho ý kiến (dự thảo)",
    PaperKind.REMINDER: "Công văn đôn đốc",
    PaperKind.INVITATION: "Giấy mời",
    PaperKind.ADJUSTMENT: "Thông báo điều chỉnh",
    PaperKind.RESULT_REPORT: "Báo cáo kết quả",
    PaperKind.CONSOLIDATED_REPORT: "Báo cáo tổng hợp",
    PaperKind.DELEGATE_LIST: "Danh sách đại biểu",
}

NUMBER_ROOM = "       "
"""Room in a number for what the clerk writes in."""

PLACE_AND_DAY = "{place}, ngày {day:02d} tháng {month} năm {year}"
ABOUT = "V/v {subject}"
ADDRESSED = "Kính gửi:"
COPIES = "Nơi nhận:"
ANNEX = "Phụ lục {number}"
ONLY_ANNEX = "Phụ lục"
WITH_PAPER = "(Kèm theo {title} số {number} ngày {day:02d} tháng {month} năm {year} của {issuer})"
LETTER = "Công văn"
TOTALS = "Tổng cộng"
UNSTATED = "…"
UNSTATED_NOTE = "Ghi chú: “…” là chưa có số liệu."
UNSTATED_CELLS = "Ô số lượng để trống: chưa có số liệu."

SOURCE = "Lập từ dữ liệu đến ngày {as_of:day}; thể thức theo {format}. Dòng này để đối chiếu, xóa trước khi ban hành."
FICTIONAL = "Chiến dịch giả định: văn bản này không có giá trị."
SOURCE_PLAN = "Dữ liệu kế hoạch chung"
SOURCE_HASH = "{name}: SHA-256 {sha256}"

SOURCE_SHEET = "Nguồn dữ liệu"

PROPOSALS: Mapping[Verdict, str] = {
    Verdict.OK: "Thống nhất",
    Verdict.BREACH: "Đề nghị đơn vị chỉnh sửa",
    Verdict.ASK: "Đề nghị làm rõ",
    Verdict.NOT_SPECIFIED: "Đề nghị cho ý kiến, nếu cần",
    Verdict.NOTE: "Lưu ý khi thực hiện",
}
"""What the Board proposes on a finding of each kind."""

FIELDS: Mapping[str, FieldWords] = {
    "paper_form": FieldWords(title="Lập văn bản"),
    "paper_kind": FieldWords(title="Loại văn bản", about="Bắt buộc chọn."),
    "paper_unit": FieldWords(
        title="Đơn vị",
        about="Tên hoặc mã đơn vị mà văn bản nói đến. Để trống đối với Công văn đôn đốc, Báo cáo tổng hợp.",
    ),
    "paper_date": FieldWords(
        title="Ngày văn bản", about="Ngày/tháng/năm, quyết định thể thức áp dụng. Để trống thì lấy ngày hôm nay."
    ),
    "paper_number": FieldWords(title="Số văn bản", about="Để trống thì chừa chỗ cho văn thư."),
    "paper_order": FieldWords(
        title="Số văn bản điều chỉnh",
        about="Chỉ ghi khi lập Thông báo điều chỉnh: số của văn bản đã nhập, ví dụ 1048/UBND.",
    ),
    "paper_as_of": FieldWords(
        title="Số liệu đến ngày", about="Ngày/tháng/năm, chỉ dùng cho Báo cáo tổng hợp. Để trống thì lấy ngày văn bản."
    ),
    "paper_signer": FieldWords(title="Người ký", about="Họ tên hoặc mã số trong danh sách; để trống thì chưa ghi tên."),
}
"""Titles and explanations of what staff fill in."""

PAPER_MADE = "Đã lập {kind}: {files}."
PAPER_ABOUT = "{kind}: {subject}"

INPUT_PLAN = "kế hoạch của {unit}, bản thứ {version}"

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
MORNING, AFTERNOON = "buổi sáng", "buổi chiều"
NOON = time(12)
SESSION = "{hours}{half} {weekday}, ngày {day}"
HOURS = "từ {start} đến {end}, "
START = "{start}, "


def session_words(day: date | None, start: time | None, end: time | None, half_day: HalfDay | None) -> str:
    """Return when a conference is held, as invitations say it; "" if no day is known."""
    if day is None:
        return ""
    half = ""
    if start is not None:
        half = MORNING if start < (half_day.morning_end if half_day else NOON) else AFTERNOON
    hours = ""
    if start is not None:
        hours = (
            HOURS.format(start=hour_words(start), end=hour_words(end)) if end else START.format(start=hour_words(start))
        )
    return SESSION.format(hours=hours, half=half, weekday=WEEKDAYS[day.weekday()], day=day_words(day)).strip()


def hour_words(at: time) -> str:
    """Return the time as official papers write it: 7 giờ 30, 14 giờ 00."""
    return f"{at.hour} giờ {at.minute:02d}"


INPUT_URGED = "danh sách đơn vị chưa thực hiện"
INPUT_ORDER = "văn bản số {number}"
OF_LEVEL = "{level}: {number} đơn vị"
INPUT_REPORT = "báo cáo kết quả của {unit}, bản thứ {version}"
INPUT_LIST = "danh sách đại biểu của {unit}"
INPUT_FIGURES = "số liệu tổng hợp"
INPUT_REPORTS = "{number} báo cáo kết quả đã dùng"
VERSION_USED = "bản thứ {version} ({sha256})"
VERSION_TAKEN_OVER = "bản thứ {version} của {unit} ({sha256})"
RESERVE = "Dự khuyết"

HELD: Mapping[str, str] = {
    "in_time": "đúng hạn",
    "in_time_by_order": "đúng hạn theo văn bản số {order}",
    "late": "muộn",
    "not_held": "chưa tổ chức, đã quá hạn",
    "not_due": "chưa đến hạn",
    "not_owed": "không phải tổ chức theo văn bản số {order}",
}
"""How a unit stands to its conference, by `domain.roll_up.figures.HOLDING`."""
