"""Gates before an answer goes out: whether this channel, this person and this clearance may be used now.

Each reads plain facts and says why not; an empty answer opens the gate. A moment or name not there is "" or None.
"""

from collections.abc import Iterable
from datetime import timedelta
from math import ceil

from answerable.pure.checks.draft import Facts, Params, Spot


def may_be_sent(facts: Facts, params: Params) -> Iterable[Spot]:
    """`only_if_tagged`: networks where only those who named us are answered; `once`: one reply to each post there."""
    network = facts["network"]
    if facts["opted_out"]:
        yield Spot("This person asked not to be answered by us. Publish the answer without naming them.")
    if network in params["only_if_tagged"] and not facts["tagged_us"]:
        yield Spot(f"On {network} only people who mentioned us may be answered. Publish a post of your own instead.")
    if network in params["once"] and facts["replies_already"] > 0:
        yield Spot(f"On {network} each post gets one reply, and this one has it. Wait until the person writes again.")


def window_is_open(facts: Facts, params: Params) -> Iterable[Spot]:
    """`hours` after the person's last message, `by_person_hours` when a person writes the reply; tables by network."""
    network = facts["network"]
    hours = params["hours"].get(network)
    if hours is None:
        return
    if facts["by_person"]:
        hours = params["by_person_hours"].get(network, hours)
    closes_at = facts["last_message_at"] + timedelta(hours=hours)
    if facts["planned_at"] > closes_at:
        shut = closes_at.strftime("%-d %B %Y, %H:%M")
        yield Spot(f"On {network} this person can be answered until {shut}. Send earlier, or use the answer page.")


def pace_fits(facts: Facts, _params: Params) -> Iterable[Spot]:
    """`planned_seconds` against `askers` at `per_window` every `window_seconds`; 0 planned means nobody said when."""
    needed = (ceil(facts["askers"] / facts["per_window"]) - 1) * facts["window_seconds"]
    if not facts["planned_seconds"] and needed:
        yield Spot(f"Say when the last person will be told: the network needs at least {needed / 60:.0f} minutes.")
    elif facts["planned_seconds"] < needed:
        yield Spot(
            f"The network needs at least {needed / 60:.0f} minutes for {facts['askers']} replies. Plan for more."
        )


def was_not_told(facts: Facts, _params: Params) -> Iterable[Spot]:
    """Nobody is told twice, and a post that has our reply gets no other."""
    if facts["told_this_answer"]:
        yield Spot("This person already had this answer. Nothing more is to be sent.")
    if facts["post_has_our_reply"]:
        yield Spot("This post already has a reply from us. Correct that one if it is wrong.")


def rules_of_channel_are_read(facts: Facts, params: Params) -> Iterable[Spot]:
    """The keeper read the channel's rules, and its limits were looked up, within `most_months` months of 30 days."""
    oldest = facts["today"] - timedelta(days=30 * params["most_months"])
    if not facts["read_on"]:
        yield Spot(
            "Nobody has read this channel's rules yet. Its keeper must read and sign them first.", severity="block"
        )
    elif facts["read_on"] < oldest:
        yield Spot("This channel's rules were read long ago. Ask its keeper to read them again.", severity="warn")
    if facts["limits_checked_on"] and facts["limits_checked_on"] < oldest:
        yield Spot("This channel's limits were looked up long ago. Look them up again.", severity="warn")


def abuse_is_not_fed(facts: Facts, _params: Params) -> Iterable[Spot]:
    """A message marked abusive is answered only with a senior person's note."""
    if facts["is_abusive"] and not facts["senior_note"]:
        yield Spot("This message is marked as abusive. A senior person must write down why it is to be answered.")


def correction_reaches_all(facts: Facts, _params: Params) -> Iterable[Spot]:
    """All who got the first version get the correction, and the first version is kept."""
    missing = facts["told_first_count"] - facts["told_correction_count"]
    if missing > 0:
        yield Spot(f"{missing} people had the first version and are not on the list. Tell everyone who was told.")
    if not facts["first_kept"]:
        yield Spot("The first version must stay on the record. Publish the correction beside it.")


def clearer_is_second_person(facts: Facts, _params: Params) -> Iterable[Spot]:
    """The clearer is neither the author nor the last editor, and nothing changed since."""
    if facts["clearer"] in (facts["author"], facts["last_editor"]):
        yield Spot("You wrote or changed this text. Ask a colleague to clear it.")
    if facts["changed_since_cleared"]:
        yield Spot("The text changed after it was cleared. Have it cleared again.")


def clearance_covers(facts: Facts, _params: Params) -> Iterable[Spot]:
    """What is sent (`sending`) is what was cleared (`cleared`): text, media, channels, people."""
    cleared, sending = facts["cleared"], facts["sending"]
    for what in ("text", "media"):
        if cleared[what] != sending[what]:
            yield Spot(f"The {what} is not what was cleared. Have it cleared again.")
    for what in ("channels", "people"):
        extra = set(sending[what]) - set(cleared[what])
        if extra:
            yield Spot(f"{len(extra)} of the {what} were not cleared. Have them cleared, or leave them out.")


def clearance_is_fresh(facts: Facts, params: Params) -> Iterable[Spot]:
    """A clearance not used by its planned time, and `most_minutes_late`, has lapsed."""
    if facts["now"] > facts["planned_at"] + timedelta(minutes=params["most_minutes_late"]):
        yield Spot(
            "The planned time has passed, so this clearance has lapsed. Read it again and clear it for a new time."
        )


def machine_words_are_adopted(facts: Facts, params: Params) -> Iterable[Spot]:
    """Machine-written wording has a person's name under it; networks of `approval_first` want a permission as well."""
    if not facts["machine_written"]:
        return
    if not facts["adopted_by"]:
        yield Spot("A machine wrote this. A person must read it and put their name to it.")
    if facts["network"] in params["approval_first"] and not facts["network_approved"]:
        yield Spot(f"{facts['network']} wants to approve replies written by a machine beforehand. Write it yourself.")
