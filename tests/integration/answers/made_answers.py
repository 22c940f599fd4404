"""A body with its people, a channel, and cleared answers to questions of any size: what these tests start from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from django.conf import settings as django_settings

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Role
from answerable.channels.credentials import lock
from answerable.channels.models import Channel
from answerable.channels.open import new_id
from answerable.desk.clear import bind
from answerable.desk.models import Clearance, Decision, Draft, DraftKind, DraftState, DraftVersion
from answerable.listening.models import Author, Post
from answerable.questions.models import Placing, Question, State

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LIMITS = {
    "text": {"unit": "codepoint", "most": 500, "most_bytes": None, "link_cost": None},
    "paces": [{"count": 300, "window_seconds": 60.0}],
    "source": "test",
    "checked_on": "2026-11-21",
}
_NUMBERS = count(1)


@dataclass
class People:
    author: Person
    clearer: Person
    stranger: Person


def people(*, training: bool = False) -> People:
    Body.objects.get_or_create(id=1, defaults={"name": "Town council", "set_up_at": NOON, "training": training})

    def person(name: str, *roles: str) -> Person:
        return Person.objects.filter(email=f"{name}@council.example").first() or _person(name, roles)

    return People(person("ada", Role.AUTHOR), person("ben", Role.CLEARER, Role.LISTENER), person("cy", Role.RECORDS))


def _person(name: str, roles: Sequence[str]) -> Person:
    person = Person(email=f"{name}@council.example", name=name.title(), roles=list(roles), joined_at=NOON)
    person.set_unusable_password()
    person.save()
    return person


def channel(
    keeper: Person,
    *,
    name: str = "",
    kind: str = "practice",
    address: str = "http://127.0.0.1:9",
    token: str = "t" * 20,
    settings: Mapping[str, str] | None = None,
    secrets: Mapping[str, str] | None = None,
    **more,
) -> Channel:
    public_id = new_id("ch")
    return Channel.objects.create(
        public_id=public_id,
        name=name or f"Channel {next(_NUMBERS)}",
        kind=kind,
        settings=settings or {"address": address, "account": "council"},
        credentials=lock(secrets or {"token": token}, channel_id=public_id, keys=django_settings.KEYS),
        objective="service",
        keeper=keeper,
        rules_read_at=NOON,
        opened_at=NOON,
        limits=more.pop("limits", LIMITS),
        **more,
    )


def posts(
    on: Channel, uids: Sequence[str], *, at: datetime = NOON, accounts: Sequence[str] | None = None
) -> list[Post]:
    """One post for each uid, each from an account of its own unless `accounts` say otherwise."""
    names = accounts or [f"account-of-{uid}" for uid in uids]
    Author.objects.bulk_create([Author(channel=on, uid=name) for name in set(names)], ignore_conflicts=True)
    authors = {author.uid: author for author in Author.objects.filter(channel=on, uid__in=set(names))}
    return Post.objects.bulk_create(
        Post(
            channel=on,
            uid=uid,
            author=authors[name],
            text="When are the bins collected?",
            masked_text="When are the bins collected?",
            language="en",
            same_wording="same",
            heard_at=at - timedelta(days=1) + timedelta(seconds=number),
        )
        for number, (uid, name) in enumerate(zip(uids, names, strict=True))
    )


def question(asked: Sequence[Post], *, state: str = State.CLEARING, at: datetime = NOON) -> Question:
    made = Question.objects.create(
        public_id=new_id("q"),
        title="When are the bins collected?",
        state=state,
        state_at=at,
        first_asked_at=at,
        last_asked_at=at,
        post_count=len(asked),
        asker_count=len(asked),
    )
    place(made, asked, at=at - timedelta(hours=1))
    return made


def place(where: Question, asked: Sequence[Post], *, at: datetime) -> None:
    Placing.objects.bulk_create(Placing(post=post, question=where, version="test", placed_at=at) for post in asked)


def cleared(  # noqa: PLR0913  a test names what matters to it
    who: People,
    about: Question,
    *,
    text: str = "The bins are collected on Tuesdays.",
    short_text: str = "",
    kind: str = DraftKind.ANSWER,
    number: int = 1,
    answer_id: str = "",
    at: datetime = NOON,
    clearer: Person | None = None,
) -> Clearance:
    """A draft as the desk leaves it behind once the second person has said yes."""
    draft = Draft.objects.create(
        question=about,
        kind=kind,
        answer_id=answer_id or new_id("an"),
        answer_version=number,
        opened_by=who.author,
        opened_at=at,
        state=DraftState.WRITING,
    )
    version = DraftVersion.objects.create(
        draft=draft,
        number=1,
        text=text,
        short_text=short_text,
        written_by=who.author,
        written_at=at,
        rules_version="0" * 64,
    )
    _posts, askers, bound = bind(version, cutoff=at)
    clearance = Clearance.objects.create(
        version=version,
        bound_hash=bound,
        cutoff_at=at,
        channel_ids=sorted({asker.channel.pk for asker in askers if not asker.reason}),
        asker_count=len(askers),
        asked_by=who.author,
        asked_at=at,
    )
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.CLEARING)
    clearance.decision, clearance.decided_by, clearance.decided_at = Decision.CLEARED, clearer or who.clearer, at
    clearance.training = Body.objects.get().training
    clearance.save()
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.CLEARED)
    return clearance
