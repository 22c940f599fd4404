"""Whatever happens in whatever order, on real PostgreSQL: everyone is told once, and the audit adds up."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.answers.audit import audit
from answerable.answers.events import Dropped
from answerable.answers.models import ON_ITS_WAY, Answer, AnswerVersion, Coverage, Delivery
from answerable.answers.settle import Verdict, settle_held
from answerable.answers.stop import resume_answer, resume_channel, stop_answer, stop_channel
from answerable.answers.store import row_of, store
from answerable.desk.models import DraftKind
from answerable.errors import Refused
from answerable.networks.contract import Closed, Rejected, TryLater, Uncertain
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk, desk_for

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """A worker that dies in the middle of a call."""


FAULTS = {
    "fine": ("", None),
    "slow down": ("before", TryLater("slow down", after_seconds=3)),
    "blocked": ("before", Rejected("blocked")),
    "signed out": ("before", Closed("signed out")),
    "lost before": ("before", Uncertain("reset")),
    "lost after": ("after", Uncertain("timed out")),
    "killed before": ("before", Killed()),
    "killed after": ("after", Killed()),
}
ACTS = st.one_of(
    st.tuples(st.just("send"), st.lists(st.sampled_from(sorted(FAULTS)), max_size=5)),
    st.tuples(st.just("put right"), st.integers(1, 200)),
    st.tuples(
        st.sampled_from(["stop channel", "stop answer", "go on", "correct", "withdraw", "late", "settle"]), st.none()
    ),
)


class Life:
    """One answer's life, act by act."""

    def __init__(self, who: made.People) -> None:
        self.who = who
        self.desk: Desk = desk_for(who, 4)
        self.answer = Answer.objects.get(question=self.desk.about)

    def act(self, name: str, given_: object) -> None:
        getattr(self, "_" + name.replace(" ", "_"))(given_)

    def _send(self, faults: list[str]) -> None:
        self.desk.network.faults = [FAULTS[name] for name in faults]
        with suppress(Killed):
            self.desk.send(seconds=1)
        self.desk.network.faults = []

    def _put_right(self, seconds: int) -> None:
        self.desk.reconcile(seconds=seconds)

    def _stop_channel(self, _given: None) -> None:
        stop_channel(channel=self.desk.channel, by=self.who.clearer, at=self.desk.at)

    def _stop_answer(self, _given: None) -> None:
        stop_answer(answer=self.answer, by=self.who.clearer, at=self.desk.at)

    def _go_on(self, _given: None) -> None:
        resume_channel(channel=self.desk.channel, by=self.who.clearer)
        resume_answer(answer=self.answer, by=self.who.clearer)

    def _correct(self, _given: None, kind: str = DraftKind.CORRECTION) -> None:
        number = self.answer.versions.count() + 1
        made.cleared(
            self.who, self.desk.about, kind=kind, number=number, answer_id=self.answer.public_id, at=self.desk.at
        )
        assert self.desk.publish() == 1

    def _withdraw(self, _given: None) -> None:
        self._correct(None, DraftKind.WITHDRAWAL)

    def _late(self, _given: None) -> None:
        from answerable.answers.late import tell_late

        joined = made.posts(self.desk.channel, [f"late {Coverage.objects.count()}"], at=self.desk.at)
        made.place(self.desk.about, joined, at=self.desk.at + timedelta(microseconds=1))
        try:
            tell_late(answer=self.answer, by=self.who.clearer, at=self.desk.at)
        except Refused:
            assert AnswerVersion.objects.latest("number").kind == DraftKind.WITHDRAWAL

    def _settle(self, _given: None) -> None:
        """A person looks at the network and says what is there."""
        for held in Delivery.objects.filter(state="held"):
            there = any(reply.key == held.key for reply in self.desk.network.sent)
            verdict = Verdict.THERE if there else Verdict.AGAIN
            settle_held(
                delivery=held, verdict=verdict, link="https://net.example/x", by=self.who.clearer, at=self.desk.at
            )

    def finish(self) -> None:
        """All is mended; a few more rounds."""
        for _ in range(60):
            self._go_on(None)
            self._settle(None)
            self.desk.send(seconds=61)
            self.desk.reconcile(seconds=100)
            if not Delivery.objects.filter(state__in=[*ON_ITS_WAY, "held"]).exists():
                break
        self.desk.reconcile(seconds=1)


@given(acts=st.lists(ACTS, max_size=12))
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_everyone_is_told_once_whatever_happens(acts: list[tuple[str, object]]) -> None:
    with transaction.atomic():
        life = Life(made.people())
        for name, given_ in acts:
            life.act(name, given_)
        life.finish()
        sent = [reply.key for reply in life.desk.network.sent]
        told = set(Delivery.objects.filter(state="told").values_list("key", flat=True))
        assert len(sent) == len(set(sent))
        assert told == set(sent)
        assert not Delivery.objects.filter(state__in=[*ON_ITS_WAY, "held"]).exists()
        found = audit(at=life.desk.at)
        assert found.is_whole
        life.desk.about.refresh_from_db()
        assert life.desk.about.state == "answered"
        transaction.set_rollback(True)


@given(
    changed=st.dictionaries(
        st.sampled_from(["state", "fence", "look_count", "first_sent_at"]), st.integers(1, 3), max_size=2
    )
)
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_row_is_changed_only_where_it_is_as_it_was_read(changed: dict[str, int]) -> None:
    values = {
        "state": {1: "claimed", 2: "held", 3: "checking"},
        "first_sent_at": {number: made.NOON + timedelta(seconds=number) for number in (1, 2, 3)},
    }
    with transaction.atomic():
        desk_for(made.people(), 1)
        delivery = Delivery.objects.get()
        read = row_of(delivery)
        new = {name: values[name][number] if name in values else number for name, number in changed.items()}
        Delivery.objects.update(**new | ({"why": "?"} if "state" in new else {}))
        stored = store([(read, replace(read, due_at=made.NOON + timedelta(days=1)), Dropped())], at=made.NOON)
        assert stored == (set() if changed else {read.id})
        transaction.set_rollback(True)
