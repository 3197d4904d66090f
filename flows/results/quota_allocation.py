"""Delegates are allocated to units by the unit above them: one by one, or from a file of many (II.3)."""

from collections.abc import Sequence
from dataclasses import replace

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.spreadsheets.delegates import read_quotas
from emulation_workflow.adapters.spreadsheets.reading import TableBytes
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates import Quota
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.screens import delegates as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.delegates.quotas import (
    QuotasRecorded,
    faults_of_quotas,
    preview_quotas,
    quota_entry,
    record_quotas,
)
from flows.results.list_folder import file_named, remove_file
from flows.running import (
    choices,
    context,
    day_in,
    done,
    number_in,
    office_flow,
    office_step,
    preview_field,
    required_choice,
    text_field,
    titled,
)
from flows.running.own_code import code_for_entry, forget_code


class QuotaForm(BaseModel):
    """One unit's quota, or a file of many."""

    model_config = titled(words.FIELDS["quota_form"])

    upper: str = required_choice(words.FIELDS["upper"], choices.owing_units)
    unit: str = text_field(words.FIELDS["quota_unit"])
    number: str = text_field(words.FIELDS["quota_number"])
    document: str = text_field(words.FIELDS["document"])
    signed_on: str = text_field(words.FIELDS["signed_on"])
    entered_by: str = text_field(words.FIELDS["entered_by"])
    preview: bool = preview_field(words.FIELDS["preview"])


@office_flow("Phân bổ đại biểu", run_name="Phân bổ đại biểu – {request.upper}", attempt="quotas", at_end=forget_code)
async def quota_allocation(request: QuotaForm) -> State[None]:
    """Ghi số đại biểu mà hội nghị, đại hội cấp trên phân bổ cho từng đơn vị, theo văn bản nào.

    Sau khi chạy, người nhập nhận mã cho đúng nội dung đã nhập, mở menu ⋮, chọn Resume và điền mã đó. Đơn vị chưa được
    phân bổ là chưa biết, không phải bằng 0. Phân bổ lại thì ghi văn bản mới; số cũ vẫn được giữ.
    """
    quotas, file = quotas_in(request)
    taken = preview_quotas(context.office(), quotas)
    if request.preview:
        return done(words.QUOTAS_FORESEEN.format(new=len(taken.new), same=len(taken.same)))
    if taken.new:
        taken = record(quotas, await code_for_entry(quota_entry(context.office(), quotas)))
    if file:
        remove_file(file.name)
    return done(words.QUOTAS_TAKEN.format(new=len(taken.new), same=len(taken.same)))


@office_step(name="Ghi nhận phân bổ")
def record(quotas: Sequence[Quota], code: str) -> QuotasRecorded:
    """Record all of it, or the refusal, in one transaction; the same again changes nothing. Its code counts once."""
    return record_quotas(context.office(), quotas, code=code, channel=Channel.RUN_FORM)


def quotas_in(request: QuotaForm) -> tuple[Sequence[Quota], TableBytes | None]:
    """Return the quotas that were typed, or those of the file that lies in the folder, and that file.

    A run reads the file again once its code was typed: changed meanwhile, it is refused.
    """
    office = context.office()
    units = register.units(office)
    signed_on = day_in(request.signed_on, words.FIELDS["signed_on"])
    upper = find_unit(request.upper, units, day=signed_on or context.today(), where=words.FIELDS["upper"].title)
    whole = Quota(
        upper=upper.code,
        unit="",
        number=0,
        document=request.document,
        signed_on=signed_on,
        recorded_at=office.clock.now(),
        recorded_by=context.official_number(request.entered_by),
    )
    file = None if request.unit else file_named(words.QUOTA_FILE.format(code=upper.code))
    if file is None:
        return [_typed(request, whole, units)], None
    return read_quotas(file, whole=whole, units=units, judge=lambda rows: faults_of_quotas(office, rows)), file


def _typed(request: QuotaForm, whole: Quota, units: Sequence[Unit]) -> Quota:
    missing = Problem(code=ProblemCode.QUOTA_NUMBER_MISSING, where=words.FIELDS["quota_number"].title)
    number = number_in(request.number, otherwise=missing)
    unit = find_unit(
        request.unit, units, day=whole.signed_on or context.today(), where=words.FIELDS["quota_unit"].title
    )
    return replace(whole, unit=unit.code, number=number)
