"""HTML of a mail as text: what a reader would see, without parts that hide and the mails that a reply quotes."""

import re
from collections.abc import Mapping

from answerable.networks.plain_html import is_hidden, plain_html

_QUOTES = re.compile(
    r"\b(?:gmail_quote|gmail_quote_container|moz-cite-prefix|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra"
    r"|gmail_signature|moz-signature)\b"
)
_REST_IS_QUOTED = frozenset(
    {"appendonsend", "divRplyFwdMsg", "x_divRplyFwdMsg", "mail-editor-reference-message-container"}
)
"""How mail programs mark what they quote; Outlook marks where it begins, and nothing new comes after that."""


def text_of(html: str, *, is_reply: bool = False) -> str:
    """The text a reader sees; of a reply without the mails that it quotes, as far as mail programs mark them."""
    return plain_html(html, leaves_out=_Quoting().hides if is_reply else is_hidden)


class _Quoting:
    """Remembers of one mail whether all the rest is quoted."""

    def __init__(self) -> None:
        self._rest = False

    def hides(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Whether an element is hidden or quoted."""
        self._rest = self._rest or attributes.get("id") in _REST_IS_QUOTED
        if self._rest or is_hidden(tag, attributes) or _QUOTES.search(attributes.get("class", "")):
            return True
        return tag == "blockquote" and attributes.get("type", "").lower() == "cite"
