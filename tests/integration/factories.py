"""Small makers that the tests of all areas share: a body, people with roles, channels, posts, questions, drafts.

Each goes the way that the desk itself goes where there is a verb for it, so that the record tells the whole story.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import count
from typing import Any

import pytest
from django.conf import settings as in_use
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Role
from answerable.channels.credentials import lock
from answerable.channels.models import Channel, Objective
from answerable.channels.open import new_id
from answerable.desk.clear import bind, clear_draft
from answerable.desk.hand_in import hand_in
from answerable.desk.models import Clearance, Draft, DraftVersion
from answerable.desk.places import ANYWHERE, SignedAs
from answerable.desk.triage import triage_question
from answerable.desk.write import open_draft, save_draft
from answerable.listening.models import Author, Post
from answerable.pure.text.near_copy import normalised_key
from answerable.questions.counting import Tally
from answerable.questions.models import Outcome, Placing, Question
from answerable.questions.opening import Beginning, open_questions
from answerable.record.append import append

# Long ago, because pages take the time from the clock and nothing is decided before it was asked.
NOON = datetime(2025, 6, 2, 12, 0, tzinfo=UTC)
PASSWORD = "three unrelated words"
BINS = "When are the bins collected after the bank holiday?"
ANSWER = "The bins are collected one day later than usual in that week."
LIMITS = {
    "text": {"unit": "codepoint", "most": 500, "most_bytes": None, "link_cost": None},
    "paces": [{"count": 300, "window_seconds": 60.0}],
    "source": "the tests",
    "checked_on": "2025-06-02",
}
PLAIN_STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
_NUMBERS = count(1)


@pytest.fixture(autouse=True)
def plain_static() -> Iterator[None]:
    """Styles keep their plain names in pages, as before they are gathered at the start of the desk."""
    in_use.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    with override_settings(STORAGES=in_use.STORAGES | PLAIN_STATIC):
        yield


def body(*, training: bool = False) -> Body:
    made, _new = Body.objects.get_or_create(id=1, defaults={"name": "Tarnbrook Council", "set_up_at": NOON})
    Body.objects.update(training=training)
    made.refresh_from_db()
    return made


def person(name: str, *roles: Role, active: bool = True) -> Person:
    """The person of this first name; the same name is the same person."""
    found = Person.objects.filter(email=f"{name.lower()}@tarnbrook.example").first()
    if found is None:
        found = Person(email=f"{name.lower()}@tarnbrook.example", name=name, roles=list(roles), joined_at=NOON)
        found.is_active = active
        found.set_unusable_password()
        found.save()
    return found


OFFICES = {
    "second": ("Ben", Role.CLEARER),
    "topic_owner": ("Tom", Role.TOPIC_OWNER),
    "propriety": ("Pia", Role.PROPRIETY),
    "legal": ("Leo", Role.LEGAL),
    "press": ("Pam", Role.PRESS),
    "private_office": ("Priya", Role.PRIVATE_OFFICE),
    "crisis_lead": ("Cora", Role.CRISIS_LEAD),
}
"""Who signs in each place of a route."""


def officer(seat: str) -> Person:
    """The person who signs there."""
    name, role = OFFICES[seat]
    return person(name, role)


def lin() -> Person:
    return person("Lin", Role.LISTENER)


def ada() -> Person:
    return person("Ada", Role.AUTHOR)


def ben() -> Person:
    return person("Ben", Role.CLEARER)


def tom() -> Person:
    return person("Tom", Role.TOPIC_OWNER)


def amy() -> Person:
    return person("Amy", Role.ADMINISTRATOR)


def signed_in(who: Person) -> Client:
    """A browser in which this person is signed in."""
    browser = Client()
    browser.force_login(who)
    return browser


class _Hidden(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "input" and told.get("type") == "hidden" and told.get("name"):
            self.found[str(told["name"])] = told.get("value") or ""


def hidden_in(page: HttpResponse) -> dict[str, str]:
    """What the forms of a page send along without asking, by name."""
    parser = _Hidden()
    parser.feed(page.content.decode())
    return parser.found


def channel(name: str = "", *, kind: str = "practice", known: bool = True, **more: object) -> Channel:
    """A channel as it stands once it was opened and, when `known`, its limits were read."""
    public_id = new_id("ch")
    secrets = {"token": "a-token-of-tests"} if kind == "practice" else {}
    values: dict[str, object] = {
        "settings": {"address": "http://127.0.0.1:9", "account": "council"} if kind == "practice" else {},
        "limits": LIMITS if known else {},
        "keeper": amy(),
        "opened_at": NOON,
    }
    made = Channel.objects.create(
        public_id=public_id,
        name=name or f"Channel {next(_NUMBERS)}",
        kind=kind,
        credentials=lock(secrets, channel_id=public_id, keys=in_use.KEYS),
        objective=Objective.SERVICE,
        rules_read_at=NOON,
        **(values | more),
    )
    fields = {"channel": public_id, "network": kind}
    with transaction.atomic():
        append(type="channel.opened", fields=fields, disclosed={"name": made.name}, on=NOON.date())
    return made


def post(on: Channel, text: str = BINS, *, account: str | None = "", **more: object) -> Post:
    """A post as listening stores it; `account` is a name of its own unless given, None is nobody in particular."""
    number = next(_NUMBERS)
    name = f"asker {number}" if account == "" else account
    author = None if name is None else Author.objects.get_or_create(channel=on, uid=name, defaults={"name": name})[0]
    values: dict[str, object] = {
        "uid": f"p{number}",
        "text": text,
        "masked_text": text,
        "language": "en",
        "same_wording": normalised_key(text),
        "heard_at": NOON - timedelta(hours=2) + timedelta(seconds=number % 3_000),
        "placed_at": NOON - timedelta(hours=1),
    }
    return Post.objects.create(channel=on, author=author, **(values | more))


def question(*posts: Post, at: datetime = NOON - timedelta(hours=1)) -> Question:
    """The question that these posts ask; without any, one post on a channel of its own."""
    asked = list(posts) or [post(channel())]
    tally = Tally()
    for one in asked:
        tally.add(one, urgent=False)
    with transaction.atomic():
        [made] = open_questions([Beginning(asked, tally)], at=at)
    Placing.objects.bulk_create(Placing(post=one, question=made, version="test", placed_at=at) for one in asked)
    return made


def answering(*posts: Post) -> Question:
    """A question that was triaged to be answered."""
    return triage_question(question=question(*posts), outcome=Outcome.ANSWER, by=lin(), at=NOON)


def saved(
    about: Question | None = None, text: str = ANSWER, *, by: Person | None = None, **words: object
) -> DraftVersion:
    """The next version of the question's draft, on top of the newest."""
    draft = open_draft(question=about or answering(), by=by or ada(), at=NOON)
    newest = draft.versions.order_by("-number").first()
    given = {"short_text": "", "sources": "", "language": "en"} | words
    return save_draft(draft=draft, based_on=newest.number if newest else 0, text=text, by=by or ada(), at=NOON, **given)


def reasons_for(version: DraftVersion) -> Mapping[str, str]:
    """A reason for each warning."""
    return {one["rule_id"]: "It has to be said so." for one in version.findings if one["severity"] == "warn"}


def handed_in(
    version: DraftVersion | None = None, *, by: Person | None = None, at: datetime = NOON, **route: Any
) -> Clearance:
    """`route` may say what is in the draft, as `hand_in` takes it; otherwise it is what the machine proposes."""
    version = version or saved()
    reasons = reasons_for(version)
    return hand_in(draft=version.draft, number=version.number, reasons=reasons, by=by or ada(), at=at, **route)


PLAIN = {"routes": ["factual"], "left_out": dict.fromkeys(["decision", "commitment", "new-policy"], "It is not so.")}
"""What an author says who takes none of what the checks saw to be in the draft."""


def answers_for(clearance: Clearance) -> Mapping[str, str]:
    """A few words to each question of the rules."""
    version = clearance.version
    asked = [one["rule_id"] for one in version.findings if one["severity"] == "ask"]
    return dict.fromkeys([*asked, *(one["rule_id"] for one in version.questions)], "Yes, I checked.")


def cleared(
    clearance: Clearance | None = None,
    *,
    by: Person | None = None,
    at: datetime = NOON,
    answered: Mapping[str, str] | None = None,
    place: SignedAs = ANYWHERE,
) -> Clearance:
    """One person's yes, given at once to what stands there; the last that a route demands clears it."""
    clearance = clearance or handed_in()
    _posts, _askers, seen = bind(clearance.version, cutoff=at)
    words = answers_for(clearance) if answered is None else answered
    return clear_draft(
        clearance=clearance, seen_hash=seen, cutoff=at, answered=words, note="", by=by or ben(), at=at, place=place
    )


def draft_of(about: Question) -> Draft:
    return Draft.objects.get(question=about)
