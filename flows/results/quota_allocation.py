"""Delegates are allocated to units by the unit above them: one by one, or from a file of many (II.3)."""

from collections.abc import Sequence
from dataclasses import replace

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.spreadsheets.delegates import read_quotas
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates import Quota
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.screens import delegates as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.delegates.quotas import faults_of_quotas, record_quotas
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


@office_flow("Phân bổ đại biểu", run_name="Phân bổ đại biểu – {request.upper}")
async def quota_allocation(request: QuotaForm) -> State[None]:
    """Ghi số đại biểu mà hội nghị, đại hội cấp trên phân bổ cho từng đơn vị, theo văn bản nào.

    Đơn vị chưa được phân bổ là chưa biết, không phải bằng 0. Phân bổ lại thì ghi văn bản mới; số cũ vẫn được giữ.
    """
    return done(record_quota_form(request))


@office_step(name="Ghi nhận phân bổ")
def record_quota_form(request: QuotaForm) -> str:
    """Record all of it in one transaction, or nothing; the same again changes nothing."""
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
    quotas = (
        read_quotas(file, whole=whole, units=units, judge=lambda rows: faults_of_quotas(office, rows))
        if file
        else [_typed(request, whole, units)]
    )
    taken = record_quotas(office, quotas, channel=Channel.RUN_FORM, dry_run=request.preview)
    if file and not request.preview:
        remove_file(file.name)
    outcome = words.QUOTAS_FORESEEN if request.preview else words.QUOTAS_TAKEN
    return outcome.format(new=len(taken.new), same=len(taken.same))


def _typed(request: QuotaForm, whole: Quota, units: Sequence[Unit]) -> Quota:
    missing = Problem(code=ProblemCode.QUOTA_NUMBER_MISSING, where=words.FIELDS["quota_number"].title)
    number = number_in(request.number, otherwise=missing)
    unit = find_unit(
        request.unit, units, day=whole.signed_on or context.today(), where=words.FIELDS["quota_unit"].title
    )
    return replace(whole, unit=unit.code, number=number)
