"""No campaign speaks of another's bodies: whatever a reader sees is in the words of its own file."""

import importlib
import io
import pkgutil
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from emulation_workflow import messages
from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.documents.files import Documents
from emulation_workflow.adapters.forms.written import form_bytes, result_form_bytes
from emulation_workflow.adapters.schemas.plan_choices import form_of
from emulation_workflow.adapters.schemas.result_schema import report_form_of
from emulation_workflow.adapters.submissions.unit_forms import UnitForms
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.demo.any_campaign.good_plans import good_plan
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.messages.names import NEUTRAL, filled, names_of
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.papers import PaperRequest, make_papers
from emulation_workflow.office.plans.plan_receipt import receive_plan
from emulation_workflow.office.reminders.opening import open_campaign
from emulation_workflow.office.reminders.sweep import sweep
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.settings import PROJECT
from tests.office.test_other_campaigns import office_of, pass_the_gate, units_of
from tests.support.good_reports import good_report
from tests.support.offices import ZONE, FakeClock

EVERY_PLAN = PROJECT / "tests" / "files" / "campaign" / "phu_nu"
"""A campaign without pilots, of which every plan passes the gate."""

OTHERS = ["song_lam_2030", "thep_vi_du_2031", "huyen_vi_du_2026"]

KON_TUMS = ("Ban", "BTĐKT", "UBND", "Ủy ban nhân dân", "Hội đồng", "Sở Nội vụ", "tỉnh", "Kon Tum", "KGVX")
"""What Kon Tum's file calls bodies and area; each belongs to another campaign only where its own file says it too."""

HEAD = ("format", "superior", "issuer", "number", "signing")
"""The head and signature of a paper: how a commune's or a department's is written is the law's, not a campaign's."""

RECOGNISED = (
    "emulation_workflow.messages.mail",
    "emulation_workflow.messages.forms.no_names",
    "emulation_workflow.messages.forms.unit_words",
    "emulation_workflow.messages.problems.campaign_files",
)
"""Words that are looked for in what others wrote, and examples for whoever writes a campaign file."""


FORMER = "FORMER_"
"""What begins so is on forms that were sent before: it is looked for, and said no more."""


def strange_words(folder: str) -> re.Pattern[str]:
    """Return a pattern of Kon Tum's words that this campaign's own files have not got."""
    own = "\n".join(path.read_text(encoding="utf-8") for path in sorted((CAMPAIGNS / folder).iterdir()))
    strange = [word for word in KON_TUMS if not re.search(rf"\b{word}\b", own)]
    # A name that nobody filled in is as wrong as another's.
    return re.compile(rf"\b(?:{'|'.join(strange)})\b|{{(?:{'|'.join(NEUTRAL)})}}")


def strange(folder: str, texts: Iterator[str]) -> list[str]:
    pattern = strange_words(folder)
    return sorted({text for text in texts if pattern.search(text)})


def said(value: Any) -> Iterator[str]:
    """Yield every text in a value of the messages: in mappings, tuples and declarations too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from said(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from said(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from said(getattr(value, field.name))


def messages_said() -> Iterator[str]:
    for found in pkgutil.walk_packages(messages.__path__, f"{messages.__name__}."):
        if not found.name.startswith(RECOGNISED):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if not name.startswith(("__", FORMER)):
                    yield from said(value)


@pytest.mark.parametrize("folder", OTHERS)
def test_no_sentence_of_the_program_is_another_campaigns(folder: str) -> None:
    """Problems, findings, forms, screens: every text that is said, filled with this campaign's words."""
    campaign = load_campaign(CAMPAIGNS / folder)
    assert strange(folder, (filled(text, campaign) for text in messages_said())) == []


def test_what_is_said_without_a_campaign_names_no_body() -> None:
    """On the command line a file may be refused before any campaign is known."""
    pattern = re.compile(rf"\b(?:{'|'.join(KON_TUMS)})\b")
    assert [word for word in NEUTRAL.values() if pattern.search(word)] == []


@pytest.mark.parametrize("folder", OTHERS)
def test_no_template_and_no_deployment_is_another_campaigns(folder: str) -> None:
    """Their own words, whatever is filled in: Kon Tum's heads are data of its own."""
    paths = [path for path in (PROJECT / "templates").rglob("*.*") if path.suffix in (".txt", ".html", ".md")]
    written = [path.read_text(encoding="utf-8") for path in paths]
    config = (PROJECT / "prefect.yaml").read_text(encoding="utf-8")
    for name, word in names_of(load_campaign(CAMPAIGNS / folder)).items():
        config = config.replace(f"{{{{ $APP_{name.upper()} }}}}", word)
    for deployment in yaml.safe_load(config)["deployments"]:
        written += [deployment["name"], deployment["description"], *deployment["tags"]]
    lines = (line for text in written for line in text.splitlines())
    assert strange(folder, lines) == []


def forms_said(campaign: Campaign, office: Any) -> Iterator[str]:
    for unit in units_of(office):
        with suppress(Rejected):
            for data in (form_bytes(campaign, unit), result_form_bytes(campaign, unit)):
                for sheet in openpyxl.load_workbook(io.BytesIO(data)):
                    yield from (str(cell) for row in sheet.values for cell in row if cell is not None)
    for form in (form_of(campaign, on_screen=True), report_form_of(campaign, on_screen=True)):
        yield from said(form.model_json_schema())


@pytest.mark.parametrize("folder", OTHERS)
def test_no_form_is_another_campaigns(tmp_path: Path, folder: str) -> None:
    """Spreadsheets for every unit, and the forms on screen."""
    office = office_of(tmp_path, folder)
    assert strange(folder, forms_said(office.campaign, office)) == []


@pytest.mark.parametrize("folder", OTHERS)
def test_no_letter_and_no_paper_of_its_year_is_another_campaigns(tmp_path: Path, folder: str) -> None:
    """From the opening to the last report: what was written, and every paper that can be made of it."""
    assert strange(folder, year_said(office_of(tmp_path, folder))) == []


PILOTS = re.compile(r"(?:làm|chỉ đạo|đơn vị|hội nghị|kế hoạch|tổ chức) điểm(?! cầu)", re.IGNORECASE)


def test_where_every_plan_passes_the_gate_nobody_is_called_a_pilot(tmp_path: Path) -> None:
    """Letters, papers, forms and what the gate's own sentences are filled with, of a plan that has no pilots."""
    office = office_of(tmp_path, str(EVERY_PLAN))
    screens = (filled(text, office.campaign) for text in said(vars(run_words)) if "{opinion" in text)
    config = (PROJECT / "prefect.yaml").read_text(encoding="utf-8")
    for name, word in names_of(office.campaign).items():
        config = config.replace(f"{{{{ $APP_{name.upper()} }}}}", word)
    texts = [*year_said(office), *forms_said(office.campaign, office), *screens, *config.splitlines()]
    assert [text for text in texts if PILOTS.search(text)] == []
    assert any("Hướng dẫn số 14/HD-BTV" in text for text in texts)
    assert [text for text in texts if "Kế hoạch số 14" in text] == []


def year_said(office: Any) -> Iterator[str]:
    """Yield every line of the letters of a short year, and every text of the papers that can be made of it."""
    clock = office.clock
    assert isinstance(clock, FakeClock)
    open_campaign(office, forms=UnitForms(office.campaign, domain="vidu.example"), dry_run=False)
    holding = [unit for unit in units_of(office) if (of := office.campaign.level_of(unit.level)) and of.conference]
    for unit in holding:
        plan = good_plan(office.campaign, unit, signer="", total=None)
        clock.moment = max(clock.moment, datetime.combine(plan.signed_on or clock.moment, datetime.min.time(), ZONE))
        receive_plan(office, plan, channel=Channel.INTAKE_FOLDER)
        pass_the_gate(office, unit)
    last = max(plan.held_on for unit in holding if (plan := good_plan(office.campaign, unit)).held_on)
    for day_after, unit in enumerate(holding, start=1):
        clock.moment = datetime.combine(last, datetime.min.time(), ZONE).replace(hour=10) + timedelta(days=day_after)
        receive_report(office, good_report(office.campaign, unit, honours=()), channel=Channel.COMMAND)
        sweep(office)
    clock.moment += timedelta(days=120)
    sweep(office)
    assert render_pending_letters(office) == 0
    with office.store.look() as record:
        numbers = [letter.number for letter in record.letters.statuses()]
        written = record.letters.wordings(numbers=numbers, unit="", newest=len(numbers))
    assert len(written) >= len(numbers) > 0
    yield from (line for letter in written for part in said(letter) for line in part.splitlines())
    yield from papers_said(office, holding)


def papers_said(office: Any, holding: Any) -> list[str]:
    documents, today = Documents(PROJECT / "templates" / "documents", office.campaign), office.clock.now().date()
    texts: list[str] = []
    for kind in PaperKind:
        for unit in ("", *(unit.code for unit in holding)):
            with suppress(Rejected):
                texts += (
                    text
                    for paper in make_papers(office, PaperRequest(kind=kind, written_on=today, unit=unit))
                    for composed in [documents.compose(paper)]
                    for field in fields(composed)
                    if field.name not in HEAD
                    for text in said(getattr(composed, field.name))
                )
    assert texts
    return texts
