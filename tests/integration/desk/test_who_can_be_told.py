"""Who can be told, where and how fast; who cannot, and why."""

from datetime import timedelta

import pytest

from answerable.channels.models import State
from answerable.desk.reach import UNREACHABLE, Asker, askers_among, bound_hash, posts_until, reach_of
from answerable.listening.models import Author, Post
from answerable.questions.models import Placing
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON


def askers(*posts: Post) -> list[Asker]:
    return askers_among(posts_until(make.question(*posts), NOON))


def reason(post: Post) -> str:
    [asker] = askers(post)
    assert asker.reason in {"", *UNREACHABLE}
    return asker.reason


def test_whoever_wrote_to_us_is_told_under_their_post() -> None:
    post = make.post(make.channel(), account="ann")
    [asker] = askers(post)
    assert (asker.recipient, asker.target_uid, asker.reason) == ("ann", post.uid, "")
    assert (asker.post_ids, asker.waiting_since, asker.language) == ((post.pk,), post.heard_at, "en")


def test_a_post_that_was_taken_down_is_not_answered() -> None:
    assert reason(make.post(make.channel(), "", deleted_at=NOON)) == "deleted"


def test_who_asked_not_to_be_written_to_is_not() -> None:
    post = make.post(make.channel())
    Author.objects.update(wants_no_reply=True)
    assert reason(post) == "no_reply"


def test_nobody_is_told_on_a_channel_that_is_closed() -> None:
    assert reason(make.post(make.channel(state=State.CLOSED, closed_at=NOON))) == "closed"


def test_on_a_paused_channel_people_wait() -> None:
    assert reason(make.post(make.channel(state=State.PAUSED))) == ""


def test_who_did_not_write_to_us_reads_the_page() -> None:
    assert reason(make.post(make.channel(), asks_us=False)) == "did_not_ask"


def test_a_file_without_a_way_back_tells_nobody() -> None:
    assert reason(make.post(make.channel(kind="file"))) == "no_way_back"


def test_a_file_with_a_way_back_tells_its_authors_by_name() -> None:
    square = make.channel()
    [asker] = askers(make.post(make.channel(kind="file", answers_through=square), account="ann"))
    assert (asker.channel, asker.recipient, asker.target_uid, asker.reason) == (square, "ann", "", "")


def test_a_line_of_a_file_that_names_nobody_cannot_be_answered() -> None:
    files = make.channel(kind="file", answers_through=make.channel())
    assert reason(make.post(files, account=None)) == "no_way_back"


def test_a_file_whose_way_back_was_closed_tells_nobody() -> None:
    closed = make.channel(state=State.CLOSED, closed_at=NOON)
    assert reason(make.post(make.channel(kind="file", answers_through=closed))) == "closed"


def test_several_posts_of_one_account_are_one_asker() -> None:
    square = make.channel()
    posts = [make.post(square, account="ann") for _ in range(3)]
    [asker] = askers(*posts)
    assert asker.post_ids == tuple(post.pk for post in posts)
    assert asker.waiting_since == posts[0].heard_at


def test_the_post_that_can_be_answered_speaks_for_the_others() -> None:
    square = make.channel()
    make.post(square, "", account="ann", deleted_at=NOON)
    gone = make.post(square, "", account="ann", deleted_at=NOON)
    aside = make.post(square, account="ann", asks_us=False)
    asks = make.post(square, account="ann")
    [asker] = askers(gone, aside, asks)
    assert (asker.target_uid, asker.reason, len(asker.post_ids)) == (asks.uid, "", 3)


def test_the_same_name_on_two_channels_is_two_people() -> None:
    assert len(askers(make.post(make.channel(), account="ann"), make.post(make.channel(), account="ann"))) == 2


def test_an_account_heard_on_a_channel_and_in_its_file_is_told_once_under_its_post() -> None:
    square = make.channel()
    filed = make.post(make.channel(kind="file", answers_through=square), account="ann")
    heard = make.post(square, account="ann")
    [asker] = askers(filed, heard)
    assert (asker.channel, asker.target_uid, len(asker.post_ids)) == (square, heard.uid, 2)


def test_a_file_is_no_way_around_somebodys_wish_not_to_be_written_to() -> None:
    square = make.channel()
    heard = make.post(square, account="ann")
    Author.objects.update(wants_no_reply=True)
    filed = make.post(make.channel(kind="file", answers_through=square), account="ann")
    [asker] = askers(filed, heard)
    assert asker.reason == "no_reply"


def test_on_our_own_page_each_form_is_a_person() -> None:
    page = make.channel(kind="web")
    posts = [make.post(page, account="ann") for _ in range(2)]
    assert [(one.recipient, one.target_uid) for one in askers(*posts)] == [(post.uid, post.uid) for post in posts]


def test_posts_without_an_account_are_people_of_their_own() -> None:
    square = make.channel()
    posts = [make.post(square, account=None) for _ in range(2)]
    assert [one.recipient for one in askers(*posts)] == [post.uid for post in posts]


def test_the_longest_waiting_come_first() -> None:
    square = make.channel()
    late, early = (
        make.post(square, heard_at=NOON - timedelta(hours=3)),
        make.post(square, heard_at=NOON - timedelta(days=3)),
    )
    assert [one.post_ids for one in askers(late, early)] == [(early.pk,), (late.pk,)]


def test_our_own_posts_and_later_ones_are_left_out() -> None:
    square = make.channel()
    about = make.question(make.post(square))
    ours, late = make.post(square, ours=True), make.post(square)
    Placing.objects.create(post=ours, question=about, version="test", placed_at=NOON)
    Placing.objects.create(post=late, question=about, version="test", placed_at=NOON + timedelta(seconds=1))
    assert len(posts_until(about, NOON)) == 1


def test_the_plan_says_for_each_channel_how_many_and_how_long() -> None:
    two_paces = [{"count": 2, "window_seconds": 60.0}, {"count": 4, "window_seconds": 3600.0}]
    square = make.channel("Square", limits=make.LIMITS | {"paces": two_paces})
    page = make.channel("Our page", kind="web")
    posts = [make.post(square) for _ in range(5)]
    posts += [make.post(square, "", deleted_at=NOON), make.post(square, asks_us=False), make.post(page)]
    rows = reach_of(askers(*posts), at=NOON)
    assert [(row.channel.name, row.tell_count) for row in rows] == [("Square", 5), ("Our page", 1)]
    assert rows[0].cannot == (("deleted", 1), ("did_not_ask", 1))
    assert rows[0].seconds == pytest.approx(3600, rel=0.02)
    assert "exactly once" in rows[0].promise


def test_every_asker_is_in_the_plan_once() -> None:
    square, files = make.channel(), make.channel(kind="file", known=False)
    found = askers(make.post(square), make.post(files), make.post(files, account=None))
    rows = reach_of(found, at=NOON)
    assert sum(row.tell_count + sum(count for _why, count in row.cannot) for row in rows) == len(found) == 3
    assert [row.promise for row in rows if row.channel == files] == [""]


def test_the_bond_is_over_words_channels_people_and_what_they_wrote() -> None:
    square = make.channel()
    posts = [make.post(square), make.post(square)]
    words = {"text": "a", "short_text": "b", "sources": "c", "language": "en"}
    whole = posts_until(make.question(*posts), NOON)

    def bond(some: list[Post] = whole, **more: str) -> str:
        return bound_hash(**({"title": "Bins"} | words | more), posts=some, askers=askers_among(some))

    others = {bond(**{name: "cy"}) for name in words} | {bond(whole[:1])}
    assert bond() == bond(whole[::-1])
    assert len(others) == 5
    assert bond() not in others
