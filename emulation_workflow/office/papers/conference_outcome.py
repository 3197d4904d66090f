"""One unit's conference by its latest report, for the paper that the unit signs."""

from collections.abc import Mapping

from emulation_workflow.domain.campaign import Body, Campaign, Category
from emulation_workflow.domain.delegates import DelegateListVersion, ListKind
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.inputs import ConferenceOutcome
from emulation_workflow.domain.papers.numbers import symbol_in
from emulation_workflow.domain.registers import Unit, formal_name
from emulation_workflow.domain.schedule.ladder import answers_to_parent
from emulation_workflow.domain.submissions import ResultVersion
from emulation_workflow.messages.forms.choices import asks_mode
from emulation_workflow.messages.labels import ATTENDANCE
from emulation_workflow.messages.papers.papers import session_words
from emulation_workflow.office.letters.posting import is_own_office
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.request import PaperRequest, board, committee, needed_unit
from emulation_workflow.office.results.report_receipt import reporting_unit
from emulation_workflow.ports import Transaction


def outcome(office: Office, request: PaperRequest) -> ConferenceOutcome:
    """Return the conference by the unit's latest report. Rejected("paper_without_result") for a unit without one."""
    code, today = needed_unit(request), office.clock.now().date()
    with office.store.look() as record:
        version = record.reports.get(code)
        if version is None:
            unit = record.register.unit(code, today)
            raise Rejected(Problem(code=ProblemCode.PAPER_WITHOUT_RESULT, params={"unit": unit.name if unit else code}))
        unit = reporting_unit(record, office, version.report, version.received_at.date())
        parent = record.register.unit(unit.parent, version.received_at.date()) if unit.parent else None
        adopted = record.delegates.get(ListKind.ADOPTED, code)
        number = number_of(record, code)
        campaign = office.plan_in_force(record, today)
    return _outcome(campaign, unit, parent, version, number=number, adopted=adopted)


def number_of(record: Transaction, unit: str) -> str:
    """Return a number of the unit's own that has its symbol: its latest report's, else its plan's, else ""."""
    report, plan = record.reports.get(unit), record.plans.get(unit)
    numbers = (report.report.conference.number if report else "", plan.plan.number if plan else "")
    return next(filter(symbol_in, numbers), "")


def _outcome(
    campaign: Campaign,
    unit: Unit,
    parent: Unit | None,
    version: ResultVersion,
    *,
    number: str,
    adopted: DelegateListVersion | None,
) -> ConferenceOutcome:
    report = version.report
    held, level = report.conference, campaign.level_of(unit.level)
    composition = level.conference.composition if level and level.conference else ()
    names = {content.id: content.name for content in campaign.contents}
    to_parent = parent is not None and level is not None and answers_to_parent(level)
    return ConferenceOutcome(
        unit=unit,
        parent=parent,
        reports_to=formal_name(campaign, parent) if parent is not None and to_parent else _above(campaign, unit).name,
        conference=held.conference_name,
        held_on=held.held_on,
        session=session_words(held.held_on, held.starts_at, held.ends_at, campaign.half_day),
        place=held.place,
        mode=ATTENDANCE[held.mode] if held.mode else "",
        is_mode_asked=level is not None and level.conference is not None and asks_mode(level.conference),
        participants=held.total if held.total is not None else (held.delegates_total if held.delegates else None),
        composition=tuple(_counted(composition, held.delegates)),
        contents=tuple(names.get(item.content, item.content) for item in held.agenda),
        papers=report.papers,
        honours=report.honours,
        launched=report.launched,
        minutes=report.minutes,
        number=number,
        delegates=adopted.official if adopted else None,
        reserves=adopted.reserves if adopted else None,
        lessons=report.lessons,
        shortcomings=report.shortcomings,
        difficulties=report.difficulties,
        version=version.version,
        sha256=version.sha256,
    )


def _above(campaign: Campaign, unit: Unit) -> Body:
    """Return whom units of the first level report to: the Board; the Board itself reports to the Committee."""
    return committee(campaign) if is_own_office(campaign, unit) else board(campaign)


def _counted(composition: tuple[Category, ...], delegates: Mapping[str, int]) -> list[tuple[str, int | None]]:
    """Return every category of the level's list, and what else the report counts; a count not stated is not zero."""
    if not delegates:
        return []
    listed = {category.id: category.name for category in composition}
    return [(listed.get(key, key), delegates.get(key)) for key in dict.fromkeys([*listed, *delegates])]
