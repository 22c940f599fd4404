"""HTML from outside becomes the words that a reader would have seen, whatever it was made to do."""

import pytest

from answerable.networks.plain_html import LONGEST, plain_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain words", "plain words"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br/>three<br><br>four", "one\ntwo\nthree\n\nfour"),
        ("<p>one\n   two</p>\n\n<p> three </p>", "one two\n\nthree"),
        ("a<b>b</b>c <i>d</i>", "abc d"),
        ("<ul><li>one</li><li>two</li></ul>after", "- one\n- two\n\nafter"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<blockquote>said</blockquote>so", "said\n\nso"),
        ("5 &lt; 6 &amp; &#x61;&nbsp;b", "5 < 6 & a b"),
        ('<img alt="A flooded road" src="x">', "A flooded road"),
        ("", ""),
    ],
)
def test_what_a_reader_sees(html, text):
    assert plain_html(html) == text


def test_mastodon_shortens_links_by_style_only():
    link = (
        '<a href="https://example.org/long/path"><span class="invisible">https://</span>'
        '<span class="ellipsis">example.org/long</span><span class="invisible">/path</span></a>'
    )
    assert plain_html(f"<p>See {link}.</p>") == "See https://example.org/long/path."


def test_a_mention_is_its_name():
    html = (
        '<span class="h-card"><a href="https://town.example/@anna" class="u-url mention">@<span>anna</span></a></span>'
    )
    assert plain_html(html + " hello") == "@anna hello"


def test_a_hashtag_is_its_word():
    assert plain_html('<a href="https://t.example/tags/bins" class="mention hashtag">#<span>bins</span></a>') == "#bins"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://evil.example/">https://bank.example/</a>', "https://bank.example/ (https://evil.example/)"),
        ('<a href="https://evil.example/">your bank</a>', "your bank (https://evil.example/)"),
        ('<a href="mailto:a@b.example">a@b.example</a>', "a@b.example"),
        ('<a href="https://x.example/"></a>', "https://x.example/"),
        ('<a href="javascript:alert(1)">press</a>', "press"),
        ('<a href="data:text/html,x">press</a>', "press"),
        ('<a href="https://[">press</a>', "press"),
    ],
)
def test_no_link_hides_where_it_leads(html, text):
    assert plain_html(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>seen",
        "<style>p{}</style>seen",
        "<template>no</template>seen",
        "<iframe>no</iframe>seen",
        "<title>no</title>seen",
        "<svg><script>no</script></svg>seen",
        "<!-- no -->seen",
        "<![CDATA[<script>]]>seen",
        "</script></p></div>seen",
        "<object>no</object>seen",
    ],
)
def test_what_is_not_for_reading_is_left_out(html):
    assert plain_html(html).endswith("seen")
    assert "no" not in plain_html(html)
    assert "alert" not in plain_html(html)


@pytest.mark.parametrize(
    "html", ["<", "<p", "<a href=", "<!--", "&", "&#xFFFFFFFF;", "<p a='", "\x00", "\ud83d", "<?x"]
)
def test_broken_html_is_no_trouble(html):
    assert isinstance(plain_html(html), str)


def test_what_cannot_be_stored_is_left_out():
    assert plain_html("a\x00b\ud83dc") == "abc"


def test_direction_marks_stay_for_the_page_to_show():
    assert plain_html("<p>\u202egnp.exe</p>") == "\u202egnp.exe"


@pytest.mark.parametrize("part", ["<div>", "<b>", "<a href=x>", "<!--", "&", "<", "<p>a", "<li>", "<table><tr><td>"])
def test_a_hostile_length_ends(part):
    """Not timed: a parser that is quadratic here would not come back within the patience of any run."""
    assert isinstance(plain_html(part * (2 * LONGEST // len(part))), str)
