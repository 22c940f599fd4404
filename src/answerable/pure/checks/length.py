"""How long a text is by each network's own counting, and what to say when it does not fit."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from answerable.pure.checks.draft import Draft, Params, Spot, TextLimit, Variant
from answerable.pure.checks.reading import Reading
from answerable.pure.text.graphemes import count_graphemes
from answerable.pure.text.weighted import count_weighted

_MENTION_HOST: Final = re.compile(r"(?<![\w/.])(@\w[\w.-]{0,62})@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")


def measure(text: str, limit: TextLimit, *, hosts_of_mentions_are_free: bool = False) -> int:
    """The length of `text` in the limit's unit; hosts of mentions are free where the limit or the caller says so."""
    if limit.unit == "weighted":
        return count_weighted(text)
    links: tuple[tuple[int, int], ...] = ()
    spent = 0
    if limit.link_cost is not None:
        links = tuple((link.start, link.end) for link in Reading(text).links)
        spent = limit.link_cost * len(links)
    rest = _without(text, links)
    if hosts_of_mentions_are_free or limit.mention_domain_free:
        rest = _MENTION_HOST.sub(r"\1", rest)
    return spent + _count(rest, limit.unit)


def _without(text: str, stretches: tuple[tuple[int, int], ...]) -> str:
    kept, done = [], 0
    for start, end in stretches:
        kept.append(text[done:start])
        done = end
    return "".join([*kept, text[done:]])


def _count(text: str, unit: str) -> int:
    if unit == "grapheme":
        return count_graphemes(text)
    if unit == "byte":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text)


def fits(draft: Draft, params: Params) -> Iterable[Spot]:
    """Each variant against its channel's limit. `free_hosts` names the networks that do not count a mention's host."""
    free = tuple(params.get("free_hosts", ()))
    for variant in draft.variants:
        if variant.limit is not None:
            yield from _too_long(variant, variant.limit, free_hosts=variant.network in free)


def _too_long(variant: Variant, limit: TextLimit, *, free_hosts: bool) -> Iterator[Spot]:
    over = measure(variant.text, limit, hosts_of_mentions_are_free=free_hosts) - limit.most
    size = len(variant.text.encode("utf-8", "surrogatepass"))
    if over > 0:
        message = f"The text for {variant.channel} is {over} over the limit of {limit.most}. Shorten or split it."
        yield Spot(message, 0, len(variant.text), channel=variant.channel)
    elif limit.most_bytes is not None and size > limit.most_bytes:
        message = (
            f"The text for {variant.channel} is {size} bytes; the network takes {limit.most_bytes}. "
            "Emoji and accented letters are several bytes each: leave some out."
        )
        yield Spot(message, 0, len(variant.text), channel=variant.channel)
