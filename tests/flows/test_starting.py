"""What a run loads before it does anything: somebody has just clicked, and waits."""

import subprocess
import sys

from emulation_workflow.settings import PROJECT

AWAITED = (
    "approval.pilot_approval",
    "approval.plan_intake",
    "approval.document_entry",
    "approval.withdrawal",
    "approval.code_reissue",
    "mail.mail_delivery",
)
SLOW = ("alembic", "docx", "icalendar", "imapclient", "matplotlib", "numpy", "openpyxl", "typst")

LOADED = f"""
import sys
from importlib import import_module
for name in {AWAITED}:
    import_module(f"flows.{{name}}")
print(*(name for name in {SLOW} if name in sys.modules))
"""


def test_runs_that_people_wait_for_load_no_library_they_hardly_need() -> None:
    """Spreadsheets, calendars, mailboxes and papers are loaded by the runs that deal with them, when they do."""
    said = subprocess.run([sys.executable, "-c", LOADED], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == []
