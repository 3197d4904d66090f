"""What a form comes wrapped in: read where that can be done safely, and told what to send instead where not."""

import binascii
import gzip
import io
import zipfile
from collections.abc import Mapping

import pytest

from emulation_workflow.adapters.mail.reading import read_mail
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.mail.incoming import MailFate
from emulation_workflow.messages.board_list import item_sentence
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.mailbox.reading import MessageReceived
from emulation_workflow.office.office import Office
from tests.support.builders import COMMUNE, DISTRICT
from tests.support.mailing import answers, listed, opened, receive, registered, thread_of
from tests.support.offices import FakeClock
from tests.support.samples.messages import Sent, another_form, wire, zipped

UNIT = COMMUNE
NAME = "Phiếu kế hoạch.xlsx"
FORM = another_form(UNIT)[1]


@pytest.fixture(autouse=True)
def _opened(office: Office) -> None:
    opened(office)


def take(office: Office, sent: Sent, *, number: int = 1) -> MessageReceived:
    return receive(office, read_mail(wire(office, UNIT, sent, number=number)), uid=number)


def told(office: Office, taken: MessageReceived) -> str:
    """Return the answer to a message, as the unit reads it, on one line."""
    while render_pending_letters(office):
        pass
    with office.store.look() as record:
        number = next(letter.number for letter in answers(office) if letter.key == taken.mail.answer)
        (words,) = record.letters.wordings(numbers=[number], unit="", newest=0)
    return " ".join(words.text.split())


def enclosed(content: bytes, *, head: str = "From: vanthu@gmail.example\nSubject: FW: phiếu") -> bytes:
    """Return a message with a form, as somebody wrote it before it was forwarded."""
    body = binascii.b2a_base64(content).decode()
    return (
        f"{head}\nMIME-Version: 1.0\nContent-Type: application/octet-stream; name=phieu.xlsx\n"
        f"Content-Disposition: attachment; filename=phieu.xlsx\nContent-Transfer-Encoding: base64\n\n{body}"
    ).encode()


def around(inner: bytes) -> bytes:
    """Return a message that encloses another."""
    head = b"From: a@b.vn\nContent-Type: multipart/mixed; boundary=r\n\n--r\nContent-Type: message/rfc822\n\n"
    return head + inner + b"\n--r--\n"


def uuencoded(name: str, content: bytes, *, newline: str = "\n") -> str:
    lines = [binascii.b2a_uu(content[at : at + 45]).decode().rstrip("\n") for at in range(0, len(content), 45)]
    return newline.join(["Gửi phiếu.", "", f"begin 644 {name}", *lines, "`", "end", ""])


def in_archives(*, deep: int) -> bytes:
    content = FORM
    for _ in range(deep):
        content = zipped(("phieu.zip", content)) if content is not FORM else zipped((NAME, content))
    return content


READ: Mapping[str, Sent] = {
    "a ZIP": Sent(files=[("phieu.zip", zipped((NAME, FORM)))]),
    "a ZIP of a Mac's": Sent(files=[("a.zip", zipped((f"Kế hoạch/{NAME}", FORM), ("__MACOSX/._a.xlsx", b"x")))]),
    "a ZIP with a signed copy": Sent(files=[("a.zip", zipped((NAME, FORM), ("ký.pdf", b"%PDF-1.4" + b"x" * 99_999)))]),
    "a ZIP whose names lead elsewhere": Sent(files=[("a.zip", zipped(("../../../etc/phieu.xlsx", FORM)))]),
    "a ZIP without compression": Sent(files=[("a.zip", zipped((NAME, FORM), packing=zipfile.ZIP_STORED))]),
    "a ZIP called otherwise": Sent(files=[("phieu", zipped((NAME, FORM)))]),
    "a message enclosed": Sent(enclosed=[enclosed(FORM)]),
    "a message in a message": Sent(enclosed=[around(enclosed(FORM))]),
    "a message as a file": Sent(files=[("FW phiếu.eml", enclosed(FORM))]),
    "a message as a file with a byte-order mark": Sent(files=[("a.eml", b"\xef\xbb\xbf" + enclosed(FORM))]),
    "a ZIP in a message enclosed": Sent(enclosed=[enclosed(zipped((NAME, FORM)))]),
    "uuencode": Sent(text=uuencoded("phieu.xlsx", FORM)),
    "uuencode, line ends doubled": Sent(text=uuencoded("phieu.xlsx", FORM, newline="\n\n")),
    "a byte-order mark first": Sent(before=b"\xef\xbb\xbf", files=[(NAME, FORM)]),
    "empty lines first": Sent(before=b"\r\n\r\n", files=[(NAME, FORM)]),
    "a mailbox's separator first": Sent(before=b"From a@b.vn Mon Feb 10 14:00:00 2020\n", files=[(NAME, FORM)]),
    "a ZIP of a hundred pictures": Sent(
        files=[("a.zip", zipped(*((f"{number}.jpg", b"\xff\xd8\xff") for number in range(100)), (NAME, FORM)))]
    ),
    "no name": Sent(files=[("", FORM)]),
}


def test_a_form_is_read_out_of_what_can_be_opened(office: Office, clock: FakeClock) -> None:
    """Once; that it stands already is told of the others."""
    lost = []
    for number, (name, sent) in enumerate(READ.items(), start=1):
        clock.go_on(hours=3)
        taken = take(office, sent, number=number)
        is_read = taken.mail.fate is MailFate.TAKEN or "đã tiếp nhận từ trước" in told(office, taken)
        if not is_read:
            lost.append(name)
    assert lost == []
    assert office.read(lambda record: len(record.plans.versions(UNIT.code))) == 1


def encrypted(content: bytes) -> bytes:
    """Return the archive with the sign that its first file is encrypted, at both places where it stands."""
    data = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        data[at] |= 1
    return bytes(data)


OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "__substg1.0_0037001F".encode("utf-16-le")
LINKS = {
    "a drive of Google's": "https://drive.google.com/file/d/1abc/view",
    "SharePoint": "https://tinh-my.sharepoint.com/:x:/g/personal/a/b",
    "OneDrive": "https://1drv.ms/x/s!abc",
    "Zalo": "https://f5-zpc.zdn.vn/1/abc",
    "a briefcase of Zimbra's": "https://mail.tinh.example/home/xa/Briefcase/phieu.xlsx",
}
TOLD: Mapping[str, tuple[Sent, str]] = {
    "a ZIP with a password": (Sent(files=[("a.zip", encrypted(zipped((NAME, FORM))))]), "có mật khẩu"),
    "a ZIP in a ZIP": (Sent(files=[("a.zip", in_archives(deep=2))]), "giải nén và gửi riêng phiếu"),
    "an archive that grows": (Sent(files=[("a.zip", zipped(("a.xlsx", b"\0" * 40_000_000)))]), "quá lớn khi mở"),
    "an archive packed by other means": (
        Sent(files=[("a.zip", zipped((NAME, FORM), packing=zipfile.ZIP_LZMA))]),
        "giải nén và gửi riêng phiếu",
    ),
    "a damaged ZIP": (Sent(files=[("a.zip", zipped((NAME, FORM))[:-30])]), "tệp"),
    "a form cut short": (Sent(files=[("phieu.xlsx", FORM[: len(FORM) // 2])]), "bị hỏng"),
    "RAR": (Sent(files=[("a.rar", b"Rar!\x1a\x07\x01\0" + b"x" * 99)]), "giải nén và gửi riêng phiếu"),
    "7z": (Sent(files=[("a.7z", b"7z\xbc\xaf\x27\x1c" + b"x" * 99)]), "giải nén và gửi riêng phiếu"),
    "a form packed by gzip": (
        Sent(files=[("phieu.xlsx.gz", gzip.compress(FORM))]),
        "giải nén và gửi riêng phiếu",
    ),
    "a photograph of an iPhone's": (Sent(files=[("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + b"x" * 99)]), "ảnh chụp"),
    "Outlook's own file": (Sent(files=[("FW.msg", OUTLOOK)]), "thư lưu từ Outlook"),
    "Outlook's own file, named otherwise": (Sent(files=[("thu", OUTLOOK)]), "thư lưu từ Outlook"),
    "S/MIME": (Sent(files=[("smime.p7m", b"0\x82")]), "mã hóa"),
    "PGP": (Sent(files=[("encrypted.asc", b"-----BEGIN PGP MESSAGE-----")]), "mã hóa"),
    "PGP in the text": (Sent(text="-----BEGIN PGP MESSAGE-----\n\nabc"), "mã hóa"),
    "a named link in a page": (
        Sent(html='<p>Phiếu: <a href="https://1drv.example/x">Phiếu kế hoạch.xlsx</a></p>'),
        "liên kết đến tệp trên mạng (Phiếu kế hoạch.xlsx)",
    ),
    **{name: (Sent(text=f"Gửi Ban phiếu: {link}"), "không mở liên kết") for name, link in LINKS.items()},
}


def test_what_cannot_be_opened_is_answered_with_what_to_send_instead(office: Office, clock: FakeClock) -> None:
    """In a sentence that fits what came; nothing is taken."""
    wrongly = {}
    for number, (name, (sent, words)) in enumerate(TOLD.items(), start=1):
        clock.go_on(hours=3)
        said = told(office, take(office, sent, number=number))
        if words not in said:
            wrongly[name] = said
    assert wrongly == {}
    assert office.read(lambda record: len(record.plans.versions(UNIT.code))) == 0


def beside(*heads: str) -> bytes:
    """Return a message of a form and further parts."""
    form = binascii.b2a_base64(FORM).decode()
    named = f"Content-Type: application/octet-stream; name=phieu.xlsx\nContent-Transfer-Encoding: base64\n\n{form}"
    parts = ["\n\nGửi Ban phiếu.\n", named, *(f"{head}\n\n{'' if 'ATT' in head else 'x'}\n" for head in heads)]
    return "".join(
        ["Content-Type: multipart/mixed; boundary=b\n\n", *(f"--b\n{part}\n" for part in parts), "--b--"]
    ).encode()


@pytest.mark.parametrize(
    "head",
    [
        'Content-Type: application/pgp-keys; name="OpenPGP_0xAB.asc"\nContent-Disposition: attachment',
        'Content-Type: application/pgp-signature; name="signature.asc"',
        "Content-Type: application/pkcs7-signature; name=smime.p7s",
        "Content-Type: application/applefile; name=phieu.xlsx",
        "Content-Type: text/vcard; name=van_thu.vcf\nContent-Disposition: attachment; filename=van_thu.vcf",
        "Content-Type: text/plain; name=ATT00001.txt\nContent-Disposition: attachment; filename=ATT00001.txt",
    ],
)
def test_what_programs_put_beside_a_form_bothers_nobody(office: Office, head: str) -> None:
    """Seals, keys, what a Mac keeps of a file, a writer's card, the empty text below a file."""
    taken = take(office, Sent(raw=beside(head)))
    assert (taken.mail.fate, taken.mail.answer, listed(office)) == (MailFate.TAKEN, "", [])


def test_a_message_enclosed_ties_the_one_around_it(office: Office) -> None:
    """Forwarded as a file it answers nothing of ours by itself; what it encloses does, and the sender is the unit."""
    head = f"From: vanthu@gmail.example\nIn-Reply-To: {thread_of(office, UNIT)}"
    assert take(office, Sent(thread="", enclosed=[enclosed(FORM, head=head)])).mail.fate is MailFate.TAKEN


@pytest.mark.parametrize("sender", ["la@elsewhere.example", registered(DISTRICT)])
def test_whoever_is_not_the_unit_forwards_its_form_in_vain(office: Office, sender: str) -> None:
    """The Board sees it and the unit hears of it, as of any other reply from a foreign address."""
    head = f"From: {registered(UNIT)}\nIn-Reply-To: {thread_of(office, UNIT)}"
    sent = Sent(sender=sender, thread="", enclosed=[enclosed(FORM, head=head)])
    assert take(office, sent).mail.fate is MailFate.LISTED
    (item,) = listed(office)
    assert item.kind is ItemKind.WRONG_SENDER
    assert office.read(lambda record: len(record.plans.versions(UNIT.code))) == 0


def test_a_letter_of_ours_that_is_sent_back_enclosed_is_no_form_of_theirs(office: Office) -> None:
    """The empty form in it is ours."""
    ours = enclosed(FORM, head=f"From: ban@k.example\nMessage-ID: {thread_of(office, UNIT)}")
    taken = take(office, Sent(text="Xin hỏi về thư này?", enclosed=[ours]))
    assert taken.mail.fate is MailFate.ANSWERED
    assert [item.kind for item in listed(office)] == [ItemKind.WORDS]


def test_files_of_all_archives_together_are_counted(office: Office) -> None:
    """Twenty small archives must not fill the memory."""
    big = io.BytesIO()
    with zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(2):
            archive.writestr(f"{number}.xlsx", b"\0" * 8_000_000)
    said = told(office, take(office, Sent(files=[(f"{number}.zip", big.getvalue()) for number in range(3)])))
    assert said.count("quá lớn khi mở") == 2


def test_headers_in_plain_utf_8_are_read(office: Office) -> None:
    """Programs that know no encoded words send subject and names as they are."""
    original = wire(office, UNIT, Sent(subject="CHU DE", files=[("TEN.pdf", b"%PDF")]))
    mail = read_mail(original.replace(b"CHU DE", "Kế hoạch của xã".encode()).replace(b"TEN", "Bản ký".encode()))
    receive(office, mail)
    assert (mail.subject, mail.files[0].name) == ("Kế hoạch của xã", "Bản ký.pdf")
    assert "“Kế hoạch của xã”" in item_sentence(listed(office)[0])


def test_a_folded_header_keeps_its_spaces(office: Office) -> None:
    """Programs fold between an encoded word and what follows it."""
    folded = b"=?utf-8?b?S+G6vyBob+G6oWNoIHPhu5E=?=\r\n 2297/KH-UBND: =?utf-8?b?Y8Oh?=\r\n =?utf-8?b?YyB2aeG7h2M=?="
    mail = read_mail(wire(office, UNIT, Sent(subject="CHU DE")).replace(b"CHU DE", folded))
    assert mail.subject == "Kế hoạch số 2297/KH-UBND: các việc"
