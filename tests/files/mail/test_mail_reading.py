"""Messages taken apart: what is read of them, and that none can break the reading."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.adapters.mail.bounds import MAX_PARTS
from emulation_workflow.adapters.mail.reading import read_mail
from emulation_workflow.domain.mail.incoming import IncomingMail, Nature
from tests.support.mailing import message
from tests.support.paths import MAIL

USUAL = {"unit": "xa@tinh.example", "thread": "<ours@example.org>", "reply": "ban+tag@example.org", "form": b"PK"}


def read(name: str, **words: object) -> IncomingMail:
    return read_mail(message(name, **{**USUAL, "other": b"PK", "number": 1, **words}))


def written(text: str, *, subtype: str = "plain") -> str:
    """What is read as its writer's own words."""
    made = EmailMessage()
    made["From"] = "a@b.vn"
    made.set_content(text, subtype=subtype)
    return read_mail(made.as_bytes()).words


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\u202e", "\u200b"])
def test_a_message_id_holds_nothing_that_no_database_keeps_or_nobody_sees(sign: str) -> None:
    """With such a sign in it, it is none, in every header that names one: the message is read all the same."""
    raw = f"From: a@b.vn\r\nMessage-ID: <a{sign}bc@x>\r\nReferences: <d{sign}ef@x> <good@x>\r\n\r\nxin hỏi".encode()
    mail = read_mail(raw)
    assert (mail.message_id, mail.thread, mail.words) == ("", ("<good@x>",), "xin hỏi")


def test_a_reply_says_who_wrote_to_what_and_with_which_file() -> None:
    """Encoded words, folded headers and names in RFC 2231 read as people see them."""
    mail = read("reply_with_form")
    assert (mail.sender, mail.subject) == ("xa@tinh.example", "Re: Gửi phiếu kế hoạch")
    assert mail.thread == ("<ours@example.org>", "<older@mail.tinh.example>")
    assert mail.addressed_to == ("ban+tag@example.org",)
    assert mail.words == "Kính gửi Ban phiếu kế hoạch."
    assert [(file.name, file.content) for file in mail.files] == [("Phiếu kế hoạch.xlsx", b"PK")]
    assert (mail.nature, mail.is_answerable) == (Nature.PERSON, True)


@pytest.mark.parametrize(
    ("name", "nature"),
    [
        ("bounce", Nature.BOUNCE),
        ("bounce_with_letter", Nature.BOUNCE),
        ("bounce_without_report", Nature.BOUNCE),
        ("out_of_office_without_header", Nature.OUT_OF_OFFICE),
        ("out_of_office", Nature.OUT_OF_OFFICE),
        ("read_receipt", Nature.RECEIPT),
        ("asks_for_silence", Nature.PERSON),
    ],
)
def test_machines_are_known_and_never_answered(name: str, nature: Nature) -> None:
    """By their headers, by their reports, and by the words in which clerks' programs speak."""
    mail = read(name)
    assert (mail.nature, mail.is_answerable) == (nature, False)


@pytest.mark.parametrize("name", ["bounce", "bounce_with_letter", "bounce_without_report", "bounce_delayed"])
def test_a_report_names_the_letter_and_the_address(name: str) -> None:
    """Whatever make of server wrote it."""
    mail = read(name)
    (bounce,) = mail.bounces
    assert mail.thread[0] == "<ours@example.org>"
    assert (bounce.email, bounce.is_final) == ("xa@tinh.example", name != "bounce_delayed")


def test_a_report_that_the_letter_got_there_is_a_receipt() -> None:
    """Good news is no bounce."""
    report = message("bounce", **USUAL).replace(b"Action: failed", b"Action: delivered")
    assert read_mail(report).nature is Nature.RECEIPT


@pytest.mark.parametrize(
    "quoted",
    [
        "On Mon, Feb 10, 2020 at 9:00 AM Ban Thi đua <ban@example.org> wrote:\n> cũ",
        "Vào Th 2, 10 thg 2, 2020 vào lúc 09:00 Ban\n<ban@example.org> đã viết:\n> cũ",
        "-----Original Message-----\nFrom: Ban\ncũ",
        "----- Thư gốc -----\nTừ: Ban\ncũ",
        "________________________________\nFrom: Ban <ban@example.org>\ncũ",
        "Từ: Ban Thi đua <ban@example.org>\nNgày: 10/02/2020\ncũ",
        "> cũ\n> cũ hơn",
        "-- \nVăn thư xã",
    ],
)
def test_what_is_quoted_or_signed_is_not_what_was_written(quoted: str) -> None:
    """Else every reply would look as if somebody had written a page."""
    assert written(f"Xin gửi phiếu.\n\n{quoted}") == "Xin gửi phiếu."
    assert written(quoted) == ""


def test_words_in_html_are_read_without_what_is_quoted() -> None:
    """As Gmail and Outlook quote."""
    quote = "<blockquote class=gmail_quote>x</blockquote>"
    page = f"<style>p{{}}</style><p>Xin&nbsp;hỏi</p><br><div class=gmail_quote>On 1/2/2020, Ban wrote:<br>{quote}</div>"
    assert written(page, subtype="html") == "Xin hỏi"
    assert written('<p>A</p><div id="divRplyFwdMsg">Từ: Ban</div>', subtype="html") == "A"


def test_the_key_is_of_what_was_written_not_of_the_way_it_came() -> None:
    """Headers that servers put on top change nothing; another word in the text does."""
    original = message("words_only", **USUAL)
    assert read_mail(b"Received: by elsewhere\r\nX-Spam: no\r\n" + original).key == read_mail(original).key
    assert read_mail(original + b"x").key != read_mail(original).key


def test_a_message_of_headers_alone_is_known_for_a_part() -> None:
    """What was too large to fetch."""
    mail = read_mail(b"From: a@b.vn\r\nSubject: lon\r\n\r\n", size=99_000_000)
    assert (mail.is_whole, mail.size, mail.sender, mail.files) == (False, 99_000_000, "a@b.vn", ())


@pytest.mark.parametrize("name", ["..\\..\\phieu.xlsx", "/etc/phieu.xlsx", "C:\\Users\\a\\phieu.xlsx"])
def test_a_file_has_a_name_and_no_path(name: str) -> None:
    """A name leads nowhere."""
    made = EmailMessage()
    made["From"] = "a@b.vn"
    made.add_attachment(b"x", maintype="application", subtype="x", filename=name)
    (file,) = read_mail(made.as_bytes()).files
    assert file.name == "phieu.xlsx"


def test_what_a_list_hands_on_is_told_from_what_a_machine_writes() -> None:
    """Who answers a letter of ours through a list is a person; the office sees whether it does."""
    assert read("newsletter").nature is Nature.BY_LIST


def test_an_enclosed_message_is_told_from_the_one_around_it() -> None:
    """What somebody else once sent stands beside what this sender sends."""
    outer, inner = EmailMessage(), EmailMessage()
    inner["Message-ID"] = "<cu@b.vn>"
    inner.set_content("Lời cũ.")
    inner.add_attachment(b"PK", maintype="application", subtype="x", filename="cu.xlsx")
    outer["From"] = "a@b.vn"
    outer.set_content("Xin chuyển.")
    outer.add_attachment(inner)
    mail = read_mail(outer.as_bytes())
    (forward,) = mail.forwarded
    assert (mail.words, mail.files) == ("Xin chuyển.", ())
    assert (forward.message_id, forward.words, forward.files[0].name) == ("<cu@b.vn>", "Lời cũ.", "cu.xlsx")


@pytest.mark.parametrize(
    "original",
    [
        b"From: a@b.vn\r\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (i, i) for i in range(3000)),
        b'From: a@b.vn\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * (MAX_PARTS + 1),
    ],
    ids=["deep", "wide"],
)
def test_a_message_that_wants_to_be_work_is_given_up(original: bytes) -> None:
    """Its sender and subject are still known, for staff to see."""
    mail = read_mail(original)
    assert (mail.is_readable, mail.sender, mail.files) == (False, "a@b.vn", ())


@pytest.mark.parametrize("sender", [b"(" * 500 + b"a@b.vn" + b")" * 500, b"g:" * 5000 + b"a@b.vn" + b";" * 5000])
def test_a_sender_that_nobody_can_parse_hides_nothing_else(sender: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """What looks for reports of mail servers trips over it: that is no word in the log, and the rest is read."""
    mail = read_mail(b"From: " + sender + b"\r\nSubject: K\xe1\xba\xbf ho\xe1\xba\xa1ch\r\n\r\nXin chao")
    assert (mail.is_readable, mail.sender, mail.words, caplog.text) == (True, "", "Xin chao", "")


def test_a_line_of_signs_keeps_nobody_waiting() -> None:
    """No pattern is tried on it for ever."""
    assert written("-" * 200_000)


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(original: bytes) -> None:
    """A mailbox holds whatever anybody sends."""
    read_mail(original)


SHARDS = [path.read_bytes() for path in sorted(MAIL.rglob("*.eml"))]


@given(st.sampled_from(SHARDS), st.integers(0, 3000), st.binary(max_size=20), st.integers(0, 40))
def test_any_damage_can_be_read(whole: bytes, at: int, put: bytes, cut: int) -> None:
    """Messages that were cut, or in which bytes were changed."""
    read_mail(whole[:at] + put + whole[at + cut :])
