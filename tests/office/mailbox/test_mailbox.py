"""The Board's mailbox: every kind of message gets its treatment, once."""

import io
from collections import Counter
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.comments import Comment
from sqlalchemy import update

from emulation_workflow.adapters.forms.written import form_bytes, result_form_bytes
from emulation_workflow.adapters.record.engine import write_transaction
from emulation_workflow.adapters.record.tables.cases import KeptFileRow
from emulation_workflow.domain.approval.transitions import DRAFTING
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.mail.incoming import MailFate
from emulation_workflow.domain.mail.letters import (
    DeliveryState,
    Enclosure,
    LetterKind,
    OutgoingLetter,
    Receipt,
    ReceiptState,
)
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.messages.board_list import item_sentence
from emulation_workflow.office.audit import audit
from emulation_workflow.office.audit_of_acts import faults_of_acts
from emulation_workflow.office.board_items import close_item
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.mailbox.answers import MAX_ANSWERS
from emulation_workflow.office.mailbox.reading import (
    MessagePlace,
    MessageReceived,
    list_failure,
    list_folder_without_validity,
)
from emulation_workflow.office.office import Office
from tests.support.builders import COMMUNE, DISTRICT, PILOT_DEPARTMENT, plan_of
from tests.support.good_reports import report_of
from tests.support.mailing import (
    FORMS,
    answers,
    filled_form,
    form_with,
    listed,
    mail_of,
    opened,
    receive,
    registered,
    sent,
    thread_of,
)
from tests.support.offices import CHAIR, OUR_CAMPAIGN, FakeClock, case, chain_faults, submit
from tests.support.paths import MAIL

UNIT = COMMUNE
ADDRESS = registered(UNIT)


@pytest.fixture(autouse=True)
def _opened(office: Office) -> None:
    opened(office)


def take_named(office: Office, name: str, unit: Unit = UNIT, /, **words: object) -> MessageReceived:
    """Take tests/support/mail/`name`.eml as the unit wrote it."""
    return receive(office, mail_of(office, unit, name, **words))


def versions(office: Office, unit: Unit = UNIT) -> int:
    with office.store.look() as record:
        return len(record.plans.versions(unit.code))


def kinds(office: Office) -> list[ItemKind]:
    return [item.kind for item in listed(office)]


def answer_text(office: Office) -> str:
    """The newest answer, on one line, as the unit reads it."""
    return " ".join(newest_answer(office).text.split())


def newest_answer(office: Office) -> OutgoingLetter:
    while render_pending_letters(office) or any(not letter.subject for letter in answers(office)):
        pass
    now = office.clock.now()
    with office.store.act() as record:
        claimed = record.letters.claim(owner="test", now=now, lease_until=now, limit=100)
    return [letter for letter in claimed if letter.kind is LetterKind.MAIL_ANSWER][-1]


@pytest.mark.parametrize("name", ["reply_with_form", "reply_by_tag"])
def test_a_form_in_a_reply_is_received_like_any_other(office: Office, name: str) -> None:
    """The unit's address and either the thread or the signed reply address; the findings are the answer."""
    taken = take_named(office, name)
    assert (MailFate.TAKEN, UNIT.code, "") == (taken.mail.fate, taken.mail.unit, taken.mail.answer)
    assert versions(office) == 1
    assert len(sent(office, LetterKind.PLAN_RECEIVED)) == 1
    assert listed(office) == []


def test_a_gated_pilots_form_opens_its_case(office: Office) -> None:
    """The mailbox leads into the same chain as every door."""
    taken = take_named(office, "reply_with_form", PILOT_DEPARTMENT)
    assert taken.moved == (PILOT_DEPARTMENT.code,)
    assert case(office, PILOT_DEPARTMENT).stage != DRAFTING


def test_the_original_is_kept_as_it_came(office: Office) -> None:
    """What was sent can be shown for ever."""
    mail = mail_of(office, UNIT, "reply_with_form")
    taken = receive(office, mail)
    with office.store.look() as record:
        assert record.files.read(taken.mail.sha256) == mail.original


def test_an_original_that_was_changed_shows_in_the_audit(office: Office) -> None:
    """The sealed row of each message vouches for its bytes."""
    taken = take_named(office, "words_only")
    assert audit(office.store).faults == ()
    engine = office.store._engine  # type: ignore[attr-defined]  # the SQL store behind the port
    with write_transaction(engine) as connection:
        connection.execute(update(KeptFileRow).where(KeptFileRow.c.sha256 == taken.mail.sha256).values(content=b"x"))
    [told] = audit(office.store).faults
    assert told.startswith(f'kept_file ["{taken.mail.sha256}"] is not as it was sealed by row ')
    [fault] = office.read(lambda record: list(faults_of_acts(record)))
    assert fault == f"the original of message {taken.mail.number} was changed after it came in"


def test_the_same_message_again_changes_nothing(office: Office) -> None:
    """However often and by whatever way it arrives: what servers put on top of it does not count."""
    mail = mail_of(office, UNIT, "empty_reply")
    receive(office, mail)
    forwarded = replace(mail, original=b"Received: from elsewhere\r\n" + mail.original)
    again = receive(office, forwarded, uid=2)
    assert not again.is_new
    assert len(answers(office)) == 1
    with office.store.look() as record:
        assert set(record.inbox.seen_at("ban/INBOX/1")) == {1, 2}


def test_a_message_that_dies_half_way_leaves_nothing_and_is_taken_whole_the_next_time(office: Office) -> None:
    """One act: the plan, the answer, the row of the message, or none of them."""
    mail = mail_of(office, UNIT, "reply_with_form")
    broken = replace(mail, key=None)  # type: ignore[arg-type]  # the fault that is tested
    with pytest.raises(Exception, match="key"):
        receive(office, broken)
    assert versions(office) == 0
    assert chain_faults(office) == []
    assert receive(office, mail).mail.fate is MailFate.TAKEN


def test_the_same_form_in_another_message_is_told_to_stand_already(office: Office) -> None:
    """A second letter with the same plan writes no second version."""
    take_named(office, "reply_with_form")
    second = take_named(office, "reply_by_tag")
    assert versions(office) == 1
    assert second.mail.answer
    assert "đã tiếp nhận từ trước (gửi lần thứ nhất)" in answer_text(office)


def test_a_unit_that_starts_no_reply_is_asked_to_reply(office: Office) -> None:
    """Anybody can write any address as the sender: without thread or signed address nothing is taken."""
    taken = take_named(office, "without_thread")
    assert (taken.mail.fate, versions(office)) == (MailFate.ANSWERED, 0)
    assert "bấm “Trả lời” (Reply) vào chính thư này" in answer_text(office)


def test_an_unknown_sender_is_listed_and_not_answered(office: Office) -> None:
    """Nobody who is not registered learns anything, and staff see who wrote."""
    take_named(office, "unknown_sender")
    assert kinds(office) == [ItemKind.UNKNOWN_SENDER]
    assert answers(office) == []
    assert versions(office) == 0


def test_a_reply_from_another_address_is_told_to_the_unit_and_to_the_board(office: Office) -> None:
    """Thread and signed address may be forwarded: they do not replace the registered sender."""
    take_named(office, "wrong_sender")
    (told,) = answers(office)
    assert [addressee.email for addressee in told.to] == [ADDRESS]
    assert kinds(office) == [ItemKind.WRONG_SENDER]
    assert "vanthu.rieng@gmail.example" in answer_text(office)
    assert versions(office) == 0


def test_another_units_registered_address_does_not_answer_for_this_unit(office: Office) -> None:
    """The sender must be the very unit that the letter went to."""
    take_named(office, "reply_with_form", UNIT, unit=registered(DISTRICT))
    assert (versions(office), versions(office, DISTRICT)) == (0, 0)
    assert kinds(office) == [ItemKind.WRONG_SENDER]


def test_a_message_with_two_senders_is_nobodys(office: Office) -> None:
    """Who names two, of which one is registered, is not believed."""
    take_named(office, "two_senders")
    assert kinds(office) == [ItemKind.WRONG_SENDER]


def test_a_form_of_another_unit_is_not_taken(office: Office) -> None:
    """A unit sends its own plan only."""
    take_named(office, "reply_with_form", form=filled_form(DISTRICT))
    assert (versions(office), versions(office, DISTRICT)) == (0, 0)
    assert "Tệp này của đơn vị mã" in answer_text(office)


def test_an_answer_with_faults_names_each_cell_and_encloses_an_empty_form(office: Office) -> None:
    """The unit reads what, where and what to do, and has the form at hand."""
    taken = take_named(office, "reply_with_form", form=form_with(UNIT, "C12", "=1+1"))
    text = answer_text(office)
    assert taken.mail.fate is MailFate.ANSWERED
    assert "ô C12" in text
    assert "công thức" in text
    assert "Mẫu phiếu (chưa điền) của đơn vị được gửi kèm" in text


def test_several_different_forms_are_not_chosen_from(office: Office) -> None:
    """Only the unit knows which of them it means; a picture in the signature is no file."""
    other = form_bytes(OUR_CAMPAIGN, UNIT, plan=plan_of(UNIT, place="Hội trường khác"))
    take_named(office, "two_files", other=other)
    assert versions(office) == 0
    text = answer_text(office)
    assert "2 phiếu có nội dung khác nhau (“mot.xlsx”, “hai.xlsx”)" in text
    assert "logo.png" not in text


@pytest.mark.parametrize("unit", [UNIT, PILOT_DEPARTMENT], ids=["a unit", "a pilot, whose case it opens"])
def test_the_same_form_twice_in_one_message_is_one_form(office: Office, unit: Unit) -> None:
    """A file attached twice does no harm."""
    taken = take_named(office, "two_files", unit, other=filled_form(unit))
    assert (taken.mail.fate, versions(office, unit)) == (MailFate.TAKEN, 1)
    assert chain_faults(office) == []


def test_a_scan_beside_the_form_goes_along_with_it(office: Office) -> None:
    """The signed copy is kept with the message and is no fault; somebody at the Board reads what it is."""
    taken = take_named(office, "form_and_scan")
    assert (taken.mail.fate, taken.mail.answer) == (MailFate.TAKEN, "")
    (item,) = listed(office)
    assert (item.kind, item.unit, item.mail) == (ItemKind.BESIDE_FORM, UNIT.code, taken.mail.number)
    assert "cùng phiếu có tệp khác: " in item_sentence(item)


FORM_NAME = "Phiếu kế hoạch xã Đăk Hà.xlsx"


def with_files(office: Office, *files: Enclosure) -> MessageReceived:
    form = Enclosure(name=FORM_NAME, mime_type="application/octet-stream", content=filled_form(UNIT))
    return receive(office, replace(mail_of(office, UNIT, "reply_with_form"), files=(form, *files)))


def enclosed(name: str, content: bytes, mime_type: str = "application/octet-stream") -> Enclosure:
    return Enclosure(name=name, mime_type=mime_type, content=content)


PDF, PICTURE = b"%PDF-1.4 x", b"\x89PNG\r\n\x1a\n"


def other_workbook() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = "Danh sách đại biểu"
    book.save(file)
    return file.getvalue()


def test_every_other_file_beside_a_form_is_named_to_a_reader_once(office: Office) -> None:
    """A signed paper, a photograph of one, a list, a form of a wrong kind."""
    others = (
        enclosed("12 KH-UBND đã ký.pdf", PDF),
        enclosed("anh chup van ban.png", PICTURE + bytes(200_000), "image/png"),
        enclosed("Danh sách đại biểu.xlsx", other_workbook()),
        enclosed("phieu cu.xls", b"\xd0\xcf\x11\xe0 broken"),
    )
    assert with_files(office, *others).mail.fate is MailFate.TAKEN
    (item,) = listed(office)
    assert (item.kind, item.params["others"]) == (ItemKind.BESIDE_FORM, [file.name for file in others])


def test_pictures_of_signatures_and_prints_of_the_form_bother_nobody(office: Office) -> None:
    """They say nothing that the form does not."""
    with_files(
        office,
        enclosed("image001.png", PICTURE + bytes(4_000), "image/png"),
        enclosed("Phieu ke hoach xa Dak Ha (đã ký).pdf", PDF),
        enclosed("Phiếu kế hoạch xã Đăk Hà - scan.png", PICTURE + bytes(200_000), "image/png"),
    )
    assert listed(office) == []


def test_words_where_the_form_asks_nothing_are_shown(office: Office) -> None:
    """In a free cell, in a cell of the form's own, on another sheet, in a comment."""
    book = openpyxl.load_workbook(io.BytesIO(filled_form(UNIT)))
    sheet = book.worksheets[0]
    sheet["H12"], sheet["E26"], sheet["B95"] = "Xã xin lùi ngày họp", "chưa chắc chắn", "Chủ tịch đi vắng"
    sheet["C30"].comment = Comment("Xin hỏi lại Ban", "An")
    book.create_sheet("Trang khác")["A1"] = "Nhờ Ban gọi lại"
    file = io.BytesIO()
    book.save(file)
    taken = receive(office, mail_of(office, UNIT, "reply_with_form", form=file.getvalue()))
    assert taken.mail.fate is MailFate.TAKEN
    (item,) = listed(office)
    said = item_sentence(item)
    assert item.kind is ItemKind.BESIDE_FORM
    for words in ("ô H12: Xã xin lùi ngày họp", "chưa chắc chắn", "Chủ tịch đi vắng", "ô C30: Xin hỏi lại", "gọi lại"):
        assert words in said


def test_what_a_message_holds_beyond_its_weight_is_told_to_unit_and_board(office: Office) -> None:
    """The form before it is taken."""
    heavy = enclosed("to.yaml", b"a: [" + b"[]," * 99_000 + b"]")
    taken = with_files(office, heavy, replace(heavy, name="to-hon.yaml"))
    assert taken.mail.fate is MailFate.TAKEN
    assert "đề nghị gửi riêng tệp này" in answer_text(office)
    (item,) = listed(office)
    assert item.params["others"] == ["to.yaml", "to-hon.yaml"]


def test_a_scan_alone_is_answered_and_listed(office: Office) -> None:
    """The unit learns that a form is wanted; staff see that it did send its plan."""
    take_named(office, "scan_alone")
    assert kinds(office) == [ItemKind.PAPERS]
    assert "tệp PDF" in answer_text(office)


def test_a_packed_message_says_how_to_send_it(office: Office) -> None:
    """Outlook's winmail.dat cannot be opened by anybody else."""
    take_named(office, "winmail")
    assert "winmail.dat" in answer_text(office)


def test_an_empty_reply_is_told_what_is_missing(office: Office) -> None:
    """What is quoted is not written; nobody has to read it."""
    take_named(office, "empty_reply")
    assert listed(office) == []
    assert "không kèm tệp nào" in answer_text(office)


def test_words_are_put_before_a_person(office: Office) -> None:
    """A question needs somebody to answer it; what is quoted stays out."""
    take_named(office, "words_only")
    (item,) = listed(office)
    assert (ItemKind.WORDS, UNIT.code) == (item.kind, item.unit)
    assert "“Xã xin lùi ngày tổ chức có được không?”" in item_sentence(item)


def test_a_form_with_a_question_is_taken_and_the_question_listed(office: Office) -> None:
    """Neither is lost for the other."""
    mail = replace(mail_of(office, UNIT, "reply_with_form"), words="Xin hỏi có được tổ chức buổi chiều không?")
    taken = receive(office, mail)
    assert (taken.mail.fate, kinds(office)) == (MailFate.TAKEN, [ItemKind.WORDS])


def test_an_official_who_answers_by_mail_decides_nothing(office: Office) -> None:
    """Authority is a code in a form; the Board sees that somebody tried otherwise."""
    submit(office, PILOT_DEPARTMENT)
    take_named(office, "official", PILOT_DEPARTMENT, unit=CHAIR.email, thread="<of-the-request@kontum.example>")
    assert kinds(office) == [ItemKind.OFFICIAL]
    assert answers(office) == []


@pytest.mark.parametrize("name", ["out_of_office", "out_of_office_without_header"])
def test_a_note_of_absence_is_listed_once_a_day_and_never_answered(office: Office, clock: FakeClock, name: str) -> None:
    """Two machines must not write to one another."""
    mail = mail_of(office, UNIT, name)
    receive(office, mail)
    receive(office, replace(mail, key="another"), uid=2)
    assert (kinds(office), answers(office)) == ([ItemKind.OUT_OF_OFFICE], [])
    clock.go_on(days=1)
    receive(office, replace(mail, key="a third"), uid=3)
    assert len(listed(office)) == 2


def test_a_mailing_list_is_listed_once_a_month_and_never_answered(office: Office) -> None:
    """A newsletter a day does not bury what matters."""
    for number in range(5):
        receive(office, mail_of(office, UNIT, "newsletter", number=number), uid=number)
    assert (kinds(office), answers(office)) == ([ItemKind.AUTOMATIC], [])


def test_a_receipt_is_kept_and_nothing_else(office: Office) -> None:
    """That a letter was read needs nobody's attention."""
    taken = take_named(office, "read_receipt")
    assert (taken.mail.fate, listed(office), answers(office)) == (MailFate.NOTED, [], [])


def test_who_asks_for_silence_is_not_answered_but_listed(office: Office) -> None:
    """What would have been said is said to the Board."""
    take_named(office, "asks_for_silence")
    (item,) = listed(office)
    assert (item.kind, answers(office)) == (ItemKind.UNANSWERED, [])
    assert "Thư chưa kèm phiếu" in item_sentence(item)


def test_our_own_letters_that_come_back_to_us_are_left_alone(office: Office) -> None:
    """A copy to the Board's own mailbox is no answer."""
    mail = replace(mail_of(office, UNIT, "words_only"), message_id=thread_of(office, UNIT))
    assert receive(office, mail).mail.fate is MailFate.OWN
    assert listed(office) == []


def test_nobody_is_answered_without_end(office: Office, clock: FakeClock) -> None:
    """Two robots that know no headers stop after some letters; what comes beyond them is on the Board's list, each."""
    mail = mail_of(office, UNIT, "empty_reply")
    for number in range(MAX_ANSWERS + 3):
        receive(office, replace(mail, key=str(number)), uid=number)
    assert (len(answers(office)), kinds(office)) == (MAX_ANSWERS, [ItemKind.TOO_MANY] * 3)
    clock.go_on(days=1, minutes=1)
    receive(office, replace(mail, key="tomorrow"), uid=99)
    assert len(answers(office)) == MAX_ANSWERS + 1


def test_invented_senders_get_a_unit_no_more_letters_than_one(office: Office) -> None:
    """Whoever has its tag may be anybody; the unit itself is answered all the same."""
    mail = mail_of(office, UNIT, "empty_reply")
    for number in range(MAX_ANSWERS + 2):
        receive(office, replace(mail, key=str(number), sender=f"{number}@la.example"), uid=number)
    assert (len(answers(office)), kinds(office).count(ItemKind.TOO_MANY)) == (MAX_ANSWERS, 2)
    receive(office, mail, uid=99)
    assert len(answers(office)) == MAX_ANSWERS + 1


@pytest.mark.parametrize("name", ["bounce", "bounce_without_report"])
def test_a_bounce_marks_the_address_and_the_letter_and_tells_the_board(office: Office, name: str) -> None:
    """Reports of two makes of server."""
    taken = take_named(office, name)
    (item,) = listed(office)
    assert (MailFate.BOUNCED, ItemKind.BOUNCED, UNIT.code) == (taken.mail.fate, item.kind, item.unit)
    with office.store.look() as record:
        assert set(record.inbox.bounced()) == {ADDRESS}
        (letter,) = [
            letter for letter in record.letters.statuses(unit=UNIT.code) if letter.kind is LetterKind.CAMPAIGN_OPENED
        ]
    assert letter.receipts[0].state.value == "refused"
    assert answers(office) == []


def test_a_letter_that_was_sent_and_came_back_counts_as_refused(office: Office) -> None:
    """Staff see it where they see all that did not arrive."""
    deliver_all(office)
    take_named(office, "bounce")
    with office.store.look() as record:
        refused = record.letters.statuses(state=DeliveryState.REFUSED)
    assert [letter.unit for letter in refused] == [UNIT.code]


def deliver_all(office: Office) -> None:
    """As if the mail server had taken every letter."""
    render_pending_letters(office)
    now = office.clock.now()
    with office.store.act() as record:
        for letter in record.letters.claim(owner="t", now=now, lease_until=now, limit=100):
            receipts = [Receipt(email=email, state=ReceiptState.ACCEPTED, code=250) for email in letter.pending]
            record.letters.settle(letter.number, owner="t", receipts=receipts, now=now, next_try_at=None)


def test_a_delay_is_told_but_marks_nothing(office: Office) -> None:
    """The server is still trying."""
    take_named(office, "bounce_delayed")
    with office.store.look() as record:
        assert record.inbox.bounced() == {}
    assert kinds(office) == [ItemKind.DELAYED]


def test_a_report_on_no_letter_of_ours_marks_nothing(office: Office) -> None:
    """Anybody can write a report; it is for a person to look at."""
    take_named(office, "bounce_forged")
    with office.store.look() as record:
        assert record.inbox.bounced() == {}
    assert kinds(office) == [ItemKind.BOUNCE_UNKNOWN]


def test_a_unit_that_writes_from_a_marked_address_takes_the_mark_off(office: Office) -> None:
    """Who can write from an address can mostly read there."""
    take_named(office, "bounce")
    take_named(office, "reply_with_form")
    with office.store.look() as record:
        assert record.inbox.bounced() == {}


def test_closing_the_item_of_a_bounce_takes_the_mark_off(office: Office) -> None:
    """Staff have asked the unit; the address is written to again, and who said so is kept."""
    take_named(office, "bounce")
    (item,) = listed(office)
    assert item.number is not None
    close_item(office, item.number, by="Phạm Thị Dung", note="Đã gọi, hộp thư đầy, nay dùng lại được")
    with office.store.look() as record:
        assert record.inbox.bounced() == {}
    assert listed(office) == []
    assert chain_faults(office) == []


def test_a_message_too_large_to_fetch_is_answered_by_its_headers(office: Office) -> None:
    """The unit learns it; nothing of the message is opened."""
    mail = replace(mail_of(office, UNIT, "reply_with_form"), files=(), is_whole=False, size=42_000_000)
    taken = receive(office, mail)
    assert (taken.mail.fate, versions(office)) == (MailFate.ANSWERED, 0)
    assert "42,0 MB" in answer_text(office)


def test_a_message_that_cannot_be_taken_apart_is_listed(office: Office) -> None:
    """It lies in the mailbox for a person to open."""
    receive(office, replace(mail_of(office, UNIT, "words_only"), is_readable=False))
    assert kinds(office) == [ItemKind.UNREADABLE]


def test_a_broken_message_is_answered_not_broken_at(office: Office) -> None:
    """Bad base 64, a path for a name, a subject that decodes to nothing."""
    taken = take_named(office, "broken")
    assert taken.mail.fate is MailFate.ANSWERED
    assert "“phieu.xlsx”" in answer_text(office)


def test_a_mailbox_that_is_read_anew_each_time_is_listed_once(office: Office) -> None:
    """Whatever its rounds: the Board can ask for another, and no message is processed twice meanwhile."""
    for _ in range(2):
        list_folder_without_validity(office, "INBOX")
    assert kinds(office) == [ItemKind.NO_VALIDITY]


def test_a_fault_of_the_program_is_listed_once(office: Office) -> None:
    """The message stays in the mailbox and is tried again; staff know meanwhile."""
    mail = mail_of(office, UNIT, "words_only")
    place = MessagePlace(name="ban/INBOX/1", uid=1)
    assert list_failure(office, mail, place=place, forms=FORMS) is None
    assert list_failure(office, mail, place=place, forms=FORMS) is None
    assert kinds(office) == [ItemKind.FAILED]


def test_a_message_that_meets_faults_for_a_day_is_not_tried_again(office: Office, clock: FakeClock) -> None:
    """It is written down with what could be read, listed as unreadable, and its place counts as seen to."""
    mail = mail_of(office, UNIT, "words_only")
    place = MessagePlace(name="ban/INBOX/1", uid=7)
    list_failure(office, mail, place=place, forms=FORMS)
    clock.go_on(hours=25)
    received = list_failure(office, mail, place=place, forms=FORMS)
    assert received is not None
    assert received.mail.fate is MailFate.LISTED
    anew = MessagePlace(name="ban/INBOX/0", uid=7)
    assert list_failure(office, mail, place=anew, forms=FORMS) is None, "met again, where it is read in each round"
    assert kinds(office) == [ItemKind.FAILED, ItemKind.UNREADABLE]
    with office.store.look() as record:
        assert record.inbox.seen_at("ban/INBOX/1") == record.inbox.seen_at("ban/INBOX/0") == {7}


def test_every_message_leaves_a_row_that_says_what_became_of_it(office: Office) -> None:
    """Never a silent drop, whatever comes: an answer, an item, a received plan, or a receipt that needs none."""
    names = sorted(path.stem for path in MAIL.rglob("*.eml"))
    for uid, name in enumerate(names):
        receive(office, mail_of(office, UNIT, name, other=filled_form(UNIT), number=uid), uid=uid)
    with office.store.look() as record:
        mails = record.inbox.all()
        noted = {item.mail for item in record.board_list.items()}
    assert len(mails) == len(names)
    assert Counter(mail.fate for mail in mails)[MailFate.OWN] == 0
    silent = [mail for mail in mails if not mail.answer and mail.number not in noted]
    assert {mail.fate for mail in silent} <= {MailFate.TAKEN, MailFate.NOTED, MailFate.BOUNCED, MailFate.LISTED}
    assert chain_faults(office) == []


def reports(office: Office, unit: Unit = UNIT) -> int:
    with office.store.look() as record:
        return len(record.reports.versions(unit.code))


def result_form(**changes: object) -> bytes:
    """The unit's result form as it would send it."""
    return result_form_bytes(OUR_CAMPAIGN, UNIT, report=replace(report_of(UNIT), **changes))  # type: ignore[arg-type]  # of the report


def test_a_result_form_in_a_reply_is_received_as_a_report(office: Office) -> None:
    """It is known by itself; the findings are the answer."""
    taken = take_named(office, "reply_with_form", form=result_form())
    assert (taken.mail.fate, taken.mail.answer, taken.moved) == (MailFate.TAKEN, "", ())
    assert (versions(office), reports(office)) == (0, 1)
    assert len(sent(office, LetterKind.RESULT_RECEIVED)) == 1
    assert chain_faults(office) == []


def test_the_same_report_in_another_message_is_no_new_version(office: Office) -> None:
    """Whoever is not sure sends again, and is told that it stands."""
    take_named(office, "reply_with_form", form=result_form())
    again = take_named(office, "reply_by_tag", form=result_form())
    assert again.mail.fate is MailFate.ANSWERED
    assert reports(office) == 1
    assert "đã tiếp nhận từ trước (gửi lần thứ nhất)" in answer_text(office)


def test_a_plan_and_a_report_in_one_message_are_both_taken(office: Office) -> None:
    """Each is what it says it is; neither stands in the other's way."""
    take_named(office, "two_files", form=filled_form(UNIT), other=result_form())
    assert (versions(office), reports(office)) == (1, 1)


def test_two_different_reports_leave_none(office: Office) -> None:
    """Only the unit can say which it means."""
    take_named(office, "two_files", form=result_form(), other=result_form(launched="Khác"))
    assert reports(office) == 0
    assert "không rõ phiếu nào là đúng" in answer_text(office)


def test_a_report_that_cannot_be_read_is_answered_with_its_own_form(office: Office) -> None:
    """The cell is named, and the form that goes along is the report's."""
    book = openpyxl.load_workbook(io.BytesIO(result_form()))
    book["Tôn vinh"]["F4"] = "hôm qua"
    spoilt = io.BytesIO()
    book.save(spoilt)
    take_named(office, "reply_with_form", form=spoilt.getvalue())
    assert reports(office) == 0
    answer = newest_answer(office)
    assert "trang “Tôn vinh”, ô F4 (Ngày quyết định)" in " ".join(answer.text.split())
    assert [file.name for file in answer.enclosures] == ["Phiếu báo cáo kết quả - Đơn vị X1.xlsx"]


def test_an_older_report_sent_again_does_not_bring_the_old_figures_back(office: Office) -> None:
    """A correction stands until there is another."""
    first = result_form()
    take_named(office, "reply_with_form", form=first)
    take_named(office, "reply_by_tag", form=result_form(correction="Thiếu một tham luận."))
    take_named(office, "form_and_scan", form=first)
    assert reports(office) == 2
    assert "sau đó đơn vị đã gửi bản mới hơn (bản gửi lần thứ hai)" in answer_text(office)
