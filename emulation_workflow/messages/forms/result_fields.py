"""What the parts of a unit's result report are called, on forms, in the schema and in sentences about what is wrong."""

from collections.abc import Mapping

from emulation_workflow.messages.forms.plan_fields import FIELDS, FieldWords

REPORT = FieldWords(
    title="Báo cáo kết quả hội nghị của đơn vị",
    about="Ghi theo báo cáo đã ký, về hội nghị như đã tổ chức. Chỗ nào không có hoặc không rõ thì để trống.",
)

REPORT_FIELDS: Mapping[str, FieldWords] = {
    **FIELDS,
    "number": FieldWords(title="Số, ký hiệu báo cáo", about="Ví dụ: 45/BC-UBND."),
    "signed_on": FieldWords(title="Ngày ký báo cáo", about="Ngày/tháng/năm, ví dụ: 20/4/2020."),
    "signer": FieldWords(title="Người ký báo cáo", about="Họ tên người ký."),
    "held_on": FieldWords(title="Ngày đã tổ chức", about="Ngày/tháng/năm, ví dụ: 16/4/2020."),
    "place": FieldWords(title="Địa điểm"),
    "total": FieldWords(
        title="Tổng số đại biểu dự", about="Do đơn vị tự cộng, kể cả khách mời; không tính người phục vụ, phóng viên."
    ),
    "covered_by": FieldWords(
        title="Văn bản cho phép đổi thời gian",
        about="Số, ngày, cơ quan ban hành, nếu hội nghị tổ chức ngoài thời gian quy định.",
    ),
    "note": FieldWords(title="Ghi chú, kiến nghị khác"),
    "launched": FieldWords(title="Phong trào thi đua đã phát động", about="Tên phong trào, như đơn vị đã phát động."),
    "minutes": FieldWords(
        title="Biên bản thông qua danh sách đại biểu",
        about="Số, ngày biên bản thông qua danh sách đại biểu đi dự cấp trên.",
    ),
    "lessons": FieldWords(title="Bài học kinh nghiệm"),
    "shortcomings": FieldWords(title="Tồn tại, hạn chế cần khắc phục"),
    "papers": FieldWords(title="Tham luận", about="Mỗi báo cáo tham luận đã đọc tại hội nghị một dòng."),
    "papers.title": FieldWords(title="Tên tham luận"),
    "papers.field": FieldWords(title="Lĩnh vực"),
    "papers.author": FieldWords(title="Tác giả", about="Tập thể hoặc cá nhân đọc tham luận."),
    "papers.kind": FieldWords(title="Tập thể hay cá nhân"),
    "honours": FieldWords(
        title="Tôn vinh", about="Mỗi tập thể, cá nhân được biểu dương, tôn vinh, khen thưởng tại hội nghị một dòng."
    ),
    "honours.honoured": FieldWords(title="Tập thể, cá nhân được tôn vinh"),
    "honours.kind": FieldWords(title="Tập thể hay cá nhân"),
    "honours.award": FieldWords(title="Hình thức khen thưởng, tôn vinh", about="Ví dụ: Giấy khen."),
    "honours.decision": FieldWords(title="Số quyết định"),
    "honours.signed_on": FieldWords(title="Ngày quyết định"),
    "honours.put_forward": FieldWords(
        title="Cách giới thiệu, suy tôn", about="Quần chúng, tập thể giới thiệu, suy tôn thế nào: biên bản, bỏ phiếu."
    ),
    "honours.field": FieldWords(title="Lĩnh vực"),
    "honours.movement": FieldWords(title="Phong trào thi đua", about="Một trong các phong trào của kế hoạch."),
    "honours.fostering": FieldWords(title="Cách nhân rộng", about="Kế hoạch bồi dưỡng, nhân rộng điển hình."),
    "difficulties": FieldWords(title="Khó khăn, vướng mắc", about="Mỗi việc cần giải quyết một dòng."),
    "correction": FieldWords(title="Nếu báo cáo này thay báo cáo đã gửi: trước đây sai chỗ nào"),
}
"""What the fields of a conference are called once it was held, and those that only a report has."""
