"""What units have typed and not sent yet."""

from datetime import datetime
from typing import Protocol

from emulation_workflow.domain.submissions import FormDraft


class Drafts(Protocol):
    """Drafts of plans and reports: one of each form for a unit, which is sent as it stands."""

    def get(self, unit: str, form: str) -> FormDraft | None: ...

    def put(self, draft: FormDraft) -> None:
        """Keep it in place of the unit's former draft of this form."""

    def drop(self, unit: str, form: str) -> None:
        """Forget the unit's draft of this form, if there is one."""

    def forget(self, before: datetime) -> None:
        """Forget what was saved last before then."""
