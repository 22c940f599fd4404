"""What the settings of a check may hold: a rule with a number where words belong would stop the desk, not the draft."""

from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any, Final

from answerable.errors import Refused
from answerable.guidance.rule import SEVERITIES
from answerable.pure.checks.draft import Keeps
from answerable.pure.text.personal_data import MASKS

MOST_WORDS: Final = 2_000
MOST_LETTERS: Final = 400


def check_settings(params: Mapping[str, Any], where: str) -> None:
    """Raises `Refused` for a setting that no check has, or that holds something no check could use."""
    for name, value in params.items():
        wanted = _KINDS.get(name)
        if wanted is None:
            raise Refused(f"{where}: no check has a setting “{name}”. Take it out or correct its name.")
        words, holds = wanted
        if not holds(value):
            raise Refused(f"{where}: “{name}” must be {words}. Correct it.")


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= MOST_LETTERS


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple) and 0 < len(value) <= MOST_WORDS and all(_is_text(one) for one in value)


def _is_list_of(known: frozenset[str]) -> Callable[[Any], bool]:
    return lambda value: _is_list(value) and known.issuperset(value)


def _is_message(value: Any) -> bool:
    """Words in which nothing but {words} is filled in."""
    if not _is_text(value):
        return False
    try:
        filled = [rest for _text, *rest in Formatter().parse(value) if rest[0] is not None]
    except ValueError:
        return False
    return all(one == ["words", "", None] for one in filled) and value[-1] in ".?"


def _is_table(value: Any) -> bool:
    if not isinstance(value, Mapping) or not 0 < len(value) <= MOST_WORDS:
        return False
    return all(_is_text(word) and isinstance(to, str) and len(to) <= MOST_LETTERS for word, to in value.items())


_NAMES: Final = frozenset(Keeps.__dataclass_fields__) - {"embargoes", "statistics", "periods"}
_COUNT: Final = ("a whole number", _is_count)
_LIST: Final = ("a list of words", _is_list)
_YES_OR_NO: Final = ("true or false", lambda value: isinstance(value, bool))
_KINDS: Final[Mapping[str, tuple[str, Callable[[Any], bool]]]] = {
    **dict.fromkeys(("most", "most_age", "judged_from_words", "most_words_in_common"), _COUNT),
    **dict.fromkeys(("phrases", "except", "literal", "not_ours", "invitations", "private_routes", "vague"), _LIST),
    **dict.fromkeys(("markings", "sites", "known", "also", "shapes", "official", "languages", "free_hosts"), _LIST),
    "message": ("a sentence, in which {words} stands for what was found", _is_message),
    "instead": ("a table of words and what to write in their place", _is_table),
    "lists": (f"names of lists: {', '.join(sorted(_NAMES))}", _is_list_of(_NAMES)),
    "kinds": (f"kinds of personal data: {', '.join(MASKS)}", _is_list_of(frozenset(MASKS))),
    "only_in_period": _YES_OR_NO,
    "in_period": (f"one of {', '.join(SEVERITIES)}", lambda value: value in SEVERITIES),
}
"""Each setting of a check of drafts: what it holds, in words and as a test."""
