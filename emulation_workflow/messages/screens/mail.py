"""What staff read where the campaign is opened, the mailbox read and the Board's own list kept."""

from collections.abc import Mapping

from emulation_workflow.messages.forms.fields import FieldWords

# Opening the campaign.
FIELDS: Mapping[str, FieldWords] = {
    "opening_form": FieldWords(title="Triển khai Kế hoạch đến các đơn vị"),
    "preview": FieldWords(title="Chỉ xem trước", about="Chọn để xem thư nào sẽ gửi cho đơn vị nào mà chưa gửi."),
    "again_form": FieldWords(title="Gửi lại thư"),
    "again_numbers": FieldWords(
        title="Số của các thư",
        about="Xem bảng “Thư chưa gửi được”. Ví dụ: 12, 15-20. Thư gửi đến địa chỉ hiện có trong danh sách.",
    ),
    "again_all": FieldWords(
        title="Mọi thư bị từ chối", about="Chọn để gửi lại tất cả các thư ở tình trạng “Bị từ chối”."
    ),
    "again_by": FieldWords(title="Người gửi lại", about="Bắt buộc. Họ tên hoặc mã số trong danh sách."),
    "closing_form": FieldWords(title="Việc đã xử lý"),
    "number": FieldWords(title="Số của việc", about="Bắt buộc. Xem bảng “Việc {board} cần xử lý”."),
    "closed_by": FieldWords(title="Người xử lý", about="Bắt buộc. Họ tên hoặc mã số trong danh sách."),
    "note": FieldWords(
        title="Kết quả xử lý", about="Bắt buộc. Ghi ngắn gọn đã làm gì, ví dụ: đã gọi đơn vị, sửa địa chỉ."
    ),
}
"""Titles and explanations of what staff fill in."""
OPENING_ABOUT = "## Thư triển khai Kế hoạch, ngày {day}\n\n{words}"
OPENING_COLUMNS = ("Đơn vị", "Địa chỉ thư", "Thư", "Số việc", "Có mốc thời gian")
OPENING_FATES: Mapping[str, str] = {
    "written": "Gửi",
    "before": "Đã gửi trước đây",
    "no_address": "Chưa có địa chỉ",
}
OPENED = (
    "Triển khai Kế hoạch: gửi {written} thư, {before} đơn vị đã có thư từ trước, {no_address} đơn vị chưa có địa chỉ."
)
OPENING_FORESEEN = "Xem trước, chưa gửi gì. Sẽ gửi {written} thư, {before} đơn vị đã có thư từ trước, {no_address} đơn vị chưa có địa chỉ."

# Sending letters again.
AGAIN_ABOUT = "## Gửi lại thư\n\n{words}"
AGAIN_COLUMNS = ("Số", "Thư", "Gửi đến", "Kết quả")
AGAIN_FATES: Mapping[str, str] = {
    "again": "Gửi lại",
    "no_address": "Chưa gửi: chưa có địa chỉ dùng được; sửa danh sách rồi gửi lại",
    "new_code": "Không gửi lại: thư có mã xác nhận; cấp mã mới",
    "not_ended": "Không gửi lại: thư đã đến hoặc đang chờ gửi",
}
SENT_AGAIN = "Gửi lại {again} thư; {others} thư không gửi lại, lý do trong bảng “Gửi lại thư” (mục Artifacts)."

# The mailbox.
NO_MAILBOX = "Chưa đặt hộp thư để đọc nên không làm gì; chuyên viên để tệp vào thư mục tiếp nhận như thường lệ."
NO_LETTERS_YET = "Chưa gửi thư nào nên chưa có thư trả lời để đọc."
MAIL_READ = (
    "Đã đọc {new} thư mới: {taken} thư có phiếu được tiếp nhận, {answered} thư được trả lời, {listed} thư cần xử lý, "
    "{bounced} thư báo trả lại; {failed} thư gặp lỗi."
)
MAILBOX_AWAY = "Chưa đọc được hộp thư; lần sau sẽ đọc lại. Đề nghị báo người quản trị nếu kéo dài."
MAIL_ABOUT = "## Thư đến, {day}\n\nBản gốc của mỗi thư được lưu; trong hộp thư không có gì thay đổi."
MAIL_COLUMNS = ("Lúc đọc", "Người gửi", "Tiêu đề", "Đơn vị", "Kết quả")

# The Board's own list.
LIST_ABOUT = (
    "## Việc {board} cần xử lý\n\nNhững việc chương trình không tự giải quyết được. Xử lý xong thì chạy “Đánh dấu việc đã xử lý” "
    "với số của việc."
)
LIST_COLUMNS = ("Số", "Từ lúc", "Việc", "Nội dung")
LISTED = "Có {count} việc cần xử lý."
CLOSED = "Đã đánh dấu xong việc số {number}: {kind}."
