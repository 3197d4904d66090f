"""A year of a few units on which every kind of letter is written by the act that causes it, on a record of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from emulation_workflow import bootstrap
from emulation_workflow.adapters.spreadsheets.register import read_addresses, read_officials, read_units
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.demo import year_script
from emulation_workflow.demo.sample_office import CAMPAIGN, SAMPLES, put_into_words, set_clock, settings_in
from emulation_workflow.demo.second_act import SEED, program_of
from emulation_workflow.demo.year import OfficeAct, play_year
from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS, code_for
from emulation_workflow.domain.approval.entries import DocumentEntry, Entry, WithdrawalEntry
from emulation_workflow.domain.approval.transitions import Act, CaseAnswer, Channel, OfficialDocument
from emulation_workflow.domain.mail import Enclosure, IncomingMail, OutgoingLetter
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.approval import chain, entries
from emulation_workflow.office.entrance.sign_in import ask_for_link
from emulation_workflow.office.mailbox.reading import MessagePlace, receive_message
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.plan_receipt import receive_plan
from emulation_workflow.office.register import import_officials, known
from emulation_workflow.office.reminders.digest import post_digest
from emulation_workflow.office.reminders.opening import open_campaign
from emulation_workflow.office.reminders.report_requests import ask_for_results
from emulation_workflow.office.seal_keeping import keep_seal
from emulation_workflow.ports import Forms
from emulation_workflow.settings import Settings

CITY, LOTTERY, AGRICULTURE = "608", "KT-XSKT", "KT-SNNPTNT"
DISTRICT, WARD = "610", "23284"
LATE = "23287"
"""Holds its conference eight working days late, by the seed."""

UNITS = frozenset(
    {"62", CITY, DISTRICT, "612", "23281", WARD, LATE, "23365", "23366", "23368"}
    | {LOTTERY, AGRICULTURE, "KT-SXD", "KT-STP", "KT-BTDKT"}
)
"""By code: the province, districts and communes below them, enterprise and departments; three pass the gate."""

BOARD, CHAIR, CLERK = "BTDKT-01", "UBND-01", year_script.CLERK
OPENED, GATED, ANSWERED, CHANGED = (date(2020, 2, day) for day in (17, 18, 19, 21))
EVERY_LETTER = 10_000
SHORT_YEAR = date(2020, 7, 20)
"""By then communes have held their conferences, and every kind of letter was written."""

READERS = {"commune": WARD, "district": CITY, "department": AGRICULTURE, "enterprise": LOTTERY}
"""Of whom each letter is shown, by the unit's code; besides them those who decide."""

PLANS = ("23284_phuong_duy_tan.toml", "610_huyen_dak_glei.yaml", "612_huyen_dak_to_sai.yaml")
MORE_PLANS = ("23368_xa_dak_long_sai.toml", "kt_sxd_so_xay_dung.json", "kt_stp_so_tu_phap_sai.json")


def play_letters(
    folder: Path, *, first: date = OPENED, last: date = SHORT_YEAR, campaign: str = CAMPAIGN
) -> tuple[Office, Settings]:
    """Play from `first` to `last` in `folder`; return the office, whose letters are all put into words.

    `campaign`: the sample's own, or the path of a copy in other words.
    """
    settings = settings_in(folder, campaign)
    clock = set_clock(settings, first)
    with bootstrap.store(settings).act() as record:
        record.register.replace_units(_units(settings))
    office = bootstrap.office(settings)
    import_officials(office, read_officials(SAMPLES / "officials.csv", known(office)).entries, dry_run=False)
    program = program_of(office, SEED)
    acts = {day: (*program.acts.get(day, ()), *more) for day, more in _acts(bootstrap.forms(settings)).items()}
    rounds: Sequence[OfficeAct] = (
        lambda office, _: ask_for_results(office, forms=bootstrap.forms(settings)),
        lambda office, _: post_digest(office),
        lambda office, _: put_into_words(office),
    )
    play_year(office, clock.set, replace(program, first=first, last=last, acts={**program.acts, **acts}, rounds=rounds))
    return office, settings


def letters_by_reader(folder: Path) -> Mapping[str, Sequence[OutgoingLetter]]:
    """Play a short year in `folder`; return the letters that units, the Committee and a leader got."""
    office, _ = play_letters(folder)
    now = office.clock.now()
    with office.store.act() as record:
        letters = record.letters.claim(owner="preview", now=now, lease_until=now, limit=EVERY_LETTER)
    units = {unit.code: unit.email for unit in register.units(office)}
    leaders = {"committee": CHAIR, "leader": BOARD}
    readers = {reader: units[code] for reader, code in READERS.items()} | {
        reader: register.find_official(office, number).email for reader, number in leaders.items()
    }
    return {
        reader: [letter for letter in letters if email in {addressee.email for addressee in letter.to}]
        for reader, email in readers.items()
    }


def _units(settings: Settings) -> Sequence[Unit]:
    """Return the few units, each with the sample address it is written to."""
    campaign = bootstrap.campaign(settings)
    units = read_units(bootstrap.campaign_folder(settings) / "units.csv", known_to(campaign)).entries
    told = read_addresses(SAMPLES / "unit_addresses.csv", known_to(campaign, units=units))
    addresses = {address.code: address for address in told}
    return [
        replace(unit, email=addresses[unit.code].email, head=addresses[unit.code].head)
        for unit in units
        if unit.code in UNITS
    ]


def _acts(forms: Forms) -> dict[date, Sequence[OfficeAct]]:
    """Return what is done besides the year's own course. Officials pass a plan one step each morning, before this."""
    return {
        OPENED: [partial(_open, forms=forms)],
        GATED: [
            _enter_paper,
            partial(_decide, unit=CITY, act=Act.AGREE_WITH_CHANGES, reason="Rút ngắn chương trình trong 01 buổi."),
            partial(_decide, unit=AGRICULTURE, act=Act.DISAGREE, reason="Chưa nêu cách lựa chọn điển hình tiên tiến."),
            _type_wrong_codes,
        ],
        ANSWERED: [
            partial(_submit, name="608_tp_kon_tum.toml", number="25/KH-UBND"),
            partial(_decide, unit=CITY, act=Act.SEND_BACK, reason="Chương trình vẫn dài hơn 01 buổi."),
            partial(_submit, name="608_tp_kon_tum.toml", number="26/KH-UBND"),
            partial(_submit, name="kt_snnptnt_lan_2.toml"),
            _withdraw,
            *(partial(_submit, name=name) for name in PLANS),
        ],
        CHANGED: [
            partial(_submit, name="kt_snnptnt_lan_2.toml", number="92/KH-SNN"),
            *(partial(_submit, name=name) for name in MORE_PLANS),
            partial(_write_to_the_office, forms=forms),
            lambda office, _: keep_seal(office, "luu-tru@kontum.example"),
            lambda office, _: ask_for_link(office, register.find_official(office, BOARD).email),
        ],
    }


def _open(office: Office, _: date, *, forms: Forms) -> None:
    open_campaign(office, forms=forms, dry_run=False)


def _submit(office: Office, _: date, *, name: str, number: str = "") -> None:
    units = register.units(office)
    plan = read_plan_file(name, (SAMPLES / "plans" / name).read_bytes(), campaign=office.campaign, units=units)
    receive_plan(office, replace(plan, number=number or plan.number), channel=Channel.MAILBOX)


def _decide(office: Office, _: date, *, unit: str, act: Act, reason: str, code: str = "") -> None:
    case = chain.case_of(office, unit)
    person = CHAIR if act in (Act.AGREE_WITH_CHANGES, Act.DISAGREE, Act.AGREE) else BOARD
    answer = CaseAnswer(
        act=act,
        stage=case.stage,
        version=case.version,
        question_number=case.question_number,
        code=code or _code(office, unit, person, stage=case.stage, act=act),
        reason=reason,
    )
    outcome = chain.decide(office, unit, answer)
    if not code and not outcome.applied:
        raise RuntimeError(f"{act} on {unit} was refused: {[problem.code for problem in outcome.problems]}")


def _code(office: Office, unit: str, person: str, *, stage: str = "", act: str = "") -> str:
    """Return the code that was sent to this person last, about this unit's case."""
    issued = office.read(lambda record: record.cases.codes(unit, stage=stage or None))
    return code_for([issue for issue in issued if issue.official == person and issue.is_live][-1], office.secret, act)


def _type_wrong_codes(office: Office, day: date) -> None:
    for _ in range(MAX_WRONG_ANSWERS):
        _decide(office, day, unit=LOTTERY, act=Act.AGREE, reason="", code="22222-22222")
    chain.reissue(office, LOTTERY)


def _enter(office: Office, unit: str, entry: Entry, record: Callable[..., object]) -> None:
    """Enter something about a case as its clerk does: ask for a code, find it in the mail, send both."""
    entries.request_code(office, unit, entry)
    record(office, unit, entry, code=_code(office, unit, CLERK))


def _enter_paper(office: Office, day: date) -> None:
    """Enter the opinion of the Committee's head, which a second person has to confirm."""
    signer = register.find_official(office, CHAIR)
    paper = OfficialDocument(number="612/UBND-KGVX", signed_on=day, signer=signer.name)
    _enter(
        office,
        CITY,
        DocumentEntry(act=Act.AGREE, signer=CHAIR, entered_by=CLERK, paper=paper),
        entries.record_paper,
    )


def _withdraw(office: Office, day: date) -> None:
    paper = OfficialDocument(number="310/SNN-VP", signed_on=day, signer="Nguyễn Văn Mẫu")
    entry = WithdrawalEntry(entered_by=CLERK, paper=paper, reason="Điều chỉnh địa điểm tổ chức.")
    _enter(office, AGRICULTURE, entry, entries.withdraw)


def _write_to_the_office(office: Office, day: date, *, forms: Forms) -> None:
    """Write as a unit does that sends its plan, but not on its form."""
    unit = next(unit for unit in register.units(office, day) if unit.code == WARD)
    mail = IncomingMail(
        key=f"played/{day}",
        original=b"",
        size=0,
        message_id="<played@kontum.example>",
        sender=unit.email.lower(),
        subject="Kế hoạch tổ chức hội nghị của phường",
        words="Phường gửi kế hoạch tổ chức hội nghị.",
        files=(Enclosure(name="Kế hoạch hội nghị.docx", mime_type="application/msword", content=b"Word"),),
    )
    receive_message(office, mail, place=MessagePlace(name="INBOX", uid=1), forms=forms)
