"""A campaign file under check: the walk over everything it says, and the faults found, told to whoever writes it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import Any, NamedTuple

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import MAX_TOLD
from emulation_workflow.messages.problems.campaign_files import fault_sentences


class Found(NamedTuple):
    """A key path ("levels[1].conference.window") and what is wrong there, by code, before its line is known."""

    path: str
    code: str
    facts: tuple[tuple[str, str], ...] = ()


def found(path: str, code: str, /, **facts: object) -> Found:
    """Return what is wrong at `path`; `facts` fill the sentences of `code` (`messages.problems.campaign_files`)."""
    return Found(path, code, tuple((name, str(fact)) for name, fact in facts.items()))


Step = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: the key path (lists count from 0), the line in the file, and what is wrong and how to put it right.

    `sentence` says it in English, `vietnamese` in the language of whoever writes the file.
    """

    path: str
    line: int
    sentence: str
    vietnamese: str

    def told_of(self, file: object) -> str:
        """Return the fault as a line of text, with where in `folder` it is."""
        return self._told(file, self.sentence)

    def told_in_vietnamese(self, file: object) -> str:
        """Return the same line for a clerk."""
        return self._told(file, self.vietnamese)

    def _told(self, file: object, sentence: str) -> str:
        where = f"{file}:{self.line}" if self.line else str(file)
        return f"{where}: {self.path}: {sentence}" if self.path else f"{where}: {sentence}"


def fault(what: Found, line: int) -> Fault:
    """Return what was found as a fault on this line, in words."""
    vietnamese, english = fault_sentences(what.code, dict(what.facts))
    return Fault(path=what.path, line=line, sentence=english, vietnamese=vietnamese)


class CampaignUnreadable(Exception):
    """The campaign file says something it may not; nothing of it is loaded.

    `faults` holds the first of them, and how many more there are.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        every = tuple(faults)
        more = len(every) - MAX_TOLD
        last = (fault(found("", "more_faults", number=more), 0),) if more > 0 else ()
        self.faults = (*every[:MAX_TOLD], *last)
        super().__init__("; ".join(f"line {told.line}: {told.sentence}" for told in self.faults))


class NotACampaignFile(CampaignUnreadable):
    """There is no file, or it is no TOML, so nothing in it could be looked at."""


def join(steps: Iterable[Step]) -> str:
    """Return a path as text: ("levels", 1, "name") as "levels[1].name"."""
    path = ""
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def lies_in(path: str, whole: str) -> bool:
    """Return whether `path` is `whole` itself or a part of it."""
    return path == whole or path.startswith((f"{whole}.", f"{whole}["))


def parent(path: str) -> str:
    """Return the path that `path` is a part of; "" above the top."""
    return path[: max(path.rfind("."), path.rfind("["), 0)]


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
