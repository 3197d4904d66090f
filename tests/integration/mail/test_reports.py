"""Reports of mail servers as they write them: the address named, and by what it was not reached."""

import base64
import json
import quopri
from collections.abc import Callable, Mapping
from zipfile import ZipFile

import pytest

from emulation_workflow.adapters.mail.reading import read_mail
from emulation_workflow.domain.mail import Cause, Nature
from tests.support.paths import MAIL

REPORTS = MAIL / "reports_of_flufl_bounce.zip"
"""Apache-2.0, from flufl.bounce 6.0.0: its test messages, and the addresses that each is known to be about."""

NOT_BY_ITS_HEADERS = 9
"""Written as a person would, or about nobody: shown to staff like any other message."""

HEADERS = (
    "From: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: ban@tinh.example\nSubject: Undelivered\n"
    "Message-ID: <q1@mx>\nMIME-Version: 1.0\n"
)
ADDRESS = "xa@tinh.example"


def test_the_test_messages_of_a_library_are_read_and_none_wrongly() -> None:
    """Each address that is named is known to be meant; a report that names none says so by naming none."""
    with ZipFile(REPORTS) as archive:
        known = json.loads(archive.read("addresses.json"))
        mails = {
            name.removeprefix("reports/"): read_mail(archive.read(name))
            for name in archive.namelist()
            if name.startswith("reports/")
        }
    reports = {name: mail for name, mail in mails.items() if mail.nature is Nature.BOUNCE}
    named = {
        name: sorted(bounce.forwarded_from or bounce.email for bounce in mail.bounces) for name, mail in reports.items()
    }

    assert named == {name: known.get(name, []) for name in reports}
    assert len(mails) - len(reports) == NOT_BY_ITS_HEADERS
    assert len(mails) == 117


def standard(status: str, diagnostic: str, *, kind: str = "message/delivery-status", action: str = "failed") -> bytes:
    return (
        f"{HEADERS}Content-Type: multipart/report; report-type=delivery-status; boundary=R\n\n--R\n"
        f"Content-Type: text/plain\n\nNo.\n--R\nContent-Type: {kind}\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {ADDRESS}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; {diagnostic}\n\n"
        "--R\nContent-Type: message/global-headers\n\nMessage-ID: <1.a@tinh.example>\nTo: a@b.vn\n\n--R--\n"
    ).encode()


@pytest.mark.parametrize(
    ("status", "diagnostic", "cause"),
    [
        ("5.1.1", "550 5.1.1 user unknown", Cause.ADDRESS),
        ("5.0.0", "550 no such user", Cause.ADDRESS),
        ("5.2.2", "552 5.2.2 Mailbox quota exceeded", Cause.MAILBOX),
        ("4.4.7", "delivery time expired", Cause.WAY),
        ("5.0.0", "550 5.2.2 QuotaExceededException; failed to process", Cause.MAILBOX),
        ("5.4.4", "Host or domain name not found. Name service error", Cause.ADDRESS),
        ("5.7.26", "550 5.7.26 unauthenticated mail is not accepted due to DMARC policy", Cause.POLICY),
        ("5.4.5", "550 5.4.5 Daily sending quota exceeded", Cause.OURS),
        ("5.3.4", "552 5.3.4 message too big", Cause.LETTER),
        ("5.0.0", "550 rejected", Cause.UNSAID),
    ],
)
@pytest.mark.parametrize("kind", ["message/delivery-status", "message/global-delivery-status"])
def test_a_report_says_why(kind: str, status: str, diagnostic: str, cause: Cause) -> None:
    """In the form of RFC 3464 and in that of RFC 6533."""
    mail = read_mail(standard(status, diagnostic, kind=kind))
    (bounce,) = mail.bounces
    assert (bounce.email, bounce.is_final, bounce.cause) == (ADDRESS, True, cause)
    assert mail.thread == ("<1.a@tinh.example>",)


@pytest.mark.parametrize(
    ("said", "cause"),
    [("This mailbox does not exist. (#5.1.1)", Cause.ADDRESS), ("Mailbox full (#5.2.2)", Cause.MAILBOX)],
)
def test_qmail_names_the_address_and_the_reason_in_its_text(said: str, cause: Cause) -> None:
    """What stands behind the address, up to the letter that came back."""
    mail = read_mail(
        (
            f"{HEADERS}\nHi. This is the mail program at mx.example.\nPermanent error; giving up.\n\n"
            f"<{ADDRESS}>:\n{said}\n\n"
            f"--- Below this line is a copy of the message.\n\nMessage-ID: <1.a@tinh.example>\nTo: {ADDRESS}\n"
        ).encode()
    )
    (bounce,) = mail.bounces
    assert (bounce.email, bounce.words, bounce.cause) == (ADDRESS, said, cause)


def test_a_message_id_is_no_address() -> None:
    """It looks like one, and servers of no standard name it where an address stands."""
    said = "The following message to <1.a@tinh.example> was undeliverable.\nMessage-ID: <1.a@tinh.example>\n"
    reason = "The reason for the problem:\n5.1.0 - Unknown address error 550-'5.1.1 no such user'\n"
    mail = read_mail(f"{HEADERS}\n{said}{reason}".encode())
    assert (mail.nature, mail.bounces, mail.thread) == (Nature.BOUNCE, (), ("<1.a@tinh.example>",))
    text = f"Could not be delivered. Message id 1.a@tinh.example\n  {ADDRESS}\n    user unknown\n"
    assert [bounce.email for bounce in read_mail(f"{HEADERS}\n{text}".encode()).bounces] == [ADDRESS]


PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    "base64": base64.encodebytes,
    "quoted-printable": lambda content: quopri.encodestring(content.replace(b"5.1.1 user", b"5.1.1  user")),
    "Quoted-Printable": bytes,
}


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("kind", ["message/delivery-status", "message/global-delivery-status"])
def test_a_report_that_a_server_packs_against_the_standard_is_read(packing: str, kind: str) -> None:
    """In base64 or quoted-printable, the letter that came back too; or called so and not packed."""
    pack = PACKED[packing]
    said = f"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {ADDRESS}\nAction: failed\nStatus: 5.1.1\n"
    letter = pack(b"Message-ID: <1.a@tinh.example>\nContent-Type: text/plain; x==; boundary=AB\n\nKh\n")
    head = f"{HEADERS}Content-Type: multipart/report; report-type=delivery-status; boundary=R\n\n--R\n".encode()
    packed = f"Content-Transfer-Encoding: {packing}\n\n".encode()
    status = f"Content-Type: {kind}\n".encode() + packed + pack(said.encode())
    mail = read_mail(head + status + b"\n--R\nContent-Type: message/rfc822\n" + packed + letter + b"\n--R--\n")
    (bounce,) = mail.bounces
    assert (bounce.email, bounce.is_final, bounce.cause) == (ADDRESS, True, Cause.ADDRESS)
    assert mail.thread == ("<1.a@tinh.example>",)


@pytest.mark.parametrize("kind", ["application/octet-stream", "text/plain; name=details.txt"])
def test_a_status_by_another_name_is_read(kind: str) -> None:
    """Gateways rename what they do not know."""
    (bounce,) = read_mail(standard("5.1.1", "550 5.1.1 user unknown", kind=kind)).bounces
    assert (bounce.email, bounce.is_final, bounce.cause) == (ADDRESS, True, Cause.ADDRESS)


@pytest.mark.parametrize(("action", "nature"), [("delivered", Nature.RECEIPT), ("failed", Nature.BOUNCE)])
def test_a_report_that_a_letter_arrived_is_a_receipt(action: str, nature: Nature) -> None:
    """Only if it says so of every address."""
    assert read_mail(standard("2.0.0", "250 ok", action=action)).nature is nature


OUR_LETTER = f"Message-ID: <1.a@tinh.example>\nTo: {ADDRESS}\nFrom: ban@tinh.example\nSubject: V/v\n\nNội dung"
MDAEMON = 'From: "MDaemon at tinh.example" <MDaemon@tinh.example>\n'


def plain(text: str, *, sender: str = "From: postmaster@tinh.example\n", more: str = "", subject: str = "x") -> bytes:
    return (
        f"{sender}To: ban@tinh.example\nSubject: {subject}\nMessage-ID: <q2@mx>\nMIME-Version: 1.0\n{more}"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n\n{OUR_LETTER}\n"
    ).encode()


TRANSCRIPT = f"""--------------------------------------------------------------------------
MDaemon Delivery Status Notification
--------------------------------------------------------------------------

The attached message had PERMANENT fatal delivery errors.

Failed address: {ADDRESS}

--- Session Transcript ---
 Wed 2020-02-12 12:22:04: *  From: ban@tinh.example
 Wed 2020-02-12 12:22:04: *  To: {ADDRESS}
 Wed 2020-02-12 12:22:05: --> RCPT To:<{ADDRESS}>
 Wed 2020-02-12 12:22:05: <-- 550 5.1.1 no such user
--- End Transcript ---
If you need help, ask postmaster@khac.example.
"""
BY_HAND = {
    "MDaemon's transcript": (plain(TRANSCRIPT, sender=MDAEMON, more="X-MDDSN-Message: Yes\n"), Cause.ADDRESS),
    "MDaemon's, answered by a program": (
        plain(TRANSCRIPT, sender=MDAEMON, more="Auto-Submitted: auto-replied\n"),
        Cause.ADDRESS,
    ),
    "MDaemon's one line": (
        plain(f"{ADDRESS} - no such user here.", sender=MDAEMON, subject=f"Warning: {ADDRESS} - User unknown!"),
        Cause.ADDRESS,
    ),
    "Kerio's": (
        plain(
            f"Your message could not be delivered to the following recipients:\n\n<{ADDRESS}>\n"
            "Reason: 552 5.2.2 Mailbox quota exceeded",
            more="Auto-Submitted: auto-replied\n",
            subject="Undelivered mail",
        ),
        Cause.MAILBOX,
    ),
    "in Vietnamese, with a label": (
        plain(
            f"Thư của Quý vị không gửi được.\nĐịa chỉ người nhận: {ADDRESS}\nLý do: Người dùng không tồn tại.\n"
            "Mọi thắc mắc xin liên hệ hotro@tinh.example.",
            subject="Thông báo: thư không gửi được",
        ),
        Cause.ADDRESS,
    ),
    "in Vietnamese, by no postmaster": (
        plain(
            f"Thư gửi đến {ADDRESS} bị trả lại vì hộp thư đã đầy.",
            sender="From: he-thong@tinh.example\n",
            more="Auto-Submitted: auto-generated\n",
            subject="Thư bị trả lại",
        ),
        Cause.MAILBOX,
    ),
    "without a reason": (plain(f"Không thể chuyển thư đến địa chỉ sau:\n\n  {ADDRESS}\n"), Cause.UNSAID),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_reports_in_a_servers_own_words_name_the_address_and_the_reason(name: str) -> None:
    """Of MDaemon, Kerio and Vietnamese postmasters; neither who wrote nor whom to ask is meant."""
    original, cause = BY_HAND[name]
    mail = read_mail(original)
    assert mail.nature is Nature.BOUNCE
    assert [(bounce.email, bounce.is_final, bounce.cause) for bounce in mail.bounces] == [(ADDRESS, True, cause)]
    assert "<1.a@tinh.example>" in mail.thread


GMAILS = [
    (
        "Không tìm thấy địa chỉ",
        "không được gửi đến {} vì không tìm thấy địa chỉ hoặc địa chỉ không thể nhận thư.",
        "address",
    ),
    ("Địa chỉ không tồn tại", "không gửi được tới {} vì không tìm thấy địa chỉ này.", "address"),
    ("Không tìm thấy miền", "không gửi được tới {} vì không thể tìm thấy miền dakha.example.", "address"),
    ("Không tìm thấy tài khoản", "chưa được gửi đến {}. Tài khoản email mà bạn liên hệ không tồn tại.", "address"),
    ("Hộp thư đến đã đầy", "không gửi được tới {}. Hộp thư đến của họ đã đầy hoặc đang nhận quá nhiều thư.", "mailbox"),
    ("Thư bị chặn", "tới {} đã bị chặn. Hãy xem thông tin chi tiết kỹ thuật bên dưới.", "policy"),
    ("Thư quá lớn", "không gửi được tới {}. Thư của bạn quá lớn.", "letter"),
    ("Không gửi được thư", "tới {} không gửi được: Không thể kết nối tới máy chủ của họ.", "way"),
    ("Không gửi được thư", "tới {} không gửi được do cài đặt “Gửi thư bằng địa chỉ” không đúng.", "ours"),
]
"""What Gmail's pages say above the button, by heading; the cause that is meant."""


@pytest.mark.parametrize("is_page", [False, True], ids=["text", "page"])
@pytest.mark.parametrize(("heading", "said", "cause"), GMAILS)
def test_gmails_page_in_vietnamese_names_the_address_and_the_reason(
    heading: str, said: str, cause: str, *, is_page: bool
) -> None:
    """Where no report for programs goes with it; with whatever subject."""
    sentence = f"Thư của bạn {said.format(f'<b>{ADDRESS}</b>' if is_page else ADDRESS)}"
    text = f"<h2>{heading}</h2><p>{sentence}</p><a>TÌM HIỂU THÊM</a>" if is_page else f"{heading}\n{sentence}"
    original = plain(text, sender="From: mailer-daemon@googlemail.com\n", subject="Thông báo")
    mail = read_mail(original.replace(b"text/plain", b"text/html") if is_page else original)
    assert [(bounce.email, bounce.is_final, bounce.cause) for bounce in mail.bounces] == [(ADDRESS, True, Cause(cause))]


OTHERS = [
    ("Thư của bạn gửi tới {} không thể được chuyển phát.\nxa không được tìm thấy tại dakha.example.", "address"),
    ("Không thể gửi thư đến các người nhận này:\n\n{}\nKhông tìm thấy địa chỉ email bạn đã nhập.", "address"),
    ("Thư bị trả lại: {} - người nhận không tồn tại trong hệ thống", "address"),
    ("Không thể gửi thư đến các người nhận này:\n\nXã ({})\nHộp thư của người nhận đã đầy.", "mailbox"),
    ("Thư gửi {} không đến được người nhận. Lý do: tài khoản đã bị khóa.", "mailbox"),
    ("Địa chỉ {} không còn được sử dụng. Thư của bạn đã bị trả lại.", "mailbox"),
    ("Thư gửi tới {} bị hệ thống lọc thư rác từ chối.", "policy"),
    ("Thư gửi tới {} đã bị từ chối do kích thước thư vượt quá giới hạn.", "letter"),
    ("Máy chủ thư của {} không phản hồi, thư của bạn không gửi được.", "way"),
]
"""What Exchange and servers of offices say in Vietnamese."""


@pytest.mark.parametrize(("said", "cause"), OTHERS)
def test_other_servers_reports_in_vietnamese_name_the_address_and_the_reason(said: str, cause: str) -> None:
    """With whatever subject."""
    bounces = read_mail(plain(said.format(ADDRESS), subject="Thông báo")).bounces
    assert [(bounce.email, bounce.is_final, bounce.cause) for bounce in bounces] == [(ADDRESS, True, Cause(cause))]


@pytest.mark.parametrize("led", ["generated", "ultimately generated", "expanded"])
def test_an_alias_that_leads_nowhere_is_not_named_as_what_was_not_reached(led: str) -> None:
    """As Exim tells it, where a gateway left out its header of the addresses that failed."""
    text = (
        "The following address(es) failed:\n\n  rieng@thu.example\n"
        f"    ({led} from {ADDRESS})\n    Unrouteable address\n\n"
        "------ This is a copy of the message, including all the headers. ------"
    )
    mail = read_mail(plain(text, subject="Mail delivery failed: returning message to sender"))
    assert [(bounce.email, bounce.cause) for bounce in mail.bounces] == [("rieng@thu.example", Cause.ADDRESS)]


FOREIGN = {
    "SmarterMail's": (
        (
            f"Could not deliver message to the following recipient(s):\n\nFailed Recipient: {ADDRESS}\n"
            "Reason: Remote host said: 550 5.1.1 The email account that you tried to reach does not exist."
        ),
        Cause.ADDRESS,
    ),
    "hMailServer's": (
        (
            f"The following recipient(s) could not be reached:\n\n{ADDRESS}\n   Error Type: SMTP\n"
            f"   hMailServer sent: RCPT TO:<{ADDRESS}>\n   Remote server replied: 550 Account is not active."
        ),
        Cause.MAILBOX,
    ),
    "Microsoft's page without a report": (
        f"Your message to {ADDRESS} couldn't be delivered.\n\nxa wasn't found at tinh.example.",
        Cause.ADDRESS,
    ),
    "Postfix's, of an alias in one line": (
        (
            "I'm sorry to have to inform you that your message could not be delivered.\n\n"
            f'<{ADDRESS}> (expanded from <van.thu@tinh.example>): unknown user: "xa"'
        ),
        Cause.ADDRESS,
    ),
    "Haraka's": (
        (
            f"I wasn't able to deliver your message.\n\nIntended Recipients:\n<{ADDRESS}>\n\n"
            "Failure Reason:\n550 5.1.1 no such user"
        ),
        Cause.ADDRESS,
    ),
    "of an account that was deleted": (
        f"Thư gửi tới {ADDRESS} không chuyển được vì tài khoản đã bị xóa khỏi hệ thống.",
        Cause.ADDRESS,
    ),
    "of a mailbox that a merger ended": (
        f"Hộp thư {ADDRESS} đã ngừng hoạt động do sắp xếp đơn vị. Thư không được chuyển tới người nhận.",
        Cause.MAILBOX,
    ),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_reports_of_further_servers_name_the_address_and_the_reason(name: str) -> None:
    """As they write them, where no report for programs goes with it."""
    said, cause = FOREIGN[name]
    mail = read_mail(plain(said, subject="Undelivered", more="Return-Path: <>\n"))
    assert mail.nature is Nature.BOUNCE
    assert [(bounce.email, bounce.is_final, bounce.cause) for bounce in mail.bounces] == [(ADDRESS, True, cause)]


MOT, HAI = "mot@tinh.example", "hai@tinh.example"
OF_TWO = {
    f"Không thể chuyển thư đến các địa chỉ sau:\n{MOT}\n{HAI}\nLý do: Người dùng không tồn tại.": (
        "address",
        "address",
    ),
    f"Thư của bạn không gửi được đến {MOT} và {HAI} vì địa chỉ không tồn tại.": ("address", "address"),
    f"Thư của bạn không gửi được đến {MOT}, {HAI}.\nLý do: hộp thư đã đầy.": ("mailbox", "mailbox"),
    f"Không gửi được thư.\n{MOT}: Người dùng không tồn tại\n{HAI}: hộp thư đã đầy": ("address", "mailbox"),
    f"Thư không gửi được đến:\n- {MOT} (không tồn tại)\n- {HAI} (hộp thư đầy)": ("address", "mailbox"),
    f"Không gửi được thư:\n1. {MOT}\n2. {HAI}\nLỗi: 550 5.1.1 User unknown": ("address", "address"),
    f"Không gửi được thư đến {MOT} vì địa chỉ không tồn tại. Vui lòng liên hệ {HAI} để được hỗ trợ.": ("address", ""),
    f"Thư gửi tới {HAI} đã được chuyển.\nThư gửi tới {MOT} không gửi được vì địa chỉ không tồn tại.": ("address", ""),
}
"""What is said of the first and of the second; "": not that it was not reached."""


@pytest.mark.parametrize("said", OF_TWO)
def test_a_report_on_two_addresses_names_each_that_was_not_reached(said: str) -> None:
    """In a list with one reason or each with its own, in one sentence; whom to ask and who was reached are not."""
    bounces = {bounce.email: bounce.cause.value for bounce in read_mail(plain(said, subject="Thông báo")).bounces}
    assert (bounces.get(MOT, ""), bounces.get(HAI, "")) == OF_TWO[said]


def test_gmails_old_warning_is_a_delay() -> None:
    """It names the address in a header as its failures do."""
    text = f"Delivery has been delayed:\n\n  {ADDRESS}\n\nMessage will be retried for 2 more day(s)"
    (bounce,) = read_mail(plain(text, more=f"X-Failed-Recipients: {ADDRESS}\n")).bounces
    assert (bounce.email, bounce.is_final) == (ADDRESS, False)


@pytest.mark.parametrize(
    "said",
    [
        "Đã xảy ra sự cố tạm thời khi gửi thư của bạn tới {}. Gmail sẽ thử lại trong 47 giờ nữa.",
        "Thư của quý vị chưa được chuyển đến {} sau 4 giờ, máy chủ không phản hồi. Hệ thống sẽ tiếp tục thử gửi lại.",
    ],
)
def test_a_delay_told_in_vietnamese_is_no_end(said: str) -> None:
    """The server goes on trying."""
    (bounce,) = read_mail(plain(said.format(ADDRESS), subject="Chưa gửi được thư")).bounces
    assert (bounce.email, bounce.is_final, bounce.cause) == (ADDRESS, False, Cause.WAY)


@pytest.mark.parametrize(
    "text",
    [
        "Hộp thư của Ban sắp đầy, đề nghị dọn bớt.",
        "Không gửi được thư. Xin liên hệ postmaster@tinh.example.",
        "Thư không gửi được: mot@tinh.example hoặc hai@tinh.example, không rõ địa chỉ nào.",
        "Thông báo bảo trì: ngày 12/3 hệ thống thư của xa@tinh.example ngừng từ 22 giờ.",
    ],
)
def test_what_names_no_recipient_for_certain_names_none(text: str) -> None:
    """A postmaster writes of other things too; the report is for staff."""
    mail = read_mail(plain(text))
    assert (mail.nature, mail.bounces) == (Nature.BOUNCE, ())


@pytest.mark.parametrize(
    "recipient",
    [
        f"Final-Recipient: rfc822; <{ADDRESS}>",
        f"Final-Recipient: rfc822;{ADDRESS} (Xã Đăk Hà)",
        f"Final-Recipient: <{ADDRESS}>",
        f"Original-Recipient: rfc822; {ADDRESS}",
        f"Original-Recipient: rfc822;<{ADDRESS}>",
        f"Original-Recipient: rfc822; <>\nFinal-Recipient: LOCAL; <{ADDRESS}>",
    ],
)
@pytest.mark.parametrize("action", ["failed", "Failed (permanent error)", "failed; 5.1.1"])
def test_brackets_comments_and_explanations_in_a_report_are_read_over(recipient: str, action: str) -> None:
    """As servers write them beside the standard."""
    report = standard("5.1.1", "550 5.1.1 user unknown").decode()
    original = report.replace(f"Final-Recipient: rfc822; {ADDRESS}\nAction: failed", f"{recipient}\nAction: {action}")
    (bounce,) = read_mail(original.encode()).bounces
    assert (bounce.email, bounce.is_final, bounce.cause) == (ADDRESS, True, Cause.ADDRESS)


def test_a_person_who_writes_of_a_letter_that_came_back_is_a_person() -> None:
    """No header says that a program wrote."""
    mail = read_mail(plain(f"Thư gửi {ADDRESS} bị trả lại.", sender="From: la@xa.example\n", subject="Thư bị trả lại"))
    assert (mail.nature, mail.bounces) == (Nature.PERSON, ())
