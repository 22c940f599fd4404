"""Pictures on the writing page: added with a save, described, judged, left out; and never lost with a refused form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from answerable.desk.models import DraftVersion, Picture
from answerable.desk.pictures import keep_picture
from answerable.questions.models import Question
from tests.integration import factories as make
from tests.integration.desk.made_pictures import drawing, photograph

pytestmark = pytest.mark.django_db
WORDS = {"text": make.ANSWER, "short_text": "", "sources": "", "language": "en", "based_on": "0"}
NONE_YET = {"pictures-TOTAL_FORMS": "0", "pictures-INITIAL_FORMS": "0"}


def draft_page(about: Question, where: str = "") -> str:
    return f"/desk/questions/{about.public_id}/draft/{where}"


def file(content: bytes | None = None, name: str = "bin.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photograph() if content is None else content, "image/jpeg")


def save(about: Question, **more: object) -> HttpResponse:
    browser = make.signed_in(make.ada())
    return browser.post(draft_page(about), WORDS | NONE_YET | more)  # type: ignore[return-value]


def there(picture: Picture, **more: str) -> dict[str, str]:
    fields = {"hash": picture.hash, "name": "bin.jpg", "alt": "A green bin", "decorative_because": ""} | more
    return {
        "pictures-TOTAL_FORMS": "1",
        "pictures-INITIAL_FORMS": "1",
        **{f"pictures-0-{name}": value for name, value in fields.items()},
    }


def test_a_chosen_picture_is_saved_with_the_words_and_its_description() -> None:
    save(about := make.answering(), picture=file(), picture_alt="A green bin")
    [picture] = DraftVersion.objects.get().pictures
    assert (picture["name"], picture["alt"]) == ("bin.jpg", "A green bin")
    page = make.signed_in(make.ada()).get(draft_page(about)).content.decode()
    assert f"/desk/pictures/{picture['hash']}/" in page


def test_a_picture_that_is_there_stays_with_the_next_save() -> None:
    save(make.answering(), **there(keep_picture(given=photograph(), at=make.NOON)))
    assert [one["alt"] for one in DraftVersion.objects.get().pictures] == ["A green bin"]


def test_a_picture_that_is_left_out_is_not_in_the_next_version() -> None:
    save(make.answering(), **there(keep_picture(given=photograph(), at=make.NOON), remove="on"))
    assert DraftVersion.objects.get().pictures == []


def test_a_file_that_is_no_picture_is_refused_beside_its_field_and_the_words_stay() -> None:
    answer = save(make.answering(), picture=file(b"%PDF-1.7"), short_text="Only the short words.")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "cannot be read as a picture" in page
    assert "Only the short words." in page


def test_a_picture_chosen_with_words_that_are_refused_is_not_lost() -> None:
    answer = save(make.answering(), picture=file(), picture_alt="A green bin", text="")
    assert answer.status_code == 422
    assert make.hidden_in(answer)["pictures-0-hash"] == Picture.objects.get().hash


def test_the_checks_speak_of_pictures_while_one_types() -> None:
    given = WORDS | there(keep_picture(given=photograph(), at=make.NOON), alt="")
    page = make.signed_in(make.ada()).post(draft_page(make.answering(), "judge/"), given)
    assert "has no description" in page.content.decode()


def test_the_second_person_sees_each_picture_and_what_is_said_of_it() -> None:
    picture = keep_picture(given=drawing(), at=make.NOON)
    described = {"hash": picture.hash, "name": "line.png", "alt": "A red line", "decorative_because": ""}
    clearance = make.handed_in(make.saved(pictures=[described]))
    about = clearance.version.draft.question
    page = make.signed_in(make.ben()).get(f"/desk/questions/{about.public_id}/clear/").content.decode()
    assert 'alt="A red line"' in page
    assert "Described as: A red line" in page


def test_a_picture_can_be_downloaded_under_a_name_that_tells_nothing() -> None:
    picture = keep_picture(given=photograph(), at=make.NOON)
    got = make.signed_in(make.ada()).get(f"/desk/pictures/{picture.hash}/?download")
    assert (got["Content-Type"], got.content) == ("image/jpeg", bytes(picture.content))
    assert got["Content-Disposition"] == f'attachment; filename="{picture.hash[:12]}.jpg"'
