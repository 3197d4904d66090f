"""What lies outside the record: the clock, the words of letters, forms, and the mail server."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol, Self

from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.mail import CodeOf, Enclosure, Letter, OutgoingLetter, Receipt, Rendered
from emulation_workflow.domain.record.noted import NotedSeal
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.schedule.calendar_entries import CalendarEntry
from emulation_workflow.domain.submissions import FormRead, UnitPlan


class SealFile(Protocol):
    """A place outside the record where its seal is noted each day."""

    def note(self, seal: NotedSeal) -> None:
        """Note the day's seal once. OSError if that cannot be done."""


class Clock(Protocol):
    """The one clock. `now` is aware, in the campaign's time zone."""

    def now(self) -> datetime: ...


class Renderer(Protocol):
    """Turns a letter into words; raises if a value that the template uses is missing."""

    def render(self, letter: Letter) -> Rendered: ...


class Forms(Protocol):
    """The forms and files that go to the units, and the forms that come back."""

    def under(self, plan: Campaign) -> Self:
        """Return the same forms by the plan that is in force."""

    def plan_form(self, unit: Unit, parent: Unit | None, *, by_when: str = "") -> Enclosure:
        """Return the unit's own empty form; `by_when` says until when it is to be sent.

        Rejected for a unit the plan does not bind.
        """

    def result_form(
        self,
        unit: Unit,
        parent: Unit | None,
        *,
        plan: UnitPlan | None = None,
        in_force: Window | None = None,
        by_when: str = "",
    ) -> Enclosure:
        """Return the unit's own form to report on its conference, with what `plan` foresaw beside the empty cells.

        `in_force` is the window that an order has put in place of the plan's. Rejected as for a plan's form.
        """

    def dates(self, entries: Sequence[CalendarEntry], *, at: datetime) -> Enclosure:
        """Return the days as a file that calendars take in."""

    def unpack(self, file: Enclosure, *, at_most: int) -> Sequence[Enclosure]:
        """Return the files in an archive, named after it; of anything else, the file itself.

        Rejected if the archive cannot be opened, or unpacks to more bytes.
        """

    def weight(self, file: Enclosure, *, at_most: int) -> int:
        """Return what reading it may cost, in elements, as far as a glance tells; beyond `at_most` no further."""

    def read(self, file: Enclosure, units: Sequence[Unit]) -> FormRead:
        """Return the plan or result report that a file holds, or everything that is wrong with it."""


class Mailer(Protocol):
    """Hands letters to the mail server."""

    async def send(
        self,
        letter: OutgoingLetter,
        *,
        code: CodeOf | None,
        run_link: str,
        date: datetime,
        may_leave: Callable[[], Awaitable[bool]],
    ) -> Sequence[Receipt]:
        """Return one receipt for each pending address, whatever the server does; nothing of the server's is raised.

        `may_leave` is asked once the server wants the text, before any of it goes; without a yes none goes.
        """
