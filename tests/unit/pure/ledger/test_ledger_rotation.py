"""A reader who knows only a former key follows the entries by which each key names the next."""

import pytest
from made_archive import KEY, OTHER_KEY, archive_of, files_of, told_story, with_sums

from answerable.pure.ledger.audit import Audit
from answerable.pure.ledger.rotation import Rotation, SignedSize, key_digest, keys_reached
from answerable.pure.ledger.signing import WITH_LIBRARY, make_key
from answerable.pure.ledger.trust import Trust, write_trust

THIRD_KEY = make_key("answers.example/record", b"\x09" * 32)
OLD, NEW, THIRD = KEY.public, OTHER_KEY.public, THIRD_KEY.public
KNOWS_OLD = Trust((OLD,))


def rotated(former=OLD, key=NEW):
    story = told_story(2)
    return story.add("key.rotated", {"key": key_digest(key), "former": key_digest(former)})


def check(story, *, older, trust=KNOWS_OLD, offered=(NEW, OLD)):
    files = files_of(story, older=older, key=OTHER_KEY)
    files["trust.txt"] = write_trust([key.vkey for key in offered]).encode()
    return Audit(archive_of(with_sums(files)), trust, (), WITH_LIBRARY).run()


def test_an_entry_under_the_former_keys_signature_leads_to_the_new_key():
    story = rotated()
    report = check(story, older={len(story.entries): KEY})
    assert report.good
    assert "handed over to this one" in report.text


@pytest.mark.parametrize(
    ("story", "older"),
    [
        (rotated(), {}),
        (rotated(), {12: KEY}),
        (rotated(), {13: OTHER_KEY}),
        (rotated(former=THIRD), {13: KEY}),
        (rotated(key=THIRD), {13: KEY}),
        (told_story(3), {13: KEY}),
    ],
    ids=["never signed", "signed before it", "signed by the new key", "from another", "to another", "no entry"],
)
def test_a_new_key_that_the_former_one_did_not_name_is_not_believed(story, older):
    report = check(story, older=older)
    assert [step.title for step in report.steps if not step.passed] == ["Keys"]


def test_a_reader_who_knows_the_new_key_needs_no_entry():
    assert check(told_story(2), older={}, trust=Trust((NEW,))).good


def test_keys_are_followed_one_after_another():
    changes = [Rotation(20, key_digest(NEW), key_digest(THIRD)), Rotation(3, key_digest(OLD), key_digest(NEW))]
    signed = [SignedSize(30, (THIRD,)), SignedSize(21, (NEW, THIRD)), SignedSize(4, (OLD, NEW))]
    assert keys_reached([OLD], [NEW, THIRD], changes, signed) == (OLD, NEW, THIRD)


def test_a_key_that_nobody_offers_is_not_reached():
    signed = [SignedSize(4, (OLD,))]
    assert keys_reached([OLD], [], [Rotation(3, key_digest(OLD), key_digest(NEW))], signed) == (OLD,)
