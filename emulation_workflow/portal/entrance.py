"""Coming in and going out: a link to one's own address, spent by a button; a GET changes nothing."""

import secrets
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse

from emulation_workflow.office.entrance import sign_in
from emulation_workflow.office.entrance.cases import awaited_answers
from emulation_workflow.portal.surroundings import guest_of, keep_cookie, page, portal_of, visitor_of
from emulation_workflow.settings import PROJECT

SEE_OTHER = 303
_FILES = PROJECT / "templates" / "portal"
STYLESHEET, SCRIPT = _FILES / "pages.css", _FILES / "htmx.min.js"
FOR_AN_HOUR = {"Cache-Control": "public, max-age=3600"}


def home(request: Request) -> HTMLResponse:
    portal, visitor = portal_of(request), visitor_of(request)
    return page(request, "home", {"awaited": awaited_answers(portal.office, visitor), "units": visitor.units})


def stylesheet() -> Response:
    return FileResponse(STYLESHEET, media_type="text/css", headers=FOR_AN_HOUR)


def script() -> Response:
    """Hand out htmx (htmx.org, 0BSD, its licence beside it), without which every page works as well."""
    return FileResponse(SCRIPT, media_type="text/javascript", headers=FOR_AN_HOUR)


def health(request: Request) -> Response:
    """Say to balancers and alarms whether what the pages rest on works; 503 if any of it does not."""
    seen = portal_of(request).health()
    return JSONResponse(dict(seen), 200 if all(seen.values()) else 503, headers={"Cache-Control": "no-store"})


def ask_for_link(request: Request) -> HTMLResponse:
    return page(request, "ask_for_link")


def send_link(request: Request, address: Annotated[str, Form(max_length=500)] = "") -> HTMLResponse:
    """Say the same whether the address is known or not."""
    portal = portal_of(request)
    if typed := sign_in.as_address(address):
        sign_in.ask_for_link(portal.office, typed)
        portal.aftermath.send_letters()
    return page(request, "link_sent" if typed else "ask_for_link", {"address": address, "is_none": not typed})


def offer_session(request: Request, token: str) -> HTMLResponse:
    """Show the button that spends the link: whatever opens links in letters by itself presses none."""
    is_ours = portal_of(request).links.read_sign_in(token) is not None
    return page(request, "offer_session" if is_ours else "link_over", status=200 if is_ours else 404)


def open_session(request: Request, token: str) -> Response:
    portal = portal_of(request)
    ref = portal.links.read_sign_in(token)
    session = sign_in.open_session(portal.office, ref) if ref else None
    if session is None:
        return page(request, "link_over", status=410)
    response = RedirectResponse("/", SEE_OTHER)
    keep_cookie(response, portal, visit=secrets.token_urlsafe(16), session=session.ref)
    return response


def sign_out(request: Request, everywhere: Annotated[str, Form(max_length=10)] = "") -> Response:
    portal, guest = portal_of(request), guest_of(request)
    sign_in.end_session(portal.office, guest.session, everywhere=bool(everywhere))
    response = RedirectResponse("/vao", SEE_OTHER)
    keep_cookie(response, portal, visit=secrets.token_urlsafe(16))
    return response
