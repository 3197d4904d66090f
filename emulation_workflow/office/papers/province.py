"""The province on a day, for its consolidated report: figures, each conference, what units ask help with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.difficulties import Difficulty
from emulation_workflow.domain.orders.in_force import Terms, congress_terms, event_task
from emulation_workflow.domain.roll_up import Publication, Restatement, RollUp
from emulation_workflow.office.office import Office
from emulation_workflow.office.roll_up.conferences import CountedConference, conferences_on
from emulation_workflow.office.roll_up.consolidation import is_unchanged_since, roll_up_within
from emulation_workflow.office.roll_up.publication import restatements
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a unit's report says of its own shortcomings and lessons; "" where it says nothing."""

    unit: str
    shortcomings: str
    lessons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """Everything as of the roll-up's day.

    `conferences` by their unit's code, `names` of units by theirs. `published` are the figures of the last day before
    it that a document published; `restated` is what has changed of them for the whole province, `restated_below` for
    its levels and the places right below it. `told`: in the units' own words, from the reports that were added up.
    `congress`: what orders left of its time, and the day on which it was held.
    """

    roll_up: RollUp
    conferences: Mapping[str, CountedConference]
    names: Mapping[str, str]
    difficulties: tuple[Difficulty, ...] = ()
    published: Publication | None = None
    restated: tuple[Restatement, ...] = ()
    restated_below: tuple[Restatement, ...] = ()
    told: tuple[Told, ...] = ()
    congress: Terms | None = None
    congress_held_on: date | None = None


def province_on(office: Office, on: date) -> Province:
    """Return what had happened by `on`, opened down to each unit and each version of a report."""
    with office.store.look() as record:
        anew = not is_unchanged_since(record, office, on)
        roll_up = roll_up_within(record, office, on, opened=True, anew=anew)
        conferences = {
            conference.derived.unit: conference for conference in conferences_on(record, office, on, anew=anew)
        }
        # Who bore the code on that day names it; who bore it before, only if nobody did.
        units = sorted(record.register.units(), key=lambda unit: unit.is_valid_on(on))
        raised = tuple(difficulty for difficulty in record.difficulties.all() if difficulty.raised_on <= on)
        published = _published_before(record, on)
        congress = congress_terms(office.plan_in_force(record, on), record.orders.all(), on=on)
        congress_held_on = _congress_held_on(record, office.campaign, on)
        used = {(version.unit, version.version) for version in roll_up.versions}
        told = tuple(
            Told(unit=version.unit, shortcomings=report.shortcomings.strip(" ."), lessons=report.lessons.strip(" ."))
            for version in record.reports.versions()
            if (version.unit, version.version) in used
            for report in [version.report]
            if report.shortcomings.strip(" .") or report.lessons.strip(" .")
        )
    changed = restatements(office, published) if published else []
    places = {node.key for tree in (roll_up, published.found if published else roll_up) for node in tree.root.children}
    return Province(
        roll_up=roll_up,
        conferences=conferences,
        names={unit.code: unit.name for unit in units},
        difficulties=raised,
        published=published,
        told=told,
        congress=congress,
        congress_held_on=congress_held_on,
        restated=tuple(restatement for restatement in changed if restatement.key == roll_up.root.key),
        restated_below=tuple(
            restatement for restatement in changed if restatement.key in places or restatement.is_of_level
        ),
    )


def _congress_held_on(record: Transaction, campaign: Campaign, on: date) -> date | None:
    """Return the day on which whoever owes the congress held it, if that was by `on`."""
    tasks = {event_task(campaign, level) for level in campaign.levels if level.conference is None}
    held = {task.id for task in tasks if task}
    days = [owed.done_on for owed in record.obligations.of_units() if owed.derived.task in held and owed.done_on]
    return next((day for day in sorted(days) if day <= on), None)


def _published_before(record: Transaction, on: date) -> Publication | None:
    earlier = [publication for publication in record.publications.all() if publication.found.as_of < on]
    return max(earlier, key=lambda publication: (publication.found.as_of, publication.number), default=None)
