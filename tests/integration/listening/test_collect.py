"""Asking the channels that are due: claims, failures, two workers at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from practice_payloads import NOW

from answerable.channels.models import Channel, State
from answerable.listening.collect import collect_due
from answerable.listening.models import Bookmark, Payload, Post
from answerable.listening.parse import parse_waiting
from answerable.networks.practice.server.running import Running, running

SOON = timedelta(seconds=5)


@pytest.fixture
def there(tmp_path):
    with running(tmp_path / "practice.db") as network:
        yield network


@pytest.fixture
def open_square(there: Running, make_channel):
    """Opens a channel on the running practice network; its secret lies in the settings, which a test may do."""

    def make(name: str = "Square", **changed: str) -> Channel:
        settings = {"address": there.address, "account": "council", "token": there.token("council")}
        return make_channel("practice", name, settings=settings | changed)

    return make


def ask_there(there: Running, *texts: str) -> None:
    import httpx

    headers = {"Authorization": f"Bearer {there.token('council')}"}
    posts = [{"handle": f"asker{number}", "text": text} for number, text in enumerate(texts)]
    response = httpx.post(f"{there.address}/api/admin/posts", json={"posts": posts}, headers=headers, trust_env=False)
    assert response.status_code < 300, response.text


def control(there: Running, path: str, **content: object) -> None:
    import httpx

    headers = {"Authorization": f"Bearer {there.token('council')}"}
    httpx.post(f"{there.address}/api/admin/{path}", json=content, headers=headers, trust_env=False).raise_for_status()


@pytest.mark.django_db
def test_what_people_ask_becomes_posts(there, open_square):
    open_square()
    ask_there(there, "When are the bins collected?", "Where do I vote?")
    assert collect_due(at=NOW) == 2
    parse_waiting(at=NOW, limit=10)
    assert set(Post.objects.values_list("text", flat=True)) == {"When are the bins collected?", "Where do I vote?"}


@pytest.mark.django_db
def test_a_long_history_comes_in_over_many_pages(there, open_square):
    open_square()
    ask_there(there, *(f"question {number}" for number in range(250)))
    assert collect_due(at=NOW) == 250


@pytest.mark.django_db
def test_years_of_history_are_read_in_turns_so_that_others_are_read_too(there, open_square):
    open_square()
    ask_there(there, *(f"question {number}" for number in range(1_010)))
    assert collect_due(at=NOW) == 1_000
    assert collect_due(at=NOW + timedelta(milliseconds=2)) == 10


@pytest.mark.django_db
def test_a_channel_is_not_asked_again_before_it_is_due(there, open_square):
    open_square()
    collect_due(at=NOW)
    ask_there(there, "When are the bins collected?")
    assert collect_due(at=NOW + timedelta(seconds=1)) == 0
    assert collect_due(at=NOW + SOON) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.PAUSED, State.CLOSED])
def test_a_channel_that_is_not_open_is_not_asked(there, open_square, state):
    channel = open_square()
    collect_due(at=NOW)
    Channel.objects.filter(pk=channel.pk).update(state=state, closed_at=NOW)
    ask_there(there, "When are the bins collected?")
    assert collect_due(at=NOW + SOON) == 0


@pytest.mark.django_db
def test_pages_and_files_of_our_own_are_not_asked(web, files):
    assert collect_due(at=NOW) == 0
    assert not Bookmark.objects.exists()


@pytest.mark.django_db
def test_a_network_that_is_away_is_noted_in_words_and_asked_again_later(square):
    assert collect_due(at=NOW) == 0
    noted = Bookmark.objects.get()
    assert noted.failing_since == NOW
    assert "did not answer" in noted.failing_why
    assert not noted.needs_keeper
    assert noted.due_at > NOW


@pytest.mark.django_db
def test_the_longer_it_fails_the_longer_it_is_left_alone(square):
    collect_due(at=NOW)
    later = NOW + timedelta(minutes=10)
    collect_due(at=later)
    noted = Bookmark.objects.get()
    assert noted.failing_since == NOW
    assert noted.due_at == later + timedelta(minutes=10)


@pytest.mark.django_db
def test_a_network_that_is_back_is_no_longer_failing(there, open_square):
    open_square()
    control(there, "faults", reads={"unavailable_before": 1.0})
    collect_due(at=NOW)
    assert Bookmark.objects.get().failing_since == NOW
    control(there, "faults")
    collect_due(at=NOW + timedelta(minutes=5))
    noted = Bookmark.objects.get()
    assert (noted.failing_since, noted.failing_why) == (None, "")


@pytest.mark.django_db
def test_a_lost_sign_in_is_for_the_keeper(there, open_square):
    open_square(token="not-the-right-token")
    collect_due(at=NOW)
    noted = Bookmark.objects.get()
    assert noted.needs_keeper
    assert noted.due_at == NOW + timedelta(hours=1)


@pytest.mark.django_db
def test_settings_that_cannot_be_used_are_for_the_keeper(open_square):
    open_square(address="https://example.org")
    collect_due(at=NOW)
    assert Bookmark.objects.get().needs_keeper


@pytest.mark.django_db
def test_one_channel_that_fails_keeps_no_other_waiting(there, open_square):
    open_square("Lost", token="not-the-right-token")
    open_square("Square")
    ask_there(there, "When are the bins collected?")
    assert collect_due(at=NOW) == 1


@pytest.mark.django_db
def test_a_worker_that_died_with_its_claim_is_followed_by_another(there, open_square):
    channel = open_square()
    Bookmark.objects.create(channel=channel, due_at=NOW + timedelta(minutes=2))
    ask_there(there, "When are the bins collected?")
    assert collect_due(at=NOW) == 0
    assert collect_due(at=NOW + timedelta(minutes=3)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_store_everything_once(there, open_square):
    for number in range(4):
        open_square(f"Square {number}")
    ask_there(there, *(f"question {number}" for number in range(150)))
    together = threading.Barrier(2)

    def work() -> int:
        try:
            together.wait()
            return collect_due(at=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(lambda _worker: work(), range(2)))
    assert sum(counts) == 600
    assert Payload.objects.count() == 600


@pytest.mark.django_db(transaction=True)
def test_two_workers_reading_payloads_at_once_make_each_post_once(there, open_square):
    open_square()
    ask_there(there, *(f"question {number}" for number in range(300)))
    collect_due(at=NOW)

    def work(_worker: int) -> int:
        try:
            return parse_waiting(at=NOW, limit=1_000)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        counts = list(pool.map(work, range(3)))
    assert sum(counts) == 300
    assert Post.objects.count() == 300
