"""Machines are heard and never answered; a mail of ours that comes back is recognised by our own reference."""

import pytest

from tests.unit.networks.email.mails import KEY, heard

OURS = f"<{KEY}@gov.test>"


def report(action: str = "failed", status: str = "5.1.1", third: str = "", envelope: str = "") -> str:
    machine = (
        f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n{envelope}\n\nFinal-Recipient: rfc822; a@b\n"
    )
    machine += f"Action: {action}\nStatus: {status}\nDiagnostic-Code: smtp; 550 anna@cit.test unknown"
    parts = ["Content-Type: text/plain\n\nIt could not be delivered.", machine]
    parts += [third] if third else []
    return "".join(f"--r\n{part}\n" for part in parts) + "--r--\n"


THIRD = {
    "the mail itself": f"Content-Type: message/rfc822\n\nMessage-ID: {OURS}\nSubject: Re: Bins\n\nOn Tuesday.",
    "its headers": f"Content-Type: text/rfc822-headers\n\nMessage-ID: {OURS}\nSubject: Re: Bins",
}
REPORT_TYPE = "multipart/report; report-type=delivery-status; boundary=r"


def returned(body: str, **headers: str):
    usual = {"from": "Mail Delivery <mailer-daemon@mx.test>", "return_path": "<>", "content_type": REPORT_TYPE}
    return heard(body, **(usual | headers))


@pytest.mark.parametrize("third", THIRD)
def test_a_mail_that_came_back_names_our_reference_and_why(third):
    one = returned(report(third=THIRD[third]))
    assert (one.returned_key, one.returned_why) == (KEY, "there is no such address")
    assert (one.asks_us, one.asks_nothing) == (False, True)


def test_our_reference_is_found_on_the_envelope_too():
    assert returned(report(envelope=f"Original-Envelope-Id: {KEY}")).returned_key == KEY


def test_our_reference_is_found_in_the_thread_too():
    assert returned(report(), references=f"<one@cit.test> {OURS}").returned_key == KEY


def test_an_old_server_that_only_writes_a_letter_is_understood():
    body = f"I'm afraid I wasn't able to deliver your message.\n\nMessage-ID: {OURS}\nSubject: Re: Bins\n"
    assert returned(body, content_type="text/plain").returned_key == KEY


def test_an_old_header_of_exim_is_understood():
    one = returned(
        "failed", content_type="text/plain", x_failed_recipients="a@b", references=OURS, **{"from": "x@y.test"}
    )
    assert one.returned_key == KEY


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_a_report_that_is_no_failure_returns_nothing(action):
    one = returned(report(action, "4.4.1", THIRD["the mail itself"]))
    assert (one.returned_key, one.asks_us, one.asks_nothing) == ("", False, True)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("5.2.2", "the mailbox is full"),
        ("5.2.0", "the mailbox does not take it"),
        ("5.7.1", "the mail server there refuses it"),
        ("4.4.7", "the mail server there could not be reached"),
        ("5.0.0", "the mail server there did not say why"),
        ("nonsense", "the mail server there did not say why"),
    ],
)
def test_why_is_said_in_our_words_and_names_nobody(status, why):
    one = returned(report(status=status, third=THIRD["its headers"]))
    assert one.returned_why == why


def test_the_return_of_a_mail_that_is_not_ours_names_nothing():
    other = (
        f"Content-Type: text/rfc822-headers\n\nMessage-ID: <{KEY}@gov.test.evil.example>\nReferences: <{KEY}0@gov.test>"
    )
    one = returned(report(third=other))
    assert (one.returned_key, one.returned_why, one.asks_us) == ("", "", False)


MACHINES = [
    {"auto_submitted": "auto-replied"},
    {"auto_submitted": "auto-generated; owner-email=x@y.test"},
    {"auto_submitted": "AUTO-NOTIFIED"},
    {"precedence": "bulk"},
    {"precedence": "Junk"},
    {"precedence": "list"},
    {"precedence": "auto_reply"},
    {"list_id": "Parish news <news.parish.test>"},
    {"x_autoreply": "yes"},
    {"x_autorespond": "holiday"},
    {"return_path": "<>"},
    {"from": "postmaster@cit.test"},
    {"from": "MAILER-DAEMON@cit.test"},
]


@pytest.mark.parametrize("headers", MACHINES)
def test_a_machine_is_heard_and_never_answered(headers):
    one = heard("I am away until Monday.", **headers)
    assert one.asks_us is False
    assert "I am away" in one.text


@pytest.mark.parametrize("headers", MACHINES)
def test_what_no_mail_of_ours_brought_about_may_still_hold_a_question(headers):
    assert heard("When?", **headers).asks_nothing is False


@pytest.mark.parametrize("headers", MACHINES)
def test_a_machines_answer_to_us_asks_nothing_and_returns_nothing(headers):
    one = heard("I am away.", in_reply_to=OURS, references=f"<one@cit.test> {OURS}", **headers)
    assert (one.asks_nothing, one.returned_key) == (True, "")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"auto_submitted": "no"},
        {"precedence": "first-class"},
        {"return_path": "<anna@cit.test>"},
        {"x_auto_response_suppress": "All"},
        {"list_unsubscribe": "<mailto:x@y.test>"},
        {"in_reply_to": OURS, "subject": "Re: Bins"},
    ],
)
def test_a_person_asks(headers):
    one = heard("When?", **headers)
    assert (one.asks_us, one.asks_nothing, one.returned_key) == (True, False, "")


@pytest.mark.parametrize(
    "headers",
    [{"from": "Council <COUNCIL@gov.test>"}, {"from": "council@gov.test, anna@cit.test"}],
)
def test_our_own_mail_is_ours_and_asks_nothing_of_us(headers):
    one = heard("On Tuesday.", **headers)
    assert (one.ours, one.asks_us) == (True, False)
