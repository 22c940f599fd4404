"""The acceptance walk: real questions from a file, grouped, answered once, cleared by another, everybody told once."""

import csv
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import django
import httpx
import pytest

django.setup()  # pytest reads this file before pytest-django is ready when the folder is named on the command line

from answerable.answers.audit import audit  # noqa: E402
from answerable.answers.models import Delivery, DeliveryState  # noqa: E402
from answerable.answers.plan import publish_cleared  # noqa: E402
from answerable.answers.reconcile import reconcile_due  # noqa: E402
from answerable.answers.send import send_due  # noqa: E402
from answerable.channels.limits import read_limits_due  # noqa: E402
from answerable.channels.models import Channel, Objective  # noqa: E402
from answerable.channels.open import open_channel  # noqa: E402
from answerable.desk.triage import triage_question  # noqa: E402
from answerable.jobs import clock  # noqa: E402
from answerable.listening.bring_in import import_from_command  # noqa: E402
from answerable.listening.models import Post  # noqa: E402
from answerable.measures.received import count_received  # noqa: E402
from answerable.networks.practice.server.running import Running, running  # noqa: E402
from answerable.pure.grouping.minilm import open_minilm  # noqa: E402
from answerable.questions.group import place_waiting  # noqa: E402
from answerable.questions.models import Outcome, Question, State  # noqa: E402
from answerable.questions.rename import rename  # noqa: E402
from answerable.record.export.archive import export_archive  # noqa: E402
from answerable.record.seal import seal  # noqa: E402
from tests.integration import factories as make  # noqa: E402

pytestmark = pytest.mark.django_db(transaction=True)

REAL = Path(__file__).parents[3] / "shared" / "data" / "questions" / "covidq.csv"
ROWS = 400
WORDS = "Nobody can say yet when it will be over. We publish what is known every Friday."
MOST_ROUNDS = 60


@dataclass(frozen=True)
class Town:
    """A practice network that runs, and the channel whose posts come from a file and are answered there."""

    there: Running
    letters: Channel
    file: Path

    def bring_in(self) -> str:
        """What the command line says of the file."""
        said: list[str] = []
        columns = {"text": "question", "author": "who"}
        assert import_from_command(self.file, "Letters", columns, said.append) == 0
        return said[-1]

    def told(self) -> Counter[str]:
        """How often each account was written to, as the network itself has it."""
        headers = {"Authorization": f"Bearer {self.there.token()}"}
        counts: Counter[str] = Counter()
        after, more = "0", True
        with httpx.Client(base_url=self.there.address, headers=headers) as client:
            while more:
                page = client.get("/api/accounts/council/posts", params={"min_id": after}).json()
                counts.update(item["to"] for item in page["items"])
                more, after = page["more"], page["items"][-1]["id"] if page["items"] else after
        return counts


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    if not REAL.exists():
        pytest.skip(f"the real questions are not on this machine: {REAL.name} lies beside the repository")
    make.body()
    with running(tmp_path / "practice.db") as there:
        token = there.token()
        httpx.post(
            f"{there.address}/api/admin/rates",
            json={"writes": {"count": 6_000, "window_seconds": 60}},
            headers={"Authorization": f"Bearer {token}"},
        ).raise_for_status()
        square = _opened("Square", "practice", {"address": there.address, "account": "council", "token": token})
        letters = _opened("Letters", "file", {}, answers_through=square)
        read_limits_due(at=clock.now())
        yield Town(there, letters, _with_people(tmp_path / "questions.csv"))


def _opened(name: str, kind: str, given: dict[str, str], *, answers_through: Channel | None = None) -> Channel:
    return open_channel(
        name=name,
        kind=kind,
        given=given,
        objective=Objective.SERVICE,
        promised_days=2,
        rules_read=True,
        by=make.amy(),
        at=clock.now(),
        answers_through=answers_through,
    )


def _with_people(path: Path) -> Path:
    """The real questions, each from an account of its own but every tenth, whose writer asked the one before too."""
    with REAL.open(encoding="utf-8", newline="") as real, path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["who", "question", "label"])
        for number, row in enumerate(islice(csv.DictReader(real), ROWS)):
            rows.writerow([f"citizen{number - (number % 10 == 9)}", row["text"], row["label"]])
    return path


def test_real_questions_are_answered_once_and_everyone_is_told_once(town: Town, tmp_path: Path) -> None:
    received = int(re.findall(r"New posts: (\d+)", town.bring_in())[0])
    place_waiting(at=clock.now(), embedder=open_minilm(), limit=2 * ROWS)
    question = _largest()

    _answer(question)
    _tell_all()

    _told_exactly_once(question, town)
    _counts_add_up(question, received)
    _nothing_more_from_the_same_file(town, received)
    _a_stranger_can_check_the_record(tmp_path)


def _largest() -> Question:
    question = Question.objects.order_by("-asker_count").first()
    assert question is not None
    assert question.asker_count >= 5, "grouping found no question that many ask"
    return rename(question=question, title="When will it be over?", person=make.lin(), at=clock.now())


def _answer(question: Question) -> None:
    triage_question(question=question, outcome=Outcome.ANSWER, by=make.lin(), at=clock.now())
    version = make.saved(question, WORDS, by=make.ada())
    clearance = make.handed_in(version, by=make.ada(), at=clock.now())
    make.cleared(clearance, by=make.ben(), at=clock.now())


def _tell_all() -> None:
    assert publish_cleared(at=clock.now()) == 1
    for _round in range(MOST_ROUNDS):
        send_due(at=clock.now())
        reconcile_due(at=clock.now())
        if not Delivery.objects.exclude(state=DeliveryState.TOLD).exists():
            return
    states = Counter(Delivery.objects.values_list("state", "why"))
    raise AssertionError(f"not everybody is told: {states}")


def _told_exactly_once(question: Question, town: Town) -> None:
    asked = set(Post.objects.filter(placing__question=question).values_list("author__uid", flat=True))
    assert town.told() == dict.fromkeys(asked, 1)
    now = audit(at=clock.now())
    assert now.is_whole
    assert (now.asked, now.covered, now.late) == (question.post_count, question.post_count, 0)


def _counts_add_up(question: Question, received: int) -> None:
    counted = count_received()
    assert counted.adds_up
    assert counted.received == received == Post.objects.count()
    question.refresh_from_db()
    assert question.state == State.ANSWERED
    assert {line.code: line.count for line in counted.lines}["answered"] == question.post_count


def _nothing_more_from_the_same_file(town: Town, received: int) -> None:
    told = town.told()
    assert town.bring_in().startswith("New posts: 0.")
    assert place_waiting(at=clock.now(), embedder=open_minilm(), limit=ROWS) == 0
    assert publish_cleared(at=clock.now()) == 0
    send_due(at=clock.now())
    assert Post.objects.count() == received
    assert town.told() == told


def _a_stranger_can_check_the_record(folder: Path) -> None:
    seal(clock.now(), keys=folder / "keys", origin="tarnbrook.example/record")
    export_archive(folder / "archive")
    command = [sys.executable, "-I", "-S", "verify.py"]
    checked = subprocess.run(command, cwd=folder / "archive", capture_output=True, text=True, timeout=60, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
