"""The promise: personal data is masked in every list and export of the desk.

Identifiers of every kind are planted in posts, in the accounts that wrote them, and in what people and mail servers
say of them. Then every address of the desk is asked for by somebody with every role. Only the pages of a single post,
where somebody works on it, show it whole.
"""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from answerable.accounts.roles import Role
from answerable.answers.models import Attempt, Delivery, DeliveryState
from answerable.answers.plan import publish_cleared
from answerable.channels.models import Channel
from answerable.desk.hand_over import hand_over
from answerable.desk.models import Clearance
from answerable.guidance.models import Switch
from answerable.jobs import clock
from answerable.listening.models import FileImport, Post, PostSign
from answerable.listening.words import words_of
from answerable.pure.text.personal_data import MASKS, find_personal_data
from answerable.questions.models import How, Placing, Question
from tests.integration import factories as make
from tests.integration.factories import plain_static  # noqa: F401  a fixture
from tests.integration.guidance.made_switches import started
from tests.spec.test_nobody_in_who_does_not_belong import _patterns, get_resolver

pytestmark = pytest.mark.django_db
EMAIL, PHONE, CALLER = "anna.planted@example.com", "07700 900456", "07700 900789"
IDENTIFIERS = {
    "email": EMAIL,
    "phone": PHONE,
    "national insurance number": "AB 12 34 56 C",
    "NHS number": "943 476 5919",
    "PPS number": "1234567FA",
    "payment card": "4111 1111 1111 1111",
    "bank account": "GB82 WEST 1234 5698 7654 32",
    "postcode": "LS6 3PX",
    "Eircode": "D6W XY00",
}
WORDS = (
    "My bins are not collected. Write to {email} or ring {phone}. My National Insurance number is "
    "{national insurance number}, my NHS number {NHS number}, my PPS number {PPS number}, my card {payment card}, "
    "my account {bank account}. I live at {postcode}, before at Eircode {Eircode}."
)
TEXT = re.sub(r"{([^}]+)}", lambda found: IDENTIFIERS[found[1]], WORDS)
SECRETS = [*IDENTIFIERS.values(), CALLER]
WHOLE = {"listening:post", "desk:risk", "desk:signs", "answers:task"}
"""Pages of one post or one person, for whoever works on them."""


@pytest.fixture
def everyone() -> Client:
    """A desk in the middle of its day, and somebody who may do everything there."""
    make.body()
    mail, line = (
        make.channel("Mail", kind="email", settings={}),
        make.channel("Line", kind="hand", settings={"network": "phone"}),
    )
    about = _answered(mail)
    _held(about)
    planted(mail, account="late.asker@example.com")
    late = planted(mail, account=EMAIL, uid="late-2")
    Placing.objects.create(post=late, question=about, version="test", placed_at=clock.now(), how=How.PERSON)
    make.question(planted(line, account=CALLER), planted(line, account=CALLER))
    request = planted(mail, account=EMAIL, uid="foi-1")
    for kind, post in (("foi", request), ("risk", planted(mail, account=EMAIL, uid="risk-1"))):
        PostSign.objects.create(post=post, kind=kind, places=[["names_the_act", 0, 3]], version=1, found_at=make.NOON)
    other = planted(mail, account=EMAIL, uid="foi-2")
    hand_over(post=other, process="foi", note=f"Ring {PHONE}.", also_answered=False, by=make.lin(), at=make.NOON)
    started("crisis")
    return make.signed_in(make.person("Everyone", *Role))


def planted(on: Channel, *, account: str, **more: object) -> Post:
    words = words_of(TEXT, claimed="en")
    return make.post(on, TEXT, account=account, **({"masked_text": words.masked_text} | more))


def _answered(mail: Channel) -> Question:
    about = make.answering(planted(mail, account=EMAIL), planted(mail, account="second@example.com"))
    make.cleared(make.handed_in(make.saved(about)))
    publish_cleared(at=make.NOON)
    return about


def _held(about: Question) -> None:
    first = Delivery.objects.filter(version__answer__question=about).first()
    assert first is not None
    why = f"550 5.1.1 <{EMAIL}> unknown"
    Attempt.objects.create(delivery=first, fence=0, at=make.NOON, outcome="unclear", detail=why)
    Delivery.objects.filter(pk=first.pk).update(state=DeliveryState.HELD, why=why)


def _addresses() -> set[str]:
    """Every address of the desk with what there is in the place of each of its parts."""
    names = [
        *Question.objects.values_list("public_id", flat=True),
        *Channel.objects.values_list("public_id", flat=True),
    ]
    names += Switch.objects.values_list("public_id", flat=True)
    numbers = {
        *Post.objects.values_list("pk", flat=True),
        *Delivery.objects.values_list("pk", flat=True),
        *Clearance.objects.values_list("pk", flat=True),
        *FileImport.objects.values_list("pk", flat=True),
    }
    found = set()
    for route, pattern in _patterns(get_resolver()):
        if not route.startswith("desk/") or any(one.endswith(f":{pattern.name}") for one in WHOLE):
            continue
        parts = re.findall(r"<(\w+):\w+>", route)
        values = [] if not parts else names if parts[0] == "slug" else [*map(str, numbers)] if parts[0] == "int" else []
        found |= {"/" + re.sub(r"<\w+:\w+>", value, route) for value in values} if parts else {"/" + route}
    return found


def seen(browser: Client, address: str) -> str:
    answer = browser.get(address)
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode() if answer.status_code == 200 else ""


def test_the_planted_text_holds_an_identifier_of_each_kind_and_the_mask_finds_them() -> None:
    kinds = {span.kind for span in find_personal_data(TEXT)}
    assert set(IDENTIFIERS) <= kinds
    assert set(IDENTIFIERS) <= set(MASKS)


def test_no_list_of_the_desk_shows_an_identifier(everyone: Client) -> None:
    shown = {address: seen(everyone, address) for address in sorted(_addresses())}
    assert len([page for page in shown.values() if page]) > 50
    pages = "\n".join(shown.values())
    assert pages.count("[email address]") > 5
    assert {
        address: found for address, page in shown.items() if (found := [one for one in SECRETS if one in page])
    } == {}


def test_the_page_of_one_post_shows_it_whole_to_whoever_works_on_it(everyone: Client) -> None:
    post = Post.objects.filter(author__uid=EMAIL).first()
    assert post is not None
    page = seen(everyone, f"/desk/posts/{post.pk}/")
    assert EMAIL in page
    assert PHONE in page


def test_a_thread_beside_a_post_is_masked(everyone: Client) -> None:
    mail = Channel.objects.get(name="Mail")
    first = make.post(mail, "Hello", account="x@example.com", root_uid="thread")
    planted(mail, account=EMAIL, root_uid="thread")
    page = seen(everyone, f"/desk/posts/{first.pk}/")
    assert "My bins are not collected" in page
    assert [one for one in SECRETS if one in page] == []


def test_neither_the_preview_of_a_file_nor_its_rejected_lines_show_one(everyone: Client, tmp_path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    rows = io.StringIO()
    rows.write(f'who,words\n{EMAIL},"{TEXT}"\n')
    sent = {
        "file": SimpleUploadedFile("letters.csv", rows.getvalue().encode()),
        "channel": str(make.channel("Letters", kind="file").pk),
    }
    answer = everyone.post("/desk/posts/bring-in/", sent)
    assert answer.status_code == 302, re.findall(r"error[^<]*<[^<]*", answer.content.decode())[:5]
    page = seen(everyone, answer.headers["Location"])
    assert "[email address]" in page
    assert [one for one in SECRETS if one in page] == []
    number = FileImport.objects.get().pk
    assert [one for one in SECRETS if one in seen(everyone, f"/desk/posts/bring-in/{number}/rejected.csv")] == []


def test_a_handle_stays_readable_so_that_people_know_whose_post_it_is() -> None:
    make.body()
    square = make.channel("Square", kind="mastodon", settings={})
    make.question(make.post(square, "When are the bins collected?", account="anna@social.example"))
    browser = make.signed_in(make.lin())
    assert "anna@social.example" in seen(browser, "/desk/posts/")
