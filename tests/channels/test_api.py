"""The HTTP API over real HTTP: who may call, what is answered, what is refused, and that nothing is lost."""

from __future__ import annotations

import socket
import time

import httpx2
import pytest

from channels.sessions import LIFETIME, VisitorTokens
from tests.channels.conftest import QUESTION, Place, Talk, client, code, events

pytestmark = pytest.mark.xdist_group("channels-server")


class TestOrigins:
    def test_a_listed_site_reads_the_card(self, place: Place, http: httpx2.Client) -> None:
        answer = http.get(f"/api/v1/bots/{place.shop}", params={"language": "de"})
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == place.site
        assert "origin" in answer.headers["vary"].lower()
        card = answer.json()
        assert card["name"] == "Ada & Finch"
        assert card["interface"] == "de"
        assert card["texts"]["send"] == "Senden"
        assert "policy" not in answer.text
        assert "origins" not in card, "the list is nobody's business"

    @pytest.mark.parametrize(
        "origin",
        ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"],
        ids=["another site", "no site", "another port", "another scheme"],
    )
    def test_a_foreign_site_is_refused_without_cors_headers(self, place: Place, origin: str) -> None:
        with client(place, Origin=origin) as http:
            for answer in (
                http.get(f"/api/v1/bots/{place.shop}"),
                http.post(f"/api/v1/bots/{place.shop}/conversations", json={}),
                http.options(f"/api/v1/bots/{place.shop}", headers={"Access-Control-Request-Method": "GET"}),
            ):
                assert answer.status_code == 403
                assert code(answer) in {"origin_refused", "origin_missing"}
                assert "access-control-allow-origin" not in answer.headers

    def test_a_call_that_names_no_site_is_refused(self, place: Place) -> None:
        with client(place, Origin="") as http:
            assert code(http.get(f"/api/v1/bots/{place.shop}")) == "origin_missing"

    def test_a_bot_with_an_empty_list_is_refused_everywhere(self, place: Place, http: httpx2.Client) -> None:
        assert code(http.get(f"/api/v1/bots/{place.closed}")) == "origin_refused"

    def test_our_own_pages_carry_every_published_bot(self, place: Place) -> None:
        with client(place, Origin="", Sec_Fetch_Site="same-origin") as http:
            assert http.get(f"/api/v1/bots/{place.closed}").status_code == 200
        with client(
            place, Origin=f"http://localhost:{place.server.port}", Host=f"localhost:{place.server.port}"
        ) as http:
            assert http.get(f"/api/v1/bots/{place.closed}").status_code == 200

    def test_a_bot_that_is_not_published_or_not_there_is_unknown(self, place: Place, http: httpx2.Client) -> None:
        for public_id in (place.draft, "pub_nobody"):
            assert code(http.get(f"/api/v1/bots/{public_id}")) == "bot_unknown"

    def test_a_preflight_of_a_listed_site_is_answered(self, place: Place, http: httpx2.Client) -> None:
        answer = http.options(f"/api/v1/bots/{place.shop}/conversations")
        assert answer.status_code == 204
        assert answer.headers["access-control-allow-origin"] == place.site
        assert "authorization" in answer.headers["access-control-allow-headers"]
        assert "access-control-allow-credentials" not in answer.headers

    def test_a_host_name_that_is_not_ours_gets_nothing(self, place: Place) -> None:
        with client(place, Host="rebound.example") as http:
            assert code(http.get(f"/api/v1/bots/{place.shop}")) == "host_refused"


@pytest.mark.parametrize(
    ("head", "status", "problem"),
    [
        ("GET /login HTTP/1.1\r\nHost: {host}\r\nHost: evil.example", 400, "request_unclear"),
        ("GET http://evil.example/login HTTP/1.1\r\nHost: {host}", 400, "request_unclear"),
        ("GET /login HTTP/1.1\r\nHost: {host}\r\nX-Long: {long}", 431, "headers_too_large"),
        ("GET /login HTTP/1.1\r\nHost: {host}", 200, ""),
    ],
)
def test_a_request_that_names_two_servers_or_is_all_headers_is_refused(
    place: Place, head: str, status: int, problem: str
) -> None:
    host = f"127.0.0.1:{place.server.port}"
    with socket.create_connection(("127.0.0.1", place.server.port), timeout=60) as line:
        sent = head.format(host=host, long="x" * 40_000)
        line.sendall(f"{sent}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65_536), b"")).decode()
    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert problem in answer


class TestTokens:
    def test_without_a_token_a_talk_is_closed_to_everybody(self, started: Talk) -> None:
        assert code(started.http.get(started.path)) == "token_missing"

    def test_a_token_opens_its_own_talk_only(self, place: Place, started: Talk) -> None:
        other = started.http.post(f"/api/v1/bots/{place.shop}/conversations", json={}).json()
        answer = started.http.get(f"/api/v1/conversations/{other['conversation']}", headers=started.auth)
        assert (answer.status_code, code(answer)) == (403, "token_foreign")

    def test_a_token_works_from_its_own_site_only(self, started: Talk) -> None:
        answer = started.http.get(started.path, headers=started.auth | {"Origin": "http://evil.example"})
        assert (answer.status_code, code(answer)) == (403, "origin_refused")
        assert "access-control-allow-origin" not in answer.headers

    def test_an_expired_token_is_refused_in_words_the_page_may_read(
        self, place: Place, started: Talk, tokens: VisitorTokens
    ) -> None:
        old = VisitorTokens(tokens._key, lambda: time.time() - LIFETIME - 1)
        token, _ = old.issue(started.id, place.shop, place.site)
        answer = started.http.get(started.path, headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, code(answer)) == (401, "token_expired")
        assert answer.headers["access-control-allow-origin"] == place.site

    def test_a_token_signed_by_somebody_else_is_refused(self, place: Place, started: Talk) -> None:
        token, _ = VisitorTokens(b"x" * 32).issue(started.id, place.shop, place.site)
        answer = started.http.get(started.path, headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, code(answer)) == (401, "token_invalid")

    def test_an_old_token_is_renewed_while_the_talk_goes_on(
        self, place: Place, talk: Talk, tokens: VisitorTokens
    ) -> None:
        old = VisitorTokens(tokens._key, lambda: time.time() - LIFETIME * 0.7)
        talk.token, _ = old.issue(talk.id, place.shop, place.site)
        fresh = talk.read()["renewed"]["token"]
        assert tokens.read(fresh).expires > tokens.read(talk.token).expires
        talk.token = fresh
        assert talk.read()["renewed"] is None

    def test_a_token_of_a_talk_that_does_not_exist(self, place: Place, started: Talk, tokens: VisitorTokens) -> None:
        token, _ = tokens.issue("cnv_nobodyatall", place.shop, place.site)
        answer = started.http.get("/api/v1/conversations/cnv_nobodyatall", headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, code(answer)) == (404, "conversation_unknown")


class TestPreflight:
    def test_of_a_talk_it_is_judged_by_the_talks_bot(self, place: Place, started: Talk) -> None:
        asked = {"Access-Control-Request-Method": "PUT"}
        allowed = started.http.options(f"{started.path}/consent", headers=asked)
        assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (204, place.site)
        refused = started.http.options(f"{started.path}/consent", headers=asked | {"Origin": "https://evil.example"})
        assert code(refused) == "origin_refused"
        assert "access-control-allow-origin" not in refused.headers

    def test_of_a_talk_nobody_knows_any_listed_site_may_read_that_it_is_over(self, place: Place) -> None:
        path = "/api/v1/conversations/cnv_nobody"
        with client(place) as listed, client(place, Origin="https://evil.example") as foreign:
            assert listed.options(path).status_code == 204
            assert code(foreign.options(path)) == "origin_refused"

    def test_one_address_asks_so_often_and_then_waits(self, place: Place) -> None:
        path = "/api/v1/conversations/cnv_nobody"
        with client(place, Origin="") as nowhere, client(place) as other:
            assert [code(nowhere.options(path)) for _ in range(240)] == ["origin_missing"] * 240
            refused = nowhere.options(path)
            assert (code(refused), int(refused.headers["retry-after"]) > 0) == ("rate_limited", True)
            assert other.options(path).status_code == 204


class TestConsent:
    def test_consent_in_other_words_is_none(self, started: Talk) -> None:
        started.wording = "I refuse"
        assert code(started.consent()) == "consent_stale"

    def test_nothing_is_answered_before_consent(self, started: Talk) -> None:
        assert code(started.send(started.message(QUESTION))) == "consent_needed"
        assert started.read()["turns"] == []

    def test_consent_names_the_notice_that_was_shown(self, started: Talk) -> None:
        started.notice = "0" * 64
        assert code(started.consent()) == "consent_stale"

    def test_withdrawing_ends_the_talk(self, talk: Talk) -> None:
        talk.send(talk.message(QUESTION))
        for _ in range(2):  # twice is no error
            assert talk.http.delete(f"{talk.path}/consent", headers=talk.auth).status_code == 204
        assert code(talk.send(talk.message("And now?"))) == "conversation_closed"
        assert talk.read()["consented"] is False

    def test_being_forgotten_deletes_the_words_and_keeps_the_proof(self, talk: Talk) -> None:
        talk.send(talk.message("Write to mara@mail.example please"))
        gone = talk.http.delete(talk.path, headers=talk.auth)
        assert gone.status_code == 200
        assert gone.json() == {"turns": 1, "values": 1, "answers": 0}
        after = talk.read()
        assert after["turns"] == []
        assert after["closed"] is True
        assert talk.http.delete(talk.path, headers=talk.auth).json()["turns"] == 0


class TestMessages:
    def test_an_answer_streams_with_its_source(self, talk: Talk) -> None:
        found = talk.events(talk.message(QUESTION))
        assert [e["id"] for e in found] == list(range(1, len(found) + 1))
        assert [found[0]["event"], found[-1]["event"]] == ["accepted", "closed"]
        turn = found[-1]["data"]["turn"]
        assert turn["state"] == "complete"
        assert "30 days" in turn["reply"]
        assert turn["citations"][0]["source"] == "faq"
        assert "".join(e["data"]["text"] for e in found if e["event"] == "said").strip() == turn["reply"].strip()

    def test_the_same_answer_as_json(self, talk: Talk) -> None:
        answer = talk.send(talk.message(QUESTION))
        assert answer.headers["content-type"] == "application/json"
        assert "30 days" in answer.json()["turn"]["reply"]

    def test_private_words_become_bars_and_are_stored_as_placeholders(self, talk: Talk) -> None:
        text = "Grüße 😀 an mara@mail.example"
        found = talk.events(talk.message(text))
        bar = found[0]["data"]["bars"][0]
        assert text[bar["start"] : bar["end"]] == "mara@mail.example"
        assert (bar["entity"], bar["label"]) == ("EMAIL_ADDRESS", "e-mail")
        assert "mara@" not in found[-1]["data"]["turn"]["message"]

    def test_sending_the_same_message_twice_gives_the_same_answer(self, talk: Talk) -> None:
        message = talk.message(QUESTION)
        first, second = talk.send(message).json()["turn"], talk.send(message).json()["turn"]
        assert first["turn"] == second["turn"]
        assert first["reply"] == second["reply"]
        assert len(talk.read()["turns"]) == 1

    def test_the_same_id_with_other_words_is_a_conflict(self, talk: Talk) -> None:
        message = talk.message(QUESTION)
        talk.send(message)
        answer = talk.send(message | {"text": "Something else?"})
        assert (answer.status_code, code(answer)) == (409, "message_conflict")

    def test_a_stream_goes_on_after_the_last_event_received(self, talk: Talk) -> None:
        message = talk.message(QUESTION)
        whole = talk.events(message)
        assert talk.events(message, Last_Event_ID="2") == whole[2:]

    def test_a_stream_closed_in_mid_reply_can_be_read_back(self, talk: Talk) -> None:
        message = talk.message(QUESTION)
        with talk.http.stream(
            "POST", f"{talk.path}/messages", json=message, headers=talk.auth | {"Accept": "text/event-stream"}
        ) as stream:
            next(stream.iter_raw())  # and the connection is dropped
        for _ in range(600):
            turns = talk.read()["turns"]
            if turns and turns[0]["state"] != "open":
                break
            time.sleep(0.1)
        assert "30 days" in turns[0]["reply"]

    def test_an_answer_in_another_form_is_refused(self, talk: Talk) -> None:
        assert code(talk.send(talk.message(QUESTION), Accept="image/png")) == "not_acceptable"

    def test_a_thumb_is_kept_and_can_be_changed(self, talk: Talk) -> None:
        turn = talk.send(talk.message(QUESTION)).json()["turn"]["turn"]
        for thumb in ("up", "down"):
            said = {"thumb": thumb, "reason": "wrong" if thumb == "down" else "", "comment": "ask mara@mail.example"}
            rated = talk.http.post(f"{talk.path}/turns/{turn}/rating", json=said, headers=talk.auth)
            assert rated.status_code == 204
            assert talk.read()["turns"][0]["thumb"] == thumb

    def test_a_thumb_for_another_talk_is_refused(self, talk: Talk) -> None:
        answer = talk.http.post(f"{talk.path}/turns/trn_nobodyatall/rating", json={"thumb": "up"}, headers=talk.auth)
        assert (answer.status_code, code(answer)) == (404, "turn_unknown")

    def test_too_many_messages_are_told_when_to_come_back(self, talk: Talk) -> None:
        answers = [talk.send(talk.message("Hello")) for _ in range(21)]
        assert code(answers[-1]) == "rate_limited"
        assert int(answers[-1].headers["retry-after"]) >= 1


class TestBadInput:
    def test_twenty_thousand_characters(self, talk: Talk) -> None:
        answer = talk.send(talk.message("x" * 20_000))
        assert (answer.status_code, code(answer)) == (422, "message_too_long")

    def test_null_bytes(self, talk: Talk) -> None:
        answer = talk.send(talk.message("hello\x00world"))
        assert (answer.status_code, code(answer)) == (422, "invalid")
        assert answer.json()["errors"][0]["where"] == "body.text"

    @pytest.mark.parametrize("text", ["", "   \n"])
    def test_no_words(self, talk: Talk, text: str) -> None:
        assert code(talk.send(talk.message(text))) == "message_empty"

    @pytest.mark.parametrize(
        ("body", "status", "problem"),
        [
            (b'{"id": "m_00000001", "text": "half a \\ud83d"}', 400, "json_unsafe"),
            (b'{"id": "m_00000001", "text": NaN}', 400, "json_unsafe"),
            (b'{"id": "m_00000001", "text": ' + b"[" * 200 + b"]" * 200 + b"}", 400, "json_unsafe"),
            (b'{"id": "m_00000001"', 400, "not_json"),
            (b'{"id": "m_00000001", "text": "' + b"x" * 300_000 + b'"}', 413, "body_too_large"),
            (b'{"id": "m_00000001", "text": "a", "model": "other"}', 422, "invalid"),
            (b'{"id": "../../etc", "text": "a"}', 422, "invalid"),
            (b"[]", 422, "invalid"),
        ],
    )
    def test_bodies_that_are_refused(self, talk: Talk, body: bytes, status: int, problem: str) -> None:
        answer = talk.http.post(
            f"{talk.path}/messages", content=body, headers=talk.auth | {"Content-Type": "application/json"}
        )
        assert (answer.status_code, code(answer)) == (status, problem)
        assert talk.read()["turns"] == []

    def test_a_form_is_no_json(self, talk: Talk) -> None:
        answer = talk.http.post(f"{talk.path}/messages", data={"text": "hello"}, headers=talk.auth)
        assert (answer.status_code, code(answer)) == (415, "media_type")

    def test_refusals_never_repeat_what_was_sent(self, talk: Talk) -> None:
        answer = talk.send(talk.message("x", thumb="mara@mail.example"))
        assert code(answer) == "invalid"
        assert "mara" not in answer.text

    def test_addresses_and_methods_that_are_not_there(self, place: Place, http: httpx2.Client) -> None:
        assert code(http.get("/api/v1/nothing")) == "not_found"
        assert code(http.get("/api/")) == "not_found"
        answer = http.put(f"/api/v1/bots/{place.shop}")
        assert (answer.status_code, code(answer)) == (405, "method_not_allowed")
        assert answer.headers["allow"]


class TestPages:
    def test_the_notice_has_an_address_of_its_own(self, place: Place, http: httpx2.Client) -> None:
        answer = http.get(f"/notice/{place.shop}", params={"language": "de"})
        assert answer.status_code == 200
        assert 'lang="de"' in answer.text
        assert "14 Quill Lane" in answer.text
        assert "script" not in answer.text.split("<body>")[1]
        assert http.get("/notice/pub_nobody").status_code == 404

    def test_the_opt_out_signal_is_confirmed(self, place: Place) -> None:
        with client(place, Sec_GPC="1") as http:
            assert "Global Privacy Control" in http.get(f"/notice/{place.shop}").text
            assert http.get(f"/api/v1/bots/{place.shop}").json()["opt_out"] is True
            assert http.get("/.well-known/gpc.json").json()["gpc"] is True

    def test_the_widget_may_be_loaded_by_any_site_and_is_fetched_once(self, http: httpx2.Client) -> None:
        first = http.get("/widget.js")
        assert first.headers["content-type"].startswith("text/javascript")
        assert first.headers["cross-origin-resource-policy"] == "cross-origin"
        again = http.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304

    def test_the_full_page_is_the_bots_own(self, place: Place, http: httpx2.Client) -> None:
        answer = http.get(f"/chat/{place.shop}")
        assert f'data-bot="{place.shop}"' in answer.text
        assert http.get("/chat/pub_nobody").status_code == 404

    def test_every_answer_has_security_headers(self, place: Place, http: httpx2.Client) -> None:
        for path in ("/healthz", "/widget.js", "/login", f"/notice/{place.shop}", f"/api/v1/bots/{place.shop}", "/"):
            headers = http.get(path).headers
            assert headers["x-content-type-options"] == "nosniff", path
            assert "default-src" in headers["content-security-policy"], path
        assert "'unsafe-inline'" not in http.get("/login").headers["content-security-policy"]

    def test_the_events_of_a_stream_are_not_held_back(self, talk: Talk) -> None:
        answer = talk.send(talk.message(QUESTION), Accept="text/event-stream", Accept_Encoding="gzip")
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in answer.headers
        assert events(answer.text)
