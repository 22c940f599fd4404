"""Writing on a real AT Protocol server: once whatever is lost, in the thread, and never where it is not wanted."""

import hashlib
import json
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from answerable.networks.bluesky.kind import KIND
from answerable.networks.contract import Closed, Failed, Rejected, TryLater, Uncertain
from answerable.pure.text.graphemes import count_graphemes
from tests.integration.networks.bluesky_town import POST, WRITTEN, new_town
from tests.servers.lossy import KILLED_AFTER, KILLED_BEFORE, LOST_AFTER, LOST_BEFORE, Line, lossy

ROOT = Path(__file__).parents[3]
PUT = "com.atproto.repo.putRecord"


@pytest.fixture
def town():
    return new_town()


def test_a_reply_carries_root_and_parent_links_mentions_language_and_a_frozen_time(town):
    first = town.ask()
    followed = town.ask("And on holidays?", **town.reply_parts(first))
    text = f"Môr: see https://www.gov.uk/bins, or ask @{town.anna.handle}."
    town.network.publish(town.reply(followed, text, language="cy"))
    [record] = town.told()
    assert record["reply"] == town.reply_parts(followed, first)["reply"]
    assert (record["langs"], record["createdAt"]) == (["cy"], "2026-11-28T11:00:00.000Z")
    marked = {
        text.encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(): facet["features"][0]
        for facet in record["facets"]
    }
    assert marked["https://www.gov.uk/bins"]["uri"] == "https://www.gov.uk/bins"
    assert marked[f"@{town.anna.handle}"]["did"] == town.anna.did


def test_the_reply_is_seen_in_the_thread_by_the_asker(town):
    uid = town.ask()
    sent = town.network.publish(town.reply(uid))
    town.net.settled()
    thread = town.net.get("app.bsky.feed.getPostThread", token=town.anna.token, uri=uid)["thread"]
    assert [one["post"]["uri"] for one in thread["replies"]] == [sent.uid]


def test_the_same_reply_again_is_the_same_post(town):
    reply = town.reply(town.ask())
    first, again = town.network.publish(reply), town.network.publish(reply)
    assert (first.uid, first.how, again.how) == (again.uid, "created", "already there")
    assert len(town.told()) == 1


def test_other_words_under_the_same_key_are_refused(town):
    reply = town.reply(town.ask())
    town.network.publish(reply)
    with pytest.raises(Rejected):
        town.network.publish(replace(reply, text="On Wednesday."))
    assert [record["text"] for record in town.told()] == ["On Tuesday."]


def test_a_repeat_after_the_question_was_edited_or_deleted_is_still_the_same_post(town):
    uid = town.ask()
    reply = town.reply(uid)
    sent = town.network.publish(reply)
    town.edit(uid, "When are the green bins collected?")
    assert town.network.publish(reply).uid == sent.uid
    town.delete(uid)
    assert town.network.publish(reply).how == "already there"


def test_nobody_answers_a_question_that_was_deleted(town):
    uid = town.ask()
    town.delete(uid)
    with pytest.raises(Rejected, match="deleted"):
        town.network.publish(town.reply(uid))
    assert town.told() == []


def test_nobody_answers_an_asker_who_blocked_us(town):
    uid = town.ask()
    town.anna.put("app.bsky.graph.block", {"subject": town.council.did, "createdAt": WRITTEN})
    town.net.settled()
    with pytest.raises(Rejected, match="blocked"):
        town.network.publish(town.reply(uid))


def test_nobody_replies_where_the_asker_lets_only_some_people_reply(town):
    uid = town.say("Only friends may reply")
    gate = {"post": uid, "allow": [], "createdAt": WRITTEN}
    town.anna.put("app.bsky.feed.threadgate", gate, key=uid.rpartition("/")[2])
    town.net.settled()
    with pytest.raises(Rejected, match="lets only some people"):
        town.network.publish(town.reply(uid))


def test_a_message_to_somebody_without_a_post_mentions_them(town):
    town.network.publish(town.reply(None, "Thank you.", recipient_uid=town.anna.did))
    [record] = town.told()
    assert record["text"] == f"@{town.anna.handle} Thank you."
    assert record["facets"][0]["features"][0]["did"] == town.anna.did
    assert town.network.look_up(town.reply(None, "Thank you.", recipient_uid=town.anna.did))


def test_a_message_to_nobody_is_refused(town):
    with pytest.raises(Rejected):
        town.network.publish(town.reply(None, recipient_uid="@nobody-of-this-name.test"))


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("नि" * 300, True),
        ("क्षि" * 251, False),  # one grapheme of 12 bytes
        ("🇮🇪" * 300, True),
        ("a" * 301, False),
        ("👨‍👩‍👧‍👦" * 121, False),  # 25 bytes each: within the graphemes, beyond 3,000 bytes
        ("👨‍👩‍👧‍👦" * 120, True),
        ("\r\n" * 299 + "a", True),
    ],
)
def test_the_edges_of_300_graphemes_and_3000_bytes_are_where_the_server_has_them(town, text, fits):
    rule = town.network.limits().text
    assert (count_graphemes(text) <= rule.most and len(text.encode()) <= rule.most_bytes) is fits
    if fits:
        town.network.publish(town.reply(None, text))
    else:
        with pytest.raises(Rejected):
            town.network.publish(town.reply(None, text))


def test_half_a_character_is_refused_before_it_leaves(town):
    with pytest.raises(Rejected):
        town.network.publish(town.reply(None, "half \ud83d"))


def test_the_account_is_marked_as_automated_before_the_first_reply_and_keeps_its_profile(town):
    town.council.put("app.bsky.actor.profile", {"displayName": "The council"}, key="self")
    town.network.publish(town.reply(None, "Hello."))
    [profile] = town.net.records(town.council.did, "app.bsky.actor.profile")
    assert profile["value"]["displayName"] == "The council"
    assert profile["value"]["labels"]["values"] == [{"val": "bot"}]
    assert town.network.prove().notes == ()


def test_the_mark_is_left_to_the_keeper_who_said_no(town):
    network = KIND.connect(replace(town.settings, bot_label="no"))
    network.publish(town.reply(None, "Hello."))
    assert town.net.records(town.council.did, "app.bsky.actor.profile") == []
    assert network.prove().notes != ()


def test_what_was_taken_back_is_gone_and_taking_it_back_twice_is_no_error(town):
    reply = town.reply(town.ask())
    sent = town.network.publish(reply)
    town.network.retract(sent.uid)
    town.network.retract(sent.uid)
    assert town.network.look_up(reply) is None
    with pytest.raises(Rejected):
        town.network.retract(town.ask())


def test_a_closed_account_needs_its_keeper(town):
    reply = town.reply(town.ask())
    town.council.call("com.atproto.server.deactivateAccount")
    with pytest.raises(Closed):
        town.network.publish(reply)


def test_a_lost_call_and_a_lost_answer_are_unclear_and_then_found_out(town):
    reply = town.reply(town.ask())
    for fate, there in ((LOST_BEFORE, False), (LOST_AFTER, True)):
        with lossy(Line(town.net.pds, PUT, {fate: 1.0})) as line:
            network = town.through(line.address)
            network.calls.seat.labelled = True
            with pytest.raises(Uncertain):
                network.publish(reply)
            assert bool(network.look_up(reply)) is there


def _work(town, folder: Path, address: str, count: int) -> None:
    create = {"$type": "com.atproto.repo.applyWrites#create", "collection": POST}
    writes = [{**create, "value": {"$type": POST, **town.mention(text=f"Question {n}?")}} for n in range(count)]
    made = town.anna.call("com.atproto.repo.applyWrites", repo=town.anna.did, writes=writes)["results"]
    town.net.settled()
    replies = [
        {
            "key": hashlib.sha1(f"{n}".encode(), usedforsecurity=False).hexdigest(),
            "text": f"Answer {n}.",
            "target_uid": one["uri"],
        }
        for n, one in enumerate(made)
    ]
    settings = asdict(replace(town.settings, service=address, bot_label="no"))
    (folder / "work.json").write_text(json.dumps({"settings": settings, "replies": replies}))


def test_whoever_is_killed_and_whatever_is_lost_everybody_is_told_once(town, tmp_path):
    chances = {LOST_BEFORE: 0.1, LOST_AFTER: 0.1, KILLED_BEFORE: 0.04, KILLED_AFTER: 0.04}
    sender: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        sender[-1].kill()

    with lossy(Line(town.net.pds, PUT, chances, kill=kill)) as line:
        _work(town, tmp_path, line.address, 60)
        while not sender or sender[-1].returncode:
            command = [sys.executable, "-m", "tests.integration.networks.bluesky_sender", str(tmp_path)]
            sender.append(subprocess.Popen(command, cwd=ROOT))
            sender[-1].wait()
    assert {LOST_BEFORE, LOST_AFTER, KILLED_BEFORE, KILLED_AFTER} <= set(line.fates)
    assert sorted(record["text"] for record in town.told()) == sorted(f"Answer {n}." for n in range(60))


@pytest.mark.parametrize(
    "uid", ["never-was", "at://did:plc:a/app.bsky.feed.like/3", "at://did:plc:a/app.bsky.feed.post/3"]
)
def test_what_is_no_post_is_not_replied_to(town, uid):
    with pytest.raises(Failed):
        town.network.publish(town.reply(uid))


def test_an_unreachable_server_is_a_passing_trouble(town):
    with pytest.raises(TryLater):
        town.through("http://127.0.0.1:9").prove()
