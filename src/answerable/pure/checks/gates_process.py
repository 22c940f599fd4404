"""Gates around an answer: pre-election periods, other processes with their own clocks, records, consultations.

Each reads plain facts and says why not; an empty answer opens the gate. A moment or name not there is "" or None.
"""

from collections.abc import Iterable
from datetime import timedelta

from answerable.pure.checks.draft import Facts, Params, Spot
from answerable.pure.checks.phrases import find_phrases
from answerable.pure.checks.reading import Reading


def no_opening_in_period(facts: Facts, _params: Params) -> Iterable[Spot]:
    """No consultation opens in a pre-election period without a named permission and its reason."""
    if facts["in_period"] and not (facts["permitted_by"] and facts["reason"]):
        yield Spot("No consultation opens in a pre-election period. Wait, or name who permitted it and why.")


def no_publicity_in_period(facts: Facts, _params: Params) -> Iterable[Spot]:
    """An open consultation is not advertised in the period."""
    if facts["in_period"] and facts["is_publicity"]:
        yield Spot("Do not advertise a consultation in a pre-election period. Offer more time afterwards.")


def checked_again_in_period(facts: Facts, _params: Params) -> Iterable[Spot]:
    """What was cleared before the period started is read again before it goes."""
    checked = facts["checked_again_at"]
    if facts["in_period"] and facts["cleared_at"] < facts["period_starts_at"] and not checked:
        yield Spot("This was cleared before the pre-election period. Read it again by the period's rules.")


def channels_carry_notice(facts: Facts, _params: Params) -> Iterable[Spot]:
    """Every open channel says that the period's rules apply."""
    for channel in facts["channels_without_notice"]:
        yield Spot(f"{channel} carries no notice of the pre-election period. Put it up before the period starts.")


def goes_to_its_process(facts: Facts, params: Params) -> Iterable[Spot]:
    """A post with wording of `cues` is not closed in one of `closings`; `message` says where it belongs."""
    if facts["outcome"] in params["closings"]:
        place = next(find_phrases(Reading(facts["text"]), params["cues"]), None)
        if place is not None:
            yield Spot(params["message"], place.start, place.end)


def taken_down_is_not_shown(facts: Facts, params: Params) -> Iterable[Spot]:
    """A post taken down in its space leaves the desk's views within `most_hours`."""
    gone = facts["taken_down_at"]
    if gone and facts["still_shown"] and facts["now"] > gone + timedelta(hours=params["most_hours"]):
        yield Spot("This post was taken down by its author or the network. Remove it from view; our answer stays.")


def accounts_stay_apart(facts: Facts, _params: Params) -> Iterable[Spot]:
    """Two accounts are joined only when the person agreed."""
    if facts["joins_accounts"] and not facts["person_agreed"]:
        yield Spot("Accounts are not joined without the person's agreement. Treat them as two people.")


def statement_is_complete(facts: Facts, params: Params) -> Iterable[Spot]:
    """Each of `fields` (field: its name on screen) is filled in."""
    missing = [title for field, title in params["fields"].items() if not str(facts["statement"].get(field, "")).strip()]
    if missing:
        yield Spot(f"The decision statement lacks: {', '.join(missing)}. Fill it in before opening.")


def length_is_reasoned(facts: Facts, params: Params) -> Iterable[Spot]:
    """Shorter than `least_weeks`, or with a public holiday inside, needs a reason."""
    if facts["reason"]:
        return
    days = (facts["ends_on"] - facts["starts_on"]).days + 1
    if days < params["least_weeks"] * 7:
        yield Spot(f"It is open for {days} days, less than {params['least_weeks']} weeks. Give the reason.")
    if any(facts["starts_on"] <= holiday <= facts["ends_on"] for holiday in facts["holidays"]):
        yield Spot("A public holiday falls in this time. Give more days, or the reason why not.")


def response_is_on_time(facts: Facts, params: Params) -> Iterable[Spot]:
    """The response, or the reason why it is late, is out within `most_weeks` of closing."""
    due_on = facts["closed_on"] + timedelta(weeks=params["most_weeks"])
    late = (facts["answered_on"] or facts["today"]) > due_on
    if late and not facts["delay_reason"]:
        yield Spot(f"The response was due on {due_on:%-d %B %Y}. Publish it, or publish why it is late.")


def themes_trace_to_inputs(facts: Facts, _params: Params) -> Iterable[Spot]:
    """Each theme's count equals the inputs under it; a popular theme not taken up has a reason."""
    for theme in facts["themes"]:
        if theme["count"] != len(theme["inputs"]):
            yield Spot(
                f"“{theme['title']}” counts {theme['count']} but has {len(theme['inputs'])} inputs. Make them agree."
            )
        if theme["popular"] and not theme["taken_up"] and not theme["reason"]:
            yield Spot(f"Many people raised “{theme['title']}” and it was not taken up. Say why.")
