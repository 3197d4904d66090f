"""What goes to the units enclosed, and the forms that come back: `ports.Forms` by the file adapters."""

from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Self

from emulation_workflow.adapters.forms.written import form_bytes, result_form_bytes
from emulation_workflow.adapters.submissions.archives import unpacked
from emulation_workflow.adapters.submissions.calendar_file import MIME_TYPE, calendar_bytes
from emulation_workflow.adapters.submissions.files import read_incoming_file
from emulation_workflow.adapters.submissions.weighing import weight_of
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.mail import Enclosure
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.schedule.calendar_entries import CalendarEntry
from emulation_workflow.domain.submissions import FormRead, UnitPlan
from emulation_workflow.messages.forms import enclosures as words
from emulation_workflow.messages.names import plan_named

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UnitForms:
    """`ports.Forms` of one campaign; `domain` is that of the office's address."""

    def __init__(self, campaign: Campaign, *, domain: str) -> None:
        self.campaign = campaign
        self._domain = domain

    def under(self, plan: Campaign) -> Self:
        changed = copy(self)
        changed.campaign = plan
        return changed

    def plan_form(self, unit: Unit, parent: Unit | None, *, by_when: str = "") -> Enclosure:
        content = form_bytes(self.campaign, unit, parent=parent, by_when=by_when)
        return Enclosure(name=words.PLAN_FORM.format(unit=_file_name(unit.name)), mime_type=XLSX, content=content)

    def result_form(
        self,
        unit: Unit,
        parent: Unit | None,
        *,
        plan: UnitPlan | None = None,
        in_force: Window | None = None,
        by_when: str = "",
    ) -> Enclosure:
        content = result_form_bytes(self.campaign, unit, parent=parent, plan=plan, in_force=in_force, by_when=by_when)
        return Enclosure(name=words.RESULT_FORM.format(unit=_file_name(unit.name)), mime_type=XLSX, content=content)

    def dates(self, entries: Sequence[CalendarEntry], *, at: datetime) -> Enclosure:
        content = calendar_bytes(entries, name=plan_named(self.campaign), domain=self._domain, at=at)
        return Enclosure(name=words.DATES, mime_type=MIME_TYPE, content=content)

    def unpack(self, file: Enclosure, *, at_most: int) -> Sequence[Enclosure]:
        return unpacked(file, at_most=at_most)

    def weight(self, file: Enclosure, *, at_most: int) -> int:
        return weight_of(file.name, file.content, at_most=at_most)

    def read(self, file: Enclosure, units: Sequence[Unit]) -> FormRead:
        return read_incoming_file(file.name, file.content, campaign=self.campaign, units=units)


def _file_name(text: str) -> str:
    """`text` without the characters that some system does not allow in a file's name."""
    return " ".join("".join(" " if character in '\\/:*?"<>|' else character for character in text).split())
