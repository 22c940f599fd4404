"""Ask the witnesses of our record to cosign its newest checkpoint, and keep what they sign with it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.errors import Failed, Refused
from answerable.networks.outgoing import Outgoing, Response
from answerable.networks.reach import reach_of
from answerable.pure.ledger.checkpoint import MOST_NUMBER, PLAIN_PYTHON, parse_number, signers
from answerable.pure.ledger.note import ED25519, NoteKey, parse_note, parse_vkey
from answerable.pure.ledger.signing import WITH_LIBRARY
from answerable.pure.ledger.tree import consistency_proof
from answerable.pure.ledger.witnessing import OTHER_SIZE, Submission, with_cosignatures
from answerable.record.models import Checkpoint, Witness
from answerable.record.stored_tree import stored_nodes

SIGNED = 200
MOST_ANSWER_BYTES = 100_000
ASK_SECONDS = 10.0


def add_witness(address: str, vkeys: list[str]) -> Witness:
    """Ask that witness from now on; its keys replace those it had. Refused unless they are keys of one witness."""
    try:
        keys = [parse_vkey(each.strip()) for each in vkeys]
    except ValueError as error:
        raise Refused(_("This is not the key of a witness: %(why)s.") % {"why": error}) from None
    if not keys or len({key.name for key in keys}) != 1 or any(key.kind == ED25519 for key in keys):
        raise Refused(_("Name the cosigning keys of one witness, as it publishes them."))
    reach_of(address)
    kept = {"vkeys": "\n".join(key.vkey for key in keys), "size": 0, "trouble": ""}
    witness, _made = Witness.objects.update_or_create(address=address.rstrip("/"), defaults=kept)
    return witness


def ask_witnesses(*, at: datetime) -> int:
    """Ask each witness that has not cosigned the newest checkpoint; how many did now.

    Safe at any time and from several processes: what a witness has signed is added to the checkpoint under a lock, and
    a witness that stands elsewhere than we thought says where.
    """
    newest = Checkpoint.objects.order_by("-size").first()
    if newest is None:
        return 0
    waiting = Witness.objects.exclude(size=newest.size, trouble="")
    return sum(_ask_one(witness, newest, at) for witness in waiting)


def _ask_one(witness: Witness, newest: Checkpoint, at: datetime) -> bool:
    try:
        answer = _submit(witness, min(witness.size, newest.size), newest)
        size = _size_in(answer) if answer.status == OTHER_SIZE else witness.size
        if size != witness.size and size <= newest.size:
            witness.size = size
            answer = _submit(witness, size, newest)
        trouble = _take(witness, newest, answer)
    except Failed as failed:
        trouble = failed.why
    if not trouble:
        witness.size = newest.size
    witness.trouble, witness.asked_at = trouble[:300], at
    witness.save(update_fields=["size", "trouble", "asked_at"])
    return not trouble


def _submit(witness: Witness, old: int, newest: Checkpoint) -> Response:
    """Send the newest checkpoint with the way from `old`."""
    proof = consistency_proof(old, newest.size, stored_nodes()) if 0 < old < newest.size else []
    body = Submission(old, tuple(proof), bytes(newest.note)).encoded
    out = Outgoing(reach_of(witness.address), timeout_seconds=ASK_SECONDS, most_bytes=MOST_ANSWER_BYTES)
    return out.write(f"{witness.address}/add-checkpoint", content=body, headers={"Content-Type": "text/plain"})


def _size_in(answer: Response) -> int:
    """Where the witness says that it stands; beyond all records if it does not say it in the one way there is."""
    try:
        return parse_number(answer.body.decode("ascii").removesuffix("\n"))
    except ValueError:
        return MOST_NUMBER


def _take(witness: Witness, newest: Checkpoint, answer: Response) -> str:
    """Add the signatures to the checkpoint; what is wrong, in words for the status page, or nothing."""
    if answer.status != SIGNED:
        return _refusals().get(answer.status, _("it answered %(status)s") % {"status": answer.status})
    with transaction.atomic():
        checkpoint = Checkpoint.objects.select_for_update().get(size=newest.size)
        try:
            note = with_cosignatures(bytes(checkpoint.note), answer.body, keys_of(witness), WITH_LIBRARY)
        except ValueError as error:
            return _("its answer is not a cosignature: %(why)s") % {"why": error}
        checkpoint.note = note.encoded
        checkpoint.witness_count = len({each.name for each in note.signatures}) - 1
        checkpoint.save(update_fields=["note", "witness_count"])
    return ""


def keys_of(witness: Witness) -> list[NoteKey]:
    """The keys of a witness."""
    return [parse_vkey(line) for line in witness.vkeys.split()]


def _refusals() -> dict[int, str]:
    return {
        403: _("it does not trust the key of this record: give it the key again"),
        404: _("it does not know this record: ask whoever runs it to watch it"),
        409: _("it has cosigned a longer record, or another of the same length: compare the two at once"),
        422: _("it has cosigned a record that this one does not follow from: compare the two at once"),
    }


def leave_witness(address: str) -> None:
    """Ask that witness no more; what it signed stays on the checkpoints."""
    if not Witness.objects.filter(address=address.rstrip("/")).delete()[0]:
        raise Refused(_("No witness is asked at that address. See: answerable witness list"))


def witnesses_of(checkpoint: Checkpoint) -> tuple[tuple[str, ...], int]:
    """(the keys of our witnesses, how many of them cosigned this checkpoint): what an archive of it says of them."""
    vkeys = tuple(line for witness in Witness.objects.order_by("id") for line in witness.vkeys.split())
    known = [parse_vkey(line) for line in vkeys]
    signed = signers(parse_note(bytes(checkpoint.note)), known, WITH_LIBRARY)
    return vkeys, len({key.name for key in signed if key.kind in PLAIN_PYTHON})
