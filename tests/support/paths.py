"""Where tests find data: the campaigns that come with the program, messages as `.eml` files."""

from pathlib import Path

from emulation_workflow.bootstrap import CAMPAIGNS

TESTS = Path(__file__).parents[1]
KON_TUM = CAMPAIGNS / "kon_tum_2020"
MAIL = TESTS / "support" / "mail"


def mail_file(name: str) -> Path:
    """Return the message file of this name (without `.eml`), whoever wrote it."""
    return next(MAIL.rglob(f"{name}.eml"))
