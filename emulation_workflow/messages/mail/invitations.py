"""What a calendar program sends, in words for the Board's staff."""

from collections.abc import Mapping

ANSWERS: Mapping[str, str] = {
    "ACCEPTED": "đồng ý",
    "COMPLETED": "đồng ý",
    "DECLINED": "không đồng ý",
    "TENTATIVE": "chưa chắc chắn",
    "DELEGATED": "giao người khác",
}
"""By what calendar programs call them."""
ANSWER = "Trả lời lịch hẹn “{title}”: {answer}.{moment}"
NO_ANSWER = "không rõ trả lời"
COUNTER = "đề nghị đổi thời gian"
ENTRY = "Lịch hẹn “{title}”.{moment}"
FROM = " Thời gian: {moment}."
UNTITLED = "không có tiêu đề"
UNREADABLE = "Thư chỉ có một lịch hẹn mà chương trình không đọc được."
