"""Papers as files: what Word, a reader and a spreadsheet find in them, and that they can be made again."""

import io
import re
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from matplotlib.ft2font import FT2Font, LoadFlags
from pypdf import PdfReader

from emulation_workflow.adapters.documents import pdf as pdf_module
from emulation_workflow.adapters.documents.docx import PARTS
from emulation_workflow.adapters.documents.files import Documents, FileKind
from emulation_workflow.domain.papers.inputs import AdoptedList, DelegateLine
from emulation_workflow.domain.papers.paper import Paper, PaperKind
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest
from emulation_workflow.office.papers.consolidated import report_on
from emulation_workflow.office.papers.result_papers import delegate_list, result_report
from emulation_workflow.settings import PROJECT
from tests.support.kon_tum import kon_tum
from tests.support.patience import PATIENCE
from tests.support.samples import papers as sample
from tests.support.servers.programs import needs_program

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
POINT = 25.4 / 72
"""A point in millimetres."""
MARGIN = 1.1
"""Left and right in a cell, with half of its line, in millimetres."""
MARCH, JULY = date(2020, 3, 2), date(2020, 7, 10)


def asked(kind: PaperKind, day: date = JULY) -> PaperRequest:
    return PaperRequest(kind=kind, written_on=day)


@pytest.fixture
def consolidated(office: Office) -> Paper:
    return report_on(office, asked(PaperKind.CONSOLIDATED_REPORT), sample.province(60))


@pytest.fixture
def names(office: Office) -> Paper:
    return delegate_list(office, asked(PaperKind.DELEGATE_LIST), sample.delegates(300))


def written(documents: Documents, paper: Paper, folder: Path, kind: FileKind) -> Path:
    [path] = documents.write(paper, folder, [kind]).files
    return path


def part(path: Path, name: str) -> ET.Element:
    with zipfile.ZipFile(path) as archive:
        return ET.fromstring(archive.read(name))


def text_of(path: Path) -> str:
    pdftotext = needs_program("pdftotext")
    return subprocess.run(
        [pdftotext, "-layout", path, "-"], check=True, capture_output=True, timeout=PATIENCE, text=True
    ).stdout


@pytest.mark.parametrize("kind", FileKind)
def test_the_same_paper_gives_the_same_bytes(
    documents: Documents, consolidated: Paper, tmp_path: Path, kind: FileKind
) -> None:
    """Made again from the same data it is the same file, in another folder and another second."""
    first = written(documents, consolidated, tmp_path / "a", kind).read_bytes()
    anew = Documents(PROJECT / "templates" / "documents", kon_tum())
    assert first == written(anew, consolidated, tmp_path / "b", kind).read_bytes()


@pytest.mark.parametrize("kind", [FileKind.DOCX, FileKind.XLSX])
def test_files_bear_no_trace_of_when_they_were_made(
    documents: Documents, consolidated: Paper, tmp_path: Path, kind: FileKind
) -> None:
    """Neither the time of the archive's parts nor the day among the properties is the machine's."""
    with zipfile.ZipFile(written(documents, consolidated, tmp_path, kind)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d{2}-\d{2}", properties) == ["2020-07-10", "2020-07-10"]


def test_docx_is_whole_and_draws_nothing(documents: Documents, consolidated: Paper, tmp_path: Path) -> None:
    """Every part is there and is XML; no picture, shape or object: a signature or seal is never drawn."""
    path = written(documents, consolidated, tmp_path, FileKind.DOCX)
    with zipfile.ZipFile(path) as archive:
        assert list(PARTS) == archive.namelist()
    found = {element.tag for name in PARTS for element in part(path, name).iter()}
    assert not found & {f"{W}drawing", f"{W}pict", f"{W}object"}


def test_docx_styles_are_all_defined(documents: Documents, consolidated: Paper, tmp_path: Path) -> None:
    """Word shows a paragraph of an unknown style as if it had none."""
    path = written(documents, consolidated, tmp_path, FileKind.DOCX)
    defined = {style.get(f"{W}styleId") for style in part(path, "word/styles.xml").iter(f"{W}style")}
    used = {
        style.get(f"{W}val")
        for name in ("word/document.xml", "word/header.xml", "word/footer.xml")
        for style in part(path, name).iter(f"{W}pStyle")
    }
    assert used <= defined


def test_docx_tables_repeat_their_heads_and_keep_rows_whole(documents: Documents, names: Paper, tmp_path: Path) -> None:
    """A list of 300 names runs over pages: each begins with the heading, no row is torn."""
    body = part(written(documents, names, tmp_path, FileKind.DOCX), "word/document.xml")
    [listed] = [table for table in body.iter(f"{W}tbl") if len(table.findall(f"{W}tr")) > 300]
    rows = listed.findall(f"{W}tr")
    assert len(rows) == 1 + 302
    assert [at for at, row in enumerate(rows) if row.find(f"{W}trPr/{W}tblHeader") is not None] == [0]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert {8} == {len(row.findall(f"{W}tc")) for row in rows}


def test_docx_sets_wide_annexes_across_the_page(documents: Documents, consolidated: Paper, tmp_path: Path) -> None:
    """The report stands upright; its annexes count their own pages."""
    body = part(written(documents, consolidated, tmp_path, FileKind.DOCX), "word/document.xml")
    sizes = [section.find(f"{W}pgSz") for section in body.iter(f"{W}sectPr")]
    assert [size.get(f"{W}orient") for size in sizes if size is not None] == [None, *["landscape"] * 3, None]
    assert len(list(body.iter(f"{W}pgNumType"))) == 4


@pytest.mark.parametrize(("day", "numbered"), [(MARCH, "word/footer.xml"), (JULY, "word/header.xml")])
def test_docx_numbers_pages_where_the_format_has_them(
    office: Office, documents: Documents, tmp_path: Path, day: date, numbered: str
) -> None:
    """Bottom right until 04/3/2020, top centre from 05/3/2020; never on the first page."""
    paper = result_report(office, asked(PaperKind.RESULT_REPORT, day), sample.outcome())
    path = written(documents, paper, tmp_path, FileKind.DOCX)
    have = [name for name in ("word/footer.xml", "word/header.xml") if list(part(path, name).iter(f"{W}instrText"))]
    assert [numbered] == have
    assert all(
        section.find(f"{W}titlePg") is not None for section in part(path, "word/document.xml").iter(f"{W}sectPr")
    )


def test_docx_takes_whatever_a_unit_wrote_as_words(office: Office, documents: Documents, tmp_path: Path) -> None:
    """Characters of XML and unprintable ones break no file."""
    odd = 'Nước <w:p> & "sạch" \x0b\x1f ]]> \ufffe'
    paper = result_report(office, asked(PaperKind.RESULT_REPORT), sample.outcome(lessons=odd, place=odd))
    body = part(written(documents, paper, tmp_path, FileKind.DOCX), "word/document.xml")
    assert 'Nước <w:p> & "sạch" ]]>' in "".join(body.itertext())


def test_docx_takes_whatever_stands_in_a_table_as_words(office: Office, documents: Documents, tmp_path: Path) -> None:
    """Names come from lists that people kept."""
    line = DelegateLine(name="Y\x0bLan <b>\n& con", position="\ufffe")
    adopted = AdoptedList(unit=sample.DISTRICT, parent=None, upper="Đại hội", official=(line,))
    paper = delegate_list(office, asked(PaperKind.DELEGATE_LIST), adopted)
    body = part(written(documents, paper, tmp_path, FileKind.DOCX), "word/document.xml")
    assert "Y Lan <b> & con" in [text.text for text in body.iter(f"{W}t")]


def test_pdf_bears_its_faces_and_every_mark(documents: Documents, consolidated: Paper, tmp_path: Path) -> None:
    """Only the faces shipped with the program, all inside the file; capitals keep their marks: Ộ, Ệ, Ấ, Ỉ."""
    path = written(documents, consolidated, tmp_path, FileKind.PDF)
    text = text_of(path)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "KẾT QUẢ TỔ CHỨC HỘI NGHỊ"):
        assert words in text
    fonts = {
        str(font["/BaseFont"]).partition("+")[2]
        for page in PdfReader(path).pages
        for font in (entry.get_object() for entry in page["/Resources"]["/Font"].values())  # type: ignore[index]  # a page has these
    }
    assert fonts
    assert all(name.startswith("LiberationSerif") for name in fonts)


def test_pdf_numbers_pages_from_the_second_on(documents: Documents, names: Paper, tmp_path: Path) -> None:
    """The first bears none; the others theirs at the top."""
    pages = text_of(written(documents, names, tmp_path, FileKind.PDF)).split("\f")[:-1]
    tops = [page.strip().splitlines()[0].strip() for page in pages]
    assert tops[0].startswith("ỦY BAN NHÂN DÂN")
    assert [str(number) for number in range(2, len(pages) + 1)] == tops[1:]


def test_pdf_counts_the_pages_of_each_annex_anew(documents: Documents, consolidated: Paper, tmp_path: Path) -> None:
    """From the page that the annex begins on, however many annexes went before."""
    pages = text_of(written(documents, consolidated, tmp_path, FileKind.PDF)).split("\f")[:-1]
    tops = [page.strip().splitlines()[0].strip() for page in pages]
    first, last = tops.index("Phụ lục II"), tops.index("Phụ lục III")
    assert last - first > 2
    assert [str(number) for number in range(2, last - first + 1)] == tops[first + 1 : last]


def test_pdf_lists_300_names_under_repeated_heads(documents: Documents, names: Paper, tmp_path: Path) -> None:
    """Nobody is lost between two pages."""
    text = text_of(written(documents, names, tmp_path, FileKind.PDF))
    pages = text.split("\f")[:-1]
    listed = sum("Họ và tên" in page for page in pages)
    assert len(pages) - 1 <= listed <= len(pages)
    numbers = re.findall(r"^ {0,6}(\d{1,3}) +\S", text, flags=re.MULTILINE)
    assert {str(order) for order in range(1, 303)} <= set(numbers)


@pytest.mark.parametrize("names_listed", range(298, 304))
def test_no_signature_stands_alone_on_a_page(
    office: Office, documents: Documents, tmp_path: Path, names_listed: int
) -> None:
    """The last words of the paper are on the page that is signed, wherever the list ends."""
    adopted = delegate_list(office, asked(PaperKind.DELEGATE_LIST), sample.delegates(names_listed))
    text = text_of(written(documents, adopted, tmp_path, FileKind.PDF))
    [signed] = [page for page in text.split("\f") if "TM. ỦY BAN NHÂN DÂN" in page]
    assert f"Danh sách có {names_listed + 2} người./." in signed


def test_a_long_paper_set_in_parts_says_the_same(
    documents: Documents, consolidated: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory stays flat for any number of units; rows, heads and page numbers stay as they are."""
    whole = text_of(written(documents, consolidated, tmp_path / "whole", FileKind.PDF))
    monkeypatch.setattr(pdf_module, "AT_ONCE", 10)
    monkeypatch.setattr(pdf_module, "IN_A_PART", 25)
    parts = text_of(written(documents, consolidated, tmp_path / "parts", FileKind.PDF))
    assert sorted(re.findall(r"Xã Đăk Thử \d+", whole)) == sorted(re.findall(r"Xã Đăk Thử \d+", parts))
    tops = [page.strip().splitlines()[0].strip() for page in parts.split("\f")[:-1]]
    first, last = tops.index("Phụ lục II"), tops.index("Phụ lục III")
    assert [str(number) for number in range(2, last - first + 1)] == tops[first + 1 : last]


def test_xlsx_cells_have_types_a_frozen_head_and_filters(
    documents: Documents, consolidated: Paper, tmp_path: Path
) -> None:
    """Counts are numbers and days are days, to be sorted and summed."""
    book = openpyxl.load_workbook(written(documents, consolidated, tmp_path, FileKind.XLSX))
    sheet = book.worksheets[2]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:H61"
    assert sheet["E2"].value == datetime(2020, 3, 1)  # noqa: DTZ001 - spreadsheets know no zones
    assert sheet["G2"].value == 70
    assert book.worksheets[1]["C12"].value == 60
    assert book.worksheets[-1].title == "Nguồn dữ liệu"
    hashes = {sha256 for _, sha256 in consolidated.source.inputs}
    assert all(sha256 in str(book.properties.keywords) for sha256 in hashes)
    on_sheets = "".join(str(cell.value) for cell in book.worksheets[-1]["A"])
    assert not any(sha256 in on_sheets for sha256 in hashes)


def test_xlsx_runs_nothing_that_a_unit_wrote(office: Office, documents: Documents, tmp_path: Path) -> None:
    """A name that looks like a formula stays a name."""
    line = DelegateLine(name='=HYPERLINK("http://x")', position="+1", note="@x")
    adopted = AdoptedList(unit=sample.DISTRICT, parent=None, upper="Đại hội", official=(line,))
    paper = delegate_list(office, asked(PaperKind.DELEGATE_LIST), adopted)
    sheet = openpyxl.load_workbook(written(documents, paper, tmp_path, FileKind.XLSX)).worksheets[0]
    assert (sheet["B2"].data_type, sheet["B2"].value) == ("s", '=HYPERLINK("http://x")')


def test_a_file_that_cannot_be_finished_leaves_the_old_one(
    documents: Documents, names: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written whole or not at all."""
    path = written(documents, names, tmp_path, FileKind.DOCX)
    before = path.read_bytes()

    def fail(_paper: object, out: io.BufferedIOBase) -> None:
        out.write(b"half")
        raise OSError("disk full")

    monkeypatch.setitem(documents._writers, FileKind.DOCX, fail)
    with pytest.raises(OSError, match="disk full"):
        documents.write(names, tmp_path, [FileKind.DOCX])
    assert before == path.read_bytes()
    assert [path] == list(tmp_path.glob("danh-sach*"))


def test_docx_breaks_no_number_of_a_document_at_its_hyphen(
    documents: Documents, consolidated: Paper, tmp_path: Path
) -> None:
    """As the PDF: 2297/KH-UBND stays on its line, other hyphens break as ever."""
    body = part(written(documents, consolidated, tmp_path, FileKind.DOCX), "word/document.xml")
    runs = [run for run in body.iter(f"{W}r") if run.find(f"{W}noBreakHyphen") is not None]
    pieces = [[text.text or "" for text in run.iter(f"{W}t")] for run in runs]
    assert any(before.endswith("2297/KH") and after.startswith("UBND") for before, after, *_ in pieces)
    assert "Ban Thi đua - Khen thưởng" in "".join(text.text or "" for text in body.iter(f"{W}t"))


def test_no_page_is_left_to_the_end_of_an_annex(documents: Documents, consolidated: Paper, tmp_path: Path) -> None:
    """Below a table that fills its page, a line of the usual height would stand on a page of its own."""
    body = part(written(documents, consolidated, tmp_path, FileKind.DOCX), "word/document.xml")[0]
    ends = [paragraph for paragraph in body if paragraph.find(f"{W}pPr/{W}sectPr") is not None]
    ends += [body[at + 1] for at, element in enumerate(body) if element.tag == f"{W}tbl"][-1:]
    styles = [style.get(f"{W}val") for end in ends for style in end.iter(f"{W}pStyle")]
    assert styles == ["Ending"] * (len(documents.compose(consolidated).annexes) + 1)


def test_no_word_of_a_heading_is_wider_than_its_column(documents: Documents, consolidated: Paper, names: Paper) -> None:
    """Word and Writer tear such a word: "Khôn-g đúng hạn"."""
    font = FT2Font(str(PROJECT / "templates" / "documents" / "fonts" / "LiberationSerif-Bold.ttf"))
    torn = []
    for paper in map(documents.compose, (consolidated, names)):
        look, parts = paper.format, [(paper.blocks, paper.format.text_width)]
        parts += [(annex.blocks, look.text_length if annex.is_wide else look.text_width) for annex in paper.annexes]
        font.set_size(look.sizes["table"], 72)
        for table, width in [(block.table, width) for blocks, width in parts for block in blocks if block.table]:
            for column, share in zip(table.columns, table.shares, strict=True):
                for word in column.title.split():
                    font.set_text(word, 0, flags=LoadFlags.NO_HINTING)
                    needed = font.get_width_height()[0] / 64 * POINT + 2 * MARGIN
                    if needed > share * width:
                        torn.append((column.title, word, round(needed, 1), round(share * width, 1)))
    assert torn == []
