"""What staff read of the daily sweep: its form, its tables, what came of a run."""

from collections.abc import Mapping

from emulation_workflow.messages.forms.fields import FieldWords

FIELDS: Mapping[str, FieldWords] = {
    "form": FieldWords(title="Rà soát và đôn đốc"),
    "as_of": FieldWords(
        title="Tính đến ngày",
        about="Để trống: hôm nay. Ngày khác (ví dụ 31/3/2020) chỉ để xem, không gửi thư nào.",
    ),
    "preview": FieldWords(title="Chỉ xem trước", about="Chọn để xem thư nào sẽ gửi đến đâu mà chưa gửi, chưa ghi gì."),
}
"""Titles and explanations of what staff fill in."""

SWEPT = (
    "Ngày {day}: {overdue} việc mới quá hạn, {rungs} việc được nhắc hoặc đôn đốc trong {letters} thư, {unreachable} nơi "
    "nhận chưa có địa chỉ; {asked} đơn vị được đề nghị báo cáo kết quả hội nghị."
)
LESSONS = "Kinh nghiệm từ hội nghị điểm: {told} lượt đơn vị được thông báo, trong đó {lessons} thư gửi riêng."
FORESEEN = (
    "Xem trước ngày {day}, chưa gửi và chưa ghi gì: {letters} thư về {items} việc, {unreachable} nơi nhận chưa có địa chỉ; "
    "{asked} đơn vị đến lúc được đề nghị báo cáo kết quả hội nghị."
)
LESSONS_FORESEEN = (
    "Kinh nghiệm từ hội nghị điểm: {told} lượt đơn vị sẽ được thông báo, trong đó {lessons} thư gửi riêng."
)
NO_LADDER = "Kế hoạch này không đặt các bước đôn đốc; chỉ đánh dấu việc quá hạn."

NOTHING_DERIVED = "Chưa xác định đơn vị nào phải làm gì, nên không có việc nào để rà soát: đề nghị chạy “Cập nhật nghĩa vụ” rồi chạy lại."
PRESSING_ABOUT = "## Việc quá hạn và sắp đến hạn, ngày {day}\n\nQuá hạn {late} việc; đến hạn từ nay đến hết ngày {soon_until}: {soon} việc."
COUNTS_ABOUT = "## Nghĩa vụ theo cấp, địa phương và khối, ngày {day}"
FORESEEN_ABOUT = "## Thư sẽ gửi ngày {day}\n\n{words}"
HELD_ABOUT = (
    "## Thời gian từng bên giữ hồ sơ, đến ngày {day}\n\nTính theo ngày làm việc trọn vẹn từ khi nhận đến khi chuyển; thời "
    "gian kế hoạch ở các cơ quan có thẩm quyền không tính cho đơn vị."
)
DISPATCH_ABOUT = "Dự thảo công văn đôn đốc, ngày {day}"
DONE_BAR = "Ngày {day}: đã xong {done}/{owed} việc phải thực hiện"

PRESSING = (
    "Tình trạng",
    "Hạn",
    "Đơn vị",
    "Việc",
    "Nơi đang xử lý",
    "Bước đã nhắc",
    "Điểm, mục",
    "Cấp",
    "Cấp trên trực tiếp",
    "Khối, cụm",
)
"""What matters stands first: a page of 1366 pixels shows four or five columns of a table."""
COUNTS = ("Cấp", "Cấp trên trực tiếp", "Khối, cụm")
FORESEEN_COLUMNS = ("Nơi nhận", "Số việc", "Việc")
HELD = ("Đơn vị", "Việc", "Nơi đang xử lý")
LESSONS_OF = "Kinh nghiệm từ hội nghị điểm: {tellers}"
NO_ADDRESS = "(chưa có địa chỉ) {recipient}"
WORKING_DAYS = "{days} ngày làm việc"
NO_RUNG = "chưa nhắc"
UNIT = "đơn vị"
