"""A person is found by what they gave; nothing is handed over or erased before it is said how identity was checked."""

import json
import zipfile

import pytest

from answerable.errors import Refused
from answerable.keeping.erase_person import erase_person, plan_erasure
from answerable.keeping.export_person import export_person
from answerable.keeping.inventory import held, subject_of
from answerable.keeping.look_up import look_up
from answerable.keeping.models import Checked, Wish
from answerable.keeping.open_request import check_identity, end_request, note_copy, open_request
from answerable.listening.models import Author, Post
from tests.integration import factories as make
from tests.integration.keeping.desk import HANDLE, request_of, rita, zephs_desk

pytestmark = pytest.mark.django_db


def _found(given: str) -> list[tuple[str, bool]]:
    return [(one.account.uid, one.is_exact) for one in look_up(given)]


@pytest.mark.parametrize("given", [HANDLE, f"@{HANDLE}", f"acct:{HANDLE}", HANDLE.upper(), "https://net.example/z"])
def test_an_account_is_found_however_its_name_is_written(given: str) -> None:
    zephs_desk()
    assert (HANDLE, True) in _found(given)


def test_a_question_of_our_page_is_found_by_its_reference() -> None:
    make.body()
    post = make.post(make.channel(kind="web"), account="ask-1", reference="abcd-efgh")
    assert _found("ABCD-EFGH") == [(post.author.uid, True)]


def test_what_only_resembles_is_offered_last_and_says_so() -> None:
    zephs_desk()
    make.post(make.channel(), account=f"not_{HANDLE}")
    assert _found(HANDLE) == [(HANDLE, True), (f"not_{HANDLE}", False)]


def test_signs_of_a_pattern_are_only_letters() -> None:
    zephs_desk()
    assert _found("%%%%") == []
    assert _found("____") == []


def test_the_clock_of_a_request_is_a_month_to_a_working_day() -> None:
    zephs_desk()
    assert request_of().due_on.isoformat() == "2025-07-02"


def test_a_request_needs_an_account() -> None:
    make.body()
    with pytest.raises(Refused, match="Choose the accounts"):
        open_request(wish=Wish.BOTH, given="x", accounts=[], received_on=make.NOON.date(), by=rita(), at=make.NOON)


def test_nobody_but_a_records_officer_opens_one() -> None:
    zephs_desk()
    with pytest.raises(Refused, match="Only a records officer"):
        open_request(
            wish=Wish.BOTH,
            given=HANDLE,
            accounts=list(Author.objects.all()),
            received_on=make.NOON.date(),
            by=make.amy(),
            at=make.NOON,
        )


def test_nothing_is_handed_over_before_identity_was_checked() -> None:
    zephs_desk()
    with pytest.raises(Refused, match="made sure who"):
        note_copy(request=request_of(checked=False), by=rita(), at=make.NOON)


def test_nothing_is_erased_before_identity_was_checked() -> None:
    zephs_desk()
    request = request_of(checked=False)
    with pytest.raises(Refused, match="made sure who"):
        erase_person(request=request, seen_hash=plan_erasure(request).seen_hash, take_out=(), by=rita(), at=make.NOON)
    assert Post.objects.filter(author__uid=HANDLE).count() == 2


def test_another_way_of_checking_is_said_in_words() -> None:
    zephs_desk()
    with pytest.raises(Refused, match="sentence"):
        check_identity(request=request_of(checked=False), how=Checked.OTHER, note=" ", by=rita(), at=make.NOON)


def test_a_request_that_was_ended_stays_ended() -> None:
    zephs_desk()
    request = request_of()
    end_request(request=request, why="Withdrawn.", by=rita(), at=make.NOON)
    with pytest.raises(Refused, match="was ended"):
        note_copy(request=request, by=rita(), at=make.NOON)


def _copy(*, with_safeguarding: bool = True) -> dict[str, str]:
    with export_person(request=request_of(), with_safeguarding=with_safeguarding, at=make.NOON) as file:
        archive = zipfile.ZipFile(file)
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_copy_has_everything_that_is_held_about_them_and_a_page_to_read() -> None:
    zephs_desk()
    files = _copy()
    parts = {part["code"]: part["rows"] for part in json.loads(files["data.json"])["parts"]}
    assert {part.code for part, _count in held(subject_of(request_of()))} | {"named"} == set(parts)
    assert len(parts["posts"]) == 2
    assert len(parts["tellings"]) == 1
    assert {row["where"] for row in parts["named"]} == {"Posts of others", "Drafts"}
    assert "Something else" in files["index.html"]


def test_the_copy_names_nobody_else() -> None:
    zephs_desk()
    everything = "".join(_copy().values())
    assert HANDLE in everything
    assert not any(name in everything for name in ("carla_92", "c.carson@mail.example", "Ada", "Rita"))
