"""The words of the spreadsheet form on which a unit reports on its conference."""

SHEET = "Báo cáo kết quả"
TITLE = "PHIẾU BÁO CÁO KẾT QUẢ HỘI NGHỊ"
HOW_TO = (
    "Chỉ điền vào các ô có màu, cả ở {tables}; xong thì lưu tệp này và gửi lại kèm báo cáo đã ký. Chỗ "
    "nào không có hoặc không rõ thì để trống. Không sửa ô khác, không thêm hoặc xóa dòng ở trang này."
)
ON_AGENDA = "Đã thực hiện"

SECTION_PAPER = "Báo cáo của đơn vị"
SECTION_AGENDA = "Nội dung đã thực hiện"
SECTION_OUTCOME = "Bài học kinh nghiệm và nội dung khác"
SECTION_DIFFICULTIES = "Khó khăn, vướng mắc cần giải quyết"

PLAN_OF = "kế hoạch số {number}"
PLAN_WITHOUT_NUMBER = "kế hoạch đã gửi"
