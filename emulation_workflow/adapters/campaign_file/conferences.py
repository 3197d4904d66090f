"""Checks of each level's conference: who attends, how many, under which name."""

from collections import Counter
from collections.abc import Iterator

from emulation_workflow.adapters.campaign_file.draft import CampaignDraft, Found, found
from emulation_workflow.adapters.campaign_file.references import twice, unknown
from emulation_workflow.domain.campaign import (
    EVERYBODY,
    Campaign,
    Category,
    CategoryKind,
    Conference,
    Presence,
    Share,
    SizeRule,
)
from emulation_workflow.domain.submissions import USUAL_HEADCOUNTS


def conferences(draft: CampaignDraft) -> Iterator[tuple[str, Conference]]:
    """Yield each conference with its path."""
    for number, level in enumerate(draft.campaign.levels):
        if level.conference is not None:
            yield f"levels[{number}].conference", level.conference


def names_are_given(draft: CampaignDraft) -> Iterator[Found]:
    """Check that no name is empty, and that names of groups are of some group, each of one."""
    for path, conference in conferences(draft):
        lists = [(path, conference.names)]
        own_names = [(f"{path}.names_of_groups[{place}]", own) for place, own in enumerate(conference.names_of_groups)]
        taken: set[str] = set()
        for here, own in own_names:
            lists.append((here, own.names))
            if not own.groups or not own.names:
                yield found(here, "names_of_nobody")
            twice_named = sorted(taken.intersection(own.groups))
            yield from (found(f"{here}.groups", "group_named_twice", group=group) for group in twice_named)
            taken |= set(own.groups)
        for here, names in lists:
            blank = (number for number, name in enumerate(names) if not name.strip())
            yield from (found(f"{here}.names[{number}]", "name_empty") for number in blank)


def limits_hold(draft: CampaignDraft) -> Iterator[Found]:
    """Check that the window and each limit of days, of cost or of delegates sent above has its rule.

    And that the limit lets something through.
    """
    for path, conference in conferences(draft):
        if conference.window is not None and not conference.window_rule:
            yield found(f"{path}.window", "window_without_rule")
        limits = {
            "days": (conference.most_days, conference.days_rule),
            "cost": (conference.most_cost, conference.cost_rule),
        }
        for of, (most, rule) in limits.items():
            if most is not None and most < 1:
                yield found(f"{path}.most_{of}", "limit_too_small", most=most)
            if most is not None and not rule:
                yield found(f"{path}.most_{of}", "limit_without_rule", rule=f"{of}_rule")
    for number, level in enumerate(draft.campaign.levels):
        if level.upper_quota is not None and level.upper_quota < 1:
            yield found(f"levels[{number}].upper_quota", "limit_too_small", most=level.upper_quota)
        if level.upper_quota is not None and not (level.upper and level.upper_rule):
            yield found(f"levels[{number}].upper_quota", "quota_to_nowhere")


def compositions_hold(draft: CampaignDraft) -> Iterator[Found]:
    """Check that categories differ, and that what is joined by "hoặc" has something to choose from."""
    for path, conference in conferences(draft):
        yield from twice([row.id for row in conference.composition], f"{path}.composition", "id")
        yield from twice([row.id for row in conference.emphases], f"{path}.emphases", "id")
        yield from twice([row.id for row in conference.structure], f"{path}.structure", "id")
        yield from _alternatives(conference.composition, f"{path}.composition")


def own_words_are_new(draft: CampaignDraft) -> Iterator[Found]:
    """Check that the campaign's own kinds and head counts differ from the usual ones, and that each kind is known."""
    plan = draft.campaign
    kinds, usual = set(plan.delegate_kinds), {kind.value for kind in CategoryKind}
    for number, kind in enumerate(plan.delegate_kinds):
        if kind in {*usual, *plan.delegate_kinds[:number]} or not kind.strip():
            yield found(f"delegate_kinds[{number}]", "own_word_known", word=kind)
    for number, counted in enumerate(plan.headcounts):
        if counted.id in USUAL_HEADCOUNTS | {"as_of"}:
            yield found(f"headcounts[{number}].id", "own_word_known", word=counted.id)
    for path, conference in conferences(draft):
        named = [(f"{path}.composition[{number}].kind", row.kind) for number, row in enumerate(conference.composition)]
        known = ", ".join(sorted(kinds | usual))
        yield from (
            found(path, "delegate_kind_unknown", kind=kind, known=known)
            for path, kind in named
            if kind not in kinds | usual
        )


def _bases_of(plan: Campaign) -> set[str]:
    """Return the head counts that units of this campaign state."""
    return {*USUAL_HEADCOUNTS, *(counted.id for counted in plan.headcounts)}


def _alternatives(composition: tuple[Category, ...], path: str) -> Iterator[Found]:
    members = Counter(row.one_of for row in composition)
    for number, row in enumerate(composition):
        here = f"{path}[{number}].one_of"
        if row.presence is Presence.ONE_OF and not row.one_of:
            yield found(here, "alternative_without_group")
        elif row.one_of and row.presence is not Presence.ONE_OF:
            yield found(here, "group_without_alternative", group=row.one_of)
        elif row.one_of and members[row.one_of] == 1:
            yield found(here, "group_of_one", group=row.one_of)


def shares_hold(draft: CampaignDraft) -> Iterator[Found]:
    """Check that a share has one figure, between 0 and the whole, of categories or groups that are on the list."""
    for path, conference in conferences(draft):
        kinds = {row.kind for row in conference.composition}
        groups = {row.id for row in (*conference.emphases, *conference.structure)}
        for number, share in enumerate(conference.shares):
            here = f"{path}.shares[{number}]"
            yield from _figures(share, here)
            if bool(share.kinds) == bool(share.groups):
                yield found(f"{here}.kinds", "share_of_whom")
            named = [(f"{here}.kinds[{index}]", kind) for index, kind in enumerate(share.kinds)]
            named += [(f"{here}.base_kinds[{index}]", kind) for index, kind in enumerate(share.base_kinds)]
            yield from unknown(named, kinds, "category of the kind")
            yield from unknown(((f"{here}.groups", group) for group in share.groups), groups, "group")
            bases = ((f"{here}.base_headcount", base) for base in share.base_headcount)
            yield from unknown(bases, _bases_of(draft.campaign), "head count")


def _figures(share: Share, path: str) -> Iterator[Found]:
    figures = {"at_least": share.at_least, "at_most": share.at_most, "about": share.about}
    stated = {name: figure for name, figure in figures.items() if figure is not None}
    for name, figure in stated.items():
        if not 0 < figure <= 1:
            yield found(f"{path}.{name}", "share_out_of_range", figure=figure)
    if not stated or ("about" in stated and len(stated) > 1):
        yield found(path, "share_figures")
    if share.tolerance is not None and share.about is None:
        yield found(f"{path}.tolerance", "tolerance_alone")


def sizes_hold(draft: CampaignDraft) -> Iterator[Found]:
    """Check that every head count falls under exactly one branch, or in the one gap that the file says how to treat."""
    for path, conference in conferences(draft):
        size, here = conference.size, f"{path}.size"
        yield from _bases(size, here, _bases_of(draft.campaign))
        yield from _caps(size, here)
        if not size.branches:
            yield from _without_branches(size, here)
        elif not size.bases:
            yield from _one_for_all(size, here)
        else:
            yield from _overlaps(size, here)
            yield from _gaps(size, here)


def _without_branches(size: SizeRule, path: str) -> Iterator[Found]:
    if size != SizeRule(decided_by_unit_rule=size.decided_by_unit_rule):
        yield found(f"{path}.branches", "no_branch")


def _bases(size: SizeRule, path: str, known: set[str]) -> Iterator[Found]:
    named = [(f"{path}.bases[{number}]", base) for number, base in enumerate(size.bases)]
    named += [(f"{path}.other_bases[{number}]", base) for number, base in enumerate(size.other_bases)]
    for where, base in named:
        if base not in known:
            yield found(where, "base_unknown", base=base, known=", ".join(sorted(known)))
    for base in set(size.bases) & set(size.other_bases):
        yield found(f"{path}.other_bases", "base_twice", base=base)
    if size.bases and not (size.base_words and size.base_rule):
        yield found(path, "base_without_words")


def _caps(size: SizeRule, path: str) -> Iterator[Found]:
    caps = [(f"{path}.branches[{number}].at_most", branch.at_most) for number, branch in enumerate(size.branches)]
    caps += [(f"{path}.gap.at_most", size.gap.at_most)] if size.gap else []
    for number, branch in enumerate(size.branches):
        here, share = f"{path}.branches[{number}].at_most_share", branch.at_most_share
        if share is not None and not 0 < share <= 1:
            yield found(here, "share_out_of_range", figure=share)
        if share is not None and not size.bases:
            yield found(here, "branches_without_bases")
        if branch.at_least is not None and not 0 < branch.at_least <= (branch.at_most or EVERYBODY):
            yield found(f"{path}.branches[{number}].at_least", "least_above_most", least=branch.at_least)
    for where, cap in caps:
        if cap is not None and cap < 1:
            yield found(where, "cap_too_small", cap=cap)


def _one_for_all(size: SizeRule, path: str) -> Iterator[Found]:
    branch = size.branches[0]
    if len(size.branches) > 1 or branch.is_bounded:
        yield found(f"{path}.branches", "branches_without_bases")
    if size.gap:
        yield found(f"{path}.gap", "gap_of_one_branch")


def _overlaps(size: SizeRule, path: str) -> Iterator[Found]:
    spans = [branch.span for branch in size.branches]
    for number, (branch, span) in enumerate(zip(size.branches, spans, strict=True)):
        here = f"{path}.branches[{number}]"
        if not span:
            yield found(here, "branch_for_nobody")
        if None not in (branch.more_than, branch.from_count) or None not in (branch.fewer_than, branch.up_to):
            yield found(here, "two_bounds")
        for earlier, other in enumerate(spans[:number]):
            both = range(max(span.start, other.start), min(span.stop, other.stop))
            if both:
                yield _counts(here, "overlap", both, earlier=earlier, earlier_vi=earlier + 1)


def _gaps(size: SizeRule, path: str) -> Iterator[Found]:
    uncovered = list(size.uncovered())
    if uncovered and size.gap is None:
        for counts in uncovered:
            yield _counts(f"{path}.branches", "uncovered", counts)
    if size.gap is not None and not uncovered:
        yield found(f"{path}.gap", "gap_without_gap")


def _counts(path: str, code: str, counts: range, /, **facts: object) -> Found:
    """Return what is wrong about these head counts: of one, of a span, or of all from one on."""
    form = "open" if counts.stop == EVERYBODY else "one" if len(counts) == 1 else "span"
    return found(path, f"{code}_{form}", first=counts.start, last=counts.stop - 1, **facts)
