"""An order on a real server and worker: previewed, confirmed with the clerk's own code, entered once."""

from typing import Any

import pytest

from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.messages.screens import run_words
from tests.e2e.conftest import World

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(2400)]

ENTRY = "Nhập văn bản điều chỉnh"
CLERK = "vanthu.tdkt@kontum.example"
DOCUMENT: dict[str, Any] = {
    "number": "301/UBND-KGVX",
    "issuer": "Ủy ban nhân dân tỉnh Kon Tum",
    "signed_on": "2020-02-19",
    "signer": "Hoàng Đức Nhân",
    "points": [
        {"kind": "Tạm dừng", "levels": ["cấp xã"], "mode": run_words.NOT_CHOSEN},
        {"kind": "Giảm số lượng đại biểu", "units": ["Thành phố Kon Tum"], "at_most": 150},
    ],
    "entered_by": "BTDKT-04",
}


def artifact(world: World, key: str = "van-ban-301-ubnd-kgvx") -> str:
    """The newest page about the document."""
    asked = {"artifacts": {"key": {"any_": [key]}}}
    found = world.prefect.ask("POST", "/artifacts/latest/filter", asked)
    return str(found[0]["data"]) if found else ""


def told(world: World) -> set[str]:
    with world.office.store.look() as record:
        return {letter.unit for letter in record.letters.statuses() if letter.kind is LetterKind.ORDER_NOTICE}


def points(world: World) -> int:
    with world.office.store.look() as record:
        return len(record.orders.all())


def test_an_order_takes_effect_only_once_it_was_seen_and_confirmed(world: World) -> None:
    """The preview waits with the question; the clerk's code makes it so, and the same document again does nothing."""
    run = world.prefect.start(ENTRY, DOCUMENT)
    world.patiently(
        lambda: True if world.prefect.state(run)["name"] == run_words.WAITING_FOR_CODE else None, "the code to be asked"
    )
    preview = artifact(world, "xem-truoc-van-ban-301-ubnd-kgvx")
    assert "Xem trước" in preview
    assert "Giảm số lượng đại biểu" in preview
    assert (points(world), told(world)) == (0, set())
    code = world.patiently(lambda: world.mailbox.newest_code(CLERK, about=("301/UBND-KGVX",)), "the clerk's code")
    assert world.prefect.resume(run, {"code": code})
    assert world.ended(run)["name"] == run_words.DONE
    assert points(world) == 2
    assert {"23281", "608"} <= told(world)
    assert "Đã nhập" in artifact(world)
    letters = len(told(world))
    again = world.run(ENTRY, DOCUMENT)
    assert (again["name"], run_words.ORDER_STANDS.format(number="301/UBND-KGVX")) == (run_words.DONE, again["message"])
    assert (points(world), len(told(world))) == (2, letters)
    assert world.record_faults() == []


def test_a_document_nobody_may_issue_is_refused_in_words(world: World) -> None:
    """What is wrong stands in the run's state, all of it at once; nobody is asked for a code."""
    issuer = {"issuer": "Hội đồng Thi đua - Khen thưởng tỉnh Kon Tum"}
    state = world.run(ENTRY, {**DOCUMENT, **issuer, "points": [{"kind": "Điều chỉnh thời gian"}]})
    assert state["name"] == run_words.NOT_TAKEN
    assert "không có thẩm quyền" in state["message"]
    assert "phải ghi thời gian mới" in state["message"]
    assert points(world) == 0
