"""The form of orders, and what is read from it and shown before anything takes effect."""

from datetime import date
from typing import Any

import pytest

from emulation_workflow.domain.campaign import AttendanceMode
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.orders.order import OrderKind
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders import entry
from flows.obligations.order_entry import confirmation_page
from flows.obligations.order_form import OrderRequest, document_in, typed_order

TYPED: dict[str, Any] = {
    "number": "1/UBND-KGVX",
    "issuer": "Ủy ban nhân dân tỉnh Kon Tum",
    "signed_on": "19/02/2020",
    "signer": "Hoàng Đức Nhân",
    "points": [
        {"kind": "Tạm dừng", "levels": ["cấp xã"], "mode": run_words.NOT_CHOSEN, "until": "15/3/2020"},
        {"kind": "Thay đổi hình thức", "units": ["Thành phố Kon Tum"], "mode": "Hội nghị đại biểu"},
    ],
    "entered_by": "BTDKT-04",
}


def read(**changes: Any) -> Any:
    typed = typed_order({**TYPED, **changes})
    del typed["entered_by"]
    return document_in(typed)


def test_the_form_offers_the_plans_own_words_and_chooses_nothing_beforehand() -> None:
    """Only bodies that may change the plan are offered; nobody has to know an id."""
    schema = OrderRequest.model_json_schema()
    point = schema["properties"]["points"]["items"]["properties"]
    assert "Hội đồng Thi đua - Khen thưởng tỉnh Kon Tum" not in schema["properties"]["issuer"]["enum"]
    assert point["kind"]["enum"][:2] == [run_words.NOT_CHOSEN, "Điều chỉnh thời gian"]
    assert point["levels"]["items"]["enum"][0] == "cấp xã"
    assert "Khối cơ quan đảng" in point["groups"]["items"]["enum"]
    assert "required" not in schema


def test_what_was_typed_is_read_by_name(office: Office) -> None:
    """Points are numbered as they stand; what was not chosen is not stated."""
    assert office.campaign.id == "kon-tum-2020"
    first, second = read()
    assert (first.kind, first.issuer, first.scope.levels) == (OrderKind.SUSPEND, "committee", ("commune",))
    assert (first.until, first.mode, first.signed_on) == (date(2020, 3, 15), None, date(2020, 2, 19))
    assert (second.point, second.mode, second.scope.units) == (2, AttendanceMode.DELEGATES, ("608",))


def test_a_form_that_says_nothing_is_refused_in_words() -> None:
    """Everything that is missing at once."""
    with pytest.raises(Rejected) as refused:
        document_in({"issuer": "", "points": [{"kind": ""}]})
    assert [problem.code for problem in refused.value.problems] == [
        "order_issuer_unknown",
        "order_day_missing",
        "order_kind_missing",
    ]


def test_the_question_shows_the_whole_preview(office: Office) -> None:
    """Nobody confirms what they have not seen; people's own signs break no page."""
    words = confirmation_page(entry.preview_order(office, read(reason="Phòng | chống <dịch>")))
    assert "tạm dừng đến hết ngày 15/3/2020" in words
    assert "tháng 3/2020" in words
    assert "Chưa có gì thay đổi" in words
    assert "&lt;dịch&gt;" in words
    assert run_words.CODE_ASKED in words
