"""Anyone can compare an account with the record: on a real AT Protocol network, a real snac2, a real feed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.networks.bluesky_town import Town, new_town
from tests.integration.record import monitored as made
from tests.integration.record.monitored import SHORT, TEXT, Body, Citizen, serving, told
from tests.servers.feed import FeedServer, running_feed
from tests.servers.snac2 import Snac, snac2

pytestmark = pytest.mark.django_db(transaction=True)

GOOD, ALARM, NOT_COMPARED, LOOK_INTO = 0, 1, 2, 3


@pytest.fixture
def citizen(capsys) -> Citizen:
    return Citizen(capsys)


# --------------------------------------------------------------------------------------------------------- AT Protocol


@pytest.fixture
def town() -> Town:
    return new_town()


@pytest.fixture
def body(town, tmp_path, keys) -> Iterator[Body]:
    with serving(tmp_path, keys, lambda: made.answer("bluesky", f"https://bsky.app/profile/{town.council.did}")) as it:
        yield it


def on_bluesky(town: Town) -> tuple[str, str, str]:
    return f"bluesky:{town.council.handle}", "--server", town.net.pds


def reply(town: Town, text: str) -> str:
    return town.network.publish(town.reply(town.ask(), text)).uid


def test_an_answer_as_it_was_told_is_on_the_record(citizen, town, body) -> None:
    reply(town, told(TEXT))
    code, out = citizen.compare(body.record, *on_bluesky(town))
    assert (code, "1 on the record" in out) == (GOOD, True), out


def test_its_short_form_is_on_the_record_too(citizen, town, body) -> None:
    reply(town, told(SHORT))
    assert citizen.compare(body.record, *on_bluesky(town))[0] == GOOD


def test_a_post_that_is_on_no_record_is_an_alarm(citizen, town, body) -> None:
    reply(town, told(TEXT))
    planted = town.say("The depot will be closed for good in May.", by=town.council)
    code, out = citizen.compare_as_program(body.record, *on_bluesky(town))
    missing = [one["url"].rpartition("/")[2] for one in out["posts"] if one["verdict"] == "missing"]
    assert (code, missing) == (ALARM, [planted.rpartition("/")[2]])


def test_other_words_beside_the_way_to_an_answer_are_an_alarm(citizen, town, body) -> None:
    reply(town, told(TEXT))
    town.say(told("The depot will be closed for good in May."), by=town.council)
    assert citizen.compare(body.record, *on_bluesky(town))[0] == ALARM


def test_an_answer_that_was_edited_reads_otherwise(citizen, town, body) -> None:
    uri = reply(town, told(TEXT))
    town.edit(uri, told(TEXT.replace("Tuesday", "second Tuesday")), by=town.council)
    code, out = citizen.compare(body.record, *on_bluesky(town))
    assert (code, "reads otherwise" in out) == (LOOK_INTO, True), out


def test_an_answer_that_is_gone_is_missed(citizen, town, body) -> None:
    town.delete(reply(town, told(TEXT)), by=town.council)
    code, out = citizen.compare_as_program(body.record, *on_bluesky(town))
    assert (code, out["unseen"]) == (LOOK_INTO, [{"entry": 4, "answer": "ans_0001", "version": 1}])


def test_a_post_of_before_the_channel_is_left_aside(citizen, town, body) -> None:
    reply(town, told(TEXT))
    old = {"text": "Merry Christmas.", "createdAt": "2024-12-24T10:00:00.000Z"}
    town.council.put("app.bsky.feed.post", old)
    code, out = citizen.compare_as_program(body.record, *on_bluesky(town))
    assert (code, [one["verdict"] for one in out["posts"]].count("before")) == (GOOD, 1)


def test_another_account_is_refused_and_the_bodys_own_are_named(citizen, town, body) -> None:
    code, out = citizen.compare(body.record, f"bluesky:{town.anna.handle}", "--server", town.net.pds)
    assert (code, town.council.did in out, "--any-account" in out) == (NOT_COMPARED, True, True)


def test_another_account_can_be_compared_all_the_same(citizen, town, body) -> None:
    town.ask()
    account = (f"bluesky:{town.anna.handle}", "--server", town.net.pds, "--any-account")
    assert citizen.compare(body.record, *account)[0] == ALARM


def test_an_account_that_nobody_has_is_refused(citizen, town, body) -> None:
    code, out = citizen.compare(body.record, "bluesky:nobody.test", "--server", town.net.pds)
    assert (code, "nobody.test" in out) == (NOT_COMPARED, True)


def test_a_record_of_another_body_is_refused(citizen, town, tmp_path, keys) -> None:
    def fill() -> None:
        made.answer("bluesky", f"https://bsky.app/profile/{town.council.did}")

    with serving(tmp_path, keys, fill, origin="elsewhere.example/record") as other:
        code, out = citizen.compare(other.record, *on_bluesky(town))
    assert (code, "elsewhere.example" in out) == (NOT_COMPARED, True)


def test_a_record_signed_by_another_key_than_the_readers_is_refused(citizen, town, body, tmp_path) -> None:
    trust = tmp_path / "known.txt"
    trust.write_text("log body.example/record+6c3a7e3f+AT5mOn0vVb2hEYL6tIrYjIBz6ZFIqC7BNYPcIJpWGsYw\n")
    code, out = citizen.compare(body.record, *on_bluesky(town), "--trust", str(trust))
    assert code == NOT_COMPARED, out


def test_a_record_that_was_changed_is_refused(citizen, town, body) -> None:
    content = bytearray(body.file.read_bytes())
    place = content.index(b"texts/") + 200
    content[place] ^= 1
    body.file.write_bytes(bytes(content))
    code, out = citizen.compare(str(body.file), *on_bluesky(town))
    assert (code, out.startswith("Not compared.")) == (NOT_COMPARED, True)


def test_a_place_without_a_record_is_refused(citizen, town, body) -> None:
    assert citizen.compare(f"{body.address}/nothing/", *on_bluesky(town))[0] == NOT_COMPARED


def test_a_citizen_without_a_database_compares(town, body, tmp_path) -> None:
    reply(town, told(TEXT))
    command = [sys.executable, "-m", "answerable.server.command", "monitor", "--record", body.record, "--account"]
    run = subprocess.run(
        [*command, *on_bluesky(town)],
        env={"PATH": "/usr/bin", "HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[3] / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (run.returncode, "ALARM" in run.stdout) == (GOOD, False), run.stdout + run.stderr


# --------------------------------------------------------------------------------------------------- snac2 and its feed


@pytest.fixture
def snac(tmp_path) -> Iterator[Snac]:
    with snac2(tmp_path / "snac2") as there:
        yield there


@pytest.fixture
def on_snac(snac, tmp_path, keys) -> Iterator[Body]:
    with serving(tmp_path, keys, lambda: made.answer("mastodon", f"{snac.address}/council")) as it:
        yield it


def answer_on(snac: Snac, text: str) -> dict:
    asked = snac.post("anna", "@council When are the bins collected?")
    return snac.post("council", f"@anna {told(text)}", in_reply_to_id=asked["id"])


def test_an_answer_on_a_mastodon_server_is_on_the_record(citizen, snac, on_snac) -> None:
    answer_on(snac, TEXT)
    code, out = citizen.compare(on_snac.record, f"{snac.address}/council")
    assert code == GOOD, out


def test_a_planted_post_on_a_mastodon_server_is_an_alarm(citizen, snac, on_snac) -> None:
    answer_on(snac, TEXT)
    snac.post("council", "The depot will be closed for good in May.")
    code, out = citizen.compare(on_snac.record, f"{snac.address}/council")
    assert (code, "The depot" in out) == (ALARM, True), out


def test_an_edited_answer_on_a_mastodon_server_reads_otherwise(citizen, snac, on_snac) -> None:
    snac.edit("council", answer_on(snac, TEXT)["id"], f"@anna {told(TEXT.replace('Tuesday', 'second Tuesday'))}")
    assert citizen.compare(on_snac.record, f"{snac.address}/council")[0] == LOOK_INTO


def test_a_correction_in_place_is_on_the_record(citizen, snac, tmp_path, keys) -> None:
    def fill() -> None:
        made.answer("mastodon", f"{snac.address}/council")
        made.correct()

    snac.edit("council", answer_on(snac, TEXT)["id"], f"@anna {told(made.CORRECTED)}")
    with serving(tmp_path, keys, fill) as it:
        code, out = citizen.compare(it.record, f"{snac.address}/council")
    assert code == GOOD, out


def test_the_feed_of_an_account_can_be_compared_in_its_place(citizen, snac, on_snac) -> None:
    answer_on(snac, TEXT)
    assert citizen.compare(on_snac.record, f"feed:{snac.address}/council.rss")[0] == GOOD
    snac.post("council", "The depot will be closed for good in May.")
    assert citizen.compare(on_snac.record, f"feed:{snac.address}/council.rss")[0] == ALARM


# ----------------------------------------------------------------------------------------------------- a feed by itself


@pytest.fixture
def feed() -> Iterator[FeedServer]:
    with running_feed() as there:
        yield there


def test_a_feed_that_says_what_is_on_the_record_is_good(citizen, feed, tmp_path, keys) -> None:
    with serving(tmp_path, keys, lambda: made.answer("hand", f"{feed.address}/council")) as it:
        feed.ask(told(TEXT))
        assert citizen.compare(it.record, f"feed:{feed.address}/")[0] == GOOD


def test_a_feed_that_says_more_than_the_record_is_an_alarm(citizen, feed, tmp_path, keys) -> None:
    with serving(tmp_path, keys, lambda: made.answer("hand", f"{feed.address}/council")) as it:
        feed.ask("The depot will be closed for good in May.")
        code, out = citizen.compare(it.record, f"feed:{feed.address}/")
    assert (code, "The depot" in out) == (ALARM, True), out


def test_what_is_no_account_is_refused(citizen, tmp_path) -> None:
    assert citizen.compare(str(tmp_path), "council")[0] == NOT_COMPARED
