"""What is redacted is gone from everything the public can reach; the page and the record say that it was."""

import gzip
import json
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import Settings

from answerable.answers.models import AnswerVersion, Delivery, Redaction
from answerable.answers.plan import publish_cleared
from answerable.desk.models import DraftVersion
from answerable.desk.pictures import keep_picture
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.keeping.hold import place_hold
from answerable.keeping.kept_pages import take_away_pages_with
from answerable.keeping.redact import find_passage, redact
from answerable.questions.models import Question
from answerable.record.export.nightly import export_if_grown
from answerable.record.models import Disclosure
from answerable.record.read import entries_about
from answerable.record.seal import seal
from answerable.record.verify import verify_archive
from tests.integration import factories as make
from tests.integration.desk.made_pictures import photograph
from tests.integration.factories import plain_static  # noqa: F401  a fixture
from tests.integration.keeping.desk import rita

pytestmark = pytest.mark.django_db
NAME = "Zephyrine O'Quill & Sons"
TEXT = f"{make.ANSWER} Ask {NAME} for more."


@pytest.fixture
def published() -> Question:
    make.body()
    about = make.answering(make.post(make.channel()))
    make.cleared(make.handed_in(make.saved(about, text=TEXT)))
    publish_cleared(at=make.NOON)
    return about


def _redact(question: Question, passage: str = NAME, **more: str) -> int:
    told = {"why": "personal", "said": "A name was left in.", **more}
    return redact(question=question, passage=passage, by=rita(), at=make.NOON, **told)


def test_the_passage_is_gone_from_the_page_and_the_page_says_so(published: Question) -> None:
    assert _redact(published) == 1
    shown = Client().get(f"/answers/{published.public_id}/").content.decode()
    assert "Zephyrine" not in shown
    assert "Ask [redacted] for more." in shown
    assert "was redacted on 2 June 2025, because it named or described a person. A name was left in." in shown


@pytest.mark.parametrize("address", ["/feed.atom", "/feed.rss", "/feed.json", "/outbox.json?page=first"])
def test_no_form_of_it_has_the_passage_any_more(published: Question, address: str) -> None:
    assert b"Zephyrine" in b"".join(Client().get(address))
    _redact(published)
    assert b"Zephyrine" not in b"".join(Client().get(address))


def test_it_is_found_by_its_other_words_only(published: Question) -> None:
    assert b"No answer meets these words" not in Client().get("/?q=Zephyrine").content
    _redact(published)
    assert b"No answer meets these words" in Client().get("/?q=Zephyrine").content
    assert b"No answer meets these words" not in Client().get("/?q=collected").content


def test_a_reader_of_the_feed_who_asks_for_news_is_told(published: Question) -> None:
    first = Client().get("/feed.atom")
    redact(question=published, passage=NAME, why="court", said="", by=rita(), at=clock.now())
    again = Client().get("/feed.atom", headers={"If-Modified-Since": first["Last-Modified"]})
    assert again.status_code == 200


def test_no_table_and_no_message_has_it(published: Question) -> None:
    _redact(published)
    assert not AnswerVersion.objects.filter(text__contains="Zephyrine").exists()
    assert not DraftVersion.objects.filter(text__contains="Zephyrine").exists()
    assert not Delivery.objects.filter(text__contains="Zephyrine").exists()


def test_the_record_has_the_new_words_and_still_verifies(
    published: Question, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    keys = {"keys": tmp_path / "keys", "origin": "tarnbrook.example/record"}
    seal(clock.now(), **keys)
    export_if_grown(at=clock.now())
    _redact(published)
    seal(clock.now(), **keys)
    assert export_if_grown(at=clock.now()) > 0
    for file in settings.MEDIA_ROOT.iterdir():
        assert b"Zephyrine" not in (gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes())
    assert verify_archive(settings.MEDIA_ROOT / "record.zip").good
    entry = entries_about(published.public_id)[-1]
    assert (entry.type, entry.fields["count"], entry.fields["reason"]) == ("text.redacted", 1, "personal")
    assert entry.disclosed["text"].endswith("Ask [redacted] for more.")


def test_no_text_beside_an_entry_has_it(published: Question) -> None:
    before = find_passage(published, NAME)
    assert len(before.entries) == 1
    _redact(published)
    assert find_passage(published, NAME).entries == ()
    assert Disclosure.objects.exists()


def test_a_title_is_redacted_and_found_by_its_other_words(published: Question) -> None:
    _redact(published, "bank holiday")
    published.refresh_from_db()
    assert published.title == "When are the bins collected after the [redacted]?"
    assert b"bins collected" in Client().get("/?q=collected").content
    assert b"No answer meets these words" in Client().get("/?q=holiday").content


def test_a_passage_that_is_nowhere_is_refused(published: Question) -> None:
    with pytest.raises(Refused, match="nowhere"):
        _redact(published, "zephyrine o'quill")
    assert not Redaction.objects.exists()


@pytest.mark.parametrize("more", [{"why": "whim"}, {"said": f"It named {NAME}."}])
def test_a_reason_that_is_none_or_repeats_it_is_refused(published: Question, more: dict[str, str]) -> None:
    with pytest.raises(Refused):
        _redact(published, **more)


def test_two_letters_are_no_passage(published: Question) -> None:
    with pytest.raises(Refused, match="three letters"):
        _redact(published, "a ")


def test_what_is_not_public_is_not_redacted_here() -> None:
    make.body()
    with pytest.raises(Refused, match="not public"):
        _redact(make.question(make.post(make.channel())), "bins")


def test_a_legal_hold_keeps_it_and_says_why(published: Question) -> None:
    place_hold(covers="question", question=published, reason="A court asked.", by=rita(), at=make.NOON)
    with pytest.raises(Refused, match="A court asked"):
        _redact(published)


def test_while_the_answer_is_being_sent_nothing_is_redacted(published: Question) -> None:
    Delivery.objects.update(state="claimed")
    with pytest.raises(Refused, match="being sent"):
        _redact(published)


def test_nobody_else_may(published: Question) -> None:
    with pytest.raises(Refused, match="Only a records officer"):
        redact(question=published, passage=NAME, why="court", said="", by=make.ben(), at=make.NOON)


def test_afterwards_a_version_is_kept_as_before(published: Question) -> None:
    _redact(published)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AnswerVersion.objects.update(text="x")


def test_files_for_archives_that_have_it_are_taken_away_and_kept_anew(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    folder = tmp_path / "pages"
    folder.mkdir()
    written = {
        "2025-06-01": "nothing",
        "2025-06-02": f"<p>{NAME.replace('&', '&amp;').replace(chr(39), '&#39;')}</p>",
        "2025-06-03": json.dumps({"text": NAME}),
        "2025-06-04": "x" * (1 << 20) + "nothing",
    }
    for day, text in written.items():
        (folder / f"pages-{day}.warc.gz").write_bytes(gzip.compress(text.encode()))
    (folder / "kept.json").write_text('["2025-06-04T00:00:00+00:00", 9]')
    gone = take_away_pages_with([NAME])
    assert sorted(gone) == ["pages-2025-06-02.warc.gz", "pages-2025-06-03.warc.gz"]
    assert json.loads((folder / "kept.json").read_text()) == ["2025-06-01T00:00:00+00:00", 0]


def test_a_passage_across_two_blocks_is_found(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "pages").mkdir()
    path = tmp_path / "pages" / "pages-2025-06-02.warc.gz"
    path.write_bytes(gzip.compress(b"x" * ((1 << 20) - 4) + b"Zephyrine"))
    assert take_away_pages_with(["Zephyrine"]) == [path.name]


def test_it_is_looked_at_and_then_done_from_its_page(published: Question) -> None:
    officer = make.signed_in(rita())
    sent = {"question": published.public_id, "passage": NAME, "why": "personal", "said": ""}
    looked = officer.post("/desk/records/redacting/", sent).content.decode()
    assert "Look first: this cannot be undone" in looked
    assert not Redaction.objects.exists()
    assert officer.post("/desk/records/redacting/", sent | {"act": "redact"}).status_code == 302
    assert Redaction.objects.count() == 1
    assert officer.post("/desk/records/redacting/", sent | {"question": "q_nobody"}).status_code == 422


def test_what_a_picture_is_said_to_show_is_redacted_too() -> None:
    make.body()
    about = make.answering(make.post(make.channel()))
    kept = keep_picture(given=photograph(), at=make.NOON)
    picture = {"hash": kept.hash, "name": "gate", "alt": f"{NAME} at their gate", "decorative_because": ""}
    make.cleared(make.handed_in(make.saved(about, pictures=[picture])))
    publish_cleared(at=make.NOON)
    assert _redact(about) == 1
    assert NAME not in str(AnswerVersion.objects.get().pictures) + str(DraftVersion.objects.get().pictures)
    assert "Zephyrine" not in Client().get(f"/answers/{about.public_id}/").content.decode()
