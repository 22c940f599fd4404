"""The rules of the process, each told as a short story that breaks it."""

from datetime import date, timedelta

import pytest

from answerable.pure.ledger.entry import parse_entry
from answerable.pure.ledger.process import Process
from answerable.pure.ledger.writing import write_entry

DAY = date(2026, 11, 20)
ANN, BEN = "p_" + "a" * 26, "p_" + "b" * 26
OPENED = ("question.opened", {"question": "q_0001"})
V1 = {"answer": "ans_0001", "version": 1}
V2 = {"answer": "ans_0001", "version": 2}
DRAFTED = ("answer.drafted", {**V1, "question": "q_0001", "by": ANN})
CLEARED = ("answer.cleared", {**V1, "by": BEN})
PUBLISHED = ("answer.published", {**V1, "question": "q_0001", "asked": 3})
CHANNEL = ("channel.opened", {"channel": "hall", "network": "web"})
EDITION = {"edition": "ed_0001", "digest": "0" * 64, "rules": 84}
SWITCH = {"switch": "sw_0001", "kind": "crisis"}
STARTED = ("switch.started", {**SWITCH, "by": ANN, "confirmed_by": BEN})
ENDED = ("switch.ended", {**SWITCH, "by": BEN, "ended_by": ANN})
TOLD = [OPENED, DRAFTED, CLEARED, PUBLISHED]
LAPSED = ("answer.lapsed", V1)
GLASS = ("answer.glass", {**V1, "by": BEN, "look_by": "2026-11-21"})
TOM = "p_" + "t" * 26


def signed(seat: str, by: str) -> tuple[str, dict]:
    return ("answer.signed", {**V1, "by": by, "seat": seat})


def cleared(seat: str, by: str, *routes: str) -> tuple[str, dict]:
    return ("answer.cleared", {**V1, "by": by, "seat": seat, "routes": list(routes)})


SECOND = [("answer.drafted", {**V2, "question": "q_0001", "by": ANN}), ("answer.cleared", {**V2, "by": BEN})]


def counted(first, last):
    return ("post.counts", {"channel": "hall", "first_on": first, "last_on": last, "received": 1})


def summary(asked, told, untold, **returned):
    return ("delivery.summary", {**V1, "asked": asked, "told": told, "untold": untold, **returned})


def breaches(*story):
    process = Process()
    entries = [parse_entry(write_entry(kind, fields, [], DAY)) for kind, fields in story]
    return [breach for entry in entries for breach in process.breaches(entry)]


@pytest.mark.parametrize(
    "story",
    [
        TOLD,
        [*TOLD, summary(3, 1, 0), summary(3, 2, 1)],
        [*TOLD, summary(3, 3, 0), summary(3, 2, 1, returned=1), summary(3, 1, 2, returned=2)],
        [*TOLD, summary(3, 2, 1, returned=1), summary(3, 3, 0, returned=0)],
        [*TOLD, summary(3, 2, 1), summary(4, 2, 2, returned=1), summary(4, 3, 1, returned=1)],
        [*TOLD, *SECOND, ("answer.corrected", {**V2, "reason": "FACT"})],
        [*TOLD, ("answer.withdrawn", {**V1, "reason": "FACT"})],
        [OPENED, DRAFTED, DRAFTED, CLEARED, PUBLISHED],
        [OPENED, ("question.split", {"question": "q_0002", "out_of": "q_0001"})],
        [
            OPENED,
            ("question.opened", {"question": "q_0002"}),
            ("question.merged", {"question": "q_0002", "into": "q_0001"}),
        ],
        [OPENED, ("question.triaged", {"question": "q_0001", "outcome": "noted"})],
        [
            CHANNEL,
            counted("2026-11-01", "2026-11-01"),
            counted("2026-11-02", "2026-11-05"),
            counted("2026-11-06", "2026-11-06"),
        ],
        [CHANNEL, ("channel.closed", {"channel": "hall", "reason": "closed"}), CHANNEL],
        [("body.named", {"body": "body_0001"})],
        [("rule.edition", EDITION), ("rule.edition", {**EDITION, "by": ANN, "published_by": BEN})],
        [OPENED, DRAFTED, cleared("second", BEN, "factual")],
        [OPENED, DRAFTED, signed("second", BEN), cleared("topic-owner", TOM, "decision"), PUBLISHED],
        [OPENED, DRAFTED, CLEARED, LAPSED, DRAFTED, CLEARED, PUBLISHED],
        [OPENED, DRAFTED, GLASS, PUBLISHED, ("answer.looked", {**V1, "by": TOM, "outcome": "stands"})],
        [OPENED, DRAFTED, cleared("crisis-lead", BEN, "legal", "crisis")],
        [OPENED, DRAFTED, cleared("second", BEN, "a-route-of-later-times")],
        [STARTED, ENDED, ("switch.started", {**SWITCH, "switch": "sw_0002", "by": ANN, "confirmed_by": BEN})],
    ],
)
def test_a_story_told_rightly_breaks_nothing(story):
    assert breaches(*story) == []


@pytest.mark.parametrize(
    ("story", "breach"),
    [
        ([OPENED, DRAFTED, PUBLISHED], "published without clearance"),
        ([OPENED, PUBLISHED], "published without clearance"),
        ([OPENED, DRAFTED, CLEARED, DRAFTED, PUBLISHED], "published without clearance"),
        ([OPENED, DRAFTED, ("answer.cleared", {**V1, "by": ANN})], "cleared by the person who drafted"),
        ([OPENED, CLEARED], "cleared before it was drafted"),
        ([*TOLD, PUBLISHED], "published after version 1"),
        ([*TOLD, ("answer.corrected", {**V2, "reason": "FACT"})], "published without clearance"),
        ([OPENED, *SECOND, ("answer.corrected", {**V2, "reason": "FACT"})], "never published"),
        ([OPENED, ("answer.withdrawn", {**V1, "reason": "FACT"})], "never published"),
        ([summary(1, 1, 0)], "never published"),
        ([*TOLD, summary(3, 3, 1)], "more people than asked"),
        ([*TOLD, summary(3, 3, 0), summary(3, 2, 0)], "fewer people than before"),
        ([*TOLD, summary(3, 3, 0), summary(3, 1, 2, returned=1)], "fewer people than before"),
        ([*TOLD, summary(3, 2, 1, returned=1), summary(3, 1, 2, returned=1)], "fewer people than before"),
        ([*TOLD, summary(3, 2, 1, returned=1), summary(3, 2, 1)], "fewer people than before"),
        ([*TOLD, summary(3, 2, 1, returned=2)], "came back than were not told"),
        ([DRAFTED], "never opened"),
        ([("question.triaged", {"question": "q_0001", "outcome": "noted"})], "never opened"),
        ([OPENED, ("question.merged", {"question": "q_0001", "into": "q_0002"})], "q_0002 was never opened"),
        ([("question.split", {"question": "q_0002", "out_of": "q_0001"})], "q_0001 was never opened"),
        ([OPENED, OPENED], "opened before"),
        ([("rule.edition", {**EDITION, "by": ANN, "published_by": ANN})], "by the person who drafted it"),
        ([("rule.edition", {**EDITION, "by": ANN})], "names one person, not two"),
        ([OPENED, DRAFTED, cleared("second", BEN, "decision")], "without topic-owner"),
        ([OPENED, DRAFTED, cleared("second", BEN, "legal")], "without legal"),
        ([OPENED, DRAFTED, signed("second", TOM), cleared("topic-owner", TOM, "decision")], "twice by one person"),
        ([OPENED, DRAFTED, signed("second", ANN), cleared("topic-owner", TOM, "decision")], "person who drafted it"),
        (
            [OPENED, DRAFTED, signed("second", BEN), DRAFTED, cleared("topic-owner", TOM, "decision")],
            "without second",
        ),
        ([OPENED, DRAFTED, CLEARED, LAPSED, PUBLISHED], "published without clearance"),
        ([OPENED, DRAFTED, LAPSED], "lapsed, and there was none"),
        ([OPENED, DRAFTED, ("answer.glass", {**GLASS[1], "by": ANN})], "by the person who drafted it"),
        (
            [OPENED, DRAFTED, GLASS, ("answer.looked", {**V1, "by": BEN, "outcome": "stands"})],
            "by the person who let it out",
        ),
        ([OPENED, signed("second", BEN)], "signed before it was drafted"),
        ([("switch.started", {**SWITCH, "by": ANN, "confirmed_by": ANN})], "started by one person"),
        ([STARTED, STARTED], "started twice"),
        ([STARTED, ("switch.ended", {**SWITCH, "by": ANN, "ended_by": ANN})], "ended by one person"),
        ([ENDED], "was not in force"),
        ([CHANNEL, CHANNEL], "open already"),
        ([("channel.closed", {"channel": "hall", "reason": "closed"})], "not open"),
        ([counted("2026-11-01", "2026-11-01")], "not open"),
        ([CHANNEL, counted("2026-11-02", "2026-11-01")], "ends before it begins"),
        ([CHANNEL, counted("2026-11-01", "2026-11-01"), counted("2026-11-03", "2026-11-03")], "gap or overlap"),
        ([CHANNEL, counted("2026-11-01", "2026-11-02"), counted("2026-11-02", "2026-11-03")], "gap or overlap"),
    ],
)
def test_a_broken_rule_is_told_in_words(story, breach):
    found = breaches(*story)
    assert len(found) == 1
    assert breach in found[0]


def test_in_training_one_person_may_clear_their_own_draft_and_it_is_counted():
    process = Process()
    training = {"training": True}
    story = [
        OPENED,
        DRAFTED,
        ("answer.cleared", {**V1, "by": ANN, **training}),
        (PUBLISHED[0], {**PUBLISHED[1], **training}),
    ]
    found = [
        each for kind, fields in story for each in process.breaches(parse_entry(write_entry(kind, fields, [], DAY)))
    ]
    assert found == []
    assert process.training_count == 1


def test_what_was_cleared_in_training_is_not_published_in_earnest():
    story = [OPENED, DRAFTED, ("answer.cleared", {**V1, "by": ANN, "training": True}), PUBLISHED]
    assert "in training" in breaches(*story)[0]


@pytest.mark.parametrize(("back", "count"), [(0, 0), (1, 0), (2, 1)])
def test_days_go_back_by_one_at_most(back, count):
    process = Process()
    process.breaches(parse_entry(write_entry(*OPENED, [], DAY)))
    later = parse_entry(write_entry("question.opened", {"question": "q_0002"}, [], DAY - timedelta(days=back)))
    assert len(process.breaches(later)) == count
