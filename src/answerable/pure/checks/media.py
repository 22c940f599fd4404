"""Pictures, films and sounds: how many, how large, and whether those who cannot see or hear get the same."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from answerable.pure.checks.draft import Draft, Medium, Params, Spot, Variant
from answerable.pure.text.graphemes import count_graphemes

_FILE_NAME: Final = re.compile(
    r"^\S{1,200}\.(?:jpe?g|png|gif|webp|heic|mp4|mov|svg)$|^(?:IMG|DSC|PXL|Screenshot)[ _-]?\d", re.IGNORECASE
)
_OPENING: Final = re.compile(
    r"^(?:an? |the )?(?:image|photo|picture|photograph|graphic|screenshot|gif|pic)s? (?:of|showing|shows)[ :]+",
    re.IGNORECASE,
)
_MEGABYTE: Final = 1_000_000


def fits_channel(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Number and size of what goes to each channel, by the channel's own numbers. Takes no parameters."""
    for variant in draft.variants:
        yield from _too_many(draft.media, variant)
        for medium in draft.media:
            most = variant.video_bytes_most if medium.kind == "video" else variant.image_bytes_most
            if most is not None and medium.size_bytes > most:
                message = (
                    f"“{medium.name}” is {medium.size_bytes / _MEGABYTE:.1f} MB; {variant.channel} takes "
                    f"{most / _MEGABYTE:.1f} MB. Make it smaller."
                )
                yield Spot(message, channel=variant.channel)


def _too_many(media: tuple[Medium, ...], variant: Variant) -> Iterator[Spot]:
    count = sum(medium.kind != "audio" for medium in media)
    if variant.images_most is not None and count > variant.images_most:
        message = f"{variant.channel} takes {variant.images_most} pictures; there are {count}. Leave some out."
        yield Spot(message, channel=variant.channel)


def has_alt_text(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Every picture and film is described, or is marked as decoration with a reason. Takes no parameters."""
    for medium in draft.media:
        if medium.kind != "audio" and not medium.alt.strip() and not medium.decorative_because.strip():
            message = f"“{medium.name}” has no description. Write what it shows, or mark it as decoration and say why."
            yield Spot(message)


def alt_text_fits(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Descriptions against each channel's limit. Takes no parameters."""
    for variant in draft.variants:
        for medium in draft.media:
            if variant.alt_most is not None and count_graphemes(medium.alt) > variant.alt_most:
                message = (
                    f"The description of “{medium.name}” is longer than the {variant.alt_most} letters that "
                    f"{variant.channel} takes. Shorten it, and put the rest in the text."
                )
                yield Spot(message, channel=variant.channel)


def alt_text_says_something(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Descriptions that only say "image of", repeat the file's name or repeat the post. Takes no parameters."""
    texts = {_bare(text) for text in (draft.text, *(variant.text for variant in draft.variants))}
    for medium in draft.media:
        alt = medium.alt.strip()
        opening = _OPENING.match(alt)
        if opening:
            yield Spot(
                f"The description of “{medium.name}” starts with “{opening[0].strip()}”. Screen readers say that: "
                "start with what is shown."
            )
        elif _FILE_NAME.search(alt) or (alt and alt == medium.name):
            yield Spot(f"The description of “{medium.name}” is a file name. Write what the picture shows.")
        elif alt and _bare(alt) in texts:
            yield Spot(f"The description of “{medium.name}” repeats the post. Write what the picture shows.")


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())


def has_captions(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Every film has a caption file, or words in the picture that a named person checked. Takes no parameters."""
    for medium in draft.media:
        if medium.kind != "video" or medium.captions == "file":
            continue
        if medium.captions == "open" and medium.captions_checked_by.strip():
            continue
        yield Spot(f"“{medium.name}” {_missing_captions(medium)}")


def _missing_captions(medium: Medium) -> str:
    if medium.captions == "automatic":
        return "has captions that nobody has read. Correct them and add them as a file."
    if medium.captions == "open":
        return "has captions in the picture. Name the person who checked them."
    return "has no captions. Add a caption file."
