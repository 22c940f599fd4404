"""Servers that answer something else than they should: nothing is sent on a guess, nothing is taken for gone."""

import itertools

import pytest

from answerable.networks.contract import Closed, Rejected, TryLater, Uncertain
from answerable.networks.mastodon.publish import publish_reply
from tests.fakes.mastodon import Refusal
from tests.integration.networks.mastodon_worlds import Reading, opened_fake, reply_to


@pytest.fixture
def there():
    with opened_fake() as (fake, network):
        yield fake, network


def _refuse(status: int):
    def refused(*_given):
        raise Refusal(status)

    return refused


def test_a_page_of_html_where_json_should_be_is_a_passing_trouble(there):
    fake, network = there
    fake.garbled = "/notifications"
    with pytest.raises(TryLater):
        network.read(None)


def test_a_page_of_html_in_answer_to_a_reply_proves_nothing(there):
    fake, network = there
    uid = fake.ask("When?")
    fake.garbled = "/v1/statuses"
    with pytest.raises(Uncertain):
        network.publish(reply_to(uid))
    fake.garbled = ""
    assert network.look_up(reply_to(uid))


def test_a_server_without_the_list_of_mentions_is_a_passing_trouble_when_reading_and_none_to_open_on(there):
    fake, network = there
    fake.notifications = _refuse(404)
    with pytest.raises(TryLater):
        network.read(None)
    with pytest.raises(Closed):
        network.prove()


@pytest.mark.parametrize("account", [{}, [], 7, {"id": 7, "username": "c", "url": "u"}])
def test_a_server_that_does_not_say_whose_account_it_is(there, account):
    fake, network = there
    fake.whose = lambda: account
    for trying in (network.prove, lambda: network.read(None), lambda: network.look_up(reply_to(None))):
        with pytest.raises(TryLater):
            trying()


def test_an_account_without_a_name_is_not_shown(there):
    fake, network = there
    fake.whose = lambda: fake.council.told() | {"acct": 7}
    with pytest.raises(TryLater):
        network.prove()


@pytest.mark.parametrize(
    "found", [None, [], {}, {"statuses": None}, {"statuses": [7]}, {"statuses": [{"uri": {}}]}, "half"]
)
def test_a_search_that_finds_nothing_of_use_is_not_the_question(there, found):
    fake, network = there
    uid = fake.ask("When?")
    half = {"statuses": [{"uri": uid, "id": "1"}, {"uri": uid, "id": 1, "account": {"acct": "anna"}}]}
    fake.search = lambda _asked: half if found == "half" else found
    with pytest.raises(Rejected):
        network.publish(reply_to(uid))
    assert fake.by_council() == []


def test_a_server_without_a_search_is_asked_in_other_ways(there):
    fake, network = there
    sent = network.publish(reply_to(None, "Of its own."))
    fake.search = _refuse(404)
    network.correct(reply_to(None, "Better."), sent.uid)
    assert fake.by_council()[0].text == "Better."


def test_a_token_that_may_not_search_is_the_keepers_matter_and_no_proof_that_the_question_is_gone(there):
    fake, network = there
    uid = fake.ask("When?")
    fake.search = _refuse(403)
    for trying in (network.prove, lambda: network.publish(reply_to(uid))):
        with pytest.raises(Closed):
            trying()


@pytest.mark.parametrize(("status", "only_this"), [(503, True), (500, True), (429, False)])
def test_a_question_on_a_server_that_is_gone_holds_up_nobody_elses_answer(there, status, only_this):
    fake, network = there
    uid = fake.ask("When?")
    fake.search = _refuse(status)
    for trying in (network.publish, network.look_up):
        with pytest.raises(TryLater) as later:
            trying(reply_to(uid))
        assert later.value.only_this == only_this


@pytest.mark.parametrize("configuration", [{"statuses": 7}, {"statuses": {"max_characters": "many"}}, 7])
def test_limits_that_are_none_are_not_made_up(there, configuration):
    fake, network = there
    fake.instance = lambda _version: {"configuration": configuration}
    with pytest.raises(TryLater):
        network.limits()


def test_a_server_that_tells_no_limits_has_mastodons(there):
    fake, network = there
    fake.instance = lambda _version: {"title": "old"}
    limits = network.limits()
    assert (limits.text.most, limits.text.link_cost, limits.media) == (468, 23, None)
    fake.instance = lambda _version: {"max_toot_chars": 5_000}
    assert network.limits().text.most == 4_968


def test_a_question_that_goes_while_we_look_is_looked_for_among_our_own(there):
    fake, network = there
    uid = fake.ask("When?")
    fake.context = _refuse(404)
    assert network.look_up(reply_to(uid)) is None


def test_a_post_that_could_be_ours_but_shows_no_source_is_not(there):
    fake, network = there
    uid = fake.ask("When?")
    network.publish(reply_to(uid, "On *Tuesday*."))
    fake.by_council()[0].raw_html = "<p>@anna On <em>Tuesday</em>.</p>"
    assert network.look_up(reply_to(uid, "On *Tuesday*."))
    fake.source = _refuse(404)
    assert network.look_up(reply_to(uid, "On *Tuesday*.")) is None


def test_a_reply_that_nobody_shows_the_thread_of_is_heard_without_it(there):
    fake, network = there
    parent = fake.post(fake.anna, "not to us")
    uid = fake.ask("and this?", reply_to=parent.id)
    fake.context = _refuse(404)
    [heard] = Reading(network).hear()
    assert (heard.uid, heard.parent_uid, heard.root_uid) == (uid, None, None)


def test_a_correction_that_the_server_did_not_make_is_unclear(there):
    fake, network = there
    uid = fake.ask("When?")
    sent = network.publish(reply_to(uid))
    fake.change = lambda local_id, _given: fake.told(fake.posts[local_id])
    with pytest.raises(Uncertain):
        network.correct(reply_to(uid, "On Wednesday."), sent.uid)


def test_a_reply_that_would_leave_too_late_does_not_leave(there):
    """`answers` gives a call 20 s, and may look for it after that: what leaves later could be sent twice."""
    fake, network = there
    uid = fake.ask("When?")
    with pytest.raises(TryLater):
        publish_reply(network.calls, reply_to(uid), steady=itertools.count(0, 9.5).__next__)
    assert fake.by_council() == []
    assert publish_reply(network.calls, reply_to(uid), steady=itertools.count(0, 8.5).__next__)
