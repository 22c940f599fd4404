"""The address that signed messages are sent to: stored before it is acknowledged, refused with problem details."""

import json
from datetime import timedelta

import httpx
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer
from standardwebhooks.webhooks import Webhook as Sender

from answerable.channels.credentials import lock
from answerable.channels.models import Channel, State
from answerable.channels.secrets import end_old_secret, make_secret, secret_count, secrets_of
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.listening.hook import MOST_BYTES, REMEMBERED
from answerable.listening.models import HookMessage, Payload, Post
from answerable.listening.parse import parse_waiting

pytestmark = pytest.mark.django_db

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
WORDS = "When are the bins collected?"


@pytest.fixture
def hook(make_channel) -> Channel:
    made = make_channel("webhook", "Forum")
    locked = lock({"secrets": SECRET}, channel_id=made.public_id, keys=settings.KEYS)
    Channel.objects.filter(pk=made.pk).update(credentials=locked)
    return Channel.objects.get(pk=made.pk)


def body_of(kind: str = "post.created", **more: object) -> str:
    return json.dumps({"type": kind, "data": {"id": "t-1", "text": WORDS, **more}})


def signed(body: str, *, message_id: str = "msg_1", secret: str = SECRET) -> dict[str, str]:
    now = clock.now()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Sender(secret).sign(message_id, now, body),
    }


def send(hook: Channel, body: str, headers: dict[str, str] | None = None):
    address = reverse("listening:hook", args=[hook.public_id])
    given = signed(body) if headers is None else headers
    # A browser without cookies, which looks at forgery as the product does: no form of ours stands before this.
    return Client(enforce_csrf_checks=True).post(address, body, content_type="application/json", headers=given)


def problem(response, status: int) -> dict:
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    told = response.json()
    assert (told["type"], told["status"]) == ("about:blank", status)
    assert told["title"]
    return told


def heard() -> list[tuple[str, str]]:
    parse_waiting(at=clock.now(), limit=100)
    return list(Post.objects.order_by("id").values_list("uid", "text"))


def test_a_signed_message_is_stored_as_it_was_told_and_then_read(hook):
    response = send(hook, body_of(author={"id": "anna"}, rank=7))
    assert (response.status_code, response.content) == (204, b"")
    assert json.loads(Payload.objects.get().content)["data"]["rank"] == 7
    assert heard() == [("t-1", WORDS)]
    assert Post.objects.get().author.uid == "anna"


def test_the_same_message_again_adds_nothing_whatever_it_holds(hook):
    send(hook, body_of())
    again = body_of(text="Something else?")
    assert send(hook, again, signed(again)).status_code == 204
    assert Payload.objects.count() == 1
    assert send(hook, again, signed(again, message_id="msg_2")).status_code == 204
    assert Payload.objects.count() == 2


def test_an_edit_and_a_deletion_reach_the_post(hook):
    for number, (kind, text) in enumerate([("post.created", WORDS), ("post.updated", "And the garden waste?")]):
        body = body_of(kind, text=text)
        send(hook, body, signed(body, message_id=f"msg_{number}"))
    assert heard() == [("t-1", "And the garden waste?")]
    gone = body_of("post.deleted")
    send(hook, gone, signed(gone, message_id="msg_9"))
    assert heard() == [("t-1", "")]
    assert WORDS not in str(list(Payload.objects.values_list("content", flat=True)))


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("webhook-id", "msg_2", "No signature"),
        ("webhook-signature", "v1,AAAA", "No signature"),
        ("webhook-timestamp", "1", "five minutes"),
        ("webhook-timestamp", "", "missing"),
    ],
)
def test_what_is_not_signed_is_refused_and_not_kept(hook, name, value, says):
    told = problem(send(hook, body_of(), signed(body_of()) | {name: value}), 401)
    assert says in told["detail"]
    assert not Payload.objects.exists()
    assert not HookMessage.objects.exists()


def test_a_message_that_is_wrong_says_where_and_may_come_again_under_its_id(hook):
    wrong = body_of(text=7)
    told = problem(send(hook, wrong, signed(wrong)), 422)
    assert told["errors"] == [{"pointer": "/data/text", "detail": "Input should be a valid string"}]
    assert send(hook, body_of()).status_code == 204


def test_more_than_we_take_is_refused_unread(hook):
    large = body_of(filler="x" * MOST_BYTES)
    assert str(MOST_BYTES) in problem(send(hook, large, signed(large)), 413)["detail"]


def test_a_webhook_that_is_paused_closed_or_not_there_says_so(hook):
    Channel.objects.update(state=State.PAUSED)
    response = send(hook, body_of())
    assert response.headers["Retry-After"] == "300"
    problem(response, 503)
    Channel.objects.update(state=State.CLOSED, closed_at=clock.now())
    problem(send(hook, body_of()), 410)
    hook.public_id = "ch_nowhere"
    problem(send(hook, body_of()), 404)


def test_a_channel_of_another_kind_is_no_webhook(files):
    problem(send(files, body_of()), 404)


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_sending_is_allowed(hook, method):
    response = getattr(Client(), method)(reverse("listening:hook", args=[hook.public_id]))
    problem(response, 405)
    assert response.headers["Allow"] == "POST"


def test_without_a_secret_nothing_is_believed(hook):
    Channel.objects.update(credentials=b"")
    problem(send(hook, body_of()), 401)


def test_ids_are_remembered_for_as_long_as_senders_try(hook):
    send(hook, body_of())
    HookMessage.objects.update(heard_at=clock.now() - REMEMBERED - timedelta(days=1))
    body = body_of(id="t-2")
    send(hook, body, signed(body, message_id="msg_2"))
    assert list(HookMessage.objects.values_list("message_id", flat=True)) == ["msg_2"]


@pytest.mark.django_db(transaction=True)
def test_over_real_http_it_is_in_the_database_before_the_answer_comes(hook, live_server: LiveServer):
    body = body_of()
    address = live_server.url + reverse("listening:hook", args=[hook.public_id])
    with httpx.Client(trust_env=False) as client:
        answer = client.post(address, content=body, headers=signed(body) | {"Content-Type": "application/json"})
    connection.close()
    assert answer.status_code == 204
    assert Payload.objects.count() == 1


# ------------------------------------------------------------------------------------------------------- its secrets


def test_a_new_secret_is_taken_beside_the_one_before_until_that_is_ended(hook, person):
    made = make_secret(channel=hook, by=person)
    for number, secret in enumerate([SECRET, made]):
        body = body_of(id=f"t-{number}")
        assert send(hook, body, signed(body, message_id=f"m{number}", secret=secret)).status_code == 204
    end_old_secret(channel=hook, by=person)
    problem(send(hook, body_of(), signed(body_of(), message_id="m9")), 401)


def test_at_most_two_are_in_force(hook, person):
    made = [make_secret(channel=hook, by=person) for _ in range(3)]
    assert secrets_of(Channel.objects.get(pk=hook.pk)) == [made[2], made[1]]


def test_only_an_administrator_makes_secrets_and_only_for_webhooks(hook, files, author, person):
    with pytest.raises(Refused, match="Only an administrator"):
        make_secret(channel=hook, by=author)
    with pytest.raises(Refused, match="Only a webhook"):
        make_secret(channel=files, by=person)


def test_a_secret_is_shown_once_and_never_again(hook, desk):
    address = reverse("channels:secret", args=[hook.public_id])
    shown = desk.post(address).content.decode()
    made = secrets_of(Channel.objects.get(pk=hook.pk))[0]
    assert made in shown
    page = desk.get(reverse("channels:channel", args=[hook.public_id])).content.decode()
    assert made not in page
    assert f"/hooks/{hook.public_id}/" in page
    assert made.encode() not in bytes(Channel.objects.get(pk=hook.pk).credentials)
    desk.post(address, {"to": "end"})
    assert secrets_of(Channel.objects.get(pk=hook.pk)) == [made]


def test_with_another_key_file_the_page_still_shows(hook, desk, tmp_path, settings):
    settings.KEYS = tmp_path
    assert secret_count(hook) == 0
    assert (
        "Nothing is taken until there is a secret."
        in desk.get(reverse("channels:channel", args=[hook.public_id])).content.decode()
    )
