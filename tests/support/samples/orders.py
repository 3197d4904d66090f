"""Orders of a made-up People's Committee, for tests to change one thing of, and the clerk who enters them."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from emulation_workflow.domain.approval.codes import code_for
from emulation_workflow.domain.campaign import AttendanceMode, Window
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope, sha256_of
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders import entry
from emulation_workflow.office.orders.entry import OrderOutcome

NOON = datetime(2020, 3, 27, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
JUNE = Window(start=date(2020, 6, 1), end=date(2020, 6, 30), words="tháng 6/2020")
JULY = Window(start=date(2020, 7, 1), end=date(2020, 7, 31), words="tháng 7/2020")

_OF_KIND: dict[OrderKind, dict[str, Any]] = {
    OrderKind.MOVE: {"window": JUNE},
    OrderKind.CHANGE_FORM: {"mode": AttendanceMode.DELEGATES},
    OrderKind.LOWER_CAP: {"at_most": 50},
    OrderKind.CHANGE_CAP: {"at_most": 400},
    OrderKind.CHANGE_NAMES: {"names": ("Hội nghị tôn vinh người tốt, việc tốt",)},
    OrderKind.CHANGE_CONTENTS: {"contents": ("report", "honours")},
    OrderKind.NAME_PILOTS: {"scope": Scope(units=("S2",)), "of_level": "department"},
    OrderKind.RELEASE_PILOTS: {"scope": Scope(units=("S1",))},
    OrderKind.END_LEVELS: {"scope": Scope(levels=("district",))},
    OrderKind.CHANGE_LEVELS: {"scope": Scope(levels=("commune",)), "reports_to": "board", "upper": "province"},
}


def order(kind: OrderKind, **changes: Any) -> Order:
    """Return a sound order of this kind to everybody, in force on 27/3/2020 unless `signed_on` says otherwise."""
    signed_on = changes.get("signed_on", NOON.date())
    sound: dict[str, Any] = {
        "number": "1/UBND-KGVX",
        "issuer": "committee",
        "signed_on": signed_on,
        "effective_from": signed_on,
        "signer": "Lê Văn Chính",
        "scope": Scope(),
        "entered_at": NOON,
    }
    return Order(kind=kind, **sound | _OF_KIND.get(kind, {}) | changes)


def code_for_order(office: Office, document: tuple[Order, ...], clerk: str = "R1") -> str:
    """Return the code that was mailed to this clerk for this document, "" if none counts."""
    with office.store.look() as record:
        issued = record.cases.codes(document[0].document, stage=sha256_of(document), version=0)
    theirs = [issue for issue in issued if issue.official == clerk and issue.is_live]
    return code_for(theirs[-1], office.secret) if theirs else ""


def enter_order(office: Office, *document: Order, clerk: str = "R1") -> OrderOutcome:
    """Enter the document as its clerk does: ask for a code, find it in the mail, send both."""
    entry.request_code(office, document, entered_by=clerk)
    return entry.enter_order(office, document, entered_by=clerk, code=code_for_order(office, document, clerk))
