"""Mail on real Dovecot and Exim: 10,000 in, thin and read; answers out one by one, each with its copy in sent mail.

The peer for reading is the standard library's usual way: one fetch for each mail, parsed by its modern policy. For
sending the peer is the bare handing over to the same server, without looking for the question and without a copy.
"""

import email
import email.policy
import imaplib
import resource
import smtplib
import time
from collections.abc import Callable

from tests.integration.networks.mail_exercise import Exercise, opened
from tests.servers.mail import PASSWORD

COUNT, SENT = 10_000, 200


def main() -> None:
    """Prints both figures, each peer's beside."""
    post = opened()
    post.ask_many(COUNT)
    for name, run in (("ours", _read), ("imaplib and email.policy", _peer_read)):
        count, seconds, busy = _measured(lambda run=run: run(post))
        assert count == COUNT
        print(f"in   {name:26} {count / seconds:8,.0f} mails a second, {busy * 1000 / count:6.2f} ms CPU each")
    for name, run in (("ours", _send), ("smtplib, handing over only", _peer_send)):
        count, seconds, busy = _measured(lambda run=run: run(post))
        print(f"out  {name:26} {count / seconds:8,.1f} mails a second, {busy * 1000 / count:6.2f} ms CPU each")
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def _measured(run: Callable[[], int]) -> tuple[int, float, float]:
    began, busy = time.perf_counter(), time.process_time()
    count = run()
    return count, time.perf_counter() - began, time.process_time() - busy


def _read(post: Exercise) -> int:
    return len([post.network.parse(raw) for raw in post.read_on()[0]])


def _peer_read(post: Exercise) -> int:
    client = imaplib.IMAP4("127.0.0.1", post.servers.imap)
    client.login(post.address, PASSWORD)
    client.select("INBOX", readonly=True)
    numbers = client.search(None, "ALL")[1][0].split()
    count = 0
    for number in numbers:
        whole = client.fetch(number.decode(), "(BODY.PEEK[])")[1][0][1]
        mail = email.message_from_bytes(whole, policy=email.policy.default)
        count += bool(mail["From"] and mail.get_body(("plain", "html")).get_content())
    client.logout()
    return count


def _send(post: Exercise) -> int:
    uid = post.ask(subject="Bins")
    for number in range(SENT):
        post.network.publish(post.reply(uid, f"Answer {number}."))
    return SENT


def _peer_send(post: Exercise) -> int:
    for number in range(SENT):
        with smtplib.SMTP("127.0.0.1", post.servers.smtp, local_hostname="gov.test") as smtp:
            smtp.login(post.address, PASSWORD)
            smtp.sendmail(post.address, ["anna@cit.test"], f"Subject: Re: Bins\r\n\r\nAnswer {number}.\r\n".encode())
    return SENT


if __name__ == "__main__":
    main()
