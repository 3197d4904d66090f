"""The fields that a unit's forms have in common: those of its level and no others, with what the plan says."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from emulation_workflow.adapters.forms.layout import EntryKind, FormEntry, Section
from emulation_workflow.adapters.schemas.plan_lookup import level_of
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
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import Headcount, UnitPlan
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms.plan_fields import FieldWords
from emulation_workflow.messages.labels import ATTENDANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContext:
    """Whom the form asks, what its fields are called, and the plan (or conference as held) it must be able to hold.

    `in_force`: the window that an order has put in place of the plan's.
    """

    campaign: Campaign
    unit: Unit
    level: Level
    conference: Conference
    pilot: Pilot | None
    plan: UnitPlan | None
    fields: Mapping[str, FieldWords]
    in_force: Window | None = None

    def clause(self, *rules: str) -> str:
        return ", ".join(dict.fromkeys(self.campaign.rule(rule).clause for rule in rules if rule))

    def quote(self, rule: str) -> str:
        return words.QUOTE.format(quote=self.campaign.rule(rule).quote.strip('"“”'))

    def clause_of(self, check: CheckKind) -> str:
        return next((rule.clause for rule in self.campaign.rules if rule.check is check), "")

    def entry(self, key: str, *, kind: EntryKind = EntryKind.LINE, hint: str = "", clause: str = "") -> FormEntry:
        words = self.fields[key]
        return FormEntry(key=key, label=words.title, kind=kind, hint=hint or words.about, clause=clause)


def asked_of(
    campaign: Campaign,
    unit: Unit,
    *,
    fields: Mapping[str, FieldWords],
    plan: UnitPlan | None = None,
    in_force: Window | None = None,
) -> FormContext:
    """What `unit` is asked. Rejected if the campaign does not bind it."""
    level, conference = level_of(unit, campaign)
    pilot = campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot)
    return FormContext(
        campaign=campaign,
        unit=unit,
        level=level,
        conference=conference,
        pilot=pilot,
        plan=plan,
        fields=fields,
        in_force=in_force,
    )


def sections(
    asked: FormContext, *parts: tuple[str, Callable[[FormContext], Iterable[FormEntry]]]
) -> tuple[Section, ...]:
    """The parts with a field in them."""
    built = (Section(title=title, entries=tuple(entries_of(asked))) for title, entries_of in parts)
    return tuple(section for section in built if section.entries)


def basis(campaign: Campaign) -> str:
    paper = campaign.plan
    title = paper.title or campaign.title
    return words.BASIS.format(number=paper.number, day=day_words(paper.date), issuer=paper.issuer, title=title)


def given(asked: FormContext, parent: Unit | None) -> Iterator[tuple[str, str, str]]:
    yield words.UNIT, asked.unit.name, ""
    yield words.CODE, asked.unit.code, ""
    yield words.LEVEL, words.joined([asked.level.name]), asked.level.clause
    if parent is not None and asked.level.reports_to == "parent":
        yield words.PARENT, parent.name, ""
    if asked.pilot is not None:
        yield words.PILOT, asked.quote(asked.pilot.rule), asked.clause(asked.pilot.rule)
    gate = asked.campaign.gate
    if gate is not None and asked.pilot is not None and asked.pilot.gated:
        rules = [step.rule for step in gate.steps]
        yield words.GATE, ", ".join(asked.quote(rule) for rule in rules), asked.clause(*rules)


def conference(asked: FormContext) -> Iterator[FormEntry]:
    rules = asked.conference
    yield FormEntry(
        key="conference_name",
        label=asked.fields["conference_name"].title,
        kind=EntryKind.CHOICE,
        hint=words.NAME.format(names=" hoặc ".join(words.QUOTE.format(quote=name) for name in rules.names)),
        clause=asked.clause(rules.name_rule),
        choices=rules.names,
        only_choices=False,
    )
    yield _day(asked)
    session = asked.clause(rules.session_rule)
    yield asked.entry("starts_at", kind=EntryKind.HOUR, hint=_half_day(asked.campaign), clause=session)
    yield asked.entry("ends_at", kind=EntryKind.HOUR, clause=session)
    yield asked.entry("place")
    if _asks_mode(asked):
        yield FormEntry(
            key="mode",
            label=asked.fields["mode"].title,
            kind=EntryKind.CHOICE,
            hint=_size_words(rules.size),
            clause=asked.clause(*(branch.rule for branch in rules.size.branches)),
            choices=tuple(name.capitalize() for name in ATTENDANCE.values()),
        )


def _asks_mode(asked: FormContext) -> bool:
    """Whether everybody or delegates attend is asked only where the plan makes it depend on the head count."""
    is_ruled = any(branch.mode is not None for branch in asked.conference.size.branches)
    return is_ruled or (asked.plan is not None and asked.plan.mode is not None)


def _day(asked: FormContext) -> FormEntry:
    """The unit's own window: a pilot's stands in place of the general one; without one nothing is made up (A07)."""
    rules, pilot = asked.conference, asked.pilot
    window, rule, hint = rules.window, rules.window_rule, words.WINDOW.format(window=rules.window.words)
    if pilot is not None and pilot.window is not None:
        window, rule = pilot.window, pilot.window_rule or pilot.rule
        hint = words.WINDOW_OF_PILOT.format(window=window.words)
    label, clause = asked.fields["held_on"].title, asked.clause(rule)
    if asked.in_force is not None:
        hint = words.joined([hint, words.WINDOW_IN_FORCE.format(window=asked.in_force.words)])
        return FormEntry(
            key="held_on", label=label, kind=EntryKind.DAY, hint=hint, clause=clause, window=asked.in_force
        )
    if pilot is not None and pilot.window is None:
        hint = words.joined([pilot.proposal_words or words.WINDOW_UNSTATED])
        return FormEntry(key="held_on", label=label, kind=EntryKind.DAY, hint=hint, clause=asked.clause(pilot.rule))
    return FormEntry(key="held_on", label=label, kind=EntryKind.DAY, hint=hint, clause=clause, window=window)


def _half_day(campaign: Campaign) -> str:
    hours = campaign.half_day
    return words.HALF_DAY.format(
        morning=f"{hours.morning_start:%H:%M}–{hours.morning_end:%H:%M}",
        afternoon=f"{hours.afternoon_start:%H:%M}–{hours.afternoon_end:%H:%M}",
    )


def headcount(asked: FormContext) -> Iterator[FormEntry]:
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
        yield asked.entry(f"headcount.{base}", kind=EntryKind.COUNT, hint=hint, clause=clause)
    yield asked.entry("headcount.as_of", kind=EntryKind.DAY)


def _stated(headcount: Headcount) -> Iterable[str]:
    names = ("cadres", "civil_servants", "public_employees", "employees")
    return (name for name in names if getattr(headcount, name) is not None)


def delegates(asked: FormContext) -> Iterator[FormEntry]:
    rules = asked.conference
    hints = {Presence.EXPECTED: "", Presence.IF_ANY: words.IF_ANY, Presence.ONE_OF: words.ONE_OF}
    for one in rules.composition:
        clause = asked.clause(one.rule)
        yield FormEntry(
            key=f"delegates.{one.id}",
            label=one.name,
            kind=EntryKind.COUNT,
            hint=hints[one.presence],
            clause=clause,
        )
    yield FormEntry(key="", label=words.SUM_LABEL, kind=EntryKind.SUM)
    size = "" if _asks_mode(asked) else _size_words(rules.size)
    size = words.joined([size or asked.fields["total"].about, *(share.words for share in rules.shares)])
    limits = asked.clause(*(branch.rule for branch in rules.size.branches))
    yield asked.entry("total", kind=EntryKind.COUNT, hint=size, clause=limits)
    heroes = [one for one in rules.composition if one.presence is Presence.IF_ANY and one.kind is CategoryKind.HERO]
    if heroes or (asked.plan is not None and asked.plan.has_no_heroes):
        yield FormEntry(
            key="has_no_heroes",
            label=asked.fields["has_no_heroes"].title,
            kind=EntryKind.CHOICE,
            hint=words.NO_HEROES_HINT,
            clause=asked.clause(*(one.rule for one in heroes)),
            choices=(words.TRUE,),
        )
    yield asked.entry("service_staff", kind=EntryKind.COUNT)


def heeded(asked: FormContext) -> Iterator[FormEntry]:
    """Groups to heed and, at the levels that ask for one, the structure table: counted, never judged."""
    for key, groups in (("emphases", asked.conference.emphases), ("structure", asked.conference.structure)):
        for group in groups:
            yield FormEntry(
                key=f"{key}.{group.id}",
                label=capitalised(group.name),
                kind=EntryKind.COUNT,
                hint=words.NO_SHARE,
                clause=asked.clause(group.rule),
            )


def agenda(asked: FormContext) -> Iterator[FormEntry]:
    for content in asked.campaign.contents:
        yield FormEntry(
            key=f"agenda.{content.id}",
            label=content.name,
            kind=EntryKind.AGENDA,
            clause=asked.clause(content.rule),
            choices=(words.YES, words.NO),
        )


def report_points(asked: FormContext) -> Iterator[FormEntry]:
    for content in asked.campaign.contents:
        for point in content.points:
            yield FormEntry(
                key=f"report_points.{point}",
                label=words.REPORT_POINT.format(point=point[:1].lower() + point[1:]),
                kind=EntryKind.CHOICE,
                clause=asked.clause(content.points_rule or content.rule),
                choices=(words.YES, words.NO),
            )


def launch_period(asked: FormContext) -> FormEntry:
    period = asked.campaign.launch_period
    return FormEntry(
        key="launch_period",
        label=asked.fields["launch_period"].title,
        kind=EntryKind.CHOICE,
        hint=words.LAUNCH.format(period=period.words),
        clause=asked.clause(period.rule),
        choices=(period.words,),
        only_choices=False,
    )


def exceptions(asked: FormContext) -> Iterator[FormEntry]:
    """What is written only where it is so."""
    yield asked.entry("ends_on", kind=EntryKind.DAY)
    yield FormEntry(
        key="is_online",
        label=asked.fields["is_online"].title,
        kind=EntryKind.CHOICE,
        hint=asked.fields["is_online"].about,
        clause=asked.clause_of(CheckKind.STAGING),
        choices=(words.YES, words.NO),
    )
    yield asked.entry("combined_with", clause=asked.clause_of(CheckKind.STAGING))
    yield asked.entry("covered_by", clause=asked.clause_of(CheckKind.COVERED_BY_ORDER))
    yield asked.entry("note", kind=EntryKind.NOTE)


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
