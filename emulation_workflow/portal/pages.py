"""Every page there is, and who may open it: the one table of routes and rules."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from emulation_workflow.portal import decider, entrance, figures, report
from emulation_workflow.portal.access import Rule, is_board, is_of_unit, sees_case, sees_figures, signed_in
from emulation_workflow.portal.board import desk, entering
from emulation_workflow.portal.units import lists, own, taking_back, typing

GET, POST = "GET", "POST"


class Page(NamedTuple):
    """A route. Without a rule it is open: it shows nothing of anybody, or looks at a letter's link itself."""

    method: str
    path: str
    make: Callable[..., Any]
    rule: Rule | None


PAGES: Sequence[Page] = (
    Page(GET, "/pages.css", entrance.stylesheet, None),
    Page(GET, "/htmx.js", entrance.script, None),
    Page(GET, "/health", entrance.health, None),
    Page(GET, "/vao", entrance.ask_for_link, None),
    Page(POST, "/vao", entrance.send_link, None),
    Page(GET, "/vao/{token}", entrance.offer_session, None),
    Page(POST, "/vao/{token}", entrance.open_session, None),
    Page(POST, "/thoat", entrance.sign_out, signed_in),
    Page(GET, "/", entrance.home, signed_in),
    Page(GET, "/thu/{token}", decider.read_case, None),
    Page(POST, "/thu/{token}", decider.answer_by_link, None),
    Page(GET, "/ho-so/{unit}", decider.show_case, sees_case),
    Page(POST, "/ho-so/{unit}", decider.answer_case, sees_case),
    Page(GET, "/ho-so/{unit}/tep/{sha256}", decider.attachment, sees_case),
    Page(GET, "/ho-so/{unit}/van-ban/{kind}", decider.draft, sees_case),
    Page(GET, "/don-vi/{unit}", own.show_unit, is_of_unit),
    Page(POST, "/don-vi/{unit}/gui", own.send_form, is_of_unit),
    Page(POST, "/don-vi/{unit}/kho-khan", own.ask_for_help, is_of_unit),
    Page(GET, "/don-vi/{unit}/phieu/{form}", own.unit_form, is_of_unit),
    Page(GET, "/don-vi/{unit}/soan/{form}", typing.show_typed, is_of_unit),
    Page(POST, "/don-vi/{unit}/soan/{form}", typing.send_typed, is_of_unit),
    Page(GET, "/don-vi/{unit}/soan/{form}/{part}", typing.show_part, is_of_unit),
    Page(POST, "/don-vi/{unit}/soan/{form}/{part}", typing.save_part, is_of_unit),
    Page(GET, "/don-vi/{unit}/rut", taking_back.show_taking_back, is_of_unit),
    Page(POST, "/don-vi/{unit}/rut", taking_back.take_plan_back, is_of_unit),
    Page(GET, "/don-vi/{unit}/dai-bieu", lists.show_list, is_of_unit),
    Page(POST, "/don-vi/{unit}/dai-bieu", lists.send_list, is_of_unit),
    Page(GET, "/don-vi/{unit}/thu/{number}", own.unit_letter, is_of_unit),
    Page(GET, "/ban", desk.show_desk, is_board),
    Page(GET, "/ban/qua-han", desk.show_late, is_board),
    Page(GET, "/ban/tim", desk.search, is_board),
    Page(GET, "/ban/don-vi/{unit}", desk.show_unit_to_board, is_board),
    Page(GET, "/ban/nguoi", desk.show_people, is_board),
    Page(GET, "/ban/thu", desk.show_letters, is_board),
    Page(POST, "/ban/thu", desk.settle_letters, is_board),
    Page(GET, "/ban/viec", desk.show_items, is_board),
    Page(POST, "/ban/viec", desk.close_items, is_board),
    Page(GET, "/ban/nhap", entering.show_entries, is_board),
    Page(GET, "/ban/nhap/{kind}", entering.show_entry, is_board),
    Page(POST, "/ban/nhap/{kind}", entering.enter, is_board),
    Page(GET, "/ban/thu/{number}", desk.show_letter, is_board),
    Page(GET, "/ban/van-ban", desk.offer_papers, is_board),
    Page(POST, "/ban/van-ban", desk.make_paper, is_board),
    Page(GET, "/so-lieu", figures.show_figures, sees_figures),
    Page(GET, "/so-lieu/bao-cao/{unit}/{version}", report.show_report, sees_figures),
    Page(GET, "/so-lieu/bao-cao/{unit}/{version}/tep/{sha256}", report.report_file, sees_figures),
    Page(GET, "/so-lieu/hinh/{name}", figures.show_picture, sees_figures),
    Page(GET, "/so-lieu/van-ban/{file}", figures.consolidated, sees_figures),
    Page(GET, "/so-lieu/cong-bo", figures.show_published, sees_figures),
)
