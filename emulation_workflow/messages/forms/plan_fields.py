"""The fields of a unit's plan: what each is called, what is written in it, where it stands, who is asked for it.

A key that is declared here, and is a field of `UnitPlan`, is in the schema, the spreadsheet form, the form on screen,
their reading and the canonical form. They are in the order of the schema and of the form on screen.
"""

from collections.abc import Mapping

from emulation_workflow.domain.campaign import CheckKind
from emulation_workflow.domain.submissions import AgendaItem, Headcount
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms.choices import (
    asks_mode,
    categories,
    contents,
    groups,
    has_papers,
    launch_period,
    launches,
    limits_cost,
    may_lack_heroes,
    names,
    people,
    points,
)
from emulation_workflow.messages.forms.fields import FieldKind, FieldWords, FormField, FormSection

PLAN = FieldWords(
    title="Kế hoạch tổ chức hội nghị của đơn vị",
    about="Ghi theo kế hoạch đã ký của đơn vị. Chỗ nào kế hoạch của đơn vị không nêu thì để trống, không ghi số 0.",
)
ROW = "dòng {number}"
CLAUSES = "(Mục {clauses}.)"

FIELDS: Mapping[str, FormField] = {
    "unit": FormField(
        title="Đơn vị",
        about="Mã hoặc tên đơn vị như trong danh sách. Nếu trùng tên thì ghi mã, hoặc thêm tên đơn vị cấp trên sau "
        "dấu phẩy.",
        must_be_stated=True,
    ),
    "number": FormField(
        title="Số, ký hiệu kế hoạch",
        about="Ví dụ: 21/KH-{symbol}.",
        section=FormSection.PAPER,
        must_be_stated=True,
        checks=(CheckKind.PLAN_PAPER,),
        is_foreseen=False,
    ),
    "signed_on": FormField(
        title="Ngày ký kế hoạch",
        about="Ngày/tháng/năm, ví dụ: 20/02/2020.",
        kind=FieldKind.DAY,
        section=FormSection.PAPER,
        checks=(CheckKind.PLAN_PAPER,),
        is_foreseen=False,
    ),
    "signer": FormField(
        title="Người ký kế hoạch",
        about="Họ tên người ký.",
        kind=FieldKind.PERSON,
        section=FormSection.PAPER,
        must_be_stated=True,
        checks=(CheckKind.PLAN_PAPER,),
        is_foreseen=False,
    ),
    "submitted_by": FormField(
        title="Người gửi",
        about="Họ tên người lập phiếu, để {board} liên hệ khi cần.",
        kind=FieldKind.PERSON,
        section=FormSection.PAPER,
    ),
    "submitter_email": FormField(
        title="Thư điện tử người gửi", about="Địa chỉ nhận trả lời.", kind=FieldKind.EMAIL, section=FormSection.PAPER
    ),
    "conference_name": FormField(
        title="Tên hội nghị",
        about="Ghi đúng tên mà kế hoạch chung quy định cho cấp của đơn vị.",
        kind=FieldKind.SUGGESTED,
        section=FormSection.CONFERENCE,
        must_be_stated=True,
        choices=names,
    ),
    "held_on": FormField(
        title="Ngày tổ chức",
        about="Ngày/tháng/năm, ví dụ: 16/4/2020.",
        kind=FieldKind.DAY,
        section=FormSection.CONFERENCE,
    ),
    "starts_at": FormField(
        title="Giờ bắt đầu", about="Ví dụ: 8h00 hoặc 08:00.", kind=FieldKind.HOUR, section=FormSection.CONFERENCE
    ),
    "ends_at": FormField(
        title="Giờ kết thúc", about="Ví dụ: 11h00 hoặc 11:00.", kind=FieldKind.HOUR, section=FormSection.CONFERENCE
    ),
    "ends_on": FormField(
        title="Ngày kết thúc",
        about="Chỉ ghi nếu khác ngày tổ chức.",
        kind=FieldKind.DAY,
        section=FormSection.OTHER,
    ),
    "place": FormField(
        title="Địa điểm", about="Hội trường, địa chỉ.", section=FormSection.CONFERENCE, must_be_stated=True
    ),
    "mode": FormField(
        title="Hình thức tổ chức (toàn thể/đại biểu)",
        about="Hội nghị toàn thể hay hội nghị đại biểu.",
        kind=FieldKind.MODE,
        section=FormSection.CONFERENCE,
        asked_at=asks_mode,
    ),
    "cost": FormField(
        title="Dự toán kinh phí",
        about="Tổng số tiền, nghìn đồng (30 triệu đồng ghi 30000).",
        kind=FieldKind.COUNT,
        section=FormSection.CONFERENCE,
        asked_at=limits_cost,
    ),
    "headcount": FormField(
        title="Số người của đơn vị",
        about="Đếm vào một ngày và ghi ngày đó.",
        kind=FieldKind.GROUP,
        section=FormSection.HEADCOUNT,
        of=Headcount,
        schema="HeadcountForm",
    ),
    "headcount.cadres": FormField(title="Cán bộ", kind=FieldKind.COUNT),
    "headcount.civil_servants": FormField(title="Công chức", kind=FieldKind.COUNT),
    "headcount.public_employees": FormField(title="Viên chức", kind=FieldKind.COUNT),
    "headcount.employees": FormField(title="Người lao động", kind=FieldKind.COUNT),
    "headcount.as_of": FormField(title="Tính đến ngày", about="Ngày đếm số người ở trên.", kind=FieldKind.DAY),
    "people": FormField(
        title="Số người theo kế hoạch chung",
        about="Mỗi đối tượng mà kế hoạch chung tính theo một dòng; đếm vào ngày ghi ở trên.",
        kind=FieldKind.COUNTS,
        section=FormSection.HEADCOUNT,
        before="headcount",
        choices=people,
        schema="GroupRow",
    ),
    "people.group": FormField(title="Đối tượng", must_be_stated=True),
    "people.count": FormField(title="Số lượng", kind=FieldKind.COUNT_OR_ZERO, must_be_stated=True),
    "delegates": FormField(
        title="Thành phần đại biểu",
        about="Mỗi thành phần một dòng; mỗi người chỉ tính ở một thành phần.",
        kind=FieldKind.COUNTS,
        section=FormSection.DELEGATES,
        choices=categories,
        schema="DelegateRow",
        takes_own_words=True,
    ),
    "delegates.category": FormField(
        title="Thành phần", about="Như danh sách thành phần của cấp, hoặc mã của thành phần.", must_be_stated=True
    ),
    "delegates.count": FormField(title="Số lượng", kind=FieldKind.COUNT_OR_ZERO, must_be_stated=True),
    "total": FormField(
        title="Tổng số đại biểu",
        about="Do đơn vị tự cộng, kể cả khách mời; không tính người phục vụ, phóng viên.",
        kind=FieldKind.COUNT,
        section=FormSection.DELEGATES,
    ),
    "has_no_heroes": FormField(
        title="Đơn vị không có Anh hùng",
        about="Chọn nếu đơn vị không có tập thể và cá nhân Anh hùng nào.",
        kind=FieldKind.YES_NO,
        section=FormSection.DELEGATES,
        asked_at=may_lack_heroes,
        label="Anh hùng",
        hint=words.HEROES_HINT,
        answers=(words.YES, words.NONE),
        yes=words.NONE,
    ),
    "service_staff": FormField(
        title="Người phục vụ",
        about="Phục vụ, phóng viên, văn nghệ: không tính là đại biểu.",
        kind=FieldKind.COUNT_OR_ZERO,
        section=FormSection.DELEGATES,
    ),
    "emphases": FormField(
        title="Đối tượng cần chú trọng",
        about="Trong số đại biểu trên, mỗi đối tượng có bao nhiêu người.",
        kind=FieldKind.COUNTS,
        section=FormSection.EMPHASES,
        choices=groups("emphases"),
        schema="GroupRow",
        takes_own_words=True,
    ),
    "emphases.group": FormField(title="Đối tượng", must_be_stated=True),
    "emphases.count": FormField(title="Số lượng", kind=FieldKind.COUNT_OR_ZERO, must_be_stated=True),
    "structure": FormField(
        title="Cơ cấu đại biểu",
        about="Trong số đại biểu trên, mỗi đối tượng có bao nhiêu người.",
        kind=FieldKind.COUNTS,
        section=FormSection.EMPHASES,
        choices=groups("structure"),
        schema="GroupRow",
        takes_own_words=True,
    ),
    "structure.group": FormField(title="Đối tượng", must_be_stated=True),
    "structure.count": FormField(title="Số lượng", kind=FieldKind.COUNT_OR_ZERO, must_be_stated=True),
    "agenda": FormField(
        title="Nội dung hội nghị",
        about="Mỗi nội dung có trong chương trình một dòng.",
        kind=FieldKind.AGENDA,
        section=FormSection.AGENDA,
        choices=contents,
        of=AgendaItem,
        schema="AgendaRow",
        takes_own_words=True,
    ),
    "agenda.content": FormField(
        title="Nội dung",
        about="Như tên nội dung trong kế hoạch chung, hoặc mã của nội dung.",
        must_be_stated=True,
    ),
    "agenda.minutes": FormField(title="Số phút", about="Thời lượng dành cho nội dung này.", kind=FieldKind.COUNT),
    "agenda.note": FormField(title="Ghi chú"),
    "report_points": FormField(
        title="Điểm báo cáo tổng kết đã nêu",
        about="Mỗi điểm một dòng.",
        kind=FieldKind.TICKS,
        section=FormSection.OUTCOME,
        choices=points,
        is_foreseen=False,
    ),
    "collective_papers": FormField(
        title="Báo cáo tham luận của tập thể",
        kind=FieldKind.COUNT_OR_ZERO,
        section=FormSection.OUTCOME,
        asked_by=has_papers,
        checks=(CheckKind.PAPERS,),
        is_foreseen=False,
    ),
    "individual_papers": FormField(
        title="Báo cáo tham luận của cá nhân",
        kind=FieldKind.COUNT_OR_ZERO,
        section=FormSection.OUTCOME,
        asked_by=has_papers,
        checks=(CheckKind.PAPERS,),
        is_foreseen=False,
    ),
    "launch_period": FormField(
        title="Giai đoạn phát động thi đua",
        about="Ví dụ: 2020-2025.",
        kind=FieldKind.SUGGESTED,
        section=FormSection.OUTCOME,
        asked_by=launches,
        choices=launch_period,
    ),
    "is_online": FormField(
        title="Họp trực tuyến",
        about="Cả hội nghị hoặc một số điểm cầu họp trực tuyến.",
        kind=FieldKind.YES_NO,
        section=FormSection.OTHER,
        checks=(CheckKind.STAGING,),
    ),
    "combined_with": FormField(
        title="Kết hợp với cuộc họp khác",
        about="Tên cuộc họp tổ chức chung buổi; để trống nếu không có.",
        section=FormSection.OTHER,
        checks=(CheckKind.STAGING,),
    ),
    "covered_by": FormField(
        title="Văn bản điều chỉnh thời gian",
        about="Số, ngày, cơ quan ban hành, nếu ngày tổ chức nằm ngoài thời gian quy định.",
        section=FormSection.OTHER,
        checks=(CheckKind.COVERED_BY_ORDER,),
        is_foreseen=False,
    ),
    "note": FormField(title="Ghi chú, kiến nghị", kind=FieldKind.NOTE, section=FormSection.OTHER, is_foreseen=False),
}
"""By the field's key; a part of a row by the row's key, a dot and its own."""
