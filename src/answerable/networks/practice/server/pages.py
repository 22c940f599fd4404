"""What people see in a browser: threads as the asker sees them, and a page to post as an invented person."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files

from answerable.networks.practice.server.accounts import BODIES, CALLED, ensure_account, people
from answerable.networks.practice.server.exchange import Incoming, Outcome, Problem
from answerable.networks.practice.server.listing import in_iso, list_newest, list_thread
from answerable.networks.practice.server.network import PracticeNetwork
from answerable.networks.practice.server.pictures import shown_by
from answerable.networks.practice.server.posts import NewPost, find_post, make_post, text_of

MOST_TYPED = 5_000
Shown = Sequence[tuple[str, str]]
"""Pictures under a post: the name of each, and what it shows."""

_LINK = re.compile(r"https?://[^\s<>&\"']+")
_LANGUAGES = {"en": "English", "cy": "Cymraeg", "ga": "Gaeilge", "gd": "Gàidhlig"}


def _page(title: str, inside: str, *, status: int = 200) -> Outcome:
    body = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} - Practice network</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><p><strong>Practice network</strong>: everyone here is invented.
<a href="/">Newest posts</a> <a href="/write">Write a post</a></p></header>
<main>
<h1>{escape(title)}</h1>
{inside}
</main>
</body>
</html>
"""
    # A lone surrogate that somebody posted shows as a question mark here; the feed passes it on as it is.
    return Outcome(status, body.encode("utf-8", "replace"), kind="text/html; charset=utf-8")


def show_style(_network: PracticeNetwork, _incoming: Incoming) -> Outcome:
    """GET /style.css."""
    style = files("answerable.networks.practice.server") / "style.css"
    return Outcome(200, style.read_bytes(), kind="text/css; charset=utf-8")


def _article(row: sqlite3.Row, answered: sqlite3.Row | None = None, shown: Shown = ()) -> str:
    uid, official = escape(row["uid"]), row["author"] in BODIES
    if row["deleted_at"] is not None:
        return f'<article id="{uid}"><p>This post was deleted by its author.</p></article>'
    words = escape(text_of(row))
    if official:
        # Only the bodies' own links can be clicked: what strangers post is shown and never active.
        words = _LINK.sub(lambda link: f'<a href="{link[0]}" rel="noopener noreferrer">{link[0]}</a>', words)
    notes = ["Official account"] if official else []
    notes += [f"in reply to {answered['author_name']}"] if answered else []
    notes += [f"to @{row['recipient']}"] if row["recipient"] else []
    notes += ["edited"] if row["edited_at"] is not None else []
    images = "".join(f'<p><img src="/pictures/{name}" alt="{escape(alt)}"></p>' for name, alt in shown)
    moment = in_iso(row["created_at"])
    handle = escape(CALLED.get(row["author"], row["author"]))
    return f"""<article id="{uid}"{' class="official"' if official else ""}>
<p><strong><bdi>{escape(row["author_name"])}</bdi></strong> <bdi class="small">@{handle}</bdi></p>
<p class="words" lang="{escape(row["language"])}" dir="auto">{words}</p>{images}
<p class="small"><a href="/posts/{uid}"><time datetime="{moment}">{moment[:16].replace("T", " ")} UTC</time></a>
{escape(" · ".join(notes))}</p>
</article>"""


def show_newest(network: PracticeNetwork, _incoming: Incoming) -> Outcome:
    """GET /: the newest threads."""
    with network.present() as (db, now):
        rows = list_newest(db, now=now, limit=50)
    return _page("Newest posts", "\n".join(map(_article, rows)) or "<p>Nobody has posted yet.</p>")


def show_thread(network: PracticeNetwork, _incoming: Incoming, uid: str) -> Outcome:
    """GET /posts/UID: the thread that the post is in, whole."""
    with network.present() as (db, now):
        post = find_post(db, uid)
        rows = list_thread(db, post["thread"], now=now) if post else []
        choice = people(db)
        shown = {row["uid"]: shown_by(db, row["uid"]) for row in rows}
    if not rows:
        return _page("Not found", "<p>There is no such post on the practice network.</p>", status=404)
    chosen = {"author": rows[0]["author"], "in_reply_to": uid}
    by_uid = {row["uid"]: row for row in rows}
    articles = "\n".join(_article(row, by_uid.get(row["in_reply_to"]), shown[row["uid"]]) for row in rows)
    return _page("Conversation", f"{articles}\n<h2>Reply</h2>\n{_form(choice, chosen)}")


def _options(choice: Mapping[str, str], selected: str) -> str:
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == selected else ""}>{escape(shown)}</option>'
        for value, shown in choice.items()
    )


def _form(rows: list[sqlite3.Row], filled: Mapping[str, str]) -> str:
    authors = {"": "Someone new", **{row["handle"]: f"{row['name']} (@{row['handle']})" for row in rows}}
    if (author := filled.get("author", "")) not in authors:
        authors[author] = f"@{author}"
    bodies = {**BODIES, "": "Nobody in particular"}
    return f"""<form method="post" action="/write">
<input type="hidden" name="in_reply_to" value="{escape(filled.get("in_reply_to", ""))}">
<label for="author">Post as</label>
<select id="author" name="author">{_options(authors, author)}</select>
<label for="new_author">Name, if someone new</label>
<input id="new_author" name="new_author" maxlength="60" value="{escape(filled.get("new_author", ""))}">
<label for="body">To</label>
<select id="body" name="body">{_options(bodies, filled.get("body", "council"))}</select>
<label for="language">Language</label>
<select id="language" name="language">{_options(_LANGUAGES, filled.get("language", "en"))}</select>
<label for="text">Text</label>
<textarea id="text" name="text" rows="5" maxlength="{MOST_TYPED}" dir="auto">
{escape(filled.get("text", ""))}</textarea>
<button>Post</button>
</form>"""


def show_form(network: PracticeNetwork, incoming: Incoming) -> Outcome:
    """GET /write?in_reply_to=."""
    with network.present() as (db, _):
        choice = people(db)
    return _page("Write a post", _form(choice, incoming.query))


def write_post(network: PracticeNetwork, incoming: Incoming) -> Outcome:
    """POST /write: posts as an invented person, then shows the thread."""
    filled = incoming.form()
    try:
        with network.present() as (db, now):
            uid = make_post(db, _typed_post(db, filled), now=now)
    except Problem as problem:
        with network.present() as (db, _):
            choice = people(db)
        told = f'<div class="problem" role="alert"><p>{escape(problem.message)}</p></div>'
        return _page("Write a post", told + _form(choice, filled), status=problem.status)
    return Outcome(303, b"", headers={"Location": f"/posts/{uid}#{uid}"})


def _typed_post(db: sqlite3.Connection, filled: Mapping[str, str]) -> NewPost:
    text = filled.get("text", "").replace("\r\n", "\n").strip()
    if not 0 < len(text) <= MOST_TYPED:
        raise Problem(422, "empty", f"Write a text of 1 to {MOST_TYPED} characters.")
    name = filled.get("new_author", "").strip()[:60]
    handle = filled.get("author") or re.sub(r"\W", "", name.casefold())
    if not handle:
        raise Problem(422, "empty", "Choose who posts, or write the name of someone new.")
    author = ensure_account(db, handle, name=name or None)
    if author["token_hash"] is not None:
        raise Problem(422, "not_yours", "A body posts through its desk. Choose an invented person.")
    language = filled.get("language", "en")
    return NewPost(
        author=author["handle"],
        text=text,
        language=language if language in _LANGUAGES else "en",
        in_reply_to=filled.get("in_reply_to") or None,
        bodies=tuple({filled.get("body", "")} & set(BODIES)),
    )
