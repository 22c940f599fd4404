"""A client that nobody here wrote (`atproto` from PyPI) reads what we wrote, and finds it well formed."""

import pytest

from answerable.networks.bluesky.names import moment_of
from tests.integration.networks.bluesky_town import new_town

atproto = pytest.importorskip("atproto")


@pytest.fixture
def town():
    return new_town()


@pytest.fixture
def client(town):
    other = atproto.Client(base_url=f"{town.net.pds}/xrpc")
    other.login(town.council.handle, town.settings.password)
    yield other
    other.request.close()


def test_it_reads_our_reply_with_its_thread_links_mentions_and_language(town, client):
    first = town.ask()
    followed = town.ask("And on holidays?", **town.reply_parts(first))
    text = f"Siân, gweler https://www.gov.uk/bins neu @{town.anna.handle}"
    receipt = town.network.publish(town.reply(followed, text, language="cy"))
    town.net.settled()
    [view] = client.get_posts([receipt.uid]).posts
    record = view.record
    assert (record.text, record.langs) == (text, ["cy"])
    assert (record.reply.root.uri, record.reply.parent.uri) == (first, followed)
    covered = {
        text.encode()[facet.index.byte_start : facet.index.byte_end].decode(): facet.features[0]
        for facet in record.facets
    }
    assert covered["https://www.gov.uk/bins"].uri == "https://www.gov.uk/bins"
    assert covered[f"@{town.anna.handle}"].did == town.anna.did
    assert [label.val for label in view.author.labels] == ["bot"]


def test_its_own_builder_makes_the_same_ranges(town):
    text = f"Môr ☃: https://www.gov.uk/bins and @{town.anna.handle}!"
    town.network.publish(town.reply(None, text))
    built = atproto.client_utils.TextBuilder().text("Môr ☃: ")
    built = built.link("https://www.gov.uk/bins", "https://www.gov.uk/bins").text(" and ")
    built = built.mention(f"@{town.anna.handle}", town.anna.did).text("!")
    [ours] = [record for record in town.told() if record["text"] == built.build_text()]
    ranges = [(facet["index"]["byteStart"], facet["index"]["byteEnd"]) for facet in ours["facets"]]
    assert ranges == [(facet.index.byte_start, facet.index.byte_end) for facet in built.build_facets()]


def test_its_key_is_a_tid_that_lies_just_before_it_was_made(town):
    receipt = town.network.publish(town.reply(None))
    assert moment_of(receipt.uid.rpartition("/")[2]) is not None
    # The server itself refuses a key of a post that is no TID.
