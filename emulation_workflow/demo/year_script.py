"""The year as data: which plans come on which day, and the orders of 2020.

Numbers and signers are samples. That conferences stopped in late March, that windows came later, and that the congress
was held on 22/10/2020, happened.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from emulation_workflow.demo.year import OfficeAct
from emulation_workflow.demo.year_reports import allocate_to_congress, list_for_congress, publish_figures
from emulation_workflow.domain.campaign import Window
from emulation_workflow.domain.orders.order import OrderKind, Scope

FIRST, LAST = date(2019, 9, 4), date(2020, 11, 15)
CLERK = "BTDKT-04"
ISSUER, SIGNER = "committee", "Hoàng Đức Nhân (mẫu)"

PLANS: Mapping[date, Sequence[str]] = {
    date(2020, 2, 18): ("608_tp_kon_tum.toml", "kt_xskt_lan_2.toml", "kt_snnptnt_lan_1.toml"),
}

DIRECTIVE_15 = date(2020, 3, 27)
NEW_WINDOWS = date(2020, 5, 8)
CONGRESS_MOVED = date(2020, 8, 20)

BELOW_THE_PROVINCE = ("commune", "district", "enterprise", "department")

Point = tuple[OrderKind, Scope, Window | None]

ORDERS: Mapping[date, tuple[str, Sequence[Point]]] = {
    DIRECTIVE_15: ("980/UBND-KGVX", [(OrderKind.SUSPEND, Scope(levels=BELOW_THE_PROVINCE), None)]),
    NEW_WINDOWS: (
        "1520/UBND-KGVX",
        [
            (
                OrderKind.MOVE,
                Scope(levels=("commune",)),
                Window(start=date(2020, 5, 15), end=date(2020, 6, 30), words="từ ngày 15/5 đến ngày 30/6/2020"),
            ),
            (
                OrderKind.MOVE,
                Scope(levels=("district", "enterprise", "department")),
                Window(start=date(2020, 6, 15), end=date(2020, 8, 31), words="từ ngày 15/6 đến ngày 31/8/2020"),
            ),
        ],
    ),
    CONGRESS_MOVED: (
        "3050/UBND-KGVX",
        [
            (
                OrderKind.MOVE,
                Scope(levels=("province",)),
                Window(start=date(2020, 10, 22), end=date(2020, 10, 22), words="ngày 22/10/2020"),
            )
        ],
    ),
}
"""By the day it was signed: the document's number and its points."""

ACTS: Mapping[date, Sequence[OfficeAct]] = {
    date(2020, 7, 15): (partial(publish_figures, document="58/BC-BTĐKT"),),
    date(2020, 9, 25): (partial(allocate_to_congress, document="3420/UBND-KGVX"),),
    date(2020, 10, 16): (list_for_congress,),
}
"""What the office does by itself: it publishes figures while conferences go on, and calls the congress."""
