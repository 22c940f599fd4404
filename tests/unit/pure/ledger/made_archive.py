"""Makes small archives of a record in memory, true ones and ones with a lie in them."""

from datetime import date
from hashlib import sha256

from answerable.pure.ledger.checkpoint import Head
from answerable.pure.ledger.disclosure import make_disclosure
from answerable.pure.ledger.layout import Archive, sum_lines, text_path
from answerable.pure.ledger.signing import cosign, make_key, sign_note
from answerable.pure.ledger.tiles import ENTRIES, bundle_widths, join_bundle, tile_path, widths_of
from answerable.pure.ledger.tree import leaf_hash, root_of
from answerable.pure.ledger.trust import write_trust
from answerable.pure.ledger.writing import write_entry

DAY = date(2026, 11, 20)
KEY = make_key("answers.example/record", b"\x07" * 32)
OTHER_KEY = make_key("answers.example/record", b"\x08" * 32)
ANN = "p_" + "a" * 26
BEN = "p_" + "b" * 26


class Story:
    """Entries with their texts, in order."""

    def __init__(self):
        self.entries = []
        self.texts = []
        self._salt = 0

    def add(self, kind, fields, texts=None, on=DAY):
        made = [self._disclose(name, value) for name, value in (texts or {}).items()]
        self.entries.append(write_entry(kind, fields, made, on))
        self.texts.append(made)
        return self

    def _disclose(self, name, value):
        self._salt += 1
        return make_disclosure(sha256(b"%d" % self._salt).digest(), name, value)

    def take_away(self, index):
        """Take the texts of an entry away, as an erasure does, and record it."""
        count = len(self.texts[index])
        self.texts[index] = []
        entry = leaf_hash(self.entries[index]).hex()
        return self.add("disclosure.removed", {"entry": entry, "count": count, "reason": "ERASURE"})


def told_story(questions=1):
    """Each question asked, answered, cleared by another, published and told: five entries each, after two."""
    story = Story()
    story.add("body.named", {"body": "body_0001"}, {"name": "Example Council"})
    story.add(
        "channel.opened", {"channel": "town-hall", "network": "practice"}, {"address": "https://social.example/@hall"}
    )
    for number in range(questions):
        question, answer = f"q_{number:04d}", f"ans_{number:04d}"
        about = {"about": question}
        story.add(
            "question.opened", {"question": question, "asked": 3, **about}, {"title": f"When is bin day {number}?"}
        )
        first = {"answer": answer, "version": 1}
        story.add("answer.drafted", {**first, "question": question, "by": ANN, **about})
        story.add("answer.cleared", {**first, "by": BEN, "asked": 3, **about})
        story.add(
            "answer.published", {**first, "question": question, "asked": 3, **about}, {"text": "On Tuesdays — é."}
        )
        story.add("delivery.summary", {**first, "asked": 3, "told": 2, "untold": 1, **about})
    return story


def checkpoint_of(leaves, key=KEY, witnesses=()):
    note = sign_note(Head(key.public.name, len(leaves), root_of(leaves)).text, [key])
    for witness in witnesses:
        note = cosign(note, witness, 1_790_000_000)
    return note.encoded


def files_of(story, *, older=(), key=KEY, witnesses=(), quorum=0):
    """{name: content} of a true archive of the story, without the checksums."""
    leaves = [leaf_hash(entry) for entry in story.entries]
    size = len(leaves)
    files = {
        "README.txt": b"A copy of the record.\n",
        "verify.py": b"pass\n",
        "trust.txt": write_trust([key.public.vkey], [each.public.vkey for each in witnesses], quorum).encode(),
        "checkpoint": checkpoint_of(leaves, key, witnesses),
    }
    signed_by = dict(older) if isinstance(older, dict) else dict.fromkeys(older, key)
    files |= {f"checkpoints/{count}": checkpoint_of(leaves[:count], signer) for count, signer in signed_by.items()}
    for level, number, width in widths_of(size):
        span = 256**level
        hashes = [
            root_of(leaves[place * span : (place + 1) * span]) for place in range(number * 256, number * 256 + width)
        ]
        files[tile_path(level, number, width)] = b"".join(hashes)
    for number, width in bundle_widths(size):
        first = number * 256
        files[tile_path(ENTRIES, number, width)] = join_bundle(story.entries[first : first + width])
        lines = [
            f"{first + n} {text}\n" for n, texts in enumerate(story.texts[first : first + width]) for text in texts
        ]
        if lines:
            files[text_path(number, width)] = "".join(lines).encode()
    return files


def with_sums(files):
    """The files with true checksums, whatever else is a lie."""
    files = {name: content for name, content in files.items() if name != "SHA256SUMS"}
    return files | {"SHA256SUMS": sum_lines(files.items())}


def archive_of(files):
    return Archive(frozenset(files), files.__getitem__)
