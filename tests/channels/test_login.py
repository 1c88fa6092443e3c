"""Log-in in the HTTP layer: nothing of the builder without a session, no planted, forged or lasting one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx2
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.channels.conftest import Place, client
from tests.servers import command

pytestmark = pytest.mark.xdist_group("channels-server")
PASSWORD = "seven quiet herons"
STREAMLIT = (
    "/", "/bots", "/users", "/settings", "/_stcore/health", "/_stcore/host-config", "/_stcore/script-health-check",
    "/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/upload_file/a/b", "/media/x.csv",
    "/static/index.html", "/app/static/brand/mark.svg", "/component/x/y", "/index.html", "/assets/a/b", "/chat/a/b",
    "/welcome/a/b", "/download/AAAA", "/loginx", "/api", "/api2", "/feed/x", "//login", "/healthz/", "/auth/login",
)  # fmt: skip


def form_token(answer: httpx2.Response) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
    assert found
    return found[1]


@pytest.fixture(scope="session")
def owner(place: Place) -> str:
    """An owner's account, made through the one-time link; gives the e-mail."""
    link = command(place.server, "create-owner", "--json")[0]["url"]
    path = link.removeprefix(place.server.url)
    with client(place, Origin="") as http:
        page = http.get(path)
        assert page.status_code == 200
        assert http.get(path).status_code == 200, "looking does not use it up"
        given = {"csrf": form_token(page), "name": "Ada Okafor", "email": "ada@shop.example", "password": PASSWORD}
        assert http.post(path, data=given | {"again": "another"}).status_code == 422
        assert http.post(path, data=given | {"password": "password", "again": "password"}).status_code == 422
        done = http.post(path, data=given | {"again": PASSWORD})
        assert (done.status_code, done.headers["location"]) == (303, "/")
        assert http.get("/", headers={"Accept": "text/html"}).status_code == 200, "logged in at once"
        assert http.get(path).status_code == 410, "it worked once"
    return "ada@shop.example"


@pytest.fixture
def visitor(place: Place) -> Iterator[httpx2.Client]:
    """A browser that is not logged in."""
    with client(place, Origin="") as http:
        yield http


def log_in(http: httpx2.Client, email: str, password: str = PASSWORD, **more: str) -> httpx2.Response:
    token = form_token(http.get("/login"))
    return http.post("/login", data={"csrf": token, "email": email, "password": password} | more)


@pytest.mark.parametrize("path", STREAMLIT)
def test_nothing_of_the_builder_answers_without_a_session(visitor: httpx2.Client, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"):
        answer = visitor.request(method, path)
        assert answer.status_code in {401, 404, 405}, (method, path)
        assert "streamlit" not in answer.text.lower()
    page = visitor.get(path, headers={"Accept": "text/html"})
    assert page.status_code in {303, 404}, path
    if page.status_code == 303:
        assert page.headers["location"].startswith("/login")


def test_no_socket_without_a_session(place: Place) -> None:
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{place.server.port}/_stcore/stream", subprotocols=[Subprotocol("streamlit")])
    assert refused.value.response.status_code == 403


def test_a_session_opens_pages_and_the_socket(place: Place, visitor: httpx2.Client, owner: str) -> None:
    done = log_in(visitor, owner, next="/settings?tab=2")
    assert (done.status_code, done.headers["location"]) == (303, "/settings?tab=2")
    assert visitor.get("/_stcore/health").status_code == 200
    url, cookie = f"ws://127.0.0.1:{place.server.port}/_stcore/stream", _cookie(visitor)
    with connect(url, origin=Origin(place.server.url), additional_headers={"Cookie": cookie}):
        pass
    with pytest.raises(InvalidStatus):  # a page of another port holds the same cookie, but is another origin
        connect(url, origin=Origin(place.site), additional_headers={"Cookie": cookie})


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(visitor: httpx2.Client, owner: str) -> None:
    cookie = log_in(visitor, owner).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert "secure" not in cookie, "plain http on this machine"


def test_a_client_cannot_say_who_it_is(visitor: httpx2.Client) -> None:
    assert visitor.get("/_stcore/health", headers={"X-Tacit-Member": "mem_somebody"}).status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", "tacit", "a" * 43, "a" * 5000])
def test_a_made_up_session_is_none(visitor: httpx2.Client, cookie: str) -> None:
    assert visitor.get("/_stcore/health", headers={"Cookie": f"tacit_session={cookie}"}).status_code == 401


def test_logging_out_ends_the_session_everywhere(visitor: httpx2.Client, owner: str) -> None:
    log_in(visitor, owner)
    kept = _cookie(visitor)
    assert visitor.get("/_stcore/health").status_code == 200
    page = visitor.get("/logout")
    assert visitor.post("/logout", data={"csrf": "wrong"}).status_code == 403
    assert visitor.get("/_stcore/health").status_code == 200
    assert visitor.post("/logout", data={"csrf": form_token(page)}).headers["location"] == "/login"
    assert visitor.get("/_stcore/health", headers={"Cookie": kept}).status_code == 401


def test_whoever_was_logged_out_reads_why(visitor: httpx2.Client, owner: str) -> None:
    assert "You were logged out" not in visitor.get("/login").text
    log_in(visitor, owner)
    kept = _cookie(visitor)
    visitor.post("/logout", data={"csrf": form_token(visitor.get("/logout"))})
    assert "You were logged out" not in visitor.get("/login").text, "who logged out knows it"
    assert "nothing was done for 30 minutes" in visitor.get("/login", headers={"Cookie": kept}).text


def test_a_form_token_that_was_planted_is_worth_nothing(place: Place, visitor: httpx2.Client, owner: str) -> None:
    """A page on another port of this host can set cookies for it: of its own making, or its own visitor's."""
    log_in(visitor, owner)
    with client(place, Origin="") as other:
        theirs = form_token(other.get("/login"))
    for planted in ("abc", "", "." * 43, theirs):
        cookie = f"{_cookie(visitor)}; tacit_form={planted}"
        refused = httpx2.post(f"{place.server.url}/logout", data={"csrf": planted}, headers={"Cookie": cookie})
        assert refused.status_code == 403, planted
    assert visitor.get("/_stcore/health").status_code == 200, "and nobody is logged out"


def test_each_log_in_gives_a_new_session(visitor: httpx2.Client, place: Place, owner: str) -> None:
    log_in(visitor, owner)
    first = _cookie(visitor)
    with client(place, Origin="") as other:
        log_in(other, owner)
        assert _cookie(other) != first


def test_a_form_from_elsewhere_is_refused(visitor: httpx2.Client, owner: str) -> None:
    token = form_token(visitor.get("/login"))
    given = {"csrf": token, "email": owner, "password": PASSWORD}
    assert visitor.post("/login", data=given | {"csrf": "x" * 43}).status_code == 403
    assert visitor.post("/login", data=given, headers={"Origin": "http://evil.example"}).status_code == 403
    visitor.cookies.clear()
    assert visitor.post("/login", data=given).status_code == 403, "without the cookie"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "/login", "", "x"])
def test_after_log_in_one_stays_on_this_server(visitor: httpx2.Client, owner: str, target: str) -> None:
    assert log_in(visitor, owner, next=target).headers["location"] == "/"


def test_a_wrong_password_and_an_unknown_address_read_the_same_and_lock(
    place: Place, visitor: httpx2.Client, owner: str
) -> None:
    wrong = log_in(visitor, owner, "not the password")
    unknown = log_in(visitor, "nobody@shop.example", "not the password")
    assert wrong.status_code == unknown.status_code == 401
    assert re.sub(r'value="[^"]*"', "", wrong.text) == re.sub(r'value="[^"]*"', "", unknown.text)
    assert f'value="{owner}"' in wrong.text, "what was typed as the e-mail stays"
    assert "not the password" not in wrong.text
    assert "Forgot your password?" in wrong.text
    tries = [log_in(visitor, "nobody@shop.example", "not the password") for _ in range(10)]
    assert tries[-1].status_code == 429
    assert int(tries[-1].headers["retry-after"]) > 0
    visitor.headers["X-Forwarded-For"] = "203.0.113.9"
    assert log_in(visitor, "nobody@shop.example").status_code == 429, "another address is not believed"
    assert log_in(visitor, owner).status_code == 303, "nobody locks another account"
    with client(place, Origin="") as elsewhere:
        assert log_in(elsewhere, owner).status_code == 303, "the owner elsewhere is not"


def test_a_link_that_was_never_made(visitor: httpx2.Client) -> None:
    assert visitor.get("/welcome/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").status_code == 410


def test_a_link_for_a_new_password_asks_for_nothing_else_and_logs_in(place: Place, owner: str) -> None:
    path = command(place.server, "reset-password", owner, "--json")[0]["url"].removeprefix(place.server.url)
    with client(place, Origin="") as http:
        page = http.get(path)
        assert "Ada Okafor" in page.text
        assert 'name="email"' not in page.text
        given = {"csrf": form_token(page), "password": "short one", "again": "short one"}
        assert http.post(path, data=given).status_code == 422
        done = http.post(path, data=given | {"password": PASSWORD, "again": PASSWORD})
        assert done.headers["location"] == "/"
        assert http.get("/_stcore/health").status_code == 200
        assert http.get(path).status_code == 410


def test_a_file_that_was_fetched_or_never_made(visitor: httpx2.Client, owner: str) -> None:
    log_in(visitor, owner)
    assert visitor.get("/download/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").status_code == 410


def _cookie(http: httpx2.Client) -> str:
    return f"tacit_session={http.cookies['tacit_session']}"
