"""The fields and tables of a result report's form that no other form has."""

from collections.abc import Callable, Iterable, Iterator

from emulation_workflow.adapters.forms import entries as common
from emulation_workflow.adapters.forms.entries import FormContext
from emulation_workflow.adapters.forms.layout import Column, EntryKind, FormEntry, FormTable
from emulation_workflow.domain.campaign import CheckKind, Settlement
from emulation_workflow.domain.submissions.report import ResultReport
from emulation_workflow.messages.forms import result_form
from emulation_workflow.messages.labels import PARTIES

MOST_DIFFICULTIES = 5
"""Difficulties there is room for; more where a report tells more."""

EntriesOf = Callable[[FormContext], Iterable[FormEntry]]
_PARTIES = tuple(name.capitalize() for name in PARTIES.values())


def paper(asked: FormContext) -> Iterator[FormEntry]:
    clause = _clause_of_task(asked, Settlement.RESULT_REPORT)
    yield asked.entry("number", clause=clause)
    yield asked.entry("signed_on", kind=EntryKind.DAY, clause=clause)
    yield asked.entry("signer", clause=clause)
    yield asked.entry("submitted_by")
    yield asked.entry("submitter_email")


def outcome(asked: FormContext) -> Iterator[FormEntry]:
    """What the conference brought forth (II.3), and the lessons and shortcomings the plan asks to draw (I.3)."""
    yield from common.report_points(asked)
    yield asked.entry("launched", clause=asked.clause(asked.campaign.launch_period.rule))
    yield common.launch_period(asked)
    yield asked.entry("minutes", clause=_clause_of_task(asked, Settlement.DELEGATE_LIST))
    lessons = asked.clause_of(CheckKind.LESSONS)
    yield asked.entry("lessons", kind=EntryKind.NOTE, clause=lessons)
    yield asked.entry("shortcomings", kind=EntryKind.NOTE, clause=lessons)


def difficulties_of(report: ResultReport | None) -> EntriesOf:
    """Rows for difficulties, each of which the Board will answer."""
    told = len(report.difficulties) if report is not None else 0

    def difficulties(_: FormContext) -> Iterator[FormEntry]:
        for number in range(1, max(MOST_DIFFICULTIES, told + 1) + 1):
            label = result_form.DIFFICULTY.format(number=number)
            yield FormEntry(key=f"difficulties.{number}", label=label, kind=EntryKind.NOTE, lines=2)

    return difficulties


def other(asked: FormContext) -> Iterator[FormEntry]:
    """What is written only where it is so; numbers of papers only where a report gives them besides the rows."""
    for key in ("collective_papers", "individual_papers"):
        if asked.plan is not None and getattr(asked.plan, key):
            yield asked.entry(key, kind=EntryKind.COUNT, clause=asked.clause_of(CheckKind.PAPERS))
    yield asked.entry("correction", kind=EntryKind.NOTE)
    yield from common.exceptions(asked)


def papers(asked: FormContext) -> FormTable:
    return FormTable(
        key="papers",
        title=asked.fields["papers"].title,
        hint=asked.fields["papers"].about,
        clause=asked.clause_of(CheckKind.PAPERS),
        columns=(
            _column(asked, "papers.title", 55),
            _column(asked, "papers.author", 38),
            _column(asked, "papers.kind", 13, EntryKind.CHOICE, _PARTIES),
            _column(asked, "papers.field", 25),
        ),
    )


def honours(asked: FormContext) -> FormTable:
    movements = tuple(one.name for one in asked.campaign.movements if not one.levels or asked.level.id in one.levels)
    return FormTable(
        key="honours",
        title=asked.fields["honours"].title,
        hint=asked.fields["honours"].about,
        clause=asked.clause_of(CheckKind.HONOURS),
        columns=(
            _column(asked, "honours.honoured", 30),
            _column(asked, "honours.kind", 11, EntryKind.CHOICE, _PARTIES),
            _column(asked, "honours.award", 26),
            _column(asked, "honours.decision", 15),
            _column(asked, "honours.signed_on", 12, EntryKind.DAY),
            _column(asked, "honours.put_forward", 22),
            _column(asked, "honours.field", 18),
            _column(asked, "honours.movement", 30, EntryKind.CHOICE, movements, only_choices=False),
            _column(asked, "honours.fostering", 24),
        ),
    )


def _column(
    asked: FormContext,
    key: str,
    width: int,
    kind: EntryKind = EntryKind.LINE,
    choices: tuple[str, ...] = (),
    *,
    only_choices: bool = True,
) -> Column:
    return Column(
        key=key.partition(".")[2],
        label=asked.fields[key].title,
        width=width,
        kind=kind,
        choices=choices,
        only_choices=only_choices,
    )


def _clause_of_task(asked: FormContext, settled_by: Settlement) -> str:
    tasks = (task for task in asked.campaign.tasks if task.settled_by is settled_by and task.rule)
    return next((asked.clause(task.rule) for task in tasks if not task.levels or asked.level.id in task.levels), "")
