"""Forms as other programs than Excel save them, and as Excel keeps what people do to them."""

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.forms.written import form_bytes, result_form_bytes
from emulation_workflow.adapters.spreadsheets.delegates import read_delegates
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.adapters.submissions.files import read_plan_file, read_unit_file
from emulation_workflow.domain.delegates.delegate_lists import ListKind
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.messages import sentence
from emulation_workflow.messages.forms.plan_form import SHEET
from tests.support import builders
from tests.support.good_reports import report_of
from tests.support.offices import UNITS
from tests.support.paths import KON_TUM
from tests.support.samples.workbooks import strict
from tests.support.servers.programs import needs_program

SAMPLES = Path(__file__).parent / "samples"
CAMPAIGN = builders.campaign()
PATIENCE = 120


def read(data: bytes, name: str = "a.xlsx") -> UnitPlan:
    return read_plan_file(name, data, campaign=CAMPAIGN, units=UNITS)


def refusal(data: bytes) -> str:
    with pytest.raises(Rejected) as refused:
        read(data)
    return "\n".join(sentence(problem) for problem in refused.value.problems)


def filled() -> bytes:
    return form_bytes(CAMPAIGN, builders.COMMUNE, plan=builders.plan_of(builders.COMMUNE))


def changed(change: Callable[[Worksheet], None]) -> bytes:
    book, out = openpyxl.load_workbook(io.BytesIO(filled())), io.BytesIO()
    change(book[SHEET])
    book.save(out)
    return out.getvalue()


def cell_of(sheet: Worksheet, label: str) -> str:
    """The address of the cell to fill beside a label."""
    return next(f"C{row[0].row}" for row in sheet.iter_rows(min_col=2, max_col=2) if row[0].value == label)


@pytest.mark.parametrize("kind", ["xls", "xlsb", "ods"])
def test_a_form_saved_by_sheetjs_is_read(kind: str) -> None:
    """Its own ways included: short cells in .xlsb, numbers that show as days in .ods."""
    campaign = load_campaign(KON_TUM)
    units = read_units(KON_TUM / "units.csv", known_to(campaign)).entries
    path = SAMPLES / f"sheetjs.{kind}"
    plan = read_plan_file(path.name, path.read_bytes(), campaign=campaign, units=units)
    assert (plan.unit, plan.number, plan.signer) == ("608", "21/KH-UBND", "Nguyễn Văn Mẫu")
    assert (plan.signed_on, plan.held_on) == (date(2020, 2, 14), date(2020, 4, 16))
    assert (plan.starts_at, plan.ends_at, plan.total) == (time(7, 30), time(11), 290)


def test_a_form_in_strict_xml_is_read() -> None:
    """Excel's "Strict Open XML" differs in names alone."""
    assert read(strict(filled())) == read(filled())


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_forms_and_lists_saved_by_libreoffice_are_read_back(kind: str, tmp_path: Path) -> None:
    """A plan, a report of 47 honours and 20 papers, and a list of 200, opened and saved as offices without Excel do."""
    told = report_of(builders.COMMUNE)
    told = replace(told, honours=told.honours * 47, papers=told.papers * 20)
    plan, report = filled(), result_form_bytes(CAMPAIGN, builders.COMMUNE, report=told)
    people = openpyxl.Workbook()
    born = datetime(1990, 5, 12)  # noqa: DTZ001 - as spreadsheets give it
    names: list[tuple[str, int | datetime]]
    names = [("Nguyễn Văn Đức", 1975), ("Y Hlim", born), *((f"Trần Văn {number}", 1980) for number in range(3, 201))]
    people.worksheets[0].append(("TT", "Họ và tên", "Năm sinh"))
    for number, (name, year) in enumerate(names, start=1):
        people.worksheets[0].append((number, name, year))
    people.worksheets[0].append(("", "Tổng cộng", 200))
    (tmp_path / "plan.xlsx").write_bytes(plan)
    (tmp_path / "report.xlsx").write_bytes(report)
    people.save(tmp_path / "people.xlsx")
    saved = _saved(tmp_path, kind)
    whole = [(name, path.read_bytes()) for name, path in saved.items() if name != "people"]
    forms = {name: read_unit_file(f"{name}.{kind}", data, campaign=CAMPAIGN, units=UNITS) for name, data in whole}
    delegates = read_delegates(
        saved["people"], kind=ListKind.ADOPTED, unit=builders.COMMUNE, categories={}, units=(), on=date(2020, 3, 20)
    )
    assert forms == {"plan": read(plan), "report": told}
    named = [(delegate.name, delegate.born) for delegate in delegates]
    assert (len(named), named[:2]) == (200, [("Nguyễn Văn Đức", 1975), ("Y Hlim", 1990)])


def _saved(folder: Path, kind: str) -> dict[str, Path]:
    """Return the folder's files as LibreOffice saves them, by name."""
    out, given = folder / "saved", sorted(folder.glob("*.xlsx"))
    options = [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", kind, "--outdir", str(out)),
    ]
    command = [str(needs_program("soffice")), *options, *map(str, given)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    return {path.stem: out / f"{path.stem}.{kind}" for path in given}


def test_a_hidden_or_struck_answer_is_asked_about() -> None:
    """A person who looks at the form does not see it, or sees it taken back."""

    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[int(cell_of(sheet, "Ngày tổ chức")[1:])].hidden = True

    def strike(sheet: Worksheet) -> None:
        sheet[cell_of(sheet, "Ngày tổ chức")].font = Font(strike=True)

    assert "(Ngày tổ chức): Ô này có nội dung nhưng nằm ở dòng, cột hoặc trang đang bị ẩn" in refusal(changed(hide))
    assert "(Ngày tổ chức): Nội dung ô này đang bị gạch ngang" in refusal(changed(strike))


@pytest.mark.parametrize(("number", "shown"), [(7.3, "7.3"), (8, "8"), (13.5, "13.5")])
def test_a_number_typed_for_an_hour_is_asked_about(number: float, shown: str) -> None:
    """In a cell for hours it shows as 7:12 or 0:00, which nobody meant."""

    def type_it(sheet: Worksheet) -> None:
        hour = cell_of(sheet, "Giờ bắt đầu")
        sheet[hour], sheet[hour].number_format = number, "hh:mm"

    assert f"“{shown}”" in refusal(changed(type_it))


def test_an_answer_that_nobody_sees_is_asked_about() -> None:
    """White on white, or by a format that shows nothing; a white one on a dark ground is seen."""

    def whiten(sheet: Worksheet) -> None:
        cell = sheet[cell_of(sheet, "Ngày tổ chức")]
        cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill()

    def format_away(sheet: Worksheet) -> None:
        sheet[cell_of(sheet, "Ngày tổ chức")].number_format = ";;;"

    def on_dark_ground(sheet: Worksheet) -> None:
        cell = sheet[cell_of(sheet, "Ngày tổ chức")]
        cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF000080")

    for change in (whiten, format_away):
        assert "(Ngày tổ chức): Ô này có nội dung nhưng không nhìn thấy" in refusal(changed(change))
    assert read(changed(on_dark_ground)) == read(filled())


def test_a_form_whose_sheet_is_hidden_is_asked_about() -> None:
    """What shows in its place is another sheet, perhaps a copy that was filled in."""
    book, out = openpyxl.load_workbook(io.BytesIO(filled())), io.BytesIO()
    book.copy_worksheet(book[SHEET]).title = "Bản điền"
    book[SHEET].sheet_state, book.active = "hidden", book.sheetnames.index("Bản điền")
    book.save(out)
    assert "đang bị ẩn nên không rõ nội dung có tính hay không" in refusal(out.getvalue())


def test_letters_that_were_lost_in_a_form_are_told() -> None:
    """With the cell, and what to save as."""

    def change(sheet: Worksheet) -> None:
        sheet[cell_of(sheet, "Số, ký hiệu kế hoạch")] = "12/K?-UBND"

    said = refusal(changed(change))
    assert "(Số, ký hiệu kế hoạch): “12/K?-UBND” có dấu “?”" in said
    assert ".xlsx" in said


def test_a_day_is_read_as_it_shows() -> None:
    """An hour that the cell's format does not show is none; an hour cut to five digits is the minute that shows."""
    moment, cut = datetime(2020, 3, 17, 7, 30), 0.40972  # noqa: DTZ001 - as spreadsheets give it

    def change(sheet: Worksheet) -> None:
        day, hour = cell_of(sheet, "Ngày tổ chức"), cell_of(sheet, "Giờ bắt đầu")
        sheet[day], sheet[day].number_format = moment, "dd/mm/yyyy"
        sheet[hour], sheet[hour].number_format = cut, "hh:mm"

    plan = read(changed(change))
    assert (plan.held_on, plan.starts_at) == (date(2020, 3, 17), time(9, 50))


def test_the_number_of_another_paper_is_asked_about() -> None:
    """A decision is no plan; the letter of another alphabet is read first."""

    def change(sheet: Worksheet) -> None:
        sheet[cell_of(sheet, "Số, ký hiệu kế hoạch")] = "12/Q\u00d0-UBND"

    assert "(Số, ký hiệu kế hoạch): “12/QĐ-UBND” mang ký hiệu QĐ, văn bản này phải mang ký hiệu KH" in refusal(
        changed(change)
    )


@pytest.mark.parametrize("tick", ["x", "v", "✓", "√", "ü"])
def test_every_tick_is_yes(tick: str) -> None:
    """Typed, or drawn by a font of signs."""

    def change(sheet: Worksheet) -> None:
        row = next(row[0].row for row in sheet.iter_rows(min_col=3, max_col=3) if row[0].value == "Có")
        sheet[f"C{row}"] = tick

    assert read(changed(change)) == read(filled())
