"""What staff read where difficulties are entered and dealt with: fields of forms, what came of a run, the table."""

from collections.abc import Mapping

from emulation_workflow.messages.forms.fields import FieldWords

FIELDS: Mapping[str, FieldWords] = {
    "raising_form": FieldWords(title="Khó khăn, vướng mắc"),
    "step_form": FieldWords(
        title="Bước xử lý",
        about="Danh sách chọn được làm mới sau mỗi lần ghi nhận và mỗi sáng; nếu chưa có thì ghi số.",
    ),
    "step_entry": FieldWords(title="Bước xử lý khó khăn, vướng mắc"),
    "unit": FieldWords(title="Đơn vị", about="Bắt buộc. Đơn vị phản ánh."),
    "words": FieldWords(title="Nội dung", about="Bắt buộc. Ghi đúng lời của đơn vị."),
    "raised_on": FieldWords(title="Ngày phản ánh", about="Ngày/tháng/năm, ví dụ 02/3/2020; để trống là hôm nay."),
    "source": FieldWords(
        title="Căn cứ", about="Số, ngày văn bản của đơn vị, hoặc báo cáo, điện thoại, buổi làm việc nào."
    ),
    "entered_by": FieldWords(title="Người nhập", about="Bắt buộc. Họ tên hoặc mã số trong danh sách."),
    "difficulty": FieldWords(title="Khó khăn, vướng mắc", about="Chọn một việc đang mở."),
    "number": FieldWords(
        title="Hoặc ghi số", about="Khi việc không có trong danh sách chọn, chẳng hạn việc đã xong cần mở lại."
    ),
    "step": FieldWords(title="Nội dung xử lý", about="Bắt buộc."),
    "done_on": FieldWords(title="Ngày", about="Ngày của văn bản hoặc của việc; để trống là hôm nay."),
    "document": FieldWords(
        title="Số, ký hiệu văn bản", about="Ví dụ 35/{symbol}-NV. Phải có số văn bản hoặc nội dung."
    ),
    "answer": FieldWords(
        title="Nội dung trả lời", about="Nội dung trả lời đơn vị; khi mở lại thì ghi lý do (bắt buộc)."
    ),
}
"""Titles and explanations of what staff fill in."""


AFTER_NUMBER = " – "

RAISED = "Đã ghi nhận khó khăn, vướng mắc số {number} của {unit}."
RAISED_BEFORE = "Nội dung này của {unit} đã được ghi nhận trước đây (số {number}); không ghi thêm gì."
STEP_TAKEN = "Số {number}: {standing}."
STEP_BEFORE = "Số {number} đã được ghi như vậy trước đây; không ghi thêm gì. {standing}."

TABLE_ABOUT = (
    "## Khó khăn, vướng mắc, ngày {day}\n\nĐang mở: {open}. Số ngày tính từ ngày phản ánh; kế hoạch không nêu thời hạn "
    "giải quyết."
)
COLUMNS = ("Số", "Đơn vị", "Nội dung", "Ngày phản ánh", "Số ngày", "Nơi đang xử lý", "Văn bản")
NOBODY = "đã trả lời"
