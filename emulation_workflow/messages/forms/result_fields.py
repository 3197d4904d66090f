"""What the parts of a unit's result report are called, on forms, in the schema and in sentences about what is wrong."""

from collections.abc import Mapping

from emulation_workflow.messages.forms.plan_fields import FIELDS, Words

REPORT = Words(
    title="Báo cáo kết quả hội nghị của đơn vị",
    about="Ghi theo báo cáo đã ký, về hội nghị như đã tổ chức. Chỗ nào không có hoặc không rõ thì để trống.",
)

REPORT_FIELDS: Mapping[str, Words] = {
    **FIELDS,
    "number": Words(title="Số, ký hiệu báo cáo", about="Ví dụ: 45/BC-UBND."),
    "signed_on": Words(title="Ngày ký báo cáo", about="Ngày/tháng/năm, ví dụ: 20/4/2020."),
    "signer": Words(title="Người ký báo cáo", about="Họ tên người ký."),
    "held_on": Words(title="Ngày đã tổ chức", about="Ngày/tháng/năm, ví dụ: 16/4/2020."),
    "place": Words(title="Địa điểm"),
    "total": Words(
        title="Tổng số đại biểu dự", about="Do đơn vị tự cộng, kể cả khách mời; không tính người phục vụ, phóng viên."
    ),
    "covered_by": Words(
        title="Văn bản cho phép đổi thời gian",
        about="Số, ngày, cơ quan ban hành, nếu hội nghị tổ chức ngoài thời gian quy định.",
    ),
    "note": Words(title="Ghi chú, kiến nghị khác"),
    "launched": Words(title="Phong trào thi đua đã phát động", about="Tên phong trào, như đơn vị đã phát động."),
    "minutes": Words(
        title="Biên bản thông qua danh sách đại biểu",
        about="Số, ngày biên bản thông qua danh sách đại biểu đi dự cấp trên.",
    ),
    "lessons": Words(title="Bài học kinh nghiệm"),
    "shortcomings": Words(title="Tồn tại, hạn chế cần khắc phục"),
    "papers": Words(title="Tham luận", about="Mỗi báo cáo tham luận đã đọc tại hội nghị một dòng."),
    "papers.title": Words(title="Tên tham luận"),
    "papers.field": Words(title="Lĩnh vực"),
    "papers.author": Words(title="Tác giả", about="Tập thể hoặc cá nhân đọc tham luận."),
    "papers.kind": Words(title="Tập thể hay cá nhân"),
    "honours": Words(
        title="Tôn vinh", about="Mỗi tập thể, cá nhân được biểu dương, tôn vinh, khen thưởng tại hội nghị một dòng."
    ),
    "honours.honoured": Words(title="Tập thể, cá nhân được tôn vinh"),
    "honours.kind": Words(title="Tập thể hay cá nhân"),
    "honours.award": Words(title="Hình thức khen thưởng, tôn vinh", about="Ví dụ: Giấy khen."),
    "honours.decision": Words(title="Số quyết định"),
    "honours.signed_on": Words(title="Ngày quyết định"),
    "honours.put_forward": Words(
        title="Cách giới thiệu, suy tôn", about="Quần chúng, tập thể giới thiệu, suy tôn thế nào: biên bản, bỏ phiếu."
    ),
    "honours.field": Words(title="Lĩnh vực"),
    "honours.movement": Words(title="Phong trào thi đua", about="Một trong các phong trào của kế hoạch."),
    "honours.fostering": Words(title="Cách nhân rộng", about="Kế hoạch bồi dưỡng, nhân rộng điển hình."),
    "difficulties": Words(title="Khó khăn, vướng mắc", about="Mỗi việc cần giải quyết một dòng."),
    "correction": Words(title="Nếu báo cáo này thay báo cáo đã gửi: trước đây sai chỗ nào"),
}
"""What the fields of a conference are called once it was held, and those that only a report has."""
