"""Checks of the reply address and of the list of copies."""

from collections.abc import Iterator

from emulation_workflow.adapters.campaign_file.draft import CampaignDraft
from emulation_workflow.adapters.campaign_file.faults import Found
from emulation_workflow.adapters.campaign_file.references import unknown
from emulation_workflow.domain.mail import WITH_CODE, LetterKind
from emulation_workflow.domain.registers import is_address


def reply_address_is_one(draft: CampaignDraft) -> Iterator[Found]:
    """Check that answers to letters reach somebody."""
    address = draft.campaign.letters.reply_to
    if not is_address(address):
        yield "letters.reply_to", f'"{address}" is not an e-mail address; write it as ban@example.vn.'


def copies_are_known(draft: CampaignDraft) -> Iterator[Found]:
    """Check that letters and roles of the list of copies exist, and that a code goes to one person's address alone."""
    roles = {role.id for role in draft.campaign.roles}
    letters = sorted(kind.value for kind in LetterKind if kind not in WITH_CODE)
    for letter, copied in draft.campaign.letters.copies.items():
        path = f"letters.copies.{letter}"
        if letter in WITH_CODE:
            yield path, "A confirmation code goes to one person alone and is never copied; take this line out."
        elif letter not in letters:
            yield path, f'No letter "{letter}" is known; write one of {", ".join(letters)}.'
        yield from unknown(((f"{path}[{number}]", role) for number, role in enumerate(copied)), roles, "role")
