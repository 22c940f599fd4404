"""Every check and gate a rule may name, and the settings each cannot do without."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from answerable.pure.checks import (
    acronyms,
    dates,
    emoji,
    figures,
    gates_process,
    gates_telling,
    hashtags,
    language,
    length,
    letters,
    links,
    markings,
    media,
    phrases,
    private,
    promises,
    sentences,
    timing,
)
from answerable.pure.checks.draft import Draft, Facts, Params, Spot


@dataclass(frozen=True)
class Check:
    """A check of drafts, and the parameters it needs.

    `told` names the fields of a draft it reads beside the words; where nobody can tell them, it cannot judge.
    """

    look: Callable[[Draft, Params], Iterable[Spot]]
    needs: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gate:
    """A check of plain facts, the facts it reads, and the parameters it needs."""

    look: Callable[[Facts, Params], Iterable[Spot]]
    facts: tuple[str, ...]
    needs: tuple[str, ...] = ()


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "acronyms spelt out": Check(acronyms.spelt_out),
        "agrees with published": Check(figures.agrees_with_published),
        "alt text": Check(media.has_alt_text),
        "alt text length": Check(media.alt_text_fits),
        "alt text words": Check(media.alt_text_says_something),
        "avoided words": Check(phrases.avoided_words, ("instead",)),
        "capitals": Check(letters.no_shouting),
        "captions": Check(media.has_captions),
        "commitments": Check(promises.commitments, ("phrases",)),
        "cues": Check(phrases.cues, ("phrases", "message")),
        "day and date": Check(dates.days_agree),
        "drawings": Check(letters.no_drawings),
        "embargoes": Check(timing.not_embargoed),
        "emoji": Check(emoji.few_and_after_words, ("most",)),
        "facts have sources": Check(figures.have_source),
        "fancy letters": Check(letters.plain_letters),
        "full names": Check(private.names_nobody_private),
        "hashtag words": Check(hashtags.words_show),
        "hashtags": Check(hashtags.few_and_last, ("most",)),
        "internal words": Check(markings.nothing_internal, ("markings",)),
        "invitations": Check(private.invites_no_details, ("invitations", "private_routes")),
        "language asked": Check(language.is_in_language_asked, ("official",)),
        "length": Check(length.fits),
        "link to own page": Check(links.leads_to_own_page),
        "links described": Check(links.one_and_described, ("most", "vague")),
        "links followed": Check(links.can_be_followed),
        "links shortened": Check(links.not_shortened, ("sites",)),
        "media size": Check(media.fits_channel),
        "names from lists": Check(timing.names_from_lists, ("lists", "message")),
        "new policy": Check(promises.looks_like_new_policy, ("phrases",)),
        "owner and review": Check(promises.has_owner_and_review, told=("owner", "review_on")),
        "party sites": Check(links.not_to_party_site),
        "personal data": Check(private.no_personal_data, ("kinds",)),
        "pre-election period": Check(timing.only_service_in_period),
        "private words": Check(private.repeats_no_private_words, ("most_words_in_common",)),
        "reading age": Check(sentences.reads_at_age, ("most_age", "judged_from_words")),
        "reference numbers": Check(private.no_reference_numbers),
        "sentence length": Check(sentences.not_too_long, ("most",)),
        "special askers": Check(promises.special_askers),
        "statistics": Check(timing.not_before_release),
        "versions agree": Check(language.versions_agree),
        "versions present": Check(language.has_versions, ("languages",)),
    }
)
"""Checks of drafts by the name a rule uses."""

GATES: Final[Mapping[str, Gate]] = MappingProxyType(
    {
        "abuse": Gate(gates_telling.abuse_is_not_fed, ("is_abusive", "senior_note")),
        "accounts apart": Gate(gates_process.accounts_stay_apart, ("joins_accounts", "person_agreed")),
        "checked again": Gate(
            gates_process.checked_again_in_period, ("in_period", "cleared_at", "period_starts_at", "checked_again_at")
        ),
        "clearance covers": Gate(gates_telling.clearance_covers, ("cleared", "sending")),
        "clearance fresh": Gate(gates_telling.clearance_is_fresh, ("planned_at", "now"), ("most_minutes_late",)),
        "consultation length": Gate(
            gates_process.length_is_reasoned, ("starts_on", "ends_on", "holidays", "reason"), ("least_weeks",)
        ),
        "consultation opening": Gate(gates_process.no_opening_in_period, ("in_period", "permitted_by", "reason")),
        "consultation publicity": Gate(gates_process.no_publicity_in_period, ("in_period", "is_publicity")),
        "correction": Gate(
            gates_telling.correction_reaches_all, ("told_first_count", "told_correction_count", "first_kept")
        ),
        "decision statement": Gate(gates_process.statement_is_complete, ("statement",), ("fields",)),
        "machine words": Gate(
            gates_telling.machine_words_are_adopted,
            ("machine_written", "adopted_by", "network", "network_approved"),
            ("approval_first",),
        ),
        "may be sent": Gate(
            gates_telling.may_be_sent,
            ("network", "tagged_us", "replies_already", "opted_out"),
            ("only_if_tagged", "once"),
        ),
        "not told before": Gate(gates_telling.was_not_told, ("told_this_answer", "post_has_our_reply")),
        "notices": Gate(gates_process.channels_carry_notice, ("channels_without_notice",)),
        "other process": Gate(gates_process.goes_to_its_process, ("text", "outcome"), ("cues", "closings", "message")),
        "pace": Gate(gates_telling.pace_fits, ("askers", "per_window", "window_seconds", "planned_seconds")),
        "response on time": Gate(
            gates_process.response_is_on_time, ("closed_on", "answered_on", "today", "delay_reason"), ("most_weeks",)
        ),
        "rules read": Gate(
            gates_telling.rules_of_channel_are_read, ("read_on", "limits_checked_on", "today"), ("most_months",)
        ),
        "second person": Gate(
            gates_telling.clearer_is_second_person, ("author", "last_editor", "clearer", "changed_since_cleared")
        ),
        "taken down": Gate(
            gates_process.taken_down_is_not_shown, ("taken_down_at", "still_shown", "now"), ("most_hours",)
        ),
        "themes trace": Gate(gates_process.themes_trace_to_inputs, ("themes",)),
        "window open": Gate(
            gates_telling.window_is_open,
            ("network", "last_message_at", "planned_at", "by_person"),
            ("hours", "by_person_hours"),
        ),
    }
)
"""Gates by the name a rule uses."""
