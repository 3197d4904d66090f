"""A campaign whose plan has the Committee approve, not give an opinion: nobody reads the word of the other gate."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from emulation_workflow import bootstrap
from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.record.engine import open_engine, read_transaction
from emulation_workflow.demo.letters_of_a_year import (
    AGRICULTURE,
    BOARD,
    CHAIR,
    CITY,
    GATED,
    LOTTERY,
    play_letters,
)
from emulation_workflow.demo.sample_office import CAMPAIGN
from emulation_workflow.domain.campaign import Campaign, GateWord
from emulation_workflow.domain.mail import LetterKind
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.messages.names import filled
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest, make_papers
from emulation_workflow.settings import PROJECT, Settings
from tests.demo.test_papers_of_a_year import page
from tests.support.pages.person import Person

OTHER = re.compile(r"ý kiến(?! phê duyệt\b)", re.IGNORECASE)
"""What the other gate gives, is asked for and has had; “ý kiến phê duyệt” is this one's."""
OF_THE_BOARD = re.compile(r"xin ý kiến (?:\{board\}|Ban\b)")
"""Who doubts how to count asks the Board, whatever its gate gives."""
WORDED = (
    ('kind = "opinion", role', 'kind = "opinion", word = "approval", role'),
    ("thẩm định và có ý kiến của", "thẩm định và được phê duyệt bởi"),
    ("trình, ý kiến rồi", "trình, phê duyệt rồi"),
    ("có ý kiến", "phê duyệt"),
    ("cho ý kiến", "phê duyệt"),
    ("xin ý kiến Ban", "hỏi Ban"),
    ("ý kiến của UBND tỉnh quyết định", "UBND tỉnh quyết định"),
)
"""The sample's own words, and those of a plan that says “phê duyệt”."""

CASES = (CITY, LOTTERY, AGRICULTURE)
OF_THE_WORDS_THEMSELVES = {"names.py", "campaign_files.py"}
"""The table of both gates' words, and what is wrong with a campaign file."""
NOT_SAID = re.compile(r'== "cho ý kiến"|\{#.*?#\}', re.DOTALL)
"""In a template: what is only compared, and comments."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copied = tmp_path_factory.mktemp("approval") / "campaign"
    shutil.copytree(bootstrap.CAMPAIGNS / CAMPAIGN, copied)
    file = copied / "campaign.toml"
    words = file.read_text(encoding="utf-8")
    for theirs, ours in WORDED:
        assert theirs in words
        words = words.replace(theirs, ours)
    assert not OTHER.search(words)
    file.write_text(words, encoding="utf-8")
    return copied


@pytest.fixture(scope="module")
def campaign(folder: Path) -> Campaign:
    loaded = load_campaign(folder)
    assert loaded.gate is not None
    assert loaded.gate.word is GateWord.APPROVAL
    return loaded


@pytest.fixture(scope="module")
def played(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Settings]:
    """Until every kind of letter was written."""
    return play_letters(tmp_path_factory.mktemp("approved") / "record", campaign=str(folder))


@pytest.fixture(scope="module")
def waiting(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Settings]:
    """On the day on which a plan waits for its approval."""
    return play_letters(tmp_path_factory.mktemp("waiting") / "record", campaign=str(folder), last=GATED)


def other_words(words: str) -> list[str]:
    """What of the text is of the other gate, with some words around it."""
    plain = " ".join(OF_THE_BOARD.sub("", re.sub(r"<[^>]*>", " ", words)).split())
    return [plain[max(0, found.start() - 40) : found.end() + 20] for found in OTHER.finditer(plain)]


def test_no_letter_says_the_other_word(played: tuple[Office, Settings]) -> None:
    """Of any kind, in its subject, its text and its page."""
    engine = open_engine(played[1].database_url)
    with read_transaction(engine) as connection:
        letters = connection.execute(text("SELECT kind, subject, text, html FROM letter")).all()
    engine.dispose()
    assert {letter.kind for letter in letters} == set(LetterKind)
    told = {
        letter.kind: found
        for letter in letters
        if (found := other_words(f"{letter.subject}\n{letter.text}\n{letter.html}"))
    }
    assert told == {}
    asked = [letter for letter in letters if letter.kind == LetterKind.DECISION_ASKED]
    assert any("đề nghị phê duyệt Kế hoạch" in letter.subject for letter in asked)


@pytest.mark.parametrize("kind", [PaperKind.APPRAISAL_REPORT, PaperKind.SUBMISSION, PaperKind.OPINION])
def test_no_paper_says_the_other_word(
    played: tuple[Office, Settings], waiting: tuple[Office, Settings], kind: PaperKind
) -> None:
    """Neither a draft that waits for the approval nor what tells of it."""
    read = []
    for office, settings in (played, waiting):
        documents = bootstrap.documents(settings)
        for unit in CASES:
            [paper] = make_papers(office, PaperRequest(kind=kind, unit=unit, written_on=GATED))
            read.append(f"{page(documents.compose(paper))}\n{paper.draft}")
    assert [found for words in read if (found := other_words(words))] == []
    assert all("phê duyệt" in words.lower() for words in read)


def test_no_page_says_the_other_word(waiting: tuple[Office, Settings], folder: Path) -> None:
    """Of whoever approves, appraises or sent the plan: every page that a link on theirs leads to."""
    office, _ = waiting
    addresses = [register.find_official(office, number).email for number in (CHAIR, BOARD)]
    addresses += [unit.email for unit in register.units(office) if unit.code == LOTTERY]
    told: dict[str, list[str]] = {}
    for address in addresses:
        person = Person(office, campaign=str(folder))
        person.sign_in(address)
        seen = dict(person.pages())
        assert len(seen) > 1
        told |= {f"{address} {path}": found for path, words in seen.items() if (found := other_words(words))}
        if address == addresses[0]:
            assert any("phê duyệt" in words for words in seen.values())
    assert told == {}


def test_no_sentence_is_kept_in_the_other_word(campaign: Campaign) -> None:
    """What screens, forms, findings and lists say, in whatever situation."""
    files = [*(PROJECT / "emulation_workflow" / "messages").rglob("*.py"), *(PROJECT / "flows").rglob("*.py")]
    told = {
        f"{file.name}:{line}": found
        for file in files
        if file.name not in OF_THE_WORDS_THEMSELVES
        for line, words in _sentences(file)
        if (found := other_words(filled(words, campaign)))
    }
    assert told == {}


def _sentences(file: Path) -> Iterator[tuple[int, str]]:
    """Yield each text in a module, with its line, but what the module says of itself."""
    module = ast.parse(file.read_text(encoding="utf-8"))
    about = ast.get_docstring(module, clean=False)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value != about:
            yield node.lineno, node.value


def test_no_template_has_the_other_word() -> None:
    """Nor what stands in a template for a case that nobody played."""
    files = [file for file in (PROJECT / "templates").rglob("*.*") if file.suffix in {".txt", ".html", ".md"}]
    assert len(files) > len(LetterKind)
    said = {file: NOT_SAID.sub("", file.read_text(encoding="utf-8")) for file in files}
    assert {str(file): found for file, words in said.items() if (found := other_words(words))} == {}
