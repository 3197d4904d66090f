"""What a run says of the letters that it caused."""

import pytest

from emulation_workflow.domain.mail import Addressee, Letter, LetterKind
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.delivery.delivery import DeliveryReport
from emulation_workflow.office.office import Office
from flows.running import done
from flows.running.letters import AT_THE_END_OF_A_TURN
from flows.running.steps import with_letters

MANY = AT_THE_END_OF_A_TURN


@pytest.mark.parametrize(
    ("report", "left"),
    [
        (DeliveryReport(sent=MANY), 3),
        (DeliveryReport(sent=MANY - 1, retried=1), 2),
        (DeliveryReport(sent=MANY - 3, retried=3), 0),
        (DeliveryReport(sent=MANY - 1), 0),
    ],
)
def test_letters_that_leave_after_the_run_are_told_too(office: Office, report: DeliveryReport, left: int) -> None:
    """A turn sends so many and no more: an order's hundred and twelve are not "sent 100" and nothing else."""
    ward = (Addressee(name="Phường Mẫu", email="p.mau@tinh.example"),)
    with office.store.act() as record:
        for number in range(3):
            letter = Letter(key=f"{number}", kind=LetterKind.LESSONS, to=ward, context={})
            record.letters.post(letter, at=office.clock.now())
    told = with_letters(done("Xong."), report).message or ""
    assert f"đã gửi {report.sent}," in told
    follow = run_words.LETTERS_FOLLOW.format(waiting=left)
    assert told.endswith(follow) if left else run_words.LETTERS_FOLLOW[:4] not in told
