"""The words of a piece of HTML from outside: what a reader would see, and where its links truly lead."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

LONGEST = 300_000
"""Characters of HTML that are read; a post is some thousands. What lies beyond is left out of the text."""

DEEPEST = 2_000
"""How deep elements may lie in each other. A parser true to HTML5 takes time in the square of it (5,000: 0.1 s; 20,000:
3 s, and html5ever 5 s). Where they lie deeper, tags are cut out of the text, which keeps every word; libxml2 takes no
time, and drops what lies deeper than 256."""

_UNSEEN = frozenset({"head", "iframe", "noembed", "noframes", "object", "script", "style", "template", "title"})
_PARAGRAPHS = frozenset({"blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"})
_LINES = frozenset({"article", "dd", "div", "dt", "figcaption", "figure", "footer", "header", "li", "section", "tr"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_CANNOT_BE_HELD = re.compile("[\x00\ud800-\udfff]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")


def plain_html(html: str) -> str:
    """Paragraphs become empty lines and line breaks lines, list items dashes, pictures their descriptions.

    A link whose words are not its address is followed by the address, so that no link hides where it leads. Nothing is
    run, fetched or trusted. Direction marks and other hidden characters stay, as a reader's screen would have obeyed
    them: pages make them visible.
    """
    html = _CANNOT_BE_HELD.sub("", html[:LONGEST])
    if _depth(html) > DEEPEST:
        html = re.sub(r"<[^<>]*>", " ", html)
    words = _Words()
    steps: list[LexborNode | str] = [root] if (root := LexborHTMLParser(html).body) is not None else []
    while steps:
        step = steps.pop()
        if isinstance(step, str):
            words.end(step)
        elif step.tag == "-text":
            words.data(step.text_content or "")
        elif step.tag is not None and step.tag[0] not in "-!":
            words.start(step.tag, {name: told or "" for name, told in step.attributes.items()})
            steps += [step.tag, *reversed(list(step.iter(include_text=True)))]
    return words.close()


def _depth(html: str) -> int:
    """How deep the elements may lie at most: what opens and is not closed again."""
    depth = deepest = 0
    for found in _TAG.finditer(html):
        if found[2].lower() not in _VOID:
            depth = max(0, depth - 1) if found[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


class _Words:
    """Takes elements and words in the order in which they are read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._breaks = 0
        self._space = False
        self._unseen = 0
        self._verbatim = 0
        self._links: list[tuple[int, Mapping[str, str]]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag in _UNSEEN:
            self._unseen += 1
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
        """An element ends."""
        if tag in _UNSEEN:
            self._unseen -= 1
        elif tag == "pre":
            self._verbatim -= 1
        elif tag == "a" and self._links:
            began, attributes = self._links.pop()
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
