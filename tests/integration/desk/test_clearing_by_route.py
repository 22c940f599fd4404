"""What is in a draft decides who must clear it: the machine proposes, the author says, the database counts."""

import pytest

from answerable.desk.clear import want_changes
from answerable.desk.models import Clearance, Decision, RouteNeed, Signature
from answerable.desk.need_route import end_need, need_route
from answerable.desk.places import SignedAs
from answerable.desk.propose_route import is_crisis, propose_routes
from answerable.desk.routes import Route
from answerable.errors import Refused
from answerable.guidance.in_force import rules_in_force
from answerable.record.models import Entry
from tests.integration import factories as make
from tests.integration.guidance.made_switches import ended, started

pytestmark = pytest.mark.django_db
NOON = make.NOON
DECIDED = "The pool is closed on Mondays. The decision is on our website."
PROMISED = "We will open the pool by the end of March."
COURT = "A man was arrested at the pool. It is closed today."
AUTHORITY = SignedAs(words="Cabinet, 3 May")


def waiting(text: str = make.ANSWER, **route: object) -> Clearance:
    return make.handed_in(make.saved(text=text), **route)


def signed(clearance: Clearance, seat: str, words: str = "") -> Clearance:
    return make.cleared(clearance, by=make.officer(seat), place=SignedAs(seat, words))


# what the machine sees


@pytest.mark.parametrize(
    ("text", "routes"),
    [(make.ANSWER, ["factual"]), (DECIDED, ["decision"]), (PROMISED, ["commitment"]), (COURT, ["legal"])],
)
def test_the_words_propose_their_route(text: str, routes: list[str]) -> None:
    assert waiting(text).routes == routes


def test_new_policy_is_seen_where_parliament_is_told_first() -> None:
    body = make.body()
    body.jurisdiction = "uk-central"
    body.save()
    assert waiting("There is a new fund of £40 million for pools.").routes == [Route.POLICY]


def test_what_legal_must_see_cannot_be_left_out_but_is_no_dead_end() -> None:
    assert waiting(COURT, routes=["factual"], left_out={"legal": "It is not so."}).routes == [Route.LEGAL]


def test_a_lower_route_needs_a_reason_that_everyone_reads() -> None:
    with pytest.raises(Refused, match="see more in the draft than you say"):
        waiting(PROMISED, routes=["factual"], left_out={"commitment": " "})
    clearance = make.handed_in(make.saved(text=PROMISED), routes=[], left_out={"commitment": "Published in May."})
    assert (clearance.routes, clearance.left_out) == (["factual"], {"commitment": "Published in May."})
    page = make.signed_in(make.ben()).get(f"/desk/questions/{clearance.version.draft.question.public_id}/clear/")
    assert "Published in May." in page.content.decode()


def test_a_higher_route_needs_none() -> None:
    assert waiting(routes=["decision", "legal"]).routes == ["decision", "legal"]


def test_a_route_of_no_list_is_refused() -> None:
    with pytest.raises(Refused, match="from the list"):
        waiting(routes=["short-cut"])


# who signs


def test_a_decision_is_cleared_by_a_second_person_and_the_topic_owner() -> None:
    clearance = signed(waiting(DECIDED), "second")
    assert clearance.decision == Decision.WAITING
    done = signed(clearance, "topic_owner")
    assert (done.decision, done.decided_by) == (Decision.CLEARED, make.tom())
    assert list(Entry.objects.filter(type__startswith="answer.").order_by("pk").values_list("type", flat=True)) == [
        *("answer.drafted", "answer.signed", "answer.cleared")
    ]


def test_nobody_signs_twice() -> None:
    clearance = signed(waiting(DECIDED), "topic_owner")
    with pytest.raises(Refused, match="signed this already"):
        make.cleared(clearance, by=make.tom(), place=SignedAs("second"))


def test_who_is_not_asked_cannot_sign() -> None:
    with pytest.raises(Refused, match="needs the legal adviser"):
        make.cleared(waiting(COURT), by=make.ben())
    with pytest.raises(Refused, match="needs the press office"):
        signed(waiting(routes=["new-policy"]), "private_office")


def test_a_promise_names_its_authority() -> None:
    clearance = waiting(PROMISED)
    with pytest.raises(Refused, match="By what authority"):
        signed(clearance, "topic_owner", " ")
    assert make.cleared(clearance, by=make.tom(), place=AUTHORITY).decision == Decision.CLEARED
    assert Signature.objects.get().words == "Cabinet, 3 May"


def test_new_policy_goes_to_the_press_office_and_then_to_the_private_office() -> None:
    clearance = signed(waiting(routes=["new-policy"]), "press")
    assert signed(clearance, "private_office").decision == Decision.CLEARED


def test_what_the_first_answered_the_next_need_not_answer_again() -> None:
    clearance = signed(waiting(DECIDED), "second")
    done = make.cleared(clearance, by=make.tom(), answered={})
    assert done.answered == make.answers_for(clearance)


def test_everyone_signs_the_same_people() -> None:
    post = make.post(make.channel())
    clearance = make.handed_in(make.saved(make.answering(post), DECIDED))
    signed(clearance, "second")
    type(post).objects.filter(pk=post.pk).update(edited_at=NOON)
    with pytest.raises(Refused, match="changed since Ben signed"):
        signed(clearance, "topic_owner")


def test_after_changes_everybody_signs_anew() -> None:
    clearance = signed(waiting(DECIDED), "second")
    want_changes(clearance=clearance, note="Say when.", by=make.tom(), at=NOON)
    about = clearance.version.draft.question
    about.refresh_from_db()
    again = signed(make.handed_in(make.saved(about, DECIDED + " It opens at 9.")), "topic_owner")
    assert again.decision == Decision.WAITING


# words that stand


def standing(text: str = PROMISED) -> Clearance:
    clearance = waiting(text)
    return make.cleared(clearance, by=make.tom(), place=AUTHORITY)


def test_words_that_stand_already_need_one_second_person() -> None:
    standing()
    clearance = waiting(PROMISED)
    assert clearance.routes == [Route.REUSE]
    assert make.cleared(clearance).decision == Decision.CLEARED


def test_one_word_more_and_it_is_no_reuse() -> None:
    standing()
    with pytest.raises(Refused, match="standing answer"):
        waiting(PROMISED + " Really.", routes=["reuse", "commitment"])


def test_words_cleared_in_training_do_not_stand_in_earnest() -> None:
    make.body(training=True)
    standing()
    make.body(training=False)
    assert waiting(PROMISED).routes == [Route.COMMITMENT]


# what switches demand


def test_a_switch_calls_back_what_waits_and_says_why() -> None:
    clearance = waiting()
    need_route(draft=clearance.version.draft, route=Route.ELECTION, why="Elections are on 3 May.", at=NOON)
    clearance.refresh_from_db()
    assert (clearance.decision, "Elections are on 3 May." in clearance.note) == (Decision.VOID, True)
    again = make.handed_in(clearance.version, routes=[])
    assert again.routes == [Route.ELECTION]
    assert signed(again, "propriety").decision == Decision.CLEARED


def test_a_need_is_said_once_and_ends() -> None:
    draft = make.saved().draft
    for _ in range(2):
        need_route(draft=draft, route=Route.ELECTION, why="Elections.", at=NOON)
    assert RouteNeed.objects.count() == 1
    end_need(draft=draft, route=Route.ELECTION, at=NOON)
    assert make.handed_in(draft.versions.get()).routes == [Route.FACTUAL]


def test_a_crisis_lead_alone_clears_agreed_lines_in_a_declared_crisis() -> None:
    version = make.saved(text=PROMISED)
    with pytest.raises(Refused, match="no crisis was declared"):
        make.handed_in(version, routes=["crisis"])
    need_route(draft=version.draft, route=Route.CRISIS, why="Flood at Mill Lane.", at=NOON)
    clearance = make.handed_in(version)
    with pytest.raises(Refused, match="agreed lines"):
        signed(clearance, "crisis_lead")
    assert signed(clearance, "crisis_lead", "Lines 3, 2 June").decision == Decision.CLEARED


def test_while_a_crisis_is_on_its_lines_may_go_by_its_lead_and_other_drafts_their_own_way() -> None:
    started("crisis", title="Flood")
    version = make.saved(text=PROMISED)
    clearance = make.handed_in(version, routes=["crisis"])
    assert clearance.routes == [Route.CRISIS]
    assert signed(clearance, "crisis_lead", "Lines 3, 2 June").decision == Decision.CLEARED
    other = make.handed_in(make.saved(make.answering()))
    assert Route.CRISIS not in other.routes


def test_once_the_crisis_is_over_its_lead_alone_clears_nothing() -> None:
    switch = started("crisis", title="Flood")
    clearance = make.handed_in(make.saved(text=PROMISED), routes=["crisis"])
    assert is_crisis(clearance.version)
    ended(switch, at=NOON)
    assert not is_crisis(clearance.version)
    with pytest.raises(Refused, match="needs another route"):
        signed(clearance, "crisis_lead", "Lines 3, 2 June")


def test_the_proposal_says_which_words_it_saw() -> None:
    rules = rules_in_force(make.body())
    proposal = propose_routes(make.saved(text=DECIDED), rules)
    assert "The decision" in " ".join(proposal.because[Route.DECISION])
