"""When a rule applies to a draft at all, or when its question is put: named, so that a rule file can say it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from answerable.pure.checks.draft import Draft
from answerable.pure.checks.figures import facts_needing_source

CONDITIONS: Final[Mapping[str, Callable[[Draft], bool]]] = MappingProxyType(
    {
        "all": lambda draft: True,  # noqa: ARG005
        "public": lambda draft: draft.public,
        "social": lambda draft: bool(draft.variants),
        "page": lambda draft: draft.page,
        "media": lambda draft: bool(draft.media),
        "video": lambda draft: any(medium.kind == "video" for medium in draft.media),
        "link": lambda draft: any(reading.links for _, reading in draft.readings),
        "emoji": lambda draft: any(reading.emoji for _, reading in draft.readings),
        "facts": lambda draft: any(facts_needing_source(reading) for _, reading in draft.readings),
        "group": lambda draft: draft.asker_count > 1,
        "versions": lambda draft: bool(draft.versions),
        "campaign": lambda draft: draft.kind == "campaign",
        "repost": lambda draft: draft.kind == "repost",
        "pre-election period": lambda draft: draft.period is not None,
        "crisis": lambda draft: draft.crisis,
        "private words": lambda draft: bool(draft.private_messages),
    }
)
"""Each name a rule may use in `scope` and `ask_when`, and what it means."""
