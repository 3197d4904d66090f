"""What a few lines of a campaign file do: read from tests/cases/campaigns, played, and written down for clerks.

.venv/bin/python -m tests.cases.campaign_cases > docs/campaign-cases.md
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import tomlkit
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from emulation_workflow.adapters.campaign_file import CAMPAIGN_FILE, UNITS_FILE, CampaignUnreadable, load_campaign
from emulation_workflow.adapters.campaign_file.draft import fault
from emulation_workflow.adapters.campaign_file.remarks import remarks
from emulation_workflow.adapters.schemas.order_schema import parse_order
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.adapters.submissions.order_lookup import document_of
from emulation_workflow.domain.calendar import calendar_of
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.checks import check_plan
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.orders.faults import CampaignOnDay, order_faults
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers import formal_name, known_to
from emulation_workflow.domain.schedule.derivation import derive
from emulation_workflow.messages import finding_sentence, sentence
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.labels import VERDICTS
from emulation_workflow.messages.names import gate_words
from emulation_workflow.messages.obligations import due_words
from emulation_workflow.office.papers.request import of_campaign

CASES = Path(__file__).parent / "campaigns"
CHECKED_ON = date(2031, 2, 1)
OWED_ON = date(2031, 4, 15)
"""After every order of the cases, before every conference."""

KINDS = {
    "windows": "Thời gian",
    "due_days": "Hạn của các việc",
    "numbers": "Con số",
    "bodies": "Cơ quan, đường thẩm định",
    "history": "Đại hội trước, văn bản",
    "orders": "Văn bản điều chỉnh",
}
"""The files, by what a plan says, in the order of the page."""


class CampaignCase(BaseModel):
    """One sentence of a plan and how it is written; what a right and a wrong unit plan are told, who owes what by when.

    `write` is added to `base.toml`. `right` and `wrong` are what a unit's plan states besides. `owes` is by task, of
    whoever owes it first, or by "task (unit)", "" where that unit does not. `refused` is said of the last order, which
    is not entered. `passed` is what a gated plan has to be, in the plan's words; `called` are units' names in letters.
    `papers` stands in what papers cite, `fault` is a fault of the file itself, `warns` of one that is sound.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    case: str
    plan: str
    write: str
    orders: list[dict[str, Any]] = []
    right: dict[str, Any] | None = None
    wrong: dict[str, Any] | None = None
    says: str = ""
    owes: dict[str, str] = {}
    owed_on: date = OWED_ON
    refused: str = ""
    passes: list[str] = []
    passed: str = ""
    called: dict[str, str] = {}
    papers: str = ""
    warns: str = ""
    fault: str = ""


@cache
def cases() -> Mapping[str, list[CampaignCase]]:
    """Return every case, by its file's name."""
    read = TypeAdapter(list[CampaignCase])
    found = {path.stem: read.validate_python(yaml.safe_load(path.read_text("utf-8"))) for path in CASES.glob("*.yaml")}
    return {name: found[name] for name in (*KINDS, *sorted(set(found) - set(KINDS)))}


def merged(base: dict[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Return `base` with `more` in it: a table's keys one by one, a list's entries after those that are there.

    A table for a list is for its first entry, as [levels.conference] is for the only level.
    """
    found = dict(base)
    for key, value in more.items():
        old = found.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            found[key] = merged(old, value)
        elif isinstance(old, list) and isinstance(value, dict):
            found[key] = [merged(old[0], value), *old[1:]]
        elif isinstance(old, list) and isinstance(value, list):
            found[key] = [*old, *value]
        else:
            found[key] = value
    return found


def campaign_of(case: CampaignCase, folder: Path) -> Campaign:
    """Return the campaign of a case, written into `folder`. CampaignUnreadable if it is not sound."""
    base = tomllib.loads((CASES / "base.toml").read_text("utf-8"))
    (folder / CAMPAIGN_FILE).write_text(tomlkit.dumps(merged(base, tomllib.loads(case.write))), "utf-8")
    (folder / UNITS_FILE).write_text((CASES / UNITS_FILE).read_text("utf-8"), "utf-8")
    return load_campaign(folder)


def said_of(case: CampaignCase, stated: Mapping[str, Any], folder: Path) -> list[str]:
    """Return what the program finds of a unit plan that states this: what calls for work, else nothing."""
    campaign = campaign_of(case, folder)
    units = read_units(folder / UNITS_FILE, known_to(campaign)).entries
    written = json.dumps(_BARE | dict(stated), ensure_ascii=False, default=str).encode()
    plan = read_plan_file("plan.json", written, campaign=campaign, units=units)
    unit = next(unit for unit in units if unit.code == plan.unit)
    found = check_plan(
        plan,
        campaign,
        unit,
        as_of=CHECKED_ON,
        calendar=calendar_of(campaign.holidays),
        orders=orders_of(case, campaign, units),
    )
    calls = (finding for finding in found if finding.verdict in {Verdict.BREACH, Verdict.ASK})
    return [f"{VERDICTS[finding.verdict]}: {finding_sentence(finding, campaign)}" for finding in calls]


_BARE = {
    "unit": "VD-01",
    "number": "05/KH-UBND",
    "signed_on": "20/01/2031",
    "signer": "Nguyễn Văn Mẫu",
    "conference_name": "Hội nghị điển hình tiên tiến",
    "held_on": "14/5/2031",
    "place": "Hội trường xã",
}
"""What every unit's plan states in these cases; 14/5/2031 is a Wednesday."""


def orders_of(case: CampaignCase, campaign: Campaign, units: Any) -> list[Order]:
    """Return the orders on record, each entered at noon of the day it was signed."""
    found: list[Order] = []
    for raw in case.orders:
        form = parse_order(raw)
        assert form.signed_on is not None
        entered = datetime.combine(form.signed_on, time(12), tzinfo=UTC)
        found += document_of(form, campaign=campaign, units=units, entered_at=entered)
    return found


def owed_in(case: CampaignCase, folder: Path) -> dict[str, str]:
    """Return the due days in words of every task of the case: of whoever owes it first, and of each unit."""
    campaign = campaign_of(case, folder)
    units = read_units(folder / UNITS_FILE, known_to(campaign)).entries
    owed = derive(campaign, units, on=case.owed_on, orders=orders_of(case, campaign, units))
    found = {derived.task: derived for derived in reversed(owed)}
    found |= {f"{derived.task} ({derived.unit})": derived for derived in owed}
    return {key: due_words(derived, campaign.task(derived.task), campaign) for key, derived in found.items()}


def refused_in(case: CampaignCase, folder: Path) -> list[str]:
    """Return what is said of the last order of the case as it is entered."""
    campaign = campaign_of(case, folder)
    units = read_units(folder / UNITS_FILE, known_to(campaign)).entries
    document = [order for order in orders_of(case, campaign, units) if order.number == case.orders[-1]["number"]]
    known = CampaignOnDay(campaign=campaign, units=units, today=case.owed_on)
    return [sentence(problem, campaign) for problem in order_faults(document, known)]


def passed_of(case: CampaignCase, folder: Path) -> str:
    """Return what a gated pilot's plan has to be before it is carried out."""
    return gate_words(campaign_of(case, folder))["passed"]


def called_in(case: CampaignCase, folder: Path) -> dict[str, str]:
    """Return how letters call each unit, by its code."""
    campaign = campaign_of(case, folder)
    units = read_units(folder / UNITS_FILE, known_to(campaign)).entries
    return {unit.code: formal_name(campaign, unit) for unit in units}


def steps_of(case: CampaignCase, folder: Path) -> list[str]:
    """Return what a pilot's plan waits for, step by step."""
    gate = campaign_of(case, folder).gate
    return [step.waiting for step in gate.steps] if gate else []


def cited_in(case: CampaignCase, folder: Path) -> str:
    """Return what papers cite of documents and past congresses."""
    told = of_campaign(campaign_of(case, folder))
    return "; ".join([*told["basis"], *told["guidance"], *told["since"]])


def warnings_of(case: CampaignCase, folder: Path) -> list[str]:
    """Return what is said, in Vietnamese, of a sound file that may not be meant so."""
    return [fault(remark, 0).vietnamese for remark in remarks(campaign_of(case, folder))]


def faults_of(case: CampaignCase, folder: Path) -> list[str]:
    """Return what is said, in Vietnamese, of a file that is not sound."""
    try:
        campaign_of(case, folder)
    except CampaignUnreadable as refused:
        return [fault.vietnamese for fault in refused.faults]
    return []


def page() -> str:
    """Return every case for whoever writes a plan down."""
    return "\n".join([*_HEAD, *(line for name, title in KINDS.items() for line in _section(name, title))])


_HEAD = (
    "# Câu của kế hoạch, cách ghi, và chương trình nói gì",
    "",
    "Mỗi mục: một câu của kế hoạch; mấy dòng ghi vào `campaign.toml`; kế hoạch của đơn vị thế nào là đúng, thế nào là",
    "sai và chương trình nói gì. Mọi mục được chạy thử khi kiểm tra chương trình (`tests/cases/campaigns`). Mọi khóa:",
    "[campaign-file.md](campaign-file.md).",
    "",
)


def _section(name: str, title: str) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    for case in cases()[name]:
        yield f"**{case.case}.** “{case.plan}”"
        yield ""
        yield "```toml"
        yield case.write.strip()
        yield "```"
        yield ""
        yield from (f"- {line}" for line in _told(case))
        yield ""


def _told(case: CampaignCase) -> Iterator[str]:
    if case.fault:
        yield f"Không ghi được: {case.fault}"
    for order in case.orders:
        points = "; ".join(_stated(point) for point in order["points"])
        yield f"Văn bản số {order['number']} ngày {order['signed_on']}: {points}"
    if case.right is not None:
        yield f"Đúng: {_stated(case.right)}"
    if case.wrong is not None:
        yield f"Sai: {_stated(case.wrong)}. {case.says}"
    when = "" if case.owed_on == OWED_ON else f", xem ngày {day_words(case.owed_on)}"
    yield from (f"Hạn của việc `{task}`{when}: {due or 'không có việc này'}" for task, due in case.owes.items())
    if case.refused:
        yield f"Văn bản không nhập được: {case.refused}"
    yield from _in_letters(case)
    if case.warns:
        yield f"Lưu ý khi kiểm tra tệp: {case.warns}"
    if case.papers:
        yield f"Văn bản dẫn: {case.papers}"


def _in_letters(case: CampaignCase) -> Iterator[str]:
    if case.passes:
        yield f"Kế hoạch điểm lần lượt: {'; '.join(case.passes)}"
    if case.passed:
        yield f"Thư gọi: kế hoạch {case.passed} trước khi thực hiện"
    yield from (f"Thư gửi đơn vị `{code}` đề: {name}" for code, name in case.called.items())


def _stated(stated: Mapping[str, Any]) -> str:
    return "`" + json.dumps(stated, ensure_ascii=False, default=str)[1:-1] + "`" if stated else "không ghi gì thêm"


if __name__ == "__main__":
    print(page())  # noqa: T201 - this is the command
