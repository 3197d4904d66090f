"""Delegates are allocated to units by the unit above them: one by one, or from a file of many (II.3)."""

from collections.abc import Sequence

from prefect.client.schemas.objects import State

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates import Quota
from emulation_workflow.messages.screens import delegates as words
from emulation_workflow.office.delegates.quotas import (
    QuotasRecorded,
    preview_quotas,
    quota_entry,
    record_quotas,
)
from emulation_workflow.screens.delegates import with_sheet
from flows.results.list_folder import remove_file
from flows.results.quota_form import QuotaForm, quotas_in
from flows.running import (
    context,
    done,
    office_flow,
    office_step,
)
from flows.running.own_code import code_for_entry, forget_code


@office_flow("Phân bổ đại biểu", run_name="Phân bổ đại biểu – {request.upper}", attempt="quotas", at_end=forget_code)
async def quota_allocation(request: QuotaForm) -> State[None]:
    """Ghi số đại biểu mà hội nghị, đại hội cấp trên phân bổ cho từng đơn vị, theo văn bản nào.

    Sau khi chạy, người nhập nhận mã cho đúng nội dung đã nhập, mở menu ⋮, chọn Resume và điền mã đó. Đơn vị chưa được
    phân bổ là chưa biết, không phải bằng 0. Phân bổ lại thì ghi văn bản mới; số cũ vẫn được giữ.
    """
    quotas, file = quotas_in(request)
    taken = preview_quotas(context.office(), quotas)
    if request.preview:
        return done(with_sheet(words.QUOTAS_FORESEEN.format(new=len(taken.new), same=len(taken.same)), quotas.sheet))
    if taken.new:
        taken = record(quotas, await code_for_entry(quota_entry(context.office(), quotas)))
    if file:
        remove_file(file)
    return done(with_sheet(words.QUOTAS_TAKEN.format(new=len(taken.new), same=len(taken.same)), quotas.sheet))


@office_step(name="Ghi nhận phân bổ")
def record(quotas: Sequence[Quota], code: str) -> QuotasRecorded:
    """Record all of it, or the refusal, in one transaction; the same again changes nothing. Its code counts once."""
    return record_quotas(context.office(), quotas, code=code, channel=Channel.RUN_FORM)
