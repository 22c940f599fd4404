"""The address that signed messages are sent to; what is refused is answered with problem details (RFC 9457)."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from answerable.channels.models import Channel, State
from answerable.design.problem import problem
from answerable.jobs import clock
from answerable.listening.hook import MOST_BYTES, take_message
from answerable.networks.webhook.kind import NoMessageError
from answerable.networks.webhook.signing import NotSignedError

PAUSED_SECONDS = 300
MOST_FAULTS = 20


# A program sends here, with a signature in the place of a cookie that another site could borrow.
@csrf_exempt
@never_cache
def take(request: HttpRequest, public_id: str) -> HttpResponse:
    """One message."""
    if request.method != "POST":
        return problem(HTTPStatus.METHOD_NOT_ALLOWED, "Send each message with POST.", headers={"Allow": "POST"})
    channel = Channel.objects.filter(public_id=public_id, kind="webhook").first()
    refusal = _shut(channel)
    if channel is None or refusal is not None:
        return refusal or problem(HTTPStatus.NOT_FOUND, "")
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A message has at most {MOST_BYTES} bytes.")
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        take_message(channel=channel, body=body, headers=headers, at=clock.now())
    except NotSignedError as error:
        return problem(HTTPStatus.UNAUTHORIZED, str(error), headers={"WWW-Authenticate": "Webhook-Signature"})
    except NoMessageError as error:
        faults = [{"pointer": pointer, "detail": detail} for pointer, detail in error.faults[:MOST_FAULTS]]
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "The body is not as it must be.", errors=faults)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _shut(channel: Channel | None) -> HttpResponse | None:
    """Why nothing is taken here now; None where it is."""
    if channel is None:
        return problem(HTTPStatus.NOT_FOUND, "There is no webhook at this address.")
    if channel.state == State.CLOSED:
        return problem(HTTPStatus.GONE, "This webhook was closed for good. Stop sending to it.")
    if channel.state == State.PAUSED:
        again = {"Retry-After": str(PAUSED_SECONDS)}
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, "This webhook is paused. Send again later.", headers=again)
    return None
