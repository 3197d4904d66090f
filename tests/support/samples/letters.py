"""Letters for tests, made of the samples."""

from datetime import datetime

from emulation_workflow.domain.mail.letters import Addressee, Letter, LetterKind, OutgoingLetter, Rendered
from emulation_workflow.ports import Transaction


def post_in_words(record: Transaction, letter: Letter, words: Rendered, *, at: datetime) -> bool:
    """Post a letter and put it into these words."""
    is_kept = record.letters.post(letter, at=at)
    for draft in record.letters.drafts(limit=1):
        record.letters.keep_words(draft, words)
    return is_kept


def outgoing(*emails: str, number: int = 1, attempt: int = 1, code_ref: str = "") -> OutgoingLetter:
    """Return a claimed letter to these addresses."""
    people = tuple(Addressee(name="Ủy ban nhân dân thành phố Mẫu", email=email) for email in emails)
    return OutgoingLetter(
        number=number,
        key=f"mau/{number}",
        kind=LetterKind.PLAN_RECEIVED,
        to=people,
        cc=(),
        subject="V/v đã nhận Kế hoạch",
        text="Kính gửi: đơn vị.\n.\n",
        html="<p>Kính gửi: đơn vị.</p>",
        message_id=f"<{number}@mau.example.vn>",
        attempt=attempt,
        pending=tuple(emails),
        code_ref=code_ref,
    )


async def at_once() -> bool:
    """Let a letter leave whose text the server asks for."""
    return True
