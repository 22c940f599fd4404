"""A proof file for one entry: enough for anyone to check, offline, that it is in the record and what it said."""

from answerable.pure.ledger.proof_file import ProofFile, entry_extra
from answerable.pure.ledger.tree import inclusion_proof
from answerable.record.models import Checkpoint, Entry
from answerable.record.read import texts_of
from answerable.record.stored_tree import nodes_of_proof


def prove_entry(index: int) -> bytes | None:
    """The .tlog-proof file of the entry, with its texts; None while no signed checkpoint covers it.

    Four queries, of which one fetches the tiles: 3 to 6 of them at a million entries.
    """
    checkpoint = Checkpoint.objects.order_by("-size").first()
    if checkpoint is None or not 0 <= index < checkpoint.size:
        return None
    entry = Entry.objects.get(index=index)
    hashes = inclusion_proof(index, checkpoint.size, nodes_of_proof(index, checkpoint.size))
    extra = entry_extra(bytes(entry.raw), list(texts_of([entry.id]).get(entry.id, {}).values()))
    return ProofFile(index, tuple(hashes), bytes(checkpoint.note), extra).encoded
