"""The doors through which something comes in: valid inputs of each, and how it is read."""

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import tomlkit
import yaml
from typer.testing import CliRunner

from emulation_workflow.adapters.campaign_file import CAMPAIGN_FILE, UNITS_FILE, load_campaign
from emulation_workflow.adapters.forms.written import form_bytes, result_form_bytes
from emulation_workflow.adapters.mail.reading import read_mail
from emulation_workflow.adapters.schemas.plan_choices import parse_typed
from emulation_workflow.adapters.schemas.plan_schema import PlanSchema
from emulation_workflow.adapters.schemas.result_schema import ResultSchema
from emulation_workflow.adapters.schemas.typed import usable
from emulation_workflow.adapters.spreadsheets.delegates import read_delegates, read_quotas
from emulation_workflow.adapters.spreadsheets.evidence import read_evidence
from emulation_workflow.adapters.spreadsheets.history import read_duties
from emulation_workflow.adapters.spreadsheets.register import read_addresses, read_officials, read_units
from emulation_workflow.adapters.submissions.files import read_unit_file
from emulation_workflow.adapters.submissions.order_lookup import read_order_file
from emulation_workflow.cli import app
from emulation_workflow.domain.delegates.delegate_lists import ListKind, Quota
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.messages.labels import ACTS
from flows.running.forms import read_answer
from flows.running.waiting import Question
from tests.fuzz.breaking import Break, break_bytes, break_package, break_text, break_value
from tests.support import builders
from tests.support.good_reports import report_of
from tests.support.offices import NOON, UNITS
from tests.support.paths import KON_TUM, MAIL, TESTS

CAMPAIGN = builders.campaign()
KNOWN = known_to(CAMPAIGN, units=UNITS)


@dataclass(frozen=True)
class Door:
    """One way in; `read` gets a file that holds the input."""

    name: str
    valid: Callable[[], Sequence[bytes]]
    read: Callable[[Path], object]
    spoil: Break = break_text
    suffix: str = ""
    takes_valid: bool = True


@cache
def _plan() -> dict[str, Any]:
    return PlanSchema.from_plan(builders.plan_of(builders.COMMUNE)).as_written()


@cache
def _report() -> dict[str, Any]:
    report = report_of(builders.COMMUNE)
    form = ResultSchema.from_plan(report.conference).as_written()
    return {**form, "lessons": "Chuẩn bị sớm", "difficulties": ["Thiếu kinh phí"]}


_ORDER: dict[str, Any] = {
    "number": "12/QĐ-UBND",
    "issuer": "committee",
    "signed_on": "2020-02-05",
    "signer": "Lê Văn Chính",
    "reason": "Dịch bệnh",
    "points": [{"kind": "suspend", "levels": ["commune"], "until": "2020-04-30"}],
}


def _toml(values: dict[str, Any]) -> bytes:
    return tomlkit.dumps(values).encode()


def _yaml(values: dict[str, Any]) -> bytes:
    return yaml.safe_dump(values, allow_unicode=True).encode()


def _json(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=1).encode()


def _order() -> dict[str, Any]:
    return _ORDER


def _written(make: Callable[[dict[str, Any]], bytes], values: Callable[[], dict[str, Any]]) -> Sequence[bytes]:
    return [make(values())]


def _encoded(text: str) -> Sequence[bytes]:
    return [text.encode()]


def _unit_file(path: Path) -> object:
    return read_unit_file(path.name, path.read_bytes(), campaign=CAMPAIGN, units=UNITS)


def _order_file(path: Path) -> object:
    return read_order_file(path.name, path.read_bytes(), campaign=CAMPAIGN, units=UNITS, entered_at=NOON)


_TABLES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "units": (
        (
            "code,name,level,parent_code,valid_from,valid_to,pilot\n"
            "H9,Huyện Đắk Glei,huyen,T,,2025-06-30,\nX8,Xã Đăk Long,xa,H9,2019-09-01,2025-06-30,x\n"
        ),
        lambda path: read_units(path, KNOWN),
    ),
    "officials": (
        (
            "number,name,title,role,unit,email,valid_from,valid_to,substitute,substitute_from,substitute_to\n"
            "B1,Nguyễn Văn An,Trưởng Ban,board,,an@k.example,2019-01-01,,B2,2020-02-10,2020-02-21\n"
            "B2,Lê Thị Bình,Phó Trưởng Ban,board,,binh@k.example,2019-01-01,,,,\n"
        ),
        lambda path: read_officials(path, KNOWN),
    ),
    "addresses": (
        "code,email,head\nX1,x1@k.example,Ông An\nX2,x2@k.example,Bà Bình\n",
        lambda path: read_addresses(path, KNOWN),
    ),
    "delegates": (
        (
            "DANH SÁCH\nSTT;Họ và tên;Năm sinh;Giới tính;Dân tộc;Chức vụ;Thành phần;Dự khuyết;Thay cho\n"
            "1;Lê  Văn An;05/3/1980;Nam;Kinh;Nông dân;Gương tiêu biểu;;\n2;Y Hlim;;nữ;Ba Na;;;x;Lê Văn An\n"
        ),
        lambda path: read_delegates(
            path,
            kind=ListKind.ADOPTED,
            unit=builders.COMMUNE,
            categories={"exemplar": "Gương tiêu biểu"},
            units=UNITS,
            on=date(2020, 3, 20),
        ),
    ),
    "quotas": (
        "unit,number,document,signed_on\nX1,5,9/CV,2020-02-01\nX2,7,9/CV,2020-02-01\n",
        lambda path: read_quotas(
            path,
            whole=Quota(upper="H2", unit="", number=0, document="", signed_on=None, recorded_at=NOON, recorded_by="R1"),
            units=UNITS,
            judge=lambda _: (),
        ),
    ),
    "evidence": (
        "unit,task,done_on,number,signed_on,link,note\nX1,held,2020-02-05,3/BC,2020-02-06,https://x.vn,ghi chú\n",
        lambda path: read_evidence(path, CAMPAIGN, judge=lambda _: (), by="R1", at=NOON),
    ),
    "duties": ("unit,due,done_on,above\nX1,2020-02-05,2020-02-04,H2\nX2,2020-02-05,,H2\n", read_duties),
}


def _workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in text.splitlines():
        sheet.append(line.split(";" if ";" in line else ","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _tabled(text: str) -> Sequence[bytes]:
    return [_workbook(text)]


def _messages(folder: str) -> Sequence[bytes]:
    form = form_bytes(CAMPAIGN, builders.COMMUNE, plan=builders.plan_of(builders.COMMUNE))
    from base64 import encodebytes  # noqa: PLC0415

    filled = {b"%FORM%": encodebytes(form), b"%UNIT%": b"x1@tinh.example", b"%THREAD%": b"<a@b.vn>"}
    found = []
    for path in sorted((MAIL / folder).glob("*.eml")):
        content = path.read_bytes()
        for word, value in filled.items():
            content = content.replace(word, value)
        found.append(content)
    return found


def _mail(path: Path) -> object:
    mail = read_mail(path.read_bytes())
    return mail, [_attachment(file.name, file.content) for file in mail.files[:3]]


def _attachment(name: str, content: bytes) -> object:
    from emulation_workflow.domain.errors import Rejected  # noqa: PLC0415

    try:
        return read_unit_file(name, content, campaign=CAMPAIGN, units=UNITS)
    except Rejected as refused:
        return refused.problems


def _campaign(path: Path) -> object:
    path.with_name(UNITS_FILE).write_bytes((KON_TUM / UNITS_FILE).read_bytes())
    return load_campaign(path)


_ANSWER = {
    "decision": next(iter(ACTS.values())),
    "code": "abcd-efgh",
    "reason": "Đủ điều kiện",
    "paper_number": "5/TB",
    "paper_day": "5/2/2020",
    "fixed_day": "",
}


def _given(path: Path) -> Any:
    """Return the form that the seed in the file breaks."""
    seed, form = json.loads(path.read_bytes())
    return break_value(Random(seed), form)


def _answer(path: Path) -> object:
    given = usable(_given(path))
    return read_answer(
        given if isinstance(given, dict) else None, Question(stage="opinion", version=1, question_number=1), "opinion"
    )


def _typed(path: Path) -> object:
    given = usable(_given(path))
    return parse_typed(given).to_plan()


def _seeded(random: Random, content: bytes) -> bytes:
    return json.dumps([random.randrange(10**9), json.loads(content)]).encode()


_LINES = (
    ["plan", "check", "%FILE%", "--as-of", "2020-02-03"],
    ["plan", "form", "--unit", "610", "--mark", "MẪU", "--out", "%OUT%"],
    ["result", "form", "--unit", "610", "--mark", "MẪU", "--out", "%OUT%"],
    ["result", "check", "%FILE%", "--as-of", "2020-05-03"],
    ["campaign", "check", "%FILE%"],
    ["orders", "check", "%FILE%"],
)


def _command(path: Path) -> object:
    words = json.loads(path.read_bytes())
    words = [word.replace("%FILE%", str(path)).replace("%OUT%", f"{path}.xlsx") for word in words]
    ended = CliRunner().invoke(app, words)
    assert ended.exit_code in {0, 1, 2}, ended.output
    assert ended.exception is None or isinstance(ended.exception, SystemExit), repr(ended.exception)
    return None


def _broken_line(random: Random, content: bytes) -> bytes:
    words = json.loads(content)
    place = random.randrange(len(words))
    broken = break_text(random, words[place].encode()).decode("utf-8", "surrogateescape")
    return json.dumps([*words[:place], broken, *words[place + 1 :]]).encode()


def _forms(*, report: bool) -> Sequence[bytes]:
    if report:
        return [
            result_form_bytes(CAMPAIGN, unit, report=report_of(unit)) for unit in (builders.COMMUNE, builders.DISTRICT)
        ]
    return [form_bytes(CAMPAIGN, unit, plan=builders.plan_of(unit)) for unit in (builders.COMMUNE, builders.CITY)]


_PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\xff\xff" * 4
_PACKED = b"PK\x03\x04" + b"\0" * 60


FORM_SAMPLES = tuple(sorted((TESTS / "files/forms/samples").iterdir()))
TABLE_SAMPLES = tuple(sorted((TESTS / "files/tables/samples").iterdir()))


def _sample(path: Path) -> Sequence[bytes]:
    return [path.read_bytes()]


DOORS: Sequence[Door] = (
    Door("plan form", lambda: _forms(report=False), _unit_file, break_package, ".xlsx"),
    Door("report form", lambda: _forms(report=True), _unit_file, break_package, ".xlsx"),
    *(
        Door(f"{name} in {kind}", partial(_written, make, values), _unit_file, break_text, f".{kind}")
        for name, values in (("plan", _plan), ("report", _report))
        for kind, make in (("toml", _toml), ("yaml", _yaml), ("json", _json))
    ),
    *(
        Door(f"order in {kind}", partial(_written, make, _order), _order_file, break_text, f".{kind}")
        for kind, make in (("toml", _toml), ("yaml", _yaml), ("json", _json))
    ),
    *(
        Door(f"{name} in csv", partial(_encoded, text), read, break_text, ".csv")
        for name, (text, read) in _TABLES.items()
    ),
    *(
        Door(f"{name} in xlsx", partial(_tabled, text), read, break_package, ".xlsx")
        for name, (text, read) in _TABLES.items()
    ),
    *(
        Door(
            path.name,
            partial(_sample, path),
            _unit_file,
            break_,
            path.suffix,
            takes_valid=False,
        )
        for path in (*FORM_SAMPLES, *TABLE_SAMPLES)
        for break_ in (break_bytes if path.suffix == ".xls" else break_package,)
    ),
    Door("mail", lambda: _messages("from_people"), _mail, break_bytes, ".eml"),
    Door("bounces", lambda: _messages("from_machines"), _mail, break_bytes, ".eml"),
    Door(
        "attachments",
        lambda: [_PNG, _PACKED, b"%PDF-1.7\n1 0 obj", b"Rar!\x1a\x07\x00"],
        _unit_file,
        break_bytes,
        ".png",
        takes_valid=False,
    ),
    Door("campaign file", lambda: [(KON_TUM / CAMPAIGN_FILE).read_bytes()], _campaign, break_text, ".toml"),
    Door("answers", lambda: [_json(_ANSWER)], _answer, _seeded, takes_valid=False),
    Door("typed plan", lambda: [_json(_plan())], _typed, _seeded, takes_valid=False),
    Door("command line", lambda: [json.dumps(line).encode() for line in _LINES], _command, _broken_line),
)
