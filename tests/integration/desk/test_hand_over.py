"""Posts that belong to another process: offered, confirmed with a clock, turned down, ended; and replies to abuse."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from answerable.desk.engage import allow_reply
from answerable.desk.hand_over import end_handover, hand_over, offered, running
from answerable.desk.models import Handover
from answerable.desk.reach import askers_among, posts_until
from answerable.desk.triage import triage_question
from answerable.errors import Refused
from answerable.listening.models import Post, PostSign
from answerable.listening.signs import judge_sign
from answerable.measures.received import count_received
from answerable.questions.models import Outcome, Question, Reason, State
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
FOI = "FOI: how much was spent on taxis? my number is 07700 900123"


def sign(post: Post, kind: str = "foi") -> PostSign:
    return PostSign.objects.create(post=post, kind=kind, places=[["names_the_act", 0, 3]], version=1, found_at=NOON)


def asked(kind: str = "foi", others: int = 1) -> tuple[Post, Question]:
    make.body()
    square = make.channel()
    post = make.post(square, FOI, masked_text=FOI.replace("07700 900123", "[phone]"))
    about = make.question(post, *(make.post(square) for _ in range(others)))
    sign(post, kind)
    return post, about


def give(post: Post, process: str = "foi", *, also: bool = False) -> Handover:
    return hand_over(post=post, process=process, note="Records have it", also_answered=also, by=make.lin(), at=NOON)


def test_the_clock_runs_from_the_day_it_came_in() -> None:
    post, _about = asked()
    given = give(post)
    assert (given.received_on, given.due_on) == (date(2025, 6, 2), date(2025, 6, 30))
    assert running() == [given]
    assert offered() == []


def test_it_leaves_its_question_and_is_still_counted() -> None:
    post, about = asked()
    give(post)
    about.refresh_from_db()
    assert about.post_count == 1
    assert {line.code: line.count for line in count_received().lines}["other_process"] == 1
    assert count_received().adds_up


def test_alone_in_its_question_the_question_ends_with_it() -> None:
    post, about = asked(others=0)
    give(post)
    about.refresh_from_db()
    assert (about.state, about.outcome) == (State.ENDED, Outcome.OTHER_PROCESS)
    assert count_received().adds_up


def test_answered_here_as_well_it_stays() -> None:
    post, about = asked()
    give(post, also=True)
    about.refresh_from_db()
    assert about.post_count == 2


def test_a_question_that_is_being_told_keeps_its_posts() -> None:
    post, about = asked()
    Question.objects.filter(pk=about.pk).update(state=State.ANSWERED)
    assert give(post).also_answered


def test_twice_unknown_without_a_note_or_by_nobody_who_may_is_refused() -> None:
    post, _about = asked()
    give(post)
    with pytest.raises(Refused, match="before"):
        give(post)
    with pytest.raises(Refused, match="process"):
        give(post, "abuse")
    with pytest.raises(Refused, match="who has it"):
        hand_over(post=post, process="press", note=" ", also_answered=False, by=make.lin(), at=NOON)
    with pytest.raises(Refused, match="roles"):
        hand_over(post=post, process="press", note="x", also_answered=False, by=make.ben(), at=NOON)


def test_it_ends_once_with_a_word() -> None:
    post, _about = asked()
    given = give(post)
    with pytest.raises(Refused, match="how it ended"):
        end_handover(handover=given, note="", by=make.lin(), at=NOON)
    end_handover(handover=given, note="Sent the figures", by=make.lin(), at=NOON)
    with pytest.raises(Refused, match="before"):
        end_handover(handover=given, note="Again", by=make.lin(), at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.update(ended_note="")


@pytest.mark.parametrize(("outcome", "reason"), [(Outcome.NOTED, ""), (Outcome.NOT_ANSWERING, Reason.VOL)])
def test_nobody_closes_it_unread(outcome: str, reason: str) -> None:
    post, about = asked()
    close = {"question": about, "outcome": outcome, "reason": reason, "note": "Heard", "by": make.lin(), "at": NOON}
    with pytest.raises(Refused, match="clock of its own"):
        triage_question(**close)
    judge_sign(post=post, kind="foi", is_right=False, by=make.lin(), at=NOON)
    assert triage_question(**close).state == State.ENDED


def test_whoever_wrote_abuse_is_not_told_until_a_senior_person_says_why() -> None:
    post, about = asked("abuse")
    reasons = {asker.post_ids: asker.reason for asker in askers_among(posts_until(about, NOON))}
    assert reasons[(post.pk,)] == "abusive"
    assert sorted(reasons.values()) == ["", "abusive"]
    with pytest.raises(Refused, match="topic owner"):
        allow_reply(post=post, note="It is a real question", by=make.lin(), at=NOON)
    with pytest.raises(Refused, match="sentence"):
        allow_reply(post=post, note=" ", by=make.tom(), at=NOON)
    allow_reply(post=post, note="It is a real question", by=make.tom(), at=NOON)
    assert {asker.reason for asker in askers_among(posts_until(about, NOON))} == {""}


def test_what_is_not_abuse_is_told_like_anybody() -> None:
    post, about = asked("abuse")
    judge_sign(post=post, kind="abuse", is_right=False, by=make.lin(), at=NOON)
    assert {asker.reason for asker in askers_among(posts_until(about, NOON))} == {""}


def test_the_page_lists_offers_masked_and_clocks_with_their_days() -> None:
    post, _about = asked()
    browser = make.signed_in(make.lin())
    page = browser.get("/desk/processes/").content.decode()
    assert "[phone]" in page
    assert "07700" not in page
    sent = {"act": "hand_over", "process": "foi", "note": "Records have it"}
    assert browser.post(f"/desk/posts/{post.pk}/signs/", {"act": "hand_over", "process": "foi"}).status_code == 422
    assert browser.post(f"/desk/posts/{post.pk}/signs/", sent).status_code == 302
    assert browser.post(f"/desk/posts/{post.pk}/signs/", sent).status_code == 422
    assert "days late" in browser.get("/desk/processes/").content.decode()
    given = Handover.objects.get()
    assert "how it ended" in browser.post(f"/desk/processes/{given.pk}/end/", {"note": ""}).content.decode()
    browser.post(f"/desk/processes/{given.pk}/end/", {"note": "Sent"})
    assert "No clock runs" in browser.get("/desk/processes/").content.decode()


def test_the_question_shows_what_is_to_be_decided_and_the_post_page_decides() -> None:
    post, about = asked()
    sign(post, "false_claim")
    browser = make.signed_in(make.lin())
    assert "Decide about these posts" in browser.get(f"/desk/questions/{about.public_id}/").content.decode()
    address = f"/desk/posts/{post.pk}/signs/"
    assert "Early warning" in browser.get(address).content.decode()
    browser.post(address, {"act": "turn_down", "kind": "foi"})
    browser.post(address, {"act": "confirm", "kind": "false_claim"})
    assert {one.kind: one.is_right for one in PostSign.objects.all()} == {"foi": False, "false_claim": True}
    assert "Decide about these posts" not in browser.get(f"/desk/questions/{about.public_id}/").content.decode()


def test_leave_to_reply_is_given_on_the_page_by_a_senior_person_only() -> None:
    post, _about = asked("abuse")
    address, sent = f"/desk/posts/{post.pk}/signs/", {"act": "allow", "note": "A real question"}
    assert make.signed_in(make.lin()).post(address, sent).status_code == 422
    assert make.signed_in(make.tom()).post(address, sent).status_code == 302
