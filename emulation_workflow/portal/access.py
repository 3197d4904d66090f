"""Who may open a page: asked in one place, by the rule that stands beside the page in `pages.PAGES`."""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from fastapi import HTTPException, Request
from starlette.concurrency import run_in_threadpool

from emulation_workflow.office.entrance import sign_in
from emulation_workflow.office.entrance.cases import may_see_case
from emulation_workflow.office.entrance.people import PageRole, Visitor
from emulation_workflow.portal.surroundings import Guest, Portal, cookie_name, portal_of

FORM_TOKEN = "form_token"  # noqa: S105 - the name of a field
_LONGEST_COOKIE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for: by whom, and of what in the page's path."""

    portal: Portal
    visitor: Visitor
    path: Mapping[str, str]


Rule = Callable[[Asked], bool]
"""Says whether somebody who is signed in may open this page."""


def signed_in(_asked: Asked) -> bool:
    """Let whoever is signed in: the page shows what is theirs."""
    return True


def sees_case(asked: Asked) -> bool:
    """Let those who decide on this unit's plan at some stage, and those who see to it."""
    portal, visitor, unit = asked.portal, asked.visitor, asked.path["unit"]
    question = ("sees case", visitor.address, visitor.standing, unit)
    return portal.remembered.find(question, lambda: may_see_case(portal.office, visitor, unit))


def is_of_unit(asked: Asked) -> bool:
    """Let those whose address, or whose entry in the register, is this unit's."""
    return asked.visitor.is_of(asked.path["unit"])


def sees_figures(asked: Asked) -> bool:
    """Let the Board's officials and the People's Committee's."""
    return bool(asked.visitor.roles & {PageRole.BOARD, PageRole.COMMITTEE})


def is_board(asked: Asked) -> bool:
    """Let the Board's officials."""
    return PageRole.BOARD in asked.visitor.roles


def admitting(rule: Rule | None, name: str) -> Callable[[Request], Awaitable[None]]:
    """Return what lets in whom the rule lets; without a rule, whoever comes: the page shows nothing of anybody."""

    async def admit(request: Request) -> None:
        portal = portal_of(request)
        said = portal.links.read_cookie(request.cookies.get(cookie_name(portal), "")[:_LONGEST_COOKIE])
        visit, session = said or (secrets.token_urlsafe(16), "")
        guest = Guest(visit=visit, is_new=said is None)
        may_open = rule is None
        if session:
            if portal.sessions.remembers(session):
                guest, may_open = _judge(portal, request, rule, guest, session)
            else:
                # The record is asked in a thread, so that nobody waits for it who does not have to.
                guest, may_open = await run_in_threadpool(_judge, portal, request, rule, guest, session)
        request.state.guest = guest
        if any(not value.isprintable() for value in request.path_params.values()):
            raise HTTPException(404)
        if request.method == "POST":
            await _ensure_own_form(request, portal.links.form_token(visit))
        if rule is not None and guest.visitor is None:
            raise HTTPException(401)
        if not may_open:
            if guest.visitor is not None:
                await run_in_threadpool(sign_in.note_refusal, portal.office, guest.visitor, name)
            raise HTTPException(403)

    return admit


def _judge(portal: Portal, request: Request, rule: Rule | None, guest: Guest, session: str) -> tuple[Guest, bool]:
    """Return who is in the session, and whether they may open the page."""
    visitor = portal.sessions.visitor_in(session)
    if visitor is None:
        return guest, rule is None
    known = replace(guest, session=session, visitor=visitor)
    return known, rule is None or rule(Asked(portal=portal, visitor=visitor, path=request.path_params))


async def _ensure_own_form(request: Request, token: str) -> None:
    """Refuse a form that one of our pages did not make for this browser."""
    given = (await request.form()).get(FORM_TOKEN)
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), token.encode()):
        raise HTTPException(400)
