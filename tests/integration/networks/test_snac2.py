"""A server that only resembles Mastodon, real and rough: snac2 2.75."""

import pytest

from answerable.networks.contract import Closed, Heard, Rejected
from answerable.networks.mastodon.kind import KIND
from answerable.networks.mastodon.settings import MastodonSettings
from tests.integration.networks.mastodon_worlds import Reading, opened_snac2, reply_to, wait_until

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000"
    "000049454e44ae426082"
)


@pytest.fixture
def there(tmp_path):
    with opened_snac2(tmp_path) as world:
        yield world


def test_a_whole_conversation(there):
    reading = Reading(there.network)
    uid = there.ask("When are the bins collected?")
    [asked] = reading.hear()
    assert (asked.uid, asked.text, asked.root_uid, asked.asks_us) == (uid, "When are the bins collected?", uid, True)
    sent = there.network.publish(reply_to(uid))
    more = there.there.post("anna", "And on holidays?", in_reply_to_id=_id_of(there, sent.uid))["uri"]
    wait_until(lambda: more in there.there.notified("council"))
    heard = {one.uid: one for one in reading.hear()}
    assert (heard[sent.uid].ours, heard[sent.uid].parent_uid, heard[sent.uid].root_uid) == (True, uid, uid)
    assert (heard[more].parent_uid, heard[more].root_uid, heard[more].text) == (sent.uid, uid, "And on holidays?")
    there.edit(uid, "When, please?")
    wait_until(lambda: _text(there, uid) != "When are the bins collected?")
    assert [(one.uid, one.text) for one in reading.hear()] == [(uid, "When, please?")]
    there.delete(uid)
    assert Heard(uid=uid, change="deletion") in reading.hear()


def _id_of(there, uri: str) -> str:
    return next(one["id"] for one in there.there.statuses("council") if one["uri"] == uri)


def _text(there, uri: str) -> str:
    told = there.there.call("council", "GET", "v1/notifications")
    return next(one["status"]["text"] for one in told if one["status"]["uri"] == uri).removeprefix("@council ")


def test_hostile_markup_which_it_passes_on_as_it_is_becomes_what_a_reader_would_see(there):
    reading = Reading(there.network)
    there.ask(
        '<script>alert(1)</script><b onclick="x()">bold</b> \u202egnp.exe & "quotes" https://example.org/?a=1&b=2'
    )
    [heard] = reading.hear()
    assert heard.text == 'bold \u202egnp.exe & "quotes" https://example.org/?a=1&b=2'


def test_a_picture_and_a_warning_come_along(there):
    with there.there.client("anna") as client:
        told = client.post("/api/v2/media", files={"file": ("a.png", PICTURE)}, data={"description": "A flooded road"})
    post = there.there.post("anna", "@council Look", media_ids=[told.json()["id"]], spoiler_text="flood")
    wait_until(lambda: post["uri"] in there.there.notified("council"))
    [heard] = Reading(there.network).hear()
    assert (heard.text, heard.media_alt) == ("flood\n\nLook", ("A flooded road",))


@pytest.mark.parametrize(
    "text",
    [
        "On *Tuesday* and _Friday_ at `7`.",
        "> quoted\n\nand ~~not~~",
        "- one\n- two\n\nsee https://example.org/a_b*c*",
        "1 < 2 & 3",
    ],
)
def test_an_answer_is_found_although_the_server_made_markup_of_it(there, text):
    uid = there.ask("When?")
    sent = there.network.publish(reply_to(uid, text))
    assert there.network.look_up(reply_to(uid, text)).uid == sent.uid
    assert there.network.look_up(reply_to(uid, text + "!")) is None


def test_the_answer_to_a_question_that_is_gone_is_found(there):
    uid = there.ask("When?")
    [asked] = Reading(there.network).hear()
    reply = reply_to(uid, asker_uid=asked.author_uid)
    sent = there.network.publish(reply)
    there.delete(uid)
    assert there.network.look_up(reply).uid == sent.uid
    assert there.network.look_up(reply_to(uid, asker_uid="ben@town.example")) is None
    with pytest.raises(Rejected):
        there.network.publish(reply_to(uid, "again"))


@pytest.mark.parametrize("visibility", ["unlisted", "private"])
def test_what_it_would_show_to_everyone_is_not_sent(there, visibility):
    uid = there.ask("When?")
    with pytest.raises(Rejected):
        there.network.publish(reply_to(uid, visibility=visibility))
    assert there.there.statuses("council") == []


def test_it_does_not_let_programs_delete_and_we_say_so(there):
    sent = there.network.publish(reply_to(there.ask("When?")))
    with pytest.raises(Rejected, match="by hand"):
        there.network.retract(sent.uid)


def test_its_limits_and_its_account_are_told(there):
    there.ask("When?")
    account, limits = there.network.prove(), there.network.limits()
    assert account.name.startswith("@council@127.0.0.1")
    assert len(account.notes) == 2
    assert (limits.text.most, limits.text.link_cost, limits.media.images) == (100_000 - 32, 32, 4)


def test_a_wrong_token_is_the_keepers_matter(there):
    stranger = KIND.connect(MastodonSettings(address=there.there.address, token="x" * 32))
    for trying in (stranger.prove, lambda: stranger.read(None), lambda: stranger.look_up(reply_to(None))):
        with pytest.raises(Closed):
            trying()
