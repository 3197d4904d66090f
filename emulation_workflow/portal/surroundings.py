"""What every page is made with, and who is at it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from emulation_workflow.adapters.page_links import PageLinks
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.office.entrance.people import PageRole, Visitor
from emulation_workflow.office.entrance.remembered import Remembered
from emulation_workflow.office.entrance.search import Finder
from emulation_workflow.office.entrance.sign_in import Sessions
from emulation_workflow.office.office import Office

if TYPE_CHECKING:
    from emulation_workflow.adapters.documents.files import Documents


class Aftermath(Protocol):
    """What follows an act, when it is in the record already: whatever fails here is caught up with by the rounds."""

    def send_letters(self) -> None:
        """Have the letters leave that acts have caused; return at once."""

    def wake(self, case: Case) -> None:
        """Have the run that waits at this case look at it; return at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """The office behind the pages, and what they are made with. `is_tls`: browsers reach them by https alone."""

    office: Office
    links: PageLinks
    zone: ZoneInfo
    templates: Jinja2Templates
    aftermath: Aftermath
    sessions: Sessions
    finder: Finder
    remembered: Remembered
    documents: Callable[[], "Documents"]
    is_tls: bool
    health: Callable[[], Mapping[str, bool]]
    """What the pages rest on, and whether it works."""
    views: set[tuple[object, ...]] = field(default_factory=set)
    """Looks at people's data that are in the record already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Whoever a request comes from. `visit`: their browser's own random text; `visitor`: who is signed in."""

    visit: str
    session: str = ""
    visitor: Visitor | None = None
    is_new: bool = False
    """Whether the browser has no cookie of ours yet."""


def portal_of(request: Request) -> Portal:
    portal: Portal = request.app.state.portal
    return portal


def guest_of(request: Request) -> Guest:
    """Return who the request comes from, as `access.admit` found."""
    guest: Guest = request.state.guest
    return guest


def visitor_of(request: Request) -> Visitor:
    """Return who is signed in. LookupError where nobody has to be."""
    visitor = guest_of(request).visitor
    if visitor is None:
        raise LookupError("this page is open to whoever comes")
    return visitor


def page(request: Request, name: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> HTMLResponse:
    """Return the page templates/portal/<name>.html."""
    portal, guest = portal_of(request), getattr(request.state, "guest", None)
    roles = guest.visitor.roles if guest and guest.visitor else frozenset()
    shared = {
        "visitor": guest.visitor if guest else None,
        "form_token": portal.links.form_token(guest.visit) if guest else "",
        "campaign": portal.office.campaign,
        "is_board": PageRole.BOARD in roles,
        "sees_figures": bool(roles & {PageRole.BOARD, PageRole.COMMITTEE}),
        "path": request.url.path,
    }
    shown = {**shared, **(context or {})}
    response = portal.templates.TemplateResponse(request, f"{name}.html", shown, status_code=status)
    # A form that another site sends comes without our cookie: one in the answer would sign out who is signed in.
    if guest is not None and guest.is_new and request.method == "GET":
        keep_cookie(response, portal, visit=guest.visit)
    return response


def download(name: str, content: bytes, mime_type: str = "application/octet-stream") -> Response:
    """Return a file to be kept: no browser shows it by itself."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=mime_type, headers=headers)


def cookie_name(portal: Portal) -> str:
    """Return what the cookie is called: with TLS, so that no other host under the same domain can set it."""
    return "__Host-phien" if portal.is_tls else "phien"


def keep_cookie(response: Response, portal: Portal, *, visit: str, session: str = "") -> None:
    """Have the browser keep who it is until it is closed; no script reads it, no other site has it sent along."""
    cookie = portal.links.cookie(visit, session)
    response.set_cookie(cookie_name(portal), cookie, httponly=True, samesite="lax", secure=portal.is_tls)
