"""What the campaign's plan says of a form's fields, in sentences."""

from emulation_workflow.domain.campaign import EVERYBODY, Campaign, Conference, Pilot, SizeBranch, SizeRule, Window
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.labels import ATTENDANCE
from emulation_workflow.messages.names import names_of, plan_named


def basis(campaign: Campaign) -> str:
    """Return the paper that the form rests on."""
    paper = campaign.plan
    title = paper.title or campaign.title
    return words.BASIS.format(named=plan_named(campaign), day=day_words(paper.date), issuer=paper.issuer, title=title)


def name_hint(conference: Conference, group: str) -> str:
    """Return the names that the plan permits a unit of this group; where it fixes none, that it does not."""
    names, _ = conference.names_for(group)
    if not names:
        return words.NOT_STATED
    return words.NAME.format(names=" hoặc ".join(words.QUOTE.format(quote=name) for name in names))


def day_hint(campaign: Campaign, conference: Conference, pilot: Pilot | None, in_force: Window | None) -> str:
    """Return when the conference has to be held; for a pilot without a window nothing is made up (A07)."""
    window = conference.window
    hint = words.WINDOW.format(window=window.words) if window else words.NOT_STATED
    if pilot is not None and pilot.window is not None:
        hint = words.WINDOW_OF_PILOT.format(window=pilot.window.words)
    if in_force is not None:
        return words.joined([hint, words.WINDOW_IN_FORCE.format(window=in_force.words)])
    if pilot is not None and campaign.is_day_left_open(pilot):
        return words.joined([pilot.proposal_words or words.WINDOW_UNSTATED])
    return hint


def half_day_hint(campaign: Campaign, conference: Conference) -> str:
    """Return the hours of the half days in which a conference has to fit, where the plan gives it one."""
    hours = campaign.half_day
    if hours is None or not conference.session_rule:
        return ""
    return words.HALF_DAY.format(
        am=(words.hour_typed(hours.morning_start), words.hour_typed(hours.morning_end)),
        pm=(words.hour_typed(hours.afternoon_start), words.hour_typed(hours.afternoon_end)),
        **names_of(campaign),
    )


def size_hint(campaign: Campaign, size: SizeRule) -> str:
    """Return how many may attend, in one sentence that names the gap between the branches, not fills it (A01)."""
    parts = [_branch_words(branch, size.base_words) for branch in size.branches]
    if size.gap is not None:
        facts = {"words": size.base_words, **names_of(campaign)}
        parts += [words.BRANCH_GAP.format(counts=_counts_words(gap), **facts) for gap in size.uncovered()]
    return words.joined(parts)


def _branch_words(branch: SizeBranch, base: str) -> str:
    mode = ATTENDANCE[branch.mode] if branch.mode is not None else ""
    most = _number_words(branch)
    if branch.at_most_share is not None:
        share = words.AT_MOST_SHARE.format(percent=f"{100 * branch.at_most_share:g}".replace(".", ","))
        most = ", ".join(filter(None, (most, share)))
    fixed = words.FIXED_BY.format(body=branch.fixed_by) if branch.fixed_by else words.FREE
    what = ", ".join(part for part in (mode, most) if part) or fixed
    bounds = (
        (words.OVER, branch.more_than),
        (words.FROM, branch.from_count),
        (words.UNDER, branch.fewer_than),
        (words.UP_TO, branch.up_to),
    )
    stated = " ".join(pattern.format(number=number) for pattern, number in bounds if number is not None)
    return words.BRANCH.format(counts=stated, words=base, what=what) if stated else what


def _number_words(branch: SizeBranch) -> str:
    least, most = branch.at_least, branch.at_most
    if least is not None and most is not None:
        return words.BETWEEN.format(least=least, most=most)
    if least is not None:
        return words.AT_LEAST.format(number=least)
    return words.AT_MOST.format(number=most) if most is not None else ""


def _counts_words(counts: range) -> str:
    if len(counts) == 1:
        return words.EXACTLY.format(number=counts.start)
    last = "" if counts.stop == EVERYBODY else words.UP_TO.format(number=counts.stop - 1)
    return f"{words.FROM.format(number=counts.start)} {last}".strip()
