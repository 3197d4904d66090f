"""The one schema of a unit's result report: of TOML, YAML and JSON files and of the spreadsheet form.

It is the plan's, of the conference as it was held, with what only a report has.
"""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from emulation_workflow.adapters.schemas.plan_schema import MOST_ROWS, FormPart, PlanForm, titled, words_of
from emulation_workflow.adapters.schemas.values import Day, Line, Note, fault
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import searchable
from emulation_workflow.domain.submissions.report import Party
from emulation_workflow.messages.forms.result_fields import REPORT, REPORT_FIELDS
from emulation_workflow.messages.labels import PARTIES

MOST_NAMED = 300
"""Papers, honours of one report."""


def read_party(value: object) -> Party:
    """Whether a collective or a person, by the id or in words."""
    word = searchable(str(value or ""))
    for party in Party:
        if word in {party.value, searchable(PARTIES[party])}:
            return party
    raise fault(ProblemCode.RESULT_PARTY_UNREADABLE, value or "")


def _field(key: str) -> Any:
    return titled(key, REPORT_FIELDS)


Kind = Annotated[Party, BeforeValidator(read_party), WithJsonSchema({"type": "string", "enum": list(Party)})]


class PaperRow(FormPart):
    """A paper that was read (II.3, 3.2)."""

    model_config = words_of(REPORT_FIELDS["papers"])

    title: Annotated[Line, _field("papers.title")] = ""
    field: Annotated[Line, _field("papers.field")] = ""
    author: Annotated[Line, _field("papers.author")] = ""
    kind: Annotated[Kind, _field("papers.kind")]


class HonourRow(FormPart):
    """An honour that was given (II.3, 3.3)."""

    model_config = words_of(REPORT_FIELDS["honours"])

    honoured: Annotated[Line, _field("honours.honoured")] = ""
    kind: Annotated[Kind, _field("honours.kind")]
    award: Annotated[Line, _field("honours.award")] = ""
    decision: Annotated[Line, _field("honours.decision")] = ""
    signed_on: Annotated[Day, _field("honours.signed_on")] = None
    put_forward: Annotated[Line, _field("honours.put_forward")] = ""
    field: Annotated[Line, _field("honours.field")] = ""
    movement: Annotated[Line, _field("honours.movement")] = ""
    fostering: Annotated[Line, _field("honours.fostering")] = ""


class ResultForm(PlanForm):
    """A unit's result report as it is typed. What it does not state is left out; a key it does not have is refused."""

    model_config = words_of(REPORT)

    papers: Annotated[list[PaperRow], _field("papers"), Field(max_length=MOST_NAMED, default_factory=list)]
    honours: Annotated[list[HonourRow], _field("honours"), Field(max_length=MOST_NAMED, default_factory=list)]
    launched: Annotated[Line, _field("launched")] = ""
    minutes: Annotated[Line, _field("minutes")] = ""
    lessons: Annotated[Note, _field("lessons")] = ""
    shortcomings: Annotated[Note, _field("shortcomings")] = ""
    difficulties: Annotated[list[Note], _field("difficulties"), Field(max_length=MOST_ROWS, default_factory=list)]
    correction: Annotated[Note, _field("correction")] = ""
