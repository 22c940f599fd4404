"""A network in memory that does what a test tells it to: for what the practice network cannot be made to do."""

from collections.abc import Callable
from dataclasses import dataclass, field

from answerable.networks.contract import Failed, Receipt, Reply


@dataclass
class FakeNetwork:
    """Keeps what it was sent and changed. `faults` are raised one call after another, before or after the effect."""

    sent: list[Reply] = field(default_factory=list)
    changed: list[tuple[str, Reply]] = field(default_factory=list)
    faults: list[tuple[str, Failed]] = field(default_factory=list)
    look_faults: list[Failed] = field(default_factory=list)
    before_call: Callable[[Reply], None] = lambda _reply: None

    def publish(self, reply: Reply) -> Receipt:
        self.before_call(reply)
        when, fault = self.faults.pop(0) if self.faults else ("", None)
        if fault is not None and when == "before":
            raise fault
        self.sent.append(reply)
        if fault is not None:
            raise fault
        return Receipt(f"reply-{len(self.sent)}", f"https://net.example/{len(self.sent)}")

    def correct(self, reply: Reply, receipt_uid: str) -> Receipt:
        when, fault = self.faults.pop(0) if self.faults else ("", None)
        if fault is not None and when == "before":
            raise fault
        self.changed.append((receipt_uid, reply))
        if fault is not None:
            raise fault
        return Receipt(receipt_uid, f"https://net.example/{receipt_uid}")

    def look_up(self, reply: Reply) -> Receipt | None:
        if self.look_faults:
            raise self.look_faults.pop(0)
        for uid, one in self.changed:
            if one.key == reply.key:
                return Receipt(uid, f"https://net.example/{uid}", "found")
        for number, one in enumerate(self.sent, 1):
            if one.key == reply.key:
                return Receipt(f"reply-{number}", f"https://net.example/{number}", "found")
        return None
