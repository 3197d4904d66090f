"""Every letter of a whole played year, read as whoever gets it: whom it addresses, what it asks, how long it is."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import openpyxl
import pytest
from sqlalchemy import text

from emulation_workflow.adapters.forms.layout import KEYS_SHEET
from emulation_workflow.adapters.mail.message import filled
from emulation_workflow.adapters.record.engine import open_engine, read_transaction
from emulation_workflow.adapters.schemas.values import read_day
from emulation_workflow.demo import year_script
from emulation_workflow.demo.letters_of_a_year import LATE, UNITS
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.mail import LetterKind
from emulation_workflow.domain.registers import Official, Unit, formal_name
from emulation_workflow.messages.labels import SEAL_KEEPER
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.board_items import board_items
from emulation_workflow.office.office import Office
from emulation_workflow.settings import Settings
from tests.support.samples.before_readers import internals

DAY = re.compile(r"ngày (\d+/\d+/\d{4})")
CODE, LINK = "ABCDE-12345", "https://thidua.kontum.example/v2/runs/1"

ENCLOSED = "SELECT name, content FROM letter_enclosure JOIN kept_file ON kept_file.sha256 = letter_enclosure.sha256"
LONGEST = {
    LetterKind.PLAN_RECEIVED: 40,
    LetterKind.DECISION_ASKED: 50,
    LetterKind.RESULT_RECEIVED: 35,
    LetterKind.DIGEST: 60,
}
"""Lines of a letter on a desk."""


@dataclass(frozen=True, slots=True)
class Read:
    """A letter as it left."""

    number: int
    kind: LetterKind
    unit: str
    subject: str
    text: str
    html: str
    to: tuple[str, ...]
    cc: tuple[str, ...]

    @property
    def addressed(self) -> list[str]:
        """Whom it names as its addressees, in its order."""
        found = re.search(r"Kính gửi: (.*?)\.\n\n", self.text, re.DOTALL)
        assert found is not None, self.text
        return " ".join(found[1].split()).split("; ")

    @property
    def after_addressees(self) -> str:
        return self.text.partition("Kính gửi: ")[2].partition("\n\n")[2]


@dataclass(frozen=True, slots=True)
class Year:
    """All letters of the year, and who was in the register."""

    office: Office
    letters: Sequence[Read]
    forms: Mapping[str, bytes]
    units: Sequence[Unit]
    officials: Sequence[Official]

    @property
    def campaign(self) -> Campaign:
        return self.office.campaign

    def of(self, *kinds: LetterKind) -> list[Read]:
        return [letter for letter in self.letters if letter.kind in kinds]


@pytest.fixture(scope="module")
def year(played_year: tuple[Office, Settings]) -> Year:
    office, settings = played_year
    engine = open_engine(settings.database_url)
    with read_transaction(engine) as connection:
        recipients = connection.execute(text("SELECT * FROM letter_recipient")).mappings().all()
        rows = connection.execute(text("SELECT * FROM letter ORDER BY number")).mappings().all()
        files = {row.name: row.content for row in connection.execute(text(ENCLOSED))}
    engine.dispose()
    letters = [
        Read(
            number=row["number"],
            kind=LetterKind(row["kind"]),
            unit=row["unit"],
            subject=row["subject"],
            text=filled(row["text"], code=lambda _: CODE, run_link=LINK),
            html=filled(row["html"], code=lambda _: CODE, run_link=LINK),
            to=tuple(
                recipient["email"]
                for recipient in recipients
                if recipient["letter"] == row["number"] and not recipient["is_copy"]
            ),
            cc=tuple(
                recipient["email"]
                for recipient in recipients
                if recipient["letter"] == row["number"] and recipient["is_copy"]
            ),
        )
        for row in rows
    ]
    with office.store.look() as record:
        officials = tuple(record.register.officials(on=year_script.LAST))
    return Year(
        office=office,
        letters=letters,
        forms={name: content for name, content in files.items() if name.endswith(".xlsx")},
        units=register.units(office, year_script.LAST),
        officials=officials,
    )


def test_every_kind_of_letter_is_written(year: Year) -> None:
    """What is not played is not read by this test."""
    assert {letter.kind for letter in year.letters} == set(LetterKind)
    assert {unit.code for unit in year.units} <= UNITS


def test_nothing_internal_is_before_a_reader(year: Year) -> None:
    """No rule, stage, kind, SHA, key, and nothing in quotation marks that is none; a seal is what its letter is for."""
    plain = {letter: re.sub(r"<[^>]*>", " ", letter.html) for letter in year.letters if letter.kind != LetterKind.SEAL}
    told = {
        f"{letter.number} {letter.kind}": found
        for letter, page in plain.items()
        if (found := internals(f"{letter.subject}\n{letter.text}\n{page}"))
    }
    assert told == {}


def test_no_form_has_anything_internal_before_a_reader(year: Year) -> None:
    """What is on its hidden sheet is for the program."""
    assert len(year.forms) > len(UNITS)
    assert {name: found for name, book in year.forms.items() if (found := internals("\n".join(_cells(book))))} == {}


def _cells(content: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        if sheet.title != KEYS_SHEET:
            yield from (str(cell) for row in sheet.values for cell in row if cell is not None)


def test_letters_are_to_a_body_or_to_a_person_with_a_title(year: Year) -> None:
    """“Kính gửi: Xã Đắk Long” addresses a place."""
    bodies = {formal_name(year.campaign, unit) for unit in year.units}
    people = {f"Ông/Bà {official.name}, {official.title}" for official in year.officials}
    named = {name for letter in year.letters for name in letter.addressed}
    assert named - bodies - people == {SEAL_KEEPER}


def test_several_addressees_stand_by_rank(year: Year) -> None:
    """The Committee's people before the Board's, the Board's before its clerks."""
    roles = ("committee", "board", "recorder")
    ranks = {person.name: roles.index(person.role) for person in year.officials if person.role in roles}
    for letter in year.letters:
        found = [ranks[name] for who in letter.addressed for name in ranks if name in who]
        assert found == sorted(found), letter.text


def test_what_is_asked_and_whom_to_call_comes_first(year: Year) -> None:
    """A reader knows from the first lines what to do and by when; the basis is one sentence behind it."""
    for letter in year.letters:
        first, contact, _ = letter.after_addressees.partition("Liên hệ: ")
        assert first.strip(), letter.text
        assert contact, letter.text
        assert "\n\n" not in first, letter.text
        assert first.count("\n") <= 4, letter.text


@pytest.mark.parametrize("kind", LONGEST)
def test_no_letter_is_longer_than_its_reader_has_time_for(year: Year, kind: LetterKind) -> None:
    """What asks for nothing is one line, or left out."""
    too_long = {letter.number: lines for letter in year.of(kind) if (lines := letter.text.count("\n")) > LONGEST[kind]}
    assert too_long == {}


def test_a_letter_says_whether_it_is_a_paper(year: Year) -> None:
    """An e-mail is a notice; which paper it goes with stands in it, where there is one."""
    assert [letter.text for letter in year.letters if "Thư điện tử này để thông báo" not in letter.text] == []
    with_paper = year.of(LetterKind.CAMPAIGN_OPENED, LetterKind.ORDER_NOTICE, LetterKind.CLEARED)
    assert [letter.text for letter in with_paper if "văn bản chính thức" not in " ".join(letter.text.split())] == []


def test_a_superior_is_reported_to_and_never_urged(year: Year) -> None:
    """Upwards one reports; what the province owes itself is before the Board."""
    committee = {official.email for official in year.officials if official.role == "committee"}
    province = next(unit.email for unit in year.units if unit.level == "province")
    upwards = [letter for letter in year.of(LetterKind.REMINDER) if {*letter.to, *letter.cc} & committee]
    assert upwards
    assert [letter.text for letter in upwards if "kính báo cáo" not in letter.text or "đôn đốc" in letter.subject] == []
    assert [letter.subject for letter in year.letters if province in letter.to] == []


def test_what_the_province_owes_stands_on_the_boards_list(year: Year) -> None:
    """No unit is written to about it: the Board sees to it."""
    province = next(unit for unit in year.units if unit.level == "province")
    items = board_items(year.office, closed_too=True)
    assert province.code in {item.unit for item in items if item.kind is ItemKind.OWN_OVERDUE}


def test_nobody_is_told_of_their_own_document(year: Year) -> None:
    """Neither of an order, nor of lessons; and the Board's own office writes nothing to itself."""
    office = next(unit for unit in year.units if unit.code == year.campaign.own_office)
    assert [letter.subject for letter in year.letters if office.email in letter.to] == []
    for letter in year.letters:
        told = letter.text.partition("KINH NGHIỆM TỪ HỘI NGHỊ ĐIỂM")[2]
        assert [name for name in letter.addressed if f"{name}: Rút kinh nghiệm" in " ".join(told.split())] == []


def test_letters_with_a_form_go_to_the_commune_with_its_district_in_copy(year: Year) -> None:
    """The district knows what its communes were sent, and sees whose copy it is."""
    above = {unit.code: unit for unit in year.units}
    for letter in year.of(LetterKind.CAMPAIGN_OPENED, LetterKind.RESULT_ASKED):
        unit = above[letter.unit]
        if unit.level == "commune":
            district = above[unit.parent or ""]
            assert letter.cc == (district.email,)
            assert f"Đồng gửi: {formal_name(year.campaign, district)}" in letter.text


def test_a_late_commune_is_urged_through_its_district(year: Year) -> None:
    """The district has its communes listed; each of them has a copy that names the district."""
    commune = next(unit for unit in year.units if unit.code == LATE)
    district = next(unit for unit in year.units if unit.code == commune.parent)
    urged = [letter for letter in year.of(LetterKind.REMINDER) if "quá hạn" in letter.subject]
    listed = [letter for letter in urged if district.email in letter.to and commune.name in letter.text]
    copied = [letter for letter in urged if commune.email in letter.to]
    assert listed
    assert copied
    assert [letter.text for letter in listed if "chỉ đạo, đôn đốc" not in " ".join(letter.text.split())] == []
    assert [letter.text for letter in copied if "Đồng gửi: Ủy ban nhân dân" not in letter.text] == []


def test_no_name_is_broken_over_two_lines(year: Year) -> None:
    """Of a person."""
    names = [re.compile(r"\s+".join(map(re.escape, official.name.split()))) for official in year.officials]
    broken = [
        found for letter in year.letters for name in names for found in name.findall(letter.text) if "\n" in found
    ]
    assert broken == []


def test_nothing_stands_in_columns(year: Year) -> None:
    """A phone is as wide as one column; a table beside another would be read by turning it."""
    assert [letter.kind for letter in year.letters if re.search(r"<th\b|</td>\s*<td", letter.html)] == []


def test_a_day_is_told_as_a_limit(year: Year) -> None:
    """Never “Thời gian: 31/3/2020”: the plan names a month, and a day that was derived says so."""
    told = [letter.text for letter in year.of(LetterKind.CAMPAIGN_OPENED, LetterKind.REMINDER)]
    assert [text for text in told if re.search(r"(?:Thời gian|Hạn): \d", text)] == []
    assert any("hạn do Ban xác định để kịp" in " ".join(text.split()) for text in told)


def test_no_day_is_told_as_the_plans_that_the_plan_does_not_name(year: Year) -> None:
    """The plan says “tháng 3/2020”; its last day is the first limit there was, and no word of the plan."""
    assert [letter.text for letter in year.letters if re.search(r"kế hoạch nêu \d", letter.text)] == []


def test_nobody_is_asked_to_look_after_nothing(year: Year) -> None:
    """A day without anything late or due is told in words, and once a week."""
    quiet = [
        letter for letter in year.of(LetterKind.DIGEST) if "khi có nội dung đến hạn" in " ".join(letter.text.split())
    ]
    assert quiet
    assert [letter.subject for letter in quiet if "không có nội dung quá hạn" not in letter.subject] == []
    days = [read_day(found[1]) for letter in quiet if (found := DAY.search(letter.subject))]
    weeks = [day.isocalendar()[:2] for day in days if day]
    assert len(weeks) == len(set(weeks)) == len(quiet)
    assert [letter.text for letter in year.letters if "Artifacts" in letter.text] == []
    assert [letter.subject for letter in year.letters if re.search(r"\b00 nội dung", letter.subject)] == []
    assert [letter.text for letter in year.letters if re.search(r"\b00? (?:nội dung|thư)\b", letter.text)] == []


def test_whom_a_person_is_told_to_have_been_fits_what_they_did(year: Year) -> None:
    """Who appraised gave no opinion, and who gave one appraised nothing."""
    told = [" ".join(letter.text.split()) for letter in year.of(LetterKind.ACT_RECORDED)]
    assert any("được ghi là người thẩm định kế hoạch" in words for words in told)
    assert any("được ghi là người cho ý kiến" in words for words in told)
    assert [words for words in told if "người thẩm định và cho ý kiến" in words] == []


def test_people_in_copy_are_named_as_addressees_are(year: Year) -> None:
    """One form throughout."""
    people = [f"{official.name}, {official.title}" for official in year.officials]
    copied = [
        " ".join(found[1].split())
        for letter in year.letters
        if (found := re.search(r"^Đồng gửi: (.*?)\.\n-", letter.text, re.DOTALL | re.MULTILINE))
    ]
    named = [words for words in copied if any(person in words for person in people)]
    assert named
    assert [words for words in named for person in people if person in words and f"Ông/Bà {person}" not in words] == []


def test_what_is_over_is_not_asked_for_anew(year: Year) -> None:
    """A report of what broke the plan is sent again only where it was written wrong."""
    over = [
        " ".join(letter.text.split())
        for letter in year.of(LetterKind.RESULT_RECEIVED)
        if "TRÁI QUY ĐỊNH" in letter.text and "CẦN LÀM RÕ" not in letter.text
    ]
    assert over
    assert [words for words in over if "nếu báo cáo ghi chưa đúng, gửi lại" not in words] == []
