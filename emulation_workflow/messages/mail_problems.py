"""What can be wrong with mail that comes in and with the Board's list, and what to do about it, by code."""

MAIL_PROBLEMS: dict[str, str] = {
    # The Board's own list (adapters/store_board).
    "item_unknown": "Không có việc số {number} trong danh sách; đề nghị xem lại số trong bảng “Việc Ban cần xem”.",
    "item_closed": "Việc số {number} đã được {by} đánh dấu xong ngày {day}; không ghi thêm gì.",
}
