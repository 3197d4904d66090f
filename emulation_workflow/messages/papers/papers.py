"""What stands on every paper whatever it is about, and what staff read where papers are made."""

from collections.abc import Mapping
from datetime import date, time

from emulation_workflow.domain.campaign import Campaign, HalfDay
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.formats import hour_words
from emulation_workflow.messages.forms.fields import FieldWords
from emulation_workflow.messages.names import filled

KINDS: Mapping[PaperKind, str] = {
    PaperKind.APPRAISAL_REPORT: "Báo cáo {opinion_judge}",
    PaperKind.SUBMISSION: "Tờ trình",
    PaperKind.OPINION: "Công văn {opinion_give} (dự thảo)",
    PaperKind.REMINDER: "Công văn đôn đốc",
    PaperKind.INVITATION: "Giấy mời",
    PaperKind.ADJUSTMENT: "Thông báo điều chỉnh",
    PaperKind.RESULT_REPORT: "Báo cáo kết quả",
    PaperKind.CONSOLIDATED_REPORT: "Báo cáo tổng hợp",
    PaperKind.DELEGATE_LIST: "Danh sách đại biểu",
}


def kind_names(campaign: Campaign) -> Mapping[PaperKind, str]:
    """Return what each kind of paper is called, in the campaign's words."""
    return {kind: filled(name, campaign) for kind, name in KINDS.items()}


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
KEPT, KEPT_BY = "- Lưu: VT.", "- Lưu: VT, {drafter}."
"""The last of those who get a copy: the registry, and who drafted it."""

DRAFT = "DỰ THẢO ({why})"
NOT_APPRAISED = "chưa có kết quả {opinion_judge} của {board}"
NO_OPINION = "chưa có {opinion_noun} của người có thẩm quyền"
WITHDRAWN = "đơn vị đã rút Kế hoạch"
NOT_CLEARED = "Kế hoạch chưa được đồng ý thực hiện"
DATED_EARLY = "ngày văn bản trước ngày {what}: {day}"
ENDORSED, ANSWERED = "có kết quả {opinion_judge}", "{opinion_had}"
SIGNED, AGREED = "ký Kế hoạch", "Kế hoạch được đồng ý thực hiện"
HELD_THEN, ORDERED, ADOPTED = "tổ chức hội nghị", "ban hành văn bản số {number}", "thông qua danh sách"
DATED_BACK = "văn bản ghi ngày {day}, danh sách theo số liệu hiện có ngày {today}"
HOW_SIGNED = "cần ghi TL. hoặc TUQ. trước chức vụ của người được ký thay"
DAY_PASSED = "đã qua ngày tổ chức theo Kế hoạch: {day}"
STOPPED_BY = "hội nghị {stopped} theo văn bản số {order}"
NOT_IN_WINDOW = "ngày tổ chức {day} không thuộc thời gian tại văn bản số {order}: {window}"
TOTALS = "Tổng cộng"
UNSTATED = "…"
UNSTATED_NOTE = "Ghi chú: “…” là chưa có số liệu."
UNSTATED_CELLS = "Ô số lượng để trống: chưa có số liệu."

SOURCE = "Lập từ dữ liệu đến ngày {as_of:day}; thể thức theo {format}"
FICTIONAL = "Dữ liệu giả định: văn bản này không có giá trị."
SOURCE_PLAN = "Dữ liệu kế hoạch chung"
SOURCE_HASH = "{name}: SHA-256 {sha256}"

SOURCE_SHEET = "Nguồn dữ liệu"

PROPOSALS: Mapping[Verdict, str] = {
    Verdict.OK: "Thống nhất",
    Verdict.BREACH: "Đề nghị đơn vị chỉnh sửa",
    Verdict.ASK: "Đề nghị làm rõ",
    Verdict.NOT_SPECIFIED: "Đề nghị xem xét thêm, nếu cần",
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
        about="Chỉ ghi khi lập Thông báo điều chỉnh: số của văn bản đã nhập, ví dụ 1048/{symbol}.",
    ),
    "paper_as_of": FieldWords(
        title="Số liệu đến ngày", about="Ngày/tháng/năm, chỉ dùng cho Báo cáo tổng hợp. Để trống thì lấy ngày văn bản."
    ),
    "paper_signer": FieldWords(title="Người ký", about="Chọn trong danh sách; để trống thì chưa ghi tên."),
}
"""Titles and explanations of what staff fill in."""

PAPER_MADE = "Đã lập {kind}: {files}."
PAPER_ABOUT = "{kind}: {subject}"

INPUT_PLAN = "kế hoạch của {unit}, gửi lần thứ {version}"

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
MORNING, AFTERNOON = "buổi sáng", "buổi chiều"
NOON = time(12)
SESSION = "{weekday}, ngày {day}"
HOURS = "từ {start} đến {end}"


def session_hours(start: time | None, end: time | None) -> str:
    """Return from when to when a conference is held; "" if it is not known when it begins."""
    if start is None or end is None:
        return hour_words(start) if start else ""
    return HOURS.format(start=hour_words(start), end=hour_words(end))


def session_words(day: date | None, start: time | None, end: time | None, half_day: HalfDay | None) -> str:
    """Return when a conference is held, as invitations say it; "" if no day is known.

    Hours that reach over noon are of no half of the day.
    """
    if day is None:
        return ""
    noon = half_day.morning_end if half_day else NOON
    half = ""
    if start is not None and (start >= noon or end is None or end <= noon):
        half = MORNING if start < noon else AFTERNOON
    hours = session_hours(start, end)
    on = SESSION.format(weekday=WEEKDAYS[day.weekday()], day=day_words(day))
    return f"{hours}, {half} {on}" if half else ", ".join(filter(None, (hours, on)))


OWED_LINE = "{task} ({clause}; hạn {day})"
INPUT_URGED = "danh sách đơn vị chưa thực hiện"
INPUT_ORDER = "văn bản số {number}"
AND_OTHERS = "{units} và {number} đơn vị khác"
OF_LEVEL = "{level}: {number} đơn vị"
INPUT_REPORT = "báo cáo kết quả của {unit}, gửi lần thứ {version}"
INPUT_LIST = "danh sách đại biểu của {unit}"
CITED = "{named} ngày {day} của {issuer}"
CITED_ABOUT = "{cited} về {title}"
"""A document that the plan rests on, or that goes with it."""

FORMER = "{name} năm {year}"
FORMER_WITH_THEME = "{name} năm {year}, chủ đề “{theme}”"
"""A congress before this one."""

INPUT_FIGURES = "số liệu tổng hợp"
INPUT_REPORTS = "{number} báo cáo kết quả đã dùng"
VERSION_USED = "gửi lần thứ {version}"
VERSION_TAKEN_OVER = "gửi lần thứ {version} của {unit}"
RESERVE = "Dự khuyết"

HELD: Mapping[str, str] = {
    "in_time": "đúng hạn",
    "in_time_by_order": "đúng hạn theo văn bản số {order}",
    "late": "không đúng thời gian quy định",
    "not_held": "chưa tổ chức, đã quá hạn",
    "not_due": "chưa đến hạn",
    "suspended": "tạm dừng theo văn bản số {order}",
    "not_owed": "không phải tổ chức theo văn bản số {order}",
}
"""How a unit stands to its conference, by `domain.roll_up.figures.HOLDING`; what is suspended is not due."""
