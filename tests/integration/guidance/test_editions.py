"""Editions of the body's own: drafted by one person, published by another, kept for good."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from answerable.accounts.models import Body
from answerable.desk.judge import judge_words
from answerable.errors import Refused
from answerable.guidance.in_force import edition_in_force, rules_in_force
from answerable.guidance.models import Edition, Proposal
from answerable.guidance.own_pack import OwnPack
from answerable.guidance.propose import (
    drop_proposal,
    make_stricter,
    next_own_id,
    open_proposal,
    put_rule,
    say_why,
    take_out,
)
from answerable.guidance.publish import changes_of, publish_edition
from answerable.guidance.rule_data import plain_rules, rules_from
from answerable.pure.ledger.entry import parse_entry
from answerable.pure.ledger.process import Process
from answerable.record.models import Disclosure, Entry
from tests.integration import factories as make
from tests.integration.guidance.made_rules import own_rule, proposed, published

pytestmark = pytest.mark.django_db


def book() -> object:
    return rules_in_force(Body.objects.get())


def test_a_rule_of_the_bodys_own_judges_from_its_edition_on() -> None:
    make.body()
    question = make.question()
    words = {"text": "Tarnbrook Borough answers.", "short_text": "", "sources": "", "language": "en"}
    before = judge_words(question=question, at=make.NOON, **words)
    edition = published()
    after = judge_words(question=question, at=make.NOON, **words)
    assert "OWN-01" not in {one["rule_id"] for one in before.findings}
    assert "OWN-01" in {one["rule_id"] for one in after.findings}
    assert after.rules_version == edition.version != before.rules_version


def test_an_edition_keeps_its_rules_author_publisher_and_sentence() -> None:
    make.body()
    edition = published()
    assert (edition.author, edition.publisher, edition.said) == (make.tom(), make.ben(), "Our new name.")
    assert edition.rule_count == len(edition.rules["rules"])
    assert rules_from(edition.rules).rule("OWN-01").sentence == own_rule()["sentence"]
    assert Proposal.objects.get().edition == edition


def test_what_was_kept_reads_as_it_was_written() -> None:
    make.body()
    kept = plain_rules(book())
    assert plain_rules(rules_from(kept)) == kept


def test_it_is_an_entry_of_the_record_with_both_people_and_the_sentence() -> None:
    make.body()
    published()
    entry = Entry.objects.filter(type="rule.edition").latest("pk")
    told = parse_entry(bytes(entry.raw))
    assert told["by"] != told["published_by"]
    assert Process().breaches(told) == []
    assert set(Disclosure.objects.filter(entry=entry).values_list("name", flat=True)) == {"name", "said"}


@pytest.mark.parametrize("training", [False, True])
def test_nobody_publishes_their_own_edition_even_in_training(training: bool) -> None:
    make.body(training=training)
    proposal = proposed()
    with pytest.raises(Refused, match="another person must publish it"):
        publish_edition(proposal=proposal, seen_at=proposal.changed_at, by=make.tom(), at=make.NOON)
    assert not Edition.objects.exists()


def test_the_database_refuses_an_edition_by_one_person() -> None:
    make.body()
    tom = make.tom()
    row = {"number": 1, "version": "x", "packs": [], "rule_count": 0, "published_at": make.NOON}
    with pytest.raises(IntegrityError, match="published_by_another_person"), transaction.atomic():
        Edition.objects.create(author=tom, publisher=tom, **row)
    with pytest.raises(IntegrityError, match="published_by_another_person"), transaction.atomic():
        Edition.objects.create(author=tom, **row)


def test_the_database_refuses_to_change_or_remove_an_edition() -> None:
    make.body()
    edition = published()
    for change in ("UPDATE guidance_edition SET said = 'x'", "DELETE FROM guidance_edition"):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert Edition.objects.get().said == edition.said


def test_the_database_keeps_a_proposal_with_its_author_and_what_was_published() -> None:
    make.body()
    edition, ben = published(), make.ben()
    other = open_proposal(by=ben, at=make.NOON)
    for change in ({"author": make.tom()}, {"state": "published", "edition": edition}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=other.pk).update(**change)
    with pytest.raises(IntegrityError, match="decided once"), transaction.atomic():
        Proposal.objects.filter(state="published").update(state="dropped", edition=None)


def test_only_its_author_changes_a_proposal() -> None:
    make.body()
    proposal, amy = proposed(), make.amy()
    for change in (
        lambda: put_rule(proposal=proposal, table=own_rule(), by=amy, at=make.NOON),
        lambda: make_stricter(proposal=proposal, rule_id="PLE-01", severity="block", by=amy, at=make.NOON),
        lambda: take_out(proposal=proposal, rule_id="OWN-01", by=amy, at=make.NOON),
        lambda: say_why(proposal=proposal, said="Mine.", by=amy, at=make.NOON),
    ):
        with pytest.raises(Refused, match="Only Tom changes this proposal"):
            change()
    with pytest.raises(Refused, match="Tom is drafting the next edition already"):
        open_proposal(by=amy, at=make.NOON)


def test_somebody_without_the_role_neither_drafts_nor_publishes() -> None:
    make.body()
    proposal = proposed()
    with pytest.raises(Refused, match="roles do not let you"):
        publish_edition(proposal=proposal, seen_at=proposal.changed_at, by=make.ada(), at=make.NOON)
    with pytest.raises(Refused, match="roles do not let you"):
        open_proposal(by=make.lin(), at=make.NOON)


def test_a_proposal_that_is_laid_aside_makes_way_for_another() -> None:
    make.body()
    proposal = proposed()
    drop_proposal(proposal=proposal, by=make.ben())
    assert open_proposal(by=make.amy(), at=make.NOON).author == make.amy()
    with pytest.raises(Refused, match="published or laid aside"):
        say_why(proposal=proposal, said="Late.", by=make.tom(), at=make.NOON)
    with pytest.raises(Refused, match="published or laid aside"):
        publish_edition(proposal=proposal, seen_at=proposal.changed_at, by=make.ben(), at=make.NOON)


def test_opening_again_finds_ones_own_proposal() -> None:
    make.body()
    assert open_proposal(by=make.tom(), at=make.NOON) == open_proposal(by=make.tom(), at=make.NOON)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"fails": [{"text": "Tarnbrook Council answers."}]}, "should fail, but it passes"),
        ({"passes": [{"text": "Tarnbrook Borough answers."}]}, "should pass, but it fails"),
    ],
)
def test_examples_are_run_before_it_is_published(more: dict[str, object], says: str) -> None:
    make.body()
    proposal = proposed(own_rule(**more))
    with pytest.raises(Refused, match=says):
        publish_edition(proposal=proposal, seen_at=proposal.changed_at, by=make.ben(), at=make.NOON)


def test_what_changed_while_it_was_read_is_not_published() -> None:
    make.body()
    proposal = proposed()
    seen_at = proposal.changed_at
    say_why(proposal=proposal, said="Something else.", by=make.tom(), at=make.NOON + timedelta(seconds=1))
    with pytest.raises(Refused, match="changed while you read it"):
        publish_edition(proposal=proposal, seen_at=seen_at, by=make.ben(), at=make.NOON)


def test_an_edition_without_a_sentence_or_a_change_is_refused() -> None:
    make.body()
    silent = proposed(said=" ")
    with pytest.raises(Refused, match="has not said in a sentence"):
        publish_edition(proposal=silent, seen_at=silent.changed_at, by=make.ben(), at=make.NOON)
    take_out(proposal=silent, rule_id="OWN-01", by=make.tom(), at=make.NOON)
    empty = say_why(proposal=silent, said="Nothing.", by=make.tom(), at=make.NOON)
    with pytest.raises(Refused, match="changes nothing"):
        publish_edition(proposal=empty, seen_at=empty.changed_at, by=make.ben(), at=make.NOON)


def test_a_shipped_rule_is_made_stricter_and_the_own_pack_decided_it() -> None:
    make.body()
    tom = make.tom()
    proposal = open_proposal(by=tom, at=make.NOON)
    make_stricter(proposal=proposal, rule_id="PLE-01", severity="block", by=tom, at=make.NOON)
    proposal = say_why(proposal=proposal, said="Short sentences only.", by=tom, at=make.NOON)
    assert [(one.rule_id, one.kind) for one in changes_of(proposal)] == [("PLE-01", "changed")]
    publish_edition(proposal=proposal, seen_at=proposal.changed_at, by=make.ben(), at=make.NOON)
    rule = book().rule("PLE-01")
    assert (rule.severity, rule.decided_by["severity"], rule.params["most"]) == ("block", "own", 25)
    assert len(rule.examples) > 1


@pytest.mark.parametrize(
    ("rule_id", "severity"),
    [
        ("PD-07", "warn"),
        ("PLE-01", "warn"),
        ("PLE-01", "worst"),
        ("PLE-05", "block"),
        ("SEC-01", "block"),
        ("Z-1", "warn"),
    ],
)
def test_no_rule_is_made_milder_and_none_that_a_person_decides_is_made_stricter(rule_id: str, severity: str) -> None:
    make.body()
    proposal = open_proposal(by=make.tom(), at=make.NOON)
    with pytest.raises(Refused, match="never milder"):
        make_stricter(proposal=proposal, rule_id=rule_id, severity=severity, by=make.tom(), at=make.NOON)


def test_only_a_rule_of_ones_own_is_retired_and_its_number_is_not_used_again() -> None:
    make.body()
    published()
    proposal = open_proposal(by=make.tom(), at=make.NOON)
    with pytest.raises(Refused, match="A shipped one stays"):
        take_out(proposal=proposal, rule_id="PD-07", by=make.tom(), at=make.NOON)
    take_out(proposal=proposal, rule_id="OWN-01", by=make.tom(), at=make.NOON)
    proposal = say_why(proposal=proposal, said="No longer needed.", by=make.tom(), at=make.NOON)
    publish_edition(proposal=proposal, seen_at=proposal.changed_at, by=make.ben(), at=make.NOON)
    assert "OWN-01" not in {rule.id for rule in book().rules}
    assert next_own_id(OwnPack()) == "OWN-02"


def test_rules_that_come_back_make_another_edition_and_the_newest_is_in_force() -> None:
    body = make.body()
    first = edition_in_force(at=make.NOON)
    published()
    type(body).objects.update(jurisdiction="ireland")
    irish = edition_in_force(at=make.NOON)
    assert irish.own == Edition.objects.get(number=2).own
    proposal = open_proposal(by=make.tom(), at=make.NOON)
    take_out(proposal=proposal, rule_id="OWN-01", by=make.tom(), at=make.NOON)
    proposal = say_why(proposal=proposal, said="Away with it.", by=make.tom(), at=make.NOON)
    publish_edition(proposal=proposal, seen_at=proposal.changed_at, by=make.ben(), at=make.NOON)
    type(body).objects.update(jurisdiction="uk-local")
    again = edition_in_force(at=make.NOON)
    assert (again.number, again.version) == (5, first.version)
    assert edition_in_force(at=make.NOON) == again
