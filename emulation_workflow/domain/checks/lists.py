"""A delegate list against the campaign, the lists adopted below and the quotas (II.3, 3.5; R120, R143, A14).

Findings name people by their places on the list alone: findings are kept, shown and sent about, lists are not.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from emulation_workflow.domain.campaign import Campaign, CheckKind
from emulation_workflow.domain.checks.verdicts import one_per_rule
from emulation_workflow.domain.delegates.counting import Named, going, name_key, people_of, placed, unclear_pairs
from emulation_workflow.domain.delegates.lists import Delegate, DelegateList, ListKind
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.registers.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What is known of the list a unit adopted: its delegates, or that they were erased."""

    delegates: Sequence[Delegate] = field(repr=False)
    is_erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListExamination:
    """A list and all it is looked at by. `senders` are the codes of those whose lists go to `upper`.

    `adopted` are their latest lists for `upper` (of an ADOPTED list, those of the others), `quotas` what was allocated;
    a unit without one has none yet, which is not nought. `categories` are the ids and names of the composition of the
    conference above, empty where a separate plan rules it. `rule` is the plan's for adopted lists, `derived` the one
    that follows from it for who attends.
    """

    given: DelegateList
    upper: Unit
    senders: Collection[str]
    names: Mapping[str, str]
    adopted: Mapping[str, Adopted]
    quotas: Mapping[str, int]
    categories: Mapping[str, str]
    clauses: Mapping[str, str]
    rule: str
    derived: str

    @property
    def named(self) -> tuple[Named, ...]:
        return placed(self.given.delegates)

    @property
    def is_attending(self) -> bool:
        return self.given.kind is ListKind.ATTENDING

    def by_unit(self, named: Sequence[Named]) -> dict[str, list[Named]]:
        """Those whom units sent, by unit; the conference's own guests are nobody's delegates."""
        sent: dict[str, list[Named]] = defaultdict(list)
        for one in named:
            if one.delegate.sent_by not in ("", self.upper.code):
                sent[one.delegate.sent_by].append(one)
        return sent

    def name_of(self, code: str) -> str:
        return self.names.get(code, code)

    def found(self, rule: str, verdict: Verdict, code: str, **facts: object) -> Finding:
        return Finding(rule=rule, verdict=verdict, clause=self.clauses[rule], code=code, params=facts)


def check_list(examination: ListExamination, campaign: Campaign) -> list[Finding]:
    """One finding per rule, in the order of the campaign's catalogue."""
    findings = [finding for check in CHECKS for finding in check(examination)]
    return one_per_rule(findings, [rule.id for rule in campaign.rules])


def derived_rule(campaign: Campaign, otherwise: str) -> str:
    """The rule for who attends; a campaign that names none has it under that for adopted lists."""
    rule = campaign.rule_for(CheckKind.ADOPTED_LIST)
    return rule.id if rule else otherwise


def check_senders(x: ListExamination) -> Iterator[Finding]:
    """A list goes to the conference of the level above, and to no other."""
    for code, sent in x.by_unit(x.named).items():
        if code not in x.senders:
            facts = {"unit": x.name_of(code), "upper": x.upper.name, "places": _places(sent)}
            yield x.found(x.rule, Verdict.BREACH, "list_unit_not_below", **facts)


def check_quota(x: ListExamination) -> Iterator[Finding]:
    """At most as many go as the upper level allocated; reserves do not count, and no allocation is not nought (A14)."""
    for code, sent in x.by_unit(going(x.named)).items():
        used, quota = len(people_of(sent)), x.quotas.get(code)
        facts = {"unit": x.name_of(code), "upper": x.upper.name, "used": used}
        if quota is None:
            yield x.found(x.rule, Verdict.NOT_SPECIFIED, "list_quota_unknown", **facts)
        elif used > quota:
            yield x.found(x.rule, Verdict.BREACH, "list_over_quota", quota=quota, over=used - quota, **facts)
        else:
            yield x.found(x.rule, Verdict.OK, "list_within_quota", quota=quota, **facts)


def check_categories(x: ListExamination) -> Iterator[Finding]:
    """Whom the conference above is composed of, its own level's clause says; a separate plan may."""
    stated = [one for one in x.named if one.delegate.category]
    if not x.categories:
        if stated:
            yield x.found(x.rule, Verdict.NOT_SPECIFIED, "list_composition_unknown", upper=x.upper.name)
        return
    strange = [one for one in stated if one.delegate.category not in x.categories]
    if strange:
        facts = {"upper": x.upper.name, "places": _places(strange), "allowed": list(x.categories.values())}
        yield x.found(x.rule, Verdict.BREACH, "list_category_unknown", **facts)


def check_columns(x: ListExamination) -> Iterator[Finding]:
    """What the tables count must be stated; what is not stated is unknown, and said to be so."""
    gaps = Counter[str]()
    for one in x.given.delegates:
        gaps.update(name for name in _COUNTED if getattr(one, name) in (None, ""))
    if gaps:
        counts = [{"column": name, "count": gaps[name]} for name in _COUNTED if gaps[name]]
        yield x.found(x.rule, Verdict.NOTE, "list_columns_missing", counts=counts)
    if x.given.kind is ListKind.ADOPTED and not x.given.minutes:
        yield x.found(x.rule, Verdict.NOTE, "list_minutes_missing")


_COUNTED = ("born", "gender", "ethnicity", "category")


def check_one_person_once(x: ListExamination) -> Iterator[Finding]:
    """Who is named twice, here or by another unit for the same conference, is counted once; who may be, is asked about.

    Places are those on this list; the other units are named.
    """
    people = people_of([*x.named, *_elsewhere(x)])
    twice = [one for one in people if _here(one.named) and max(_times(one.named).values()) > 1]
    if twice:
        groups = [_places(one.named) for one in twice]
        yield x.found(x.rule, Verdict.ASK, "list_person_twice", groups=groups)
    shared = [one for one in people if _here(one.named) and len(_times(one.named)) > 1]
    for units, named in _by_units(one.named for one in shared).items():
        names = [x.name_of(code) for code in units]
        yield x.found(x.rule, Verdict.NOTE, "list_person_of_several", places=_places(named), units=names)
    pairs = [[one for person in pair for one in person.named] for pair in unclear_pairs(people)]
    for units, named in _by_units(pair for pair in pairs if _here(pair)).items():
        names = [x.name_of(code) for code in units]
        yield x.found(x.rule, Verdict.ASK, "list_person_unclear", places=_places(named), units=names)


def _here(named: Sequence[Named]) -> bool:
    return any(one.place for one in named)


def _times(named: Sequence[Named]) -> Counter[str]:
    """How often each unit names the person."""
    return Counter(one.delegate.sent_by for one in named)


def _by_units(people: Iterable[Sequence[Named]]) -> dict[tuple[str, ...], list[Named]]:
    """Everybody of `people`, by the units that name them together."""
    found: dict[tuple[str, ...], list[Named]] = defaultdict(list)
    for named in people:
        found[tuple(sorted(_times(named)))] += named
    return found


def _elsewhere(x: ListExamination) -> list[Named]:
    """Who is on the other units' adopted lists; of an attending list, everybody stands on it already."""
    if x.is_attending:
        return []
    others = (adopted for code, adopted in x.adopted.items() if code != x.given.unit)
    return [Named(delegate=one, place=0) for adopted in others for one in adopted.delegates]


def check_replacements(x: ListExamination) -> Iterator[Finding]:
    """A reserve takes the place of one delegate of their own unit, who then does not go, and no other's (R143)."""
    for code, sent in x.by_unit(x.named).items():
        unit = x.name_of(code)
        standing_in = [one for one in sent if one.delegate.stands_in]
        taken = Counter(name_key(one.delegate.replaces) for one in standing_in)
        again = [one for one in standing_in if taken[name_key(one.delegate.replaces)] > 1]
        if again:
            yield x.found(x.derived, Verdict.BREACH, "list_replaced_twice", unit=unit, places=_places(again))
        own = {name_key(one.delegate.name) for one in sent if one.delegate.is_sent and not one.delegate.stands_in}
        if x.is_attending:
            there = [one for one in standing_in if name_key(one.delegate.replaces) in own]
            if there:
                yield x.found(x.derived, Verdict.BREACH, "list_replaced_attends", unit=unit, places=_places(there))
        else:
            strange = [one for one in standing_in if name_key(one.delegate.replaces) not in own]
            if strange:
                yield x.found(x.derived, Verdict.BREACH, "list_replaces_nobody", unit=unit, places=_places(strange))


def check_adopted(x: ListExamination) -> Iterator[Finding]:
    """Whoever a unit sends is on its adopted list: as official delegate, or as reserve in another's place (R143)."""
    if not x.is_attending:
        return
    for code, sent in x.by_unit([one for one in x.named if one.delegate.is_sent]).items():
        unit, adopted = x.name_of(code), x.adopted.get(code)
        if adopted is None:
            yield x.found(x.derived, Verdict.ASK, "list_not_adopted_yet", unit=unit, places=_places(sent))
        elif adopted.is_erased:
            yield x.found(x.derived, Verdict.NOT_SPECIFIED, "list_adopted_erased", unit=unit)
        else:
            yield from _against_adopted(x, unit, sent, placed(adopted.delegates))


def _against_adopted(
    x: ListExamination, unit: str, sent: Sequence[Named], adopted: Sequence[Named]
) -> Iterator[Finding]:
    found: dict[str, list[Named]] = defaultdict(list)
    for one in sent:
        found[_standing(one, adopted)].append(one)
    for code, verdict in _VERDICTS.items():
        if found[code]:
            yield x.found(x.derived, verdict, code, unit=unit, places=_places(found[code]))
    if not any(found[code] for code in _VERDICTS):
        yield x.found(x.derived, Verdict.OK, "list_all_adopted", unit=unit, count=len(people_of(sent)))


_VERDICTS = {
    "list_person_not_adopted": Verdict.BREACH,
    "list_reserve_without_place": Verdict.BREACH,
    "list_replaces_nobody": Verdict.BREACH,
    "list_adopted_year_missing": Verdict.ASK,
}


def _standing(one: Named, adopted: Sequence[Named]) -> str:
    """How somebody who is sent stands to their unit's adopted list, "" if as they should."""
    same_name = [other for other in adopted if other.key[0] == one.key[0]]
    same = [other for other in same_name if None not in (other.key[1], one.key[1]) and other.key == one.key]
    unclear = [other for other in same_name if None in (other.key[1], one.key[1])]
    matched = same or unclear
    if not matched:
        return "list_person_not_adopted"
    if one.delegate.stands_in:
        sought = name_key(one.delegate.replaces)
        officials = {other.key[0] for other in adopted if not other.delegate.is_reserve}
        if sought not in officials:
            return "list_replaces_nobody"
    elif all(other.delegate.is_reserve and not other.delegate.stands_in for other in matched):
        return "list_reserve_without_place"
    return "" if same else "list_adopted_year_missing"


def _places(named: Sequence[Named]) -> list[int]:
    return sorted({one.place for one in named if one.place})


CHECKS: tuple[Callable[[ListExamination], Iterator[Finding]], ...] = (
    check_senders,
    check_quota,
    check_categories,
    check_columns,
    check_one_person_once,
    check_replacements,
    check_adopted,
)
