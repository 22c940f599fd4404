"""What an archive says was said in public: every version of every answer, where it was told, and on which accounts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from answerable.pure.ledger.disclosure import parse_disclosure
from answerable.pure.ledger.entry import Entry, parse_day, parse_entry
from answerable.pure.ledger.layout import Archive, text_path
from answerable.pure.ledger.tiles import ENTRIES, TILE_WIDTH, bundle_widths, split_bundle, tile_path


@dataclass(frozen=True)
class Said:
    """Words that are on the record: a version of an answer, or a post that was entered afterwards (`version` 0).

    `texts` are all forms in which it may have been said; `is_withheld` where some were taken away from the record.
    """

    index: int
    answer: str
    version: int
    on: date
    texts: tuple[str, ...]
    address: str = ""
    is_withheld: bool = False


@dataclass
class RecordedChannel:
    """A channel as the record has it; days include the first and the last. `address` is empty in older records."""

    channel: str
    network: str
    opened_on: date
    name: str = ""
    address: str = ""
    closed_on: date | None = None


@dataclass
class Published:
    """What a record says, without what is pending. `told_on` has the channels on which a version was told in public."""

    began_on: date | None = None
    body: str = ""
    channels: dict[str, RecordedChannel] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    told_on: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)

    def add(self, index: int, entry: Entry, texts: dict[str, str]) -> None:
        """Takes in one entry, in order."""
        on = parse_day(entry["on"])
        self.began_on = self.began_on or on
        kind = entry["type"]
        if kind == "body.named":
            self.body = texts.get("name", self.body)
        elif kind == "channel.opened":
            name, address = texts.get("name", ""), texts.get("address", "")
            self.channels[entry["channel"]] = RecordedChannel(entry["channel"], entry["network"], on, name, address)
        elif kind == "channel.closed" and entry["channel"] in self.channels:
            self.channels[entry["channel"]].closed_on = on
        elif kind == "delivery.summary":
            self.told_on[entry["answer"], entry["version"]] = frozenset(entry.get("channels", ()))
        elif kind in _SAY:
            self._add_said(index, entry, texts, on)

    def _add_said(self, index: int, entry: Entry, texts: dict[str, str], on: date) -> None:
        answer = entry.get("answer", "")
        address = self._addresses.setdefault(answer, texts.get("address", "")) if answer else ""
        forms = tuple(texts[name] for name in _SAY[entry["type"]] if texts.get(name))
        is_withheld = len(texts) < len(entry.get("_sd", ()))
        self.said.append(Said(index, answer, entry.get("version", 0), on, forms, address, is_withheld))


_SAY = {
    "answer.published": ("text", "short"),
    "answer.corrected": ("text", "short"),
    "answer.withdrawn": ("notice", "short"),
    "post.entered": ("text",),
}
"""The types of entry that hold words said in public, and the texts that are such words."""


def read_published(archive: Archive, size: int) -> Published:
    """Reads an archive of `size` entries that was verified before; memory grows with what was said."""
    found = Published()
    for number, width in bundle_widths(size):
        texts = _texts(archive, number, width)
        entries = split_bundle(archive.read(tile_path(ENTRIES, number, width)))
        for index, raw in enumerate(entries, number * TILE_WIDTH):
            found.add(index, parse_entry(raw), texts.get(index, {}))
    return found


def _texts(archive: Archive, number: int, width: int) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for index, encoded in _lines(archive, text_path(number, width)):
        text = parse_disclosure(encoded)
        found.setdefault(index, {})[text.name] = text.value
    return found


def _lines(archive: Archive, name: str) -> Iterator[tuple[int, str]]:
    if name in archive.names:
        for line in archive.read(name).decode("ascii").splitlines():
            index, _, encoded = line.partition(" ")
            yield int(index), encoded
