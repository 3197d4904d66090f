"""Reports on conferences, as the record has them."""

from collections.abc import Sequence

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import ResultVersion
from emulation_workflow.office.office import Office


def reports(office: Office) -> Sequence[ResultVersion]:
    """Return every version of every unit's report, oldest first."""
    return office.read(lambda record: record.reports.versions())


def report_of(office: Office, unit: Unit, version: int | None = None) -> ResultVersion:
    """Return this version of the unit's report, or the latest. Rejected if there is none."""
    report = office.read(lambda record: record.reports.get(unit.code, version))
    if report is None:
        params = {"unit": unit.name, "version": version or 1}
        raise Rejected(Problem(code=ProblemCode.RESULT_VERSION_UNKNOWN, params=params))
    return report
