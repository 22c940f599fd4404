"""X by its interface, against a stand-in made from its documents: what it refuses, how it slows us, what is found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from answerable.networks.contract import Closed, Rejected, Reply, TryLater, Uncertain
from answerable.networks.x.kind import KIND, X
from tests.fakes.x import PROBLEM, FakeX, running_x


@pytest.fixture
def there() -> Iterator[tuple[FakeX, X]]:
    with running_x() as (fake, settings):
        yield fake, KIND.connect(settings)


def reply(target: str | None, text: str = "On Tuesday & Friday: https://ask.example.gov.uk/q/1", **more: str) -> Reply:
    return Reply("a" * 40, text, datetime(2026, 11, 21, tzinfo=UTC), target_uid=target, **more)


def everything(network: X, bookmark: str | None = None) -> tuple[list[str], str]:
    uids, more = [], True
    while more:
        page = network.read(bookmark)
        uids += [raw.uid for raw in page.items]
        bookmark, more = page.bookmark, page.more
    return uids, bookmark or ""


def test_a_token_of_another_account_is_not_let_in(there):
    _fake, network = there
    assert network.prove().name == "Tarnbrook Council (@tarnbrook)"
    other = KIND.connect(replace(network.calls.settings, account="other"))
    with pytest.raises(Closed, match="@tarnbrook"):
        other.prove()
    with pytest.raises(Closed, match="does not know the keys"):
        KIND.connect(replace(network.calls.settings, token_secret="another-secret")).prove()


def test_every_mention_over_many_pages_is_heard_once_and_later_ones_afterwards(there):
    fake, network = there
    asked = [fake.ask(f"@tarnbrook question {number}") for number in range(250)]
    heard, bookmark = everything(network)
    assert sorted(heard) == sorted(asked)
    assert everything(network, bookmark)[0] == []
    late = fake.ask("@tarnbrook one more")
    assert everything(network, bookmark)[0] == [late]


def test_a_mention_that_comes_between_two_pages_is_heard_in_the_next_sweep(there):
    fake, network = there
    asked = [fake.ask(f"@tarnbrook question {number}") for number in range(150)]
    first = network.read(None)
    late = fake.ask("@tarnbrook in between")
    rest, bookmark = everything(network, first.bookmark)
    again = everything(network, bookmark)[0]
    assert {raw.uid for raw in first.items} | set(rest) | set(again) == {*asked, late}


def test_words_are_as_they_were_written(there):
    fake, network = there
    fake.ask("@tarnbrook bins & bags: https://example.org/very/long?")
    [raw] = network.read(None).items
    assert network.parse(raw).text == "@tarnbrook bins & bags: https://example.org/very/long?"


def test_who_quotes_us_asks_us_and_who_only_replies_does_not(there):
    fake, network = there
    ours = fake.add("Bins are late.", "1")["id"]
    quoted = fake.ask("Why is that?", quotes=ours)
    network.publish(reply(quoted))
    unasked = fake.ask("Tell me.", target=ours)
    with pytest.raises(Rejected, match="does not let us reply"):
        network.publish(reply(unasked))
    with pytest.raises(Rejected, match="only people who mentioned"):
        network.publish(reply(None, recipient_uid="anna"))
    assert not [post for post in fake.posts if "anna" in post["text"] and post["author_id"] == "1"][1:]


def test_a_reply_whose_answer_was_lost_is_found_by_its_question_and_words(there):
    fake, network = there
    first, second = fake.ask(), fake.ask(by="bea")
    fake.loses_answer = True
    with pytest.raises(Uncertain):
        network.publish(reply(first))
    assert network.look_up(reply(first)).how == "found"
    assert network.look_up(reply(second)) is None
    assert network.look_up(reply(first, "Other words.")) is None


@pytest.mark.parametrize(
    ("status", "kind", "failure"),
    [
        (400, PROBLEM + "invalid-request", Rejected),
        (401, "about:blank", Closed),
        (402, "about:blank", Closed),
        (403, PROBLEM + "client-forbidden", Closed),
        (403, "about:blank", Rejected),
        (404, PROBLEM + "resource-not-found", Rejected),
        (429, PROBLEM + "usage-capped", Closed),
        (429, PROBLEM + "rate-limit-exceeded", TryLater),
        (418, "about:blank", Uncertain),
        (503, "about:blank", Uncertain),
    ],
)
def test_each_refusal_of_a_reply_means_one_thing(there, status, kind, failure):
    fake, network = there
    target = fake.ask()
    fake.fault = ("POST", status, kind, {})
    with pytest.raises(failure):
        network.publish(reply(target))


def test_a_suspended_account_turns_nobody_down(there):
    fake, network = there
    target = fake.ask()
    fake.fault = ("any", 403, "about:blank", {})
    with pytest.raises(Closed, match="nothing any more"):
        network.publish(reply(target))


def test_it_waits_as_long_as_x_says_by_its_own_clock(there):
    fake, network = there
    headers = {"x_rate_limit_reset": "1790000600", "Date": "Mon, 21 Sep 2026 14:13:20 GMT"}
    fake.fault = ("POST", 429, "about:blank", headers)
    with pytest.raises(TryLater) as raised:
        network.publish(reply(fake.ask()))
    assert raised.value.after_seconds == pytest.approx(600.0, abs=1)


def test_what_was_taken_back_is_gone_and_a_second_time_is_no_failure(there):
    fake, network = there
    sent = network.publish(reply(fake.ask()))
    network.retract(sent.uid)
    network.retract(sent.uid)
    assert fake.find(sent.uid) is None


def test_a_text_of_more_than_280_units_is_turned_down(there):
    fake, network = there
    with pytest.raises(Rejected, match="could not read"):
        network.publish(reply(fake.ask(), "の" * 141))


def test_it_is_off_unless_it_is_switched_on():
    assert KIND.experimental
