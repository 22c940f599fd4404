"""Answers through GOV.UK Notify: found by our reference, its errors told apart. The official client judges the fake."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from notifications_python_client import NotificationsAPIClient
from notifications_python_client.errors import HTTPError

from answerable.networks.contract import Closed, Rejected, TryLater, Uncertain
from answerable.networks.email.notify import Notify
from answerable.networks.outgoing import Outgoing
from tests.fakes.notify import KEY, REPLY_TO, TEMPLATE, Service, problem, running_notify
from tests.integration.networks.mail_exercise import Exercise, opened


@pytest.fixture
def service() -> Iterator[Service]:
    with running_notify() as service:
        yield service


@pytest.fixture
def post(service: Service) -> Exercise:
    post = opened()
    settings = replace(
        post.network.settings, smtp="", notify_key=KEY, notify_template=TEMPLATE, notify_reply_to=REPLY_TO
    )
    notify = Notify(settings, address=service.address, outgoing=Outgoing("this machine"))
    return replace(post, network=replace(post.network, settings=settings, outgoing=None, notify=notify))


@pytest.fixture
def official(service: Service) -> NotificationsAPIClient:
    return NotificationsAPIClient(KEY, base_url=service.address)


def test_the_official_client_finds_the_stand_in_as_documented(official):
    given = {"subject": "Re: Bins", "body": "On Tuesday."}
    sent = official.send_email_notification("anna@cit.example", TEMPLATE, personalisation=given, reference="r1")
    assert (sent["reference"], sent["content"]["body"], sent["template"]["id"]) == ("r1", "On Tuesday.", TEMPLATE)
    assert official.get_all_notifications(reference="r1")["notifications"][0]["id"] == sent["id"]
    assert next(official.get_all_notifications_iterator(template_type="email"))["status"] == "created"
    assert official.get_template(TEMPLATE)["type"] == "email"


@pytest.mark.parametrize(
    ("address", "given", "status"), [("no address", {"subject": "a", "body": "b"}, 400), ("a@b.example", {}, 400)]
)
def test_the_official_client_is_refused_as_documented(official, address, given, status):
    with pytest.raises(HTTPError) as refused:
        official.send_email_notification(address, TEMPLATE, personalisation=given)
    assert refused.value.status_code == status
    assert refused.value.message[0]["error"] in {"ValidationError", "BadRequestError"}


def test_an_answer_is_sent_with_our_reference_and_found_by_it(post, service):
    reply = post.reply(post.ask(subject="Bins"))
    assert post.network.look_up(reply) is None
    sent = post.network.publish(reply)
    assert post.network.look_up(reply) == replace(sent, how="found")
    [kept] = service.sent
    assert (kept["reference"], kept["email_address"]) == (reply.key, "anna@cit.test")
    assert (kept["subject"], kept["body"]) == ("Re: Bins", "On Tuesday.")


def test_the_key_and_the_template_are_proven_by_reading(post, service):
    assert "GOV.UK Notify" in post.network.prove().notes[-1]
    assert service.sent == []
    service.subject = "Fixed"
    with pytest.raises(Closed, match=r"\(\(subject\)\)"):
        post.network.prove()


FAULTS = {
    "team key": (problem(400, "BadRequestError", "Can't send to this recipient using a team-only API key"), Closed),
    "trial": (problem(400, "BadRequestError", "Can’t send to this recipient when service is in trial mode"), Closed),
    "no template": (problem(400, "BadRequestError", "Template not found"), Closed),
    "no such id": (problem(400, "ValidationError", "template_id is not a valid UUID"), Closed),
    "address": (problem(400, "ValidationError", "email_address Not a valid email address"), Rejected),
    "too long": (problem(400, "BadRequestError", "Your message is too long"), Rejected),
    "clock": (problem(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds"), Closed),
    "key": (problem(403, "AuthError", "Invalid token: API key not found"), Closed),
    "gone": (problem(404, "NoResultFound", "No result found"), Closed),
    "rate": (
        problem(429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 s"),
        TryLater,
    ),
    "day": (problem(429, "TooManyRequestsError", "Exceeded send limits (250000) for today"), TryLater),
    "500": (problem(500, "Exception", "Internal server error"), Uncertain),
    "503": (problem(503, "Exception", "Unavailable"), Uncertain),
    "odd": ((418, {}), Uncertain),
    "bare": ((400, {}), Uncertain),
    "no id": ((201, {}), Uncertain),
}


@pytest.mark.parametrize("trouble", FAULTS)
def test_each_of_its_errors_is_one_of_the_four_failures(post, service, trouble):
    fault, failure = FAULTS[trouble]
    reply = post.reply(post.ask())
    service.faults = [fault]
    with pytest.raises(failure) as failed:
        post.network.publish(reply)
    assert "anna" not in failed.value.why


def test_a_days_allowance_is_waited_for_longer_than_a_minutes(post, service):
    waits = []
    for trouble in ("rate", "day"):
        service.faults = [FAULTS[trouble][0]]
        with pytest.raises(TryLater) as failed:
            post.network.publish(post.reply(post.ask()))
        waits.append(failed.value.after_seconds)
    assert waits[0] < 120 < waits[1]


@pytest.mark.parametrize("trouble", ["key", "rate", "500", "odd", "bare", "address"])
def test_a_look_that_fails_is_no_absence(post, service, trouble):
    service.faults = [FAULTS[trouble][0]]
    with pytest.raises((TryLater, Closed)):
        post.network.look_up(post.reply("<x@cit.test>"))


def test_a_wrong_clock_and_a_wrong_key_need_the_keeper(post):
    late = replace(post.network.notify, now=lambda: time.time() - 60)
    other = replace(post.network.settings, notify_key=KEY[:-1] + "1")
    for notify in (late, replace(post.network.notify, settings=other)):
        with pytest.raises(Closed, match="key"):
            replace(post.network, notify=notify).prove()


def test_what_could_not_be_delivered_comes_back_as_a_return(post, service):
    reply = post.reply(post.ask())
    post.network.publish(reply)
    assert [heard.returned_key for heard in post.hear()] == [""]
    service.settle(reply.key, "permanent-failure")
    [back] = [heard for heard in post.hear() if heard.returned_key]
    assert (back.returned_key, back.returned_why) == (reply.key, "there is no such address")
    assert (back.asks_us, back.asks_nothing) == (False, True)
    assert "anna" not in back.text
