"""A record with one plan received, submitted and endorsed, and how it is changed behind the program's back."""

import hashlib
from dataclasses import replace

from sqlalchemy import Executable

from emulation_workflow.adapters.record.engine import write_transaction
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.submissions.plan import Attachment
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.plan_receipt import receive_plan
from tests.support.builders import PILOT_ENTERPRISE, plan_of
from tests.support.offices import HEAD, act_as

BYTES = b"the signed plan"
FILE = Attachment(name="Kế hoạch.pdf", size=len(BYTES), sha256=hashlib.sha256(BYTES).hexdigest())
CODE = PILOT_ENTERPRISE.code


def endorsed(office: Office) -> SqlStore:
    """Return the office's record, once the pilot's plan was received with its file and endorsed."""
    plan = replace(plan_of(PILOT_ENTERPRISE), attachments=(FILE,))
    receive_plan(office, plan, channel=Channel.INTAKE_FOLDER, files=[(FILE, BYTES)])
    act_as(office, PILOT_ENTERPRISE, HEAD, Act.ENDORSE)
    assert isinstance(office.store, SqlStore)
    return office.store


def tamper(record: SqlStore, *statements: Executable) -> None:
    """Change the tables behind the program's back."""
    with write_transaction(record._engine) as connection:
        for statement in statements:
            connection.execute(statement)
