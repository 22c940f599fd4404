"""What a place that is answered by hand allows, and how its links name a post; the places are data beside this."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from answerable.networks.contract import TextRule

HOUR = 60


@dataclass(frozen=True, kw_only=True)
class Place:
    """One network, or another place where people talk to us, that a person answers.

    `name` is the word that rules know it by. `hosts` are the names its links stand under, the usual one first; none
    where there are no links. `names` are patterns of a link's path with the one address that each form stands for;
    `only_named` where nothing else is a post. `kept` are the parts of a query that name a post. `own_links` is False
    where comments share the link of what they stand under, `answers_have_links` where our own has none to show.
    `handle` is the pattern of an account's name, empty where the name shown is no account. `hold_minutes` is how long
    one person may keep a task. `epoch_ms` is set where the number in a link holds the moment it was posted (Snowflake).
    `source` and `checked_on` belong to `text` and `alt_most`, `manners` are the rules of the space in sentences, which
    `manners_source` belongs to.
    """

    name: str
    title: str
    text: TextRule
    source: str
    checked_on: date
    hosts: tuple[str, ...] = ()
    names: tuple[tuple[re.Pattern[str], str], ...] = ()
    only_named: bool = False
    kept: frozenset[str] = frozenset()
    own_links: bool = True
    answers_have_links: bool = True
    handle: re.Pattern[str] | None = None
    links_name_accounts: bool = False
    profile: str = ""
    hold_minutes: int = HOUR // 2
    alt_most: int | None = None
    epoch_ms: int = 0
    manners: tuple[str, ...] = ()
    manners_source: str = "Our own advice; read the rules of the place itself as well"
    words: Mapping[str, str] = field(default_factory=dict)
