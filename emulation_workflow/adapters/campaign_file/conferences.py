"""Checks of each level's conference: who attends, how many, under which name."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from emulation_workflow.adapters.campaign_file.draft import CampaignDraft, Found
from emulation_workflow.adapters.campaign_file.references import twice, unknown
from emulation_workflow.domain.campaign import Category, Conference, Presence, SizeBranch, SizeRule
from emulation_workflow.domain.submissions import Headcount

BASES = {field.name for field in fields(Headcount)} - {"as_of"}
"""The head counts a unit states."""


def conferences(draft: CampaignDraft) -> Iterator[tuple[str, Conference]]:
    """Yield each conference with its path."""
    for number, level in enumerate(draft.campaign.levels):
        if level.conference is not None:
            yield f"levels[{number}].conference", level.conference


def names_are_given(draft: CampaignDraft) -> Iterator[Found]:
    for path, conference in conferences(draft):
        if not conference.names:
            yield f"{path}.names", "No name is permitted; write at least one, as the plan gives it."
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
    """Check that a share is more than 0, at most the whole, and of categories that are on the list."""
    for path, conference in conferences(draft):
        kinds = {row.kind.value for row in conference.composition}
        for number, share in enumerate(conference.shares):
            here = f"{path}.shares[{number}]"
            if not 0 < share.at_least <= 1:
                yield f"{here}.at_least", f"A share lies above 0 and at most 1, not at {share.at_least}; correct it."
            if not share.kinds:
                yield f"{here}.kinds", "The share is of nobody; name the kinds of category that count."
            named = ((f"{here}.kinds[{index}]", kind.value) for index, kind in enumerate(share.kinds))
            yield from unknown(named, kinds, "category of the kind")


def sizes_hold(draft: CampaignDraft) -> Iterator[Found]:
    """Check that every head count falls under exactly one branch, or in the one gap that the file says how to treat."""
    for path, conference in conferences(draft):
        size, here = conference.size, f"{path}.size"
        yield from _bases(size, here)
        yield from _caps(size, here)
        if not size.branches:
            yield f"{here}.branches", "No branch is given; write at least one with its cap."
        elif not size.bases:
            yield from _one_for_all(size, here)
        else:
            yield from _overlaps(size, here)
            yield from _gaps(size, here)


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
    if len(size.branches) > 1 or branch.fewer_than is not None or branch.more_than is not None:
        yield f"{path}.branches", "Branches by head count need to know which heads count; name them in bases."
    if size.gap:
        yield f"{path}.gap", "A single branch for all leaves no gap; take the gap out."


def _span(branch: SizeBranch) -> range:
    """Return the head counts of a branch; without an upper bound, up to one that no unit of people reaches."""
    first = 0 if branch.more_than is None else branch.more_than + 1
    return range(max(first, 0), _EVERYBODY if branch.fewer_than is None else branch.fewer_than)


_EVERYBODY = 10**9


def _overlaps(size: SizeRule, path: str) -> Iterator[Found]:
    spans = [_span(branch) for branch in size.branches]
    for number, span in enumerate(spans):
        here = f"{path}.branches[{number}]"
        if not span:
            yield here, "No head count falls under this branch; correct fewer_than and more_than."
        for earlier, other in enumerate(spans[:number]):
            both = range(max(span.start, other.start), min(span.stop, other.stop))
            if both:
                yield here, f"{_counts(both)} under branches[{earlier}] as well; let the branches not overlap."


def _gaps(size: SizeRule, path: str) -> Iterator[Found]:
    uncovered, reached = [], 0
    for span in sorted((span for branch in size.branches if (span := _span(branch))), key=lambda span: span.start):
        if span.start > reached:
            uncovered.append(range(reached, span.start))
        reached = max(reached, span.stop)
    if reached < _EVERYBODY:
        uncovered.append(range(reached, _EVERYBODY))
    if uncovered and size.gap is None:
        for counts in uncovered:
            yield f"{path}.branches", f"{_counts(counts)} under no branch; add a branch, or a gap with its treatment."
    if size.gap is not None and not uncovered:
        yield f"{path}.gap", "The branches leave no head count out; take the gap out."


def _counts(counts: range) -> str:
    if counts.stop == _EVERYBODY:
        return f"Head counts from {counts.start} on fall"
    if len(counts) == 1:
        return f"A head count of {counts.start} falls"
    return f"Head counts {counts.start} to {counts.stop - 1} fall"
