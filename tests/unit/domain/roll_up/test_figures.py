"""What one report adds: each row of papers and honours once, each count under the words that it is of."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.roll_up.figures import Figure, FigureKind, figure_of, figures_of, in_order, keyed
from emulation_workflow.domain.roll_up.tree import number
from emulation_workflow.domain.submissions.report import Honour, Party, Talk
from tests.support.builders import COMMUNE
from tests.support.samples.results import report_of

REPORT = report_of(COMMUNE, date(2020, 3, 12))
WORDS = st.sampled_from(["", "Bằng khen", "Nông nghiệp/thủy lợi", "Y tế"])
HONOURS = st.builds(Honour, honoured=st.text(max_size=3), kind=st.sampled_from(Party), award=WORDS)
PAPERS = st.builds(Talk, title=WORDS, field=WORDS, author=WORDS, kind=st.sampled_from(Party))


def test_a_report_adds_what_it_says_and_nothing_else() -> None:
    """Delegates by category, groups, honours by kind and award, papers by field and by whose they are."""
    held = replace(
        REPORT.conference, delegates={"guests": 8, "exemplars": 70}, emphases={"farmers": 5}, structure={"women": 30}
    )
    papers = (
        Talk(title="Lúa", field="Nông nghiệp", author="Thôn 1", kind=Party.COLLECTIVE),
        Talk(title="Cà phê", field="Nông nghiệp", author="Y A", kind=Party.INDIVIDUAL),
        Talk(title="Lớp học", field="Giáo dục", author="Y B", kind=Party.INDIVIDUAL),
    )
    honours = (
        Honour(honoured="Thôn 1", kind=Party.COLLECTIVE, award="Giấy khen"),
        Honour(honoured="Y A", kind=Party.INDIVIDUAL, award="Giấy khen"),
        Honour(honoured="Y B", kind=Party.INDIVIDUAL, award="Giấy khen"),
    )
    report = replace(REPORT, conference=replace(held, service_staff=4), papers=papers, honours=honours)
    assert dict(figures_of(report)) == {
        Figure(FigureKind.DELEGATES, "guests"): 8,
        Figure(FigureKind.DELEGATES, "exemplars"): 70,
        Figure(FigureKind.EMPHASIS, "farmers"): 5,
        Figure(FigureKind.STRUCTURE, "women"): 30,
        Figure(FigureKind.SERVICE_STAFF): 4,
        Figure(FigureKind.HONOURS_COLLECTIVE, "Giấy khen"): 1,
        Figure(FigureKind.HONOURS_INDIVIDUAL, "Giấy khen"): 2,
        Figure(FigureKind.PAPERS, "Nông nghiệp"): 2,
        Figure(FigureKind.PAPERS, "Giáo dục"): 1,
        Figure(FigureKind.PAPERS_COLLECTIVE): 1,
        Figure(FigureKind.PAPERS_INDIVIDUAL): 2,
    }


@given(st.lists(HONOURS, max_size=12), st.lists(PAPERS, max_size=12))
def test_every_row_is_counted_once(honours: list[Honour], papers: list[Talk]) -> None:
    """Whatever words stand in them; a figure is found again by its key."""
    told = dict(figures_of(replace(REPORT, honours=tuple(honours), papers=tuple(papers))))
    kinds = (FigureKind.HONOURS_COLLECTIVE, FigureKind.HONOURS_INDIVIDUAL)
    assert [number(told, kind) for kind in kinds] == [
        sum(honour.kind is party for honour in honours) for party in Party
    ]
    assert number(told, FigureKind.PAPERS) == len(papers)
    assert number(told, FigureKind.PAPERS_COLLECTIVE, FigureKind.PAPERS_INDIVIDUAL) == len(papers)
    assert {
        figure_of(key): count for key, count in keyed(replace(REPORT, honours=tuple(honours), papers=tuple(papers)))
    } == told


def test_figures_are_read_from_who_has_to_down_to_the_reports() -> None:
    """Not by the letters of their kinds, by which ways of holding stand among delegates and papers."""
    kinds = (FigureKind.DELEGATES, FigureKind.LATE, FigureKind.BOUND, FigureKind.IN_TIME, FigureKind.PAPERS)
    read = (FigureKind.BOUND, FigureKind.IN_TIME, FigureKind.LATE, FigureKind.DELEGATES, FigureKind.PAPERS)
    assert in_order([Figure(FigureKind.PAPERS, "b"), *map(Figure, kinds)]) == [
        *map(Figure, read),
        Figure(kinds[-1], "b"),
    ]
