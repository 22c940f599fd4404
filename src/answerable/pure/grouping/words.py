"""Which words of a post carry what it asks, and when two forms of a word are the same."""

from answerable.pure.text.near_copy import wording

LITTLE_WORDS = frozenset(
    """
    a an the and or but if so as of at by for in on to from with into onto about over under after before between
    during than then too very just also only even still yet again ever there here this that these those it its it's i
    i'm i've me my mine we us our you your yours he him his she her they them their who whom whose what what's which
    when where why how is are am was were be been being do does did doing done have has had having can could may might
    will would shall should must need want like get got getting please tell know let any some all more most much many
    such own same other another one out up down off not no n't don't doesn't didn't isn't aren't wasn't weren't can't
    couldn't won't wouldn't shouldn't hasn't haven't cannot because while until through via per s t re ve ll d m y yr
    yn a'r i'r yw'r sy'n ydy'r nid o'r ar am mae mae'r yw ydy oes sut pryd ble pam pwy beth pa faint fy ei eu eich ein
    dy ac neu ond wedi bod gan gyda an na agus nó ach is tá níl bhfuil an-bhfuil cad cathain cá conas cén cé mo do a
    ár bhur ag le do de ó faoi go sa san den don
    """.split()  # noqa: SIM905 - a list of these words, quoted one by one, is a page
)


_SHORT = 4


def content_words(text: str) -> list[str]:
    """The words of `text` that carry its meaning, folded, in order, each once."""
    return list(dict.fromkeys(word for word in wording(text) if word not in LITTLE_WORDS and word[0].isalnum()))


def stem(word: str) -> str:
    """A rough stem: English plurals and -ing, -ed, -ly fall together; other words stay."""
    for ending, least in (("ies", 5), ("ing", 6), ("edly", 7), ("ed", 5), ("es", 5), ("ly", 5), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            base = word[: -len(ending)] + ("y" if ending == "ies" else "")
            return _undoubled(base).rstrip("e")
    return word.rstrip("e") if len(word) > _SHORT else word


def _undoubled(base: str) -> str:
    """Stopp(ed) to stop; but fill(ed), pass(ed) and buzz(ed) keep both."""
    doubled = len(base) >= _SHORT and base[-1] == base[-2] and base[-1] not in "lsz"
    return base[:-1] if doubled else base


def overlap(ours: set[str], theirs: set[str]) -> float:
    """Jaccard overlap of two sets, 1 for two empty ones."""
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else 1.0
