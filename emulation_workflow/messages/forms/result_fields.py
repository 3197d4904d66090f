"""The fields of a unit's result report: those of the conference, as they are called once it was held, and its own.

A key that is declared here alone is a field of `ResultReport`; see `plan_fields`.
"""

from collections.abc import Mapping
from dataclasses import replace

from emulation_workflow.domain.campaign import CheckKind, Settlement
from emulation_workflow.domain.submissions import Honour, Talk
from emulation_workflow.messages.forms.choices import (
    has_papers,
    hears_difficulties,
    launches,
    movements,
    nowhere,
    sends_delegates,
)
from emulation_workflow.messages.forms.fields import FieldKind, FieldWords, FormField, FormSection
from emulation_workflow.messages.forms.plan_fields import FIELDS

REPORT = FieldWords(
    title="Báo cáo kết quả hội nghị của đơn vị",
    about="Ghi theo báo cáo đã ký, về hội nghị như đã tổ chức. Chỗ nào không có hoặc không rõ thì để trống.",
)

REPORT_FIELDS: Mapping[str, FormField] = {
    **FIELDS,
    "number": replace(
        FIELDS["number"], title="Số, ký hiệu báo cáo", about="Ví dụ: 45/BC-{symbol}.", task=Settlement.RESULT_REPORT
    ),
    "signed_on": replace(
        FIELDS["signed_on"],
        title="Ngày ký báo cáo",
        about="Ngày/tháng/năm, ví dụ: 20/4/2020.",
        task=Settlement.RESULT_REPORT,
    ),
    "signer": replace(
        FIELDS["signer"], title="Người ký báo cáo", about="Họ tên người ký.", task=Settlement.RESULT_REPORT
    ),
    "held_on": replace(FIELDS["held_on"], title="Ngày đã tổ chức"),
    "place": replace(FIELDS["place"], hint=""),
    "cost": replace(FIELDS["cost"], title="Kinh phí"),
    "total": replace(FIELDS["total"], title="Tổng số đại biểu dự"),
    # A report lists the papers themselves.
    **{
        key: replace(FIELDS[key], section=FormSection.OTHER, before="ends_on", asked_at=nowhere)
        for key in ("collective_papers", "individual_papers")
    },
    "covered_by": replace(
        FIELDS["covered_by"], about="Số, ngày, cơ quan ban hành, nếu hội nghị tổ chức ngoài thời gian quy định."
    ),
    "note": replace(FIELDS["note"], title="Ghi chú, kiến nghị khác"),
    "papers": FormField(
        title="Tham luận",
        about="Mỗi báo cáo tham luận đã đọc tại hội nghị một dòng.",
        kind=FieldKind.TABLE,
        asked_by=has_papers,
        checks=(CheckKind.PAPERS, CheckKind.PAPER_FIELDS),
        of=Talk,
        schema="PaperRow",
    ),
    "papers.title": FormField(title="Tên tham luận", width=55),
    "papers.field": FormField(title="Lĩnh vực", width=25),
    "papers.author": FormField(
        title="Tác giả", about="Tập thể hoặc cá nhân đọc tham luận.", width=38, before="papers.field"
    ),
    "papers.kind": FormField(
        title="Tập thể hay cá nhân", kind=FieldKind.PARTY, width=13, before="papers.field", must_be_stated=True
    ),
    "honours": FormField(
        title="Tôn vinh",
        about="Mỗi tập thể, cá nhân được biểu dương, tôn vinh, khen thưởng tại hội nghị một dòng.",
        kind=FieldKind.TABLE,
        checks=(CheckKind.HONOURS, CheckKind.HONOURED_KINDS, CheckKind.PUT_FORWARD),
        of=Honour,
        schema="HonourRow",
    ),
    "honours.honoured": FormField(title="Tập thể, cá nhân được tôn vinh", width=28),
    "honours.kind": FormField(title="Tập thể hay cá nhân", kind=FieldKind.PARTY, width=11, must_be_stated=True),
    "honours.award": FormField(title="Hình thức khen thưởng, tôn vinh", about="Ví dụ: Giấy khen.", width=24),
    "honours.decision": FormField(title="Số quyết định", width=15),
    "honours.signed_on": FormField(title="Ngày quyết định", kind=FieldKind.DAY, width=12),
    "honours.put_forward": FormField(
        title="Cách giới thiệu, suy tôn",
        about="Quần chúng, tập thể giới thiệu, suy tôn thế nào: biên bản, bỏ phiếu.",
        width=20,
    ),
    "honours.field": FormField(title="Lĩnh vực", width=14),
    "honours.movement": FormField(
        title="Phong trào thi đua",
        about="Một trong các phong trào của kế hoạch.",
        kind=FieldKind.SUGGESTED,
        width=24,
        choices=movements,
    ),
    "honours.fostering": FormField(
        title="Biện pháp bồi dưỡng, nhân rộng", about="Kế hoạch bồi dưỡng, nhân rộng điển hình.", width=22
    ),
    "launched": FormField(
        title="Phong trào thi đua đã phát động",
        about="Tên phong trào, như đơn vị đã phát động.",
        section=FormSection.OUTCOME,
        before="launch_period",
        asked_by=launches,
    ),
    "minutes": FormField(
        title="Biên bản thông qua danh sách đại biểu",
        about="Số, ngày biên bản thông qua danh sách đại biểu đi dự cấp trên.",
        section=FormSection.OUTCOME,
        task=Settlement.DELEGATE_LIST,
        asked_by=sends_delegates,
    ),
    "lessons": FormField(
        title="Bài học kinh nghiệm",
        kind=FieldKind.NOTE,
        section=FormSection.OUTCOME,
        checks=(CheckKind.LESSONS,),
    ),
    "shortcomings": FormField(
        title="Tồn tại, hạn chế cần khắc phục",
        kind=FieldKind.NOTE,
        section=FormSection.OUTCOME,
        checks=(CheckKind.LESSONS,),
    ),
    "difficulties": FormField(
        title="Khó khăn, vướng mắc",
        about="Mỗi việc cần giải quyết một dòng.",
        kind=FieldKind.NOTES,
        section=FormSection.DIFFICULTIES,
        asked_by=hears_difficulties,
    ),
    "correction": FormField(
        title="Nếu báo cáo này thay báo cáo đã gửi: nội dung đính chính",
        kind=FieldKind.NOTE,
        section=FormSection.OTHER,
        before="ends_on",
    ),
}
"""The fields of the conference first, then those that only a report has."""
