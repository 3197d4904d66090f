"""Who attends: the composition list, the groups to heed, shares, and sums that agree."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from emulation_workflow.domain.campaign import Category, CategoryKind, CheckKind, Emphasis, Presence, Share
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict


def check_composition(x: Examination) -> Iterator[Finding]:
    """Each category of the level's list has delegates, or the unit says why not."""
    alternatives: dict[str, list[Category]] = {}
    for category in x.conference.composition:
        match category.presence:
            case Presence.EXPECTED:
                yield _expected(x, category)
            case Presence.IF_ANY:
                yield _if_any(x, category)
            case Presence.ONE_OF:
                alternatives.setdefault(category.one_of, []).append(category)
    for categories in alternatives.values():
        yield _one_of(x, categories)
    yield from _outside_the_list(x)


def _expected(x: Examination, category: Category) -> Finding:
    count = x.plan.delegates.get(category.id)
    if count:
        return x.found(category.rule, Verdict.OK, "category_present", category=category.name, count=count)
    code = "category_not_stated" if count is None else "category_empty"
    return x.found(category.rule, Verdict.ASK, code, category=category.name)


def _if_any(x: Examination, category: Category) -> Finding:
    """Listed "nếu có": whoever exists must come. Absence is in order only if the unit declares that there is none."""
    count = x.plan.delegates.get(category.id, 0)
    declared_none = category.kind is CategoryKind.HERO and x.plan.has_no_heroes
    if count and declared_none:
        return x.found(category.rule, Verdict.ASK, "none_declared_but_listed", category=category.name, count=count)
    if count:
        return x.found(category.rule, Verdict.OK, "category_present", category=category.name, count=count)
    if declared_none:
        return x.found(category.rule, Verdict.OK, "none_declared", category=category.name)
    return x.found(category.rule, Verdict.ASK, "none_not_declared", category=category.name)


def _one_of(x: Examination, categories: Iterable[Category]) -> Finding:
    """Rows joined by "hoặc": one of them is enough."""
    rows = list(categories)
    names = [category.name for category in rows]
    counts = [x.plan.delegates.get(category.id, 0) for category in rows]
    if any(counts):
        present = [name for name, count in zip(names, counts, strict=True) if count]
        return x.found(rows[0].rule, Verdict.OK, "one_of_present", present=present, count=sum(counts))
    return x.found(rows[0].rule, Verdict.ASK, "one_of_missing", categories=names)


def _outside_the_list(x: Examination) -> Iterator[Finding]:
    listed = {category.id for category in x.conference.composition}
    strangers = sorted(set(x.plan.delegates) - listed)
    if strangers and x.conference.composition:
        yield x.found(x.conference.composition[0].rule, Verdict.ASK, "category_unknown", categories=strangers)


def check_emphases(x: Examination) -> Iterator[Finding]:
    """Groups the plan asks to heed ("chú trọng"): counted and shown. There is no threshold, so none is judged."""
    for emphases, counts in ((x.conference.emphases, x.plan.emphases), (x.conference.structure, x.plan.structure)):
        for rule in dict.fromkeys(emphasis.rule for emphasis in emphases):
            yield from _heeded(x, rule, [emphasis for emphasis in emphases if emphasis.rule == rule], counts)


def _heeded(x: Examination, rule: str, emphases: list[Emphasis], counts: Mapping[str, int]) -> Iterator[Finding]:
    total = x.delegates
    stated = [{"name": one.name, "count": counts[one.id]} for one in emphases if one.id in counts]
    unstated = [one.name for one in emphases if one.id not in counts]
    too_many = [one.name for one in emphases if total is not None and counts.get(one.id, 0) > total]
    if too_many:
        yield x.found(rule, Verdict.ASK, "emphasis_above_total", groups=too_many, total=total)
    if stated:
        yield x.found(rule, Verdict.NOTE, "emphasis_counted", groups=stated, total=total)
    if unstated:
        yield x.found(rule, Verdict.NOTE, "emphasis_not_stated", groups=unstated)


def check_shares(x: Examination) -> Iterator[Finding]:
    """Shares that a plan fixes in numbers (Kon Tum's has none)."""
    for share in x.conference.shares:
        yield _share(x, share)


def _share(x: Examination, share: Share) -> Finding:
    total = x.plan.delegates_total
    if not total:
        return x.found(share.rule, Verdict.ASK, "share_not_countable", words=share.words)
    kinds = {category.id for category in x.conference.composition if category.kind in share.kinds}
    count = sum(number for category, number in x.plan.delegates.items() if category in kinds)
    reached = count >= Fraction(str(share.at_least)) * total
    return x.found(
        share.rule,
        Verdict.OK if reached else Verdict.BREACH,
        "share_reached" if reached else "share_missed",
        words=share.words,
        count=count,
        total=total,
        percent=100 * count // total,
    )


def check_sums(x: Examination) -> Iterator[Finding]:
    """The categories add up to the total the unit states, and nobody is a negative number."""
    if not (rule := x.rule_for(CheckKind.SUMS)):
        return
    total, added = x.plan.total, x.plan.delegates_total
    if any(number < 0 for number in x.plan.delegates.values()):
        yield x.found(rule, Verdict.BREACH, "count_negative")
    elif not x.plan.delegates:
        yield x.found(rule, Verdict.ASK, "delegates_not_listed")
    elif total is None:
        yield x.found(rule, Verdict.NOTE, "total_not_stated", added=added)
    elif total != added:
        yield x.found(rule, Verdict.BREACH, "total_differs", total=total, added=added)
    else:
        yield x.found(rule, Verdict.OK, "total_agrees", total=total)
