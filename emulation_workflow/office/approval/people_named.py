"""Who is told of an act on a case, because it bears their name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from emulation_workflow.domain.approval.entries import Entry
from emulation_workflow.domain.approval.transitions import OPINIONS, CaseAnswer, Channel
from emulation_workflow.domain.record.ledger import SealedEntry
from emulation_workflow.domain.registers import Decider, Official
from emulation_workflow.messages.screens.entries import answer_rows, entry_rows, lapse_rows
from emulation_workflow.office.approval.docket import Docket
from emulation_workflow.office.letters.act_recorded import Recorded, not_told, tell

Named = tuple[str, Official, str]
"""The capacity in which an act names somebody, who that is, and where their code had gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerks:
    """Who entered something for another, who confirmed the entry, and where the codes of both had gone."""

    entered_by: Official
    code_sent_to: str
    confirmed_by: Official | None = None
    confirmation_sent_to: str = ""

    def named(self) -> Iterator[Named]:
        yield "clerk", self.entered_by, self.code_sent_to
        if self.confirmed_by is not None:
            yield "confirmer", self.confirmed_by, self.confirmation_sent_to


def tell_of_decision(
    docket: Docket,
    row: SealedEntry,
    answer: CaseAnswer,
    decider: Decider,
    *,
    channel: Channel,
    clerks: Clerks | None,
    code_sent_to: str,
) -> None:
    """Tell decider or signer, the one they stand in for, and whoever entered and confirmed it."""
    what, capacity = ("decision", "decider") if answer.act in OPINIONS else ("appraisal", "appraiser")
    people: list[Named] = [("signer" if clerks else capacity, decider.official, "" if clerks else code_sent_to)]
    if decider.on_behalf_of is not None:
        people.append(("principal", decider.on_behalf_of, ""))
    people += clerks.named() if clerks else ()
    rows = answer_rows(answer, docket.gate, unit_name=docket.unit.name, by=decider)
    _tell(docket, row, what, rows, people, channel=channel, stage=answer.stage)


def tell_of_entry(
    docket: Docket, row: SealedEntry, what: str, entry: Entry, people: Iterable[Named], *, because: str = ""
) -> None:
    """Tell whoever entered it, and others that it names; `because` says why it does not count any more."""
    rows = entry_rows(
        entry, docket.gate, unit_name=docket.unit.name, version=docket.case.version, official=_name_in(docket, entry)
    )
    rows += lapse_rows(because)
    _tell(docket, row, what, rows, people, channel=Channel.PAPER)


def list_untold(docket: Docket, row: SealedEntry, what: str) -> None:
    """Put on the Board's list that the unit has no address and so was not told of an act on its behalf."""
    unit = docket.unit
    docket.record.board_list.add(
        not_told(docket.office.campaign, what, row.number, name=unit.name, key=unit.code, unit=unit.code, at=docket.at)
    )


def _name_in(docket: Docket, entry: Entry) -> str:
    """Return the name of the official that the entry names by number, "" where it names none."""
    number = getattr(entry, "signer", "") or getattr(entry, "official", "")
    official = docket.record.register.official(number) if number else None
    return official.name if official else ""


def _tell(
    docket: Docket,
    row: SealedEntry,
    what: str,
    rows: list[dict[str, str]],
    people: Iterable[Named],
    *,
    channel: Channel,
    stage: str = "",
) -> None:
    recorded = Recorded(what=what, rows=rows, row=row.number, channel=channel, unit=docket.unit.code, stage=stage)
    tell(docket.record, docket.office, recorded, people, at=docket.at)
