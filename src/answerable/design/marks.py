"""Small words with a drawing beside them, which carries the meaning by shape as well as colour.

They stand in every row of a list, so they are plain functions: a third of the time of the same as macros.
"""

# ruff: noqa: S704  # every value put into markup here is escaped in the same expression

from datetime import date
from typing import Any

from markupsafe import Markup, escape

from answerable.design import wording

_RING = Markup(
    '<svg class="ring" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{}</svg>'
)
_CIRCLE = Markup('<circle class="line" cx="8" cy="8" r="6.5"/>')
# A ring that fills as the question gets answered; a bar for what goes another way, a triangle for what needs a person.
_RINGS: dict[str, Markup] = {
    tone: _RING.format(inside)
    for tone, inside in {
        "open": _CIRCLE,
        "started": _CIRCLE + Markup('<path class="fill" d="M8 8V3a5 5 0 0 1 5 5z"/>'),
        "half": _CIRCLE + Markup('<path class="fill" d="M8 3a5 5 0 0 1 0 10z"/>'),
        "nearly": _CIRCLE + Markup('<path class="fill" d="M8 8V3a5 5 0 1 1-5 5z"/>'),
        "done": Markup('<circle class="fill" cx="8" cy="8" r="7"/><path class="cut" d="m4.7 8.2 2.4 2.4 4.3-4.9"/>'),
        "apart": _CIRCLE + Markup('<path class="line" d="M4.5 8h7"/>'),
        "trouble": Markup('<path class="fill" d="M8 1 15.5 14.5H.5z"/><path class="cut" d="M8 6v4M8 11.4v1.4"/>'),
    }.items()
}

_SHAPE = Markup(
    '<svg class="mark-shape" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">{}</svg>'
)
_SQUARE = Markup('<rect class="fill" x="1" y="1" width="18" height="18" rx="3"/>')
# An octagon with a bar, a triangle, a question mark and an i in squares, a tick in a circle.
_SHAPES: dict[str, Markup] = {
    severity: _SHAPE.format(inside)
    for severity, inside in {
        "block": Markup('<path class="fill" d="M6 1h8l5 5v8l-5 5H6l-5-5V6z"/><path class="cut" d="M5.5 10h9"/>'),
        "warn": Markup('<path class="fill" d="M10 1.5 19.5 18.5H.5z"/><path class="cut" d="M10 7.5v5M10 14.5v1.6"/>'),
        "ask": _SQUARE + Markup('<path class="cut" d="M7.4 7.6a2.7 2.7 0 1 1 4 2.4c-1 .6-1.4 1-1.4 2.2M10 14.2v1.5"/>'),
        "info": _SQUARE + Markup('<path class="cut" d="M10 9v6M10 5v1.3"/>'),
        "fine": Markup('<circle class="fill" cx="10" cy="10" r="9"/><path class="cut" d="m5.8 10.3 3 3 5.5-6.2"/>'),
    }.items()
}


def ring(tone: str) -> Markup:
    """The ring of a state; an empty one for a tone that is not known."""
    return _RINGS.get(tone, _RINGS["open"])


def severity_mark(severity: str) -> Markup:
    """The shape of a severity; the question mark for one that is not known."""
    return _SHAPES.get(severity, _SHAPES["ask"])


def state_tag(label: str, tone: str = "open") -> Markup:
    """A state in words behind its ring; tones: open, started, half, nearly, done, apart, trouble."""
    return Markup(f'<span class="state state--{escape(tone)}">{ring(tone)}{escape(label)}</span>')


def urgency(label: str, level: str) -> Markup:
    """The mark of something "urgent" or due "soon"; nothing for any other level."""
    if level not in {"urgent", "soon"}:
        return Markup()
    shape = severity_mark("block" if level == "urgent" else "warn")
    return Markup(f'<span class="urgency urgency--{level}">{shape}{escape(label)}</span>')


def chip(label: str) -> Markup:
    """The name of a channel."""
    return Markup(f'<span class="chip">{escape(label)}</span>')


def when(moment: Any) -> Markup:
    """A day or moment in full, as an element a machine can read too; words are left as they are."""
    if wording.is_moment(moment):
        return _time(moment, wording.moment(moment))
    if isinstance(moment, date):
        return _time(moment, wording.day(moment))
    return escape("" if moment is None else moment)


def brief(moment: Any, by: wording.Reader | None = None) -> Markup:
    """The same in few letters, for rows."""
    if isinstance(moment, date):
        return _time(moment, wording.brief(moment, by))
    return escape("" if moment is None else moment)


def _time(moment: date, words: str) -> Markup:
    return Markup(f'<time datetime="{wording.iso(moment)}">{escape(words)}</time>')
