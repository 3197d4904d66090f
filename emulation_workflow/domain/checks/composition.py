"""Check who attends: the composition list, the groups the plan stresses, shares, and sums that agree."""

from collections.abc import Iterable, Iterator, Mapping

from emulation_workflow.domain.campaign import (
    Category,
    CategoryKind,
    CheckKind,
    Emphasis,
    Presence,
    Share,
    ShareVerdict,
)
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict


def check_composition(examination: Examination) -> Iterator[Finding]:
    """Check that each category of the level's list has delegates, or that the unit says why not."""
    alternatives: dict[str, list[Category]] = {}
    for category in examination.conference.composition:
        match category.presence:
            case Presence.EXPECTED:
                yield _expected(examination, category)
            case Presence.IF_ANY:
                yield _if_any(examination, category)
            case Presence.ONE_OF:
                alternatives.setdefault(category.one_of, []).append(category)
    for categories in alternatives.values():
        yield _one_of(examination, categories)
    yield from _outside_the_list(examination)


def _expected(examination: Examination, category: Category) -> Finding:
    count = examination.plan.delegates.get(category.id)
    if count:
        return examination.finding(category.rule, Verdict.OK, "category_present", category=category.name, count=count)
    code = "category_not_stated" if count is None else "category_empty"
    return examination.finding(category.rule, Verdict.ASK, code, category=category.name)


def _if_any(examination: Examination, category: Category) -> Finding:
    """Check a category listed "nếu có": whoever exists must come, and none is right only if the unit declares none.

    A stated 0 says so; of heroes the form asks in words as well.
    """
    count = examination.plan.delegates.get(category.id)
    declared_none = count == 0 or (category.kind == CategoryKind.HERO and examination.plan.has_no_heroes)
    if count and declared_none:
        return examination.finding(
            category.rule, Verdict.ASK, "none_declared_but_listed", category=category.name, count=count
        )
    if count:
        return examination.finding(category.rule, Verdict.OK, "category_present", category=category.name, count=count)
    if declared_none:
        return examination.finding(category.rule, Verdict.OK, "none_declared", category=category.name)
    return examination.finding(category.rule, Verdict.ASK, "none_not_declared", category=category.name)


def _one_of(examination: Examination, categories: Iterable[Category]) -> Finding:
    """Check rows joined by "hoặc": one of them is enough."""
    rows = list(categories)
    names = [category.name for category in rows]
    counts = [examination.plan.delegates.get(category.id, 0) for category in rows]
    if any(counts):
        present = [name for name, count in zip(names, counts, strict=True) if count]
        return examination.finding(rows[0].rule, Verdict.OK, "one_of_present", present=present, count=sum(counts))
    return examination.finding(rows[0].rule, Verdict.ASK, "one_of_missing", categories=names)


def _outside_the_list(examination: Examination) -> Iterator[Finding]:
    listed = examination.conference.composition
    unknown = sorted(set(examination.plan.delegates) - {category.id for category in listed})
    if unknown and listed:
        yield examination.finding(listed[0].rule, Verdict.ASK, "category_unknown", categories=unknown)


def check_emphases(examination: Examination) -> Iterator[Finding]:
    """Count the groups that the plan stresses ("chú trọng") without a threshold, so that none is judged here.

    Those of which it states a share are counted and judged by `check_shares`.
    """
    for emphases, counts in (
        (examination.conference.emphases, examination.plan.emphases),
        (examination.conference.structure, examination.plan.structure),
    ):
        for rule in dict.fromkeys(emphasis.rule for emphasis in emphases):
            yield from _counted_groups(
                examination, rule, [emphasis for emphasis in emphases if emphasis.rule == rule], counts
            )
    yield from _groups_beside(examination)


def _groups_beside(examination: Examination) -> Iterator[Finding]:
    """Note the groups that a unit counts though the plan asks its level for none: that is no fault."""
    conference = examination.conference
    asked = [*conference.emphases, *conference.structure]
    rules = [*(group.rule for group in asked), *(category.rule for category in conference.composition)]
    stated = {**examination.plan.emphases, **examination.plan.structure}
    beside = [{"name": name, "count": stated[name]} for name in sorted(stated.keys() - {each.id for each in asked})]
    if beside and rules:
        yield examination.finding(rules[0], Verdict.NOTE, "group_beside", groups=beside)


def _counted_groups(
    examination: Examination, rule: str, emphases: list[Emphasis], counts: Mapping[str, int]
) -> Iterator[Finding]:
    total = examination.delegates
    with_share = {group for share in examination.conference.shares for group in share.groups}
    shareless = [emphasis for emphasis in emphases if emphasis.id not in with_share]
    stated = [{"name": emphasis.name, "count": counts[emphasis.id]} for emphasis in shareless if emphasis.id in counts]
    unstated = [emphasis.name for emphasis in shareless if emphasis.id not in counts]
    too_many = [emphasis.name for emphasis in emphases if total is not None and counts.get(emphasis.id, 0) > total]
    if too_many:
        yield examination.finding(rule, Verdict.ASK, "emphasis_above_total", groups=too_many, total=total)
    if stated:
        yield examination.finding(rule, Verdict.NOTE, "emphasis_counted", groups=stated, total=total)
    if unstated:
        yield examination.finding(rule, Verdict.NOTE, "emphasis_not_stated", groups=unstated)


def check_shares(examination: Examination) -> Iterator[Finding]:
    """Check the shares that a plan fixes in numbers (Kon Tum's fixes none)."""
    yield from (_share(examination, share) for share in examination.conference.shares)


def _share(examination: Examination, share: Share) -> Finding:
    count, total = _share_count(examination, share), _share_base(examination, share)
    if not total or count is None:
        return examination.finding(share.rule, Verdict.ASK, "share_not_countable", words=share.words)
    verdict, code = _OF_SHARES[share.verdict(count, total)]
    if code == "share_missed" and share.is_above(count, total):
        code = "share_above"
    percent = f"{100 * count / total:.3g}"
    return examination.finding(share.rule, verdict, code, words=share.words, count=count, total=total, percent=percent)


_OF_SHARES = {
    ShareVerdict.KEPT: (Verdict.OK, "share_reached"),
    ShareVerdict.MISSED: (Verdict.BREACH, "share_missed"),
    ShareVerdict.DOUBTFUL: (Verdict.ASK, "share_about"),
}


def _share_count(examination: Examination, share: Share) -> int | None:
    """Return how many are counted; None if nothing is stated of one of the groups: unknown is not zero."""
    if not share.groups:
        return _delegates_of(examination, share.kinds)
    stated = {**examination.plan.emphases, **examination.plan.structure}
    counts = [stated.get(group) for group in share.groups]
    return sum(count for count in counts if count is not None) if None not in counts else None


def _share_base(examination: Examination, share: Share) -> int | None:
    if share.base_headcount:
        return examination.headcount(share.base_headcount)
    return _delegates_of(examination, share.base_kinds) if share.base_kinds else examination.plan.delegates_total


def _delegates_of(examination: Examination, kinds: Iterable[str]) -> int:
    counted = {category.id for category in examination.conference.composition if category.kind in kinds}
    return sum(number for category, number in examination.plan.delegates.items() if category in counted)


def check_sums(examination: Examination) -> Iterator[Finding]:
    """Check that the categories add up to the stated total, and that no count is negative."""
    if not (rule := examination.rule_for(CheckKind.SUMS)):
        return
    total, added = examination.plan.total, examination.plan.delegates_total
    if any(number < 0 for number in examination.plan.delegates.values()):
        yield examination.finding(rule, Verdict.BREACH, "count_negative")
    elif not examination.plan.delegates:
        yield examination.finding(rule, Verdict.ASK, "delegates_not_listed")
    elif total is None:
        yield examination.finding(rule, Verdict.NOTE, "total_not_stated", added=added)
    elif total != added:
        yield examination.finding(rule, Verdict.BREACH, "total_differs", total=total, added=added)
    else:
        yield examination.finding(rule, Verdict.OK, "total_agrees", total=total)
