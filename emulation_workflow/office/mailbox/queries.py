"""What flows ask about the mailbox. Nothing changes."""

from collections.abc import Collection

from emulation_workflow.office.office import Office


def seen_messages(office: Office, place: str) -> Collection[int]:
    """Return the numbers, in the folder `place` of a mailbox, of messages that were read before."""
    with office.store.look() as record:
        return record.inbox.seen_at(place)
