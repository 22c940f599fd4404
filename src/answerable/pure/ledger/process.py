"""The rules of the process that the entries themselves must show: who cleared, what was counted, what followed what."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from answerable.pure.ledger.entry import Entry, parse_day
from answerable.pure.ledger.routes import seats_demanded


@dataclass
class _Answer:
    """What the entries so far say about one answer."""

    drafted: dict[int, str] = field(default_factory=dict)
    signed: dict[int, dict[str, str]] = field(default_factory=dict)
    cleared: dict[int, Entry] = field(default_factory=dict)
    published: int | None = None
    reached: dict[int, int] = field(default_factory=dict)


SUCCESSION = "record.succeeded"
"""The type of the first entry of a record that carries on where another one ended."""


class Process:
    """Reads entries in order and says where they break a rule; memory grows with questions and answers, not entries.

    In a record that succeeds another, a question, answer or channel not seen before may have begun in that other one:
    it is noted as `carried`, and only what happens to it from then on is held against the rules.
    """

    def __init__(self) -> None:
        self.training_count = 0
        self.carried: set[str] = set()
        self._succeeds: bool | None = None
        self._newest = self._earliest = date.min
        self._questions: set[str] = set()
        self._channels: dict[str, date | None] = {}
        self._answers: dict[str, _Answer] = {}
        self._switches: set[str] = set()
        self._rules: dict[str, Callable[[Entry], Iterator[str]]] = {
            "channel.opened": self._open_channel,
            "channel.closed": self._close_channel,
            "post.counts": self._count_posts,
            "question.opened": self._open_question,
            "question.split": self._split_question,
            "question.merged": self._merge_question,
            "question.triaged": self._triage,
            "answer.drafted": self._draft,
            "answer.signed": self._sign,
            "answer.cleared": self._clear,
            "answer.glass": self._clear,
            "answer.looked": self._look,
            "answer.lapsed": self._lapse,
            "answer.published": self._publish,
            "answer.corrected": self._correct,
            "answer.withdrawn": self._needs_publication,
            "delivery.summary": self._summarise,
            "rule.edition": self._publish_rules,
            "switch.started": self._start_switch,
            "switch.ended": self._end_switch,
        }

    def breaches(self, entry: Entry) -> list[str]:
        """The rules that this entry breaks after all before it, as sentences; empty if none."""
        on = parse_day(entry["on"])
        rule = self._rules.get(entry["type"])
        if self._succeeds is None:
            self._succeeds = entry["type"] == SUCCESSION
        elif entry["type"] == SUCCESSION:
            return ["a record succeeds another with its first entry only"]
        found = list(rule(entry)) if rule else []
        if on > self._newest:
            self._newest, self._earliest = on, on - timedelta(days=1)
        elif on < self._earliest:
            found.append(f"it is dated {on}, before an earlier entry of {self._newest}")
        return found

    def _carry(self, name: str) -> bool:
        """Whether something not seen before may have begun in the record that this one succeeds."""
        if self._succeeds:
            self.carried.add(name)
        return bool(self._succeeds)

    def _answer(self, answer: str) -> _Answer:
        known = self._answers.get(answer)
        if known is None:
            known = self._answers[answer] = _Answer()
        return known

    def _open_question(self, entry: Entry) -> Iterator[str]:
        if entry["question"] in self._questions:
            yield f"question {entry['question']} was opened before"
        self._questions.add(entry["question"])

    def _split_question(self, entry: Entry) -> Iterator[str]:
        yield from self._needs_question(entry["out_of"])
        yield from self._open_question(entry)

    def _merge_question(self, entry: Entry) -> Iterator[str]:
        yield from self._needs_question(entry["question"])
        yield from self._needs_question(entry["into"])

    def _triage(self, entry: Entry) -> Iterator[str]:
        yield from self._needs_question(entry["question"])

    def _needs_question(self, question: str) -> Iterator[str]:
        if question not in self._questions and not self._carry(question):
            yield f"question {question} was never opened"

    def _open_channel(self, entry: Entry) -> Iterator[str]:
        if entry["channel"] in self._channels:
            yield f"channel {entry['channel']} was open already"
        self._channels[entry["channel"]] = None

    def _close_channel(self, entry: Entry) -> Iterator[str]:
        if entry["channel"] not in self._channels and not self._carry(entry["channel"]):
            yield f"channel {entry['channel']} was not open"
        self._channels.pop(entry["channel"], None)

    def _count_posts(self, entry: Entry) -> Iterator[str]:
        channel = entry["channel"]
        first, last = parse_day(entry["first_on"]), parse_day(entry["last_on"])
        if channel not in self._channels and not self._carry(channel):
            yield f"channel {channel} was not open"
        if last < first:
            yield f"the count of channel {channel} ends before it begins"
        counted_to = self._channels.get(channel)
        if counted_to and first != counted_to + timedelta(days=1):
            yield f"the counts of channel {channel} have a gap or overlap after {counted_to}"
        self._channels[channel] = last

    def _draft(self, entry: Entry) -> Iterator[str]:
        yield from self._needs_question(entry["question"])
        answer = self._answer(entry["answer"])
        answer.drafted[entry["version"]] = entry["by"]
        # A draft handed in again must be cleared again: the earlier clearance was of another text.
        answer.cleared.pop(entry["version"], None)
        answer.signed.pop(entry["version"], None)

    def _sign(self, entry: Entry) -> Iterator[str]:
        if entry["answer"] not in self._answers:
            self._carry(entry["answer"])
        answer = self._answer(entry["answer"])
        if entry["version"] not in answer.drafted and entry["answer"] not in self.carried:
            yield f"{_named(entry)} was signed before it was drafted"
        answer.signed.setdefault(entry["version"], {})[entry["seat"]] = entry["by"]

    def _clear(self, entry: Entry) -> Iterator[str]:
        if entry["answer"] not in self._answers:
            self._carry(entry["answer"])
        answer = self._answer(entry["answer"])
        if entry["version"] not in answer.drafted and entry["answer"] not in self.carried:
            yield f"{_named(entry)} was cleared before it was drafted"
        elif answer.drafted.get(entry["version"]) == entry["by"] and not entry.get("training"):
            yield f"{_named(entry)} was cleared by the person who drafted it"
        yield from self._check_route(entry, answer)
        answer.cleared[entry["version"]] = entry

    def _look(self, entry: Entry) -> Iterator[str]:
        let_out = self._answer(entry["answer"]).cleared.get(entry["version"])
        if let_out is not None and let_out["by"] == entry["by"] and not let_out.get("training"):
            yield f"{_named(entry)} was looked at again by the person who let it out"

    def _lapse(self, entry: Entry) -> Iterator[str]:
        if self._answer(entry["answer"]).cleared.pop(entry["version"], None) is None and not self._carry(
            entry["answer"]
        ):
            yield f"the clearance of {_named(entry)} lapsed, and there was none"

    def _check_route(self, entry: Entry, answer: _Answer) -> Iterator[str]:
        """An entry that names its routes (older ones do not) comes after the signatures of others that these demand."""
        routes, earlier = entry.get("routes"), answer.signed.get(entry["version"], {})
        if not routes or entry["answer"] in self.carried:
            return
        signed = {**earlier, entry.get("seat", ""): entry["by"]}
        for seat in sorted(seats_demanded(routes) - set(signed)):
            yield f"{_named(entry)} was cleared without {seat}, which its route demands"
        if not entry.get("training") and len(set(signed.values())) < len(signed):
            yield f"{_named(entry)} was signed twice by one person"
        if not entry.get("training") and answer.drafted.get(entry["version"]) in earlier.values():
            yield f"{_named(entry)} was signed by the person who drafted it"

    def _publish(self, entry: Entry) -> Iterator[str]:
        if entry["answer"] not in self._answers:
            self._carry(entry["answer"])
        answer = self._answer(entry["answer"])
        version = entry["version"]
        clearance = answer.cleared.get(version)
        if clearance is None and entry["answer"] in self.carried:
            pass  # cleared in the record that this one succeeds
        elif clearance is None:
            yield f"{_named(entry)} was published without clearance"
        elif clearance.get("training", False) != entry.get("training", False):
            yield f"{_named(entry)} was cleared in training and published in earnest, or the other way round"
        if answer.published is not None and version <= answer.published:
            yield f"{_named(entry)} was published after version {answer.published}"
        answer.published = version
        self.training_count += bool(entry.get("training"))

    def _publish_rules(self, entry: Entry) -> Iterator[str]:
        name, author, publisher = f"edition {entry['edition']} of the rules", entry.get("by"), entry.get("published_by")
        if (author is None) != (publisher is None):
            yield f"{name} names one person, not two"
        elif author is not None and author == publisher:
            yield f"{name} was published by the person who drafted it"

    def _start_switch(self, entry: Entry) -> Iterator[str]:
        if entry["by"] == entry["confirmed_by"]:
            yield f"switch {entry['switch']} was started by one person"
        if entry["switch"] in self._switches:
            yield f"switch {entry['switch']} was started twice"
        self._switches.add(entry["switch"])

    def _end_switch(self, entry: Entry) -> Iterator[str]:
        if entry["by"] == entry["ended_by"]:
            yield f"switch {entry['switch']} was ended by one person"
        if entry["switch"] not in self._switches and not self._carry(entry["switch"]):
            yield f"switch {entry['switch']} ended and was not in force"
        self._switches.discard(entry["switch"])

    def _correct(self, entry: Entry) -> Iterator[str]:
        yield from self._needs_publication(entry)
        yield from self._publish(entry)

    def _needs_publication(self, entry: Entry) -> Iterator[str]:
        answer = self._answers.get(entry["answer"])
        if answer is None:
            self._carry(entry["answer"])
        if (answer is None or answer.published is None) and entry["answer"] not in self.carried:
            yield f"answer {entry['answer']} was never published"

    def _summarise(self, entry: Entry) -> Iterator[str]:
        yield from self._needs_publication(entry)
        if entry["told"] + entry["untold"] > entry["asked"]:
            yield f"{_named(entry)} was told to more people than asked"
        returned = entry.get("returned", 0)
        if returned > entry["untold"]:
            yield f"of {_named(entry)} more messages came back than were not told"
        # Whoever was told stays told, unless the entry says that the message came back: neither may quietly vanish.
        reached = self._answer(entry["answer"]).reached
        if entry["told"] + returned < reached.get(entry["version"], 0):
            yield f"{_named(entry)} was told to fewer people than before, and not because messages came back"
        reached[entry["version"]] = entry["told"] + returned


def _named(entry: Entry) -> str:
    """The version of an answer, for a sentence; made only where there is something to say."""
    return f"answer {entry['answer']} version {entry['version']}"
