"""The words of a piece of HTML from outside: what a reader would see, and where its links truly lead."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from lxml import etree

LONGEST = 500_000
"""Characters of HTML that are read; a post is some thousands. What lies beyond is left out of the text."""

_UNSEEN = frozenset({"head", "iframe", "noembed", "noframes", "object", "script", "style", "template", "title"})
_PARAGRAPHS = frozenset({"blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"})
_LINES = frozenset({"article", "dd", "div", "dt", "figcaption", "figure", "footer", "header", "li", "section", "tr"})
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE
)
_CANNOT_BE_HELD = re.compile("[\x00\ud800-\udfff]")


def is_hidden(_tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element says itself that a reader does not see it."""
    return "hidden" in attributes or _HIDING.search(attributes.get("style", "")) is not None


def plain_html(html: str, *, leaves_out: Callable[[str, Mapping[str, str]], bool] = is_hidden) -> str:
    """Paragraphs become empty lines and line breaks lines, list items dashes, pictures their descriptions.

    A link whose words are not its address is followed by the address, so that no link hides where it leads. Nothing is
    run, fetched or trusted. Direction marks and other hidden characters stay, as a reader's screen would have obeyed
    them: pages make them visible. libxml2 drops what lies more than 256 elements deep, where nothing honest is; parsers
    true to HTML5 (lexbor, html5ever) keep it, and take 3 to 5 seconds for 100 kB of nested elements. `leaves_out` is
    asked of each element, in order, whether it goes with all that is in it; what is hidden does.
    """
    reader = etree.HTMLParser(target=_Words(leaves_out), encoding="utf-8", no_network=True)
    reader.feed(b"<body>" + _CANNOT_BE_HELD.sub("", html[:LONGEST]).encode())
    return str(reader.close())


class _Words:
    """Takes the parser's events one by one; there is no tree, so depth costs nothing."""

    def __init__(self, leaves_out: Callable[[str, Mapping[str, str]], bool]) -> None:
        self._leaves_out = leaves_out
        self._open: list[bool] = []
        self._parts: list[str] = []
        self._breaks = 0
        self._space = False
        self._unseen = 0
        self._verbatim = 0
        self._links: list[tuple[int, Mapping[str, str]]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._open.append(tag in _UNSEEN or self._leaves_out(tag, attributes))
        self._unseen += self._open[-1]
        self._break_at(tag)
        if tag == "br":
            # Not `_break`: two of them are an empty line.
            self._breaks += 1
        elif tag == "li":
            self._write("- ")
        elif tag == "pre":
            self._verbatim += 1
        elif tag == "img":
            self.data(attributes.get("alt", ""))
        elif tag == "a":
            self._links.append((len(self._parts), dict(attributes)))

    def end(self, tag: str) -> None:
        """An element ends; the parser ends every one that began."""
        self._unseen -= self._open.pop()
        if tag in {"td", "th"}:
            self._space = True
        elif tag == "pre":
            self._verbatim -= 1
        elif tag == "a" and self._links:
            began, attributes = self._links.pop()
            if not self._unseen:
                self._show_way(attributes, shown="".join(self._parts[began:]).strip())
        self._break_at(tag)

    def data(self, text: str) -> None:
        """Words, where they are to be seen."""
        if self._unseen:
            return
        if self._verbatim:
            self._write(text)
            return
        words = text.split()
        if not words:
            self._space = self._space or bool(text)
            return
        self._space = self._space or text[0].isspace()
        self._write(" ".join(words))
        self._space = text[-1].isspace()

    def close(self) -> str:
        """The whole text."""
        return "".join(self._parts).strip()

    def _break_at(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._breaks = max(self._breaks, 2)
        elif tag in _LINES:
            self._breaks = max(self._breaks, 1)

    def _write(self, text: str) -> None:
        if self._breaks:
            self._parts.append("\n" * min(self._breaks, 2))
        elif self._space:
            self._parts.append(" ")
        self._parts.append(text)
        self._breaks, self._space = 0, False

    def _show_way(self, attributes: Mapping[str, str], *, shown: str) -> None:
        way = attributes.get("href", "").strip()
        if _scheme(way) not in {"http", "https", "mailto"} or _says(shown, way):
            return
        if {"mention", "hashtag"} & set(attributes.get("class", "").split()) and shown[:1] in {"@", "#"}:
            return
        self._space = self._space or bool(shown)
        self._write(f"({way})" if shown else way)


def _scheme(address: str) -> str:
    """The scheme of an address, empty for one that is none."""
    try:
        return urlsplit(address).scheme
    except ValueError:
        return ""


def _says(shown: str, way: str) -> bool:
    """Whether the words of a link are its address, with or without the scheme and a last slash."""
    bare = re.sub(r"^(?:https?://|mailto:)", "", way).rstrip("/")
    return re.sub(r"^(?:https?://|mailto:)", "", "".join(shown.split())).rstrip("/") == bare
