"""A channel's rules sheet: the limits and rules of its network, from the data that the checks and the sender use."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.channels.limits import limits_of
from answerable.channels.models import Channel
from answerable.channels.offers import rules_of_space
from answerable.networks.contract import Limits, Pace, TextRule
from answerable.networks.kinds import KINDS
from answerable.networks.space import Price

HOUR, DAY = 3600, 86_400
WINDOWS = ((DAY, "days"), (HOUR, "hours"), (60, "minutes"))


@dataclass(frozen=True)
class Line:
    """One number or rule: what it is about, what it says, where that stands and when it was looked up.

    `former` is what it said when it was last signed, where that was something else.
    """

    about: str
    words: str
    source: str
    checked_on: date
    former: str = ""


def sheet_of(channel: Channel) -> list[Line]:
    """The sheet in words. A rule that is new or changed since it was last signed carries its former words."""
    limits = limits_of(channel)
    lines = [*_of_limits(limits)] if limits else []
    lines += [
        Line(_(rule.about), _(rule.words), rule.source, rule.checked_on)
        for rule in rules_of_space(channel.kind, channel.settings)
    ]
    price = KINDS[channel.kind].price if channel.kind in KINDS else None
    lines += [Line(_("What a reply costs"), price_words(price), price.source, price.checked_on)] if price else []
    signed = channel.signatures.order_by("-signed_at", "-pk").first()
    if signed is None:
        return lines
    former = dict(signed.lines)
    return [_with_former(line, former) for line in lines]


def _with_former(line: Line, former: dict[str, str]) -> Line:
    before = former.get(line.about, _("nothing"))
    return line if before == line.words else Line(line.about, line.words, line.source, line.checked_on, before)


def _of_limits(limits: Limits) -> Iterator[Line]:
    for about, words in (
        (_("Length of a text"), length_words(limits.text)),
        *((_pace_title(pace), pace_words(pace)) for pace in limits.paces),
        (_("Pictures"), _picture_words(limits)),
    ):
        yield Line(about, words, limits.source, limits.checked_on)
    if not limits.paces:
        yield Line(_("How fast we may write"), _("No limit is set."), limits.source, limits.checked_on)


def price_words(price: Price, count: int = 1) -> str:
    """What `count` replies cost in money, from the least to the most."""
    return _("%(least)s to %(most)s") % {
        "least": f"{price.currency}{price.least * count:,.2f}",
        "most": f"{price.currency}{price.most * count:,.2f}",
    }


def length_words(rule: TextRule) -> str:
    """How long a text may be and how it is counted."""
    unit = {
        "grapheme": _("letters, an emoji or a letter with its accents being one"),
        "codepoint": _("characters"),
        "byte": _("bytes"),
        "weighted": _("units: most letters are one, others and emoji two"),
    }[rule.unit]
    said = [_("At most %(most)s %(unit)s.") % {"most": _number(rule.most), "unit": unit}]
    if rule.most_bytes is not None:
        said.append(_("At most %(most)s bytes as well.") % {"most": _number(rule.most_bytes)})
    if rule.link_cost is not None:
        said.append(_("Any link counts %(cost)s.") % {"cost": _number(rule.link_cost)})
    if rule.mention_domain_free:
        said.append(_("The server in a mention does not count."))
    return " ".join(said)


def _pace_title(pace: Pace) -> str:
    return _("How fast we may write: %(name)s") % {"name": pace.name} if pace.name else _("How fast we may write")


def pace_words(pace: Pace) -> str:
    """How many points in what time, what a reply costs, and when counting begins anew."""
    said = [_("%(count)s in %(time)s.") % {"count": _number(pace.count), "time": _window(pace.window_seconds)}]
    if pace.cost > 1:
        said.append(
            _("A reply costs %(cost)s, so %(replies)s replies.")
            % {"cost": _number(pace.cost), "replies": _number(pace.replies)}
        )
    if pace.aligned:
        said.append(_("Counting begins anew on the clock."))
    return " ".join(said)


def _window(seconds: float) -> str:
    for length, unit in WINDOWS:
        if seconds >= length and seconds % length == 0:
            count = round(seconds / length)
            return {
                "days": ngettext("%(num)s day", "%(num)s days", count),
                "hours": ngettext("%(num)s hour", "%(num)s hours", count),
                "minutes": ngettext("%(num)s minute", "%(num)s minutes", count),
            }[unit] % {"num": _number(count)}
    return ngettext("%(num)s second", "%(num)s seconds", round(seconds)) % {"num": _number(seconds)}


def _picture_words(limits: Limits) -> str:
    media = limits.media
    if media is None:
        return _("None can be sent from here.")
    return _("At most %(images)s, each of at most %(size)s bytes; descriptions of at most %(alt)s letters.") % {
        "images": _number(media.images),
        "size": _number(media.image_bytes),
        "alt": _number(media.alt_most),
    }


def _number(value: float) -> str:
    return str(format_decimal(value, locale="en_GB"))
