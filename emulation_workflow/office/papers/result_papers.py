"""Papers on what was done: a unit's result report and its delegate list."""

from collections.abc import Sequence

from emulation_workflow.domain.papers.inputs import AdoptedList, ConferenceOutcome, DelegateLine
from emulation_workflow.domain.papers.numbers import symbol_in
from emulation_workflow.domain.papers.paper import Cell, Paper, PaperTable, UnitIssuer
from emulation_workflow.domain.registers import formal_name
from emulation_workflow.messages.days import day_words, nth_words
from emulation_workflow.messages.papers import tables
from emulation_workflow.messages.papers.papers import ADOPTED, HELD_THEN, INPUT_LIST, INPUT_REPORT, RESERVE, TOTALS
from emulation_workflow.office.letters.posting import is_own_office
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.request import PaperRequest, compose_paper, dated_early

Rows = list[tuple[Cell, ...]]


def result_report(office: Office, request: PaperRequest, outcome: ConferenceOutcome) -> Paper:
    """Return the unit's report on its conference: when, who, what, honours, lessons, difficulties."""
    unit = outcome.unit
    return compose_paper(
        office,
        request,
        name=f"{unit.name} {unit.code} lần {outcome.version}",
        issuer=UnitIssuer(unit=unit, parent=outcome.parent, symbol=symbol_in(outcome.number)),
        context={
            "unit": formal_name(office.campaign, unit),
            "reports_to": outcome.reports_to,
            "called_above": "" if is_own_office(office.campaign, unit) else office.campaign.letters.from_name,
            "conference": outcome.conference,
            "session": outcome.session,
            "place": outcome.place,
            "mode": outcome.mode,
            "is_mode_asked": outcome.is_mode_asked,
            "participants": outcome.participants,
            "contents": list(outcome.contents),
            "papers": len(outcome.papers),
            "honours": len(outcome.honours),
            "launched": outcome.launched.rstrip(" ."),
            "delegates": outcome.delegates,
            "reserves": outcome.reserves,
            "minutes": outcome.minutes,
            "lessons": outcome.lessons.rstrip(" ."),
            "shortcomings": outcome.shortcomings.rstrip(" ."),
            "difficulties": [words.rstrip(" .") for words in outcome.difficulties],
            "has_composition": bool(outcome.composition),
        },
        tables={
            "composition": _counted(outcome.composition),
            "papers": tables.numbered(
                tables.PAPERS_READ, [(paper.title, paper.field, paper.author) for paper in outcome.papers]
            ),
            "honours": tables.numbered(
                tables.HONOURS,
                [(honour.honoured, honour.award, honour.decision, honour.signed_on) for honour in outcome.honours],
            ),
        },
        inputs=((INPUT_REPORT.format(unit=unit.name, version=nth_words(outcome.version)), outcome.sha256),),
        draft=dated_early(request, HELD_THEN, outcome.held_on),
    )


def delegate_list(office: Office, request: PaperRequest, adopted: AdoptedList) -> Paper:
    """Return the list that the unit's conference adopted for the one above (II.3, 3.5); reserves come last."""
    unit = adopted.unit
    return compose_paper(
        office,
        request,
        name=f"{unit.name} {unit.code}",
        issuer=UnitIssuer(unit=unit, parent=adopted.parent, symbol=symbol_in(adopted.number)),
        context={
            "unit": formal_name(office.campaign, unit),
            "upper": adopted.upper,
            "sent_to": adopted.sent_to,
            "minutes": adopted.minutes,
            "adopted_on": day_words(adopted.adopted_on) if adopted.adopted_on else "",
            "official": len(adopted.official),
            "reserves": len(adopted.reserves),
        },
        tables={"delegates": tables.numbered(tables.DELEGATE_LIST, _delegates(adopted))},
        inputs=((INPUT_LIST.format(unit=unit.name), adopted.sha256),),
        draft=dated_early(request, ADOPTED, adopted.adopted_on),
    )


def _delegates(adopted: AdoptedList) -> Rows:
    official = [_delegate(delegate, delegate.note) for delegate in adopted.official]
    return official + [
        _delegate(delegate, "; ".join(filter(None, (RESERVE, delegate.note)))) for delegate in adopted.reserves
    ]


def _delegate(delegate: DelegateLine, note: str) -> tuple[Cell, ...]:
    return delegate.name, delegate.born, delegate.gender, delegate.ethnicity, delegate.position, delegate.category, note


def _counted(counts: Sequence[tuple[str, int | None]]) -> PaperTable:
    """Return the counts with their sum, unless one is not stated: the sum would pass for the whole."""
    stated = [number for _, number in counts if number is not None]
    return tables.table(tables.COUNTED, counts, totals=(TOTALS, sum(stated)) if len(stated) == len(counts) else ())
