"""The promise: no name, account, number, link or unpublished word of a citizen is where anyone can read it.

One desk is walked from end to end with secrets planted in what people write; then everything that a stranger can reach,
the archive of the record and all that was logged is searched for them.
"""

import gzip
import io
import json
import logging
import re
import zipfile
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from pathlib import Path

import django
import httpx
import pytest

django.setup()  # pytest reads this file before pytest-django is ready when the folder is named on the command line

from django.conf import settings as in_use  # noqa: E402
from django.test import Client  # noqa: E402
from pytest_django import Settings  # noqa: E402

from answerable.answers.plan import publish_cleared  # noqa: E402
from answerable.answers.send import send_due  # noqa: E402
from answerable.channels.limits import read_limits_due  # noqa: E402
from answerable.channels.models import Objective  # noqa: E402
from answerable.channels.open import open_channel  # noqa: E402
from answerable.desk.triage import triage_question  # noqa: E402
from answerable.jobs import clock  # noqa: E402
from answerable.listening.ask import ask  # noqa: E402
from answerable.listening.bring_in import import_from_command  # noqa: E402
from answerable.listening.collect import collect_due  # noqa: E402
from answerable.listening.models import Payload  # noqa: E402
from answerable.listening.parse import parse_waiting  # noqa: E402
from answerable.networks.practice.server.running import Running, running  # noqa: E402
from answerable.pure.grouping.minilm import open_minilm  # noqa: E402
from answerable.questions.group import place_waiting  # noqa: E402
from answerable.questions.models import Outcome, Question, Reason, Topic  # noqa: E402
from answerable.record.export.formats import FORMATS  # noqa: E402
from answerable.record.export.nightly import export_if_grown  # noqa: E402
from answerable.record.seal import seal  # noqa: E402
from answerable.server.keep_pages import keep_pages  # noqa: E402
from answerable.server.logs import Discreet  # noqa: E402
from tests.integration import factories as make  # noqa: E402
from tests.integration.factories import plain_static  # noqa: E402, F401  a fixture
from tests.spec.test_nobody_in_who_does_not_belong import ALL  # noqa: E402

pytestmark = pytest.mark.django_db(transaction=True)

NAME, HANDLE, WORD, NOTE = "Zephyrine Quillfeather", "zephquill_81", "grimblesnatch", "wobbleforth"
PHONE, EMAIL, POST, LETTER = "07700 900461", "z.quillfeather@mail.example", "post-of-zeph-7731", "letter-of-zeph-5519"
SECRETS = [NAME, "Quillfeather", HANDLE, WORD, NOTE, PHONE, PHONE.replace(" ", ""), EMAIL, POST, LETTER]

FOR_MACHINES = ["/robots.txt", "/sitemap.xml", "/opensearch.xml", "/actor.json", "/outbox.json"]

HEDGE = "Who cuts the hedge along Mill Lane?"
POSTS = [
    {"handle": "anna", "text": HEDGE},
    {"handle": "bert", "text": "@tarnbrook who cuts the hedge along Mill Lane"},
    {
        "id": POST,
        "handle": HANDLE,
        "author": NAME,
        "text": f"who cuts the hedge along Mill Lane?? my nan calls it the {WORD}, ring {PHONE} or {EMAIL}. {NAME}",
    },
    {
        "handle": HANDLE,
        "text": f"Can you ring me on {PHONE} or write to {EMAIL} about parking permits? My name is {NAME}",
    },
    {"handle": "carl", "text": f"Cheap crypto coins, the sale ends tonight, be quick. {WORD}"},
]
LETTERS = f"who,words,link\n{HANDLE},Who cuts the hedge along Mill Lane and when? {WORD},https://example.org/{LETTER}\n"


@dataclass
class Reached:
    """All that a stranger was shown, by address."""

    browser: Client = field(default_factory=lambda: Client(raise_request_exception=True))
    shown: dict[str, str] = field(default_factory=dict)

    def follow_all(self, *starts: str) -> None:
        """Everything that links lead to from the starts, the door of the desk left out."""
        waiting = list(starts)
        while waiting:
            address = waiting.pop()
            if address in self.shown or address.startswith(("/desk/", "/account/", "/static/", "http")):
                continue
            answer = self.browser.get(address)
            content = b"".join(answer) if answer.streaming else answer.content
            self.shown[address] = _readable(content)
            waiting += [one.split("#")[0] for one in _addresses_in(self.shown[address], answer.headers["Content-Type"])]


def _addresses_in(shown: str, content_type: str) -> list[str]:
    """Addresses of ours: the links of a page, and in every other form whatever begins as we do."""
    if "html" in content_type:
        return [unescape(one) for one in re.findall(r'href="(/[^"]*)"', shown)]
    if any(form in content_type for form in ("xml", "json", "text/plain")):
        whole = re.findall(re.escape(in_use.PUBLIC_ADDRESS) + r"""(/[^\s"'<>\\{}]*)""", shown)
        return [unescape(one) for one in whole]
    return []


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Running]:
    make.body()
    with running(tmp_path / "practice.db") as network:
        yield network


@pytest.fixture
def everything_said(
    there: Running, tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> pytest.LogCaptureFixture:
    """A desk at the end of its day: heard, answered, told, ended with a reason, sealed and exported."""
    settings.MEDIA_ROOT = tmp_path / "files"
    caplog.set_level(logging.WARNING)
    caplog.set_level(logging.DEBUG, "answerable")
    _open_channels(there)
    _people_write(there, tmp_path)
    _heard()
    _answer(_asked("hedge"))
    _answer(_asked("parking permits"))
    spam = _asked("crypto coins")
    triage_question(
        question=spam, outcome=Outcome.NOT_ANSWERING, reason=Reason.SPAM, note=NOTE, by=make.lin(), at=clock.now()
    )
    publish_cleared(at=clock.now())
    send_due(at=clock.now())
    _topic_with_a_secret_in_its_name()
    seal(clock.now(), keys=tmp_path / "keys", origin="tarnbrook.example/record")
    export_if_grown(at=clock.now())
    keep_pages(at=clock.now() + timedelta(hours=1))
    return caplog


def _open_channels(there: Running) -> None:
    given = {"address": there.address, "account": "council", "token": there.token()}
    for name, kind, settings_given in (("Square", "practice", given), ("Our page", "web", {}), ("Letters", "file", {})):
        open_channel(
            name=name,
            kind=kind,
            given=settings_given,
            objective=Objective.SERVICE,
            promised_days=2,
            rules_read=True,
            by=make.amy(),
            at=clock.now(),
        )
    read_limits_due(at=clock.now())


def _people_write(there: Running, folder: Path) -> None:
    headers = {"Authorization": f"Bearer {there.token()}"}
    content = {"posts": [{"body": "council", **post} for post in POSTS]}
    httpx.post(f"{there.address}/api/admin/posts", json=content, headers=headers).raise_for_status()
    page = make.Channel.objects.get(kind="web")
    ask(
        channel=page, text=f"Who cuts the hedge along Mill Lane? {WORD}", name=NAME, at=clock.now(), address="192.0.2.7"
    )
    file = folder / "letters.csv"
    # A line that cannot be read is listed by its number and a reason, never by its words.
    file.write_text(f'{LETTERS}{HANDLE},"{WORD}" {NAME},x\n', encoding="utf-8")
    columns = {"text": "words", "author": "who", "url": "link"}
    said: list[str] = []
    import_from_command(file, "Letters", columns, said.append)
    assert not _found("\n".join(said))


def _heard() -> None:
    collect_due(at=clock.now())
    Payload.objects.create(
        channel=make.Channel.objects.get(kind="practice"), uid="odd", content=f'{{"{WORD}": 1}}', heard_at=clock.now()
    )
    parse_waiting(at=clock.now(), limit=100)
    place_waiting(at=clock.now(), embedder=open_minilm(), limit=100)


def _topic_with_a_secret_in_its_name() -> None:
    """The desk names topics by words of all their questions, published or not."""
    Question.objects.update(
        topic=Topic.objects.create(public_id="t_secret", name=f"hedge, {WORD}", made_at=clock.now())
    )


def _asked(words: str) -> Question:
    return Question.objects.filter(placings__post__text__icontains=words).order_by("-post_count")[0]


def _answer(question: Question) -> None:
    triage_question(question=question, outcome=Outcome.ANSWER, note=NOTE, by=make.lin(), at=clock.now())
    version = make.saved(question, "The parks team does, each year after the birds have left.")
    make.cleared(make.handed_in(version, at=clock.now()), at=clock.now())


def _readable(content: bytes) -> str:
    """The content as text; of an archive all its files, with the texts of the record as they read."""
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    lines = [line for name, words in files.items() if name.startswith("texts/") for line in words.splitlines()]
    told = [json.loads(urlsafe_b64decode(line.split(" ")[1] + "==")) for line in lines]
    return "\n".join([*files.values(), json.dumps(told, ensure_ascii=False)])


def _found(shown: str) -> list[str]:
    return [secret for secret in SECRETS if secret.casefold() in shown.casefold()]


def test_no_public_page_and_no_archive_holds_a_citizens_secret(everything_said: pytest.LogCaptureFixture) -> None:
    reached = Reached()
    reached.follow_all("/", "/healthz", "/record/archive.zip", "/record/checkpoint", "/received/", "/rules/", "/ask/")
    reached.follow_all(*FOR_MACHINES)

    answers = [address for address in reached.shown if re.fullmatch("/answers/[^/]*/", address)]
    assert len(answers) == 2
    walked = {address.split("?")[0] for address in reached.shown}
    assert {"/browse/", "/not-answered/", "/how-quickly/", "/record/check/", "/feed.atom", "/oembed"} <= walked
    files = [address for address in walked if address.startswith(("/record/downloads/", "/record/pages/pages-"))]
    assert len(files) == len(FORMATS) + 3  # their checksums, the page of them, and the pages kept for archives
    assert all("The parks team does" in reached.shown[file] for file in files if file.endswith((".csv", "l", ".gz")))
    assert len([address for address in reached.shown if address.endswith("/activity.json")]) == 2
    assert "The parks team does" in reached.shown["/record/archive.zip"]
    assert len([address for address in reached.shown if address.endswith("/proof")]) > 5
    assert {address: _found(shown) for address, shown in reached.shown.items() if _found(shown)} == {}


def test_searching_the_public_answers_for_a_secret_finds_nothing(everything_said: pytest.LogCaptureFixture) -> None:
    for secret in SECRETS:
        shown = Client().get("/", {"q": secret}).content.decode()
        assert "No answer meets these words" in shown


def test_no_page_that_refuses_a_stranger_holds_a_secret(everything_said: pytest.LogCaptureFixture) -> None:
    addresses = {address for address, _page in ALL}
    for question in Question.objects.all():
        addresses |= {address.replace("q_1234", question.public_id) for address in addresses if "q_1234" in address}

    browser = Client(raise_request_exception=True)
    for address in sorted(addresses):
        for answer in (browser.get(address), browser.post(address, {})):
            content = b"".join(answer) if answer.streaming else answer.content
            assert _found(_readable(content) + str(answer.headers)) == [], address


def test_no_log_holds_a_secret(
    everything_said: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], there: Running
) -> None:
    faults = {"writes": {"unavailable_after": 1.0}, "reads": {"unavailable_before": 1.0}}
    headers = {"Authorization": f"Bearer {there.token()}"}
    httpx.post(f"{there.address}/api/admin/faults", json=faults, headers=headers).raise_for_status()
    collect_due(at=clock.now())
    send_due(at=clock.now())
    Client().get(f"/follow/{WORD}/")

    out, error = capfd.readouterr()
    logged = "\n".join(_formatted(record) for record in everything_said.get_records("setup") + everything_said.records)
    assert _found(out + error + logged) == []


def _formatted(record: logging.LogRecord) -> str:
    return Discreet("{levelname} {name} {message}", style="{").format(record)
