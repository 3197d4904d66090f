"""What came into the Board's mailbox."""

from collections.abc import Collection, Iterable, Sequence

from emulation_workflow.domain.mail import MailRecord
from emulation_workflow.office.office import Office


def all_mail(office: Office) -> Sequence[MailRecord]:
    """Return every message that came in, oldest first."""
    return office.read(lambda record: record.inbox.all())


def seen_at(office: Office, place: str) -> Collection[int]:
    """Return the numbers (UIDs) of the messages of this folder that were read."""
    return office.read(lambda record: record.inbox.seen_at(place))


def originals_of(office: Office, mails: Iterable[MailRecord]) -> list[tuple[MailRecord, bytes]]:
    """Return the messages with their originals, as they came, byte by byte."""
    originals = office.read(lambda record: [(mail, record.files.read(mail.sha256)) for mail in mails])
    return [(mail, original) for mail, original in originals if original is not None]


def original_of(office: Office, number: int) -> bytes | None:
    """Return the message with this number as it came, byte by byte; None if there is none."""
    with office.store.look() as record:
        mail = record.inbox.numbered(number)
        return record.files.read(mail.sha256) if mail else None
