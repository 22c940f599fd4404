"""The file for a request for information has what was asked for, nobody who asked, and can be checked."""

import csv
import io
import json
import zipfile
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from pytest_django import Settings

from answerable.errors import Refused
from answerable.jobs import clock
from answerable.keeping.export_information import ask_export, make_exports, path_of
from answerable.keeping.models import InformationExport
from answerable.questions.models import Question, Topic
from tests.integration import factories as make
from tests.integration.factories import plain_static  # noqa: F401  a fixture
from tests.integration.keeping.desk import HANDLE, rita, zephs_desk

pytestmark = pytest.mark.django_db
JUNE = {"from_on": date(2025, 6, 1), "until_on": date(2025, 6, 30)}


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def _ask(**more: object) -> InformationExport:
    asked: dict[str, object] = {"topic": None, "words": "", "with_drafts": True, "with_decisions": True, **JUNE, **more}
    return ask_export(**asked, by=rita(), at=make.NOON)


def _made(**more: object) -> dict[str, str]:
    export = _ask(**more)
    assert make_exports(at=make.NOON) == 1
    export.refresh_from_db()
    assert export.sha256 == sha256(path_of(export).read_bytes()).hexdigest()
    archive = zipfile.ZipFile(path_of(export))
    return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def _rows(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in files[f"{name}.jsonl"].splitlines()]


def test_the_file_has_questions_posts_answers_drafts_and_decisions() -> None:
    zephs_desk()
    files = _made()
    assert [row["title"] for row in _rows(files, "questions")] == [make.BINS]
    assert len(_rows(files, "posts")) == 2
    assert [row["text"] for row in _rows(files, "answers")] == [make.ANSWER]
    assert len(_rows(files, "drafts")) == 2
    assert "Cleared" in {row["what"] for row in _rows(files, "decisions")}
    assert make.BINS in files["index.html"]
    assert any(name.startswith("questions/q_") for name in files)


def test_nobody_who_asked_and_nobody_of_the_staff_is_in_it() -> None:
    zephs_desk()
    everything = "".join(_made(with_drafts=False).values())
    assert not any(name in everything for name in (HANDLE, "carla_92", "of-zeph", "net.example", "Ada", "Ben", "Lin"))


def test_a_private_message_is_left_out() -> None:
    desk = zephs_desk()
    type(desk.asked).objects.filter(pk=desk.asked.pk).update(is_private=True)
    assert "[a private message, left out]" in {row["text"] for row in _rows(_made(), "posts")}


def test_what_the_officer_did_not_choose_is_not_in_it() -> None:
    zephs_desk()
    files = _made(with_drafts=False, with_decisions=False)
    assert not any(name.startswith(("drafts", "decisions")) for name in files)


def test_checksums_are_those_of_the_files() -> None:
    zephs_desk()
    export = _ask()
    make_exports(at=make.NOON)
    archive = zipfile.ZipFile(path_of(export))
    for line in archive.read("SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ")
        assert sha256(archive.read(name)).hexdigest() == digest
    assert json.loads(archive.read("manifest.json"))["rows"]["posts"] == 2


def test_no_spreadsheet_runs_what_somebody_wrote() -> None:
    make.body()
    make.question(make.post(make.channel(), "=HYPERLINK(1) is this a formula?"))
    rows = list(csv.DictReader(io.StringIO(_made()["posts.csv"])))
    assert rows[0]["text"].startswith("'=")


def test_topic_words_and_period_are_all_asked() -> None:
    desk = zephs_desk()
    topic = Topic.objects.create(public_id="t_bins1234", name="bins", made_at=make.NOON)
    make.question(make.post(desk.square, "Where is the library?"))
    Question.objects.filter(pk=desk.about.pk).update(topic=topic)
    assert len(_rows(_made(topic=topic), "questions")) == 1
    assert len(_rows(_made(words="library"), "questions")) == 1
    assert len(_rows(_made(topic=topic, words="library"), "questions")) == 0
    assert len(_rows(_made(until_on=date(2025, 6, 1)), "questions")) == 0
    assert len(_rows(_made(from_on=date(2025, 6, 2), until_on=date(2025, 6, 2)), "questions")) == 2


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    make.body()
    with pytest.raises(Refused, match="before the first"):
        _ask(until_on=date(2025, 5, 1))


def test_stopped_half_way_it_is_made_anew_when_its_lease_is_over() -> None:
    zephs_desk()
    export = _ask()
    InformationExport.objects.update(state="making", done_count=7, leased_until=clock.now() + timedelta(minutes=1))
    assert make_exports(at=make.NOON) == 0
    InformationExport.objects.update(leased_until=clock.now() - timedelta(minutes=1))
    assert make_exports(at=make.NOON) == 1
    export.refresh_from_db()
    assert (export.state, export.done_count, export.question_count) == ("ready", 1, 1)
    assert [path.name for path in path_of(export).parent.iterdir()] == [f"{export.public_id}.zip"]


def test_where_no_file_can_be_written_a_sentence_says_so(tmp_path: Path) -> None:
    zephs_desk()
    export = _ask()
    path_of(export).mkdir(parents=True)  # a folder is in the way
    make_exports(at=make.NOON)
    export.refresh_from_db()
    assert export.state == "failed"
    assert "disk" in export.why


def test_a_file_goes_away_after_a_month() -> None:
    zephs_desk()
    export = _ask()
    make_exports(at=make.NOON)
    make_exports(at=clock.now() + timedelta(days=31))
    assert not path_of(export).exists()


def test_it_is_asked_for_and_downloaded_from_its_page() -> None:
    zephs_desk()
    officer = make.signed_in(rita())
    page = "/desk/records/information/"
    assert officer.post(page, {"from_on": "2025-06-01", "until_on": "2025-05-01"}).status_code == 422
    sent = {"from_on": "2025-06-01", "until_on": "2025-06-30"}
    assert "0 of 0 questions" in officer.post(page, sent, follow=True).content.decode()
    make_exports(at=make.NOON)
    export = InformationExport.objects.get()
    assert export.sha256 in officer.get(page).content.decode()
    file = b"".join(officer.get(f"{page}{export.public_id}.zip").streaming_content)
    assert zipfile.ZipFile(io.BytesIO(file)).testzip() is None
    assert make.signed_in(make.lin()).get(f"{page}{export.public_id}.zip").status_code == 403
