"""What staff read where obligations are derived anew and results recorded: fields of forms, what came of a run."""

from collections.abc import Mapping

from emulation_workflow.messages.forms.fields import FieldWords

FIELDS: Mapping[str, FieldWords] = {
    "result_form": FieldWords(title="Kết quả thực hiện"),
    "update_form": FieldWords(title="Cập nhật nghĩa vụ"),
    "unit": FieldWords(title="Đơn vị", about="Bắt buộc. Đơn vị đã thực hiện."),
    "task": FieldWords(title="Nhiệm vụ", about="Bắt buộc."),
    "done_on": FieldWords(
        title="Ngày thực hiện", about="Bắt buộc. Với hội nghị là ngày tổ chức. Ghi ngày/tháng/năm, ví dụ 20/3/2020."
    ),
    "number": FieldWords(
        title="Số, ký hiệu văn bản", about="Bắt buộc có số văn bản, đường dẫn hoặc ghi chú. Ví dụ 15/BC-{symbol}."
    ),
    "signed_on": FieldWords(title="Ngày ký văn bản", about="Ngày/tháng/năm, ví dụ 22/3/2020."),
    "link": FieldWords(title="Đường dẫn", about="Tin, bài, chuyên trang trên mạng."),
    "source": FieldWords(title="Căn cứ nhập", about="Nguồn thông tin: báo cáo, công văn, điện thoại, danh sách nào."),
    "note": FieldWords(title="Ghi chú", about="Bắt buộc khi rút kết quả: lý do rút."),
    "entry": FieldWords(title="Nội dung xử lý", about="Bắt buộc chọn. Rút thì ghi lý do; dòng cũ vẫn được giữ."),
    "entered_by": FieldWords(title="Người nhập", about="Bắt buộc. Họ tên hoặc mã số của chuyên viên nhập."),
    "preview": FieldWords(title="Chỉ xem trước", about="Chọn để xem sẽ thay đổi những gì mà chưa ghi."),
}
"""Titles and explanations of what staff fill in."""


RECORD, WITHDRAW = "Ghi nhận kết quả", "Rút kết quả đã ghi nhận"

RECORDED = "Đã ghi nhận “{task}” của {unit}: {standing}."
WITHDRAWN = "Đã rút kết quả “{task}” của {unit}: {standing}."
STANDS = "Kết quả “{task}” của {unit} đã được ghi nhận như vậy trước đây; không ghi thêm gì."

UPDATED = "Nghĩa vụ đến ngày {day}: thêm {added}, thay đổi {changed}, giữ nguyên {same}."
FORESEEN = "Xem trước, chưa ghi gì. Nghĩa vụ đến ngày {day}: sẽ thêm {added}, thay đổi {changed}, giữ nguyên {same}."
CHANGES_ABOUT = "## Thay đổi về nghĩa vụ của các đơn vị, ngày {day}\n\n{words}"
NEW = "Mới"
CHANGED = "Thay đổi"
ENDED = "Không còn phải thực hiện"
COLUMNS = ("Đơn vị", "Thay đổi", "Hạn mới", "Nhiệm vụ", "Tình trạng mới", "Gồm")
"""Of what changes; the first three are seen whole on a desk's screen."""
SO_MANY_UNITS = "{number} đơn vị"
