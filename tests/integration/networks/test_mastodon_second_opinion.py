"""Mastodon.py, which somebody else wrote and recorded a real Mastodon with, reads what we wrote."""

import pytest
from mastodon import Mastodon as SecondOpinion
from mastodon.errors import MastodonRatelimitError, MastodonUnauthorizedError

from tests.fakes.mastodon_door import TOKEN
from tests.integration.networks.mastodon_worlds import opened_fake, opened_snac2, reply_to


def _opinion(address: str, token: str) -> SecondOpinion:
    return SecondOpinion(api_base_url=address, access_token=token, version_check_mode="none", ratelimit_method="throw")


def _reads_it(opinion: SecondOpinion, world, uid: str) -> None:
    receipt = world.publish(reply_to(uid, "On Tuesday, see https://example.org/bins."))
    question = opinion.notifications(types=["mention"])[0].status
    [answer] = opinion.status_context(question.id).descendants
    assert (question.uri, answer.uri) == (uid, receipt.uid)
    assert answer.in_reply_to_id == question.id
    assert answer.account.id == opinion.me().id
    assert answer.visibility == "public"
    assert "https://example.org/bins" in answer.content
    world.correct(reply_to(uid, "On Wednesday."), receipt.uid)
    assert "On Wednesday." in opinion.status(answer.id).content


def test_it_reads_our_answer_on_snac2(tmp_path):
    with opened_snac2(tmp_path) as world:
        uid = world.ask("When are the bins collected?")
        _reads_it(_opinion(world.there.address, world.there.tokens["council"]), world.network, uid)


def test_it_reads_our_answer_on_the_stand_in():
    with opened_fake() as (fake, network):
        opinion = _opinion(fake.address, TOKEN)
        _reads_it(opinion, network, fake.ask("When are the bins collected?"))
        [post] = fake.by_council()
        assert [one.content for one in opinion.status_history(post.id)] != []
        assert opinion.status_source(post.id).text == "@anna@town.example On Wednesday."
        network.retract(post.uri)
        assert opinion.account_statuses(opinion.me().id) == []


def test_it_pages_through_the_stand_in_as_through_mastodon():
    with opened_fake(page_most=7) as (fake, _network):
        uids = [fake.ask(f"{n}") for n in range(20)]
        opinion = _opinion(fake.address, TOKEN)
        first = opinion.notifications(types=["mention"], limit=7)
        assert [note.status.uri for note in opinion.fetch_remaining(first)] == uids[::-1]
        upward = opinion.notifications(types=["mention"], min_id="3", limit=7)
        assert [note.status.uri for note in upward] == uids[3:10][::-1]


def test_it_takes_the_stand_ins_refusals_for_mastodons():
    with opened_fake() as (fake, _network):
        with pytest.raises(MastodonUnauthorizedError):
            _opinion(fake.address, "x").notifications()
        opinion = _opinion(fake.address, TOKEN)
        opinion.status_post("hello", visibility="unlisted")
        assert (opinion.ratelimit_limit, opinion.ratelimit_remaining) == (300, 299)
        fake.used["statuses", int(fake.now() // 10_800)] = 300
        with pytest.raises(MastodonRatelimitError):
            opinion.status_post("hello again")


def test_an_idempotency_key_that_it_sends_is_kept_for_an_hour():
    with opened_fake() as (fake, _network):
        opinion = _opinion(fake.address, TOKEN)
        posts = [opinion.status_post("hello", idempotency_key="same") for _ in range(2)]
        assert len({post.id for post in posts}) == 1
        later = fake.now() + 3601
        fake.now = lambda: later
        assert opinion.status_post("hello", idempotency_key="same").id != posts[0].id
