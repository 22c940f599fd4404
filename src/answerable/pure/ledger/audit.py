"""Checks a whole archive of the record in eight steps, in bounded memory; nothing in it is believed beforehand."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from answerable.pure.ledger.checkpoint import PLAIN_PYTHON, Head, Verify
from answerable.pure.ledger.layout import (
    CHECKPOINT,
    OLDER_CHECKPOINTS,
    SUMS,
    TRUST,
    Archive,
    archive_tiles,
    needed_names,
    sum_line,
    text_names,
    text_path,
)
from answerable.pure.ledger.reading import EntryReading
from answerable.pure.ledger.report import Report, Step
from answerable.pure.ledger.rotation import Rotation, SignedSize, keys_reached
from answerable.pure.ledger.tiles import (
    ENTRIES,
    TILE_WIDTH,
    TileGrowth,
    bundle_widths,
    node_reader,
    split_bundle,
    tile_path,
)
from answerable.pure.ledger.tree import HASH_BYTES, NodeReader, root_at
from answerable.pure.ledger.trust import Demand, Trust, names_of, parse_trust, trusted_head


class Audit:
    """One check of one archive. `run` takes the steps in order and stops where a later one would have no ground."""

    def __init__(
        self,
        archive: Archive,
        trust: Trust | None = None,
        kept: Sequence[bytes] = (),
        verify: Mapping[int, Verify] = PLAIN_PYTHON,
        demanded: Demand | None = None,
    ) -> None:
        self._demanded = demanded
        self._archive = archive
        self._trust = trust
        self._kept = kept
        self._verify = verify
        self._signed: list[SignedSize] = []
        self._rotations: list[Rotation] = []
        self.files = Step("Files", "Each file must be as it was written, none may be missing and none added.")
        self.keys = Step("Keys", "Signatures mean something only with keys that you know to be the body's own.")
        self.checkpoint = Step("Checkpoint", "The body, and its witnesses, signed how long the record is and its root.")
        self.tree = Step("Tree", "Every entry is hashed into the tree; one changed letter would give another root.")
        self.older = Step("Older checkpoints", "What was signed before must still be there: nothing was rewritten.")
        self.entries = Step("Entries", "An entry may hold codes, counts and days only: no words, and no one's name.")
        self.texts = Step(
            "Texts", "Each text must be the one its entry stands for; each one taken away must be listed."
        )
        self.process = Step("Process", "Nothing published without a second person; no one counted as told who was not.")

    def run(self) -> Report:
        """Take the steps."""
        steps = [self.files, self.keys, self.checkpoint, self.tree, self.older, self.entries, self.texts, self.process]
        self._check_sums()
        trust = self._choose_trust()
        head = trust and self._check_checkpoint(trust)
        if trust and head:
            self._check_names(head.size)
            if self._check_tree(head):
                self._check_older(trust, head)
                self._check_keys_reached(trust)
        return Report(steps)

    def _check_sums(self) -> None:
        names = sorted(self._archive.names - {SUMS})
        try:
            stated = self._archive.read(SUMS).splitlines(keepends=True)
        except ValueError as error:
            return self.files.wrong(str(error))
        actual = [sum_line(name, sha256(self._archive.read(name)).hexdigest()) for name in names]
        for line in sorted(set(stated) - set(actual)):
            self.files.wrong(f"{SUMS} says otherwise than the files: {line.decode(errors='replace').strip()[:200]}")
        for line in sorted(set(actual) - set(stated)):
            self.files.wrong(f"{SUMS} does not say this of the files: {line.decode(errors='replace').strip()[:200]}")
        if not self.files.problem_count and stated != actual:
            self.files.wrong(f"{SUMS} is not in order")
        self.files.findings.append(f"{len(names)} files compared with their checksums")
        self.files.taken = True
        return None

    def _choose_trust(self) -> Trust | None:
        self.keys.taken = True
        try:
            own = parse_trust(self._archive.read(TRUST).decode())
        except ValueError as error:
            self.keys.wrong(f"{TRUST}: {error}")
            return self._trust
        if self._trust is None:
            self.keys.findings.append(
                "The keys come from the archive itself. Compare them with those the body publishes:"
            )
        elif self._trust.log_keys[0].name != own.log_keys[0].name:
            self.keys.wrong("the archive is of another record than the one whose keys you trust")
        trust = _joined(self._trust, own) if self._trust else own
        trust = self._demanded.of(trust) if self._demanded else trust
        self.keys.findings += [f"key of the record: {key.vkey}" for key in trust.log_keys]
        self.keys.findings += [f"witness: {key.vkey[:200]}" for key in trust.witnesses]
        return trust

    def _check_checkpoint(self, trust: Trust) -> Head | None:
        self.checkpoint.taken = True
        try:
            encoded = self._archive.read(CHECKPOINT)
            head, keys = trusted_head(encoded, trust, quorum=trust.quorum, verify=self._verify)
        except ValueError as error:
            self.checkpoint.wrong(str(error))
            return None
        self.checkpoint.findings.append(f"{head.size} entries of {head.origin}, signed by {names_of(keys)}")
        self._signed.append(SignedSize(head.size, keys))
        if any(key.kind not in self._verify for key in trust.witnesses):
            self.checkpoint.findings.append(
                "A witness signs in a way that this program cannot check; it was not counted."
            )
        return head

    def _check_names(self, size: int) -> None:
        needed = needed_names(size)
        may_be = needed | text_names(size)
        for name in sorted(needed - self._archive.names):
            self.files.wrong(f"{name} is missing")
        for name in sorted(self._archive.names - may_be):
            if not name.startswith(OLDER_CHECKPOINTS):
                self.files.wrong(f"{name[:200]} does not belong to the archive")

    def _check_tree(self, head: Head) -> bool:
        """Whether entries, tiles and root agree; reads every entry once and hands it on to the steps about entries."""
        reading = EntryReading(self.entries, self.texts, self.process)
        self.tree.taken = True
        try:
            self._grow_tree(head.size, reading)
            reached = root_at(head.size, node_reader(archive_tiles(self._archive, head.size)))
        except ValueError as error:
            self.tree.wrong(str(error))
            return False
        if reached != head.root:
            self.tree.wrong("the entries do not lead to the root that was signed")
        reading.finish()
        self._rotations = reading.rotations
        self.tree.findings.append(f"{head.size} entries hashed to the root {reached.hex()}")
        return not self.tree.problem_count

    def _grow_tree(self, size: int, reading: EntryReading) -> None:
        growth = TileGrowth(0, [])
        unfinished: dict[tuple[int, int], bytes] = {}
        for number, width in bundle_widths(size):
            entries = split_bundle(self._archive.read(tile_path(ENTRIES, number, width)))
            if len(entries) != width:
                raise ValueError(f"bundle {number} has {len(entries)} entries, not {width}")
            leaves = [sha256(b"\x00" + entry).digest() for entry in entries]
            growth.add(leaves)
            unfinished.update(growth.take_changed())
            for place in [place for place, tile in unfinished.items() if len(tile) == TILE_WIDTH * HASH_BYTES]:
                self._compare_tile(place, unfinished.pop(place))
            reading.read_bundle(number * TILE_WIDTH, entries, leaves, self._texts_of(number, width))
        for place, tile in unfinished.items():
            self._compare_tile(place, tile)

    def _compare_tile(self, place: tuple[int, int], tile: bytes) -> None:
        name = tile_path(*place, len(tile) // HASH_BYTES)
        if self._archive.read(name) != tile:
            self.tree.wrong(f"{name} does not hold the hashes of the entries")

    def _texts_of(self, number: int, width: int) -> bytes:
        name = text_path(number, width)
        return self._archive.read(name) if name in self._archive.names else b""

    def _check_older(self, trust: Trust, newest: Head) -> None:
        self.older.taken = True
        read_node = node_reader(archive_tiles(self._archive, newest.size))
        inside = [name for name in sorted(self._archive.names) if name.startswith(OLDER_CHECKPOINTS)]
        for name in inside:
            self._check_one_older(name, self._archive.read(name), trust, newest, read_node)
        for place, encoded in enumerate(self._kept, start=1):
            self._check_one_older(f"the checkpoint you kept, number {place},", encoded, trust, newest, read_node)
        self.older.findings.append(f"{len(inside)} in the archive and {len(self._kept)} kept by you compared")

    def _check_one_older(self, name: str, encoded: bytes, trust: Trust, newest: Head, read_node: NodeReader) -> None:
        try:
            head, keys = trusted_head(encoded, trust, quorum=0, verify=self._verify)
        except ValueError as error:
            return self.older.wrong(f"{name}: {error}")
        if name.startswith(OLDER_CHECKPOINTS) and name != f"{OLDER_CHECKPOINTS}{head.size}":
            self.older.wrong(f"{name} is the checkpoint of size {head.size}")
        if head.size > newest.size:
            return self.older.wrong(f"{name} is newer than the archive: entries are missing at the end")
        if root_at(head.size, read_node) != head.root:
            return self.older.wrong(f"{name} had another root over its {head.size} entries: the record was rewritten")
        return self._signed.append(SignedSize(head.size, keys))

    def _check_keys_reached(self, trust: Trust) -> None:
        """That the newest checkpoint's key is one the reader trusts, or one that those keys led to, entry by entry."""
        if self._trust is None:
            return
        reached = keys_reached(self._trust.log_keys, trust.log_keys, self._rotations, self._signed)
        if not set(reached) & set(self._signed[0].keys):
            self.keys.wrong("the newest checkpoint is signed with a key that none of the keys you trust leads to")
        for key in reached[len(self._trust.log_keys) :]:
            self.keys.findings.append(f"a key that you trust handed over to this one, in an entry: {key.vkey}")


def _joined(trusted: Trust, own: Trust) -> Trust:
    """The reader's trust with the archive's own keys behind it, which are believed only once they have been reached."""
    keys = dict.fromkeys((*trusted.log_keys, *own.log_keys))
    return Trust(tuple(keys), trusted.witnesses, trusted.quorum)
