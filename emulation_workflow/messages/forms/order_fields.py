"""What the parts of an order are called, on forms, in files and in sentences about what is wrong."""

from collections.abc import Mapping

from emulation_workflow.domain.orders.order import OrderKind
from emulation_workflow.messages.forms.fields import FieldWords

ORDER = FieldWords(
    title="Văn bản điều chỉnh",
    about="Văn bản của cơ quan ban hành kế hoạch hoặc cấp trên làm thay đổi kế hoạch. Ghi đúng như văn bản đã ký; mỗi nội "
    "dung khác nhau của văn bản là một điểm.",
)
POINT = FieldWords(
    title="Điểm của văn bản",
    about="Một nội dung đối với một số đơn vị. Để trống cấp, khối và đơn vị thì hiểu là mọi hội nghị trong kế hoạch.",
)

ORDER_FIELDS: Mapping[str, FieldWords] = {
    "number": FieldWords(title="Số, ký hiệu văn bản", about="Bắt buộc, ví dụ 1048/{letter_symbol}."),
    "issuer": FieldWords(title="Cơ quan ban hành", about="Bắt buộc. Chỉ cơ quan ban hành kế hoạch hoặc cấp trên."),
    "signed_on": FieldWords(title="Ngày ký văn bản", about="Bắt buộc. Ngày/tháng/năm, ví dụ 27/3/2020."),
    "signer": FieldWords(title="Người ký văn bản", about="Bắt buộc. Họ tên người ký."),
    "effective_from": FieldWords(title="Có hiệu lực từ ngày", about="Để trống nếu có hiệu lực từ ngày ký."),
    "reason": FieldWords(title="Lý do, trích yếu", about="Như văn bản nêu."),
    "points": FieldWords(title="Các điểm của văn bản", about="Ít nhất một điểm."),
    "points.kind": FieldWords(title="Nội dung", about="Bắt buộc chọn."),
    "points.levels": FieldWords(title="Áp dụng cho các cấp"),
    "points.groups": FieldWords(title="Áp dụng cho các cụm, khối thi đua"),
    "points.units": FieldWords(
        title="Áp dụng cho các đơn vị",
        about="Mã hoặc tên đơn vị, mỗi dòng một đơn vị. Chọn làm điểm, thôi làm điểm thì chỉ ghi ở ô này.",
    ),
    "points.tasks": FieldWords(
        title="Chỉ áp dụng cho các nhiệm vụ", about="Để trống: hội nghị và các việc gắn với hội nghị."
    ),
    "points.window_from": FieldWords(title="Thời gian mới, từ ngày", about="Chỉ ghi khi điều chỉnh thời gian."),
    "points.window_to": FieldWords(title="Thời gian mới, đến hết ngày", about="Chỉ ghi khi điều chỉnh thời gian."),
    "points.window_words": FieldWords(
        title="Thời gian mới, theo lời văn bản", about="Ví dụ: tháng 7/2020. Để trống thì ghi theo hai ngày trên."
    ),
    "points.window_about": FieldWords(
        title="Thời gian mới ghi “khoảng”",
        about="Chọn khi văn bản ghi thời gian không chính xác; hai ngày trên là cách hiểu rộng nhất.",
    ),
    "points.kinds": FieldWords(title="Trong đó chỉ các loại hình đơn vị", about="Như cột loại hình trong danh sách."),
    "points.part": FieldWords(
        title="Trong đó chỉ đơn vị làm điểm hoặc chỉ đơn vị khác", about="Để trống nếu áp dụng cho cả hai."
    ),
    "points.until_event": FieldWords(
        title="Tạm dừng đến khi có sự kiện", about="Ghi theo lời văn bản, ví dụ: dịch được công bố hết."
    ),
    "points.names": FieldWords(title="Tên hội nghị mới", about="Mỗi tên được phép một dòng."),
    "points.contents": FieldWords(
        title="Nội dung hội nghị còn lại", about="Mã hoặc tên các nội dung vẫn phải có, mỗi dòng một nội dung."
    ),
    "points.reports_to": FieldWords(
        title="Nơi nhận báo cáo mới",
        about="Chỉ ghi khi thay đổi nơi báo cáo của một cấp: đơn vị cấp trên, hoặc cơ quan phụ trách đợt.",
    ),
    "points.upper": FieldWords(
        title="Cử đại biểu dự hội nghị của cấp", about="Chỉ ghi khi thay đổi nơi cử đại biểu của một cấp."
    ),
    "points.until": FieldWords(
        title="Tạm dừng đến hết ngày",
        about="Chỉ ghi khi tạm dừng có thời hạn; để trống nghĩa là đến khi có văn bản mới.",
    ),
    "points.mode": FieldWords(title="Hình thức mới", about="Chỉ chọn khi thay đổi hình thức."),
    "points.at_most": FieldWords(title="Số đại biểu tối đa mới", about="Chỉ ghi khi giảm số lượng đại biểu."),
}

ORDER_KINDS: Mapping[OrderKind, str] = {
    OrderKind.MOVE: "Điều chỉnh thời gian",
    OrderKind.SUSPEND: "Tạm dừng",
    OrderKind.RESUME: "Tiếp tục thực hiện",
    OrderKind.CANCEL: "Không tổ chức",
    OrderKind.CHANGE_FORM: "Thay đổi hình thức",
    OrderKind.LOWER_CAP: "Giảm số lượng đại biểu",
    OrderKind.CHANGE_CAP: "Thay đổi số đại biểu tối đa",
    OrderKind.CHANGE_NAMES: "Thay đổi tên hội nghị",
    OrderKind.CHANGE_CONTENTS: "Thay đổi nội dung hội nghị",
    OrderKind.NAME_PILOTS: "Chọn làm điểm",
    OrderKind.RELEASE_PILOTS: "Thôi làm điểm",
    OrderKind.END_LEVELS: "Kết thúc hoạt động của cấp",
    OrderKind.CHANGE_LEVELS: "Thay đổi nơi báo cáo, cử đại biểu",
}

ORDER_PARTS: Mapping[str, str] = {
    "window": "Thời gian mới",
    "until": ORDER_FIELDS["points.until"].title,
    "until_event": ORDER_FIELDS["points.until_event"].title,
    "names": ORDER_FIELDS["points.names"].title,
    "contents": ORDER_FIELDS["points.contents"].title,
    "mode": ORDER_FIELDS["points.mode"].title,
    "at_most": ORDER_FIELDS["points.at_most"].title,
    "reports_to": ORDER_FIELDS["points.reports_to"].title,
    "upper": ORDER_FIELDS["points.upper"].title,
}
"""What an order may say, by its name in `domain.orders.Order`."""
