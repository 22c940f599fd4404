"""A desk full of people, any order of acts, real PostgreSQL: what is published, others cleared word for word.

Who they are, and how many, is what the route of the draft demands: its table stands here a second time, by hand.

Twenty lives in each run; as many as you like by `ANSWERABLE_TEST_LIVES=10000 pytest tests/property/test_clearing.py`.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from answerable.accounts.models import Person
from answerable.accounts.roles import Role
from answerable.answers.correct import open_correction
from answerable.answers.models import Answer, AnswerVersion
from answerable.answers.plan import publish_cleared
from answerable.desk.clear import bind, clear_draft, take_back, want_changes
from answerable.desk.hand_in import hand_in
from answerable.desk.models import Clearance, Decision, Draft, DraftKind, DraftState, DraftVersion, Signature
from answerable.desk.need_route import end_need, need_route
from answerable.desk.places import SignedAs
from answerable.desk.routes import Route, open_seats
from answerable.desk.triage import reopen_question, triage_question
from answerable.desk.write import drop_draft, open_draft, save_draft, words_of
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.questions.models import Outcome, Placing, Question
from tests.integration import factories as make

pytestmark = pytest.mark.django_db

LIVES = int(os.environ.get("ANSWERABLE_TEST_LIVES", "20"))
WORDS = [
    "The bins are collected one day later than usual in that week.",
    "We will collect the bins two days later than usual. The decision is on our website.",
    "The bins are collected later, because a man was arrested at the depot.",
]
ACTS = (
    *("triage", "reopen", "save", "save", "hand in", "hand in", "clear what was seen before"),
    *("clear", "clear", "clear", "clear", "clear", "clear"),
    *("send back", "take back", "drop", "publish", "publish", "correct", "edit a post", "a post joins"),
    *("write over saved words", "clear by hand", "mark as cleared", "change who cleared"),
    *("sign in some place", "sign by hand", "lower the route by hand", "turn a switch", "turn a switch back"),
)
DEMANDED = {
    "reuse": {"second"},
    "factual": {"second"},
    "decision": {"second", "topic_owner"},
    "commitment": {"topic_owner"},
    "new-policy": {"press", "private_office"},
    "election": {"propriety"},
    "legal": {"legal"},
    "crisis": {"crisis_lead"},
}
ROLES = {seat: {seat} for seat in ("topic_owner", "propriety", "legal", "press", "private_office", "crisis_lead")}
ROLES["second"] = {"clearer", "topic_owner"}
LINES = SignedAs(words="Cabinet, 3 May")
SWITCHES = (Route.ELECTION, Route.CRISIS, Route.ELECTION)
SAID = ([], ["factual"], ["decision"], ["commitment"], ["new-policy"], ["legal", "decision"], ["crisis"], ["reuse"])


class Desk:
    """One question, its people, and what each clearer had before their eyes when they said yes."""

    def __init__(self) -> None:
        make.body()
        self.square = make.channel()
        self.about = make.question(make.post(self.square), make.post(self.square))
        self.people = [make.lin(), make.ada(), make.ben(), make.tom(), make.officer("propriety")]
        self.people += [make.officer(seat) for seat in ("legal", "press", "private_office", "crisis_lead")]
        self.people += [make.person("Dan", Role.CLEARER, Role.AUTHOR), make.person("Eve", *Role)]
        self.at = self.cutoff = make.NOON
        self.seen: dict[int, tuple[str, str]] = {}
        self.agreed: dict[int, tuple[Person, dict[str, str]]] = {}

    def act(self, name: str, who: int, choice: int) -> None:
        """Does it, or is told why not; both are fine."""
        self.at += timedelta(seconds=1)
        self.about = Question.objects.get(pk=self.about.pk)
        step: Callable[[Person, int], object] = getattr(self, "_" + name.replace(" ", "_"))
        with suppress(Refused, DatabaseError), transaction.atomic():
            step(self.people[who], choice)

    def draft(self) -> Draft | None:
        open_states = [DraftState.WRITING, DraftState.CLEARING]
        return Draft.objects.filter(question=self.about, state__in=open_states).select_related("question").first()

    def waiting(self) -> Clearance | None:
        rows = Clearance.objects.filter(version__draft__question=self.about, decision=Decision.WAITING)
        return rows.select_related("version__draft__question").first()

    def _triage(self, who: Person, choice: int) -> None:
        outcome = (Outcome.ANSWER, Outcome.ANSWER, Outcome.NOTED)[choice]
        triage_question(question=self.about, outcome=outcome, note="Heard", by=who, at=self.at)

    def _reopen(self, who: Person, _choice: int) -> None:
        reopen_question(question=self.about, by=who, at=self.at)

    def _save(self, who: Person, choice: int) -> None:
        draft = self.draft() or open_draft(question=self.about, by=who, at=self.at)
        newest = draft.versions.order_by("-number").first()
        words = {"text": WORDS[choice], "short_text": "", "sources": "", "language": "en"}
        save_draft(draft=draft, based_on=newest.number if newest else 0, by=who, at=self.at, **words)

    def _hand_in(self, who: Person, choice: int) -> None:
        draft = self.draft()
        newest = draft.versions.order_by("-number").first() if draft else None
        if draft and newest:
            said = (None, *SAID)[(choice * 3 + who.pk) % (len(SAID) + 1)]
            left_out = {} if choice == 1 else dict.fromkeys(["decision", "commitment", "legal"], "It is not so.")
            given = {"reasons": make.reasons_for(newest), "routes": said, "left_out": left_out}
            hand_in(draft=draft, number=newest.number, by=who, at=self.at, **given)

    def _look(self, clearance: Clearance) -> str:
        """What the page would send back; remembered, so that it can be sent when it is old."""
        first = clearance.signatures.order_by("pk").first()
        self.cutoff = first.cutoff_at if first else self.at
        _posts, _askers, bound = bind(clearance.version, cutoff=self.cutoff)
        self.seen[clearance.pk] = (bound, self.at.isoformat())
        return bound

    def _clear(self, who: Person, choice: int) -> None:
        """Whoever it is may try; most of the time somebody whose turn it is."""
        if clearance := self.waiting():
            signed = clearance.signatures.values_list("seat", flat=True)
            turn = [seat.value for seat in open_seats(clearance.routes, signed)] if choice else []
            asked = [one for one in self.people if turn and set(one.roles) & ROLES[turn[0]]]
            self._say_yes(clearance, self._look(clearance), asked[who.pk % len(asked)] if asked else who)

    def _sign_in_some_place(self, who: Person, choice: int) -> None:
        if clearance := self.waiting():
            seat = sorted(ROLES)[(choice + who.pk) % len(ROLES)]
            self._say_yes(clearance, self._look(clearance), who, SignedAs(seat, "Cabinet, 3 May"))

    def _sign_by_hand(self, who: Person, choice: int) -> None:
        if clearance := self.waiting():
            seat = (clearance.seats or [""])[choice % max(1, len(clearance.seats))]
            bound = {"bound_hash": clearance.bound_hash, "cutoff_at": clearance.cutoff_at, "words": "By hand"}
            Signature.objects.create(clearance=clearance, seat=seat, by=who, at=self.at, **bound)

    def _lower_the_route_by_hand(self, _who: Person, _choice: int) -> None:
        Clearance.objects.filter(decision=Decision.WAITING).update(routes=["factual"], seats=[])

    def _turn_a_switch(self, _who: Person, choice: int) -> None:
        if draft := Draft.objects.filter(question=self.about).last():
            need_route(draft=draft, route=SWITCHES[choice], why="A switch was turned.", at=self.at)

    def _turn_a_switch_back(self, _who: Person, choice: int) -> None:
        if draft := Draft.objects.filter(question=self.about).last():
            end_need(draft=draft, route=SWITCHES[choice], at=self.at)

    def _clear_what_was_seen_before(self, who: Person, _choice: int) -> None:
        if (clearance := self.waiting()) and self.seen:
            self._say_yes(clearance, self.seen[max(self.seen)][0], who)

    def _say_yes(self, clearance: Clearance, bound: str, who: Person, place: SignedAs = LINES) -> None:
        answers = make.answers_for(clearance)
        given = {"seen_hash": bound, "cutoff": self.cutoff, "answered": answers, "note": "", "place": place}
        clear_draft(clearance=clearance, by=who, at=self.at, **given)
        self.agreed[clearance.pk] = (who, words_of(clearance.version))

    def _send_back(self, who: Person, _choice: int) -> None:
        if clearance := self.waiting():
            want_changes(clearance=clearance, note="Say when.", by=who, at=self.at)

    def _take_back(self, who: Person, _choice: int) -> None:
        if clearance := self.waiting():
            take_back(clearance=clearance, by=who, at=self.at)

    def _drop(self, who: Person, _choice: int) -> None:
        if draft := self.draft():
            drop_draft(draft=draft, by=who)

    def _publish(self, _who: Person, _choice: int) -> None:
        publish_cleared(at=self.at)

    def _correct(self, who: Person, choice: int) -> None:
        if answer := Answer.objects.filter(question=self.about).first():
            kind = DraftKind.WITHDRAWAL if choice == 0 else DraftKind.CORRECTION
            open_correction(answer=answer, kind=kind, by=who, at=self.at)

    def _edit_a_post(self, _who: Person, _choice: int) -> None:
        Post.objects.filter(placing__question=self.about).update(edited_at=self.at)

    def _a_post_joins(self, _who: Person, _choice: int) -> None:
        late = make.post(self.square, heard_at=self.at)
        Placing.objects.create(post=late, question=self.about, version="test", placed_at=self.at)

    def _write_over_saved_words(self, _who: Person, choice: int) -> None:
        DraftVersion.objects.filter(draft__question=self.about).update(text=WORDS[choice] + " Really.")

    def _clear_by_hand(self, who: Person, _choice: int) -> None:
        """As a program of its own might, with a row instead of a verb; a second person may, a writer never."""
        if clearance := self.waiting():
            given = {"decision": Decision.CLEARED, "decided_by": who, "decided_at": self.at, "bound_hash": "x"}
            Clearance.objects.filter(pk=clearance.pk).update(**given)
            Draft.objects.filter(pk=clearance.version.draft_id).update(state=DraftState.CLEARED)
            self.agreed[clearance.pk] = (who, words_of(clearance.version))

    def _mark_as_cleared(self, _who: Person, _choice: int) -> None:
        Draft.objects.filter(question=self.about).update(state=DraftState.CLEARED)

    def _change_who_cleared(self, who: Person, _choice: int) -> None:
        Clearance.objects.filter(decision=Decision.CLEARED).update(decided_by=who)

    def check(self) -> None:
        """Each published version: a clearance, by somebody who wrote none of it, of these very words."""
        for made in AnswerVersion.objects.select_related("clearance__version"):
            who, words = self.agreed[made.clearance_id]
            assert made.cleared_by == who
            assert {name: getattr(made, name) for name in words} == words
            writers = DraftVersion.objects.filter(draft=made.clearance.version.draft_id).values_list(
                "written_by", flat=True
            )
            assert who.pk not in set(writers)
            self.check_route(made.clearance, set(writers))

    def check_route(self, clearance: Clearance, writers: set[int]) -> None:
        """Each demanded place: one person, who held the role, wrote nothing and signed nowhere else."""
        signed = {one.seat: one for one in clearance.signatures.select_related("by")}
        routes = ["crisis"] if "crisis" in clearance.routes else clearance.routes
        assert set(signed) == set().union(*(DEMANDED[route] for route in routes))
        assert all(ROLES[seat] & set(one.by.roles) for seat, one in signed.items())
        people = {one.by_id for one in signed.values()}
        assert len(people) == len(signed)
        assert not people & writers
        assert {one.bound_hash for one in signed.values()} == {clearance.bound_hash}
        left_out = set(clearance.proposed) - set(clearance.routes) - {"reuse", "factual"}
        assert "crisis" in routes or left_out <= set(clearance.left_out)
        event(f"published by {', '.join(sorted(signed))}")


@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 10), st.integers(0, 2)), min_size=5, max_size=40))
@settings(
    max_examples=LIVES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_nothing_is_published_that_a_second_person_did_not_clear(acts: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        desk = Desk()
        # A beginning that leads somewhere, so that many lives see a publication.
        for name, who, choice in [("triage", 0, 0), ("save", 1, 0), ("hand in", 1, 0), *acts, ("publish", 0, 0)]:
            desk.act(name, who, choice)
            desk.check()
        event(f"published {AnswerVersion.objects.count()}")
        transaction.set_rollback(True)
