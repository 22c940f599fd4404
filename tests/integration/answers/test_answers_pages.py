"""The staff pages about telling: what they show, and that each button does what it says."""

import pytest
from django.urls import reverse

from answerable.answers.models import Answer, AnswerVersion, Coverage, Delivery, Outlet
from answerable.desk.models import Draft
from answerable.networks.contract import Closed, Rejected, Uncertain
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk, desk_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(who) -> Desk:
    desk = desk_for(who, 4)
    desk.network.faults = [("after", Uncertain("timed out")), ("before", Rejected("the asker has blocked our account"))]
    desk.timing = type(desk.timing)(most=1)
    desk.send()
    Delivery.objects.filter(state="checking").update(state="held", why="It may have been sent.")
    return desk


def test_the_list_shows_what_needs_a_person_first(visitor, desk, who) -> None:
    quiet = made.question(made.posts(desk.channel, ["quiet"]))
    made.cleared(who, quiet)
    desk.publish()
    page = visitor.get(reverse("answers:tellings")).content.decode()
    assert page.index(desk.about.public_id) < page.index(quiet.public_id)
    assert "A person must look" in page
    assert "Stop everything" in page


def test_one_telling_shows_each_asker_with_the_evidence_and_the_three_buttons(visitor, desk) -> None:
    page = visitor.get(reverse("answers:telling", args=[desk.about.public_id])).content.decode()
    for words in (
        "It is there",
        "Send again",
        "Drop it",
        "the asker has blocked our account",
        "net.example/3",
        "unclear",
    ):
        assert words in page
    assert "Stop telling this answer" in page


def test_an_answer_that_everybody_was_told_cannot_be_stopped(visitor, desk) -> None:
    Delivery.objects.filter(state="held").update(state="told", receipt_uid="seen")
    page = visitor.get(reverse("answers:telling", args=[desk.about.public_id])).content.decode()
    assert "Stop telling this answer" not in page


def test_the_askers_can_be_filtered_by_state(visitor, desk) -> None:
    page = visitor.get(reverse("answers:telling", args=[desk.about.public_id]), {"state": "not_told"}).content.decode()
    assert "account-of-1" in page
    assert "account-of-3" not in page


def test_the_part_that_keeps_itself_up_to_date_ends_when_nothing_is_on_its_way(visitor, desk) -> None:
    address = reverse("answers:progress", args=[desk.about.public_id])
    first = visitor.get(address)
    assert first.headers["X-Live"] == "done"
    assert visitor.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    Delivery.objects.filter(state="held").update(state="pending")
    assert "X-Live" not in visitor.get(address).headers
    assert "data-live" in visitor.get(reverse("answers:telling", args=[desk.about.public_id])).content.decode()


def test_a_person_settles_what_is_held(visitor, desk) -> None:
    held = Delivery.objects.get(state="held")
    address = reverse("answers:settle", args=[held.pk])
    visitor.post(address, {"verdict": "there", "link": "nonsense"})
    held.refresh_from_db()
    assert held.state == "held"
    visitor.post(address, {"verdict": "there", "link": "https://net.example/1"})
    held.refresh_from_db()
    assert held.state == "told"
    assert visitor.post(address, {"verdict": "shrug"}).status_code == 404


def test_stopping_and_going_on_by_the_buttons(visitor, desk) -> None:
    public_id = desk.about.public_id
    visitor.post(reverse("answers:stop_answer", args=[public_id]))
    assert AnswerVersion.objects.get().stopped_at is not None
    assert "Go on telling" in visitor.get(reverse("answers:telling", args=[public_id])).content.decode()
    assert "Stopped" in visitor.get(reverse("answers:tellings")).content.decode()
    visitor.post(reverse("answers:stop_answer", args=[public_id]), {"to": "resume"})
    visitor.post(reverse("answers:stop_channel", args=[desk.channel.public_id]), {"question": public_id})
    assert Outlet.objects.get().stopped_at is not None
    page = visitor.get(reverse("answers:telling", args=[public_id])).content.decode()
    assert "Stopped by Ben" in page
    answer = visitor.post(reverse("answers:stop_channel", args=[desk.channel.public_id]), {"to": "resume"})
    assert answer.url == reverse("answers:tellings")
    visitor.post(reverse("answers:stop_everything"))
    assert "is stopped" in visitor.get(reverse("answers:tellings")).content.decode()
    visitor.post(reverse("answers:stop_everything"), {"to": "resume"})
    assert Outlet.objects.get().stopped_at is None


def test_a_channel_that_needs_its_keeper_says_so(visitor, who) -> None:
    desk = desk_for(who, 1)
    desk.network.faults = [("before", Closed("the sign-in was revoked"))]
    desk.send()
    assert "the sign-in was revoked" in visitor.get(reverse("answers:tellings")).content.decode()
    page = visitor.get(reverse("answers:telling", args=[desk.about.public_id])).content.decode()
    assert "keeper is needed" in page


def test_late_askers_are_told_or_listed_by_the_buttons(visitor, desk) -> None:
    late = made.posts(desk.channel, ["late one", "late two"])
    made.place(desk.about, late, at=made.NOON.replace(hour=18))
    address = reverse("answers:late", args=[desk.about.public_id])
    assert "2 posts joined" in visitor.get(address).content.decode()
    assert "2 late posts" in visitor.get(reverse("answers:tellings")).content.decode()
    visitor.post(address, {"leave": "1", "post": [str(late[0].pk)]})
    assert not Coverage.objects.filter(post=late[0]).exists()
    visitor.post(address, {"leave": "1", "post": [str(late[0].pk), "x"], "reason": "too_late"})
    assert Coverage.objects.get(post=late[0]).reason == "too_late"
    visitor.post(address, {"tell": "1"})
    assert Coverage.objects.get(post=late[1]).delivery is not None
    assert "Nobody is late" in visitor.get(address).content.decode()
    page = visitor.get(reverse("answers:telling", args=[desk.about.public_id])).content.decode()
    assert "asked too long ago" in page


def test_the_audit_says_whether_the_promise_holds(visitor, desk) -> None:
    address = reverse("answers:audit")
    page = visitor.get(address).content.decode()
    assert "covered exactly once" in page
    assert "It may have been sent." in page
    made.place(desk.about, made.posts(desk.channel, ["missing"]), at=made.NOON)
    assert "The promise is broken" in visitor.get(address).content.decode()


def test_a_correction_is_opened_by_those_who_may(visitor, desk, who) -> None:
    address = reverse("answers:correct", args=[desk.about.public_id])
    assert visitor.post(address, {"kind": "correction"}).status_code == 403
    visitor.force_login(who.author)
    assert visitor.post(address, {"kind": "nonsense"}).status_code == 409
    answer = visitor.post(address, {"kind": "correction"})
    assert answer.url == reverse("desk:draft", args=[desk.about.public_id])
    assert Draft.objects.filter(answer_id=Answer.objects.get().public_id, kind="correction").exists()


def test_pages_of_unknown_questions_are_not_found(visitor) -> None:
    for name in ("telling", "progress", "late"):
        assert visitor.get(reverse(f"answers:{name}", args=["q_nowhere"])).status_code == 404
