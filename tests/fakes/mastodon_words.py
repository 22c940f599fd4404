"""How Mastodon writes what it was given: text as HTML, moments, statuses, and its sentences in Japanese."""

import html
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import regex

SENTENCES = {
    401: "アクセストークンは無効です",
    403: "この操作は許可されていません",
    404: "Not Found",
    422: "バリデーションに失敗しました: Text上限は500文字です",
    429: "リクエスト数が制限を超えました",
    500: "エラーが発生しました",
    503: "現在ご利用いただけません",
}
MOST = 500
LINK_COST = 23
_LINK = re.compile(r"https?://[^\s<]+")
_MENTION = re.compile(r"(?<![\w/])@(\w+)(?:@([\w.-]+))?")


@dataclass
class Person:
    """An account as this server has it; `domain` is empty for its own."""

    id: str
    user: str
    domain: str
    home: str
    blocks: set[str] = field(default_factory=set)

    @property
    def acct(self) -> str:
        return f"{self.user}@{self.domain}" if self.domain else self.user

    def told(self) -> dict[str, Any]:
        url = f"{self.home}/@{self.user}"
        return {
            "id": self.id,
            "username": self.user,
            "acct": self.acct,
            "display_name": self.user.title(),
            "url": url,
            "uri": f"{self.home}/ap/users/{self.id}",
            "note": "",
            "avatar": url,
            "header": url,
            "locked": False,
            "bot": False,
            "group": False,
            "created_at": "2026-08-01T00:00:00.000Z",
            "followers_count": 0,
            "following_count": 0,
            "statuses_count": 0,
            "emojis": [],
            "fields": [],
        }


@dataclass
class Post:
    """A status; `media` are descriptions of pictures."""

    id: str
    uri: str
    author: Person
    text: str
    at: float
    reply_to: str | None = None
    visibility: str = "public"
    warning: str = ""
    language: str | None = "en"
    media: tuple[str | None, ...] = ()
    edits: list[tuple[str, float]] = field(default_factory=list)
    raw_html: str = ""

    def told(self, posts: dict[str, "Post"], people: dict[str, Person]) -> dict[str, Any]:
        parent = posts.get(self.reply_to or "")
        named = mentioned(self.text, people)
        return {
            "id": self.id,
            "uri": self.uri,
            "created_at": moment(self.at),
            "account": self.author.told(),
            "url": f"{self.author.home}/@{self.author.user}/{self.id}",
            "content": self.raw_html or self.html(people),
            "in_reply_to_id": parent and parent.id,
            "in_reply_to_account_id": parent and parent.author.id,
            "visibility": self.visibility,
            "spoiler_text": self.warning,
            "sensitive": bool(self.warning),
            "language": self.language,
            "edited_at": moment(self.edits[-1][1]) if self.edits else None,
            "mentions": [{"id": p.id, "username": p.user, "acct": p.acct, "url": p.told()["url"]} for p in named],
            "media_attachments": [
                {"id": str(n), "type": "image", "url": None, "preview_url": None, "description": told}
                for n, told in enumerate(self.media)
            ],
            "replies_count": 0,
            "reblogs_count": 0,
            "favourites_count": 0,
            "favourited": False,
            "reblogged": False,
            "tags": [],
            "emojis": [],
            "filtered": [],
            "reblog": None,
            "card": None,
            "poll": None,
            "quote": None,
        }

    def html(self, people: dict[str, Person]) -> str:
        parts = [re.sub("\n", "<br />", self._marked_up(part, people)) for part in re.split(r"\n{2,}", self.text)]
        return "".join(f"<p>{part}</p>" for part in parts)

    def _marked_up(self, text: str, people: dict[str, Person]) -> str:
        def link(found: re.Match[str]) -> str:
            scheme, _slashes, rest = found[0].partition("://")
            shown = f'<span class="invisible">{scheme}://</span><span class="ellipsis">{rest[:30]}</span>'
            shown += f'<span class="invisible">{rest[30:]}</span>'
            return f'<a href="{found[0]}" target="_blank" rel="nofollow noopener" translate="no">{shown}</a>'

        def mention(found: re.Match[str]) -> str:
            person = person_called(found[1], found[2], people)
            if person is None:
                return found[0]
            shown = f'<a href="{person.told()["url"]}" class="u-url mention">@<span>{person.user}</span></a>'
            return f'<span class="h-card" translate="no">{shown}</span>'

        return _MENTION.sub(mention, _LINK.sub(link, html.escape(text, quote=False)))


def person_called(user: str, domain: str | None, people: dict[str, Person]) -> Person | None:
    wanted = (user.casefold(), (domain or "").casefold())
    return next((p for p in people.values() if (p.user.casefold(), p.domain.casefold()) == wanted), None)


def mentioned(text: str, people: dict[str, Person]) -> list[Person]:
    found = [person_called(user, domain, people) for user, domain in _MENTION.findall(text)]
    return list({person.id: person for person in found if person}.values())


def length(text: str, warning: str) -> int:
    """As StatusLengthValidator: graphemes, 23 for a link, a mention without its domain."""
    counted = _MENTION.sub(r"@\1", _LINK.sub("x" * LINK_COST, warning + text))
    return len(regex.findall(r"\X", counted))


def moment(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{int(at * 1000) % 1000:03d}Z"
