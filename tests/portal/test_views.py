"""Whoever is shown people's names leaves a row of the record: every page is looked at, by each who may open it."""

import hashlib

from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.submissions.plan import Attachment
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.portal.pages import GET, PAGES
from tests.support.builders import CITY, plan_of
from tests.support.good_reports import report_of
from tests.support.offices import CHAIR, CLERK, DEPUTY, HEAD, act_as, chain_faults, sealed_acts, submit
from tests.support.pages.person import Person

PEOPLE = (HEAD, CHAIR, CLERK, DEPUTY)
OWN = {"show_typed", "show_part"}
"""What a unit is typing itself, and has not sent."""


def test_nobody_is_shown_a_name_without_a_row(office: Office) -> None:
    """Of officials, signers, those who are honoured; one's own name is no view."""
    submit(office, CITY, plan_of(CITY, signer="Ksor Ký Tên"))
    act_as(office, CITY, HEAD, Act.SEND_BACK, reason="Thiếu")
    submit(office, CITY, plan_of(CITY, signer="Ksor Ký Tên", place="Nơi khác"))
    receive_report(office, report_of(CITY), channel=Channel.COMMAND)
    render_pending_letters(office)
    with office.store.look() as record:
        letters = record.letters.statuses()
    names = {*(person.name for person in PEOPLE), "Ksor Ký Tên", "Y Mẫu"}
    seen = 0
    for address in (HEAD.email, CHAIR.email, f"{CITY.code}@tinh.example"):
        person = Person(office)
        person.sign_in(address)
        own = next((each.name for each in PEOPLE if each.email == address), "Ksor Ký Tên")
        for page in PAGES:
            if page.method != GET or page.rule is None or page.make.__name__ in OWN:
                continue
            for letter in letters if "{number}" in page.path else letters[:1]:
                filled = {"unit": CITY.code, "number": letter.number, "version": 1, "form": "ke-hoach", "sha256": "0"}
                path = page.path.format(**filled, kind="van-ban-giay", part="hoi-nghi", name="x", file="x")
                before = len(sealed_acts(office))
                person.app.state.portal.views.clear()
                shown = person.open(path)
                if shown.status_code == 200 and any(name in shown.text for name in names - {own}):
                    seen += 1
                    rows = sealed_acts(office)[before:]
                    assert [row["what"] for row in rows] == ["viewed"], path
    assert seen >= 6
    assert chain_faults(office) == []


def test_nobody_is_handed_a_file_that_names_people_without_a_row(office: Office) -> None:
    """The file itself is all that the browser asked for."""
    scan = Attachment(name="quyet-dinh.pdf", size=4, sha256=hashlib.sha256(b"scan").hexdigest())
    with office.store.act() as record:
        record.files.keep(scan.sha256, b"scan")
    submit(office, CITY, plan_of(CITY, attachments=(scan,)))
    person = Person(office)
    person.sign_in(HEAD.email)
    before = len(sealed_acts(office))
    handed = person.open(f"/ho-so/{CITY.code}/tep/{scan.sha256}")
    assert (handed.status_code, handed.content) == (200, b"scan")
    assert [row["what"] for row in sealed_acts(office)[before:]] == ["viewed"]
