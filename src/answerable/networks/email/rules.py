"""What mail asks of those who send it: the standards, and what large providers demand of a sender's domain."""

from datetime import date
from typing import Final

from answerable.networks.space import SpaceRule

_CHECKED: Final = date(2026, 11, 28)

RULES: Final = (
    SpaceRule(
        "Never answer a machine",
        "An automatic answer is not sent to a message that is itself automatic, or to a mailing list.",
        "https://www.rfc-editor.org/rfc/rfc3834 section 2",
        _CHECKED,
    ),
    SpaceRule(
        "Say who sends",
        "Large providers take mail only from domains with SPF or DKIM, and with both and DMARC from whoever sends them "
        "more than 5,000 mails a day. Ask those who keep your domain.",
        "https://support.google.com/a/answer/81126 (read in a copy of 2024)",
        _CHECKED,
    ),
    SpaceRule(
        "Spam reports",
        "Fewer than 3 in 1,000 people may report our mail as spam, or the provider turns all of it away.",
        "https://support.google.com/a/answer/81126 (read in a copy of 2024)",
        _CHECKED,
    ),
)
