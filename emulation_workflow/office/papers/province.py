"""The province on a day, for its consolidated report: figures, each conference, what units ask help with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.difficulties import Difficulty
from emulation_workflow.domain.roll_up import Publication, Restatement, RollUp
from emulation_workflow.office.office import Office
from emulation_workflow.office.roll_up.conferences import CountedConference, conferences_on
from emulation_workflow.office.roll_up.consolidation import is_unchanged_since, roll_up_within
from emulation_workflow.office.roll_up.publication import restatements
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """Everything as of the roll-up's day.

    `conferences` by their unit's code, `names` of units by theirs. `published` are the figures of the last day before
    it that a document published; `restated` is what has changed of them for the whole province, `restated_below` for
    its levels and the places right below it.
    """

    roll_up: RollUp
    conferences: Mapping[str, CountedConference]
    names: Mapping[str, str]
    difficulties: tuple[Difficulty, ...] = ()
    published: Publication | None = None
    restated: tuple[Restatement, ...] = ()
    restated_below: tuple[Restatement, ...] = ()


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
    changed = restatements(office, published) if published else []
    places = {node.key for tree in (roll_up, published.found if published else roll_up) for node in tree.root.children}
    return Province(
        roll_up=roll_up,
        conferences=conferences,
        names={unit.code: unit.name for unit in units},
        difficulties=raised,
        published=published,
        restated=tuple(restatement for restatement in changed if restatement.key == roll_up.root.key),
        restated_below=tuple(
            restatement for restatement in changed if restatement.key in places or restatement.is_of_level
        ),
    )


def _published_before(record: Transaction, on: date) -> Publication | None:
    earlier = [publication for publication in record.publications.all() if publication.found.as_of < on]
    return max(earlier, key=lambda publication: (publication.found.as_of, publication.number), default=None)
