"""Pictures on real servers: with their descriptions, once, whatever is lost on the way."""

import hashlib
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import pytest
from PIL import Image

from answerable.networks.attached import Attachment
from answerable.networks.contract import TryLater, Uncertain
from tests.integration.networks.bluesky_town import new_town
from tests.integration.networks.conftest import opened as opened_practice
from tests.integration.networks.mail_exercise import opened as opened_mailbox
from tests.integration.networks.mastodon_worlds import opened_fake, opened_snac2, reply_to, wait_until

ALT = "Môr: a flooded road & “a sign”"


def picture(colour: str = "teal", alt: str = ALT) -> Attachment:
    made = BytesIO()
    Image.new("RGB", (40, 30), colour).save(made, "JPEG")
    return Attachment(hashlib.sha256(made.getvalue()).hexdigest(), "image/jpeg", 40, 30, alt, made.getvalue())


# ------------------------------------------------------------------------------------------------------------- Bluesky


def test_on_bluesky_the_asker_sees_the_pictures_with_their_descriptions():
    town = new_town()
    reply = replace(town.reply(town.ask()), pictures=(picture(), picture("red", "")))
    sent = town.network.publish(reply)
    town.net.settled()
    [shown] = town.net.get("app.bsky.feed.getPosts", token=town.anna.token, uris=sent.uid)["posts"]
    assert shown["embed"]["$type"] == "app.bsky.embed.images#view"
    assert [one["alt"] for one in shown["embed"]["images"]] == [ALT, ""]
    assert shown["embed"]["images"][0]["aspectRatio"] == {"width": 40, "height": 30}


def test_on_bluesky_the_same_reply_again_is_the_same_post_and_found_by_looking():
    town = new_town()
    reply = replace(town.reply(town.ask()), pictures=(picture(),))
    first, again = town.network.publish(reply), town.network.publish(reply)
    assert (again.uid, again.how, len(town.told())) == (first.uid, "already there", 1)
    found = town.network.look_up(replace(reply, pictures=()))
    assert found is not None
    assert found.uid == first.uid


def test_on_bluesky_a_picture_that_the_server_threw_away_is_uploaded_again():
    town = new_town()
    reply = replace(town.reply(town.ask()), pictures=(picture(),))
    gone = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"
    blob = {"$type": "blob", "ref": {"$link": gone}, "mimeType": "image/jpeg", "size": 9}
    town.network.calls.seat.blobs[reply.pictures[0].hash] = blob
    with pytest.raises(TryLater):
        town.network.publish(reply)
    assert town.network.publish(reply).how == "created"


# ------------------------------------------------------------------------------------------------------------ Mastodon


def test_on_snac2_a_picture_comes_with_its_description(tmp_path):
    with opened_snac2(tmp_path) as there:
        sent = there.network.publish(replace(reply_to(there.ask("Where is it?")), pictures=(picture(),)))
        wait_until(lambda: sent.uid in {one["uri"] for one in there.there.statuses("council")})
        [post] = [one for one in there.there.statuses("council") if one["uri"] == sent.uid]
        assert [one["description"] for one in post["media_attachments"]] == [ALT]


def test_on_mastodon_pictures_and_a_warning_go_along():
    with opened_fake() as (fake, network):
        network.publish(replace(reply_to(fake.ask("Where?")), pictures=(picture(),), content_warning="flood"))
        [post] = fake.by_council()
        assert (post.media, post.warning) == ((ALT,), "flood")


def test_on_mastodon_nothing_is_posted_while_the_server_is_at_work_on_a_picture_and_no_second_is_uploaded():
    with opened_fake(slow_media=True) as (fake, network):
        reply = replace(reply_to(fake.ask("Where?")), pictures=(picture(),))
        for _ in range(2):
            with pytest.raises(TryLater) as later:
                network.publish(reply)
            assert later.value.only_this
        network.publish(reply)
        assert [post.media for post in fake.by_council()] == [(ALT,)]
        assert fake.calls.count("POST /api/v2/media") == 1


@pytest.mark.parametrize("lost", ["lost before", "lost after", "500 after"])
def test_on_mastodon_an_upload_that_is_lost_is_no_unclear_message(lost):
    with opened_fake(faults=[lost]) as (fake, network):
        reply = replace(reply_to(fake.ask("Where?")), pictures=(picture(),))
        with pytest.raises(TryLater):
            network.publish(reply)
        assert fake.by_council() == []
        network.publish(reply)
        assert [post.media for post in fake.by_council()] == [(ALT,)]


def test_on_mastodon_a_reply_that_was_lost_after_its_effect_is_found_with_its_pictures():
    with opened_fake() as (fake, network):
        reply = replace(reply_to(fake.ask("Where?")), pictures=(picture(),))
        fake.faults = ["", "lost after"]
        with pytest.raises(Uncertain):
            network.publish(reply)
        assert network.look_up(replace(reply, pictures=())) is not None
        assert len(fake.by_council()) == 1


def test_on_mastodon_a_correction_brings_its_own_pictures():
    with opened_fake() as (fake, network):
        reply = replace(reply_to(fake.ask("Where?")), pictures=(picture(),))
        sent = network.publish(reply)
        network.correct(replace(reply, pictures=(picture("red", "The right road"),)), sent.uid)
        network.correct(replace(reply, text="It is open again.", pictures=()), sent.uid)
        assert [post.media for post in fake.by_council()] == [()]


def test_on_mastodon_uploads_have_a_pace_of_their_own():
    with opened_fake() as (_fake, network):
        media = network.limits().media
        assert media is not None
        assert media.uploads is not None
        assert (media.uploads.count, media.uploads.window_seconds) == (30, 1_800)


# --------------------------------------------------------------------------------------------------- email and practice


def test_by_mail_pictures_stand_under_the_words_and_plain_text_says_what_they_show():
    post = opened_mailbox()
    asker = "asker-" + post.address.replace("@gov.test", "@cit.test")
    uid = post.ask(**{"from": f"Anna <{asker}>"})
    reply = replace(post.reply(uid), pictures=(picture(), picture("red", "")))
    post.network.publish(reply)
    [raw] = post.servers.wait_for_mails(asker, 1)
    mail = message_from_bytes(raw, policy=default)
    page = mail.get_body(("html",)).get_content()
    shown = {part["Content-ID"].strip("<>"): part.get_content() for part in mail.walk() if part["Content-ID"]}
    assert list(shown.values()) == [one.content for one in reply.pictures]
    assert all(f'src="cid:{name}"' in page for name in shown)
    assert 'alt="Môr: a flooded road &amp; “a sign”"' in page
    assert mail.get_body(("plain",)).get_content().strip().endswith(f"[{ALT}]")


def test_on_the_practice_network_a_post_shows_its_pictures(tmp_path):
    with opened_practice(tmp_path) as there:
        sent = there.network.publish(replace(there.reply(there.ask()), pictures=(picture(),)))
        with there.client() as client:
            page = client.get(sent.url).text
            assert f'alt="{ALT.replace("&", "&amp;")}"' in page
            assert client.get(f"/pictures/{picture().hash}").content == picture().content
