"""The form of quotas, and what is read from it or from the file that it names."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.spreadsheets.delegates import read_quotas
from emulation_workflow.adapters.spreadsheets.reading import Entries, TableBytes
from emulation_workflow.domain.delegates import Quota
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.screens import delegates as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.delegates.quotas import (
    faults_of_quotas,
)
from flows.results.list_folder import file_named
from flows.running import (
    IfChosen,
    choice_field,
    choices,
    context,
    day_in,
    number_in,
    person_field,
    preview_field,
    text_field,
    titled,
)


class QuotaForm(BaseModel):
    """One unit's quota, or a file of many."""

    model_config = titled(words.FIELDS["quota_form"])

    upper: IfChosen = choice_field(words.FIELDS["upper"], choices.owing_units)
    unit: IfChosen = choice_field(words.FIELDS["quota_unit"], choices.owing_units)
    number: str = text_field(words.FIELDS["quota_number"])
    document: str = text_field(words.FIELDS["document"])
    signed_on: str = text_field(words.FIELDS["signed_on"])
    entered_by: IfChosen = person_field(words.FIELDS["entered_by"])
    preview: bool = preview_field(words.FIELDS["preview"])


def quotas_in(request: QuotaForm) -> tuple[Entries[Quota], TableBytes | None]:
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
        return Entries([_typed(request, whole, units)]), None
    return read_quotas(file, whole=whole, units=units, judge=lambda rows: faults_of_quotas(office, rows)), file


def _typed(request: QuotaForm, whole: Quota, units: Sequence[Unit]) -> Quota:
    missing = Problem(code=ProblemCode.QUOTA_NUMBER_MISSING, where=words.FIELDS["quota_number"].title)
    number = number_in(request.number, otherwise=missing)
    unit = find_unit(
        request.unit, units, day=whole.signed_on or context.today(), where=words.FIELDS["quota_unit"].title
    )
    return replace(whole, unit=unit.code, number=number)
