"""What staff read where delegate lists come in and delegates are allocated. No words here name anybody."""

from collections.abc import Mapping

from emulation_workflow.messages.forms.fields import FieldWords

FIELDS: Mapping[str, FieldWords] = {
    "list_form": FieldWords(
        title="Tiếp nhận danh sách đại biểu",
        about=(
            "Để tệp bảng tính (.xlsx, .xls, .xlsb, .ods) hoặc CSV vào thư mục danh-sach-dai-bieu của thư mục tiếp nhận, tên tệp là mã đơn vị (ví dụ "
            "23284.xlsx). Nhận xong chương trình xóa tệp."
        ),
    ),
    "list_unit": FieldWords(
        title="Đơn vị", about="Bắt buộc. Đơn vị có hội nghị thông qua danh sách, hoặc tổ chức hội nghị."
    ),
    "list_kind": FieldWords(
        title="Loại danh sách",
        about="Bắt buộc. Danh sách đã thông qua để dự cấp trên, hoặc danh sách dự hội nghị của đơn vị.",
    ),
    "adopted_on": FieldWords(title="Ngày thông qua", about="Bắt buộc với danh sách đã thông qua. Ngày/tháng/năm."),
    "minutes": FieldWords(title="Số biên bản", about="Biên bản hội nghị thông qua danh sách, ví dụ 05/BB-HN."),
    "entered_by": FieldWords(title="Người nhập", about="Bắt buộc. Họ tên hoặc mã số của chuyên viên nhập."),
    "preview": FieldWords(title="Chỉ xem trước", about="Chọn để kiểm tra mà chưa ghi; tệp được giữ nguyên."),
    "quota_form": FieldWords(
        title="Phân bổ đại biểu",
        about=(
            "Một đơn vị: ghi đơn vị và số đại biểu. Nhiều đơn vị: để trống hai ô đó, để tệp bảng tính hoặc CSV vào thư mục "
            "danh-sach-dai-bieu của thư mục tiếp nhận, tên tệp là phan-bo- và mã đơn vị cấp trên (ví dụ phan-bo-608.xlsx)."
        ),
    ),
    "desk_form": FieldWords(
        title="Phân bổ đại biểu",
        about="Số đại biểu mà một văn bản phân bổ cho từng đơn vị. Danh sách dài thì nhập từ tệp trong Prefect.",
    ),
    "desk_unit": FieldWords(title="Đơn vị được phân bổ", about="Bắt buộc. Tên hoặc mã đơn vị."),
    "upper": FieldWords(title="Hội nghị, đại hội của", about="Bắt buộc. Đơn vị cấp trên phân bổ."),
    "quota_unit": FieldWords(title="Đơn vị được phân bổ", about="Tên hoặc mã đơn vị; để trống nếu nhập từ tệp."),
    "quota_number": FieldWords(
        title="Số đại biểu", about="Chưa phân bổ thì không ghi; số 0 nghĩa là không có đại biểu."
    ),
    "document": FieldWords(title="Số, ký hiệu văn bản", about="Bắt buộc. Văn bản phân bổ."),
    "signed_on": FieldWords(title="Ngày ký văn bản", about="Ngày/tháng/năm."),
}
"""Titles and explanations of what staff fill in."""


FOLDER = "danh-sach-dai-bieu"
QUOTA_FILE = "phan-bo-{code}"
QUOTA_PART = "Đơn vị {number}"

LIST_TAKEN = "Đã nhận danh sách của {unit}, gửi lần thứ {version}: {counts}. Đã xóa tệp trong thư mục."
LIST_STANDS = "Danh sách này của {unit} đã có (gửi lần thứ {version}), không ghi thêm. Đã xóa tệp trong thư mục."
LIST_FORESEEN = "Xem trước, chưa ghi gì: danh sách của {unit}: {counts}."
LIST_SHOWN = "Kiểm tra danh sách đại biểu của {unit}"
QUOTAS_TAKEN = "Phân bổ đại biểu: ghi {new}, đã có từ trước {same}."
QUOTAS_FORESEEN = "Xem trước, chưa ghi gì: sẽ ghi {new}, đã có từ trước {same}."
SHEET_READ = "Đã đọc trang “{sheet}” của tệp."
SHEETS_PASSED_OVER = "Chưa đọc các trang khác có nội dung: {sheets}; đề nghị người phụ trách xem."
FINDING_COLUMNS = ("Kết luận", "Căn cứ", "Nội dung")
