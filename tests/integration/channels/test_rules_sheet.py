"""The rules sheet: the very numbers that the checks and the sender use, signed by a person, anew when one changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from answerable.channels.limits import limits_of, limits_read, plain, sheet_hash_of
from answerable.channels.models import UNREAD, Channel, Signature
from answerable.channels.sheet import sheet_of
from answerable.channels.sign import sign_sheet
from answerable.desk.judge import judge_words
from answerable.errors import Refused
from answerable.networks import kinds
from answerable.networks.contract import Limits, MediaRule, Pace, TextRule
from answerable.networks.space import SpaceRule
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
LIMITS = Limits(
    text=TextRule("grapheme", 300, most_bytes=3_000, link_cost=23, mention_domain_free=True),
    paces=(
        Pace(5_000, 3_600.0, "points", cost=3),
        Pace(300, 10_800.0, "posts", aligned=True),
        Pace(35_000, 86_400.0, "points a day"),
        Pace(30, 1_800.0, "deletions"),
        Pace(5, 2.0),
    ),
    source="https://docs.example/limits",
    checked_on=date(2026, 11, 1),
    media=MediaRule(4, 2_000_000, 2_000),
)


@pytest.fixture
def channel() -> Channel:
    make.body()
    return _with(make.channel("Square"), LIMITS)


def _with(channel: Channel, limits: Limits) -> Channel:
    kept = plain(limits)
    Channel.objects.filter(pk=channel.pk).update(limits=kept, sheet_hash=sheet_hash_of(channel.kind, kept, {}))
    channel.refresh_from_db()
    return channel


def signed(channel: Channel) -> Signature:
    signature = sign_sheet(channel=channel, seen_hash=channel.sheet_hash, by=make.amy(), at=NOON)
    channel.refresh_from_db()
    return signature


def test_each_number_stands_there_with_its_source_and_its_day(channel) -> None:
    lines = {line.about: line for line in sheet_of(channel)}
    assert "300 letters" in lines["Length of a text"].words
    assert "3,000 bytes" in lines["Length of a text"].words
    assert "Any link counts 23" in lines["Length of a text"].words
    assert lines["How fast we may write: points"].words == "5,000 in 1 hour. A reply costs 3, so 1,666 replies."
    assert lines["How fast we may write: posts"].words == "300 in 3 hours. Counting begins anew on the clock."
    assert lines["How fast we may write: points a day"].words == "35,000 in 1 day."
    assert lines["How fast we may write: deletions"].words == "30 in 30 minutes."
    assert lines["How fast we may write"].words == "5 in 2 seconds."
    assert "2,000,000 bytes" in lines["Pictures"].words
    assert {(line.source, line.checked_on) for line in lines.values()} == {(LIMITS.source, LIMITS.checked_on)}


def test_a_network_without_limits_says_so() -> None:
    make.body()
    lines = {line.about: line.words for line in sheet_of(_with(make.channel(), replace(LIMITS, paces=(), media=None)))}
    assert lines["How fast we may write"] == "No limit is set."
    assert lines["Pictures"] == "None can be sent from here."


def test_rules_of_the_space_stand_beside_the_limits(channel, monkeypatch) -> None:
    rule = SpaceRule("Whom we may answer", "Only people who named us.", "https://docs.example/bots", date(2026, 4, 21))
    monkeypatch.setitem(kinds.KINDS, "practice", replace(kinds.KINDS["practice"], rules=(rule,)))
    assert sheet_of(channel)[-1].words == "Only people who named us."
    assert sheet_hash_of("practice", channel.limits, {}) != channel.sheet_hash


def test_who_signed_what_and_when_is_kept(channel) -> None:
    signature = signed(channel)
    assert (signature.signed_by, signature.signed_at, signature.sheet_hash) == (make.amy(), NOON, channel.sheet_hash)
    assert not channel.is_unread
    assert not Channel.objects.filter(UNREAD).exists()


def test_a_number_looked_up_again_asks_for_nothing(channel) -> None:
    signed(channel)
    assert not _with(channel, replace(LIMITS, checked_on=date(2026, 12, 1), source="elsewhere")).is_unread


def test_a_changed_number_asks_to_be_signed_anew_and_shows_what_it_was(channel) -> None:
    signed(channel)
    changed = _with(channel, replace(LIMITS, text=TextRule("grapheme", 280)))
    assert changed.is_unread
    assert Channel.objects.filter(UNREAD).exists()
    [line] = [line for line in sheet_of(changed) if line.former]
    assert (line.about, "300 letters" in line.former, "280 letters" in line.words) == ("Length of a text", True, True)
    with pytest.raises(Refused, match="changed while you were reading"):
        sign_sheet(channel=changed, seen_hash=changed.signed_hash, by=make.amy(), at=NOON)
    signed(changed)
    assert not changed.is_unread
    assert not [line for line in sheet_of(changed) if line.former]
    assert Signature.objects.count() == 2


def test_only_who_keeps_channels_signs(channel) -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        sign_sheet(channel=channel, seen_hash=channel.sheet_hash, by=make.lin(), at=NOON)


def test_a_changed_number_judges_the_next_draft(channel) -> None:
    about = make.question(make.post(channel))

    def findings() -> list[str]:
        words = {"text": "The bins are collected on Tuesday. " * 6, "short_text": "", "sources": "", "language": "en"}
        judged = judge_words(question=about, at=NOON, **words)
        return [one["message"] for one in judged.findings if "over the limit" in one["message"]]

    assert findings() == []
    _with(channel, replace(LIMITS, text=TextRule("grapheme", 100)))
    assert "limit of 100" in findings()[0]


def test_limits_that_are_read_bring_the_sheet_along(channel) -> None:
    class Network:
        def limits(self) -> Limits:
            return LIMITS

    read = limits_read(Network(), kind="practice", settings={}, at=NOON + timedelta(days=1))
    assert read["sheet_hash"] == channel.sheet_hash
    assert limits_of(Channel(limits=read["limits"])) == LIMITS
