"""Messages as mail programs read them."""

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.adapters.mail.message import build, is_usable
from emulation_workflow.domain.mail.letters import CODE_MARK, RUN_LINK_MARK, Addressee, Enclosure, OutgoingLetter
from emulation_workflow.messages.labels import NO_LINK
from tests.support.samples.letters import outgoing

BOARD = Addressee(name="Ban Thi đua - Khen thưởng tỉnh Kon Tum", email="ban@kontum.example")
NOW = datetime(2020, 3, 12, 8, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LINK = "http://127.0.0.1:4200/v2/runs/flow-run/1?a=1&b=2"

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
names = st.lists(
    st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + "'.,-()\"@<>;:\\", min_size=1, max_size=12),
    min_size=1,
    max_size=20,
).map(" ".join)
anything = st.text(max_size=120)


def made(letter: OutgoingLetter, *, code: str | None = None) -> bytes:
    code_of = None if code is None else lambda _: code
    return build(letter, sender=BOARD, reply_to=BOARD.email, code=code_of, run_link=LINK, date=NOW)


def read(letter: OutgoingLetter, **more: str) -> Message:
    return message_from_bytes(made(letter, **more))


def decoded(value: str) -> str:
    return str(make_header(decode_header(value)))


def people(value: str) -> list[tuple[str, str]]:
    """Name and address of each, decoded after the list was taken apart, as RFC 2047 says."""
    return [(decoded(name), email) for name, email in getaddresses([value])]


def part(message: Message, mime_type: str) -> str:
    found = next(part for part in message.walk() if part.get_content_type() == mime_type)
    content = found.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


@given(name=names)
def test_any_vietnamese_name_comes_out_as_it_went_in(name: str) -> None:
    """Correct encoded names: the name alone is encoded, in words cut between characters."""
    message = read(replace(outgoing("a@b.vn"), to=(Addressee(name=name, email="a@b.vn"),)))

    assert people(message["To"]) == [(" ".join(name.split()), "a@b.vn")]


@given(name=names, subject=names)
def test_no_encoded_word_and_no_line_is_too_long(name: str, subject: str) -> None:
    """RFC 2047: an encoded word has 75 signs at most; RFC 5322: a line has 998."""
    raw = made(replace(outgoing("a@b.vn"), to=(Addressee(name=name, email="a@b.vn"),), subject=subject))

    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert max((len(word) for word in raw.split() if word.startswith(b"=?")), default=0) <= 75


@given(name=anything, subject=anything, email=anything)
def test_nothing_that_people_wrote_becomes_a_header(name: str, subject: str, email: str) -> None:
    """No line end of a name, subject or address reaches the headers; nobody is copied blindly."""
    bad = f"X\r\nBcc: evil@example.vn\r\n{name}"
    letter = replace(
        outgoing("a@b.vn"),
        to=(Addressee(name=bad, email="a@b.vn"), Addressee(name=name, email=email)),
        subject=f"{subject}\r\nBcc: evil@example.vn",
    )

    message = read(letter)

    assert message["Bcc"] is None
    assert message.defects == []
    assert set(message.keys()) == {
        "Content-Type", "MIME-Version", "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted",
        "Content-Language",
    }  # fmt: skip


@given(subject=anything)
def test_any_subject_comes_out_as_it_went_in(subject: str) -> None:
    """Blanks and control characters become single spaces; all else stays."""
    expected = " ".join("".join(character if character.isprintable() else " " for character in subject).split())

    assert decoded(read(replace(outgoing("a@b.vn"), subject=subject))["Subject"] or "") == expected


def test_the_headers_say_who_when_and_that_no_person_typed_it() -> None:
    """Reply-To the Board, Date with the office's offset, Auto-Submitted, language, the given Message-ID."""
    message = read(replace(outgoing("a@b.vn"), cc=(Addressee(name="", email="c@d.vn"),)))

    assert people(message["From"]) == [(BOARD.name, BOARD.email)]
    assert people(message["Cc"]) == [("", "c@d.vn")]
    assert {
        name: message[name] for name in ("Reply-To", "Date", "Message-ID", "Auto-Submitted", "Content-Language")
    } == {
        "Reply-To": BOARD.email,
        "Date": "Thu, 12 Mar 2020 08:05:00 +0700",
        "Message-ID": "<1@mau.example.vn>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "vi",
    }


def test_code_and_link_go_into_both_parts() -> None:
    """What is open in the stored letter is filled only in the message."""
    letter = replace(
        outgoing("a@b.vn", code_ref="ref"),
        text=f"Mã: {CODE_MARK}\nMở: {RUN_LINK_MARK}",
        html=f'<b>{CODE_MARK}</b><a href="{RUN_LINK_MARK}">mở</a>',
    )

    message = read(letter, code="ABCDE-FGHJK")

    assert part(message, "text/plain") == f"Mã: ABCDE-FGHJK\r\nMở: {LINK}"
    assert part(message, "text/html") == f'<b>ABCDE-FGHJK</b><a href="{LINK.replace("&", "&amp;")}">mở</a>'


def test_a_letter_without_a_link_says_so_in_words() -> None:
    """A link to a machine that the reader does not sit at leads nowhere, or to somebody else's."""
    html = f'<p>Mở: <a href="{RUN_LINK_MARK}" style="color:#0b4f9e">\n{RUN_LINK_MARK}</a>, rồi <a href="x">xem</a></p>'
    letter = replace(outgoing("a@b.vn"), text=f"Mở: {RUN_LINK_MARK}", html=html)

    message = message_from_bytes(build(letter, sender=BOARD, reply_to=BOARD.email, code=None, run_link="", date=NOW))

    assert part(message, "text/plain") == f"Mở: {NO_LINK}"
    assert part(message, "text/html") == f'<p>Mở: {NO_LINK}, rồi <a href="x">xem</a></p>'


def test_no_link_and_no_picture_holds_a_code() -> None:
    """Programs on the way fetch what an address names: a code in it would be given to whoever answers there."""
    shown = "<p title='a>b'>{}</p><a title=\">\" href='http://x.example/?{}'>x</a><img src=y/{}>"
    letter = replace(outgoing("a@b.vn", code_ref="ref"), html=shown.format(*[CODE_MARK] * 3))

    sent = part(read(letter, code="ABCDE-FGHJK"), "text/html")

    assert sent == shown.format("ABCDE-FGHJK", "", "")


def test_a_code_letter_without_its_code_is_not_built() -> None:
    """Better no letter than one with a hole where the code should be."""
    with pytest.raises(ValueError, match="code"):
        made(outgoing("a@b.vn", code_ref="ref"))


def test_every_line_ends_in_crlf_and_is_ascii() -> None:
    """What SMTP asks of a message without extensions."""
    raw = made(outgoing("a@b.vn"))

    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")


def test_enclosures_keep_name_type_and_bytes() -> None:
    """Files go with a letter unchanged, with their Vietnamese names."""
    sheet = Enclosure(name="Biểu mẫu kế hoạch.xlsx", mime_type="application/vnd.ms-excel", content=bytes(range(256)))

    message = message_from_bytes(made(replace(outgoing("a@b.vn"), enclosures=(sheet,))))
    enclosed = [part for part in message.walk() if part.get_content_disposition() == "attachment"]

    assert message.get_content_type() == "multipart/mixed"
    assert [(part.get_filename(), part.get_content_type(), part.get_payload(decode=True)) for part in enclosed] == [
        (sheet.name, sheet.mime_type, sheet.content)
    ]


def test_an_enclosure_of_text_says_in_which_letters() -> None:
    """A calendar program that guesses shows Vietnamese as something else."""
    dates = Enclosure(name="Mốc.ics", mime_type="text/calendar", content="Hạn".encode())

    message = message_from_bytes(made(replace(outgoing("a@b.vn"), enclosures=(dates,))))
    [part] = [part for part in message.walk() if part.get_content_disposition() == "attachment"]

    assert (part.get_content_type(), part.get_content_charset()) == ("text/calendar", "utf-8")


@pytest.mark.parametrize("email", ["", "a", "@b.vn", "a@", "a b@c.vn", "đ@b.vn", "a@b@c.vn", "a@b.vn\r\n", "<a@b.vn>"])
def test_such_an_address_cannot_be_written_to(email: str) -> None:
    """It goes into no header and no SMTP command."""
    assert not is_usable(email)
