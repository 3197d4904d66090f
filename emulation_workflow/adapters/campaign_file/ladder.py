"""Whether the ladder can be climbed: each rung later than the one below it, and somebody to write to on each."""

from collections.abc import Iterator
from itertools import pairwise

from emulation_workflow.adapters.campaign_file.draft import CampaignDraft
from emulation_workflow.adapters.campaign_file.faults import Found
from emulation_workflow.adapters.campaign_file.references import twice, unknown
from emulation_workflow.domain.campaign import Ladder, Recipient, RoleScope


def rungs_ascend(draft: CampaignDraft) -> Iterator[Found]:
    """Rungs stand in the order of their days, so that the highest due one is the last to have come."""
    ladder = draft.campaign.ladder
    if ladder is None:
        return
    if not ladder.rungs:
        yield "ladder.rungs", "The ladder has no rung; add one, or take the ladder out."
    yield from twice([rung.id for rung in ladder.rungs], "ladder.rungs", "id")
    for number, (lower, upper) in enumerate(pairwise(ladder.rungs), 1):
        if upper.working_days <= lower.working_days:
            sentence = f"This rung comes no later than the one before it ({lower.working_days} working days)"
            yield f"ladder.rungs[{number}].working_days", f"{sentence}; put the rungs in order of their days."


def rungs_reach_somebody(draft: CampaignDraft) -> Iterator[Found]:
    """Each rung writes to somebody, and to nobody twice; letters and what is due soon have room for something."""
    ladder = draft.campaign.ladder
    if ladder is None:
        return
    for number, rung in enumerate(ladder.rungs):
        if not rung.to:
            yield f"ladder.rungs[{number}].to", "This rung writes to nobody; name somebody, or take it out."
        named = [*rung.to, *rung.cc]
        for recipient in sorted({one for one in named if named.count(one) > 1}):
            yield f"ladder.rungs[{number}]", f'"{recipient}" is named more than once; name it under "to" or under "cc".'
    if ladder.most_items < 1:
        yield "ladder.most_items", "A letter lists at least one item; correct the number."
    if ladder.soon < 1:
        yield "ladder.soon", "What is due soon is due in at least one working day; correct the number."


def roles_are_known(draft: CampaignDraft) -> Iterator[Found]:
    """Board and Committee are roles of the whole campaign, and the Committee is named where it is written to."""
    plan, ladder = draft.campaign, draft.campaign.ladder
    if ladder is None:
        return
    named = [("ladder.board", ladder.board), ("ladder.committee", ladder.committee)]
    yield from unknown(named, {role.id for role in plan.roles}, "role")
    everybodys = {role.id for role in plan.roles if role.scope is RoleScope.CAMPAIGN}
    for path, role in named:
        if role in {one.id for one in plan.roles} - everybodys:
            yield path, f'"{role}" is a role of single units; name one of scope "campaign".'
    if not ladder.committee and _writes_to_committee(ladder):
        yield "ladder.committee", "A rung writes to the Committee; name the role whose officials are meant."


def _writes_to_committee(ladder: Ladder) -> bool:
    return any(Recipient.COMMITTEE in (*rung.to, *rung.cc) for rung in ladder.rungs)
