"""What stands on a unit's form, from top to bottom: what is given, then sections of fields to fill."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from emulation_workflow.adapters import plan_form_entries as entries
from emulation_workflow.adapters.plan_form_entries import Asked, Entry
from emulation_workflow.adapters.plan_lookup import level_of
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.plan import UnitPlan
from emulation_workflow.domain.units import Unit
from emulation_workflow.messages import plan_form as words
from emulation_workflow.messages.days import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A unit's form from top to bottom: its basis, what is given (label, value, clause), and the fields to fill."""

    basis: str
    given: tuple[tuple[str, str, str], ...]
    sections: tuple[Section, ...]


def layout(campaign: Campaign, unit: Unit, *, parent: Unit | None = None, plan: UnitPlan | None = None) -> Layout:
    """The form of `unit`; with every field `plan` needs, if one is to be written in it. Rejected if not bound."""
    level, conference = level_of(unit, campaign)
    asked = Asked(
        campaign=campaign,
        unit=unit,
        level=level,
        conference=conference,
        pilot=campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot),
        plan=plan,
    )
    sections = [Section(title=title, entries=tuple(entries_of(asked))) for title, entries_of in _SECTIONS]
    paper = campaign.plan
    title = paper.title or campaign.title
    return Layout(
        basis=words.BASIS.format(number=paper.number, day=day_words(paper.date), issuer=paper.issuer, title=title),
        given=tuple(_given(asked, parent)),
        sections=tuple(section for section in sections if section.entries),
    )


_SECTIONS: tuple[tuple[str, Callable[[Asked], Iterable[Entry]]], ...] = (
    (words.SECTION_PAPER, entries.paper),
    (words.SECTION_CONFERENCE, entries.conference),
    (words.SECTION_HEADCOUNT, entries.headcount),
    (words.SECTION_DELEGATES, entries.delegates),
    (words.SECTION_HEEDED, entries.heeded),
    (words.SECTION_AGENDA, entries.agenda),
    (words.SECTION_REPORT, entries.report),
    (words.SECTION_OTHER, entries.other),
)


def _given(asked: Asked, parent: Unit | None) -> Iterator[tuple[str, str, str]]:
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
