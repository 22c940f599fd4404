"""The promise: whatever is held about a person is found when they ask, and gone when they are erased.

The first test walks every column of text that there is: a new one is refused until somebody says what it is. The others
walk the desk of the promise that nothing gets out, erase the person whose secrets were planted there, and search.
"""

from io import StringIO
from pathlib import Path

import django
import pytest

django.setup()  # pytest reads this file before pytest-django is ready when the folder is named on the command line

from django.apps import apps  # noqa: E402
from django.contrib.postgres.fields import ArrayField  # noqa: E402
from django.db import models  # noqa: E402

from answerable.accounts.roles import Role  # noqa: E402
from answerable.jobs import clock  # noqa: E402
from answerable.keeping.erase_person import erase_person, plan_erasure  # noqa: E402
from answerable.keeping.inventory import PARTS, Subject  # noqa: E402
from answerable.keeping.look_up import look_up  # noqa: E402
from answerable.keeping.mentions import PLACES, PUBLISHED  # noqa: E402
from answerable.keeping.models import Checked, PersonRequest, Wish  # noqa: E402
from answerable.keeping.open_request import check_identity, open_request  # noqa: E402
from answerable.listening.bring_in import import_from_command  # noqa: E402
from answerable.listening.collect import collect_due  # noqa: E402
from answerable.listening.models import Bookmark, Payload, Post  # noqa: E402
from answerable.listening.parse import parse_waiting  # noqa: E402
from answerable.networks.practice.server.running import Running  # noqa: E402
from answerable.pure.ledger.disclosure import parse_disclosure  # noqa: E402
from answerable.record.export.archive import export_zip  # noqa: E402
from answerable.record.models import Disclosure  # noqa: E402
from answerable.record.seal import seal  # noqa: E402
from answerable.record.verify import verify_archive  # noqa: E402
from tests.integration import factories as make  # noqa: E402
from tests.integration.factories import plain_static  # noqa: E402, F401  a fixture
from tests.spec.test_nothing_out_that_should_not_be import (  # noqa: E402
    EMAIL,
    HANDLE,
    LETTERS,
    NAME,
    NOTE,
    SECRETS,
    WORD,
    everything_said,  # noqa: F401  a fixture
    there,  # noqa: F401  a fixture
)
from tests.spec.test_the_database_holds_who_only_where_meant import _tables_with  # noqa: E402

NOBODYS = {
    "the body, its staff, its programs": "accounts.Body accounts.Person accounts.Program accounts.WayIn jobs.Heartbeat "
    "keeping.NightlyRule",
    "rules and what staff did with them": "guidance.Edition guidance.Proposal guidance.OwnList",
    "switches, about the body": "guidance.Switch desk.QuestionArea",
    "pictures by their hash; what they show is read beside each version": "desk.Picture",
    "our own accounts": "channels.Channel channels.Connection channels.Signature",
    "how far networks were read": "listening.Bookmark listening.StreamBookmark answers.Outlet answers.HubTold",
    "tokens, hashes, counts": "record.Tile record.Checkpoint record.Witness record.Watched questions.Space "
    "questions.PostVector answers.Answer answers.Audited answers.Suggestion answers.ClockMark desk.Draft",
    "names of messages, for a week": "listening.HookMessage",
    "keyed with a secret of the day": "listening.AskCount",
    "files, whose copies go once they are read; why a line was refused, never its words": "listening.FileImport "
    "listening.RejectedLine",
    "emptied when their person is erased": "keeping.PersonRequest",
    "the officer's own words about what is kept": "answers.Redaction keeping.Hold keeping.OwnPeriod "
    "keeping.DisposalRun keeping.RunPart "
    "keeping.InformationExport",
    "entries are tokens only; the texts beside them are read one by one": "record.Entry record.Disclosure",
}
TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, ArrayField)
TOKENS = {"public_id", "language", "text_hash", "rules_version", "rule_id", "bound_hash", "channel_ids", "writer_ids"}
TOKENS |= {"proposed", "routes", "seats", "switches"}
CODES = {("answers.OffRecord", "reason")}


@pytest.mark.django_db
def test_every_column_of_text_is_searched_or_is_about_nobody() -> None:
    theirs = {part.rows(Subject((), (), ())).model for part in PARTS}
    searched = {(model, column) for _title, model, columns in (*PLACES, *PUBLISHED) for column in columns}
    nobodys = {name for names in NOBODYS.values() for name in names.split()}
    missed = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("answerable") and model not in theirs and model._meta.label not in nobodys
        for field in model._meta.fields
        if isinstance(field, TEXT) and not field.choices and field.name not in TOKENS
        if (model, field.name) not in searched and (model._meta.label, field.name) not in CODES
    ]
    assert missed == []


def _erase_zeph() -> PersonRequest:
    make.person("Rita", Role.RECORDS)
    who = {"by": make.person("Rita", Role.RECORDS), "at": clock.now()}
    found = [one.account for one in look_up(f"{HANDLE}\n{NAME}\n{EMAIL}") if one.is_exact]
    assert len(found) == 3  # the network, the file, the form of our page
    request = open_request(
        wish=Wish.BOTH, given=f"{HANDLE}\n{NAME}\n{EMAIL}", accounts=found, received_on=clock.now().date(), **who
    )
    check_identity(request=request, how=Checked.CODE, note="", **who)
    plan = plan_erasure(request)
    assert plan.stays == ()
    return erase_person(request=request, seen_hash=plan.seen_hash, take_out=plan.identifiers, **who)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("everything_said")
def test_an_erased_person_is_in_no_table_and_does_not_come_back(there: Running, tmp_path: Path) -> None:  # noqa: F811
    assert {"listening_post", "listening_payload", "answers_delivery"} <= _tables_with(HANDLE, NAME, EMAIL)
    _erase_zeph()
    who = [secret for secret in SECRETS if secret not in {WORD, NOTE}]
    left = _tables_with(*who)
    assert left == set()

    Bookmark.objects.update(position="", due_at=clock.now())
    collect_due(at=clock.now())
    file = tmp_path / "again.csv"
    file.write_text(LETTERS, encoding="utf-8")
    import_from_command(file, "Letters", {"text": "words", "author": "who", "url": "link"}, StringIO().write)
    parse_waiting(at=clock.now(), limit=100)
    assert _tables_with(*who) == set()
    assert not Payload.objects.filter(content__contains=HANDLE).exists()
    assert Post.objects.filter(deleted_at=None).count() > 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("everything_said", "there")
def test_after_an_erasure_the_record_still_verifies_and_says_nothing_of_them(tmp_path: Path) -> None:
    request = _erase_zeph()
    seal(clock.now(), keys=tmp_path / "keys", origin="tarnbrook.example/record")
    archive = tmp_path / "record.zip"
    export_zip(archive)
    assert verify_archive(archive).good
    assert b"person.erased" in archive.read_bytes()
    assert request.public_id.encode() in archive.read_bytes()
    told = " ".join(parse_disclosure(one.encoded).value for one in Disclosure.objects.all())
    assert HANDLE not in told
    assert NAME not in told
