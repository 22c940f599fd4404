"""Where other bodies send their checkpoints to be cosigned (C2SP tlog-witness)."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from answerable.errors import Refused
from answerable.jobs import clock
from answerable.pure.ledger.witnessing import MOST_BYTES, OTHER_SIZE, NotCosignedError
from answerable.record.watch import cosign_checkpoint, witness_keys

PLAIN = "text/plain; charset=utf-8"


# A program sends here, with the signature on the checkpoint in the place of a cookie that another site could borrow.
@csrf_exempt
def add_checkpoint(request: HttpRequest) -> HttpResponse:
    """One request of the specification: the cosignatures, or its status with why not."""
    if request.method != "POST":
        return HttpResponse("Send a checkpoint with POST.\n", status=405, content_type=PLAIN, headers={"Allow": "POST"})
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    keys = witness_keys(settings.KEYS, name=witness_name())
    try:
        lines = cosign_checkpoint(body, keys=keys, directory=settings.KEYS, at=clock.now())
    except NotCosignedError as error:
        if error.status == OTHER_SIZE:
            return HttpResponse(f"{error.size}\n", status=OTHER_SIZE, content_type="text/x.tlog.size")
        return HttpResponse(f"{error}\n", status=error.status, content_type=PLAIN)
    except Refused:
        # What we last signed is damaged on our side: the other body is told no more than that we cannot now.
        return HttpResponse("This witness cannot say where it stands.\n", status=503, content_type=PLAIN)
    return HttpResponse(lines, content_type=PLAIN)


def witness_name() -> str:
    """What our witness is called: our address without its scheme."""
    return str(settings.PUBLIC_ADDRESS).split("//")[-1] + "/witness"
