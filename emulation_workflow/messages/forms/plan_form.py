"""The words of the spreadsheet form on which a unit writes its plan."""

SHEET = "Kế hoạch"
TITLE = "PHIẾU KẾ HOẠCH TỔ CHỨC HỘI NGHỊ"
HOW_TO = (
    "Chỉ điền vào ô màu vàng; xong thì lưu tệp này và gửi lại kèm kế hoạch đã ký. Chỗ nào kế hoạch của đơn vị không "
    "nêu thì để trống. Không sửa ô khác, không thêm hoặc xóa dòng."
)
ON_AGENDA = "Có trong chương trình"

SECTION_PAPER = "Kế hoạch của đơn vị"
SECTION_REPORT = "Báo cáo và nội dung khác"
