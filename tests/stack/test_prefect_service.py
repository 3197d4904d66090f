"""What the stack asks of Prefect's API, and what it makes of the answers."""

import httpx
import pytest

from emulation_workflow.stack.prefect_service import PoolNotMade, PrefectApi
from emulation_workflow.stack.sign_in import SignIn

SIGN_IN = SignIn(words="ban:mật-khẩu", file=None)


class Api(httpx.BaseTransport):
    """Answers for Prefect's server: with `status`, to whoever signs in, with a token besides if it `is_guarded`."""

    def __init__(self, status: int = 201, *, is_guarded: bool = False) -> None:
        self._status = status
        self._is_guarded = is_guarded
        self.made = 0
        self._tokens: set[str] = set()

    def expire(self) -> None:
        self._tokens.clear()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.headers.get("Authorization") != SIGN_IN.header:
            return httpx.Response(401)
        if request.url.path == "/api/csrf-token":
            client = request.url.params["client"]
            self._tokens.add(client)
            return httpx.Response(200 if self._is_guarded else 422, json={"token": f"for-{client}"})
        client = request.headers.get("Prefect-Csrf-Client")
        has_token = client in self._tokens and request.headers.get("Prefect-Csrf-Token") == f"for-{client}"
        if self._is_guarded and not has_token:
            return httpx.Response(403)
        self.made += 1
        return httpx.Response(self._status)


class Nobody(httpx.BaseTransport):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("Connection refused", request=request)


class Breaking(Api):
    """Breaks the first connection after it did what was asked, as a server may that closes it at rest."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = super().handle_request(request)
        if self.made == 1:
            raise httpx.ReadError("[Errno 104] Connection reset by peer", request=request)
        return answer


def api(transport: httpx.BaseTransport) -> PrefectApi:
    return PrefectApi("http://127.0.0.1:4200/api", SIGN_IN, transport=transport)


@pytest.mark.parametrize("status", [201, 409])
def test_the_pool_is_made_or_stands(status: int) -> None:
    """Every start asks for it."""
    server = Api(status)
    assert api(server).make_pool()
    assert server.made == 1


def test_a_server_that_guards_against_forged_requests_is_asked_with_a_token() -> None:
    """Nothing changes without one; one that has run out is asked for anew."""
    server = Api(is_guarded=True)
    prefect = api(server)
    prefect.make_pool()
    server.expire()
    prefect.make_pool()
    assert server.made == 2


def test_a_connection_that_breaks_is_no_reason_not_to_start() -> None:
    """Whoever waits asks for the pool again; it may have been made the first time."""
    server = Breaking(409)
    prefect = api(server)
    assert [prefect.make_pool(), prefect.make_pool()] == [False, True]
    assert server.made == 2


@pytest.mark.parametrize("server", [Nobody(), Api(503)])
def test_a_server_that_is_not_yet_up_or_busy_is_waited_for(server: httpx.BaseTransport) -> None:
    """That it gives no answer now says nothing of the next one."""
    assert not api(server).make_pool()


@pytest.mark.parametrize(
    ("server", "told"),
    [(Api(401), "401 Unauthorized"), (Api(403), "403 Forbidden")],
)
def test_what_the_server_refuses_is_told_in_a_sentence(server: httpx.BaseTransport, told: str) -> None:
    """An operator reads why, not a traceback."""
    with pytest.raises(PoolNotMade) as refused:
        api(server).make_pool()
    assert str(refused.value) == told


def test_a_server_that_gives_no_answer_is_not_said_to_be_idle() -> None:
    """Nothing is known of what it does; that it does not answer is told for itself."""
    for transport in (Nobody(), Api(500)):
        asked = api(transport)
        assert asked.scheduler_is_idle() == ""
        asked.start_round()
