"""Links: where they go, whether they say so, and whether a citizen can follow them."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from answerable.pure.checks.draft import Draft, LinkSeen, Params, Spot, see_each
from answerable.pure.checks.phrases import find_phrases
from answerable.pure.checks.reading import Place, Reading

_PRIVATE_HOST: Final = re.compile(
    r"localhost|[^.]+|\[.*|(?:\d{1,3}\.){3}\d{1,3}|.*\.(?:local|localhost|internal|intranet|lan|corp|home|test|invalid|example)"
    r"|(?:.*\.)?(?:intranet|staging|preprod|preview|uat|dev|draft-origin|sharepoint)\..*|.*-my\.sharepoint\.com|.*\.sharepoint\.com"
)


def host_of(address: str) -> str:
    """The host of a link, in small letters, without "www.", user and port."""
    rest = address.split("://", 1)[-1]
    host = re.split(r"[/?#\\]", rest, maxsplit=1)[0].rsplit("@", 1)[-1].lower()
    return re.sub(r":\d+$", "", host).removeprefix("www.")


def is_on(host: str, sites: Iterable[str]) -> bool:
    """Whether `host` is one of `sites` or under one of them."""
    return any(
        host == site or host.endswith("." + site) for site in (site.lower().removeprefix("www.") for site in sites)
    )


def is_private(address: str) -> bool:
    """Whether nobody outside can open `address`: an internal, test or draft host, or a bare number."""
    return _PRIVATE_HOST.fullmatch(host_of(address)) is not None


def not_shortened(draft: Draft, params: Params) -> Iterable[Spot]:
    """Links through a shortening site of `sites`."""

    def look(reading: Reading) -> Iterator[Spot]:
        for link in reading.links:
            if is_on(host_of(link.text), params["sites"]):
                message = "This short link hides where it goes. Put the full address; most networks count it the same."
                yield Spot(message, link.start, link.end)

    return see_each(draft, look)


def one_and_described(draft: Draft, params: Params) -> Iterable[Spot]:
    """At most `most` links in what goes to a network, and none anywhere with only words of `vague` ("click here")."""
    most: int = params["most"]

    def look(reading: Reading) -> Iterator[Spot]:
        if draft.variants and len(reading.links) > most:
            extra = reading.links[most]
            yield Spot(
                f"There are {len(reading.links)} links; keep {most}, the one with the next step.",
                extra.start,
                extra.end,
            )
        for place in find_phrases(reading, params["vague"]):
            yield Spot(f"“{place.text}” does not say where the link leads. Name the page.", place.start, place.end)

    return see_each(draft, look)


def can_be_followed(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Links over https to a public host that were found alive, ending where they say. Takes no parameters."""
    seen = {link.address: link for link in draft.links_seen}

    def look(reading: Reading) -> Iterator[Spot]:
        for link in reading.links:
            yield from _trouble(link, seen.get(link.text))

    return see_each(draft, look)


def _trouble(link: Place, seen: LinkSeen | None) -> Iterator[Spot]:
    if is_private(link.text):
        yield Spot(
            f"{host_of(link.text)} cannot be opened from outside. Link to the public page.", link.start, link.end
        )
        return
    if link.text.lower().startswith("http://"):
        yield Spot("This link is not secure. Use https.", link.start, link.end, "https" + link.text[4:])
    if seen is None:
        return
    if seen.alive is False:
        yield Spot("This page does not answer. Check the address.", link.start, link.end)
    elif seen.needs_sign_in:
        yield Spot("This page asks people to sign in. Link to one that everyone can read.", link.start, link.end)
    elif seen.ends_at and host_of(seen.ends_at) != host_of(link.text):
        message = f"This link ends at {host_of(seen.ends_at)}. Put the address where people arrive."
        yield Spot(message, link.start, link.end, seen.ends_at)


def leads_to_own_page(draft: Draft, _params: Params) -> Iterable[Spot]:
    """A post that carries no link to the body's own site. Takes no parameters; silent while the body lists no sites."""

    def look(reading: Reading) -> Iterator[Spot]:
        if not any(is_on(host_of(link.text), draft.keeps.hosts) for link in reading.links):
            yield Spot(
                "The post does not link to your own site or answer page. Add the page with the same information."
            )

    if not draft.keeps.hosts:
        return ()
    # The draft's own text is the page itself, which need not lead to itself.
    return (Spot(spot.message, channel=one.channel) for one in draft.variants for spot in look(Reading(one.text)))


def not_to_party_site(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Links to the party and campaign sites the body lists. Takes no parameters."""

    def look(reading: Reading) -> Iterator[Spot]:
        for link in reading.links:
            if is_on(host_of(link.text), draft.keeps.party_sites):
                message = "This link goes to a party or campaign site. Take it out."
                yield Spot(message, link.start, link.end)

    return see_each(draft, look)
