"""Check a delegate list against the campaign, the lists adopted below and the quotas (II.3, 3.5; R120, R143, A14).

Findings name people by their places on the list alone: findings are kept, shown and mailed, lists are not.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from emulation_workflow.domain.campaign import Campaign, CheckKind
from emulation_workflow.domain.checks.verdicts import one_per_rule
from emulation_workflow.domain.delegates import (
    Delegate,
    DelegateList,
    ListEntry,
    ListKind,
    going,
    people_of,
    placed,
    unclear_pairs,
)
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.registers import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What is known of the list a unit adopted: its delegates, or that they were erased."""

    delegates: Sequence[Delegate] = field(repr=False)
    is_erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListExamination:
    """A list and everything it is checked against. `senders` are the codes of the units whose lists go to `upper`.

    `adopted` are their latest lists for `upper` (of an ADOPTED list, those of the others), `quotas` what was allocated;
    a unit without one has none yet, which is not zero. `categories` are the ids and names of the composition of the
    conference above, empty where a separate plan rules it. `rule` is the plan's for adopted lists, `derived` the one
    that follows from it for who attends.
    """

    delegate_list: DelegateList
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
    def named(self) -> tuple[ListEntry, ...]:
        return placed(self.delegate_list.delegates)

    @property
    def is_attending(self) -> bool:
        return self.delegate_list.kind is ListKind.ATTENDING

    def by_unit(self, named: Sequence[ListEntry]) -> dict[str, list[ListEntry]]:
        """Return the people whom units sent, by unit. The conference's own guests are nobody's delegates."""
        sent: dict[str, list[ListEntry]] = defaultdict(list)
        for entry in named:
            if entry.delegate.sent_by not in ("", self.upper.code):
                sent[entry.delegate.sent_by].append(entry)
        return sent

    def name_of(self, code: str) -> str:
        return self.names.get(code, code)

    def finding(self, rule: str, verdict: Verdict, code: str, **params: object) -> Finding:
        return Finding(rule=rule, verdict=verdict, clause=self.clauses[rule], code=code, params=params)


def check_list(examination: ListExamination, campaign: Campaign) -> list[Finding]:
    """Return one finding per rule, in the order of the campaign's catalogue."""
    findings = [finding for check in CHECKS for finding in check(examination)]
    return one_per_rule(findings, campaign.rules)


def derived_rule(campaign: Campaign, otherwise: str) -> str:
    """Return the rule for who attends, or `otherwise` (that for adopted lists) where the campaign names none."""
    rule = campaign.rule_for(CheckKind.ADOPTED_LIST)
    return rule.id if rule else otherwise


def check_senders(examination: ListExamination) -> Iterator[Finding]:
    """Check that a list goes to the conference of the level above, and to no other."""
    for code, sent in examination.by_unit(examination.named).items():
        if code not in examination.senders:
            params = {"unit": examination.name_of(code), "upper": examination.upper.name, "places": _places(sent)}
            yield examination.finding(examination.rule, Verdict.BREACH, "list_unit_not_below", **params)


def check_quota(examination: ListExamination) -> Iterator[Finding]:
    """Check that no more go than the upper level allocated. Reserves do not count; no quota is not zero (A14)."""
    for code, sent in examination.by_unit(going(examination.named)).items():
        used, quota = len(people_of(sent)), examination.quotas.get(code)
        params = {"unit": examination.name_of(code), "upper": examination.upper.name, "used": used}
        if quota is None:
            yield examination.finding(examination.rule, Verdict.NOT_SPECIFIED, "list_quota_unknown", **params)
        elif used > quota:
            yield examination.finding(
                examination.rule, Verdict.BREACH, "list_over_quota", **params, quota=quota, over=used - quota
            )
        else:
            yield examination.finding(examination.rule, Verdict.OK, "list_within_quota", **params, quota=quota)


def check_categories(examination: ListExamination) -> Iterator[Finding]:
    """Check categories against the composition of the conference above, unless a separate plan rules it."""
    rule, upper, allowed = examination.rule, examination.upper.name, examination.categories
    stated = [entry for entry in examination.named if entry.delegate.category]
    unknown = [entry for entry in stated if entry.delegate.category not in allowed]
    if stated and not allowed:
        yield examination.finding(rule, Verdict.NOT_SPECIFIED, "list_composition_unknown", upper=upper)
    elif unknown:
        params = {"upper": upper, "places": _places(unknown), "allowed": list(allowed.values())}
        yield examination.finding(rule, Verdict.BREACH, "list_category_unknown", **params)


def check_columns(examination: ListExamination) -> Iterator[Finding]:
    """Note columns that the tables count and that are not stated: they count as unknown."""
    gaps = Counter[str]()
    for delegate in examination.delegate_list.delegates:
        gaps.update(name for name in _COUNTED if getattr(delegate, name) in (None, ""))
    if gaps:
        counts = [{"column": name, "count": gaps[name]} for name in _COUNTED if gaps[name]]
        yield examination.finding(examination.rule, Verdict.NOTE, "list_columns_missing", counts=counts)
    if examination.delegate_list.kind is ListKind.ADOPTED and not examination.delegate_list.minutes:
        yield examination.finding(examination.rule, Verdict.NOTE, "list_minutes_missing")


_COUNTED = ("born", "gender", "ethnicity", "category")


def check_one_person_once(examination: ListExamination) -> Iterator[Finding]:
    """Note people who are named twice, here or by another unit, and ask about those who may be.

    Each is counted once. Places are those on this list; the other units are named.
    """
    people = people_of([*examination.named, *_elsewhere(examination)])
    twice = [person for person in people if _here(person.named) and max(_times(person.named).values()) > 1]
    if twice:
        groups = [_places(person.named) for person in twice]
        yield examination.finding(examination.rule, Verdict.ASK, "list_person_twice", groups=groups)
    shared = [person.named for person in people if len(_times(person.named)) > 1]
    pairs = [[entry for person in pair for entry in person.named] for pair in unclear_pairs(people)]
    for verdict, code, groups_of_people in (
        (Verdict.NOTE, "list_person_of_several", shared),
        (Verdict.ASK, "list_person_unclear", pairs),
    ):
        for units, named in _by_units(filter(_here, groups_of_people)).items():
            params = {"places": _places(named), "units": [examination.name_of(unit) for unit in units]}
            yield examination.finding(examination.rule, verdict, code, **params)


def _here(named: Sequence[ListEntry]) -> bool:
    return any(entry.place for entry in named)


def _times(named: Sequence[ListEntry]) -> Counter[str]:
    """Return how often each unit names the person."""
    return Counter(entry.delegate.sent_by for entry in named)


def _by_units(people: Iterable[Sequence[ListEntry]]) -> dict[tuple[str, ...], list[ListEntry]]:
    """Return everybody of `people`, by the units that name them together."""
    by_units: dict[tuple[str, ...], list[ListEntry]] = defaultdict(list)
    for named in people:
        by_units[tuple(sorted(_times(named)))] += named
    return by_units


def _elsewhere(examination: ListExamination) -> list[ListEntry]:
    """Return who is on the other units' adopted lists. An attending list names everybody itself."""
    if examination.is_attending:
        return []
    others = (adopted for code, adopted in examination.adopted.items() if code != examination.delegate_list.unit)
    return [ListEntry(delegate=delegate, place=0) for adopted in others for delegate in adopted.delegates]


def check_replacements(examination: ListExamination) -> Iterator[Finding]:
    """Check that a reserve replaces one delegate of their own unit, who then does not go, and no other's (R143)."""
    for code, sent in examination.by_unit(examination.named).items():
        unit = examination.name_of(code)
        replacing = [entry for entry in sent if entry.delegate.stands_in]
        times = Counter(entry.replaced for entry in replacing)
        own = {entry.key[0] for entry in sent if entry.delegate.is_sent and not entry.delegate.stands_in}
        wrong = {
            "list_replaced_twice": [entry for entry in replacing if times[entry.replaced] > 1],
            "list_replaced_attends": [
                entry for entry in replacing if examination.is_attending and entry.replaced in own
            ],
            "list_replaces_nobody": [
                entry for entry in replacing if not examination.is_attending and entry.replaced not in own
            ],
        }
        for finding, entries in wrong.items():
            if entries:
                params = {"unit": unit, "places": _places(entries)}
                yield examination.finding(examination.derived, Verdict.BREACH, finding, **params)


def check_adopted(examination: ListExamination) -> Iterator[Finding]:
    """Check that whoever a unit sends is on its adopted list, as official delegate or replacing reserve (R143)."""
    if not examination.is_attending:
        return
    for code, sent in examination.by_unit([entry for entry in examination.named if entry.delegate.is_sent]).items():
        unit, rule, adopted = examination.name_of(code), examination.derived, examination.adopted.get(code)
        if adopted is None:
            yield examination.finding(rule, Verdict.ASK, "list_not_adopted_yet", unit=unit, places=_places(sent))
        elif adopted.is_erased:
            yield examination.finding(rule, Verdict.NOT_SPECIFIED, "list_adopted_erased", unit=unit)
        else:
            yield from _against_adopted(examination, unit, sent, placed(adopted.delegates))


def _against_adopted(
    examination: ListExamination, unit: str, sent: Sequence[ListEntry], adopted: Sequence[ListEntry]
) -> Iterator[Finding]:
    by_standing: dict[str, list[ListEntry]] = defaultdict(list)
    for entry in sent:
        by_standing[_standing(entry, adopted)].append(entry)
    rule, wrong = examination.derived, {code: by_standing[code] for code in _VERDICTS if code in by_standing}
    for code, entries in wrong.items():
        yield examination.finding(rule, _VERDICTS[code], code, unit=unit, places=_places(entries))
    if not wrong:
        yield examination.finding(rule, Verdict.OK, "list_all_adopted", unit=unit, count=len(people_of(sent)))


_VERDICTS = {
    "list_person_not_adopted": Verdict.BREACH,
    "list_reserve_without_place": Verdict.BREACH,
    "list_replaces_nobody": Verdict.BREACH,
    "list_adopted_year_missing": Verdict.ASK,
}


def _standing(entry: ListEntry, adopted: Sequence[ListEntry]) -> str:
    """Return the code of what is wrong with a sent person by their unit's adopted list, "" if nothing is."""
    same_name = [other for other in adopted if other.key[0] == entry.key[0]]
    same = [other for other in same_name if other.key == entry.key and entry.key[1] is not None]
    unclear = [other for other in same_name if None in (other.key[1], entry.key[1])]
    matched = same or unclear
    if not matched:
        return "list_person_not_adopted"
    if entry.delegate.stands_in:
        if entry.replaced not in {other.key[0] for other in adopted if not other.delegate.is_reserve}:
            return "list_replaces_nobody"
    elif all(other.delegate.is_reserve and not other.delegate.stands_in for other in matched):
        return "list_reserve_without_place"
    return "" if same else "list_adopted_year_missing"


def _places(named: Sequence[ListEntry]) -> list[int]:
    return sorted({entry.place for entry in named if entry.place})


CHECKS: tuple[Callable[[ListExamination], Iterator[Finding]], ...] = (
    check_senders,
    check_quota,
    check_categories,
    check_columns,
    check_one_person_once,
    check_replacements,
    check_adopted,
)
