"""Any plan a unit of the made-up province may send: what properties of reading and writing are tried on."""

from datetime import date, time

from hypothesis import strategies as st

from emulation_workflow.adapters.schemas.legacy_letters import DoubtfulLetters, read_letters
from emulation_workflow.adapters.schemas.names import can_be_name
from emulation_workflow.domain.campaign import AttendanceMode, Campaign, Conference
from emulation_workflow.domain.papers.numbers import is_day_of_spreadsheet
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import AgendaItem, Headcount, UnitPlan
from emulation_workflow.domain.submissions.report import Honour, Party, ResultReport, Talk
from emulation_workflow.domain.texts import has_lost_letters

SIGNS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấắếốớứĐƠƯ0123456789 .,;:-–/()=+@'\"#&%*!?\\{}[]<>|~$“”’"


def as_read(text: str) -> str:
    """Return the text as every form gives it: what may be of a former font, or has lost letters, is none."""
    try:
        read = read_letters(" ".join(text.split())).text
        is_plain = read_letters(read).text == read
    except DoubtfulLetters:
        return ""
    return read if is_plain and not has_lost_letters(read, is_line=True) else ""


LINES = st.text(SIGNS, max_size=30).map(as_read)
NAMES = LINES.filter(lambda line: not line or can_be_name(line))
NOTES = st.lists(LINES, max_size=3).map(lambda lines: "\n".join(lines).strip())
COUNTS = st.integers(0, 1_000_000)
DAYS = st.dates(date(2019, 1, 1), date(2021, 12, 31))
HOURS = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def plans(campaign: Campaign, unit: Unit) -> st.SearchStrategy[UnitPlan]:
    """Return plans of `unit`, sound or not, in the campaign's ids and order, without attachments."""
    level = campaign.level_of(unit.level)
    assert level is not None
    assert level.conference is not None
    contents = [content.id for content in campaign.contents]
    points = [point for content in campaign.contents for point in content.points]
    return st.builds(
        UnitPlan,
        unit=st.just(unit.code),
        number=LINES.filter(lambda line: bool(line) and not is_day_of_spreadsheet(line)),
        signed_on=st.none() | DAYS,
        signer=NAMES,
        submitted_by=NAMES,
        submitter_email=st.sampled_from(["", "van.thu@example.org"]),
        conference_name=LINES,
        held_on=st.none() | DAYS,
        starts_at=st.none() | HOURS,
        ends_at=st.none() | HOURS,
        ends_on=st.none() | DAYS,
        place=LINES,
        mode=st.none() | st.sampled_from(AttendanceMode),
        headcount=headcounts(),
        total=st.none() | COUNTS,
        has_no_heroes=st.booleans(),
        service_staff=COUNTS,
        cost=st.none() | COUNTS,
        agenda=_some(contents).flatmap(_items),
        report_points=_some(points),
        collective_papers=COUNTS,
        individual_papers=COUNTS,
        launch_period=LINES,
        is_online=st.booleans(),
        combined_with=LINES,
        covered_by=LINES,
        note=NOTES,
        **_counts(level.conference),
    )


def headcounts() -> st.SearchStrategy[Headcount]:
    count = st.none() | COUNTS
    return st.builds(
        Headcount,
        cadres=count,
        civil_servants=count,
        public_employees=count,
        employees=count,
        as_of=st.none() | DAYS,
    )


def _counts(conference: Conference) -> dict[str, st.SearchStrategy[dict[str, int]]]:
    ids = {
        "delegates": [category.id for category in conference.composition],
        "emphases": [group.id for group in conference.emphases],
        "structure": [group.id for group in conference.structure],
    }
    return {key: st.fixed_dictionaries({}, optional=dict.fromkeys(some, COUNTS)) for key, some in ids.items()}


def _some(ids: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Return some of `ids`, in their order."""
    return st.sets(st.sampled_from(ids)).map(lambda chosen: tuple(id_ for id_ in ids if id_ in chosen))


def _items(contents: tuple[str, ...]) -> st.SearchStrategy[tuple[AgendaItem, ...]]:
    items = [
        st.builds(AgendaItem, content=st.just(content), minutes=st.none() | COUNTS, note=LINES) for content in contents
    ]
    return st.tuples(*items)


NAMED = st.sampled_from(["", "Bà Y Lan", "Lê Văn An, thôn 3", "Nguyễn Thị Bích Hằng (mẫu)"])
"""Who may stand in a person's row."""


def reports(campaign: Campaign, unit: Unit) -> st.SearchStrategy[ResultReport]:
    """Return result reports of `unit`, sound or not."""
    party = st.sampled_from(Party)
    said = LINES.filter(bool)
    papers = st.builds(Talk, title=LINES, field=LINES, author=NAMED, kind=party)
    honours = st.builds(
        Honour,
        honoured=NAMED,
        kind=party,
        award=LINES,
        decision=LINES,
        signed_on=st.none() | DAYS,
        put_forward=LINES,
        field=LINES,
        movement=LINES,
        fostering=LINES,
    )
    return st.builds(
        ResultReport,
        conference=plans(campaign, unit),
        papers=st.lists(papers, max_size=4).map(tuple),
        honours=st.lists(honours, max_size=4).map(tuple),
        launched=LINES,
        minutes=LINES,
        lessons=NOTES,
        shortcomings=NOTES,
        difficulties=st.lists(said, max_size=7).map(tuple),
        correction=NOTES,
    )
