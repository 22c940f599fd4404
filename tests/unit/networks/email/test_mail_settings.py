"""The settings of a mailbox: where servers may be, how the line is made private, what to do where it cannot work."""

import pytest

from answerable.errors import Refused
from answerable.networks.email.settings import IMAP_PORTS, SMTP_PORTS, EmailSettings, Server, server_at

UUID = "12345678-1234-1234-1234-1234567890ab"
GOOD = {
    "address": "contact@council.example",
    "imap": "imap.council.example",
    "smtp": "smtp.council.example",
    "password": "a password",
}
NOTIFY = {"smtp": "", "notify_key": f"my_key-{UUID}-{UUID}", "notify_template": UUID}


def test_good_settings_open_without_showing_the_secrets():
    shown = repr(EmailSettings(**{**GOOD, **NOTIFY}))
    assert "a password" not in shown
    assert "my_key" not in shown


@pytest.mark.parametrize(
    "change",
    [
        {"address": "contact"},
        {"address": "contact@council"},
        {"address": "Contact <contact@council.example>"},
        {"address": "contäct@council.example"},
        {"address": "a@b.example\nBcc: x@y.example"},
        {"reply_to": "nobody"},
        {"imap": ""},
        {"imap": "https://imap.council.example"},
        {"imap": "imap.council.example:8143"},
        {"imap": "imap.council.example:99999999"},
        {"imap": "user:pw@imap.council.example"},
        {"imap": "imap.council.example/INBOX"},
        {"imap": "imap .example"},
        {"smtp": "smtp.council.example:993"},
        {"smtp": "", "notify_key": ""},
        {"password": ""},
        {"password": "päss"},
        {"password": "pass\nword"},
        {"user": "a\r\nb"},
        {"folder": ""},
        {"folder": 'IN"BOX'},
        {"sent_folder": "Gesendété"},
        {"sender_name": "Council\nBcc: x@y.example"},
        {"sender_name": "x" * 101},
        {"since": "last week"},
        {"mails_an_hour": "0"},
        {"mails_an_hour": "many"},
        {"notify_key": NOTIFY["notify_key"], "notify_template": UUID},
        {**NOTIFY, "notify_key": "short"},
        {**NOTIFY, "notify_template": ""},
        {**NOTIFY, "notify_reply_to": "x"},
    ],
)
def test_settings_that_cannot_work_are_refused_with_what_to_do(change):
    with pytest.raises(Refused, match=r"^[A-Z].*\.$") as refused:
        EmailSettings(**{**GOOD, **change})
    assert "pass" not in refused.value.reason.replace("User name and password", "")


@pytest.mark.parametrize(
    ("written", "server"),
    [
        ("mail.council.example", Server("mail.council.example", 993, "tls", "world")),
        ("mail.council.example:143", Server("mail.council.example", 143, "starttls", "world")),
        ("imap://mail.council.example", Server("mail.council.example", 143, "starttls", "world")),
        ("imaps://mail.council.example", Server("mail.council.example", 993, "tls", "world")),
        (" mail.council.example ", Server("mail.council.example", 993, "tls", "world")),
        ("192.0.2.7", Server("192.0.2.7", 993, "tls", "world")),
        ("127.0.0.1:14300", Server("127.0.0.1", 14300, "none", "this machine")),
        ("localhost:14300", Server("localhost", 14300, "none", "this machine")),
        ("imaps://127.0.0.1:14993", Server("127.0.0.1", 14993, "tls", "this machine")),
        ("[::1]:14300", Server("::1", 14300, "none", "this machine")),
    ],
)
def test_a_server_is_reached_as_it_is_written(written, server):
    assert server_at(written, ports=IMAP_PORTS, what="The server") == server


@pytest.mark.parametrize("port", SMTP_PORTS)
def test_out_in_the_world_no_port_is_without_encryption(port):
    assert server_at(f"smtp.council.example:{port}", ports=SMTP_PORTS, what="The server").security != "none"
