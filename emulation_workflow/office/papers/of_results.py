"""Papers on what was done: a unit's result report and delegate list, the Board's consolidated report (III.3)."""

from collections.abc import Iterable, Sequence

from emulation_workflow.domain.paper_inputs import (
    ConferenceOutcome,
    Consolidation,
    Counted,
    DelegateLine,
    DelegateList,
    DifficultyRaised,
    GroupCount,
)
from emulation_workflow.domain.papers import Cell, Paper, Table, UnitIssuer
from emulation_workflow.domain.unit_names import formal_name
from emulation_workflow.messages import paper_tables as tables
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.formats import plain
from emulation_workflow.messages.papers import INPUT_FIGURES, INPUT_LIST, INPUT_REPORT, RESERVE, TOTALS
from emulation_workflow.office.desk import Office
from emulation_workflow.office.papers.asked import Asked, board, committee, put_together

Rows = list[tuple[Cell, ...]]


def result_report(office: Office, asked: Asked, outcome: ConferenceOutcome) -> Paper:
    """The unit's report on its conference: when, who, what, honours, lessons, difficulties."""
    unit = outcome.unit
    return put_together(
        office,
        asked,
        name=f"{unit.code}-{outcome.version}",
        issuer=UnitIssuer(unit=unit, parent=outcome.parent),
        facts={
            "unit": formal_name(unit),
            "reports_to": outcome.reports_to,
            "conference": outcome.conference,
            "session": outcome.session,
            "place": outcome.place,
            "mode": outcome.mode,
            "in_time": outcome.in_time,
            "participants": _number(outcome.participants),
            "contents": list(outcome.contents),
            "papers": len(outcome.papers),
            "honours": len(outcome.honours),
            "launched": outcome.launched.rstrip(" ."),
            "delegates": _number(outcome.delegates),
            "reserves": _number(outcome.reserves),
            "minutes": outcome.minutes,
            "lessons": outcome.lessons.rstrip(" ."),
            "shortcomings": outcome.shortcomings.rstrip(" ."),
            "difficulties": [one.words.rstrip(" .") for one in outcome.difficulties],
            "has_composition": bool(outcome.composition),
        },
        tables={
            "composition": _counted(outcome.composition),
            "papers": tables.numbered(
                tables.PAPERS_READ, [(one.title, one.field, one.author) for one in outcome.papers]
            ),
            "honours": tables.numbered(
                tables.HONOURS, [(one.honoured, one.award, one.decision, one.signed_on) for one in outcome.honours]
            ),
        },
        inputs=((INPUT_REPORT.format(unit=unit.name, version=outcome.version), outcome.sha256),),
    )


def delegate_list(office: Office, asked: Asked, adopted: DelegateList) -> Paper:
    """The list that the unit's conference adopted for the one above (II.3, 3.5); reserves stand after the others."""
    unit = adopted.unit
    return put_together(
        office,
        asked,
        name=unit.code,
        issuer=UnitIssuer(unit=unit, parent=adopted.parent),
        facts={
            "unit": formal_name(unit),
            "upper": adopted.upper,
            "minutes": adopted.minutes,
            "adopted_on": day_words(adopted.adopted_on) if adopted.adopted_on else "",
            "official": len(adopted.official),
            "reserves": len(adopted.reserves),
        },
        tables={"delegates": tables.numbered(tables.DELEGATE_LIST, _delegates(adopted))},
        inputs=((INPUT_LIST.format(unit=unit.name), adopted.sha256),),
    )


def consolidated_report(office: Office, asked: Asked, found: Consolidation) -> Paper:
    """The Board's report to the Committee as of a day: figures by group, what is missing, issues, proposals."""
    campaign = office.campaign
    return put_together(
        office,
        asked,
        name=f"{found.as_of:%Y%m%d}",
        issuer=board(campaign),
        facts={
            "board": board(campaign).name,
            "committee": committee(campaign).name,
            "as_of": day_words(found.as_of),
            "total": _named(found.total),
            "groups": [_named(group) for group in found.groups],
            "lists_adopted": _number(found.lists_adopted),
            "lessons": _number(found.lessons),
            "reports_missing": _number(found.reports_missing),
            "difficulties": len(found.difficulties),
            "restated": len(found.restated),
            "proposals": list(found.proposals),
            "has_honours": bool(found.honours),
            "has_papers": bool(found.papers),
        },
        tables=_consolidated_tables(found),
        as_of=found.as_of,
        inputs=((INPUT_FIGURES, found.sha256),),
    )


def _consolidated_tables(found: Consolidation) -> dict[str, Table]:
    given = {
        "groups": tables.numbered(
            tables.GROUPS, [_row(group) for group in found.groups], totals=(None, *_row(found.total))
        ),
        "units": tables.numbered(
            tables.UNITS,
            [
                (one.name, one.above, one.due, one.held_on, one.standing, one.delegates, one.report)
                for one in found.units
            ],
        ),
    }
    if found.honours:
        given["honours"] = tables.numbered(tables.HONOURS_BY_KIND, [(one.name, one.number) for one in found.honours])
    if found.papers:
        given["papers"] = tables.numbered(tables.PAPERS_BY_FIELD, [(one.name, one.number) for one in found.papers])
    if found.difficulties:
        given["difficulties"] = tables.numbered(tables.DIFFICULTIES, _difficulties(found.difficulties))
    if found.restated:
        rows: Rows = [(one.figure, one.was, one.is_now, one.reason) for one in found.restated]
        given["restated"] = tables.numbered(tables.RESTATED, rows)
    return given


def _row(group: GroupCount) -> tuple[Cell, ...]:
    return (
        group.name,
        group.bound,
        group.with_plan,
        group.in_time,
        group.in_time_by_order,
        group.late,
        group.not_held,
        group.not_due,
        group.not_owed,
        group.delegates,
        group.women,
        group.minorities,
    )


def _named(group: GroupCount) -> dict[str, str]:
    held = group.in_time + group.in_time_by_order + group.late
    counts = {name: plain(getattr(group, name)) for name in ("bound", "with_plan", "in_time", "in_time_by_order")}
    more = {name: plain(getattr(group, name)) for name in ("late", "not_held", "not_due", "not_owed")}
    return {
        "name": group.name,
        **counts,
        **more,
        "held": plain(held),
        "delegates": _number(group.delegates),
        "women": _number(group.women),
        "minorities": _number(group.minorities),
    }


def _delegates(adopted: DelegateList) -> Rows:
    official = [_delegate(one, one.note) for one in adopted.official]
    return official + [_delegate(one, "; ".join(filter(None, (RESERVE, one.note)))) for one in adopted.reserves]


def _delegate(one: DelegateLine, note: str) -> tuple[Cell, ...]:
    return one.name, one.born, one.gender, one.ethnicity, one.position, one.category, note


def _difficulties(found: Iterable[DifficultyRaised]) -> Rows:
    return [(one.unit, one.words, one.raised_on, one.standing) for one in found]


def _counted(counts: Sequence[Counted]) -> Table:
    """With their sum, unless one of them is not stated: what is summed then would pass for the whole."""
    stated = [one.number for one in counts if one.number is not None]
    is_whole = len(stated) == len(counts)
    return tables.table(
        tables.COUNTED, [(one.name, one.number) for one in counts], totals=(TOTALS, sum(stated)) if is_whole else ()
    )


def _number(count: int | None) -> str:
    """A count in words for a sentence, "" where nobody stated one."""
    return "" if count is None else plain(count)
