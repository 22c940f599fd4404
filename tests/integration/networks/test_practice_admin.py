"""The trainer's levers and the edges of the interface: refused to strangers, and a sentence for whatever is wrong."""

import json

import httpx
import pytest


@pytest.fixture
def api(practice):
    """Calls the interface as it is, without our own reader between."""
    headers = {"Authorization": f"Bearer {practice.there.token()}"}
    with practice.client(headers=headers) as client:
        yield client


def _code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


@pytest.mark.parametrize("path", ["faults", "rates", "accounts/anna", "posts", "posts/x"])
def test_a_stranger_moves_no_lever(api, path):
    response = api.post(f"/api/admin/{path}", json={}, headers={"Authorization": "Bearer guess"})
    assert _code(response) == (401, "not_signed_in")


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("faults", {"writes": {"explodes": 1}}),
        ("faults", {"writes": {"slow": 2}}),
        ("faults", {"writes": {"slow": 0.6, "late": 0.6}}),
        ("faults", {"writes": 3}),
        ("faults", {"weather": 1}),
        ("faults", {"slow_seconds": 9}),
        ("faults", {"lag_seconds": "long"}),
        ("faults", {"soon_seconds": -1}),
        ("rates", {"writes": {"count": 1}}),
        ("rates", {"writes": {"count": -1, "window_seconds": 1}}),
        ("rates", {"reads": {"count": 1, "window_seconds": 0}}),
        ("accounts/anna", {"behaviour": "sings"}),
        ("posts", {}),
        ("posts", {"posts": ["hello"]}),
        ("posts", {"posts": [{"handle": "anna"}]}),
        ("posts", {"posts": [{"handle": "anna", "text": "x", "body": "crown"}]}),
        ("posts", {"posts": [{"handle": "anna", "text": "x", "id": "two words"}]}),
        ("posts", {"posts": [{"handle": "anna", "text": "x", "minutes_ago": "long"}]}),
        ("posts", {"posts": [{"handle": "anna", "text": "x", "behaviour": "sings"}]}),
    ],
)
def test_a_lever_pulled_wrongly_says_so_and_changes_nothing(practice, api, path, content):
    assert _code(api.post(f"/api/admin/{path}", json=content)) == (422, "malformed")
    assert practice.hear() == []


def test_a_post_that_is_not_there_cannot_be_changed(api):
    assert _code(api.post("/api/admin/posts/x", json={"text": "y"})) == (404, "no_such_post")


def test_the_same_post_twice_is_one_post(practice):
    assert practice.ask("one", id="x-1") == practice.ask("two", id="x-1") == "x-1"
    assert [heard.text for heard in practice.hear()] == ["one"]


def test_a_deleted_post_stays_deleted(practice):
    uid = practice.ask("something I regret")
    practice.delete(uid)
    practice.delete(uid)
    practice.edit(uid, "back again")
    assert [heard.change for heard in practice.hear()] == ["deletion"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 30_000])
def test_a_body_that_is_no_object_is_malformed(api, body):
    assert _code(api.post("/api/posts", content=body)) == (400, "malformed")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"text": 7}, (400, "malformed")),
        ({"text": "x", "reference": 7}, (400, "malformed")),
        ({"text": "x", "language": "??"}, (422, "not_text")),
        ({"text": "x", "to": "two words"}, (422, "no_such_recipient")),
        ({"text": "x", "in_reply_to": "half \ud800"}, (422, "not_text")),
        ({"text": "x", "in_reply_to": "nothing"}, (404, "no_such_post")),
    ],
)
def test_a_message_of_the_wrong_shape_is_refused_with_its_code(api, message, expected):
    assert _code(api.post("/api/posts", content=json.dumps(message))) == expected


def test_a_message_without_a_reference_meets_faults_like_any_other(practice, api):
    practice.fault("unavailable_before")
    assert api.post("/api/posts", json={"text": "x", "to": "anna"}).status_code == 503


@pytest.mark.parametrize("query", ["min_id=x", "min_id=-1", "limit=%C2%B2", "min_id=" + "9" * 30])
def test_a_number_that_is_none_is_malformed(api, query):
    assert _code(api.get(f"/api/feed?{query}")) == (400, "malformed")


def test_a_body_too_large_is_refused(api):
    assert _code(api.post("/api/posts", content=b"x" * 64_001)) == (413, "too_large")


def test_a_body_of_unknown_length_is_refused(api):
    assert _code(api.post("/api/posts", content=iter([b"x"]))) == (411, "malformed")


def test_an_address_that_leads_nowhere_is_said_to(api):
    assert _code(api.get("/api/nowhere")) == (404, "no_such_page")
    assert _code(api.get("/api/posts")) == (404, "no_such_page")


def test_one_body_sees_neither_the_others_posts_nor_its_references(practice, api):
    practice.network.publish(practice.reply(None, recipient_uid="anna"))
    headers = {"Authorization": f"Bearer {practice.there.token('department')}"}
    assert api.get("/api/feed", headers=headers).json()["items"] == []
    [item] = api.get("/api/accounts/council/posts", headers=headers).json()["items"]
    assert item["reference"] is None


def test_lifted_limits_are_told_as_none(practice):
    assert practice.network.limits().paces[0].count == 300
    practice.call("rates", writes={"count": 0, "window_seconds": 60})
    assert practice.network.limits().paces == ()
