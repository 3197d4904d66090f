"""Checks of the reminders' ladder, of the reply address and of the list of copies."""

from collections.abc import Iterator
from itertools import pairwise

from emulation_workflow.adapters.campaign_file.draft import CampaignDraft, Found, found
from emulation_workflow.adapters.campaign_file.references import twice, unknown
from emulation_workflow.domain.campaign import Ladder, Recipient, RoleScope, Rung
from emulation_workflow.domain.mail.letters import WITH_CODE, LetterKind
from emulation_workflow.domain.registers.consistency import is_address


def rungs_ascend(draft: CampaignDraft) -> Iterator[Found]:
    """Yield rungs that do not stand in the order of their days: the highest due one is to be the last to have come."""
    for where, rungs in _ladders(draft.campaign.ladder):
        if not rungs:
            yield found(where, "ladder_without_rungs")
        yield from twice([rung.id for rung in rungs], where, "id")
        for number, (lower, upper) in enumerate(pairwise(rungs), 1):
            if upper.working_days <= lower.working_days:
                yield found(f"{where}[{number}].working_days", "rungs_out_of_order", days=lower.working_days)


def rungs_reach_somebody(draft: CampaignDraft) -> Iterator[Found]:
    """Yield rungs that write to nobody or to somebody twice, and letters and days without room for anything."""
    for where, rungs in _ladders(draft.campaign.ladder):
        for number, rung in enumerate(rungs):
            if not rung.to:
                yield found(f"{where}[{number}].to", "rung_to_nobody")
            named = [*rung.to, *rung.cc]
            for recipient in sorted({recipient for recipient in named if named.count(recipient) > 1}):
                yield found(f"{where}[{number}]", "recipient_twice", recipient=recipient)
    ladder = draft.campaign.ladder
    if ladder is not None and ladder.most_items < 1:
        yield found("ladder.most_items", "letter_lists_nothing")
    if ladder is not None and ladder.soon < 1:
        yield found("ladder.soon", "soon_is_never")


def own_rungs_are_somebodys(draft: CampaignDraft) -> Iterator[Found]:
    """Yield rungs of levels that are not known, and those that are for everybody: such are the ladder's own."""
    plan, ladder = draft.campaign, draft.campaign.ladder
    for place, own in enumerate(ladder.own if ladder else ()):
        where = f"ladder.own[{place}]"
        named = [(f"{where}.levels[{number}]", level) for number, level in enumerate(own.levels)]
        yield from unknown(named, {level.id for level in plan.levels}, "level")
        if not own.levels and not own.groups:
            yield found(where, "own_rungs_for_all")


def roles_are_known(draft: CampaignDraft) -> Iterator[Found]:
    """Yield Board and Committee that are no roles of the whole campaign, and a Committee that is not named."""
    plan, ladder = draft.campaign, draft.campaign.ladder
    if ladder is None:
        return
    named = [("ladder.board", ladder.board), ("ladder.committee", ladder.committee)]
    yield from unknown(named, {role.id for role in plan.roles}, "role")
    everybodys = {role.id for role in plan.roles if role.scope is RoleScope.CAMPAIGN}
    for path, role in named:
        if role in {role.id for role in plan.roles} - everybodys:
            yield found(path, "role_of_units", role=role)
    if not ladder.committee and _writes_to_committee(ladder):
        yield found("ladder.committee", "committee_not_named")


def _ladders(ladder: Ladder | None) -> Iterator[tuple[str, tuple[Rung, ...]]]:
    """Yield the rungs of everybody, and those of each of the levels and groups that have their own, with their path."""
    if ladder is not None:
        yield "ladder.rungs", ladder.rungs
        for place, own in enumerate(ladder.own):
            yield f"ladder.own[{place}].rungs", own.rungs


def _writes_to_committee(ladder: Ladder) -> bool:
    return any(Recipient.COMMITTEE in (*rung.to, *rung.cc) for rungs in ladder.all_rungs for rung in rungs)


def reply_address_is_one(draft: CampaignDraft) -> Iterator[Found]:
    """Check that answers to letters reach somebody."""
    address = draft.campaign.letters.reply_to
    if not is_address(address):
        yield found("letters.reply_to", "reply_address", address=address)


def copies_are_known(draft: CampaignDraft) -> Iterator[Found]:
    """Check that letters and roles of the list of copies exist, and that a code goes to one person's address alone.

    Besides roles, the unit above may be named.
    """
    roles = {Recipient.UPPER_UNIT.value, *(role.id for role in draft.campaign.roles)}
    letters = sorted(kind.value for kind in LetterKind if kind not in WITH_CODE)
    for letter, copied in draft.campaign.letters.copies.items():
        path = f"letters.copies.{letter}"
        if letter in WITH_CODE:
            yield found(path, "code_copied")
        elif letter not in letters:
            yield found(path, "letter_unknown", letter=letter, known=", ".join(letters))
        yield from unknown(((f"{path}[{number}]", role) for number, role in enumerate(copied)), roles, "role")
