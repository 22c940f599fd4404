"""HTML as text: what a reader would see, block by block; hidden parts, scripts and quoted mails left out."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST_HTML = 300_000
DEEPEST = 2_000
"""Characters read, and how deep elements may lie in each other: a standard parser takes time in the square of it."""

_UNSEEN = frozenset({"head", "iframe", "math", "object", "script", "select", "style", "svg", "template", "title"})
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote"})
_BLOCKS = _SPACED | {
    *("address", "article", "aside", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figure"),
    *("footer", "form", "header", "hr", "li", "main", "nav", "pre", "section", "tbody", "tfoot", "thead", "tr"),
}
_BLOCK, _PARAGRAPH = "\x1e", "\x1d"
"""Stand for the edges of blocks until it is known what lies between two of them; a mail cannot bring its own."""

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_QUOTES = re.compile(
    r"\b(?:gmail_quote|gmail_quote_container|moz-cite-prefix|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra"
    r"|gmail_signature|moz-signature)\b"
)
_REST_IS_QUOTED = re.compile(
    r"^(?:appendonsend|divRplyFwdMsg|mail-editor-reference-message-container|x_divRplyFwdMsg)$"
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")


def text_of(html: str, *, is_reply: bool = False) -> str:
    """The text a reader sees; of a reply without the mails that it quotes, as far as mail programs mark them."""
    html = html[:MOST_HTML].replace(_BLOCK, " ").replace(_PARAGRAPH, " ")
    if _depth(html) > DEEPEST:
        return _tidied(re.sub(r"<[^<>]*>", "\n", html))
    tree = LexborHTMLParser(html)
    return _tidied("".join(_words(tree.root, is_reply=is_reply))) if tree.root is not None else ""


def _depth(html: str) -> int:
    """How deep the elements may lie at most: what opens and is not closed again."""
    depth = deepest = 0
    for found in _TAG.finditer(html):
        if found[2].lower() not in _VOID:
            depth = max(0, depth - 1) if found[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _words(root: LexborNode, *, is_reply: bool) -> Iterator[str]:
    """Walks the tree without calling itself: each step is a node to enter, or the words that come after one."""
    steps: list[LexborNode | str] = [root]
    while steps:
        step = steps.pop()
        if isinstance(step, str):
            yield step
        elif step.tag == "-text":
            words = step.text_content or ""
            yield words if _is_preformatted(step) else re.sub(r"\s+", " ", words)
        elif not (step.tag or "-").startswith("-") and not _is_unseen(step):
            if is_reply and _REST_IS_QUOTED.match(step.attributes.get("id") or ""):
                return
            if not (is_reply and _is_quote(step)):
                before, after = _around(step)
                yield before
                steps += [after, *reversed(list(step.iter(include_text=True)))]


def _is_preformatted(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag == "pre"


def _is_unseen(node: LexborNode) -> bool:
    hides = "hidden" in node.attributes or _HIDING.search(node.attributes.get("style") or "") is not None
    return node.tag in _UNSEEN or hides


def _is_quote(node: LexborNode) -> bool:
    if node.tag == "blockquote" and (node.attributes.get("type") or "").lower() == "cite":
        return True
    return _QUOTES.search(node.attributes.get("class") or "") is not None


def _around(node: LexborNode) -> tuple[str, str]:
    """What stands before and after the words of an element."""
    tag = node.tag or ""
    if tag == "br":
        return "\n", ""
    if tag == "img":
        return _alternative(node), ""
    if tag == "a":
        return "", _target(node)
    if tag in {"td", "th"}:
        return "", " "
    if tag == "li":
        return f"{_BLOCK}- ", _BLOCK
    edge = _PARAGRAPH if tag in _SPACED else _BLOCK if tag in _BLOCKS else ""
    return edge, edge


def _alternative(node: LexborNode) -> str:
    words = " ".join((node.attributes.get("alt") or "").split())
    return f"[{words}]" if words and len(words) < 300 else ""  # noqa: PLR2004


def _target(node: LexborNode) -> str:
    """The address of a link, where its words do not show it."""
    target = (node.attributes.get("href") or "").strip()
    shown = " ".join((node.text() or "").split())
    if not re.match(r"https?://[^\s<>]{1,500}$", target) or target.rstrip("/").endswith(shown.rstrip("/") or target):
        return ""
    return f" ({target})"


def _tidied(text: str) -> str:
    """One space for many, and between two blocks what a reader sees: a new line, or an empty one."""
    spaced = re.sub(rf" *([{_BLOCK}{_PARAGRAPH}\n]) *", r"\1", re.sub(r"[ \t\xa0]+", " ", text))
    lines = re.sub(rf"[{_BLOCK}{_PARAGRAPH}\n]+", lambda found: _break(found[0]), spaced)
    return lines.strip()


def _break(edges: str) -> str:
    if _PARAGRAPH in edges:
        return "\n\n"
    # A line break that ends a block shows as nothing.
    lines = edges.count("\n") if _BLOCK not in edges else max(1, edges.count("\n"))
    return "\n" * min(lines, 2)
