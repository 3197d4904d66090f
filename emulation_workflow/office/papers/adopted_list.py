"""The paper of an adopted delegate list, made only for somebody who may see lists (II.3, 3.5)."""

from emulation_workflow.domain.delegates import Delegate, categories_for, going, placed
from emulation_workflow.domain.papers.inputs import AdoptedList, DelegateLine
from emulation_workflow.domain.papers.paper import Paper
from emulation_workflow.domain.registers import formal_name
from emulation_workflow.messages.delegates import GENDERS, REPLACES
from emulation_workflow.messages.labels import conference_of
from emulation_workflow.office.delegates.personal_data import export_list
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.conference_outcome import number_of
from emulation_workflow.office.papers.request import PaperRequest, needed_unit
from emulation_workflow.office.papers.result_papers import delegate_list


def adopted_list(office: Office, request: PaperRequest) -> Paper:
    """Return the unit's latest list: those who go, then the reserves. That it was made is a row of the record."""
    export = export_list(office, by=request.made_by, unit=needed_unit(request), purpose="paper")
    [version] = export.lists
    upper, unit = export.units[version.upper], export.unit
    names = categories_for(office.campaign, upper)
    number = office.read(lambda record: number_of(record, unit.code))
    sent = [person.delegate for person in going(placed(version.delegates))]
    standing_by = [delegate for delegate in version.delegates if delegate.is_reserve and not delegate.stands_in]
    return delegate_list(
        office,
        request,
        AdoptedList(
            unit=unit,
            parent=export.units.get(unit.parent or ""),
            upper=conference_of(office.campaign, upper),
            official=tuple(_line(delegate, names) for delegate in sent),
            reserves=tuple(_line(delegate, names) for delegate in standing_by),
            sent_to=formal_name(office.campaign, upper),
            number=number,
            minutes=version.minutes,
            adopted_on=version.adopted_on,
            sha256=version.sha256,
        ),
    )


def _line(delegate: Delegate, names: dict[str, str]) -> DelegateLine:
    return DelegateLine(
        name=delegate.name,
        born=delegate.born,
        gender=GENDERS[delegate.gender] if delegate.gender else "",
        ethnicity=delegate.ethnicity,
        position=delegate.post,
        category=names.get(delegate.category, delegate.category),
        note=REPLACES.format(name=delegate.replaces) if delegate.stands_in else "",
    )
