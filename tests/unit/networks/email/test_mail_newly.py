"""Only what is newly asked is the post, and nothing that was newly asked is lost."""

import pytest

from answerable.networks.email.newly import newly_said

QUOTES = {
    "quoted lines": "On Sat, 28 Nov 2026 at 09:30, Council <council@gov.test> wrote:\n> Bins are on Tuesday.\n> Bye",
    "a wrapped attribution": "On Sat, 28 Nov 2026 at 09:30, The Council\n<c@gov.test> wrote:\n\n> On Tuesday.",
    "in German": "Am 28.11.2026 um 09:30 schrieb Council <council@gov.test>:\n> On Tuesday.",
    "in Welsh": "Ar Sad, 28 Tach 2026 am 09:30, ysgrifennodd Cyngor <council@gov.test>:\n> On Tuesday.",
    "in Chinese": "Council <council@gov.test> 于2026年11月28日周六 09:30写道:\n> On Tuesday.",
    "without attribution": "> On Tuesday.\n>> When?",
    "old Outlook": "-----Original Message-----\nFrom: Council\nOn Tuesday.",
    "Outlook": "From: Council <council@gov.test>\nSent: Saturday\nTo: Anna\nSubject: Re: Bins\n\nTuesday.",
    "Outlook with a line": (
        "________________________________\nFrom: Council <council@gov.test>\nSent: Saturday\n"
        "To: Anna <anna@cit.test>\nSubject: Re: Bins\n\nOn Tuesday."
    ),
    "Outlook in German": "Von: Council <c@gov.test>\nGesendet: Samstag\nAn: Anna\nBetreff: Re: Bins\n\nOn Tuesday.",
    "Outlook in bold": "*From:* Council <c@gov.test>\n*Sent:* Saturday\n*To:* Anna\n*Subject:* Re: Bins\n\nOn Tuesday.",
}


@pytest.mark.parametrize("quote", QUOTES)
def test_a_quoted_mail_is_set_apart(quote):
    assert newly_said(f"And on bank holidays?\n\n{QUOTES[quote]}\n", is_reply=True) == "And on bank holidays?"


@pytest.mark.parametrize("quote", QUOTES)
def test_whoever_forwards_or_begins_a_thread_says_all_of_it(quote):
    text = f"And on bank holidays?\n\n{QUOTES[quote]}"
    assert newly_said(text, is_reply=False) == text


@pytest.mark.parametrize("quote", QUOTES)
def test_where_nothing_is_new_everything_stays(quote):
    assert newly_said(QUOTES[quote], is_reply=True) == QUOTES[quote].strip()


def test_answers_between_quoted_lines_are_all_kept():
    text = "On 28/11/2026 09:30, Council wrote:\n> Which street?\nHigh Street.\n> Which bin?\nThe green one.\n"
    assert newly_said(text, is_reply=True) == "High Street.\nThe green one."


KEPT = [
    "Thanks, but when is the green bin collected?",
    "Best regards are fine, but when?",
    "- one bin\n- two bins\nWhen?",
    "I wrote on 3 May 2026 at 10:00 and was told:\nnothing at all.",
    "Date: 3 May\nFrom: Leeds\nTo: York\nIs there a bus?",
    "My questions are:\n1. When?\n2. Where?",
    "He said 10:30 on 1.1.2026:",
    "Sent from my heart, but when?\nPlease say.",
    "a -- b\n--- c\nWhen?",
    "*From:* where\nto: there",
]


@pytest.mark.parametrize("text", KEPT)
@pytest.mark.parametrize("is_reply", [True, False])
def test_words_that_only_look_like_marks_are_the_askers(text, is_reply):
    assert newly_said(text, is_reply=is_reply) == text


@pytest.mark.parametrize(
    "ending",
    [
        "-- \nAnna Example\n1 High Street",
        "--\nAnna",
        "Sent from my iPhone",
        "Get Outlook for iOS<https://aka.ms/x>",
        "",
    ],
)
def test_a_signature_is_set_apart(ending):
    assert newly_said(f"When are the bins collected?\n\n{ending}", is_reply=False) == "When are the bins collected?"


def test_a_mail_that_is_only_a_signature_is_kept():
    assert newly_said("-- \nAnna", is_reply=False) == "-- \nAnna"
