"""A campaign file under check, and the walk over everything it says."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import Any

from emulation_workflow.adapters.campaign_file.faults import Step, join, lies_in
from emulation_workflow.domain.campaign import Campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignDraft:
    """A campaign not yet known to be sound.

    `unit_levels`: each code of the register beside it with its levels; None where there is no such register.
    `unread`: the paths that could not be read and are stood in for, so that nothing is to be compared with them.
    """

    campaign: Campaign
    unit_levels: Mapping[str, frozenset[str]] | None
    unread: frozenset[str] = frozenset()

    def was_read(self, path: str) -> bool:
        """Return whether `path` could be read, with all that is in it."""
        return not any(lies_in(unread, path) or lies_in(path, unread) for unread in self.unread)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftValue:
    """One value of the campaign with the path it stands at and the field that holds it."""

    path: str
    field: Field[Any]
    value: Any

    @property
    def is_required(self) -> bool:
        return self.field.default is MISSING and self.field.default_factory is MISSING


def entries(part: Any, at: tuple[Step, ...] = ()) -> Iterator[DraftValue]:
    """Yield every field of `part` and of what it holds, in order."""
    for field in fields(part):
        value, here = getattr(part, field.name), (*at, field.name)
        yield DraftValue(path=join(here), field=field, value=value)
        if is_dataclass(value):
            yield from entries(value, here)
        elif isinstance(value, tuple):
            for number, entry in enumerate(value):
                if is_dataclass(entry):
                    yield from entries(entry, (*here, number))
