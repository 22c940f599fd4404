"""The guidance's pages at the desk: acknowledging, commenting, drafting an edition and publishing it, as people do."""

from datetime import date

import pytest
from django.test import Client

from answerable.accounts.models import Person
from answerable.guidance.forms import OwnRuleForm, initial_of
from answerable.guidance.in_force import edition_in_force
from answerable.guidance.models import Acknowledgement, Edition, Proposal, RuleComment
from tests.integration import factories as make
from tests.integration.guidance.made_rules import own_rule, proposed, published

pytestmark = pytest.mark.django_db

NEXT = "/desk/guidance/next/"
FORM = {
    "sentence": "The old name is not used.",
    "principle": "open",
    "severity": "block",
    "check": "cues",
    "phrases": "Tarnbrook Borough\r\nthe old borough",
    "message": "“{words}” is our old name. Write Tarnbrook Council.",
    "settings": "",
    "question": "",
    "networks": "",
    "source_what": "Decision of the council",
    "source_address": "https://tarnbrook.example/name",
    "review_on": "2027-05-01",
    "passes": "Tarnbrook Council answers.",
    "fails": "Tarnbrook Borough answers.\r\n\r\nThe old borough\r\nanswers.",
}


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def keeper(who: Person | None = None) -> Client:
    return make.signed_in(who or make.tom())


def test_whoever_works_here_reads_the_edition_and_says_so_once() -> None:
    make.body()
    edition_in_force(at=make.NOON)
    lin = make.signed_in(make.lin())
    assert "I have read this edition" in page(lin, "/desk/guidance/")
    for _ in range(2):
        assert lin.post("/desk/guidance/read/", {"number": "1"}).status_code == 302
    assert Acknowledgement.objects.get().person == make.lin()
    told = page(keeper(), "/desk/guidance/")
    assert told.index("Who has read it") < told.index("Lin (") < told.index("Who has not") < told.rindex("Tom")


@pytest.mark.parametrize("number", ["1", "9", "x", "", "٣", "9" * 40])
def test_an_older_or_unknown_edition_is_acknowledged_no_more(number: str) -> None:
    make.body()
    edition_in_force(at=make.NOON)
    published()
    answer = make.signed_in(make.lin()).post("/desk/guidance/read/", {"number": number})
    assert answer.status_code == 409
    assert not Acknowledgement.objects.exists()


def test_a_comment_reaches_whoever_drafted_the_edition_and_is_answered_once() -> None:
    make.body()
    published()
    lin, tom = make.signed_in(make.lin()), keeper()
    assert lin.post("/desk/guidance/rules/OWN-01/", {"words": "The museum keeps the old name."}).status_code == 302
    told = page(tom, "/desk/guidance/comments/")
    assert "The museum keeps the old name." in told
    assert "(you drafted it)" in told
    comment = RuleComment.objects.get()
    assert tom.post(f"/desk/guidance/comments/{comment.pk}/", {"words": "True: it will be let be."}).status_code == 302
    assert tom.post(f"/desk/guidance/comments/{comment.pk}/", {"words": "Again."}).status_code == 422
    assert "Tom answers:" in page(lin, "/desk/guidance/rules/OWN-01/")


@pytest.mark.parametrize("words", ["", "  ", "x" * 2_001])
def test_an_empty_or_endless_comment_is_not_kept(words: str) -> None:
    make.body()
    answer = make.signed_in(make.lin()).post("/desk/guidance/rules/PD-07/", {"words": words})
    assert answer.status_code == 422
    assert not RuleComment.objects.exists()


def test_there_is_no_page_for_a_rule_that_is_not_there() -> None:
    make.body()
    assert make.signed_in(make.lin()).get("/desk/guidance/rules/Z-99/").status_code == 404


def test_one_person_drafts_in_the_pages_and_another_publishes() -> None:
    make.body()
    tom, ben = keeper(), keeper(make.ben())
    assert tom.post(NEXT + "begin/")["Location"] == NEXT
    assert tom.post(NEXT + "rules/", FORM).status_code == 302
    assert tom.post(NEXT + "rules/PLE-01/stricter/", {"severity": "block"}).status_code == 302
    assert tom.post(NEXT, {"said": "Our new name, and short sentences."}).status_code == 302
    mine, theirs = page(tom, NEXT), page(ben, NEXT)
    assert "Publish this edition" not in mine
    assert "Publish this edition" in theirs
    for words in ("OWN-01", "Tarnbrook Borough, the old borough", "Decision of the council", "The old borough"):
        assert words in theirs
    assert "Take it out" in mine
    assert "Take it out" not in theirs
    assert tom.post(NEXT + "publish/", make.hidden_in(ben.get(NEXT))).status_code == 409
    assert ben.post(NEXT + "publish/", make.hidden_in(ben.get(NEXT))).status_code == 302
    edition = Edition.objects.get()
    assert [one["text"] for one in edition.own["rules"][0]["fails"]] == FORM["fails"].replace("\r", "").split("\n\n")
    assert edition.own["stricter"] == {"PLE-01": "block"}
    assert ben.get(NEXT).status_code == 302
    assert "Our new name, and short sentences." in page(tom, "/desk/guidance/")


def test_a_rule_in_the_proposal_is_changed_and_taken_out_again() -> None:
    make.body()
    proposed(own_rule(question="Is it so?", scope=["social", "public"], networks=["x"]))
    tom = keeper()
    shown = page(tom, NEXT + "rules/OWN-01/")
    assert "Tarnbrook Borough answers." in shown
    assert tom.post(NEXT + "rules/OWN-01/", FORM | {"sentence": "Changed."}).status_code == 302
    assert Proposal.objects.get().own["rules"][0]["sentence"] == "Changed."
    assert tom.post(NEXT + "rules/OWN-01/out/").status_code == 302
    assert Proposal.objects.get().own["rules"] == []
    assert tom.get(NEXT + "rules/OWN-01/").status_code == 404


def test_a_rule_with_settings_comes_back_as_it_was_written() -> None:
    make.body()
    settings = 'instead = { "leverage" = "use", "say \\"x\\"" = "" }\r\nliteral = ["a", "b"]'
    tom = keeper()
    tom.post(NEXT + "begin/")
    given = FORM | {"check": "avoided words", "settings": settings, "fails": "We leverage it.", "passes": "We use it."}
    assert tom.post(NEXT + "rules/", given).status_code == 302
    table = Proposal.objects.get().own["rules"][0]
    again = OwnRuleForm(initial_of(table))
    assert again.is_valid(), again.errors
    assert again.table("OWN-01", today=date.fromisoformat(table["source"]["noted_on"])) == table


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"message": "{words.__class__}."}, "must be a sentence"),
        ({"check": "sentence length", "settings": "most = "}, "cannot be read"),
        ({"check": "sentence length", "settings": "colour = 1\nmost = 2"}, "no check has a setting"),
        ({"check": "sentence length"}, "needs “most”"),
        ({"check": ""}, "neither a check nor a question"),
        ({"source_address": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"fails": ""}, "Answers that fail"),
        ({"severity": "ask"}, "it asks, but has no question"),
        ({"review_on": "soon"}, "Enter a valid date"),
    ],
)
def test_a_rule_nobody_could_stand_behind_is_shown_again_with_what_to_mend(more: dict[str, str], says: str) -> None:
    make.body()
    tom = keeper()
    tom.post(NEXT + "begin/")
    answer = tom.post(NEXT + "rules/", FORM | more)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Proposal.objects.get().own["rules"] == []


def test_examples_that_do_not_hold_are_told_before_anybody_can_publish() -> None:
    make.body()
    proposed(own_rule(fails=[{"text": "Nothing wrong."}]))
    told = page(keeper(make.ben()), NEXT)
    assert "should fail, but it passes" in told
    assert "Publish this edition" not in told


def test_rules_past_their_review_day_are_shown_to_those_who_keep_the_guidance() -> None:
    make.body()
    published(own_rule(review_on="2025-01-01"))
    assert "The review day of these rules has passed" in page(keeper(), "/desk/guidance/")
    assert "The review day of these rules has passed" not in page(make.signed_in(make.lin()), "/desk/guidance/")


@pytest.mark.parametrize("sent", [{}, {"seen_at": "yesterday"}, {"seen_at": "2025-06-02"}])
def test_publishing_what_was_not_read_is_refused(sent: dict[str, str]) -> None:
    make.body()
    proposed()
    assert keeper(make.ben()).post(NEXT + "publish/", sent).status_code == 409
    assert not Edition.objects.exists()


def test_without_a_proposal_there_is_nothing_to_publish_or_change() -> None:
    make.body()
    for address in ("publish/", "drop/", "rules/", "rules/PLE-01/stricter/", "rules/OWN-01/out/"):
        assert keeper().post(NEXT + address, {"seen_at": "2025-06-02T12:00:00+00:00"}).status_code == 409, address
