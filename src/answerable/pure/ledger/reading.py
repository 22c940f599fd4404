"""Reads the entries of an archive in order, for the steps about entries, texts and process."""

from collections import Counter
from collections.abc import Sequence

from answerable.pure.ledger.checkpoint import parse_checkpoint
from answerable.pure.ledger.disclosure import digest_of, parse_disclosure
from answerable.pure.ledger.entry import Entry, parse_entry
from answerable.pure.ledger.entry_types import ENTRY_TYPES
from answerable.pure.ledger.process import SUCCESSION, Process
from answerable.pure.ledger.report import Step
from answerable.pure.ledger.rotation import Rotation


class EntryReading:
    """Takes bundle after bundle; what it remembers grows with withheld texts, questions and answers only."""

    def __init__(self, entries: Step, texts: Step, process: Step) -> None:
        self._entries = entries
        self._texts = texts
        self._process = process
        self._rules = Process()
        self._withheld: Counter[str] = Counter()
        self._removed: Counter[str] = Counter()
        self._entry_count = 0
        self._text_count = 0
        self.rotations: list[Rotation] = []
        self._succession: Entry | None = None
        self._removed_before = 0

    def read_bundle(self, first: int, entries: Sequence[bytes], leaves: Sequence[bytes], texts: bytes) -> None:
        """Read the entries from index `first` on, with their leaf hashes and the file of texts beside them."""
        by_index = self._texts_by_index(first, len(entries), texts)
        for index, (raw, leaf) in enumerate(zip(entries, leaves, strict=True), start=first):
            try:
                entry = parse_entry(raw)
            except ValueError as error:
                self._entries.wrong(f"entry {index}: {error}")
                continue
            if "_sd" in entry or index in by_index:
                self._check_texts(index, entry, leaf, by_index.get(index, ()))
            if entry["type"] == "disclosure.removed":
                self._note_removal(index, entry)
            elif entry["type"] == SUCCESSION and not index:
                self._note_succession(entry, by_index.get(index, ()))
            elif entry["type"] == "key.rotated":
                self.rotations.append(Rotation(index, entry["former"], entry["key"]))
            for breach in self._rules.breaches(entry):
                self._process.wrong(f"entry {index}: {breach}")
        self._entry_count += len(entries)

    def finish(self) -> None:
        """Compare what is withheld with what was recorded as removed, and note that the steps were taken."""
        for leaf in sorted(self._withheld.keys() | self._removed.keys()):
            withheld, removed = self._withheld[leaf], self._removed[leaf]
            if withheld != removed:
                self._texts.wrong(f"entry with hash {leaf}: {withheld} texts are withheld, {removed} removals recorded")
        self._entries.findings.append(f"{self._entry_count} entries of known types, each in its one spelling")
        self._texts.findings.append(
            f"{self._text_count} texts belong to their entries; {self._withheld.total()} were taken away, all listed"
            if self._texts.problem_count == 0
            else f"{self._text_count} texts read"
        )
        self._process.findings.append(
            f"all publications cleared by a second person; {self._rules.training_count} made in training"
            if self._process.problem_count == 0
            else "the rules were read against every entry"
        )
        if self._succession:
            carried = f"{len(self._rules.carried)} questions, answers and channels began in the record before"
            self._process.findings.append(f"{carried}; {self._removed_before} texts were taken away from it")
        for step in (self._entries, self._texts, self._process):
            step.taken = True

    def _texts_by_index(self, first: int, count: int, texts: bytes) -> dict[int, list[str]]:
        """{index: disclosures} from lines of `index disclosure`; a bad line is a problem of the texts."""
        found: dict[int, list[str]] = {}
        for line in texts.split(b"\n")[:-1]:
            number, _, encoded = line.partition(b" ")
            if not _names_an_index(number, first, first + count):
                self._texts.wrong(f"a line of texts after index {first} names no entry there")
                continue
            found.setdefault(int(number), []).append(encoded.decode("ascii", "replace"))
        if texts and not texts.endswith(b"\n"):
            self._texts.wrong(f"the texts after index {first} end in the middle of a line")
        return found

    def _check_texts(self, index: int, entry: Entry, leaf: bytes, disclosures: Sequence[str]) -> None:
        digests = set(entry.get("_sd", ()))
        if None in disclosed_names(disclosures, digests, ENTRY_TYPES[entry["type"]].texts):
            self._texts.wrong(f"entry {index}: a text that the entry does not stand for")
        self._text_count += len(disclosures)
        if digests:
            self._withheld[leaf.hex()] = len(digests)

    def _note_succession(self, entry: Entry, texts: Sequence[str]) -> None:
        """The record begins where another ended: say so, and hold the signed words beside the entry against it."""
        self._succession = entry
        self._entries.findings.append(
            f"this record succeeds another of {entry['size']} entries, root {entry['root']}, reason {entry['reason']}"
        )
        for text in texts:
            try:
                former, _ = parse_checkpoint(parse_disclosure(text).value.encode())
            except ValueError:
                self._texts.wrong("the first entry does not hold a checkpoint of the record that this one succeeds")
            else:
                if (former.size, former.root.hex()) != (entry["size"], entry["root"]):
                    self._texts.wrong("the former record's checkpoint is not the one that the first entry speaks of")
                self._entries.findings.append(f"that record was {former.origin}: check its own archive as well")

    def _note_removal(self, index: int, entry: Entry) -> None:
        self._removed[entry["entry"]] += entry["count"]
        if not self._withheld[entry["entry"]] and self._succession:
            self._removed_before += self._removed.pop(entry["entry"])
        elif not self._withheld[entry["entry"]]:
            self._texts.wrong(f"entry {index}: a removal from no earlier entry")


def _names_an_index(digits: bytes, first: int, end: int) -> bool:
    return digits.isdigit() and len(digits) < 20 and first <= int(digits) < end and str(int(digits)).encode() == digits  # noqa: PLR2004 - 64 bits


def disclosed_names(disclosures: Sequence[str], digests: set[str], allowed: frozenset[str]) -> list[str | None]:
    """The names of the disclosures, None for each not among `digests`, out of which those found are taken."""
    names: list[str | None] = []
    for encoded in disclosures:
        try:
            digest, text = digest_of(encoded), parse_disclosure(encoded)
        except ValueError:
            names.append(None)
            continue
        is_true = digest in digests and text.name in allowed and text.name not in names
        digests.discard(digest)
        names.append(text.name if is_true else None)
    return names
