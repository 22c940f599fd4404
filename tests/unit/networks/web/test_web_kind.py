"""The body's own page as a kind of network."""

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from answerable.networks.contract import Promise, Raw, Reply, Unreadable
from answerable.networks.kinds import KINDS
from answerable.networks.web.kind import KIND, WebSettings

PAGE = KIND.connect(WebSettings())


def test_it_is_in_the_table():
    assert KINDS["web"] is KIND


def test_nothing_is_read_and_people_are_told_for_certain():
    assert not KIND.reads
    assert KIND.tells
    assert KIND.training_safe
    assert KIND.promise is Promise.PERMANENT_NAME


def test_its_settings_make_a_form_that_may_stay_empty():
    assert all(part.metadata["title"] and part.metadata["help"] for part in fields(WebSettings))
    assert WebSettings().notice == ""


def test_its_limits_say_where_they_come_from():
    limits = PAGE.limits()
    assert limits.text.most > 0
    assert limits.source


def test_reading_gives_nothing_and_leaves_the_bookmark():
    assert PAGE.read("x").bookmark == "x"
    assert PAGE.read(None).items == ()


def test_a_sent_form_is_a_post_by_an_asker_of_its_own():
    told = {"text": "When?", "name": "Anna", "asked_at": "2026-11-21T09:00:00+00:00"}
    heard = PAGE.parse(Raw("ask-1", told))
    assert (heard.uid, heard.author_uid, heard.author_name, heard.text) == ("ask-1", "ask-1", "Anna", "When?")
    assert heard.claimed_at == datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("moment", [None, 7, "yesterday"])
def test_a_moment_that_cannot_be_read_costs_no_post(moment):
    assert PAGE.parse(Raw("ask-1", {"text": "When?", "asked_at": moment})).claimed_at is None


@pytest.mark.parametrize("payload", [{}, {"text": 7}, {"text": "a", "name": 7}])
def test_a_payload_of_another_kind_is_unreadable(payload):
    with pytest.raises(Unreadable):
        PAGE.parse(Raw("1", payload))


def test_an_answer_is_told_at_once_and_is_always_there():
    reply = Reply(key="a" * 40, text="On Tuesday.", frozen_at=datetime(2026, 11, 21, tzinfo=UTC))
    receipt = PAGE.publish(reply)
    found = PAGE.look_up(reply)
    assert found is not None
    assert receipt.uid == found.uid == "a" * 40
    assert found.how == "found"
