"""What can be wrong with mail that comes in and with the Board's list, and what to do about it, by code."""

from emulation_workflow.domain.errors import ProblemCode

MAIL_PROBLEMS: dict[ProblemCode, str] = {
    # The Board's own list (adapters/record/mail).
    ProblemCode.ITEM_UNKNOWN: "Không có việc số {number:serial} trong danh sách; đề nghị xem lại số trong bảng “Việc {board} cần xử lý”.",
    ProblemCode.ITEM_CLOSED: "Việc số {number:serial} đã được {by} đánh dấu xong ngày {day}; không ghi thêm gì.",
    ProblemCode.ITEM_BY_MISSING: "Chưa ghi người xử lý; đề nghị ghi họ tên.",
    ProblemCode.ITEM_NOTE_MISSING: "Chưa ghi kết quả xử lý; đề nghị ghi ngắn gọn đã làm gì.",
    # Answers to mail (office/mailbox).
    ProblemCode.MAIL_EMPTY: "Thư không có nội dung và không kèm tệp nào.",
    ProblemCode.MAIL_ENCRYPTED: (
        "Thư hoặc tệp được mã hóa, hoặc ký số theo kiểu đóng gói, nên không mở được; đề nghị gửi lại thư thường, không mã "
        "hóa, kèm phiếu (.xlsx)."
    ),
    ProblemCode.MAIL_LINK: (
        "Thư có liên kết đến tệp trên mạng ({names}); chương trình không mở liên kết. Đề nghị tải tệp về máy rồi kèm chính "
        "tệp đó vào thư trả lời."
    ),
    ProblemCode.MAIL_OUTLOOK_FILE: (
        "Đây là thư lưu từ Outlook (.msg) nên không mở được; đề nghị mở thư đó, lưu phiếu (.xlsx) về máy rồi kèm phiếu vào "
        "thư trả lời."
    ),
    ProblemCode.MAIL_WORDS_LISTED: "Nội dung thư đã được chuyển cho chuyên viên của {board} xem.",
    ProblemCode.MAIL_NO_FORM: (
        "Thư chưa kèm phiếu; nếu đơn vị gửi kế hoạch hoặc báo cáo kết quả, đề nghị điền phiếu (.xlsx) rồi trả lời thư này, kèm "
        "phiếu."
    ),
    ProblemCode.MAIL_NO_THREAD: (
        "Đề nghị đơn vị bấm “Trả lời” (Reply) vào chính thư này và kèm lại tệp ({names}), để chắc chắn thư là của đơn vị: thư "
        "vừa gửi không phải là thư trả lời một thư của {board} nên chưa tiếp nhận được tệp."
    ),
    ProblemCode.MAIL_OTHER_SENDER: (
        "Đề nghị gửi lại từ địa chỉ đã đăng ký của đơn vị, hoặc báo {board} đổi địa chỉ: thư của {board} gửi đơn vị đã được trả lời "
        "từ địa chỉ {sender}, chưa đăng ký, nên chưa được tiếp nhận. Nếu thư đó không phải của đơn vị, đề nghị báo ngay cho "
        "{board}."
    ),
    ProblemCode.MAIL_TOO_LARGE: (
        "Đề nghị gửi lại thư chỉ kèm phiếu, tài liệu khác gửi riêng: thư lớn {megabytes} MB nên không được nhận."
    ),
    ProblemCode.MAIL_TOO_MANY_FILES: "Thư kèm quá nhiều tệp, chương trình chỉ đọc {most} tệp đầu; đề nghị gửi các tệp còn lại riêng.",
    ProblemCode.MAIL_TOO_MUCH: (
        "Các tệp kèm thư cộng lại quá lớn nên tệp này chưa được đọc; đề nghị gửi riêng tệp này trong một thư trả lời khác."
    ),
    ProblemCode.MAIL_SEVERAL_FORMS: (
        "Thư kèm {count} phiếu có nội dung khác nhau ({names}) nên không rõ phiếu nào là đúng; đề nghị trả lời lại, chỉ kèm "
        "một phiếu."
    ),
    ProblemCode.MAIL_PACKED: (
        "Outlook đã gói các tệp vào winmail.dat nên không mở được; đề nghị chọn định dạng thư HTML hoặc Plain Text rồi gửi "
        "lại."
    ),
}
