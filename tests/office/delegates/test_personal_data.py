"""Who sees lists is limited and written down; after the campaign people leave the record for good."""

from base64 import b64encode
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from emulation_workflow.adapters.record.engine import open_engine
from emulation_workflow.adapters.record.tables.results import DelegateListRow, DelegateRow
from emulation_workflow.adapters.spreadsheets.delegate_export import write_list
from emulation_workflow.adapters.spreadsheets.delegates import read_delegates
from emulation_workflow.domain.campaign import Milestone, Window
from emulation_workflow.domain.delegates.delegate_lists import ListKind
from emulation_workflow.domain.delegates.upward import categories_for
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.domain.submissions.canonical import list_digest, list_sha256
from emulation_workflow.office.audit import audit
from emulation_workflow.office.audit_of_acts import faults_of_acts
from emulation_workflow.office.delegates.attendance import count_attendance
from emulation_workflow.office.delegates.personal_data import erase_people, export_list
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest, make_papers
from tests.support.builders import COMMUNE, DISTRICT, last_of
from tests.support.offices import NOON, UNITS, FakeClock, open_office
from tests.support.samples.delegates import EVERYTHING, adopted, attending_list, delegate, receive
from tests.support.samples.orders import enter_order, order
from tests.support.servers.databases import open_store, sqlite_url

AN, BINH = delegate("Lê Văn An"), delegate("Lê Thị Bình", ethnicity="Ba Na", is_reserve=True)
LAST_DAY = date(2020, 9, 30)
"""The congress's last day by the made-up plan."""
MIDNIGHT, LAST_MINUTE = time(0, 0), time(23, 59)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path)


@pytest.fixture
def office(url: str, clock: FakeClock) -> Office:
    """An office with a commune's list and that of who attends its district's conference."""
    office = open_office(open_store(url), clock=clock)
    receive(office, adopted("X1", [AN, BINH]))
    receive(office, attending_list("H2", [AN]))
    return office


def at(day: date, hour: time) -> datetime:
    """That moment by the office's clock."""
    return datetime.combine(day, hour, tzinfo=NOON.tzinfo)


def rows(office: Office, what: str) -> list[str]:
    with office.store.look() as record:
        return [row.body for row in record.ledger.entries() if f'"what":"{what}"' in row.body]


def test_taking_a_list_out_is_a_row_of_the_record(office: Office) -> None:
    """Who, which list, how many people; none of their names."""
    taken = export_list(office, by="R1", unit="X1", purpose="xlsx")
    assert taken.people == (AN, BINH)
    [row] = rows(office, "list_exported")
    assert '"actor":"unknown"' in row
    assert '"claimed":"R1"' in row
    assert '"people":2' in row
    assert "Lê" not in row


def test_everybody_who_goes_to_a_conference_can_be_taken_out(office: Office) -> None:
    """From the list of who attends; before there is one, from those adopted below."""
    assert export_list(office, by="B1", upper="H2", purpose="xlsx").people == (AN,)


@pytest.mark.parametrize(
    ("by", "unit", "code"),
    [
        ("", "X1", "list_reader_missing"),
        ("C1", "X1", "list_not_a_reader"),
        ("nobody", "X1", "list_not_a_reader"),
        ("R1", "X2", "list_none"),
    ],
)
def test_nobody_else_sees_a_list(office: Office, by: str, unit: str, code: str) -> None:
    """The gate's recorder and its first role, unless the campaign names others."""
    with pytest.raises(Rejected, match=code):
        export_list(office, by=by, unit=unit, purpose="xlsx")
    assert rows(office, "list_exported") == []


def test_the_campaign_says_who_sees_lists(office: Office) -> None:
    """Roles are data."""
    of_deputy = replace(office, campaign=replace(office.campaign, lists_seen_by=("deputy",)))
    assert export_list(of_deputy, by="P1", unit="X1", purpose="xlsx").people
    with pytest.raises(Rejected, match="list_not_a_reader"):
        export_list(of_deputy, by="R1", unit="X1", purpose="xlsx")
    with pytest.raises(Rejected, match="list_no_reader"):
        export_list(replace(office, campaign=replace(office.campaign, gate=None)), by="R1", unit="X1", purpose="xlsx")


def test_an_export_reads_back_exactly_and_is_its_owners_alone(office: Office, tmp_path: Path) -> None:
    """What a list says is in the file, and nobody else on the machine may read it."""
    receive(office, adopted("X1", [AN, EVERYTHING]))
    out = tmp_path / "list.xlsx"
    taken = export_list(office, by="R1", unit="X1", purpose="xlsx")
    write_list(taken, office.campaign, out, on=NOON.date(), by="R1")
    categories = categories_for(office.campaign, DISTRICT)
    back = read_delegates(out, kind=ListKind.ADOPTED, unit=COMMUNE, categories=categories, units=UNITS, on=NOON.date())
    assert back == (AN, EVERYTHING)
    assert out.stat().st_mode & 0o077 == 0


def test_the_paper_of_a_list_is_made_for_whoever_may_see_it(office: Office) -> None:
    """Those who go, then the reserves; another asks in vain."""
    receive(office, adopted("X1", [AN, EVERYTHING]))
    asked = PaperRequest(kind=PaperKind.DELEGATE_LIST, written_on=NOON.date(), unit="X1", made_by="R1")
    [paper] = make_papers(office, asked)
    table = paper.tables["delegates"]
    assert [row[1] for row in table.rows] == ["Lê Văn An", "A Brol"]
    assert [bool(cell) for cell in table.rows[1]] == [True for _ in table.columns]
    assert len(rows(office, "list_exported")) == 1
    with pytest.raises(Rejected, match="list_reader_missing"):
        make_papers(office, replace(asked, made_by=""))


def test_erasing_leaves_counts_and_a_whole_record(office: Office, clock: FakeClock, url: str) -> None:
    """Nobody of a list is left in the database's file; the audit names what was erased, exports say so."""
    clock.moment = NOON + timedelta(days=500)
    erased = erase_people(office, by="R1")
    again = erase_people(office, by="R1")
    assert (len(erased.lists), erased.people, again.lists, again.people) == (2, 3, (), 0)
    found = audit(office.store)
    assert found.faults == ()
    assert "adopted delegate list of unit X1, version 1: 2 people erased on 2021-06-24 by R1" in found.erased[0]
    with office.store.look() as record:
        kept = record.delegates.get(ListKind.ADOPTED, "X1")
    assert kept is not None
    assert (kept.official, kept.reserves, kept.delegates) == (1, 1, ())
    assert count_attendance(office, "H2", clock.moment.date()).counts is None
    with pytest.raises(Rejected, match="list_is_erased"):
        export_list(office, by="R1", unit="X1", purpose="xlsx")
    office.store.close()  # type: ignore[attr-defined]
    content = b"".join(path.read_bytes() for path in Path(url.removeprefix("sqlite:///")).parent.iterdir())
    assert "Lê Văn An".encode() not in content


def test_nothing_is_erased_before_the_end_without_a_reason(office: Office) -> None:
    """The congress may have been moved: its day as it stands counts."""
    for more, code in (({}, "list_erased_too_early"), ({"before_end": True}, "list_erasure_reason_missing")):
        with pytest.raises(Rejected, match=code):
            erase_people(office, by="R1", **more)  # type: ignore[arg-type]
    with pytest.raises(Rejected, match="list_not_a_reader"):
        erase_people(office, by="C1")
    assert erase_people(office, by="R1", before_end=True, reason="theo yêu cầu", dry_run=True).people == 3
    assert erase_people(office, by="R1", before_end=True, reason="theo yêu cầu").people == 3
    assert '"reason":"theo yêu cầu"' in rows(office, "list_erased")[0]


def test_people_stay_through_the_last_minute_of_the_campaigns_last_day(office: Office, clock: FakeClock) -> None:
    """Its last day is still the campaign's own: delegates are at the congress. The next day it is over."""
    for moment in (at(LAST_DAY, MIDNIGHT), at(LAST_DAY, LAST_MINUTE)):
        clock.moment = moment
        with pytest.raises(Rejected, match="list_erased_too_early") as refused:
            erase_people(office, by="R1")
        assert refused.value.problems[0].params == {"day": LAST_DAY}
    assert rows(office, "list_erased") == []
    clock.moment = at(LAST_DAY + timedelta(days=1), MIDNIGHT)
    assert erase_people(office, by="R1").people == 3


def test_the_last_day_is_that_of_the_congress_as_an_order_moved_it(office: Office, clock: FakeClock) -> None:
    """The plan's own last day counts no more; the order's does, to its end."""
    november = Window(start=date(2020, 11, 2), end=date(2020, 11, 30), words="tháng 11/2020")
    clock.moment = at(LAST_DAY, MIDNIGHT)
    moved = order(OrderKind.MOVE, window=november, scope=Scope(levels=("province",)), signed_on=LAST_DAY)
    assert enter_order(office, moved).applied
    for day in (LAST_DAY + timedelta(days=1), last_of(november)):
        clock.moment = at(day, LAST_MINUTE)
        with pytest.raises(Rejected, match="list_erased_too_early"):
            erase_people(office, by="R1")
    clock.moment = at(last_of(november) + timedelta(days=1), MIDNIGHT)
    assert erase_people(office, by="R1").people == 3


def test_nothing_is_erased_while_an_order_suspends_the_congress(office: Office, clock: FakeClock) -> None:
    """It has no day then, nor once it may be held again after its time to keep: until an order gives it one."""
    province = Scope(levels=("province",))
    clock.moment = at(LAST_DAY, MIDNIGHT)
    stopped = order(OrderKind.SUSPEND, number="7/UBND", scope=province, signed_on=LAST_DAY)
    assert enter_order(office, stopped).applied
    clock.moment = at(LAST_DAY + timedelta(days=300), MIDNIGHT)
    with pytest.raises(Rejected, match="list_erased_while_suspended") as refused:
        erase_people(office, by="R1")
    assert refused.value.problems[0].params == {"order": "7/UBND"}
    assert erase_people(office, by="R1", before_end=True, reason="theo yêu cầu", dry_run=True).people == 3
    today = clock.moment.date()
    assert enter_order(office, order(OrderKind.RESUME, number="8/UBND", scope=province, signed_on=today)).applied
    with pytest.raises(Rejected, match="list_erased_without_day"):
        erase_people(office, by="R1")
    held = Window(start=today, end=today, words="")
    moved = order(OrderKind.MOVE, number="9/UBND", window=held, scope=province, signed_on=today)
    assert enter_order(office, moved).applied
    clock.moment = at(today + timedelta(days=1), MIDNIGHT)
    assert erase_people(office, by="R1").people == 3


def test_a_milestone_after_the_congress_makes_the_campaign_longer(office: Office, clock: FakeClock) -> None:
    """The campaign is over when its last milestone is."""
    day = date(2020, 12, 10)
    after = Milestone(id="after", name="Sau Đại hội", window=Window(start=day, end=day, words=""), rule="T100")
    longer = replace(office, campaign=replace(office.campaign, milestones=(*office.campaign.milestones, after)))
    clock.moment = at(day, LAST_MINUTE)
    with pytest.raises(Rejected, match="list_erased_too_early"):
        erase_people(longer, by="R1")
    clock.moment = at(day + timedelta(days=1), MIDNIGHT)
    assert erase_people(longer, by="R1").people == 3


def test_an_erased_list_may_come_again(office: Office) -> None:
    """As the next version; what was erased stays so."""
    erase_people(office, by="R1", before_end=True, reason="nhầm")
    assert receive(office, adopted("X1", [AN, BINH])).version.version == 2
    assert audit(office.store).faults == ()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            update(DelegateListRow).where(DelegateListRow.c.unit == "X1").values(official=9),
            "the counts of the adopted delegate list of unit X1, version 1 were changed",
        ),
        (update(DelegateListRow).where(DelegateListRow.c.unit == "X1").values(erased_at=NOON), "but no row says so"),
    ],
)
def test_a_list_changed_past_the_program_is_told(office: Office, url: str, statement: object, told: str) -> None:
    """As every plan is."""
    with open_engine(url).begin() as connection:
        connection.execute(statement)  # type: ignore[call-overload]
    [fault] = office.read(lambda record: list(faults_of_acts(record)))
    assert told in fault
    assert audit(office.store).faults


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (update(DelegateRow).where(DelegateRow.c.unit == "X1").values(name="Kẻ Lạ"), "is not as it was sealed by "),
        (delete(DelegateRow).where(DelegateRow.c.unit == "X1"), "is missing"),
    ],
)
def test_people_of_a_list_changed_past_the_program_are_told(
    office: Office, url: str, statement: object, told: str
) -> None:
    """By the digest of each; of the list as a whole the record has none that needs no key."""
    with open_engine(url).begin() as connection:
        connection.execute(statement)  # type: ignore[call-overload]
    assert [told in fault for fault in audit(office.store).faults] == [True, True]


def test_an_erased_list_cannot_be_guessed_from_what_stays(office: Office, url: str, clock: FakeClock) -> None:
    """Who has the database and guesses everybody on a short list finds no hash of it to tell that it is right."""
    with office.store.look() as record:
        kept = [record.delegates.get(*key) for key in ((ListKind.ADOPTED, "X1"), (ListKind.ATTENDING, "H2"))]
    guesses = [(version.delegates, version.as_received.header) for version in kept if version is not None]
    clock.moment = NOON + timedelta(days=500)
    erase_people(office, by="R1")
    office.store.close()  # type: ignore[attr-defined]
    left = b"".join(path.read_bytes() for path in Path(url.removeprefix("sqlite:///")).parent.iterdir())
    by_key = [list_digest(people, header=header, secret=office.secret) for people, header in guesses]
    assert [digest.encode() in left for digest in by_key] == [True, True]
    for people, header in guesses:
        sha256 = bytes.fromhex(list_sha256(people, header=header))
        without_key = (sha256, sha256.hex().encode(), b64encode(sha256)[:-1])
        assert not any(found in left for found in without_key)


def test_a_list_of_an_earlier_version_is_still_known(office: Office, url: str) -> None:
    """It has a SHA-256: the same list again writes nothing, whichever of the two the record has."""
    with office.store.look() as record:
        kept = record.delegates.get(ListKind.ADOPTED, "X1")
    assert kept is not None
    sha256 = list_sha256(kept.delegates, header=kept.as_received.header)
    with open_engine(url).begin() as connection:
        connection.execute(update(DelegateListRow).where(DelegateListRow.c.unit == "X1").values(sha256=sha256))
    assert not receive(office, adopted("X1", [AN, BINH])).is_new
