"""Nothing that is said to us on a Mastodon server is missed, however it pages, and nothing comes twice."""

import pytest

from answerable.networks.contract import Closed, Heard, TryLater, Unreadable
from answerable.networks.mastodon.kind import KIND
from answerable.networks.mastodon.listing import MOST_AT_ONCE, OVERLAP
from answerable.networks.mastodon.read import LOOKED_AT_AGAIN
from answerable.networks.mastodon.settings import MastodonSettings
from tests.fakes.mastodon_door import TOKEN
from tests.integration.networks.mastodon_worlds import Reading, opened_fake, reply_to


@pytest.fixture
def there():
    with opened_fake() as (fake, network):
        yield fake, Reading(network)


def test_what_people_asked_is_heard_once_each_and_in_order(there):
    fake, reading = there
    uids = [fake.ask(f"{n}") for n in range(3)]
    assert [raw.uid for raw in reading.sweep()] == uids
    assert reading.sweep() == []


@pytest.mark.parametrize("page_most", [1, 2, 7, 80])
def test_a_hundred_mentions_of_one_moment_are_all_heard_over_any_page_edges(page_most):
    with opened_fake(page_most=page_most, now=lambda: 1_790_000_000.0) as (fake, network):
        fake.used = {}
        uids = {fake.ask(f"{n}", at=1_780_000_000.0) for n in range(100)}
        assert {raw.uid for raw in Reading(network).sweep()} == uids


def test_more_than_one_sweep_takes_at_once_come_page_by_page(there):
    fake, reading = there
    uids = {fake.ask(f"{n}") for n in range(MOST_AT_ONCE + 90)}
    page = reading.network.read(None)
    assert page.more
    assert {raw.uid for raw in reading.sweep()} == uids


def test_a_backdated_mention_is_heard_when_it_arrives(there):
    fake, reading = there
    fake.ask("new")
    reading.sweep()
    uid = fake.ask("written years ago, by a wrong clock", at=1_000_000_000.0)
    [heard] = reading.hear()
    assert (heard.uid, heard.claimed_at.year) == (uid, 2001)


def test_a_mention_that_shows_up_late_below_the_latest_is_heard(there):
    """Ids are taken before a post is seen: one transaction may be slower than the next."""
    fake, reading = there
    late = fake.ask("late")
    for n in range(OVERLAP // 2):
        fake.ask(f"{n}")
    hidden = fake.posts.pop(fake.named(late).id)
    assert late not in {raw.uid for raw in reading.sweep()}
    fake.posts[hidden.id] = hidden
    assert [raw.uid for raw in reading.sweep()] == [late]


def test_what_an_edit_made_of_a_post_is_a_new_payload(there):
    fake, reading = there
    uid = fake.ask("before")
    reading.sweep()
    fake.edit(uid, "@council after")
    assert [(heard.uid, heard.text) for heard in reading.hear()] == [(uid, "after")]
    assert reading.sweep() == []


def test_likes_and_a_new_id_on_the_server_are_no_edit(there):
    fake, reading = there
    uid = fake.ask("same")
    reading.sweep()
    post = fake.named(uid)
    fake.posts[str(int(post.id) + 1)] = fake.posts.pop(post.id)
    assert [raw for raw in reading.sweep() if raw.payload["change"] == "post"] == []


def test_a_deletion_is_heard_once(there):
    fake, reading = there
    uid = fake.ask("regretted")
    reading.sweep()
    fake.delete(uid)
    assert reading.hear() == [Heard(uid=uid, change="deletion")]
    assert reading.sweep() == []


def test_every_known_post_is_looked_at_in_its_turn(there):
    fake, reading = there
    uids = [fake.ask(f"{n}") for n in range(OVERLAP + 2 * LOOKED_AT_AGAIN)]
    reading.sweep()
    fake.delete(uids[0])
    fake.delete(uids[LOOKED_AT_AGAIN])
    heard = [raw.uid for _sweep in range(8) for raw in reading.sweep()]
    assert sorted(heard) == sorted([uids[0], uids[LOOKED_AT_AGAIN]])


def test_a_notification_that_a_person_dismissed_is_no_deletion(there):
    fake, reading = there
    fake.ask("kept")
    reading.sweep()
    fake.notes[0] = ("0", 0.0)
    assert reading.sweep() == []


def test_an_author_who_blocks_us_takes_the_post_away(there):
    fake, reading = there
    uid = fake.ask("hm")
    reading.sweep()
    fake.anna.blocks.add(fake.council.id)
    assert reading.hear() == [Heard(uid=uid, change="deletion")]


def test_a_reply_to_our_answer_is_heard_in_the_same_thread(there):
    fake, reading = there
    uid = fake.ask("When?")
    answer = reading.network.publish(reply_to(uid))
    more = fake.ask("And on holidays?", reply_to=fake.named(answer.uid).id)
    heard = {one.uid: one for one in reading.hear()}
    assert (heard[answer.uid].parent_uid, heard[answer.uid].root_uid, heard[answer.uid].ours) == (uid, uid, True)
    assert (heard[more].parent_uid, heard[more].root_uid) == (answer.uid, uid)


def test_a_thread_that_we_did_not_read_is_asked_for(there):
    fake, reading = there
    root = fake.post(fake.anna, "Bins, again")
    middle = fake.post(fake.anna, "Nobody answers", reply_to=root.id)
    uid = fake.ask("Do you know?", reply_to=middle.id)
    [heard] = reading.hear()
    assert (heard.uid, heard.parent_uid, heard.root_uid) == (uid, middle.uri, root.uri)


def test_a_reply_whose_parent_nobody_shows_stands_in_no_thread(there):
    fake, reading = there
    parent = fake.post(fake.anna, "gone soon")
    uid = fake.ask("and this?", reply_to=parent.id)
    fake.context = lambda _local_id: {"ancestors": [], "descendants": []}
    [heard] = reading.hear()
    assert (heard.uid, heard.parent_uid, heard.root_uid) == (uid, None, None)


def test_an_edit_keeps_the_thread_when_the_parent_is_gone(there):
    fake, reading = there
    root = fake.ask("When?")
    more = fake.ask("And then?", reply_to=fake.named(root).id)
    reading.sweep()
    fake.delete(root)
    fake.edit(more, "@council And then, please?")
    heard = {one.uid: one for one in reading.hear()}
    assert heard[more].root_uid == root


def test_hundreds_of_our_own_posts_since_the_last_sweep_are_all_read(there):
    fake, reading = there
    fake.post(fake.council, "first")
    reading.sweep()
    uids = {fake.post(fake.council, f"{n}").uri for n in range(90)}
    assert {raw.uid for raw in reading.sweep()} == uids


def test_history_of_our_own_is_not_read(there):
    fake, reading = there
    for n in range(60):
        fake.post(fake.council, f"{n}")
    assert len(reading.sweep()) == 40


def test_mentions_before_the_day_we_begin_stay_where_they_are():
    with opened_fake(now=lambda: 1_790_000_000.0) as (fake, _network):
        old = fake.ask("old")
        fake.now = lambda: 1_790_100_000.0
        uid = fake.ask("new")
        begun = MastodonSettings(address=fake.address, token=TOKEN, begin_on="2026-09-22")
        assert [raw.uid for raw in Reading(KIND.connect(begun)).sweep()] == [uid]
        assert fake.named(old)


def test_a_server_that_gives_its_latest_whatever_it_is_asked_loses_nothing(there):
    """As servers do that know `max_id` and not `min_id`."""
    fake, reading = there
    whole = fake.page
    fake.page = lambda ids, asked, usual: whole(
        ids, {name: told for name, told in asked.items() if name != "min_id"}, usual
    )
    first = {fake.ask(f"{n}") for n in range(100)}
    assert {raw.uid for raw in reading.sweep()} == first
    second = {fake.ask(f"{n}") for n in range(100)}
    assert {raw.uid for raw in reading.sweep()} == second


def test_a_mention_without_a_post_is_kept_and_holds_up_nothing(there):
    fake, reading = there
    fake.ask("first")
    real = fake.notifications

    def broken(asked):
        return [{**note, "status": None} if note["id"] == "1" else note for note in real(asked)]

    fake.notifications = broken
    uid = fake.ask("second")
    items = {raw.uid: raw for raw in reading.sweep()}
    assert set(items) == {"notification 1", uid}
    with pytest.raises(Unreadable):
        reading.network.parse(items["notification 1"])


@pytest.mark.parametrize("answer", [{}, 7, [7], [{"type": "mention"}], None, "x"])
def test_an_answer_that_is_no_list_is_a_passing_trouble(there, answer):
    fake, reading = there
    fake.notifications = lambda _asked: answer
    with pytest.raises(TryLater):
        reading.sweep()


def test_a_token_that_is_not_accepted_is_the_keepers_matter(there):
    fake, _reading = there
    stranger = KIND.connect(MastodonSettings(address=fake.address, token="x" * 20))
    with pytest.raises(Closed, match="token"):
        stranger.read(None)


def test_asked_to_slow_down_we_wait_until_the_window_ends():
    with opened_fake(now=lambda: 1_790_000_100.0) as (fake, network):
        fake.used["calls", 1_790_000_100 // 300] = 300
        with pytest.raises(TryLater) as later:
            network.read(None)
        assert later.value.after_seconds == pytest.approx(300 - 1_790_000_100 % 300 + 1, abs=1)


def test_a_quiet_channel_costs_few_calls(there):
    fake, reading = there
    for n in range(30):
        fake.ask(f"{n}")
    reading.sweep()
    fake.calls.clear()
    reading.sweep()
    assert len(fake.calls) <= 3 + LOOKED_AT_AGAIN
