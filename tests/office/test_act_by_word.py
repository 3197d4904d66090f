"""The actor of a sealed row is whom the program identified; who is named without a code stands beside it as claimed."""

from dataclasses import replace
from pathlib import Path

import pytest

from emulation_workflow.adapters.account import own_account
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.office.board_items import board_items, close_item, list_item
from emulation_workflow.office.register import import_officials
from tests.support.offices import CLERK, HEAD, NOON, open_office, sealed_acts
from tests.support.servers.databases import sqlite_store


@pytest.mark.parametrize(
    ("channel", "by", "actor", "claimed"),
    [
        (Channel.COMMAND, CLERK.number, "van-thu", CLERK.number),
        (Channel.COMMAND, "van-thu", "van-thu", None),
        (Channel.RUN_FORM, CLERK.number, "unknown", CLERK.number),
        (Channel.PAGE, CLERK.number, CLERK.number, None),
    ],
)
def test_who_is_named_without_a_code_is_claimed(
    tmp_path: Path, channel: Channel, by: str, actor: str, claimed: str | None
) -> None:
    """A command runs under an account, a form of Prefect's under nobody's name, and pages know who is signed in."""
    office = replace(open_office(sqlite_store(tmp_path)), account="van-thu")
    list_item(office, board_item(ItemKind.AUTOMATIC, "1", at=NOON))
    close_item(office, board_items(office)[0].number or 0, by=by, note="Đã xem", channel=channel)
    [closed] = [act for act in sealed_acts(office) if act["what"] == "item_closed"]
    assert (closed["actor"], closed["facts"].get("claimed")) == (actor, claimed)


def test_whoever_imports_is_the_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list says nothing of who brings it, and no variable of the environment gives another name."""
    account = own_account()
    monkeypatch.setenv("LOGNAME", CLERK.number)
    office = replace(open_office(sqlite_store(tmp_path)), account=own_account())
    import_officials(office, [replace(HEAD, email="moi@tinh.example")], dry_run=False)
    [imported] = [act for act in sealed_acts(office) if act["what"] == "import_officials"]
    assert imported["actor"] == account != CLERK.number
