"""What the parts of a unit's plan are called, on forms, in the schema and in sentences about what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    """A field's title and what to write in it."""

    title: str
    about: str = ""


PLAN = FieldWords(
    title="Kế hoạch tổ chức hội nghị của đơn vị",
    about="Ghi theo kế hoạch đã ký của đơn vị. Chỗ nào kế hoạch của đơn vị không nêu thì để trống, không ghi số 0.",
)

FIELDS: Mapping[str, FieldWords] = {
    "unit": FieldWords(
        title="Đơn vị",
        about="Mã hoặc tên đơn vị như trong danh sách. Nếu trùng tên thì ghi mã, hoặc thêm tên đơn vị cấp trên sau "
        "dấu phẩy.",
    ),
    "number": FieldWords(title="Số, ký hiệu kế hoạch", about="Ví dụ: 21/KH-UBND."),
    "signed_on": FieldWords(title="Ngày ký kế hoạch", about="Ngày/tháng/năm, ví dụ: 20/02/2020."),
    "signer": FieldWords(title="Người ký kế hoạch", about="Họ tên người ký."),
    "submitted_by": FieldWords(title="Người gửi", about="Họ tên người lập phiếu, để Ban liên hệ khi cần."),
    "submitter_email": FieldWords(title="Thư điện tử người gửi", about="Địa chỉ nhận trả lời."),
    "conference_name": FieldWords(
        title="Tên hội nghị", about="Ghi đúng tên mà kế hoạch của tỉnh quy định cho cấp của đơn vị."
    ),
    "held_on": FieldWords(title="Ngày tổ chức", about="Ngày/tháng/năm, ví dụ: 16/4/2020."),
    "starts_at": FieldWords(title="Giờ bắt đầu", about="Ví dụ: 8h00 hoặc 08:00."),
    "ends_at": FieldWords(title="Giờ kết thúc", about="Ví dụ: 11h00 hoặc 11:00."),
    "ends_on": FieldWords(title="Ngày kết thúc", about="Chỉ ghi nếu khác ngày tổ chức."),
    "place": FieldWords(title="Địa điểm", about="Hội trường, địa chỉ."),
    "mode": FieldWords(title="Hình thức dự", about="Hội nghị toàn thể hay hội nghị đại biểu."),
    "headcount": FieldWords(title="Số người của đơn vị", about="Đếm vào một ngày và ghi ngày đó."),
    "headcount.cadres": FieldWords(title="Cán bộ"),
    "headcount.civil_servants": FieldWords(title="Công chức"),
    "headcount.public_employees": FieldWords(title="Viên chức"),
    "headcount.employees": FieldWords(title="Người lao động"),
    "headcount.as_of": FieldWords(title="Tính đến ngày", about="Ngày đếm số người ở trên."),
    "delegates": FieldWords(
        title="Thành phần đại biểu", about="Mỗi thành phần một dòng; mỗi người chỉ tính ở một thành phần."
    ),
    "delegates.category": FieldWords(
        title="Thành phần", about="Như danh sách thành phần của cấp, hoặc mã của thành phần."
    ),
    "delegates.count": FieldWords(title="Số lượng"),
    "total": FieldWords(
        title="Tổng số đại biểu", about="Do đơn vị tự cộng, kể cả khách mời; không tính người phục vụ, phóng viên."
    ),
    "has_no_heroes": FieldWords(
        title="Đơn vị không có Anh hùng", about="Chọn nếu đơn vị không có tập thể và cá nhân Anh hùng nào."
    ),
    "service_staff": FieldWords(title="Người phục vụ", about="Phục vụ, phóng viên, văn nghệ: không tính là đại biểu."),
    "emphases": FieldWords(
        title="Đối tượng cần chú trọng", about="Trong số đại biểu trên, mỗi đối tượng có bao nhiêu người."
    ),
    "emphases.group": FieldWords(title="Đối tượng"),
    "emphases.count": FieldWords(title="Số lượng"),
    "structure": FieldWords(title="Cơ cấu đại biểu", about="Trong số đại biểu trên, mỗi đối tượng có bao nhiêu người."),
    "structure.group": FieldWords(title="Đối tượng"),
    "structure.count": FieldWords(title="Số lượng"),
    "agenda": FieldWords(title="Nội dung hội nghị", about="Mỗi nội dung có trong chương trình một dòng."),
    "agenda.content": FieldWords(
        title="Nội dung", about="Như tên nội dung trong kế hoạch của tỉnh, hoặc mã của nội dung."
    ),
    "agenda.minutes": FieldWords(title="Số phút", about="Thời lượng dành cho nội dung này."),
    "agenda.note": FieldWords(title="Ghi chú"),
    "report_points": FieldWords(title="Điểm báo cáo tổng kết đã nêu", about="Mỗi điểm một dòng."),
    "collective_papers": FieldWords(title="Báo cáo tham luận của tập thể"),
    "individual_papers": FieldWords(title="Báo cáo tham luận của cá nhân"),
    "launch_period": FieldWords(title="Giai đoạn phát động thi đua", about="Ví dụ: 2020-2025."),
    "is_online": FieldWords(title="Họp trực tuyến", about="Cả hội nghị hoặc một số điểm cầu họp trực tuyến."),
    "combined_with": FieldWords(
        title="Kết hợp với cuộc họp khác", about="Tên cuộc họp tổ chức chung buổi; để trống nếu không có."
    ),
    "covered_by": FieldWords(
        title="Văn bản cho phép đổi thời gian",
        about="Số, ngày, cơ quan ban hành, nếu ngày tổ chức nằm ngoài thời gian quy định.",
    ),
    "note": FieldWords(title="Ghi chú, kiến nghị"),
}
"""By the field's key; a part of a row by the row's key, a dot and its own."""

ROW = "dòng {number}"
CLAUSES = "(Mục {clauses}.)"
