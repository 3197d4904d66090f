"""Whose a message is: a person's or a machine's, and which unit's, whatever lists, rules and programs add to it."""

from collections.abc import Mapping
from dataclasses import replace
from unicodedata import normalize

import pytest

from emulation_workflow.adapters.mail.reading import read_mail
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.mail.incoming import MailFate, Nature
from emulation_workflow.domain.mail.letters import Addressee, Letter, LetterKind
from emulation_workflow.domain.mail.reply_address import Purpose, reply_tag, tagged
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.messages.board_list import item_sentence
from emulation_workflow.office.mailbox.reading import MessageReceived
from emulation_workflow.office.office import Office
from tests.support.builders import COMMUNE, DEPARTMENT, DISTRICT
from tests.support.mailing import answers, listed, opened, receive, registered, reply_address, thread_of
from tests.support.offices import UNITS, FakeClock
from tests.support.samples.messages import Sent, another_form, wire

UNIT = COMMUNE
AWAY = "Trả lời tự động: V/v triển khai Kế hoạch"


@pytest.fixture(autouse=True)
def _opened(office: Office) -> None:
    opened(office)


def take(office: Office, sent: Sent, unit: Unit = UNIT, *, number: int = 1) -> MessageReceived:
    return receive(office, read_mail(wire(office, unit, sent, number=number)), uid=number)


def versions(office: Office, unit: Unit) -> int:
    return office.read(lambda record: len(record.plans.versions(unit.code)))


def kinds(office: Office) -> list[ItemKind]:
    return [item.kind for item in listed(office)]


OWN_LIST = Sent(
    sender='"Xã via Ban" <{own}>', headers={"Precedence": "list", "Reply-To": registered(UNIT), "List-Id": "<a.b>"}
)
HANDED_ON: Mapping[str, Sent] = {
    "a group of Google's": Sent(
        headers={"List-Id": "<xa.tinh.example>", "Precedence": "list", "Mailing-list": "list x"}
    ),
    "a mass mailer": Sent(headers={"List-Unsubscribe": "<https://esp.example/u/1>", "Feedback-ID": "1:esp"}),
    "a list of Sympa's": Sent(headers={"List-Post": "<mailto:xa@tinh.example>", "X-Loop": "xa@tinh.example"}),
    "a rule of the mailbox": Sent(headers={"Auto-Submitted": "auto-generated (rule)"}),
    "a forwarding server": Sent(headers={"Return-Path": "<>", "X-Forwarded-For": "a@b.vn"}),
    "Exchange, which asks for silence": Sent(headers={"X-Auto-Response-Suppress": "DR, OOF, AutoReply"}),
    "an archive": Sent(headers={"Precedence": "bulk"}),
    "a person who writes of absence": Sent(subject="Vắng mặt tại hội nghị: gửi phiếu"),
    "a reply to a note of absence": Sent(subject="Trả lời tự động: gửi phiếu"),
    "a list of the office's own": OWN_LIST,
}


def test_a_form_in_its_own_thread_is_taken_whoever_handed_it_on(office: Office, clock: FakeClock) -> None:
    """A machine fills in no form, and no newsletter answers our letter."""
    left = []
    for number, (name, sent) in enumerate(HANDED_ON.items(), start=1):
        clock.go_on(hours=3)
        from_own = sent.sender.format(own=office.campaign.letters.reply_to)
        with_form = replace(sent, files=[another_form(UNIT, number)], text="Gửi phiếu.", sender=from_own)
        if take(office, with_form, number=number).mail.fate is not MailFate.TAKEN:
            left.append(name)
    assert left == []
    assert set(kinds(office)) <= {ItemKind.WORDS}


def test_who_asks_for_silence_hears_what_is_wrong_with_a_form(office: Office) -> None:
    """Exchange puts that header on letters of people."""
    silent = Sent(headers={"X-Auto-Response-Suppress": "All"}, files=[("phieu.xlsx", b"PK\x03\x04 broken")])
    assert take(office, silent).mail.answer


def test_words_through_a_list_are_put_before_a_person_each_time(office: Office) -> None:
    """Two messages of one month are two items; who answers our letter is a person."""
    for number in (1, 2):
        take(office, Sent(text=f"Xã hỏi lần {number}: lùi được không?", headers={"List-Id": "<a.b>"}), number=number)
    assert kinds(office) == [ItemKind.WORDS, ItemKind.WORDS]
    assert len(answers(office)) == 2


@pytest.mark.parametrize("domain", ["elsewhere.example", "tinh.example"])
def test_a_list_that_is_not_the_offices_own_vouches_for_nobody(office: Office, domain: str) -> None:
    """Whoever knows a thread could name any sender in a header of their own, also their neighbour at one provider."""
    headers = {"List-Id": "<a.b>", "X-Original-From": registered(UNIT), "Reply-To": registered(UNIT)}
    take(office, Sent(sender=f"x@{domain}", headers=headers, files=[another_form(UNIT)]))
    assert (versions(office, UNIT), kinds(office)) == (0, [ItemKind.WRONG_SENDER])


NOTES = {
    "Vietnamese": (AWAY, "Hiện tôi vắng mặt đến 25/02, xin liên hệ anh Bình."),
    "Vietnamese, decomposed": (normalize("NFD", AWAY), normalize("NFD", "Tôi đi vắng.")),
    "Vietnamese without marks": ("Tra loi tu dong: V/v", "Toi vang mat."),
    "Vietnamese, as a reply": (
        "Re: V/v triển khai",
        "Tôi nghỉ phép từ 10/02 đến 20/02. Xin liên hệ đ/c Hoa.",
    ),
    "Vietnamese, with excuses": (
        "Re: V/v",
        "Hiện tôi nghỉ thai sản, sẽ phản hồi sau ngày 01/6. Kính mong Quý vị thông cảm.",
    ),
    "Zimbra in Vietnamese": ("Re: V/v", "Tôi đi công tác, sẽ trả lời khi quay lại cơ quan vào ngày 25/02."),
    "English": ("Automatic reply: V/v", "I am out of the office until 25 February."),
    "English, in the text": ("Re: V/v", "I am on annual leave until 25 February. Please contact Mr Binh."),
    "French": ("Réponse automatique : V/v", "Absent du bureau."),
    "French, in the text": ("RE: V/v", "Je suis en congé jusqu'au 25 février."),
    "German": ("Automatische Antwort: V/v", "Ich bin im Urlaub."),
    "German, in the text": ("AW: V/v", "Ich bin bis zum 25.02. im Urlaub."),
    "Chinese": ("自动回复: V/v", "休假"),
    "Chinese, in the text": ("回复: V/v", "我正在休假 请联系阮先生。"),
    "Korean": ("자동 회신: V/v", "휴가"),
    "Japanese": ("自動応答: V/v", "不在"),
    "Thai": ("ตอบกลับอัตโนมัติ: V/v", "x"),
    "Lao": ("ຕອບກັບອັດຕະໂນມັດ: V/v", "y"),
    "by a machine": ("Re: V/v", "Đây là thư trả lời tự động. Chúng tôi đã nhận được thư."),
}


def test_notes_of_absence_without_a_header_are_listed_and_not_answered(office: Office, clock: FakeClock) -> None:
    """In whatever language and letters; two machines must not write to one another."""
    taken_for_people = []
    for number, (name, (subject, text)) in enumerate(NOTES.items(), start=1):
        clock.go_on(hours=3)
        taken = take(office, Sent(subject=subject, text=text), number=number)
        items = [item.kind for item in listed(office) if item.mail == taken.mail.number]
        if taken.mail.answer or items != [ItemKind.OUT_OF_OFFICE]:
            taken_for_people.append(name)
    assert taken_for_people == []


PEOPLE = [
    ("Vắng mặt tại hội nghị", "Chủ tịch xã vắng mặt ngày 25/02, xin lùi hội nghị sang 28/02."),
    ("Re: V/v", "Đề nghị Ban cho ý kiến: chủ tịch đi công tác đến 20/02 thì ai ký?"),
    ("Nghỉ phép", "Đơn vị xin hỏi người nghỉ phép có được tính vào số đại biểu không?"),
]


@pytest.mark.parametrize(("subject", "text"), PEOPLE)
def test_a_person_who_writes_of_absence_is_a_person(office: Office, subject: str, text: str) -> None:
    """Who asks for something is answered, and their words are put before somebody."""
    assert take(office, Sent(subject=subject, text=text)).mail.answer
    assert kinds(office) == [ItemKind.WORDS]


MORE_NOTES = [
    (
        "Re: V/v",
        (
            "Đây là thư trả lời tự động. Tôi đang đi công tác tại Hà Nội từ ngày 10/02 đến ngày 14/02. Trường hợp "
            "gấp, xin liên hệ đồng chí Hoa (0912 345 678). Trân trọng."
        ),
    ),
    (
        "Re: V/v",
        (
            "Cảm ơn Quý cơ quan đã gửi thư. Hiện tôi đang nghỉ phép đến hết ngày 20/02, không thường xuyên kiểm "
            "tra email. Tôi sẽ phản hồi ngay khi trở lại cơ quan."
        ),
    ),
    (
        "Re: V/v",
        (
            "Kính chào Quý vị,\nTôi đi vắng từ 12/02, mọi công việc xin chuyển đến anh Bình - Phó Chánh Văn "
            "phòng.\nKhi trở lại làm việc tôi sẽ trả lời.\nNguyễn Văn An"
        ),
    ),
    (
        "Re: V/v",
        "Thư này được gửi tự động. Chúng tôi đã nhận được thư của Quý đơn vị và sẽ trả lời trong thời gian sớm nhất.",
    ),
    (
        "Re: V/v",
        "Tôi đang dự hội nghị tại Đà Nẵng đến ngày 18/02, không có mặt tại cơ quan. Việc gấp xin gọi 0905 111 222.",
    ),
    (
        "Re: V/v",
        (
            "Tôi vắng mặt từ ngày 10 đến ngày 15/02. Trong thời gian này, đồng chí Trần Thị Lan phụ trách công "
            "việc thay tôi, điện thoại 02603 862 xxx."
        ),
    ),
    ("Re: V/v", "Tôi nghỉ ốm, sẽ trả lời sau. Mong Quý vị thông cảm."),
    (
        "Re: V/v",
        (
            "I am currently out of the office with limited access to email. I will respond to your message when I "
            "return on 20 February. For urgent matters please contact Ms Lan."
        ),
    ),
    (
        "Re: V/v",
        (
            "Xin chào! Tôi đang đi công tác nước ngoài, khó truy cập email. Nếu cần gấp vui lòng liên hệ chị Mai "
            "qua số 0914 000 111. Xin cảm ơn!"
        ),
    ),
    (
        "Re: V/v",
        (
            "Hệ thống trả lời tự động: thư của bạn đã được chuyển đến hộp thư chung. Đây là thư tự động, vui lòng "
            "không trả lời thư này."
        ),
    ),
    (
        "Vắng mặt",
        (
            "Tôi đang nghỉ thai sản đến ngày 01/6. Công việc được giao cho đồng chí Hạnh xử lý thay, xin liên hệ "
            "theo số 0905 333 444."
        ),
    ),
    ("Re: V/v", "Toi dang di cong tac, se tra loi thu khi ve co quan ngay 25/02. Tran trong!"),
    ("Re: V/v", "Hiện nay tôi đi tập huấn, vắng mặt đến ngày 21/02, xin được thông cảm."),
    (
        "Re: V/v",
        (
            "Cơ quan chúng tôi nghỉ lễ từ 24/01 đến 31/01. Chúng tôi sẽ phản hồi thư của Quý vị sau kỳ nghỉ. Kính "
            "chúc năm mới."
        ),
    ),
    ("RE: V/v", "Merci pour votre message. Je suis en congé jusqu'au 25 février et répondrai à mon retour."),
    ("AW: V/v", "Ich bin bis zum 25.02. im Urlaub. In dringenden Fällen wenden Sie sich bitte an Frau Lan."),
    ("Re: V/v", "Hiện tôi đang nghỉ thai sản. Trân trọng."),
    ("Re: V/v", "I am travelling with limited access to email."),
    ("Tự động: Re: V/v triển khai", "Cảm ơn bạn đã gửi thư."),
    ("Re: V/v [Trả lời tự động]", "Cảm ơn bạn đã gửi thư."),
    ("Re: V/v", "Toi dang di hoc tai Ha Noi den het 30/6. Viec gap goi 0905111222."),
    ("Re: V/v", "Tôi đang đi học lớp cao cấp lý luận chính trị đến hết tháng 6."),
    ("Re: V/v", "Tôi đang nằm viện. Việc gấp xin gọi 0905 123 456."),
    ("Re: V/v", "Tôi đang đi nghỉ mát cùng gia đình, hẹn gặp lại ngày 20/7."),
    ("Re: V/v", "Tôi không có mặt ở cơ quan hôm nay."),
    ("Re: V/v", "Cơ quan chúng tôi nghỉ Tết từ 23/01 đến 29/01."),
    ("Re: V/v", "Hộp thư này không được theo dõi, xin đừng trả lời."),
    ("Re: V/v", "Đây là email tự động. Chúng tôi đã nhận được thư của Quý khách."),
    ("Re: V/v", "Currently on business trip, back on 20/2."),
    ("Re: V/v", "I will be out of office from Feb 10 to Feb 20 with no access to email."),
    ("Re: V/v", "Thank you for your email. I am currently away and will respond on my return."),
    ("Re: V/v", "Hiện tôi đang tham gia lớp tập huấn tại Hà Nội, sẽ phản hồi thư sau ngày 20/2."),
    ("Re: V/v", "Tôi bận họp cả ngày, sẽ trả lời thư vào buổi tối."),
    ("Re: V/v", "Em đang ở nước ngoài, xin phép trả lời mail chậm ạ."),
    ("Re: V/v", "Tôi tạm vắng, sẽ liên lạc lại sau."),
    ("AW: V/v", "Ich bin bis zum 20.02. nicht erreichbar."),
    ("Re: V/v", "Tôi đang làm việc ngoài cơ quan, hạn chế kiểm tra thư điện tử. Việc gấp xin gọi 0905111222."),
    ("Re: V/v", "Do dịch bệnh, tôi đang cách ly tại nhà đến ngày 01/3, sẽ phản hồi thư của quý vị sau."),
    ("Re: V/v", "Cơ quan tôi nghỉ Giỗ Tổ Hùng Vương ngày 02/4, sẽ trả lời thư vào ngày làm việc tiếp theo."),
    ("Re: V/v", "I'm OOO until Monday 24 Feb, reach me by phone if urgent."),
    ("Autosvar: V/v", "Jag är på semester."),
]


@pytest.mark.parametrize(("subject", "text"), MORE_NOTES)
def test_a_note_that_says_only_who_is_away_and_whom_to_ask_is_a_note(subject: str, text: str) -> None:
    """Thanks, excuses, telephones, who stands in: nothing for the Board."""
    mail = read_mail(typed(subject, text))
    assert (mail.nature, mail.is_answerable) == (Nature.OUT_OF_OFFICE, False)


@pytest.mark.parametrize(
    "header", ["X-Autogenerated: Reply", "X-FC-MachineGenerated: true", "X-AutoReply-From: a@b.vn", "X-Vacation: yes"]
)
def test_a_header_of_a_program_that_answers_by_itself_is_known(header: str) -> None:
    """As webmail and hosts name it; Exchange's wish for silence stands on people's letters."""
    original = typed("Re: V/v", "Cảm ơn.")
    assert read_mail(f"{header}\n".encode() + original).nature is Nature.OUT_OF_OFFICE
    assert read_mail(b"X-Auto-Response-Suppress: All\n" + original).nature is Nature.PERSON


MORE_PEOPLE = [
    ("Re: V/v", "Xã có nhận thư trả lời tự động của Ban, nhưng chưa thấy xác nhận phiếu đã gửi ngày 12/3."),
    ("Re: V/v", "Tôi nhận được thư trả lời tự động, vậy phiếu của xã đã đến chưa?"),
    ("Re: V/v", "Đồng chí Chủ tịch đang đi công tác, khi về sẽ trả lời. Danh sách đại biểu của xã là 120 người."),
    ("Re: V/v", "Tôi đang đi công tác, sẽ trả lời sau, xã vẫn giữ ngày tổ chức hội nghị 20/3."),
    ("Re: V/v", "Chủ tịch nghỉ phép đến ngày 20/02 nên kế hoạch của xã ký chậm, xã sẽ gửi trong tuần tới."),
    ("Re: V/v", "Văn thư nghỉ ốm, đề nghị Ban gửi lại phiếu cho xã. Khi có phiếu xã sẽ trả lời."),
    ("Re: V/v", "Đây là thư trả lời tự động của Ban hay của cán bộ Ban? Xã cần gặp người phụ trách."),
    ("Re: V/v", "Cán bộ thi đua đi công tác đến ngày 15/3, xin lùi thời hạn nộp kế hoạch."),
    ("Re: V/v", "Phó Chủ tịch vắng mặt đến 20/02. Hội nghị chuyển sang hội trường huyện, số đại biểu giữ nguyên."),
    ("Re: V/v", "Toi di cong tac den 15/3, xa da nop ke hoach qua buu dien hom qua."),
    (
        "Re: V/v",
        (
            "Đơn vị không tổ chức hội nghị riêng mà ghép với khối. Đồng chí Lan đi công tác, khi về sẽ trả lời "
            "bằng văn bản."
        ),
    ),
    ("Re: V/v", "Thư này được gửi tự động từ máy của tôi thì phải, còn kế hoạch của xã tôi gửi lại trong chiều nay."),
    ("Re: V/v", "Tôi nghỉ phép từ 10/02. Ban cho hỏi ai nhận hồ sơ khen thưởng thay?"),
    ("Re: V/v", "Đồng chí Bí thư vắng mặt từ ngày 10/3, người ký kế hoạch là Phó Chủ tịch Y Hà."),
    (
        "Re: V/v",
        (
            "Kính gửi Ban, tôi đi công tác đến ngày 15/02. Số điện thoại mới của Ủy ban nhân dân xã là 02603 888 "
            "999, địa chỉ thư mới là xa.moi@tinh.example."
        ),
    ),
    ("Re: V/v", "Xã đồng ý với góp ý của Ban và sẽ sửa lại mục 3. Chủ tịch đi công tác đến 20/02 mới ký được."),
    ("Re: V/v", "I am out of the office but the commune has changed its conference day to 20 March."),
    ("Re: V/v", "Chủ tịch đi công tác đến 20/02 chưa ký được."),
    ("Re: V/v", "Lãnh đạo cơ quan tôi đi vắng đến 20/02."),
    ("Re: V/v", "Chủ tịch xã nghỉ phép đến 20/02, khi về sẽ ký."),
    ("Re: V/v", "Chu tich dang di hoc den het 30/6."),
    ("Re: V/v", "Cán bộ phụ trách nghỉ ốm, xã sẽ trả lời sau."),
    ("Re: V/v", "Nguyễn Văn An nghỉ thai sản đến tháng 6."),
    ("Re: V/v", "Đi công tác đến 20/02 mới ký được."),
    ("Re: V/v", "Our chairman is travelling until 20 February."),
    ("Re: V/v", "Our chairman is out of office until 20 February."),
    ("Re: V/v", "Máy in của xã không làm việc, xã gửi phiếu sau."),
    ("Re: V/v", "Tôi bận họp, mai tôi gửi phiếu."),
    ("Re: V/v", "Tôi đã chuyển công tác từ ngày 01/3. Xin liên hệ đ/c Hoa, số 0905 111 222."),
    ("Re: V/v", "Hộp thư này không còn sử dụng. Xin gửi thư về xa.moi@tinh.example."),
]


@pytest.mark.parametrize(("subject", "text"), MORE_PEOPLE)
def test_who_says_something_besides_being_away_is_a_person(subject: str, text: str) -> None:
    """A question, a request, words of their own, or of somebody else, or of what is gone for good."""
    assert read_mail(typed(subject, text)).nature is Nature.PERSON


ACKNOWLEDGED = [
    ("Re: V/v", "Chúng tôi đã nhận được thư của quý cơ quan. Trân trọng cảm ơn."),
    ("Re: V/v", "UBND xã đã tiếp nhận email của quý vị và sẽ phản hồi trong thời gian sớm nhất."),
    ("[#1234] Đã tiếp nhận", "Yêu cầu của bạn đã được ghi nhận với mã yêu cầu 1234."),
    ("Re: V/v", "Cảm ơn bạn đã liên hệ với UBND phường. Chúng tôi sẽ trả lời sớm."),
    ("Re: V/v", "Thank you for your message. We have received it and will get back to you shortly."),
    ("Re: V/v", "Đồng chí Lan đang đi công tác."),
    ("Re: V/v", "Đồng chí Nguyễn Văn An đi công tác đến hết tuần, mọi việc xin trao đổi với đồng chí Bình."),
    ("Re: V/v", "Ông Nguyễn Văn Tư đã đi vắng, hẹn tuần sau"),
]


@pytest.mark.parametrize(("subject", "text"), ACKNOWLEDGED)
def test_what_says_merely_that_it_came_in_or_who_is_away_is_read_by_a_person_alone(subject: str, text: str) -> None:
    """It may be a machine's, and two machines do not write to one another."""
    mail = read_mail(typed(subject, text))
    assert (mail.nature, mail.is_answerable) == (Nature.PERSON, False)


@pytest.mark.parametrize(
    "text",
    [
        "Xã đã nhận được thư. Xã xin lùi hội nghị sang tháng 4.",
        "Đã nhận được kế hoạch, hội nghị của xã tổ chức ngày 5/3 với 120 đại biểu tham dự đầy đủ.",
        "Chủ tịch xã đi họp, chưa ký được kế hoạch.",
    ],
)
def test_who_says_more_than_that_is_answered(text: str) -> None:
    """As before."""
    assert read_mail(typed("Re: V/v", text)).is_answerable


def test_words_beside_an_absence_are_shown_and_get_no_answer_by_a_program(office: Office) -> None:
    """Should it be a machine's note all the same, two machines do not write to one another."""
    taken = take(office, Sent(text="Tôi đi công tác, sẽ trả lời sau, xã vẫn giữ ngày tổ chức hội nghị 20/3."))
    assert taken.mail.answer == ""
    words = next(item for item in listed(office) if item.kind is ItemKind.WORDS)
    assert "xã vẫn giữ ngày tổ chức hội nghị 20/3" in item_sentence(words)


def typed(subject: str, text: str) -> bytes:
    """Return a message of a person's, or of a program that does not say so in a header."""
    head = f"From: xa@tinh.example\nTo: ban@tinh.example\nSubject: {subject}\nMessage-ID: <1@xa>\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n".encode()


def test_strangers_who_seem_away_are_listed_for_each_thing_they_say(office: Office) -> None:
    """They may be clerks who write from home."""
    for number, text in enumerate(("Tôi nghỉ phép đến ngày 20/02.", "Tôi đi công tác đến ngày 25/02."), start=1):
        take(office, Sent(sender="la@elsewhere.example", thread="", text=text), number=number)
    assert kinds(office) == [ItemKind.OUT_OF_OFFICE, ItemKind.OUT_OF_OFFICE]
    assert answers(office) == []


SHARED = "vanthu.chung@tinh.example"
SHARING = (COMMUNE, DISTRICT, DEPARTMENT)


@pytest.fixture
def shared(office: Office) -> Office:
    """Three units have one mailbox."""
    codes = {unit.code for unit in SHARING}
    with office.store.act() as record:
        record.register.replace_units([replace(unit, email=SHARED) if unit.code in codes else unit for unit in UNITS])
    return office


@pytest.mark.parametrize("unit", SHARING, ids=lambda unit: unit.code)
@pytest.mark.parametrize("by", ["thread", "tag", "both, the tag before an older thread"])
def test_units_that_share_a_mailbox_are_told_apart_by_the_letter_they_answer(
    shared: Office, unit: Unit, by: str
) -> None:
    """By its tag first, then by its Message-ID; words and form are that unit's."""
    to = "" if by == "thread" else reply_address(shared, unit)
    other = next(other_unit for other_unit in SHARING if other_unit != unit)
    thread = {"thread": None, "tag": ""}.get(by, thread_of(shared, other))
    sent = Sent(sender=SHARED, to=to, thread=thread, files=[another_form(unit)], text="Xin lùi được không?")
    taken = take(shared, sent, unit)
    assert (taken.mail.fate, taken.mail.unit) == (MailFate.TAKEN, unit.code)
    assert [(item.kind, item.unit) for item in listed(shared)] == [(ItemKind.WORDS, unit.code)]


def test_the_form_of_another_unit_of_the_mailbox_is_not_taken_for_the_one_that_is_answered(shared: Office) -> None:
    """A form copied for the neighbour must not stand as that neighbour's plan."""
    taken = take(shared, Sent(sender=SHARED, files=[another_form(DISTRICT)]), COMMUNE)
    assert (taken.mail.fate, versions(shared, COMMUNE), versions(shared, DISTRICT)) == (MailFate.ANSWERED, 0, 0)


def test_a_reminder_to_a_shared_mailbox_is_answered_for_each_of_its_units(shared: Office) -> None:
    """One letter told what all of them owe: the form says whose it is, and several are taken at once."""
    letter = Letter(
        key="nhac", kind=LetterKind.REMINDER, to=(Addressee(name="x", email=SHARED),), unit=COMMUNE.code, context={}
    )
    with shared.store.act() as record:
        record.letters.post(letter, at=shared.clock.now())
        (posted,) = record.letters.statuses(kind=LetterKind.REMINDER)
    files = [another_form(DISTRICT), another_form(DEPARTMENT)]
    take(shared, Sent(sender=SHARED, thread=posted.message_id, files=files))
    assert [versions(shared, unit) for unit in SHARING] == [0, 1, 1]


def test_a_signed_tag_alone_lets_nobody_in(office: Office) -> None:
    """From a foreign address, whether it belongs to nobody or to another unit: its own unit hears of it."""
    to = tagged(office.campaign.letters.reply_to, reply_tag(UNIT.code, Purpose.PLAN, office.secret))
    for number, sender in enumerate(("la@elsewhere.example", registered(DISTRICT)), start=1):
        take(office, Sent(sender=sender, to=to, thread="", files=[another_form(UNIT)]), number=number)
    assert (versions(office, UNIT), versions(office, DISTRICT)) == (0, 0)
    assert kinds(office) == [ItemKind.WRONG_SENDER, ItemKind.WRONG_SENDER]
    assert {answer.to[0].email for answer in answers(office)} == {registered(UNIT)}


def test_one_message_id_twice_is_two_messages_if_their_words_differ(office: Office) -> None:
    """A telephone may give each the same; the very same message is one."""
    first = Sent(text="Xin hỏi một?")
    for uid, sent in enumerate((first, Sent(text="Xin hỏi hai?"), first), start=1):
        receive(office, read_mail(wire(office, UNIT, sent, number=7)), uid=uid)
    assert kinds(office) == [ItemKind.WORDS, ItemKind.WORDS]
    assert "hai" in item_sentence(listed(office)[1])
