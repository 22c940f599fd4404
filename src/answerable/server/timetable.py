"""What runs unattended and how often. Every round asks its rows what is due: a missed or doubled one is harmless."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings

from answerable.answers.audit import audit_nightly
from answerable.answers.lapse import lapse_unused
from answerable.answers.late_rule import tell_by_rule
from answerable.answers.monitor import compare_own_posts
from answerable.answers.plan import publish_cleared
from answerable.answers.reconcile import reconcile_due
from answerable.answers.returned import take_back_returned
from answerable.answers.send import send_due
from answerable.answers.tell_hub import tell_hub
from answerable.channels.limits import read_limits_due
from answerable.channels.prove import prove_due
from answerable.channels.tell_keeper import tell_keepers
from answerable.desk.judge_anew import call_back_changed
from answerable.desk.pictures import forget_unused
from answerable.desk.release import release_lapsed
from answerable.guidance.in_force import publish_if_changed
from answerable.keeping.dispose import BATCH, dispose_due, show_nightly
from answerable.keeping.erase_again import erase_again
from answerable.keeping.export_information import make_exports
from answerable.listening.bring_in import read_waiting_files
from answerable.listening.collect import collect_due
from answerable.listening.count_days import count_days
from answerable.listening.parse import parse_waiting
from answerable.pure.grouping.embedder import Embedder
from answerable.questions.come_back import come_back_due
from answerable.questions.forget import forget_deleted
from answerable.questions.group import place_waiting
from answerable.questions.refine import refine_if_due
from answerable.record.ask_witnesses import ask_witnesses
from answerable.record.export.nightly import export_if_grown
from answerable.record.seal import seal
from answerable.server.keep_pages import keep_pages


@dataclass(frozen=True)
class Round:
    """One kind of unattended work. `cron` has a sixth field, seconds; `run` takes the moment; it says how much it did.

    It runs again at once while it did as much as `most`, so that a flood is not held up by the timetable.
    """

    name: str
    cron: str
    run: Callable[..., object]
    most: int = 0


EVERY_2_SECONDS = "* * * * * */2"
EVERY_5_SECONDS = "* * * * * */5"


def rounds(embedder: Embedder) -> tuple[Round, ...]:
    """The timetable; the worker opens the embedder once and hands it in."""
    return (
        Round("read limits", EVERY_5_SECONDS, read_limits_due),
        Round("prove sign-ins", "*/5 * * * *", prove_due),
        Round("tell keepers", "* * * * *", tell_keepers),
        Round("collect posts", EVERY_2_SECONDS, collect_due),
        Round("read posts", EVERY_2_SECONDS, partial(parse_waiting, limit=500), most=500),
        Round("read files", EVERY_2_SECONDS, read_waiting_files),
        Round("group posts", EVERY_2_SECONDS, partial(place_waiting, embedder=embedder, limit=200), most=200),
        Round("forget deleted posts", EVERY_5_SECONDS, forget_deleted, most=500),
        Round("count days", "*/10 * * * *", count_days),
        Round("refine groups", "*/2 * * * *", refine_if_due),
        Round("bring back held questions", "*/5 * * * *", come_back_due),
        Round("release lapsed claims", "* * * * *", release_lapsed),
        Round("publish the rules that changed", EVERY_5_SECONDS, publish_if_changed),
        Round("call back drafts that other rules judge", EVERY_5_SECONDS, call_back_changed),
        Round("remove pictures that nobody used", "27 * * * *", forget_unused),
        Round("lapse unused clearances", "* * * * *", lapse_unused),
        Round("publish cleared answers", EVERY_2_SECONDS, publish_cleared),
        Round("tell late askers by rule", "* * * * *", tell_by_rule),
        Round("tell askers", EVERY_2_SECONDS, send_due),
        Round("look up unclear tellings", EVERY_5_SECONDS, reconcile_due),
        Round("take back what came back", EVERY_5_SECONDS, take_back_returned),
        Round("compare our own posts with the record", "*/10 * * * *", compare_own_posts),
        Round("audit who was told", "17 3 * * *", audit_nightly),
        Round("tell the feeds' hub", "* * * * *", tell_hub),
        Round("erase again what came back", "23 4 * * *", erase_again),
        Round("show what may be disposed of", "7 4 * * *", show_nightly),
        Round("dispose of what was confirmed", EVERY_5_SECONDS, dispose_due, most=BATCH),
        Round("make exports for requests", EVERY_5_SECONDS, make_exports),
        Round("seal the record", EVERY_5_SECONDS, _seal),
        Round("ask witnesses", "* * * * *", ask_witnesses),
        Round("make the downloads", "*/2 * * * *", export_if_grown),
        Round("keep public pages", "41 2 * * *", keep_pages),
    )


def _seal(*, at: datetime) -> int:
    return seal(at, keys=settings.KEYS, origin=settings.PUBLIC_ADDRESS.split("//")[-1] + "/record")
