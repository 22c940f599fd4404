"""One entry checked by the reader: by the page itself where scripts run, and step by step by hand where they do not."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from answerable.pure.ledger.climb import Joined, climb
from answerable.pure.ledger.proof_file import parse_extra, parse_proof
from answerable.pure.ledger.tree import leaf_hash
from answerable.pure.ledger.trust import write_trust
from answerable.record.export.standalone import standalone_verifier
from answerable.record.models import Checkpoint
from answerable.record.prove import prove_entry

PLAIN = "text/plain; charset=utf-8"
LONGEST = len("999999999999999999")


@dataclass(frozen=True)
class ByHand:
    """What a reader repeats each step with: the entry as it was hashed, the joins up to the root, the signed note."""

    index: int
    entry: str
    leaf: str
    joins: tuple[Joined, ...]
    checkpoint: str


def page(request: HttpRequest) -> HttpResponseBase:
    """The entry named by `entry`; without one, the field to name it."""
    given = request.GET.get("entry", "").strip()
    is_number = given.isascii() and given.isdigit() and len(given) <= LONGEST
    by_hand = _by_hand(int(given)) if is_number else None
    unknown = bool(given) and by_hand is None
    context = {"given": given, "keys": _keys(), "by_hand": by_hand, "unknown": unknown}
    return render(request, "record/check.html", context, status=404 if unknown else 200)


def trust(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001  every page takes its request
    """The keys that the record was signed with, as the verifier takes them with --trust."""
    keys = _keys()
    if not keys:
        raise Http404
    return HttpResponse(write_trust(keys), content_type=PLAIN)


def verifier(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001  every page takes its request
    """The program that is in every archive, by itself."""
    answer = HttpResponse(standalone_verifier(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verify.py"'
    return answer


def _by_hand(index: int) -> ByHand | None:
    found = prove_entry(index)
    if found is None:
        return None
    proof = parse_proof(found)
    raw, _disclosures = parse_extra(proof.extra or b"")
    checkpoint = proof.checkpoint.decode()
    size = int(checkpoint.split("\n")[1])
    joins = tuple(climb(leaf_hash(raw), index, size, proof.hashes))
    return ByHand(index, raw.decode(), leaf_hash(raw).hex(), joins, checkpoint)


def _keys() -> list[str]:
    """Every key that signed a checkpoint, the newest first."""
    return list(dict.fromkeys(Checkpoint.objects.order_by("-size").values_list("vkey", flat=True)))
