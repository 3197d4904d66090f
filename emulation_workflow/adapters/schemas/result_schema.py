"""The one schema of a unit's result report: of TOML, YAML and JSON files and of the spreadsheet form.

It is the plan's, of the conference as it was held, with what only a report has.
"""

from collections.abc import Mapping
from typing import ClassVar

from emulation_workflow.adapters.schemas.plan_schema import PlanForm, declared, words_of
from emulation_workflow.messages.forms.fields import FormField
from emulation_workflow.messages.forms.result_fields import REPORT, REPORT_FIELDS


@declared
class ResultForm(PlanForm):
    """A unit's result report as it is typed. What it does not state is left out; a key it does not have is refused."""

    model_config = words_of(REPORT)

    declarations: ClassVar[Mapping[str, FormField]] = REPORT_FIELDS
