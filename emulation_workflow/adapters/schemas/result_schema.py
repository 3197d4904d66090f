"""The one schema of a unit's result report: of TOML, YAML and JSON files and of the spreadsheet form.

It is the plan's, of the conference as it was held, with what only a report has.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from emulation_workflow.adapters.schemas.names import may_name_one_person
from emulation_workflow.adapters.schemas.plan_choices import in_words_of
from emulation_workflow.adapters.schemas.plan_lookup import Where, plan_of
from emulation_workflow.adapters.schemas.plan_schema import Loc, PlanSchema, declared, place_words, words_of
from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers import numbers
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.report import Party, ResultReport
from emulation_workflow.messages.forms.fields import FormField
from emulation_workflow.messages.forms.result_fields import REPORT, REPORT_FIELDS


@declared
class ResultSchema(PlanSchema):
    """A unit's result report as it is typed. What it does not state is left out; a key it does not have is refused."""

    model_config = words_of(REPORT)

    declarations: ClassVar[Mapping[str, FormField]] = REPORT_FIELDS
    paper: ClassVar[str] = numbers.REPORT


def report_place(loc: Loc) -> str:
    """Return where in a report a value stands, by titles."""
    return place_words(loc, REPORT_FIELDS)


def report_of(
    form: ResultSchema, *, campaign: Campaign, units: Sequence[Unit], where: Where = report_place
) -> ResultReport:
    """Return the report that `form` is, in ids. Rejected with every fault found, as `plan_of`.

    Also if a person's row names nobody, or several: people are counted by rows.
    """
    conference = plan_of(form, campaign=campaign, units=units, where=where)
    report = ResultReport(conference=conference, **form.values_for(ResultReport))
    rows = [(("honours", at, "honoured"), honour.kind, honour.honoured) for at, honour in enumerate(report.honours)]
    rows += [(("papers", at, "author"), paper.kind, paper.author) for at, paper in enumerate(report.papers)]
    if faults := [_not_one(name, where(loc)) for loc, kind, name in rows if _is_doubtful(kind, name)]:
        raise Rejected(*faults)
    return report


def _is_doubtful(kind: Party, name: str) -> bool:
    return kind is Party.INDIVIDUAL and bool(name) and not may_name_one_person(name)


def _not_one(name: str, where: str) -> Problem:
    return Problem(code=ProblemCode.RESULT_NAME_NOT_ONE, where=where, params={"value": name})


def report_form_of(campaign: Campaign, *, on_screen: bool = False, level: Level | None = None) -> type[ResultSchema]:
    """Return ResultSchema in the campaign's words; see `in_words_of`."""
    return in_words_of(campaign, ResultSchema, REPORT, on_screen=on_screen, level=level)
