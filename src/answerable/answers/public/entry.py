"""One answer as feeds, the outbox and embeds tell it: plain values and a little markup, made from the public list."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from answerable.answers.public.listing import Listed
from answerable.desk.models import DraftKind
from answerable.desk.reply import answer_address

# Characters that XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer for readers elsewhere. `version_address` names this version; `address` stays for all of them."""

    address: str
    version_address: str
    title: str
    html: SafeString
    text: str
    sources: tuple[str, ...]
    language: str
    published_at: datetime
    changed_at: datetime
    version: int
    is_withdrawn: bool
    question_id: str
    question: str


def entry_of(listed: Listed) -> Entry:
    """The answer as it stands now; a correction and a withdrawal say so in their title."""
    address = answer_address(listed.question_id)
    question = writable(listed.title)
    titles = {
        DraftKind.CORRECTION: _("Corrected: %(title)s") % {"title": question},
        DraftKind.WITHDRAWAL: _("Withdrawn: %(title)s") % {"title": question},
    }
    text, sources = writable(listed.text), sources_of(listed.sources)
    return Entry(
        address=address,
        version_address=f"{address}#version-{listed.version}",
        title=titles.get(DraftKind(listed.kind), question),
        html=as_html(text, sources),
        text=text,
        sources=sources,
        language=listed.language,
        published_at=listed.published_at,
        changed_at=listed.changed_at,
        version=listed.version,
        is_withdrawn=listed.is_withdrawn,
        question_id=listed.question_id,
        question=question,
    )


def writable(text: str) -> str:
    """The text without characters that XML cannot carry."""
    return _UNWRITABLE.sub("", text)


def sources_of(lines: str) -> tuple[str, ...]:
    """The sources of an answer, one a line."""
    return tuple(line.strip() for line in writable(lines).splitlines() if line.strip())


def as_html(text: str, sources: tuple[str, ...]) -> SafeString:
    """Paragraphs and a list of sources, everything escaped."""
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    made = format_html_join("", "<p>{}</p>", ((_with_breaks(part),) for part in parts))
    if sources:
        items = format_html_join("", "<li>{}</li>", ((_linked(source),) for source in sources))
        made += format_html("<p>{}</p><ul>{}</ul>", _("Sources:"), items)
    return SafeString(made)


def _with_breaks(part: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in part.splitlines()))


def _linked(source: str) -> str:
    if not source.startswith(("https://", "http://")):
        return source
    return format_html('<a href="{}">{}</a>', source, source)
