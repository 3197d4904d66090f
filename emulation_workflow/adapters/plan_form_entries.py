"""The fields of a plan's form that no other form has."""

from collections.abc import Iterator

from emulation_workflow.adapters.form_entries import Asked
from emulation_workflow.adapters.form_layout import Entry, EntryKind
from emulation_workflow.domain.campaign import CheckKind
from emulation_workflow.messages import forms as words


def paper(asked: Asked) -> Iterator[Entry]:
    clause = asked.clause_of(CheckKind.PLAN_PAPER)
    yield asked.entry("number", clause=clause)
    yield asked.entry("signed_on", kind=EntryKind.DAY, clause=clause)
    yield asked.entry("signer", clause=clause)
    yield asked.entry("submitted_by")
    yield asked.entry("submitter_email")


def report(asked: Asked) -> Iterator[Entry]:
    for content in asked.campaign.contents:
        for point in content.points:
            yield Entry(
                key=f"report_points.{point}",
                label=words.REPORT_POINT.format(point=point[:1].lower() + point[1:]),
                kind=EntryKind.CHOICE,
                clause=asked.clause(content.points_rule or content.rule),
                choices=(words.YES, words.NO),
            )
    papers = asked.clause_of(CheckKind.PAPERS)
    yield asked.entry("collective_papers", kind=EntryKind.COUNT, clause=papers)
    yield asked.entry("individual_papers", kind=EntryKind.COUNT, clause=papers)
    period = asked.campaign.launch_period
    yield Entry(
        key="launch_period",
        label=asked.fields["launch_period"].title,
        kind=EntryKind.CHOICE,
        hint=words.LAUNCH.format(period=period.words),
        clause=asked.clause(period.rule),
        choices=(period.words,),
        only_choices=False,
    )


def other(asked: Asked) -> Iterator[Entry]:
    yield asked.entry("ends_on", kind=EntryKind.DAY)
    yield Entry(
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
