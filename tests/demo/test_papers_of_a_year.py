"""Every paper of a whole played year, read beside the record: what is on the page is in the case, and nothing else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time

import pytest

from emulation_workflow import bootstrap
from emulation_workflow.adapters.documents.composed import Block, ComposedPaper
from emulation_workflow.demo.letters_of_a_year import AGRICULTURE, BOARD, CITY, DISTRICT, LOTTERY, WARD
from emulation_workflow.domain.delegates import ListKind
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.domain.registers import formal_name
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.formats import hour_words, padded, plain
from emulation_workflow.office.approval.sheets import case_sheet
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest, make_papers
from emulation_workflow.settings import Settings
from tests.support.samples.before_readers import internals

DAYS = (date(2020, 3, 3), date(2020, 3, 6), date(2020, 11, 15))
"""The last before Decree 30/2020 is in force, the first after it, the year's end."""
OF_CASE = (PaperKind.APPRAISAL_REPORT, PaperKind.SUBMISSION, PaperKind.OPINION)
OF_UNIT = (PaperKind.INVITATION, PaperKind.RESULT_REPORT)
UNITS = (WARD, DISTRICT, "KT-STP", LOTTERY, CITY, AGRICULTURE)
"""A commune, two districts, two departments and an enterprise."""

DAY = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
NUMBER = re.compile(r"\b\d+/(?=\D)[\w-]+")
HOUR = re.compile(r"\b\d{1,2} giờ \d{2}\b(?! phút)")
COUNT = re.compile(r"\b\d[\d.]*\b")
COMMITTEE = re.compile(r"Ủy ban nhân dân (?:xã|phường|thị trấn|huyện|thành phố|tỉnh)(?: [A-ZĐĂÂÊÔƠƯ][\w']*)+")
CLAUSE = re.compile(r"\b[IVX]+\.\d[\d.]*\*?")


def words_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield block.text
        if block.table:
            yield from (cell for row in block.table.rows() for cell in row)


def page(paper: ComposedPaper) -> str:
    """Everything that the paper says, with its annexes."""
    annexes = (line for annex in paper.annexes for line in words_of(annex.blocks))
    return "\n".join([paper.subject, paper.about, *paper.addressees, *words_of(paper.blocks), *annexes])


def facts_in(value: object) -> Iterator[str]:
    """Yield what is stated somewhere in a part of the record, as papers write it; of several things their number."""
    match value:
        case None | bool():
            return
        case datetime():
            yield day_words(value.date())
        case date():
            yield day_words(value)
        case time():
            yield hour_words(value)
        case int():
            yield from (plain(value), padded(value))
        case str():
            yield value
        case Mapping():
            yield from (fact for item in value.items() for part in item for fact in facts_in(part))
        case list() | tuple() | set() | frozenset():
            yield from (plain(len(value)), padded(len(value)))
            yield from (fact for part in value for fact in facts_in(part))
        case _ if is_dataclass(value):
            yield from (fact for part in fields(value) for fact in facts_in(getattr(value, part.name)))


def stated(*parts: object) -> str:
    return "\n".join(facts_in(parts))


@pytest.fixture(scope="module")
def office(played_year: tuple[Office, Settings]) -> Office:
    return played_year[0]


@pytest.fixture(scope="module")
def made(played_year: tuple[Office, Settings]) -> dict[tuple[PaperKind, str, date], ComposedPaper]:
    """Every paper of the units, on each of the days, that the year allows."""
    office, settings = played_year
    documents = bootstrap.documents(settings)
    asked = [PaperRequest(kind=kind, unit=unit, written_on=day) for kind in OF_UNIT for unit in UNITS for day in DAYS]
    asked += [
        PaperRequest(kind=kind, unit=unit, written_on=day)
        for kind in OF_CASE
        for unit in (CITY, LOTTERY, AGRICULTURE)
        for day in DAYS
    ]
    papers = {}
    for request in asked:
        try:
            [paper] = make_papers(office, request)
        except Rejected:
            continue
        papers[request.kind, request.unit, request.written_on] = documents.compose(paper)
    return papers


def test_no_paper_has_anything_internal_before_a_reader(
    made: dict[tuple[PaperKind, str, date], ComposedPaper],
) -> None:
    """No rule, stage, key or SHA, and nothing in quotation marks that is no quotation."""
    told = {key: found for key, paper in made.items() if (found := internals(page(paper)))}
    assert told == {}


def test_no_paper_of_the_board_has_anything_internal_before_a_reader(played_year: tuple[Office, Settings]) -> None:
    """Nor letters to the late, what an order changes, and the report on all."""
    office, settings = played_year
    with office.store.look() as record:
        numbers = dict.fromkeys(order.number for order in record.orders.all())
    asked = [PaperRequest(kind=PaperKind.ADJUSTMENT, order=number, written_on=DAYS[-1]) for number in numbers]
    asked += [
        PaperRequest(kind=kind, written_on=DAYS[-1]) for kind in (PaperKind.REMINDER, PaperKind.CONSOLIDATED_REPORT)
    ]
    made = [paper for request in asked for paper in make_papers(office, request)]
    assert {paper.kind for paper in made} == {request.kind for request in asked}
    documents = bootstrap.documents(settings)
    assert {paper.name: found for paper in made if (found := internals(page(documents.compose(paper))))} == {}


def record_of(office: Office, unit: str) -> tuple[object, ...]:
    """What the record holds of a unit, and what the plan itself says to all."""
    campaign = office.campaign
    with office.store.look() as record:
        stored = (record.plans.versions(unit), record.reports.get(unit), record.orders.all())
        lists = [version for version in [record.delegates.get(ListKind.ADOPTED, unit)] if version]
        counts = [(version.official, version.reserves) for version in lists]
        units = record.register.units()
    is_gated = office.campaign.is_gated(unit)
    sheet = case_sheet(office, unit) if is_gated else None
    level = next(campaign.level_of(known.level) for known in units if known.code == unit)
    of_plan = (campaign.plan, campaign.basis, campaign.title, campaign.congress, campaign.contents, campaign.rules)
    of_case = (sheet.case, sheet.taken, sheet.pilot) if sheet else ()
    return stored, counts, of_plan, of_case, level, [formal_name(campaign, known) for known in units]


@pytest.mark.parametrize("unit", UNITS)
def test_what_is_on_the_page_is_in_the_record(
    office: Office, made: dict[tuple[PaperKind, str, date], ComposedPaper], unit: str
) -> None:
    """No day, number of a document, hour or People's Committee is on a page that no part of the case has."""
    held = stated(record_of(office, unit))
    found = {key: page(paper) for key, paper in made.items() if key[1] == unit}
    assert len(found) >= len(OF_UNIT) * len(DAYS)
    for (kind, _, day), words in found.items():
        for pattern in (DAY, NUMBER, HOUR, COMMITTEE):
            unknown = {fact for fact in pattern.findall(words) if fact not in held} - {day_words(day)}
            assert (kind, unknown) == (kind, set())


@pytest.mark.parametrize("unit", UNITS)
def test_every_count_of_a_report_and_an_invitation_is_the_units_own(
    office: Office, made: dict[tuple[PaperKind, str, date], ComposedPaper], unit: str
) -> None:
    """Whatever number is left once days, numbers, hours and clauses are taken out was stated by the unit."""
    known = set(COUNT.findall(stated(record_of(office, unit))))
    for (kind, code, _), paper in made.items():
        if code == unit and kind in OF_UNIT:
            words = re.sub("|".join(pattern.pattern for pattern in (DAY, NUMBER, HOUR, CLAUSE)), " ", page(paper))
            listed = set(map(str, range(1, 60)))  # rows and points are numbered
            assert {count.strip(".") for count in COUNT.findall(words)} - known - listed == set()


@pytest.mark.parametrize("unit", UNITS)
def test_what_the_unit_reported_is_on_the_page(
    office: Office, made: dict[tuple[PaperKind, str, date], ComposedPaper], unit: str
) -> None:
    """Each count, honour, paper, lesson and difficulty of the report stands on it, and no verdict of ours."""
    with office.store.look() as record:
        version = record.reports.get(unit)
    assert version is not None
    report, words = version.report, page(made[PaperKind.RESULT_REPORT, unit, DAYS[-1]])
    told = [report.lessons, report.shortcomings, *report.difficulties, report.minutes, report.conference.place]
    told += [part for honour in report.honours for part in (honour.honoured, honour.award, honour.decision)]
    told += [part for paper in report.papers for part in (paper.title, paper.field, paper.author)]
    told += [plain(count) for count in report.conference.delegates.values()]
    assert [part for part in told if part.rstrip(" .") not in words] == []
    assert not {"Đạt", "Trái quy định", "Cần làm rõ"} & set(words.splitlines())


def test_who_may_sign_is_named_where_another_does(office: Office) -> None:
    """Of every kind of the Board's and the Committee's papers, on every day."""
    with office.store.look() as record:
        people = {official.number: official for official in record.register.officials()}
    for kind in OF_CASE:
        signer = people["UBND-01" if kind is not PaperKind.OPINION else BOARD]
        for day in DAYS:
            with pytest.raises(Rejected, match="paper_signer_unfit"):
                make_papers(office, PaperRequest(kind=kind, unit=CITY, written_on=day, signer=signer))


def test_what_is_dated_before_its_facts_is_a_draft(made: dict[tuple[PaperKind, str, date], ComposedPaper]) -> None:
    """A report before its conference, an opinion before it was given: dated so nobody can sign it."""
    early = made[PaperKind.RESULT_REPORT, DISTRICT, DAYS[0]].draft_mark
    assert early == "DỰ THẢO (ngày văn bản trước ngày tổ chức hội nghị: 14/8/2020)"
    assert made[PaperKind.RESULT_REPORT, DISTRICT, DAYS[-1]].draft_mark == ""


def test_the_format_is_that_of_the_day(made: dict[tuple[PaperKind, str, date], ComposedPaper]) -> None:
    """Circular 01/2011 until 04/3/2020, Decree 30/2020 from 05/3/2020 on, for every paper of every unit."""
    formats = {(day, paper.format.id) for (_, _, day), paper in made.items()}
    assert formats == {(DAYS[0], "tt01_2011"), (DAYS[1], "nd30_2020"), (DAYS[2], "nd30_2020")}


def test_the_congress_is_told_as_orders_left_it(office: Office, played_year: tuple[Office, Settings]) -> None:
    """The plan's month is not repeated as if no order had moved it; nothing internal stands on the pages."""
    request = PaperRequest(kind=PaperKind.CONSOLIDATED_REPORT, written_on=DAYS[-1])
    words = page(bootstrap.documents(played_year[1]).compose(*make_papers(office, request)))
    assert "ngày 22/10/2020 (theo văn bản số 3050/UBND-KGVX; ban đầu: tháng 9/2020)" in words
    assert "ban đầu: tháng 9/2020); Ban chưa nhận được kết quả." in words
    assert not re.search(r"\b[0-9a-f]{12,}\b|\bR\d{3}\b", words)
