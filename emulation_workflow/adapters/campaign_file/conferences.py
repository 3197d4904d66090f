"""Checks of each level's conference: who attends, how many, under which name."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from emulation_workflow.adapters.campaign_file.draft import CampaignDraft, Found
from emulation_workflow.adapters.campaign_file.references import twice, unknown
from emulation_workflow.domain.campaign import EVERYBODY, Category, Conference, Presence, Share, SizeRule
from emulation_workflow.domain.submissions import Headcount

BASES = {field.name for field in fields(Headcount)} - {"as_of"}
"""The head counts a unit states."""


def conferences(draft: CampaignDraft) -> Iterator[tuple[str, Conference]]:
    """Yield each conference with its path."""
    for number, level in enumerate(draft.campaign.levels):
        if level.conference is not None:
            yield f"levels[{number}].conference", level.conference


def names_are_given(draft: CampaignDraft) -> Iterator[Found]:
    """Check that no name is empty, and that what is given has the rule that gives it."""
    for path, conference in conferences(draft):
        for number, name in enumerate(conference.names):
            if not name.strip():
                yield f"{path}.names[{number}]", "This name is empty; write it as the plan gives it."


def compositions_hold(draft: CampaignDraft) -> Iterator[Found]:
    """Check that categories differ, and that what is joined by "hoặc" has something to choose from."""
    for path, conference in conferences(draft):
        yield from twice([row.id for row in conference.composition], f"{path}.composition", "id")
        yield from twice([row.id for row in conference.emphases], f"{path}.emphases", "id")
        yield from twice([row.id for row in conference.structure], f"{path}.structure", "id")
        yield from _alternatives(conference.composition, f"{path}.composition")


def _alternatives(composition: tuple[Category, ...], path: str) -> Iterator[Found]:
    members = Counter(row.one_of for row in composition)
    for number, row in enumerate(composition):
        here = f"{path}[{number}].one_of"
        if row.presence is Presence.ONE_OF and not row.one_of:
            yield here, 'A category that is "one_of" belongs to a group; name the group in the key one_of.'
        elif row.one_of and row.presence is not Presence.ONE_OF:
            yield here, f'The group "{row.one_of}" needs presence = "one_of"; add it or take the group out.'
        elif row.one_of and members[row.one_of] == 1:
            yield here, f'The group "{row.one_of}" has one member; add the alternative or take the group out.'


def shares_hold(draft: CampaignDraft) -> Iterator[Found]:
    """Check that a share has one figure, between 0 and the whole, of categories or groups that are on the list."""
    for path, conference in conferences(draft):
        kinds = {row.kind.value for row in conference.composition}
        groups = {row.id for row in (*conference.emphases, *conference.structure)}
        for number, share in enumerate(conference.shares):
            here = f"{path}.shares[{number}]"
            yield from _figures(share, here)
            if bool(share.kinds) == bool(share.groups):
                yield f"{here}.kinds", "Say who counts: kinds of category, or groups, and not both."
            named = [(f"{here}.kinds[{index}]", kind.value) for index, kind in enumerate(share.kinds)]
            named += [(f"{here}.base_kinds[{index}]", kind.value) for index, kind in enumerate(share.base_kinds)]
            yield from unknown(named, kinds, "category of the kind")
            yield from unknown(((f"{here}.groups", group) for group in share.groups), groups, "group")
            yield from unknown(((f"{here}.base_headcount", base) for base in share.base_headcount), BASES, "head count")


def _figures(share: Share, path: str) -> Iterator[Found]:
    figures = {"at_least": share.at_least, "at_most": share.at_most, "about": share.about}
    stated = {name: figure for name, figure in figures.items() if figure is not None}
    for name, figure in stated.items():
        if not 0 < figure <= 1:
            yield f"{path}.{name}", f"A share lies above 0 and at most 1, not at {figure}; correct it."
    if not stated or ("about" in stated and len(stated) > 1):
        yield path, 'Give the share one figure: "at_least", "at_most" or "about".'
    if share.tolerance is not None and share.about is None:
        yield f"{path}.tolerance", 'A tolerance goes with "about"; take one of them out.'


def sizes_hold(draft: CampaignDraft) -> Iterator[Found]:
    """Check that every head count falls under exactly one branch, or in the one gap that the file says how to treat."""
    for path, conference in conferences(draft):
        size, here = conference.size, f"{path}.size"
        yield from _bases(size, here)
        yield from _caps(size, here)
        if not size.branches:
            yield from _without_branches(size, here)
        elif not size.bases:
            yield from _one_for_all(size, here)
        else:
            yield from _overlaps(size, here)
            yield from _gaps(size, here)


def _without_branches(size: SizeRule, path: str) -> Iterator[Found]:
    if size != SizeRule():
        yield f"{path}.branches", "No branch is given; write at least one, or leave the size out."


def _bases(size: SizeRule, path: str) -> Iterator[Found]:
    named = [(f"{path}.bases[{number}]", base) for number, base in enumerate(size.bases)]
    named += [(f"{path}.other_bases[{number}]", base) for number, base in enumerate(size.other_bases)]
    for where, base in named:
        if base not in BASES:
            yield where, f'No head count "{base}" is known; write one of {", ".join(sorted(BASES))}.'
    for base in set(size.bases) & set(size.other_bases):
        yield f"{path}.other_bases", f'"{base}" is among the bases already; name it once.'
    if size.bases and not (size.base_words and size.base_rule):
        yield path, "Head counts decide here: give the plan's words for them (base_words) and their rule (base_rule)."


def _caps(size: SizeRule, path: str) -> Iterator[Found]:
    caps = [(f"{path}.branches[{number}].at_most", branch.at_most) for number, branch in enumerate(size.branches)]
    caps += [(f"{path}.gap.at_most", size.gap.at_most)] if size.gap else []
    for where, cap in caps:
        if cap is not None and cap < 1:
            yield where, f"A cap of {cap} lets nobody in; correct it or take it out."


def _one_for_all(size: SizeRule, path: str) -> Iterator[Found]:
    branch = size.branches[0]
    if len(size.branches) > 1 or branch.is_bounded:
        yield f"{path}.branches", "Branches by head count need to know which heads count; name them in bases."
    if size.gap:
        yield f"{path}.gap", "A single branch for all leaves no gap; take the gap out."


def _overlaps(size: SizeRule, path: str) -> Iterator[Found]:
    spans = [branch.span for branch in size.branches]
    for number, (branch, span) in enumerate(zip(size.branches, spans, strict=True)):
        here = f"{path}.branches[{number}]"
        if not span:
            yield here, "No head count falls under this branch; correct its bounds."
        if None not in (branch.more_than, branch.from_count) or None not in (branch.fewer_than, branch.up_to):
            yield here, 'Two bounds on one side; keep "more_than" or "from_count", "fewer_than" or "up_to".'
        for earlier, other in enumerate(spans[:number]):
            both = range(max(span.start, other.start), min(span.stop, other.stop))
            if both:
                yield here, f"{_counts(both)} under branches[{earlier}] as well; let the branches not overlap."


def _gaps(size: SizeRule, path: str) -> Iterator[Found]:
    uncovered = list(size.uncovered())
    if uncovered and size.gap is None:
        for counts in uncovered:
            yield f"{path}.branches", f"{_counts(counts)} under no branch; add a branch, or a gap with its treatment."
    if size.gap is not None and not uncovered:
        yield f"{path}.gap", "The branches leave no head count out; take the gap out."


def _counts(counts: range) -> str:
    if counts.stop == EVERYBODY:
        return f"Head counts from {counts.start} on fall"
    if len(counts) == 1:
        return f"A head count of {counts.start} falls"
    return f"Head counts {counts.start} to {counts.stop - 1} fall"
