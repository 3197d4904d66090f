"""The catcher's pages: a list, a letter, its HTML in a frame that runs nothing, and the file itself."""

import hmac
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Annotated, TypeVar
from urllib.parse import quote

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.middleware.trustedhost import TrustedHostMiddleware

from emulation_workflow.adapters.mail.catcher.folder import Caught, CaughtMail
from emulation_workflow.messages.days import moment_words

AnyResponse = TypeVar("AnyResponse", bound=Response)

SHOWN = 200
"""Letters on the list; a search reaches the older ones."""

_PAGE = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'"
_LETTER = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
_LINKS_OPEN_OUTSIDE = '<base target="_blank">'


def pages(caught: CaughtMail, templates: Path, *, sign_in: str) -> FastAPI:
    """Return the web application that shows `caught` to whoever signs in; nothing can be changed through it.

    `sign_in` is the header that does so: letters hold one-time codes, and other users of this machine reach the port.
    """
    asks = [Depends(_asking_for(sign_in))]
    app = FastAPI(title="Mail catcher", docs_url=None, redoc_url=None, openapi_url=None, dependencies=asks)
    # A page elsewhere that points its own name at this machine is turned away.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    environment = Environment(
        loader=FileSystemLoader(templates), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    environment.filters["moment"] = moment_words
    screens = Jinja2Templates(env=environment)

    def known(number: int) -> Caught:
        letter = caught.find(number)
        if letter is None:
            raise HTTPException(404)
        return letter

    @app.get("/")
    def show_list(request: Request, to: str = "") -> HTMLResponse:
        letters = list(islice(caught.newest(search=to), SHOWN))
        context = {"letters": letters, "to": to, "total": len(caught.numbers()), "shown": SHOWN}
        return _glazed(screens.TemplateResponse(request, "list.html", context), _PAGE)

    @app.get("/letters/{number}")
    def show_letter(request: Request, letter: Annotated[Caught, Depends(known)]) -> HTMLResponse:
        text, html = caught.body(letter.number, "text/plain"), caught.body(letter.number, "text/html")
        context = {"letter": letter, "text": text, "has_html": bool(html), "files": caught.files(letter.number)}
        return _glazed(screens.TemplateResponse(request, "letter.html", context), _PAGE)

    @app.get("/letters/{number}/html")
    def show_html(letter: Annotated[Caught, Depends(known)]) -> HTMLResponse:
        html = caught.body(letter.number, "text/html").replace("<head>", f"<head>{_LINKS_OPEN_OUTSIDE}", 1)
        return _glazed(HTMLResponse(html), _LETTER)

    @app.get("/letters/{number}/file")
    def hand_out(letter: Annotated[Caught, Depends(known)]) -> FileResponse:
        path = caught.path(letter.number)
        return _glazed(FileResponse(path, media_type="message/rfc822", filename=path.name), _LETTER)

    @app.get("/letters/{number}/files/{index}")
    def hand_out_enclosed(letter: Annotated[Caught, Depends(known)], index: int) -> Response:
        file = next((file for file in caught.files(letter.number) if file.index == index), None)
        if file is None:
            raise HTTPException(404)
        # Never shown by the browser, whatever it says it is.
        headers = {"Content-Disposition": f"attachment; filename*=utf-8''{quote(file.name, safe='')}"}
        return _glazed(Response(file.content, media_type="application/octet-stream", headers=headers), _LETTER)

    return app


def _asking_for(sign_in: str) -> Callable[[Request], None]:
    def ask(request: Request) -> None:
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), sign_in.encode()):
            raise HTTPException(401, headers={"WWW-Authenticate": 'Basic realm="Hop thu thu", charset="UTF-8"'})

    return ask


def _glazed(response: AnyResponse, policy: str) -> AnyResponse:
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
