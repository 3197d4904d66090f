"""The web application: its routes, what goes around them, and what is said where something cannot be shown."""

import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

from anyio.to_thread import current_default_thread_limiter
from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from emulation_workflow import bootstrap
from emulation_workflow.adapters.page_links import PageLinks
from emulation_workflow.domain.errors import RecordAltered, RecordChanged, Rejected
from emulation_workflow.messages import sentence
from emulation_workflow.messages.days import day_words, nth_words
from emulation_workflow.messages.formats import clause_words
from emulation_workflow.messages.names import gate_words, plan_named
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.office.entrance.remembered import Remembered
from emulation_workflow.office.entrance.search import Finder
from emulation_workflow.office.entrance.sign_in import Sessions
from emulation_workflow.office.office import Office
from emulation_workflow.portal.access import admitting
from emulation_workflow.portal.guarded import Guarded
from emulation_workflow.portal.pages import PAGES
from emulation_workflow.portal.surroundings import Aftermath, Portal, page, portal_of
from emulation_workflow.screens.letters import moment
from emulation_workflow.settings import Settings

MOST_BYTES = 32 * 1024 * 1024
"""What one request may bring: a form and its files."""
AT_ONCE = 3
"""Pages that are made at the same time: as many connections to the record are kept open, and more would only wait in
turn for the same processor."""
HERE = ("127.0.0.1", "localhost")

UNREADABLE, BUSY, NOT_TAKEN = 422, 503, 422


def application(
    office: Office,
    settings: Settings,
    *,
    links: PageLinks,
    aftermath: Aftermath,
    health: Callable[[], Mapping[str, bool]] = dict,
) -> FastAPI:
    """Return the pages of this office. `health` says of what they rest on whether it works."""
    app = FastAPI(title="Trang làm việc", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_serving)
    is_tls = settings.pages_url.startswith("https://")
    remembered = Remembered(office)
    app.state.portal = Portal(
        office=office,
        links=links,
        zone=settings.time_zone,
        templates=_templates(settings),
        aftermath=aftermath,
        sessions=Sessions(office, remembered),
        finder=Finder(office, remembered),
        remembered=remembered,
        documents=cache(lambda: bootstrap.documents(settings)),
        is_tls=is_tls,
        health=health,
    )
    for route in PAGES:
        lets_in = Depends(admitting(route.rule, route.make.__name__))
        app.add_api_route(
            route.path, route.make, methods=[route.method], dependencies=[lets_in], response_class=HTMLResponse
        )
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
    # The one that is added last is met first: what asks for another host, or brings too much, gets no further.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[urlsplit(settings.pages_url).hostname or "", *HERE])
    app.add_middleware(Guarded, most=MOST_BYTES, is_tls=is_tls)
    return app


@asynccontextmanager
async def _serving(_app: FastAPI) -> AsyncIterator[None]:
    """Make AT_ONCE pages at the same time; the others wait for their turn.

    What is loaded by now is never garbage: to look through it would halt every page for a fifth of a second.
    """
    current_default_thread_limiter().total_tokens = AT_ONCE
    gc.freeze()
    yield
    gc.unfreeze()


class _OfMappings(Environment):
    """What templates are filled from: mappings for the most part, so that a name is looked for among keys first."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def _templates(settings: Settings) -> Jinja2Templates:
    environment = _OfMappings(
        loader=FileSystemLoader(settings.templates_dir / "portal"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    campaign = bootstrap.campaign(settings)
    environment.globals |= {"opinion": gate_words(campaign), "plan_named": plan_named(campaign)}
    environment.filters |= {
        "moment": partial(moment, zone=settings.time_zone),
        "day": day_words,
        "nth": nth_words,
        "clause": partial(clause_words, word=words.CLAUSE),
    }
    return Jinja2Templates(env=environment)


async def _not_shown(request: Request, fault: Exception) -> Response:
    """Say why there is no such page for this visitor; whoever is not signed in is led to where they can."""
    status = fault.status_code if isinstance(fault, HTTPException) else UNREADABLE
    if status == 401:  # noqa: PLR2004 - what HTTP calls it
        return page(request, "ask_for_link", {"address": "", "is_none": False, "is_led_here": True}, status=status)
    told = words.FAULTS.get(status, words.FAULTS[UNREADABLE])
    return page(request, "fault", {"told": [told], "status": status}, status=status)


async def _refused(request: Request, fault: Exception) -> Response:
    campaign = portal_of(request).office.campaign
    problems = fault.problems if isinstance(fault, Rejected) else ()
    told = [sentence(problem, campaign) for problem in problems]
    return page(request, "fault", {"told": told, "status": NOT_TAKEN}, status=NOT_TAKEN)


async def _cannot_now(request: Request, fault: Exception) -> Response:
    told = words.ALTERED if isinstance(fault, RecordAltered) else words.CHANGED
    return page(request, "fault", {"told": [told], "status": BUSY}, status=BUSY)


_HANDLERS: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    HTTPException: _not_shown,
    RequestValidationError: _not_shown,
    Rejected: _refused,
    RecordAltered: _cannot_now,
    RecordChanged: _cannot_now,
}
