"""The paper of an adopted delegate list, made only for somebody who may see lists (II.3, 3.5)."""

from emulation_workflow.domain.delegates.counting import going, placed
from emulation_workflow.domain.delegates.lists import Delegate
from emulation_workflow.domain.delegates.upward import categories_for, conference_name
from emulation_workflow.domain.papers.inputs import AdoptedList, DelegateLine
from emulation_workflow.domain.papers.paper import Paper
from emulation_workflow.messages.delegates import GENDERS, REPLACES
from emulation_workflow.office.delegates.personal_data import export_list
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.request import PaperRequest, needed_unit
from emulation_workflow.office.papers.result_papers import delegate_list


def adopted_list(office: Office, asked: PaperRequest) -> Paper:
    """The latest list of the unit: those who go, then the reserves. That it was made is a row of the record."""
    taken = export_list(office, by=asked.made_by, unit=needed_unit(asked), purpose="paper")
    [version] = taken.lists
    upper, unit = taken.units[version.upper], taken.unit
    names = categories_for(office.campaign, upper)
    sent = [one.delegate for one in going(placed(version.delegates))]
    standing_by = [one for one in version.delegates if one.is_reserve and not one.stands_in]
    return delegate_list(
        office,
        asked,
        AdoptedList(
            unit=unit,
            parent=taken.units.get(unit.parent or ""),
            upper=conference_name(office.campaign, upper),
            official=tuple(_line(one, names) for one in sent),
            reserves=tuple(_line(one, names) for one in standing_by),
            minutes=version.minutes,
            adopted_on=version.adopted_on,
            sha256=version.sha256,
        ),
    )


def _line(one: Delegate, names: dict[str, str]) -> DelegateLine:
    return DelegateLine(
        name=one.name,
        born=one.born,
        gender=GENDERS[one.gender] if one.gender else "",
        ethnicity=one.ethnicity,
        position=one.post,
        category=names.get(one.category, one.category),
        note=REPLACES.format(name=one.replaces) if one.stands_in else "",
    )
