"""What a unit writes itself is put before a person, whichever program quotes what around it; and nothing else is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from emulation_workflow.adapters.mail.reading import read_mail
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.messages.board_list import item_sentence
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.mailbox.words import own_words
from emulation_workflow.office.office import Office
from tests.support.builders import COMMUNE
from tests.support.mailing import listed, opened, receive
from tests.support.offices import FakeClock
from tests.support.samples.messages import Sent, another_form, marked, page, wire

UNIT = COMMUNE
REQUEST = "Xã xin lùi hội nghị sang tháng 4."
Quoting = Callable[[str, str], Sent]
"""A program: what it makes of a letter of ours and of the words that somebody types below it or into it."""


def _below(head: str) -> Quoting:
    return lambda ours, words: Sent(text=f"{head}\n\n{marked(ours)}\n\n{words}\n")


def _unmarked(head: str) -> Quoting:
    return lambda ours, words: Sent(text=f"\n{head}\n\n{ours}\n\n{words}\n")


def _into(page_of: Callable[[str, str, str], str]) -> Quoting:
    """A program that sends pages; the words stand between two halves of the letter."""

    def made(ours: str, words: str) -> Sent:
        lines = ours.splitlines()
        return Sent(html=page_of(page("\n".join(lines[:6])), page(words), page("\n".join(lines[6:]))))

    return made


def _within(head: str) -> Quoting:
    """A program that marks every line of what is quoted; the words were typed into it, and bear the mark as well."""

    def made(ours: str, words: str) -> Sent:
        lines = ours.splitlines()
        return Sent(text=f"{head}\n\n{marked(chr(10).join([*lines[:6], words, *lines[6:]]))}\n")

    return made


_OUTLOOK_HEAD = (
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>{0}</b> Ban Thi đua - Khen thưởng<br>'
    "<b>{1}</b> Tuesday, February 18, 2020 8:30 AM<br><b>{2}</b> Xã<br><b>{3}</b> V/v</p></div>"
)
_ENGLISH, _VIETNAMESE = ("From:", "Sent:", "To:", "Subject:"), ("Từ:", "Đã gửi:", "Đến:", "Chủ đề:")

PROGRAMS: dict[str, Quoting] = {
    "Gmail, in Vietnamese": _below("Vào Th 3, 18 thg 2, 2020 vào lúc 08:30 Ban\n<ban@kontum.example> đã viết:"),
    "Gmail, in English": _below("On Tue, Feb 18, 2020 at 8:30 AM Ban <ban@kontum.example> wrote:"),
    "Thunderbird": _below("Vào 18/02/2020 08:30, Ban Thi đua - Khen thưởng đã viết:"),
    "Apple Mail": _below("Vào 18 thg 2, 2020, lúc 08:30, Ban <ban@kontum.example> đã viết:"),
    "Outlook as text, in English": _unmarked("From: Ban Thi dua\nSent: Tuesday\nTo: Xa\nSubject: Ke hoach"),
    "Outlook as text, in Vietnamese": _unmarked("Từ: Ban Thi đua\nĐã gửi: Thứ Ba\nĐến: Xã\nChủ đề: Kế hoạch"),
    "Outlook with a rule": _unmarked("_" * 32 + "\nFrom: Ban <ban@kontum.example>\nSent: Tuesday"),
    "Zimbra as text": _unmarked('----- Thư gốc -----\nTừ: "Ban" <ban@kontum.example>\nTới: "Xã"\nĐã gửi: Thứ Ba'),
    "Zimbra as text, with marks": _below("----- Original Message -----\nFrom: Ban\nTo: Xa\nSent: Tuesday\nSubject: x"),
    "a program that says nothing of marks": _unmarked("Vào 08:30 18/02/2020, Ban Thi đua đã viết:"),
    "SOGo": _below("Thứ ba, Tháng hai 18, 2020 08:30 ICT, Ban <ban@kontum.example> đã viết:"),
    "Gmail on a phone, who wrote first": _below("Ban <ban@kontum.example> đã viết vào Th 3, 18 thg 2, 2020 lúc 08:30:"),
    "Xiaomi": _below("Ban <b@k.example> vào Thứ 3, 18 thg 2 2020 08:30 đã viết:"),
    "Notes": _unmarked("-----Ban <b@k.example> wrote: -----\nTo: x@x.example\nFrom: Ban\nDate: 02/18/2020 08:30AM"),
    "an office's own system": _unmarked(
        f"{'-' * 17}\nNgười gửi: Ban Thi đua\nNgày gửi: 18/02/2020 08:30\nNgười nhận: Xã"
    ),
    "Coremail": _unmarked('-----Thư gốc-----\nTừ:"Ban" <b@k.example>\nĐã gửi lúc:2020-02-18 08:30:00\nTới:x@x.example'),
    "The Bat, with initials": lambda ours, words: Sent(text=f"{marked(ours).replace('> ', 'BTD> ')}\n\n{words}\n"),
    "Samsung": _unmarked("-------- Thư gốc --------\nTừ: Ban <ban@kontum.example>\nNgày: 18/02/2020\nTới: Xã"),
    "Thunderbird, typed where the marks go on": _within("Vào 18/02/2020 08:30, Ban Thi đua - Khen thưởng đã viết:"),
    "Outlook as text, with marks": _within("-----Original Message-----"),
    "marks within marks": _within(
        "On Tue, Feb 18, 2020 Xã wrote:\n> On Mon, Feb 17, 2020 Ban\n> <b@k.example> wrote:\n>"
    ),
    "typed into a citation of a page": _into(
        lambda above, words, below: f'<blockquote type="cite">{above}<div>{words}</div>{below}</blockquote>'
    ),
    "Gmail as a page": _into(
        lambda above, words, below: (
            '<div dir="ltr"><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Vào Th 3, 18 thg 2, 2020 '
            "vào lúc 08:30 Ban &lt;<a href='mailto:b@k.example'>b@k.example</a>&gt; đã viết:<br></div>"
            f'<blockquote class="gmail_quote">{above}</blockquote>{words}'
            f'<blockquote class="gmail_quote">{below}</blockquote></div></div>'
        )
    ),
    "Apple Mail as a page": _into(
        lambda above, words, below: (
            f'<blockquote type="cite"><div>On Feb 18, 2020, at 08:30, Ban wrote:</div>{above}</blockquote>{words}'
            f'<blockquote type="cite">{below}</blockquote>'
        )
    ),
    "Thunderbird as a page": _into(
        lambda above, words, below: (
            f'<div class="moz-cite-prefix">18.02.2020 08:30, Ban пишет:<br></div><blockquote type="cite" cite="mid:x">'
            f'{above}</blockquote>{words}<blockquote type="cite" cite="mid:x">{below}</blockquote>'
        )
    ),
    "Outlook as a page, in English": _into(
        lambda above, words, below: f"{_OUTLOOK_HEAD.format(*_ENGLISH)}{above}{words}{below}"
    ),
    "Outlook as a page, in Vietnamese": _into(
        lambda above, words, below: f"{_OUTLOOK_HEAD.format(*_VIETNAMESE)}{above}{words}{below}"
    ),
    "Outlook on a phone": _into(
        lambda above, words, below: (
            '<div id="ms-outlook-mobile-signature">Tải <a href="https://aka.ms/o0ukef">Outlook cho iOS</a></div><hr>'
            f'<div id="divRplyFwdMsg"><b>Từ:</b> Ban<br><b>Đã gửi:</b> Thứ Ba<br></div>{above}{words}{below}'
        )
    ),
    "Zimbra as a page": _into(
        lambda above, words, below: (
            '<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>Từ: </b>"Ban"<br><b>Tới: </b>'
            f'"Xã"<br><b>Chủ đề: </b>x</div><div data-marker="__QUOTED_TEXT__">{above}{words}{below}</div>'
        )
    ),
    "Yahoo": _into(
        lambda above, words, below: (
            '<div id="yahoo_quoted_1" class="yahoo_quoted"><div>Vào Thứ Ba, 18 tháng 2, 2020 lúc 08:30:00 SA GMT+7, '
            f"Ban &lt;b@k.example&gt; đã viết:</div>{above}{words}{below}</div>"
        )
    ),
}


@pytest.fixture(autouse=True)
def _opened(office: Office) -> None:
    opened(office)
    while render_pending_letters(office):
        pass


def our_letter(office: Office) -> str:
    with office.store.look() as record:
        (words,) = record.letters.wordings(numbers=(), unit=UNIT.code, newest=1)
    return words.text


def put_before_a_person(office: Office, sent: Sent, *, number: int) -> tuple[list[str], bool]:
    """Return what the Board's list says of the message, and whether the answer calls it empty."""
    taken = receive(office, read_mail(wire(office, UNIT, sent, number=number)), uid=number)
    items = [item for item in listed(office) if item.mail == taken.mail.number]
    said = [item_sentence(item) for item in items if item.kind in (ItemKind.WORDS, ItemKind.PAPERS)]
    with office.store.look() as record:
        drafts = record.letters.drafts(limit=100)
    notes = [str(draft.letter.context["notes"]) for draft in drafts if draft.letter.key == taken.mail.answer]
    return said, any("không có nội dung" in note for note in notes)


def test_words_below_or_within_a_quotation_are_shown_to_a_person(office: Office, clock: FakeClock) -> None:
    """With a form or without; and no request is called empty."""
    hidden = []
    for number, (name, quote) in enumerate(PROGRAMS.items(), start=1):
        clock.go_on(hours=3)
        sent = quote(our_letter(office), REQUEST)
        if number % 2:
            sent = replace(sent, files=[another_form(UNIT, number)])
        said, is_called_empty = put_before_a_person(office, sent, number=number)
        if is_called_empty or not any(REQUEST in text for text in said):
            hidden.append(name)
    assert hidden == []


def test_a_quotation_alone_bothers_nobody(office: Office, clock: FakeClock) -> None:
    """Whatever a program makes of our letter, its page or its subject, it is known again."""
    with office.store.look() as record:
        (ours,) = record.letters.wordings(numbers=(), unit=UNIT.code, newest=1)
    quoting = {name: quote(ours.text, "") for name, quote in PROGRAMS.items()}
    quoting["our own page"] = Sent(html=f"{_OUTLOOK_HEAD.format(*_ENGLISH)}{ours.html}", subject=f"RE: {ours.subject}")
    quoting["a gateway's mark"] = Sent(text="", subject=f"[EXTERNAL] Trả lời: {ours.subject[:60]}")
    shown = {}
    for number, (name, sent) in enumerate(quoting.items(), start=1):
        clock.go_on(hours=3)
        said, is_called_empty = put_before_a_person(office, sent, number=number)
        if said or not is_called_empty:
            shown[name] = said
    assert shown == {}


def test_words_below_a_letter_of_ours_that_an_unknown_program_quotes_are_shown(office: Office) -> None:
    """Without a mark or a head of any kind, and however long the letter is."""
    ours = our_letter(office)
    for number, text in enumerate((f"{ours}\n{REQUEST}", f"Ghi nhận\n\n{ours}\n{REQUEST}"), start=1):
        said, _ = put_before_a_person(office, Sent(text=text), number=number)
        assert [REQUEST in text and ours[:60] not in text for text in said] == [True]


def test_of_long_words_the_beginning_and_the_end_are_shown(office: Office) -> None:
    """An office says at the end what it asks for; that something is left out between is seen."""
    for number, times in enumerate((60, 400), start=1):
        text = f"Xã báo cáo về việc chuẩn bị. {'Hội trường đã dọn xong. ' * times}{REQUEST}"
        ((said,), _) = put_before_a_person(office, Sent(text=text), number=number)
        assert ("Xã báo cáo về việc" in said, "[…]" in said, REQUEST in said) == (True, True, True)


def test_the_end_of_long_words_is_shown_where_no_letter_of_ours_can_be_quoted(office: Office) -> None:
    """A unit to which nothing was ever put into words quotes none of ours: all that it writes is its own."""
    mail = replace(read_mail(wire(office, UNIT, Sent(text="Xã báo cáo."), number=1)), quoted=REQUEST)
    nobody = replace(UNIT, code="X9")
    with office.store.look() as record:
        assert not record.letters.wordings(numbers=(), unit=nobody.code, newest=1)
        assert REQUEST in own_words(record, replace(mail, thread=()), nobody, ()).text


def rtf(words: str) -> bytes:
    """Return a text as WordPad writes it."""
    letters = "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in words)
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Times New Roman;}}{\*\generator Riched20;}\viewkind4\uc1 "
    return f"{head}\\pard\\f0\\fs24 {letters}\\par\r\n}}".encode()


def answer(comment: str, *, says: str = "DECLINED") -> bytes:
    """Return what a calendar program answers."""
    lines = ("BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", "SUMMARY:Hạn gửi kế hoạch")
    comments = (f"COMMENT:{comment}",) if comment else ()
    attendee = f"ATTENDEE;PARTSTAT={says}:mailto:xa@tinh.example"
    return "\n".join((*lines, attendee, *comments, "END:VEVENT", "END:VCALENDAR", "")).encode()


ELSEWHERE = {
    "in a page beside an empty text": Sent(text="\n", html=f"<p>{REQUEST}</p>"),
    "in a page beside an excuse": Sent(text="HTML only.", html=f"<p>{REQUEST} {REQUEST} {REQUEST}</p>"),
    "set in": Sent(html=f'<blockquote style="margin:0 0 0 40px; border: none"><div>{REQUEST}</div></blockquote>'),
    "in the subject alone": Sent(subject=REQUEST, text=""),
    "below a signature": Sent(text=f"-- \nNguyễn Văn A\nTái bút: {REQUEST}"),
    "below a signature that a program put first": Sent(
        text=f"Gửi Ban phiếu.\n\n-- \nVăn thư xã\nhttps://xa.example/?a=1\n\n{REQUEST}\nTrân trọng."
    ),
    "in cells of a table": Sent(html="<table><tr><td>Xã xin lùi</td><td>hội nghị sang tháng 4.</td></tr></table>"),
    "below a rule of somebody's own": Sent(text=f"Kính gửi Ban\n--\n{REQUEST}"),
    "in a message enclosed": Sent(enclosed=[f"From: thon@x.example\nSubject: x\n\n{REQUEST}".encode()]),
    "in UTF-7": Sent(raw=b"Content-Type: text/plain; charset=utf-7\n\n" + REQUEST.encode("utf-7")),
    "in an unknown character set": Sent(raw=b"Content-Type: text/plain; charset=unknown-8bit\n\n" + REQUEST.encode()),
    "in none": Sent(raw=b"Content-Type: text/plain\n\n" + REQUEST.encode()),
    "in enriched text": Sent(
        raw=b"Content-Type: text/enriched; charset=utf-8\n\n<bold>Dear</bold>\n\n<color><param>red</param>"
        + REQUEST.replace(" ", "\n", 1).encode()
        + b"</color>\n"
    ),
    "in RTF": Sent(raw=b"Content-Type: text/rtf\n\n" + rtf(REQUEST)),
    "in RTF for a text of an application": Sent(raw=b"Content-Type: application/rtf\n\n" + rtf(REQUEST)),
    "in RTF in Vietnamese Windows' letters": Sent(
        raw=b"Content-Type: text/plain\n\n{\\rtf1\\ansi\\ansicpg1258 "
        + "".join(
            chr(byte) if byte < 128 else f"\\'{byte:02x}"
            for byte in "Xa\u0303 xin lu\u0300i h\u00f4\u0323i nghi\u0323 sang tha\u0301ng 4.".encode("cp1258")
        ).encode()
        + b"}"
    ),
    "in the comment of a calendar's answer": Sent(
        raw=b"Content-Type: text/calendar; method=REPLY\n\n" + answer(REQUEST)
    ),
    "in a calendar's comment beside an empty text": Sent(
        raw=b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n\n"
        b"--b\nContent-Type: text/calendar; method=REPLY; charset=utf-8\n\n" + answer(REQUEST) + b"\n--b--\n"
    ),
    "in a calendar's comment beside what its program says": Sent(
        raw=b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nXa X1 has accepted.\n"
        b"--b\nContent-Type: text/calendar; method=REPLY\n\n" + answer(REQUEST, says="ACCEPTED") + b"\n--b--\n"
    ),
    "in an entry of a calendar": Sent(
        raw=b"Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\n"
        b"DTSTART:20200315T013000Z\nSUMMARY:H\xe1\xbb\x8dp\nDESCRIPTION:"
        + REQUEST.encode()
        + b"\nEND:VEVENT\nEND:VCALENDAR\n"
    ),
    "in a page that says a little more than the text beside it": Sent(
        text="Kính gửi Ban Thi đua, xã gửi phiếu kế hoạch, đề nghị Ban xem. Trân trọng.\n",
        html=page(f"Kính gửi Ban Thi đua, xã gửi phiếu kế hoạch, đề nghị Ban xem. Trân trọng.\n{REQUEST}"),
    ),
    "below a file, where Exchange makes a file of them": Sent(
        raw=b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\n--b\n"
        b"Content-Type: text/html; charset=utf-8; name=ATT00001.htm\n"
        b"Content-Disposition: attachment; filename=ATT00001.htm\n\n<p>" + REQUEST.encode() + b"</p>\n--b--\n"
    ),
    "in a text of an unknown kind": Sent(raw=b"Content-Type: text/x-note\n\n" + REQUEST.encode()),
    "in a second text": Sent(
        raw=b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\n--b\n\n" + REQUEST.encode() + b"\n--b--\n"
    ),
    "in Vietnamese Windows' letters": Sent(
        raw=b"Content-Type: text/plain; charset=windows-1258\n\n"
        + (
            "Xa\u0303 xin lu\u0300i h\u00f4\u0323i nghi\u0323 sang tha\u0301ng 4.\n"
            "Va\u0300o 18/02/2020, Ban \u0111a\u0303 vi\u00ea\u0301t:\n> a"
        ).encode("cp1258")
    ),
}
"""Where else words can stand."""


def test_words_wherever_they_stand_are_shown_to_a_person(office: Office, clock: FakeClock) -> None:
    """And none of these messages is called empty."""
    hidden = []
    for number, (name, sent) in enumerate(ELSEWHERE.items(), start=1):
        clock.go_on(hours=3)
        said, is_called_empty = put_before_a_person(office, sent, number=number)
        if is_called_empty or not any(REQUEST in text for text in said):
            hidden.append(name)
    assert hidden == []


REQUESTS = [
    "Kính gửi Ban,\nĐơn vị gửi phiếu. Đề nghị đổi địa chỉ nhận thư sang vp.xa@tinh.example.\nTrân trọng.",
    "Gửi Ban phiếu. Xin hoãn.",
    "Gui Ban phieu, xin lui sang thang 4",
    "Cho đơn vị xin mẫu phiếu báo cáo",
    "Bỏ phiếu trước đây",
    "Đơn vị gửi phiếu: tệp này chưa đúng",
    "Gửi Ban, đề nghị Ban trả lời",
    "Không tổ chức hội nghị",
    "Phiếu https://drive.google.com/file/d/1",
    "Nhận được phiếu chưa?",
]
COVERING_NOTES = [
    "Kính gửi Ban, đơn vị gửi phiếu.",
    "Kính gửi: Ban Thi đua - Khen thưởng\nXã gửi kèm theo thư này phiếu kế hoạch.\nTrân trọng cảm ơn!",
    "gui ban phieu ke hoach",
    "Dạ em gửi Ban phiếu ạ, em cảm ơn anh chị.",
    "Gửi Ban kế hoạch số 15/KH-UBND ngày 10/02/2020\n\nGửi từ iPhone của tôi",
    "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPhó Chủ tịch\nNguyễn Thị Bích Hằng\nĐT: 0905.123.456 - x1@tinh.example",
    f"{UNIT.name} gửi phiếu lần thứ hai",
    "A Thái\nCông chức Văn phòng",
]


def test_beside_a_form_only_what_says_more_than_that_is_shown(office: Office) -> None:
    """However few the words; and no covering note, else every form would be an item, and nobody would read them."""
    texts = [*REQUESTS, *COVERING_NOTES]
    shown = [
        text
        for number, text in enumerate(texts, start=1)
        if put_before_a_person(office, Sent(text=text, files=[another_form(UNIT, number)]), number=number)[0]
    ]
    assert shown == REQUESTS


def test_a_picture_alone_is_what_was_sent(office: Office) -> None:
    """A paper photographed into the text is no empty message."""
    raw = (
        b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src=cid:1>\n"
        b"--b\nContent-Type: image/jpeg; name=IMG_1.jpg\nContent-ID: <1>\nContent-Disposition: inline\n"
        b"Content-Transfer-Encoding: base64\n\n/9j/4AAQ\n--b--\n"
    )
    said, is_called_empty = put_before_a_person(office, Sent(raw=raw), number=1)
    assert (is_called_empty, "IMG_1.jpg" in said[0]) == (False, True)


@pytest.mark.parametrize(
    ("says", "shown"),
    [("ACCEPTED", ""), ("DECLINED", "không đồng ý"), ("TENTATIVE", "chưa chắc chắn"), ("", "không rõ")],
)
def test_a_calendar_s_answer_is_named_as_what_it_is(office: Office, says: str, shown: str) -> None:
    """One that accepts bothers nobody; none is called empty."""
    raw = b"Content-Type: text/calendar; method=REPLY\n\n" + answer("", says=says)
    said, is_called_empty = put_before_a_person(office, Sent(raw=raw), number=1)
    assert not is_called_empty
    assert [shown in text for text in said] == ([True] if shown else [])


@pytest.mark.parametrize(
    "broken", [b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:x\n", b"", b"BEGIN:VCALENDAR\nEND:VCALENDAR"]
)
def test_a_calendar_that_cannot_be_read_says_so(office: Office, broken: bytes) -> None:
    """A person opens it."""
    said, is_called_empty = put_before_a_person(office, Sent(raw=b"Content-Type: text/calendar\n\n" + broken), number=1)
    assert (is_called_empty, len(said)) == (False, 1)
