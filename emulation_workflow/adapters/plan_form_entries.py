"""The fields of a unit's form, section by section: those of its level and no others, with what the plan says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from emulation_workflow.domain.campaign import (
    Campaign,
    CategoryKind,
    CheckKind,
    Conference,
    Level,
    Pilot,
    Presence,
    SizeBranch,
    SizeRule,
    Window,
)
from emulation_workflow.domain.plan import Headcount, UnitPlan
from emulation_workflow.domain.units import Unit
from emulation_workflow.messages import plan_form as words
from emulation_workflow.messages.labels import ATTENDANCE
from emulation_workflow.messages.plan_fields import FIELDS


class EntryKind(StrEnum):
    """What is written in a field; an agenda item takes three cells: whether, minutes, note. A sum is not written."""

    LINE = "line"
    NOTE = "note"
    DAY = "day"
    HOUR = "hour"
    COUNT = "count"
    CHOICE = "choice"
    AGENDA = "agenda"
    SUM = "sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One field. `key` is its path in the schema, for rows with the row's id: "delegates.guest".

    `choices`: what its list offers, `only_choices`: whether anything else is refused; `window`: days it should be in.
    """

    key: str
    label: str
    kind: EntryKind = EntryKind.LINE
    hint: str = ""
    clause: str = ""
    choices: tuple[str, ...] = ()
    only_choices: bool = True
    window: Window | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom the form asks, and the plan it must be able to hold."""

    campaign: Campaign
    unit: Unit
    level: Level
    conference: Conference
    pilot: Pilot | None
    plan: UnitPlan | None

    def clause(self, *rules: str) -> str:
        return ", ".join(dict.fromkeys(self.campaign.rule(rule).clause for rule in rules if rule))

    def quote(self, rule: str) -> str:
        return words.QUOTE.format(quote=self.campaign.rule(rule).quote.strip('"“”'))

    def clause_of(self, check: CheckKind) -> str:
        return next((rule.clause for rule in self.campaign.rules if rule.check is check), "")


def _simple(key: str, *, kind: EntryKind = EntryKind.LINE, hint: str = "", clause: str = "") -> Entry:
    return Entry(key=key, label=FIELDS[key].title, kind=kind, hint=hint or FIELDS[key].about, clause=clause)


def paper(asked: Asked) -> Iterator[Entry]:
    clause = asked.clause_of(CheckKind.PLAN_PAPER)
    yield _simple("number", clause=clause)
    yield _simple("signed_on", kind=EntryKind.DAY, clause=clause)
    yield _simple("signer", clause=clause)
    yield _simple("submitted_by")
    yield _simple("submitter_email")


def conference(asked: Asked) -> Iterator[Entry]:
    rules = asked.conference
    yield Entry(
        key="conference_name",
        label=FIELDS["conference_name"].title,
        kind=EntryKind.CHOICE,
        hint=words.NAME.format(names=" hoặc ".join(words.QUOTE.format(quote=name) for name in rules.names)),
        clause=asked.clause(rules.name_rule),
        choices=rules.names,
        only_choices=False,
    )
    yield _day(asked)
    session = asked.clause(rules.session_rule)
    yield _simple("starts_at", kind=EntryKind.HOUR, hint=_half_day(asked.campaign), clause=session)
    yield _simple("ends_at", kind=EntryKind.HOUR, clause=session)
    yield _simple("place")
    if _asks_mode(asked):
        yield Entry(
            key="mode",
            label=FIELDS["mode"].title,
            kind=EntryKind.CHOICE,
            hint=_size_words(rules.size),
            clause=asked.clause(*(branch.rule for branch in rules.size.branches)),
            choices=tuple(name.capitalize() for name in ATTENDANCE.values()),
        )


def _asks_mode(asked: Asked) -> bool:
    """Whether everybody or delegates attend is asked only where the plan makes it depend on the head count."""
    is_ruled = any(branch.mode is not None for branch in asked.conference.size.branches)
    return is_ruled or (asked.plan is not None and asked.plan.mode is not None)


def _day(asked: Asked) -> Entry:
    """The unit's own window: a pilot's stands in place of the general one; without one nothing is made up (A07)."""
    rules, pilot = asked.conference, asked.pilot
    window, rule, hint = rules.window, rules.window_rule, words.WINDOW.format(window=rules.window.words)
    if pilot is not None and pilot.window is not None:
        window, rule = pilot.window, pilot.window_rule or pilot.rule
        hint = words.WINDOW_OF_PILOT.format(window=window.words)
    label, clause = FIELDS["held_on"].title, asked.clause(rule)
    if pilot is not None and pilot.window is None:
        hint = words.joined([pilot.proposal_words or words.WINDOW_UNSTATED])
        return Entry(key="held_on", label=label, kind=EntryKind.DAY, hint=hint, clause=asked.clause(pilot.rule))
    return Entry(key="held_on", label=label, kind=EntryKind.DAY, hint=hint, clause=clause, window=window)


def _half_day(campaign: Campaign) -> str:
    hours = campaign.half_day
    return words.HALF_DAY.format(
        morning=f"{hours.morning_start:%H:%M}–{hours.morning_end:%H:%M}",
        afternoon=f"{hours.afternoon_start:%H:%M}–{hours.afternoon_end:%H:%M}",
    )


def headcount(asked: Asked) -> Iterator[Entry]:
    """Only where a head count decides the form; the counts that are added up first, then those to compare (A02)."""
    size = asked.conference.size
    stated = asked.plan.headcount if asked.plan is not None else Headcount()
    bases = dict.fromkeys((*size.bases, *size.other_bases, *_stated(stated)))
    if not bases and stated.as_of is None:
        return
    for base in bases:
        is_base = base in size.bases
        hint = words.HEADCOUNT_BASE.format(words=size.base_words) if is_base else words.HEADCOUNT_OTHER
        clause = asked.clause(size.base_rule) if is_base else ""
        yield _simple(f"headcount.{base}", kind=EntryKind.COUNT, hint=hint, clause=clause)
    yield _simple("headcount.as_of", kind=EntryKind.DAY)


def _stated(headcount: Headcount) -> Iterable[str]:
    names = ("cadres", "civil_servants", "public_employees", "employees")
    return (name for name in names if getattr(headcount, name) is not None)


def delegates(asked: Asked) -> Iterator[Entry]:
    rules = asked.conference
    hints = {Presence.EXPECTED: "", Presence.IF_ANY: words.IF_ANY, Presence.ONE_OF: words.ONE_OF}
    for one in rules.composition:
        clause = asked.clause(one.rule)
        yield Entry(
            key=f"delegates.{one.id}",
            label=one.name,
            kind=EntryKind.COUNT,
            hint=hints[one.presence],
            clause=clause,
        )
    yield Entry(key="", label=words.SUM_LABEL, kind=EntryKind.SUM)
    size = "" if _asks_mode(asked) else _size_words(rules.size)
    size = words.joined([size or FIELDS["total"].about, *(share.words for share in rules.shares)])
    limits = asked.clause(*(branch.rule for branch in rules.size.branches))
    yield _simple("total", kind=EntryKind.COUNT, hint=size, clause=limits)
    heroes = [one for one in rules.composition if one.presence is Presence.IF_ANY and one.kind is CategoryKind.HERO]
    if heroes or (asked.plan is not None and asked.plan.has_no_heroes):
        yield Entry(
            key="has_no_heroes",
            label=FIELDS["has_no_heroes"].title,
            kind=EntryKind.CHOICE,
            hint=words.NO_HEROES_HINT,
            clause=asked.clause(*(one.rule for one in heroes)),
            choices=(words.TRUE,),
        )
    yield _simple("service_staff", kind=EntryKind.COUNT)


def heeded(asked: Asked) -> Iterator[Entry]:
    """Groups to heed and, at the levels that ask for one, the structure table: counted, never judged."""
    for key, groups in (("emphases", asked.conference.emphases), ("structure", asked.conference.structure)):
        for group in groups:
            yield Entry(
                key=f"{key}.{group.id}",
                label=group.name[:1].upper() + group.name[1:],
                kind=EntryKind.COUNT,
                hint=words.NO_SHARE,
                clause=asked.clause(group.rule),
            )


def agenda(asked: Asked) -> Iterator[Entry]:
    for content in asked.campaign.contents:
        yield Entry(
            key=f"agenda.{content.id}",
            label=content.name,
            kind=EntryKind.AGENDA,
            clause=asked.clause(content.rule),
            choices=(words.YES, words.NO),
        )


def report(asked: Asked) -> Iterator[Entry]:
    for content in asked.campaign.contents:
        for point in content.points:
            yield Entry(
                key=f"report_points.{point}",
                label=words.REPORT_POINT.format(point=point[:1].lower() + point[1:]),
                kind=EntryKind.CHOICE,
                clause=asked.clause(content.points_rule or content.rule),
                choices=(words.YES, words.NO),
            )
    papers = asked.clause_of(CheckKind.PAPERS)
    yield _simple("collective_papers", kind=EntryKind.COUNT, clause=papers)
    yield _simple("individual_papers", kind=EntryKind.COUNT, clause=papers)
    period = asked.campaign.launch_period
    yield Entry(
        key="launch_period",
        label=FIELDS["launch_period"].title,
        kind=EntryKind.CHOICE,
        hint=words.LAUNCH.format(period=period.words),
        clause=asked.clause(period.rule),
        choices=(period.words,),
        only_choices=False,
    )


def other(asked: Asked) -> Iterator[Entry]:
    yield _simple("ends_on", kind=EntryKind.DAY)
    yield Entry(
        key="is_online",
        label=FIELDS["is_online"].title,
        kind=EntryKind.CHOICE,
        hint=FIELDS["is_online"].about,
        clause=asked.clause_of(CheckKind.STAGING),
        choices=(words.YES, words.NO),
    )
    yield _simple("combined_with", clause=asked.clause_of(CheckKind.STAGING))
    yield _simple("covered_by", clause=asked.clause_of(CheckKind.COVERED_BY_ORDER))
    yield _simple("note", kind=EntryKind.NOTE)


def _size_words(size: SizeRule) -> str:
    """How many may attend, in one sentence, with the gap between the branches named rather than filled (A01)."""
    parts = [_branch_words(branch, size.base_words) for branch in size.branches]
    if size.gap is not None:
        edges = [branch.fewer_than for branch in size.branches if branch.fewer_than is not None]
        parts += [words.BRANCH_GAP.format(number=edge, words=size.base_words) for edge in edges]
    return words.joined(parts)


def _branch_words(branch: SizeBranch, base: str) -> str:
    mode = ATTENDANCE[branch.mode] if branch.mode is not None else ""
    most = words.AT_MOST.format(number=branch.at_most) if branch.at_most is not None else ""
    what = ", ".join(part for part in (mode, most) if part) or words.FREE
    if branch.fewer_than is not None and branch.more_than is not None:
        return words.BRANCH_BETWEEN.format(over=branch.more_than, under=branch.fewer_than, words=base, what=what)
    if branch.fewer_than is not None:
        return words.BRANCH_UNDER.format(number=branch.fewer_than, words=base, what=what)
    if branch.more_than is not None:
        return words.BRANCH_OVER.format(number=branch.more_than, words=base, what=what)
    return what
