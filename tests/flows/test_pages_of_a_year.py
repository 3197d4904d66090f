"""Every page of a whole played year, as staff and deciders see it: nothing of the program's own is on it."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ArtifactCollection

from emulation_workflow import bootstrap
from emulation_workflow.demo.letters_of_a_year import CITY, LOTTERY
from emulation_workflow.domain.delegates import ListKind
from emulation_workflow.messages.delegates import LIST_KINDS
from emulation_workflow.messages.papers.papers import kind_names
from emulation_workflow.messages.screens.delegates import FOLDER
from emulation_workflow.office.orders.entry import entered_orders, preview_order
from flows.approval.papers import PaperRequestForm, papers
from flows.mail.mail_delivery import mail_delivery
from flows.obligations.board_list import board_list
from flows.obligations.daily_sweep import EscalationForm, daily_sweep
from flows.obligations.obligation_update import obligation_update
from flows.obligations.order_entry import publish as publish_order
from flows.obligations.progress import progress
from flows.results.delegate_intake import ListForm, delegate_intake
from flows.results.roll_up import roll_up
from flows.running import context
from flows.running.case_sheet import publish_case_sheet
from tests.support.samples.before_readers import internals
from tests.support.year_record import record_of_a_year

pytestmark = pytest.mark.usefixtures("prefect_server")

LINK = re.compile(r"\(https?://[^)\s]*\)|!\[[^\]]*\]\([^)]*\)|https?://\S+")
PAGES = 10
CLERK = "BTDKT-04"
ROUNDS = "## Các lượt tự chạy"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the record of a whole year, its clock at the year's end."""
    return record_of_a_year(tmp_path_factory)


@pytest.fixture(autouse=True)
def _at_the_years_end(played: Path, office: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let flows work on the played record."""
    del office
    for name, value in {
        "DATA_DIR": played,
        "DATABASE_URL": f"sqlite:///{played}/emulation.db",
        "SET_CLOCK": played / "clock",
    }.items():
        monkeypatch.setenv(f"EMULATION_{name}", str(value))
    _forget()
    yield
    _forget()


def _forget() -> None:
    bootstrap.settings.cache_clear()
    context.settings.cache_clear()
    context.office.cache_clear()


async def pages() -> list[ArtifactCollection]:
    found: list[ArtifactCollection] = []
    async with get_client() as client:
        while read := await client.read_latest_artifacts(limit=100, offset=len(found)):
            found += read
    return [page for page in found if page.type != "progress"]


def said(data: Any) -> Iterator[str]:
    """Yield what a page or a table shows; a table is kept as the JSON of its rows."""
    if isinstance(data, str) and data.startswith("["):
        yield from (str(shown) for row in json.loads(data) for pair in row.items() for shown in pair)
    else:
        yield str(data)


async def test_no_page_has_anything_internal_before_a_reader() -> None:
    """No rule, stage, kind, SHA or key: `--json`, docs/rules.md and the audit keep them."""
    began = datetime.now(UTC)
    for on in ("01/4/2020", "06/7/2020"):
        state: Any = await daily_sweep(EscalationForm(as_of=on), return_state=True)
        assert state.is_completed(), state.message
    for flow in (board_list, progress, roll_up, obligation_update, mail_delivery):
        state = await flow(return_state=True)
        assert state.is_completed(), state.message
    for kind, unit in (("Báo cáo tổng hợp", ""), ("Báo cáo thẩm định", CITY), ("Tờ trình", CITY)):
        named = next(name for name in kind_names(context.office().campaign).values() if name.startswith(kind))
        state = await papers(PaperRequestForm(kind=named, unit=unit), return_state=True)
        assert state.is_completed(), state.message
    lists = context.settings().intake_dir / FOLDER
    lists.mkdir(parents=True, exist_ok=True)
    (lists / f"{CITY}.csv").write_text("Họ và tên\nNguyễn Thị Ánh\nA Brol\n", encoding="utf-8")
    asked = ListForm(
        unit=CITY,
        kind=LIST_KINDS[ListKind.ADOPTED],
        minutes="05/BB",
        adopted_on="16/4/2020",
        entered_by=CLERK,
        preview=True,
    )
    state = await delegate_intake(asked, return_state=True)
    assert state.is_completed(), state.message
    office = context.office()
    documents = {order.document for order in entered_orders(office)}
    assert documents
    for document in documents:
        points = [order for order in entered_orders(office) if order.document == document]
        await publish_order(preview_order(office, points), letters=1)
    for pilot in (CITY, LOTTERY):
        assert await publish_case_sheet(pilot)
    # The server is shared: pages of before are other tests', and so are the deployments that the start page lists.
    shown = [page for page in await pages() if page.updated and page.updated >= began]
    assert len(shown) > PAGES
    words = {page.key: "\n".join([str(page.description), *said(page.data)]).partition(ROUNDS)[0] for page in shown}
    told = {key: LINK.sub(" ", text) for key, text in words.items()}
    assert {key: found for key, words in told.items() if (found := internals(words))} == {}
