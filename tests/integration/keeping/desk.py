"""A desk with one person to ask about: Zeph, who wrote on two channels, was told, and is named elsewhere."""

from dataclasses import dataclass

from answerable.accounts.models import Person
from answerable.accounts.roles import Role
from answerable.answers.models import Delivery
from answerable.answers.plan import publish_cleared
from answerable.channels.models import Channel
from answerable.keeping.erase_person import Erasure, erase_person, plan_erasure
from answerable.keeping.models import Checked, PersonRequest, Wish
from answerable.keeping.open_request import check_identity, open_request
from answerable.listening.models import Author, Payload, Post
from answerable.questions.models import Question
from tests.integration import factories as make

HANDLE = "zephquill_81"


@dataclass
class Desk:
    square: Channel
    asked: Post
    other: Post
    about: Question


def rita() -> Person:
    return make.person("Rita", Role.RECORDS)


def zephs_desk() -> Desk:
    """Zeph and one other asked the same and were owed an answer; Zeph wrote once more, and nobody read it yet."""
    make.body()
    square = make.channel("Square")
    asked = make.post(square, make.BINS, account=HANDLE, uid="of-zeph", url="https://net.example/z")
    Payload.objects.create(
        channel=square,
        uid="of-zeph",
        content_hash="of what was told",
        content=f'{{"author": "{HANDLE}", "seen_by": "@carla_92 and c.carson@mail.example"}}',
        heard_at=make.NOON,
        parsed_at=make.NOON,
    )
    other = make.post(square, f"{make.BINS} @{HANDLE} asked that too", account="carla_92")
    make.post(square, f"Something else. I am {HANDLE}.", account=HANDLE)
    about = make.answering(asked, other)
    make.saved(about, text=f"{make.ANSWER} As we told {HANDLE}.")
    make.cleared(make.handed_in(make.saved(about)))
    publish_cleared(at=make.NOON)
    return Desk(square, asked, other, about)


def request_of(*accounts: str, wish: str = Wish.BOTH, checked: bool = True) -> PersonRequest:
    chosen = Author.objects.filter(uid__in=accounts or [HANDLE])
    made = open_request(
        wish=wish,
        given=HANDLE,
        accounts=list(chosen),
        received_on=make.NOON.date(),
        by=rita(),
        at=make.NOON,
    )
    if checked:
        check_identity(request=made, how=Checked.CODE, note="", by=rita(), at=make.NOON)
    made.refresh_from_db()
    return made


def erased(request: PersonRequest | None = None, *, take_out: bool = True) -> PersonRequest:
    request = request or request_of()
    plan: Erasure = plan_erasure(request)
    names = plan.identifiers if take_out else ()
    return erase_person(request=request, seen_hash=plan.seen_hash, take_out=names, by=rita(), at=make.NOON)


def deliveries_to(account: str) -> list[Delivery]:
    return list(Delivery.objects.filter(recipient=account))
