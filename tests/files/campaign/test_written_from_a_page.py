"""A plan written down from a page of text with nothing but the guide stays sound, and judges as the page says."""

import re
from datetime import date
from pathlib import Path

import pytest

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.cli.rehearsal import beside, rehearse
from emulation_workflow.domain.calendar import calendar_of
from emulation_workflow.domain.checks import check_plan
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.domain.registers import known_to
from emulation_workflow.domain.schedule.derivation import derive
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.names import gate_words

AN_HAI, DAT_DO, PHU_NU = (Path(__file__).parent / name for name in ("an_hai", "dat_do", "phu_nu"))
"""A Council's plan in a merged province, a corporation's, and a mass organisation's guidance."""


@pytest.mark.parametrize(
    ("folder", "people", "opened", "sending"),
    [
        (AN_HAI, 5, {"AH", "AH-01", "AH-CTN", "AH-DK"}, set()),
        (DAT_DO, 5, {"CD", "NMCB", "NT1-D1", "VP", "VT"}, {"NMCB", "VP", "VT"}),
        (PHU_NU, 2, {"PN-01", "PN-CA"}, {"PN-01", "PN-CA"}),
    ],
)
def test_it_is_sound_with_all_that_lies_beside_it(
    folder: Path, people: int, opened: set[str], sending: set[str]
) -> None:
    """Every letter and paper can be made of it; only who owes a plan is asked for one."""
    campaign = load_campaign(folder)
    lists = beside(folder, campaign)
    made = rehearse(folder, campaign, lists.officials)
    assert (lists.faults, made.faults) == ((), ())
    assert len(lists.officials or ()) == people
    assert len(made.papers) == len(PaperKind)
    assert {opening.unit for opening in made.openings} == opened
    texts = {opening.unit: " ".join(opening.text.split()) for opening in made.openings}
    assert {unit for unit, text in texts.items() if "và gửi kế hoạch của đơn vị trên phiếu kèm thư" in text} == sending


@pytest.mark.parametrize("folder", [AN_HAI, DAT_DO, PHU_NU])
def test_every_quotation_stands_on_the_page(folder: Path) -> None:
    """Nothing is invented: what a rule quotes is what the plan says, whatever the line breaks and capitals."""
    page = _words((folder / "ke-hoach.md").read_text(encoding="utf-8"))
    quoted = [rule.quote for rule in load_campaign(folder).rules]
    missing = [part for quote in quoted for part in quote.split("; ") if not set(_words(part)) <= set(page)]
    assert missing == []


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("dung.toml", []),
        (
            "sai.toml",
            [
                "phải là 2030-2035",
                "ngoài thời gian quy định (quý I/2030)",
                "thiếu 10 đại biểu so với mức tối thiểu 100",
                "vượt mức 50.000 nghìn đồng",
            ],
        ),
    ],
)
def test_a_right_and_a_wrong_plan_are_told_apart(name: str, told: list[str]) -> None:
    """By the plan's own figures."""
    campaign = load_campaign(AN_HAI)
    units = read_units(AN_HAI / "units.csv", known_to(campaign)).entries
    plan = read_plan_file(name, (AN_HAI / name).read_bytes(), campaign=campaign, units=units)
    unit = next(unit for unit in units if unit.code == plan.unit)
    found = check_plan(plan, campaign, unit, as_of=date(2030, 1, 15), calendar=calendar_of(campaign.holidays))
    breaches = " ".join(finding_sentence(finding) for finding in found if finding.verdict is Verdict.BREACH)
    assert (breaches == "") is (told == [])
    assert [words for words in told if words not in breaches] == []


def test_what_is_owed_is_what_the_page_says() -> None:
    """Monthly reports until March, an inspection of each agency, a summary thirty days before the congress."""
    campaign = load_campaign(AN_HAI)
    units = read_units(AN_HAI / "units.csv", known_to(campaign)).entries
    owed = {(duty.unit, duty.task): duty.due for duty in derive(campaign, units, on=campaign.effective_from)}
    assert [day for (unit, task), day in owed.items() if unit == "AH-DK" and task.startswith("progress-")] == [
        date(2029, 10, 24),
        date(2029, 11, 24),
        date(2029, 12, 24),
        date(2030, 1, 24),
        date(2030, 2, 24),
        date(2030, 3, 24),
    ]
    inspections = {task for unit, task in owed if unit == "AH-SNV" and task.startswith("inspection-")}
    assert inspections == {"inspection-AH-SNV", "inspection-AH-SYT", "inspection-AH-CTN"}
    assert owed["AH-SNV", "summary"] == date(2030, 5, 2)
    assert owed["AH", "communes_named"] is None


def test_pilots_and_the_others_owe_what_the_page_asks_of_each() -> None:
    """III: “Đơn vị khác gửi kế hoạch … để theo dõi” is nothing to a pilot; both directors inspect every farm."""
    campaign = load_campaign(DAT_DO)
    units = read_units(DAT_DO / "units.csv", known_to(campaign)).entries
    owed = {(duty.unit, duty.task): duty.due for duty in derive(campaign, units, on=campaign.effective_from)}
    assert {unit for unit, task in owed if task == "own_plan"} == {"NT2", "TCT", "VP", "VT", "XK"}
    assert {unit for unit, task in owed if task == "clearance"} == {"NMCB", "NT1"}
    assert {unit for unit, task in owed if task == "inspection-NT2"} == {"BTD", "CD"}
    assert owed["NT1", "lessons"] == date(2032, 5, 7)
    assert gate_words(campaign)["passed"] == "có ý kiến và được phê duyệt"


def test_where_every_plan_passes_the_gate_each_is_owed_in_time() -> None:
    """4: “trước khi tổ chức ít nhất 07 ngày làm việc”, by every branch; the conference above has a plan of its own."""
    campaign = load_campaign(PHU_NU)
    units = read_units(PHU_NU / "units.csv", known_to(campaign)).entries
    owed = {(duty.unit, duty.task): duty.due for duty in derive(campaign, units, on=campaign.effective_from)}
    assert {unit: day for (unit, task), day in owed.items() if task == "plan"} == {
        **dict.fromkeys(("PN-01", "PN-02", "PN-03"), date(2030, 10, 22)),
        "PN-CA": date(2030, 12, 20),
    }
