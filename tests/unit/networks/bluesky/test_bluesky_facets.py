"""Links and mentions are found where people see them, and measured in bytes."""

import pytest

from answerable.networks.bluesky.facets import facets_of, mentioned_handles


def _marked(text, accounts=None):
    """What each facet covers, and what it leads to."""
    raw = text.encode()
    found = []
    for facet in facets_of(text, accounts=accounts or {}):
        feature = facet["features"][0]
        covered = raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
        found.append((covered, feature.get("uri") or feature["did"]))
    return found


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("See https://www.gov.uk/bins.", "https://www.gov.uk/bins"),
        ("(https://gov.uk/bins)", "https://gov.uk/bins"),
        ("https://en.wikipedia.org/wiki/Bin_(computing), yes", "https://en.wikipedia.org/wiki/Bin_(computing)"),
        ("Môr ☃ 👩‍👩‍👧 http://a.example/?q=1&b=ü!", "http://a.example/?q=1&b=ü"),
        ("„https://gov.ie/x“", "https://gov.ie/x"),
    ],
)
def test_a_link_ends_where_the_sentence_goes_on(text, link):
    assert _marked(text) == [(link, link)]


def test_an_address_without_its_beginning_is_a_link_where_its_ending_is_well_known():
    assert _marked("At gov.uk/bins and www.tarnbrook.gov.uk, fine.Thanks and e.g.this") == [
        ("gov.uk/bins", "https://gov.uk/bins"),
        ("www.tarnbrook.gov.uk", "https://www.tarnbrook.gov.uk"),
    ]


def test_an_email_address_is_neither_link_nor_mention():
    assert _marked("Write to bins@tarnbrook.gov.uk", {"tarnbrook.gov.uk": "did:plc:a"}) == []


def test_a_mention_is_marked_only_where_somebody_has_the_handle():
    text = "Ask @Anna.Test or @nobody.test, not me@anna.test or x/@anna.test"
    assert _marked(text, {"anna.test": "did:plc:a"}) == [("@Anna.Test", "did:plc:a")]
    assert mentioned_handles(text) == ["anna.test", "nobody.test"]


def test_facets_come_in_order_and_never_overlap():
    text = "@a.test https://gov.uk/@b.test @b.test"
    assert [covered for covered, _ in _marked(text, {"a.test": "did:plc:a", "b.test": "did:plc:b"})] == [
        "@a.test",
        "https://gov.uk/@b.test",
        "@b.test",
    ]


def test_a_long_line_of_dots_takes_no_time():
    assert _marked("a." * 5_000) == []
    assert _marked("http://" + ")" * 5_000) == []
