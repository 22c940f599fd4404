"""HTML mails as a reader would see them."""

import pytest

from answerable.networks.email.html_text import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("One<br>Two", "One\nTwo"),
        ("<div>One<br></div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ("<table><tr><td>One</td><td>Two</td></tr><tr><td>Three</td></tr></table>", "One Two\nThree"),
        ("  a \n  lot   of\tspace&nbsp;here ", "a lot of space here"),
        ("<pre>a  b\nc</pre>", "a b\nc"),
        ("<style>p{}</style><script>alert(1)</script><title>No</title>Yes", "Yes"),
        ("<p style='display: none'>trap</p>Yes", "Yes"),
        ("<p hidden>trap</p>Yes", "Yes"),
        ("<span style='font-size:0px'>trap</span>Yes<span style='font-size:0.9em'>!</span>", "Yes!"),
        ("<a href='https://a.example/b'>the page</a>", "the page (https://a.example/b)"),
        ("<a href='https://a.example/b'>https://a.example/b</a>", "https://a.example/b"),
        ("<a href='javascript:alert(1)'>the page</a>", "the page"),
        ("<img src=x alt='A hole in the road'>", "[A hole in the road]"),
        ("<img src=x onerror=alert(1)>", ""),
        ("&lt;b&gt; &amp; &copy; &#x1F600;", "<b> & © 😀"),
        ("<p>unclosed <b>bold <i>both", "unclosed bold both"),
        ("a <!-- comment --> b", "a b"),
        ("<iframe src=x>no</iframe><noscript><p>yes</p></noscript>", "yes"),
        ("", ""),
        ("<", "<"),
        ("\x00a\ud800b", None),
    ],
)
def test_what_a_reader_sees_becomes_text(html, text):
    assert text is None or text_of(html) == text


@pytest.mark.parametrize(
    "quoted",
    [
        '<div class="gmail_quote"><div class="gmail_attr">On 3 May Anna wrote:</div><blockquote>old</blockquote></div>',
        '<blockquote type="cite">old</blockquote>',
        '<div class="moz-cite-prefix">On 3 May Anna wrote:</div><blockquote type="cite">old</blockquote>',
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: Anna</div><div>old</div>',
        '<div class="yahoo_quoted">old</div>',
        '<div class="gmail_signature">old</div>',
    ],
)
def test_of_a_reply_only_what_is_new_is_read(quoted):
    html = f"<html><body><div>And on holidays?</div>{quoted}</body></html>"
    assert text_of(html, is_reply=True) == "And on holidays?"
    assert "old" in text_of(html)
