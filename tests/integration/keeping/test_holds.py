"""A legal hold keeps what it covers, says why, and is lifted in two steps."""

from datetime import date, timedelta

import pytest

from answerable.accounts.roles import Role
from answerable.errors import Refused
from answerable.keeping.held import holds_in_force, posts_under, questions_under
from answerable.keeping.hold import ask_to_lift, keep_on, lift_hold, place_hold
from answerable.keeping.models import Hold
from answerable.listening.models import Author, Post
from answerable.questions.models import Question, State, Topic
from answerable.record.read import entries_about
from tests.integration import factories as make
from tests.integration.factories import plain_static  # noqa: F401  a fixture
from tests.integration.keeping.desk import HANDLE, rita, zephs_desk

pytestmark = pytest.mark.django_db


def _hold(**on: object) -> Hold:
    return place_hold(reason="A court asked.", by=rita(), at=make.NOON, **on)


def _covered() -> set[int]:
    return set(Post.objects.filter(posts_under(holds_in_force())).values_list("pk", flat=True))


def test_a_hold_on_a_question_covers_its_posts_and_its_drafts() -> None:
    desk = zephs_desk()
    _hold(covers="question", question=desk.about)
    assert _covered() == {desk.asked.pk, desk.other.pk}
    assert list(Question.objects.filter(questions_under(holds_in_force()))) == [desk.about]


def test_a_hold_follows_its_question_into_what_it_was_merged_with() -> None:
    desk = zephs_desk()
    into = make.question(make.post(desk.square))
    _hold(covers="question", question=desk.about)
    Question.objects.filter(pk=desk.about.pk).update(state=State.MERGED, merged_into=into)
    assert into.placings.get().post_id in _covered()


def test_a_hold_on_a_person_covers_all_they_wrote() -> None:
    desk = zephs_desk()
    _hold(covers="person", accounts=list(Author.objects.filter(uid=HANDLE)))
    assert desk.other.pk not in _covered()
    assert len(_covered()) == 2


def test_a_hold_on_a_topic_covers_what_was_in_it_however_topics_are_sorted_anew() -> None:
    desk = zephs_desk()
    topic = Topic.objects.create(public_id="t_bins1234", name="bins", made_at=make.NOON)
    Question.objects.filter(pk=desk.about.pk).update(topic=topic)
    _hold(covers="topic", topic=topic)
    Question.objects.update(topic=None)
    topic.delete()
    assert desk.asked.pk in _covered()


def test_a_hold_on_a_period_covers_its_last_day_whole() -> None:
    desk = zephs_desk()
    late = make.post(desk.square, heard_at=make.NOON.replace(hour=22, minute=59))
    next_day = make.post(desk.square, heard_at=make.NOON.replace(hour=23, minute=1))
    _hold(covers="period", from_on=date(2025, 6, 2), until_on=date(2025, 6, 2))
    assert late.pk in _covered()
    assert next_day.pk not in _covered()  # in London it is the 3rd


@pytest.mark.parametrize(
    "on",
    [
        {"covers": "question"},
        {"covers": "person"},
        {"covers": "topic"},
        {"covers": "period", "from_on": date(2025, 6, 2)},
        {"covers": "period", "from_on": date(2025, 6, 2), "until_on": date(2025, 6, 1)},
        {"covers": "everything"},
    ],
)
def test_a_hold_on_nothing_is_refused(on: dict[str, object]) -> None:
    make.body()
    with pytest.raises(Refused, match="what the hold is on"):
        _hold(**on)


def test_one_step_lifts_nothing() -> None:
    desk = zephs_desk()
    hold = _hold(covers="question", question=desk.about)
    with pytest.raises(Refused, match="First somebody says"):
        lift_hold(hold=hold, by=rita(), at=make.NOON)
    ask_to_lift(hold=hold, why="The case ended.", by=rita(), at=make.NOON)
    assert _covered()


def test_the_same_person_lifts_it_a_day_later_only() -> None:
    desk = zephs_desk()
    hold = _hold(covers="question", question=desk.about)
    ask_to_lift(hold=hold, why="The case ended.", by=rita(), at=make.NOON)
    with pytest.raises(Refused, match="Another records officer"):
        lift_hold(hold=hold, by=rita(), at=make.NOON + timedelta(hours=23))
    lift_hold(hold=hold, by=rita(), at=make.NOON + timedelta(hours=25))
    assert not _covered()


def test_another_person_lifts_it_at_once_and_the_record_names_both() -> None:
    desk = zephs_desk()
    hold = _hold(covers="question", question=desk.about)
    ask_to_lift(hold=hold, why="The case ended.", by=rita(), at=make.NOON)
    second = make.person("Rob", Role.RECORDS)
    lift_hold(hold=hold, by=second, at=make.NOON + timedelta(minutes=1))
    placed, lifted = entries_about(hold.public_id)
    assert (placed.type, lifted.type) == ("hold.placed", "hold.lifted")
    assert lifted.fields["asked_by"] != lifted.fields["by"]


def test_the_first_step_can_be_taken_back() -> None:
    desk = zephs_desk()
    hold = _hold(covers="question", question=desk.about)
    ask_to_lift(hold=hold, why="The case ended.", by=rita(), at=make.NOON)
    keep_on(hold=hold, by=rita())
    with pytest.raises(Refused, match="First somebody says"):
        lift_hold(hold=hold, by=rita(), at=make.NOON + timedelta(days=3))


def test_a_hold_is_placed_and_lifted_from_its_page() -> None:
    desk = zephs_desk()
    officer = make.signed_in(rita())
    sent = {"covers": "question", "question": desk.about.public_id, "reason": "An inquiry."}
    assert officer.post("/desk/records/holds/new/", sent).status_code == 302
    assert "An inquiry." in officer.get("/desk/records/holds/").content.decode()
    hold = Hold.objects.get()
    officer.post(f"/desk/records/holds/{hold.public_id}/lift/", {"act": "ask", "why": "Over."})
    assert "Look at the hold" in officer.get("/desk/records/").content.decode()
    assert officer.post(f"/desk/records/holds/{hold.public_id}/lift/", {"act": "lift"}).status_code == 409


def test_a_person_is_held_by_exact_names_only() -> None:
    zephs_desk()
    officer = make.signed_in(rita())
    sent = {"covers": "person", "given": HANDLE[:-1], "reason": "An inquiry."}
    assert officer.post("/desk/records/holds/new/", sent).status_code == 422
    assert officer.post("/desk/records/holds/new/", sent | {"given": HANDLE}).status_code == 302
