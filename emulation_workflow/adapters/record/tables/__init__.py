"""The record's tables, by subject. Importing this package makes `Record.metadata` complete."""

from emulation_workflow.adapters.record.tables import (
    cases,
    drafts,
    ledger,
    mail,
    obligations,
    register,
    results,
    sign_ins,
)
from emulation_workflow.adapters.record.tables.base import Record

__all__ = [
    "Record",
    "cases",
    "drafts",
    "ledger",
    "mail",
    "obligations",
    "register",
    "results",
    "sign_ins",
]
