"""Whatever is put on the Board's list, and whatever becomes of mail, has its words."""

from datetime import UTC, datetime

import pytest

from emulation_workflow.domain.board_list import BoardItem, ItemKind, LeftBecause
from emulation_workflow.domain.mail import Cause
from emulation_workflow.domain.mail.incoming import MailFate
from emulation_workflow.messages.board_list import (
    FILE_FATES,
    ITEM_KINDS,
    LEFT_BECAUSE,
    MAIL_FATES,
    RETURNED,
    item_sentence,
)
from emulation_workflow.messages.screens.mail import OPENING_FATES
from emulation_workflow.office.mailbox.forms import FileFate
from emulation_workflow.office.reminders.opening import OpeningFate

pytestmark = pytest.mark.complete

PARAMS = {
    "run": "Nhập kế hoạch",
    "link": "http://127.0.0.1:4200/runs/1",
    "table": "official",
    "key": '["C1"]',
    "name": "Xã Mẫu",
    "email": "xa@tinh.example",
    "sender": "xa@tinh.example",
    "subject": "Kế hoạch",
    "letter": "V/v mở đợt",
    "version": 2,
    "what": "kết quả thẩm định, ý kiến về kế hoạch",
    "row": 12,
    "task": "Tổng kết",
    "due": "30/9/2020",
    "words": "không có người nhận",
    "files": ["phiếu.xlsx", ""],
    "file": "kế hoạch.xlsx",
    "returned": "policy",
    "target": "khac@tinh.example",
    "emails": ["xa@tinh.example"],
    "number": 12,
    "why": "link",
    "address": "a@xa.example",
    "reason": "No space left on device",
    "folder": "INBOX",
    "said": ["Thư chưa kèm phiếu.", "Đề nghị gửi lại."],
}


@pytest.mark.parametrize("kind", ItemKind)
def test_every_item_says_what_has_happened_and_what_to_do(kind: ItemKind) -> None:
    """With all its params, and with those left empty that may be."""
    empty = {key: type(value)() for key, value in PARAMS.items()}
    for params in (PARAMS, empty):
        said = item_sentence(BoardItem(key="a", kind=kind, opened_at=datetime.now(UTC), params=params))
        assert "{" not in said
        assert said.endswith(".")
        assert "“”" not in said
        assert any(word in said.lower() for word in ("đề nghị", "sẽ được đọc lại"))


def test_all_that_can_become_of_something_has_a_name() -> None:
    """Staff read words, never codes."""
    assert set(ITEM_KINDS) == set(ItemKind)
    assert set(LEFT_BECAUSE) == set(LeftBecause)
    assert set(MAIL_FATES) == set(MailFate)
    assert set(RETURNED) == {*Cause, "forwarded", "of_several", "of_official"}
    assert set(FILE_FATES) == {fate.value for fate in FileFate}
    assert set(OPENING_FATES) == {fate.value for fate in OpeningFate}
